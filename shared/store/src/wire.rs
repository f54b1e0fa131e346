//! How values of the domain are written in the body of a queue's message and in an item: as [`serde_with`] takes it.

use std::borrow::Cow;

use domain::ClosedSet;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_with::{DeserializeAs, DisplayFromStr, FromInto, SerializeAs, TryFromInto};

/// Ids and amounts, as numbers.
pub type Number = TryFromInto<u64>;
/// Instants, as milliseconds since the Unix epoch.
pub type Ms = FromInto<i64>;
/// Texts of a type of their own.
pub type Plain = FromInto<String>;
/// Ids that are a text.
pub type Text = DisplayFromStr;

/// Values of closed sets, as their words.
pub struct Word;

impl<T: ClosedSet> SerializeAs<T> for Word {
    fn serialize_as<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.code())
    }
}

impl<'de, T: ClosedSet> DeserializeAs<'de, T> for Word {
    fn deserialize_as<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let word = Cow::<str>::deserialize(deserializer)?;
        T::parse(&word).ok_or_else(|| D::Error::custom("a word that its set does not have"))
    }
}
