//! Printed names that may be one payer in two spellings: with and without a sending bank in front, whole and cut.

use crate::name::{self, after_sending_bank, folded, is_hangul, squeeze};

/// The innermost name: sending banks taken off the front while at least two Hangul syllables are left. Every spelling of
/// one payer with the banks before it has the same.
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

/// Whether two printed names may be of one payer: a reading of the one equals a reading of the other, or begins with it.
/// A name of which nothing is left is related to none, and what stands in parentheses tells two payers apart.
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
