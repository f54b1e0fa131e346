//! How much of a bank's message a text is: by it the field that carries the message is told from those beside it, and a
//! text that was spelled twice from one that is meant so. It decides nothing else: the matcher reads the text again.

use bank_sms::{Outcome, Reading, is_bank_message, read};
use time::OffsetDateTime;

/// How much of a bank's message a text is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Clarity {
    Other,
    /// It may tell of money, and is not read to its last token.
    Likely,
    /// It was read whole.
    Read,
}

pub fn of(text: &str) -> Clarity {
    match reading(text).map(|reading| reading.outcome) {
        None => Clarity::Other,
        Some(Outcome::Deposit | Outcome::Withdrawal { .. }) => Clarity::Read,
        Some(Outcome::Ignored(_) | Outcome::Quarantined(_)) => Clarity::Likely,
    }
}

/// Whether two texts are messages that tell of different money.
pub fn are_two(one: &str, other: &str) -> bool {
    let told = |text: &str| {
        let reading = reading(text).filter(|reading| reading.outcome == Outcome::Deposit)?;
        Some((reading.amount, reading.depositor, reading.account.map(|account| account.as_printed().to_owned())))
    };
    // A preview stands in the whole text, and a text in what an app wrapped around it.
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let (bare_one, bare_other) = (bare(one), bare(other));
    let is_part = bare_one.contains(&bare_other) || bare_other.contains(&bare_one);
    !is_part && told(one).zip(told(other)).is_some_and(|(one, other)| one != other)
}

fn reading(text: &str) -> Option<Reading> {
    // `received_at` only decides the year of a date without one, which nothing here looks at.
    let received_at = OffsetDateTime::UNIX_EPOCH;
    is_bank_message(text, None).then(|| read(&bank_sms::Message { raw: text, sender: None, received_at }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMS: &str = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동";

    #[test]
    fn a_preview_and_a_wrapping_are_no_other_money_and_another_amount_is() {
        assert!(!are_two(SMS, SMS) && !are_two(SMS, &format!("16449999\n{SMS}\nSIM1")));
        assert!(!are_two(SMS, "[Web발신] 국민 02/01 11:05") && !are_two(SMS, "입금알림"));
        assert!(are_two(SMS, &SMS.replace("14,510", "24,510")) && are_two(SMS, &SMS.replace("홍길동", "김철수")));
    }
}
