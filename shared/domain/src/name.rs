//! The names of payers, and the keys by which they are looked for.

use bank_sms::{name, related};

use crate::text_type::text_type;

text_type!(
    /// A name without what is written in more than one way: names are compared and looked up by it. Empty where there
    /// is no name.
    ///
    /// ```compile_fail
    /// let key = domain::NameKey::of("홍길동");
    /// domain::choice::may_pay("홍길동", &"홍길동".to_owned());
    /// ```
    NameKey
);

impl NameKey {
    /// The key of a whole name: of an order's, and of a printed one with its sending bank and number.
    pub fn of(name: &str) -> Self {
        name::key(name).into()
    }

    /// The key under which a deposit of this printed name waits: without its sending bank and number.
    pub fn waiting(printed: &str) -> Self {
        related::waiting_key(printed).into()
    }
}
