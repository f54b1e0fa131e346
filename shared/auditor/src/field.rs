//! The attributes of one item, read strictly: of the right type, in range, and none besides.

use std::collections::BTreeSet;
use std::str::FromStr;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::Timestamp;

use crate::Item;

/// What was read, or what is wrong with it. Never tells a value.
pub type Read<T> = Result<T, String>;

/// An item that is being read.
pub struct Fields<'a> {
    item: &'a Item,
    seen: BTreeSet<&'static str>,
}

impl<'a> Fields<'a> {
    pub fn of(item: &'a Item) -> Self {
        Self { item, seen: BTreeSet::new() }
    }

    /// An item of the table: its key is known, and its format must be 1.
    pub fn of_table(item: &'a Item) -> Read<Self> {
        Self::of_format(item, 1)
    }

    /// An item of the table of this format.
    pub fn of_format(item: &'a Item, format: u8) -> Read<Self> {
        let mut fields = Self { item, seen: BTreeSet::from(["PK", "SK"]) };
        match fields.need("fmt", number::<u8>)? {
            fmt if fmt == format => Ok(fields),
            fmt => Err(format!("format {fmt} is not known")),
        }
    }

    /// Whether it has an attribute of this name.
    pub fn has(&self, name: &str) -> bool {
        self.item.contains_key(name)
    }

    /// An attribute that may be absent, but not `null`.
    pub fn maybe<T>(&mut self, name: &'static str, read: impl Fn(&AttributeValue) -> Option<T>) -> Read<Option<T>> {
        self.seen.insert(name);
        let wrong = || format!("{name} is of another type or out of range");
        self.item.get(name).map(|value| read(value).ok_or_else(wrong)).transpose()
    }

    /// An attribute that must be there.
    pub fn need<T>(&mut self, name: &'static str, read: impl Fn(&AttributeValue) -> Option<T>) -> Read<T> {
        self.maybe(name, read)?.ok_or_else(|| format!("{name} is missing"))
    }

    /// The two keys of an index: both or neither.
    pub fn index(&mut self, pk: &'static str, sk: &'static str) -> Read<Option<(String, String)>> {
        match (self.maybe(pk, text)?, self.maybe(sk, text)?) {
            (Some(pk), Some(sk)) => Ok(Some((pk, sk))),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(format!("{pk} and {sk} do not come together")),
        }
    }

    /// A list of maps; a missing one is an error.
    pub fn rows<T>(&mut self, name: &'static str, read: impl Fn(Fields<'_>) -> Read<T>) -> Read<Vec<T>> {
        self.seen.insert(name);
        let rows =
            self.item.get(name).and_then(|value| value.as_l().ok()).ok_or_else(|| format!("{name} is no list"))?;
        let row = |(n, row): (usize, &AttributeValue)| {
            let map = row.as_m().map_err(|_| format!("{name}[{n}] is no map"))?;
            read(Fields::of(map)).map_err(|wrong| format!("{name}[{n}].{wrong}"))
        };
        rows.iter().enumerate().map(row).collect()
    }

    /// A list of maps that may be absent.
    pub fn maybe_rows<T>(&mut self, name: &'static str, read: impl Fn(Fields<'_>) -> Read<T>) -> Read<Vec<T>> {
        if self.item.contains_key(name) { self.rows(name, read) } else { Ok(Vec::new()) }
    }

    /// A map within the item.
    pub fn map<T>(&mut self, name: &'static str, read: impl Fn(Fields<'_>) -> Read<T>) -> Read<T> {
        self.seen.insert(name);
        let map = self.item.get(name).and_then(|value| value.as_m().ok()).ok_or_else(|| format!("{name} is no map"))?;
        read(Fields::of(map)).map_err(|wrong| format!("{name}.{wrong}"))
    }

    /// A map that may be absent.
    pub fn maybe_map<T>(&mut self, name: &'static str, read: impl Fn(Fields<'_>) -> Read<T>) -> Read<Option<T>> {
        if self.item.contains_key(name) { self.map(name, read).map(Some) } else { Ok(None) }
    }

    /// Ends the reading: an attribute that was not asked for does not belong there.
    pub fn close(self) -> Read<()> {
        match self.item.keys().filter(|name| !self.seen.contains(name.as_str())).min() {
            Some(stranger) => Err(format!("attribute {stranger} does not belong there")),
            None => Ok(()),
        }
    }
}

pub fn text(value: &AttributeValue) -> Option<String> {
    value.as_s().ok().cloned()
}

pub fn number<T: FromStr>(value: &AttributeValue) -> Option<T> {
    value.as_n().ok()?.parse().ok()
}

pub fn flag(value: &AttributeValue) -> Option<bool> {
    value.as_bool().ok().copied()
}

pub fn instant(value: &AttributeValue) -> Option<Timestamp> {
    number(value).map(Timestamp::from_ms)
}

/// Sixteen bytes, as a binary attribute.
pub fn sixteen<T: From<[u8; 16]>>(value: &AttributeValue) -> Option<T> {
    <[u8; 16]>::try_from(value.as_b().ok()?.as_ref()).ok().map(T::from)
}

/// A number that `new` takes: an id, an amount.
pub fn counted<T>(new: impl Fn(u64) -> Option<T>) -> impl Fn(&AttributeValue) -> Option<T> {
    move |value| number(value).and_then(&new)
}

/// A list of what `read` reads.
pub fn list<T>(read: impl Fn(&AttributeValue) -> Option<T>) -> impl Fn(&AttributeValue) -> Option<Vec<T>> {
    move |value| value.as_l().ok()?.iter().map(&read).collect()
}

/// A word that `parse` knows.
pub fn word<T>(parse: impl Fn(&str) -> Option<T>) -> impl Fn(&AttributeValue) -> Option<T> {
    move |value| value.as_s().ok().and_then(|text| parse(text))
}
