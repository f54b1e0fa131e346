//! Printed names that may be one payer in two spellings: with and without a sending bank in front, whole and cut. And
//! the keys by which a deposit and its order find one another although they are spelled in two ways.

use crate::bank;
use crate::name::{self, after_sending_bank, folded, is_hangul, squeeze};

/// A waiting key is no longer than this: each of its beginnings is found as well as the whole.
const WAITING_KEY_MAX_CHARS: usize = 64;

/// The key under which the deposit of a printed name waits: the reading without its sending bank, if there is one, else
/// the whole name; without the number that ends it.
///
/// ```
/// assert_eq!(bank_sms::related::waiting_key("토스홍길동4821"), "홍길동");
/// ```
pub fn waiting_key(printed: &str) -> String {
    payer_key(printed).chars().take(WAITING_KEY_MAX_CHARS).collect()
}

/// The same, however long it is: the key of an order whose look finds this deposit.
pub fn payer_key(printed: &str) -> String {
    let readings = name::readings(printed);
    let core = readings.second.unwrap_or(readings.first);
    without_number(&core).to_owned()
}

/// A key without the digits that end it: people write an order's number behind their name. It keeps them where fewer
/// than two letters would be left.
pub fn without_number(key: &str) -> &str {
    let rest = key.trim_end_matches(|c: char| c.is_ascii_digit());
    if rest.chars().filter(|c| c.is_alphabetic()).count() < 2 { key } else { rest }
}

/// The names under which the deposits of an order wait: its key, and what is left of it behind what a printed name may
/// begin with. The waiting key of each deposit that could pay it is the beginning of one of them, two characters long
/// at least. Five at most; one for an ordinary name.
pub fn payer_keys(order_key: &str) -> Vec<&str> {
    let mut keys = vec![order_key];
    for text in [Some(order_key), order_key.strip_prefix('모')].into_iter().flatten() {
        keys.push(text);
        // A printed name may write signs between the parts of its bank's name: each bank that it begins with counts.
        keys.extend(bank::sending_names().filter_map(|name| text.strip_prefix(name)));
        let has_code = text.len() > 3 && text.as_bytes()[..3].iter().all(u8::is_ascii_digit);
        keys.extend(text.get(3..).filter(|_| has_code));
    }
    let is_name = |key: &&str| *key == order_key || key.chars().filter(|c| is_hangul(*c)).count() >= 2;
    keys.retain(|key| is_name(key) && key.chars().nth(1).is_some());
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The innermost name: sending banks taken off the front while at least two Hangul syllables are left. Every spelling
/// of one payer with the banks before it has the same.
pub fn core_name(printed: &str) -> String {
    let folded = folded(printed);
    let mut text = folded.name.as_str();
    while let Some(rest) = after_sending_bank(text) {
        if rest.len() == text.len() || squeeze(rest).chars().filter(|c| is_hangul(*c)).count() < 2 {
            break;
        }
        text = rest;
    }
    squeeze(text)
}

/// Whether two printed names may be of one payer: a reading of the one equals a reading of the other, or begins with
/// it. A name of which nothing is left is related to none, and what stands in parentheses tells two payers apart.
pub fn are_related(one: &str, other: &str) -> bool {
    if name::qualifier(one).zip(name::qualifier(other)).is_some_and(|(one, other)| one != other) {
        return false;
    }
    let keys = |printed: &str| {
        let readings = name::readings(printed);
        let keys = [Some(readings.first), readings.second, Some(core_name(printed))];
        keys.into_iter().flatten().filter(|key| !key.is_empty()).collect::<Vec<_>>()
    };
    let others = keys(other);
    keys(one)
        .iter()
        .any(|key| others.iter().any(|other| key.starts_with(other.as_str()) || other.starts_with(key.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn banks_in_front_come_off_while_a_name_is_left() {
        for (printed, core) in [
            ("홍길동", "홍길동"),
            ("토스홍길동", "홍길동"),
            ("088-홍길동", "홍길동"),
            ("모>토스홍길동", "홍길동"),
            ("우리은행토스홍길동", "홍길동"),
            ("우리건", "우리건"),
            ("토스", "토스"),
            ("", ""),
        ] {
            assert_eq!(core_name(printed), core, "{printed}");
        }
    }

    #[test]
    fn spellings_of_one_payer_are_related_and_other_payers_are_not() {
        for (one, other) in [("토스홍길동", "홍길동"), ("가나다라마바", "가나다라"), ("088-홍길동", "토스홍길동")]
        {
            assert!(are_related(one, other) && are_related(other, one), "{one} {other}");
        }
        for (one, other) in
            [("홍길동", "홍길순"), ("김철수", "박철수"), ("홍길동(1234)", "홍길동(5678)"), ("", "홍길동"), ("", "")]
        {
            assert!(!are_related(one, other) && !are_related(other, one), "{one} {other}");
        }
    }
}
