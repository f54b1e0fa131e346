//! Layouts that no bank file declares: read token by token, marked, or refused.

use crate::reading;
use bank_sms::{Outcome, Why};

#[test]
fn unknown_orders_of_known_tokens_are_read_and_marked() {
    for raw in [
        "[Web발신]\n광주은행\n입금 10,000원\n홍길동\n123-***-456789\n07/04 14:23\n잔액 1,000,000원",
        "제주은행 입금 10,000원 07/04 14:23 123-***-456789 잔액 1,000,000원 홍길동",
        "광주 07/04 14:23 홍길동 123-***-456789 10,000원 입금 잔액: 1,000,000원",
        "금액\n10,000원\n구분\n입금\n은행\n경남은행\n계좌번호\n123-***-456789\n거래일시\n07/04 14:23\n내용\n홍길동\n잔액\n1,000,000원",
        "경남은행 입금알림\n거래일시: 2026-07-04 14:23\n거래금액: 10,000원\n거래구분: 전자금융입금\n보낸분: 홍길동\n계좌: 123-***-456789\n잔액: 1,000,000원",
    ] {
        let read = reading(raw);
        assert_eq!((read.outcome, read.shape), (Outcome::Deposit, "grammar"), "{raw}\n{read:?}");
        assert_eq!((read.amount, read.balance.known()), (Some(10_000), Some(1_000_000)), "{raw}");
        assert_eq!(read.depositor.as_deref(), Some("홍길동"), "{raw}");
        assert_eq!(read.account.map(|account| account.as_printed().to_owned()).as_deref(), Some("123-***-456789"));
        let at = read.at.map(|at| (u8::from(at.month()), at.day(), at.hour(), at.minute()));
        assert_eq!(at, Some((7, 4, 14, 23)), "{raw}");
        assert!(read.bank.is_some(), "{raw}");
    }
}

#[test]
fn one_unexplained_or_doubled_token_refuses_the_whole() {
    for (raw, why) in [
        ("광주 07/04 14:23 입금 10,000원 홍길동 잔액 1,000,000원 수수료 500원", Why::UnknownWords),
        ("광주 07/04 14:23 입금 10,000원 20,000원 홍길동", Why::SeveralAmounts),
        ("광주 07/04 14:23 입금 10,000원 홍길동 출금", Why::SeveralDirections),
        ("광주 07/04 14:23 입금 10,000원\n홍길동\n김철수", Why::SeveralNames),
        ("광주 07/04 14:23 123-***-456789 124-***-456789 입금 10,000원 홍길동", Why::SeveralAccounts),
        ("광주 07/04 07/05 입금 10,000원 홍길동", Why::DateUnreadable),
        ("광주 07/04 14:23 10,000원 홍길동", Why::NoDirection),
        ("광주 07/04 14:23 입금 홍길동", Why::AmountUnreadable),
        ("홍길동 입금 10,000원", Why::UnknownBank),
        ("광주 07/04 14:23 입금 1,,000원 홍길동", Why::AmountUnreadable),
        ("광주 13/45 14:23 입금 1,000원 홍길동", Why::DateUnreadable),
        ("광주 07/04 14:23 입금 10,000원 홍길동 잔액 9,000원", Why::BalanceBelowAmount),
    ] {
        assert_eq!(reading(raw).outcome, Outcome::Quarantined(why), "{raw}");
    }
}

#[test]
fn every_reason_has_a_code_and_a_sentence_of_its_own() {
    let mut codes: Vec<_> = Why::ALL.iter().map(|why| why.code()).collect();
    let mut sentences: Vec<_> = Why::ALL.iter().map(|why| why.korean()).collect();
    codes.sort_unstable();
    codes.dedup();
    sentences.sort_unstable();
    sentences.dedup();
    assert_eq!((codes.len(), sentences.len()), (Why::ALL.len(), Why::ALL.len()));
    assert!(codes.iter().all(|code| code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
}
