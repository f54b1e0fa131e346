//! The codes of an order: digits that its payer may write behind the name (`홍길동4821`), so that orders of one name
//! are told apart.
//!
//! Fewer than four digits are none: they may be a room, a size, the second transfer of a day.

use std::collections::BTreeSet;

use crate::{OrderId, OrderNumber};

/// How many digits of a phone's end are a code.
const OF_PHONE: usize = 4;
/// How many digits of an order number's end are a code.
const OF_NUMBER: [usize; 3] = [4, 5, 6];

/// The codes of an order, sorted: the last four digits of its customer's phone; the last four, five and six of its
/// number, of which all but the digits are left out; and its id, if that has four digits.
///
/// ```
/// let (id, number) = (domain::OrderId::new(7).unwrap(), "A-2024-0031".into());
/// let codes = domain::codes::codes(id, &number, Some("010-1234-4821"));
/// assert_eq!(codes, ["0031", "240031", "40031", "4821"]);
/// ```
pub fn codes(id: OrderId, number: &OrderNumber, phone: Option<&str>) -> Vec<String> {
    let (number, phone, id) = (digits(number), digits(phone.unwrap_or_default()), id.get().to_string());
    let mut codes = BTreeSet::new();
    codes.extend(last(&phone, OF_PHONE));
    codes.extend(OF_NUMBER.iter().filter_map(|count| last(&number, *count)));
    codes.extend((id.len() >= OF_PHONE).then_some(id));
    codes.into_iter().collect()
}

pub(crate) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The last digits, if there are so many.
fn last(digits: &str, count: usize) -> Option<String> {
    digits.len().checked_sub(count).map(|from| digits[from..].to_owned())
}
