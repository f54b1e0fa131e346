//! How like two names are: pairs with the verdict of a person, and what must hold of any two texts.

use bank_sms::name::{Likeness, compare};
use proptest::prelude::*;

/// A text that people may write where a name stands.
const NAME: &str =
    "((토스|국민|088-|모>|\\(주\\))?[가나다홍길동김이리류률렬]{0,4}|[A-Za-z ]{0,12})[ #*(]?[가-힣0-9)]{0,4}";

#[test]
fn three_hundred_pairs_are_as_like_as_a_person_says() {
    let pairs: Vec<serde_json::Value> =
        include_str!("likeness.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(pairs.len() >= 300, "{} pairs", pairs.len());
    let wrong = pairs.iter().filter_map(|pair| {
        let (printed, expected) = (pair["printed"].as_str().unwrap(), pair["expected"].as_str().unwrap());
        let likeness = compare(printed, expected);
        let is_wrong = likeness.is_likely() != pair["is_likely"].as_bool().unwrap();
        is_wrong.then(|| format!("{printed} {expected}: {likeness:?}, {} percent", likeness.percent()))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), pairs.len());
}

fn both_ways(one: &str, other: &str) -> Likeness {
    let likeness = compare(one, other);
    assert_eq!(likeness, compare(other, one), "{one:?} {other:?}");
    assert!(likeness.shorter <= likeness.longer, "{one:?} {other:?}");
    likeness
}

#[test]
fn nothing_is_like_nothing() {
    for (one, other) in [("", ""), ("", "홍길동"), ("*", "*"), ("홍길동", "()")] {
        assert!(!both_ways(one, other).is_likely(), "{one:?} {other:?}");
    }
}

#[test]
fn the_longest_names_are_compared_in_no_time() {
    let long = ["가나다라마바사".repeat(40), "KARIMOV AZIZ ".repeat(40), "ﷺ".repeat(300), "(((((".repeat(90)];
    for (one, other) in long.iter().flat_map(|one| long.iter().map(move |other| (one, other))) {
        both_ways(one, other);
    }
}

proptest! {
    #[test]
    fn a_name_is_as_like_another_as_that_is_like_it_and_wholly_like_itself(one in NAME, other in NAME) {
        both_ways(&one, &other);
        prop_assert_eq!(compare(&one, &one).distance, 0);
    }

    #[test]
    fn any_two_texts_can_be_compared(one in "\\PC{0,40}", other in "\\PC{0,40}") {
        both_ways(&one, &other);
        prop_assert_eq!(compare(&one, &one).distance, 0);
    }
}
