//! Whether two orders may be one customer's.

use crate::codes::digits;
use crate::newtype::text_type;

text_type!(
    /// By what a shop knows an order's customer: the digits of their phone, else their e-mail address in lower case.
    CustomerKey
);

impl CustomerKey {
    /// `None`: the shop told neither.
    ///
    /// ```
    /// let key = |phone, email| domain::CustomerKey::of(phone, email).unwrap();
    /// let (phone, email) = (key(Some("010-0000-4821"), Some("a@example.com")), key(None, Some("A@example.com")));
    /// assert_eq!((phone.as_str(), email.as_str()), ("01000004821", "a@example.com"));
    /// assert!(!phone.is_another(&email) && phone.is_another(&key(Some("010-0000-1234"), None)));
    /// ```
    pub fn of(phone: Option<&str>, email: Option<&str>) -> Option<Self> {
        let by_phone = phone.map(digits).filter(|digits| !digits.is_empty());
        by_phone.or_else(|| email.map(str::to_lowercase)).map(Self)
    }

    /// Whether it is surely another customer's: two phones, or two addresses, that differ. A phone and an address tell
    /// nothing of one another.
    pub fn is_another(&self, other: &Self) -> bool {
        self != other && self.contains('@') == other.contains('@')
    }
}
