//! The names of payers, and the keys by which they are looked for.

use bank_sms::{name, related};

use crate::newtype::text_type;

text_type!(
    /// The name of whoever pays, as a person typed it or as a bank printed it.
    DepositorName
);

impl DepositorName {
    /// Can it be matched by itself? See [`name::is_readable`].
    pub fn is_readable(&self) -> bool {
        name::is_readable(self)
    }

    /// Whether two names may be one payer's. See [`related::are_related`].
    pub fn is_related_to(&self, other: &Self) -> bool {
        related::are_related(self, other)
    }
}

impl Default for &DepositorName {
    fn default() -> Self {
        static NONE: DepositorName = DepositorName(String::new());
        &NONE
    }
}

text_type!(
    /// A name without what is written in more than one way: names are compared and looked up by it. Empty where there
    /// is no name.
    ///
    /// ```compile_fail
    /// let (name, key) = (domain::DepositorName::from("홍길동"), domain::NameKey::from("홍길동"));
    /// domain::choice::may_pay(&key, &name);
    /// ```
    NameKey
);

impl NameKey {
    /// The key of a whole name: of an order's, and of a printed one with its sending bank and number.
    pub fn of(name: &DepositorName) -> Self {
        name::key(name).into()
    }

    /// The key under which a deposit of this printed name waits: without its sending bank and number.
    pub fn waiting(printed: &DepositorName) -> Self {
        related::waiting_key(printed).into()
    }
}
