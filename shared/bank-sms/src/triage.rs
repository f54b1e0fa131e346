//! Why a text that nothing could read is no deposit: understood and ignored, or kept for a person.
//!
//! Invariant: what may tell of money in, by a word and an amount, is never ignored.

use crate::money;
use crate::{Outcome, Why};

/// Words without which no message tells of moving money.
const MOVEMENTS: &[&str] = &["입금", "출금", "잔액", "지급", "이체", "보냈", "송금", "받았"];
/// What stands in a text with a code to type in, and in no other.
pub(crate) const CODES: &[&str] =
    &["인증번호", "확인코드", "인증코드", "verification code", "본인 확인", "본인확인", "OTP번호", "OTP 번호"];
/// The letters that they begin with.
const BEGIN_CODES: [char; 5] = ['인', '확', '본', 'v', 'O'];
const ADVERTISEMENTS: &[&str] = &["(광고)", "[광고]", "무료수신거부", "무료거부"];

pub(crate) fn mentions_movement(text: &str) -> bool {
    contains_any(text, MOVEMENTS) && !is_code(text) && !contains_any(text, ADVERTISEMENTS)
}

pub(crate) fn is_code(text: &str) -> bool {
    // Nearly no text has one of these letters.
    text.contains(BEGIN_CODES) && contains_any(text, CODES)
}

/// What to do with a text that neither a layout nor the grammar read; `why` is the grammar's objection.
pub(crate) fn verdict(text: &str, from_bank: bool, why: Why) -> Outcome {
    const MONEY_IN: &[&str] = &["입금", "보냈", "송금", "받았", "급여", "결산이자"];
    if is_code(text) {
        return Outcome::Ignored(Why::VerificationCode);
    }
    // The law puts this mark in front; no notice of a transfer begins so.
    if ADVERTISEMENTS.iter().any(|mark| text.starts_with(mark)) {
        return Outcome::Ignored(Why::Advertisement);
    }
    if contains_any(text, MONEY_IN) && money::has_amount(text) {
        return Outcome::Quarantined(why);
    }
    if let Some(why) = notice(text) {
        return Outcome::Ignored(why);
    }
    if !mentions_movement(text) && !from_bank {
        return Outcome::Ignored(Why::NotABankMessage);
    }
    Outcome::Quarantined(why)
}

/// What a text without money in is about.
fn notice(text: &str) -> Option<Why> {
    const NOTICES: &[(Why, &[&str])] = &[
        (Why::Advertisement, ADVERTISEMENTS),
        (Why::Reversal, &["입금취소", "입금 취소", "입금정정", "입금반환"]),
        (Why::Dividend, &["배당금", "배당입금"]),
        // A scheduled transfer is told with the words of a notice: it goes first.
        (Why::Scheduled, &["예정", "예약"]),
        (Why::Loan, &["대출", "카드론"]),
        (Why::Declined, &["거절", "실패", "부족합니다", "잔액부족", "한도초과"]),
        (Why::CardUse, &["승인", "일시불", "누적", "결제금액", "체크카드", "카드결제", "할부"]),
        (Why::Refund, &["취소"]),
        (Why::Notice, &["안내", "동의", "해제", "신청", "등록", "변경", "해지", "혜택"]),
    ];
    NOTICES.iter().find(|(_, words)| contains_any(text, words)).map(|(why, _)| *why)
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_for_a_code_begins_with_one_of_the_letters() {
        let wrong: Vec<_> = CODES.iter().filter(|code| !code.starts_with(BEGIN_CODES)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
