//! Why a text that nothing could read is no deposit: understood and ignored, or kept for a person.

use crate::word;
use crate::words::Words;
use crate::{Outcome, Why};

/// Words without which no message tells of moving money.
const MOVEMENTS: &[&str] = &["입금", "출금", "잔액", "지급", "이체", "보냈", "송금", "받았"];
const CODES: &[&str] =
    &["인증번호", "확인코드", "인증코드", "verification code", "본인 확인", "본인확인", "OTP번호", "OTP 번호"];
const ADVERTISEMENTS: &[&str] = &["(광고)", "[광고]", "무료수신거부", "무료거부"];

pub(crate) fn mentions_movement(text: &str) -> bool {
    contains_any(text, MOVEMENTS) && !is_code(text) && !contains_any(text, ADVERTISEMENTS)
}

pub(crate) fn is_code(text: &str) -> bool {
    contains_any(text, CODES)
}

/// A payer's name that says the money is no payment: a dividend, a loan paid out.
pub(crate) fn refused_payer(name: &str) -> Option<Why> {
    static REFUSED: Words<2> = Words::new(["배당", "대출"]);
    REFUSED.stand_in(name).then(|| if name.contains("배당") { Why::Dividend } else { Why::Loan })
}

/// What to do with a text that neither a shape nor the grammar read; `why` is the grammar's objection. Ignored is only
/// what shows by its own words that it is no transfer; with a plain 입금 in it, it goes to a person.
pub(crate) fn verdict(text: &str, from_bank: bool, why: Why) -> Outcome {
    const CARD: &[&str] = &["승인", "일시불", "누적", "결제금액", "체크카드", "카드결제", "할부"];
    const SCHEDULED: &[&str] = &["예정", "예약"];
    const DECLINED: &[&str] = &["거절", "실패", "부족합니다", "잔액부족", "한도초과"];
    const NOTICE: &[&str] = &["안내", "동의", "해제", "신청", "등록", "변경", "해지", "혜택"];
    const REVERSAL: &[&str] = &["입금취소", "입금 취소", "입금정정", "입금반환"];
    const DIVIDEND: &[&str] = &["배당금", "배당입금"];
    const LOAN: &[&str] = &["대출", "카드론"];
    if is_code(text) {
        return Outcome::Ignored(Why::VerificationCode);
    }
    if contains_any(text, ADVERTISEMENTS) {
        return Outcome::Ignored(Why::Advertisement);
    }
    if contains_any(text, REVERSAL) {
        return Outcome::Ignored(Why::Reversal);
    }
    if contains_any(text, DIVIDEND) {
        return Outcome::Ignored(Why::Dividend);
    }
    // A scheduled transfer is told with the words of a notice: it goes first.
    let reason = if contains_any(text, SCHEDULED) {
        Some(Why::Scheduled)
    } else if has_plain_deposit(text) {
        None
    } else if contains_any(text, LOAN) {
        Some(Why::Loan)
    } else if contains_any(text, DECLINED) {
        Some(Why::Declined)
    } else if contains_any(text, CARD) {
        Some(Why::CardUse)
    } else if text.contains("취소") {
        Some(Why::Refund)
    } else {
        contains_any(text, NOTICE).then_some(Why::Notice)
    };
    if let Some(why) = reason {
        return Outcome::Ignored(why);
    }
    if !mentions_movement(text) && !from_bank {
        return Outcome::Ignored(Why::NotABankMessage);
    }
    Outcome::Quarantined(why)
}

/// Does 입금 stand somewhere as a direction, not as a part of another word?
fn has_plain_deposit(text: &str) -> bool {
    text.match_indices("입금").any(|(at, _)| {
        let fresh = crate::token::char_before(text, at).is_none_or(|c| !c.is_alphabetic());
        fresh && matches!(word::direction(text, at), Some((word::Direction::In, _)))
    })
}

fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
