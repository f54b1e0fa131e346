//! Why a text that nothing could read is no deposit: understood and ignored, or kept for a person.

use crate::word::{self, Pairs, contains_any};
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
    static DIVIDEND: Pairs<1> = Pairs::new(["배당"]);
    static LOAN: Pairs<1> = Pairs::new(["대출"]);
    if DIVIDEND.stand_in(name) {
        return Some(Why::Dividend);
    }
    LOAN.stand_in(name).then_some(Why::Loan)
}

/// What to do with a text that neither a shape nor the grammar read; `why` is the grammar's objection. Ignored is only
/// what shows by its own words that it is no transfer; with a plain 입금 in it, it goes to a person.
pub(crate) fn verdict(text: &str, from_bank: bool, why: Why) -> Outcome {
    const CARD: &[&str] = &["승인", "일시불", "누적", "결제금액", "체크카드", "카드결제", "할부"];
    const SCHEDULED: &[&str] = &["예정", "예약"];
    const DECLINED: &[&str] = &["거절", "실패", "부족합니다", "잔액부족", "한도초과"];
    const NOTICE: &[&str] = &["안내", "동의", "해제", "신청", "등록", "변경", "해지", "혜택"];
    if is_code(text) {
        return Outcome::Ignored(Why::VerificationCode);
    }
    if contains_any(text, ADVERTISEMENTS) {
        return Outcome::Ignored(Why::Advertisement);
    }
    let has = |words: &[&str]| contains_any(text, words);
    if has(&["입금취소", "입금 취소", "입금정정", "입금반환"]) {
        return Outcome::Ignored(Why::Reversal);
    }
    if has(&["배당금", "배당입금"]) {
        return Outcome::Ignored(Why::Dividend);
    }
    if !has_plain_deposit(text) {
        let reasons: [(Why, &[&str]); 5] = [
            (Why::Loan, &["대출", "카드론"]),
            (Why::Declined, DECLINED),
            (Why::CardUse, CARD),
            (Why::Refund, &["취소"]),
            (Why::Notice, NOTICE),
        ];
        // A scheduled transfer is told with the words of a notice: it goes first.
        let scheduled = has(SCHEDULED).then_some(Why::Scheduled);
        let reason = || reasons.into_iter().find(|(_, words)| has(words)).map(|(why, _)| why);
        if let Some(why) = scheduled.or_else(reason) {
            return Outcome::Ignored(why);
        }
    } else if has(SCHEDULED) {
        return Outcome::Ignored(Why::Scheduled);
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
