//! Search: words that a person types, and whether an order, a deposit or a message tells all of them.

use crate::codes::digits;
use crate::{Deposit, Message, NameKey, Order, Won};

/// Fewer digits are no end of a phone.
const PHONE_DIGITS_MIN: usize = 3;

/// What is searched for: words, each of which must be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Search(Vec<Word>);

/// One word, in each of its meanings.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Word {
    /// In lower case.
    text: String,
    /// As a part of a name; `None`: it has no letter and no digit.
    name: Option<NameKey>,
    /// `14,510원`.
    amount: Option<Won>,
    /// The end of a phone's number.
    phone: Option<String>,
}

impl Search {
    /// `None`: no word was typed.
    pub fn of(typed: &str) -> Option<Self> {
        let words: Vec<Word> = typed.split_whitespace().map(Word::of).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// Whether an order tells each word: in its payer's name, its number, its memo, its customer's address, at the end
    /// of their phone's number, or as its amount.
    pub fn finds_order(&self, order: &Order) -> bool {
        let text: Vec<String> = [Some(order.number.as_str()), order.memo.as_deref(), order.customer_email.as_deref()]
            .into_iter()
            .flatten()
            .map(str::to_lowercase)
            .collect();
        let phone = order.customer_phone.as_deref().map(digits);
        self.0.iter().all(|word| {
            word.is_in_name(&order.name_key)
                || word.amount == Some(order.amount)
                || text.iter().any(|text| text.contains(&word.text))
                || phone.as_ref().zip(word.phone.as_ref()).is_some_and(|(phone, end)| phone.ends_with(end))
        })
    }

    /// Whether a deposit tells each word: in its payer's name or as its amount.
    pub fn finds_deposit(&self, deposit: &Deposit) -> bool {
        let name = deposit.details.whole_name_key();
        self.0.iter().all(|word| word.is_in_name(&name) || word.amount == Some(deposit.details.amount))
    }

    /// Whether a message tells each word in its text; a number whole, with or without commas.
    pub fn finds_message(&self, message: &Message) -> bool {
        let raw = message.raw.to_lowercase();
        let without_commas = raw.replace(',', "");
        self.0.iter().all(|word| match word.amount {
            Some(amount) => has_number(&without_commas, &amount.get().to_string()),
            None => raw.contains(&word.text),
        })
    }
}

impl Word {
    fn of(typed: &str) -> Self {
        let number = typed.trim_start_matches('₩').trim_end_matches('원').replace(',', "");
        let is_phone = typed.chars().all(|c| c.is_ascii_digit() || c == '-');
        Self {
            text: typed.to_lowercase(),
            name: Some(NameKey::of(&typed.into())).filter(|key| !key.is_empty()),
            amount: Some(number.as_str())
                .filter(|number| is_digits(number))
                .and_then(|number| Won::new(number.parse().ok()?)),
            phone: Some(digits(typed)).filter(|end| is_phone && end.len() >= PHONE_DIGITS_MIN),
        }
    }

    fn is_in_name(&self, key: &NameKey) -> bool {
        self.name.as_ref().is_some_and(|part| key.contains(part.as_str()))
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has this number, and not as a part of a longer one.
fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        !is_digit(text[..at].chars().next_back()) && !is_digit(text[at + number.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::tests::{asked, money};

    #[test]
    fn every_word_of_a_search_is_told() {
        let mut order = asked(1, 14_510, "홍 길동", Some("010-0000-4821"));
        order.number = "A-1001".into();
        order.memo = Some("현관 앞 Door 3".to_owned());
        order.customer_email = Some("Gil@example.com".to_owned());
        let finds = |typed: &str| Search::of(typed).is_some_and(|search| search.finds_order(&order));
        for typed in ["길동", "홍길동", "홍 길", "14510", "14,510원", "₩14,510", "4821", "010-0000-4821", "a-10"]
        {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["door", "gil@", "홍길동 4821 14,510", "1001 현관", " 길동 "] {
            assert!(finds(typed), "{typed}");
        }
        for typed in ["김", "1451", "145100", "482", "21", "길동 999", "원", ",", " ", ""] {
            assert!(!finds(typed), "{typed}");
        }
    }

    #[test]
    fn a_deposit_is_found_by_its_name_and_its_amount() {
        let deposit = money(9, 14_510, "토스홍길동");
        let finds = |typed: &str| Search::of(typed).is_some_and(|search| search.finds_deposit(&deposit));
        assert!(finds("토스") && finds("길동 14,510") && finds("14510원"));
        assert!(!finds("김") && !finds("4510") && !finds("길동 1"));
    }

    #[test]
    fn a_number_is_no_part_of_a_longer_one() {
        assert!(has_number("입금 14510원 잔액 914510원", "14510") && has_number("14510", "14510"));
        assert!(!has_number("입금 114510원", "14510") && !has_number("145100", "14510"));
    }
}
