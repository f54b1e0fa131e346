//! Closed sets: enums whose values each have one machine word. A word is declared once, by `strum` on its enum: the
//! table, the API, its document and the webhooks all write and read that one.
//!
//! To rename a word is to change the format of the table and of the API.

use strum::IntoEnumIterator;

/// An enum whose every value has one word.
pub trait ClosedSet: Copy + PartialEq + 'static {
    /// Every value, in the order in which they are declared.
    fn all() -> impl Iterator<Item = Self>;

    /// The word of this value.
    fn code(self) -> &'static str;

    /// The value of a word.
    fn parse(word: &str) -> Option<Self> {
        Self::all().find(|value| value.code() == word)
    }
}

impl<T: IntoEnumIterator + Into<&'static str> + Copy + PartialEq + 'static> ClosedSet for T {
    fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    fn code(self) -> &'static str {
        self.into()
    }
}
