//! Fields that stand twice. A template into which an app puts texts as they are lets a text write fields of its own:
//! then a name comes a second time, and which of the two is the app's cannot be told.

use std::collections::BTreeSet;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::table::folded;

/// Names as they are compared.
#[derive(Default)]
pub struct Names {
    seen: BTreeSet<String>,
    is_doubled: bool,
}

impl Names {
    pub fn add(&mut self, name: &str) {
        self.is_doubled |= !self.seen.insert(folded(name));
    }

    pub fn is_doubled(&self) -> bool {
        self.is_doubled
    }
}

/// Whether a field stands twice in an object of this JSON. `serde_json::Map` would keep one of them silently.
pub fn in_json(text: &str) -> bool {
    serde_json::from_str::<Doubled>(text).is_ok_and(|found| found.0)
}

struct Doubled(bool);

impl<'de> Deserialize<'de> for Doubled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Doubled;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Doubled, A::Error> {
        let (mut names, mut within) = (Names::default(), false);
        while let Some(name) = map.next_key::<String>()? {
            names.add(&name);
            within |= map.next_value::<Doubled>()?.0;
        }
        Ok(Doubled(within || names.is_doubled()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Doubled, A::Error> {
        let mut within = false;
        while let Some(Doubled(found)) = seq.next_element()? {
            within |= found;
        }
        Ok(Doubled(within))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Doubled, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Doubled(false))
    }

    fn visit_unit<E>(self) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }

    fn visit_str<E>(self, _: &str) -> Result<Doubled, E> {
        Ok(Doubled(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stands_twice_is_found_at_any_depth_and_in_any_spelling() {
        for doubled in [
            r#"{"a":1,"a":1}"#,
            r#"{"sender":"1","Sender":"2"}"#,
            r#"{"sms_number":1,"smsNumber":null}"#,
            r#"{"data":{"con-tact":1,"contact":2},"n":[1.5,true,null,-1]}"#,
            r#"{"list":[{"a":1,"A":2}]}"#,
            "{\"a\":1,\"\\u0061\":2}",
        ] {
            assert!(in_json(doubled), "{doubled}");
        }
        for single in ["{}", r#"{"a":{"a":1},"b":{"a":1}}"#, r#"[{"a":1},{"a":2}]"#, "{\"a\":1,", "7", "\"a\""] {
            assert!(!in_json(single), "{single}");
        }
    }
}
