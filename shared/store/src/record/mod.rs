//! The shape of every item, and the way between an item and the domain. Nothing else knows attribute names, but the
//! expressions of the file that writes the item.
//!
//! Every item carries `fmt`, the version of its format: it grows when a program of the version before would misread the
//! item, not when an attribute is added (docs/deploy.md, "New versions"). Times are milliseconds, money is whole KRW.

pub mod allocation;
pub mod audit;
pub mod delivery;
pub mod deposit;
pub mod endpoint;
pub mod format;
pub mod guard;
pub mod history;
pub mod idempotency;
pub mod intake;
pub mod order;
pub mod people;
pub mod phone;
pub mod policy;
pub mod proposal;
pub mod reminder;
pub mod retention;
pub mod scenario;
pub mod sender;
pub mod sequence;
pub(crate) mod sms;
pub mod waiting;
pub mod watch;
pub mod workspace;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;
use crate::expression::Item;

/// The version of the item formats that this program writes; a kind that has a later one says so beside its record.
pub const FORMAT: u8 = 1;
/// The latest format of any kind that this program knows.
const NEWEST: u8 = allocation::FORMAT;

/// The item of a record. Only a record that cannot be a map fails, which none here is.
pub fn encode<R: Serialize>(record: &R) -> Result<Item, StoreError> {
    let broken = |what: String| StoreError::Corrupt { key: std::any::type_name::<R>().to_owned(), what };
    let item: serde_dynamo::Item = serde_dynamo::to_item(record).map_err(|error| broken(error.to_string()))?;
    Ok(item.into())
}

/// The record of an item. One of a later format is left to the version of the program that knows it.
pub fn decode<R: DeserializeOwned>(item: Item) -> Result<R, StoreError> {
    let key = name_of(&item);
    let format = item.get("fmt").and_then(|fmt| fmt.as_n().ok()).and_then(|fmt| fmt.parse().ok());
    if let Some(format) = format.filter(|format| *format > u64::from(NEWEST)) {
        return Err(StoreError::Newer { key, format });
    }
    serde_dynamo::from_item(serde_dynamo::Item::from(item))
        .map_err(|error| StoreError::Corrupt { key, what: error.to_string() })
}

/// The key of an item, for logs: the partition and sort key.
pub fn name_of(item: &Item) -> String {
    let part = |name| item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default();
    format!("{} / {}", part("PK"), part("SK"))
}

/// Turns a record into a domain value, field by field; what is out of range is a corrupt item.
pub struct Reader<'a> {
    pub pk: &'a str,
    pub sk: &'a str,
}

impl Reader<'_> {
    /// An item of this kind whose format is older than `format` is read by no program: the upgrade command rewrites it.
    pub fn is_of_format(&self, fmt: u8, format: u8) -> Result<(), StoreError> {
        match fmt < format {
            true => Err(self.is_older(u64::from(fmt))),
            false => Ok(()),
        }
    }

    /// The item is of a shape that only the upgrade command reads.
    pub fn is_older(&self, format: u64) -> StoreError {
        StoreError::Older { key: format!("{} / {}", self.pk, self.sk), format }
    }

    /// A value that may be absent; what is there and out of range is a corrupt item.
    pub fn maybe<V, T>(
        &self,
        field: &str,
        value: Option<V>,
        new: impl Fn(V) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        value.map(|value| self.need(field, new(value))).transpose()
    }

    /// The value, or a corrupt item that names the field.
    pub fn need<T>(&self, field: &str, value: Option<T>) -> Result<T, StoreError> {
        value.ok_or_else(|| StoreError::Corrupt {
            key: format!("{} / {}", self.pk, self.sk),
            what: format!("{field} is missing or out of range"),
        })
    }
}
