//! An item that stands is written anew without taking anything away that its record does not know.
//!
//! While a new version of the program is deployed, the old one still works on the same items. Were it to put an item
//! whole, it would drop the attributes that only the new version knows. So every attribute that the record has is set,
//! every other one that the record could have is removed, and the rest stays.

use serde::Serialize;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Visitor};

use aws_sdk_dynamodb::types::TransactWriteItem;

use crate::expression::{Expression, Item};
use crate::key::Key;
use crate::record::encode;
use crate::{Store, StoreError};

impl Store {
    /// Writes a record over the item that stands under its key, or makes it. As many write units as a put.
    pub(crate) fn rewrite<R: Serialize + DeserializeOwned>(
        &self,
        record: &R,
        condition: &Expression,
    ) -> Result<TransactWriteItem, StoreError> {
        let (key, rewriting) = rewriting(record, condition)?;
        self.update(&key, &rewriting)
    }
}

/// The key of a record, and the update that writes it over what stands there. `condition` holds no update of its own.
pub(crate) fn rewriting<R: Serialize + DeserializeOwned>(
    record: &R,
    condition: &Expression,
) -> Result<(Key, Expression), StoreError> {
    let mut item = encode(record)?;
    let key = Key { pk: text(&mut item, "PK"), sk: text(&mut item, "SK") };
    let mut gone: Vec<&str> = fields::<R>().iter().copied().filter(|name| !item.contains_key(*name)).collect();
    gone.retain(|name| !matches!(*name, "PK" | "SK"));
    let mut set: Vec<_> = item.into_iter().collect();
    set.sort_by(|one, other| one.0.cmp(&other.0));
    let words: Vec<_> = set.iter().map(|(name, _)| format!("#{name} = :new_{name}")).collect();
    let mut update = format!("SET {}", words.join(", "));
    if !gone.is_empty() {
        update.push_str(&format!(" REMOVE #{}", gone.join(", #")));
    }
    let rewriting = condition.clone().update(&update);
    Ok((key, set.into_iter().fold(rewriting, |all, (name, value)| all.value(&format!(":new_{name}"), value))))
}

fn text(item: &mut Item, name: &str) -> String {
    item.remove(name).and_then(|value| value.as_s().ok().cloned()).unwrap_or_default()
}

/// The attributes that a record can have, as serde names them.
fn fields<R: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    // The value itself is never made: the asker for names refuses to be read.
    let _ = R::deserialize(Names(&mut found));
    found
}

/// Takes down the names of the fields that a struct asks for.
struct Names<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(wanted())
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(wanted())
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

fn wanted() -> Error {
    serde::de::Error::custom("only the names are wanted")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::{n, s};

    #[derive(Serialize, serde::Deserialize)]
    struct Record {
        #[serde(rename = "PK")]
        pk: String,
        #[serde(rename = "SK")]
        sk: String,
        #[serde(rename = "GSI3PK", default, skip_serializing_if = "Option::is_none")]
        gsi3pk: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        memo: Option<String>,
        version: u64,
    }

    #[test]
    fn what_the_record_has_is_set_and_what_it_could_have_is_removed_and_nothing_else_is_named() {
        let record = Record { pk: "P".into(), sk: "S".into(), gsi3pk: None, memo: Some("m".into()), version: 2 };
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(1));
        let (key, rewriting) = rewriting(&record, &as_read).unwrap();
        assert_eq!((key.pk.as_str(), key.sk.as_str()), ("P", "S"));
        assert_eq!(rewriting.update, "SET #memo = :new_memo, #version = :new_version REMOVE #GSI3PK");
        assert_eq!(rewriting.condition, "#version = :version");
        let expected = [(":version", n(1)), (":new_version", n(2)), (":new_memo", s("m"))];
        assert_eq!(rewriting.values, expected.map(|(name, value)| (name.to_owned(), value)).into());
    }
}
