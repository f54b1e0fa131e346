//! What a bank clerk would not read either, and what costs time.

use crate::reading;
use bank_sms::{Message, Outcome, Why, is_bank_message, read};
use std::time::{Duration, Instant};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

fn kb(name: &str, amount: &str) -> String {
    format!("[Web발신]\n[KB]04/06 16:15\n606401**123\n{name}\n입금\n{amount}\n잔액2,000,000,000,000")
}

#[test]
fn broken_amounts_are_never_read() {
    for amount in [
        "1,,098",
        "1234,567",
        "1,0",
        "1,0000",
        "10,00",
        ",100",
        "100,",
        "0100",
        "01,000",
        "0",
        "1.000",
        "1,000.50",
        "1 000",
        "1,000,",
        "1,000만",
        "10만원",
        "-1,000",
        "+1,000",
        "1e5",
        "１,,０００",
        "99999999999999999999999",
        "1,000,000,000,001",
        "일만원",
        "5%",
        "$100",
    ] {
        let read = reading(&kb("홍길동", amount));
        assert!(matches!(read.outcome, Outcome::Quarantined(_)), "{amount}: {read:?}");
    }
    let reason = |amount| reading(&kb("홍길동", amount)).outcome;
    assert_eq!(reason("1,000,000,000,001"), Outcome::Quarantined(Why::AmountOutOfRange));
    assert_eq!(reason("0"), Outcome::Quarantined(Why::AmountOutOfRange));
    assert_eq!(reason("1,000,000,000,000"), Outcome::Deposit);
    assert_eq!(reading(&kb("홍길동", "１，０００")).amount, Some(1000), "full width is the same number");
}

#[test]
fn broken_dates_are_never_read() {
    for date in [
        "13/45 16:15",
        "00/10 16:15",
        "02/30 16:15",
        "04/31 16:15",
        "04/06 24:00",
        "04/06 16:60",
        "4/6 16:15",
        "04/06 1615",
    ] {
        let read = reading(&format!("[KB]{date}\n606401**123\n홍길동\n입금\n1,000"));
        assert!(matches!(read.outcome, Outcome::Quarantined(_)), "{date}: {read:?}");
    }
}

#[test]
fn a_payer_may_be_called_like_a_bank() {
    for name in
        ["윤신한", "우리건설", "국민연금공단", "기업", "하나로마트", "토스홍길동", "신한카드", "농협", "카카오뱅크"]
    {
        let read = reading(&kb(name, "10,000"));
        assert_eq!((read.outcome, read.bank.map(|bank| bank.code)), (Outcome::Deposit, Some("004")), "{name}");
        assert_eq!(read.depositor.as_deref(), Some(name));
    }
}

#[test]
fn what_tells_of_no_payment_is_no_deposit() {
    for raw in [
        "",
        " \n ",
        "[Web발신]",
        "[Web발신]\n[국제발신]\n",
        "\u{200b}\u{200f}",
        "입금",
        "10,000원",
        "🎉🎉🎉",
        "[현대 코스트코] 홍길동님 07/10 841,510원이 입금되었습니다",
        "신한은행 장기카드대출입금안내 10,000원 07/10 12:00",
        "[KB]04/06 16:15 606401**123 대출입금 1,000,000 잔액2,000,000",
        "[KB]04/06 16:15 606401**123 홍길동 입금취소 1,000,000 잔액2,000,000",
        "[KB]04/06 16:15 606401**123 홍길동 입금예정 1,000,000",
        "[KB]04/06 16:15 606401**123 삼성전자배당 입금 1,000,000",
        "농협 배당금입금 1,000원 04/07 14:01 352-****-0275-13 홍길동",
        "입금 10,000원 입금 20,000원 홍길동 04/07 14:01",
        "우리 07/21 02:27 *420576 입금 1,000원 출금 1,000원 홍길동",
        "우리 07/21 02:27 *420576 입금 1,000원 잔액 500원 홍길동",
        "카카오뱅크\n취소 4,500원\n스타벅스 → 입출금통장(0000)",
        "엄마 5만원 입금했어 07/21 02:27",
        "내일 10,000원 입금 부탁드려요",
        "김철수 입금 10,000원",
        "보낸사람 : 15445000 [한국투자]05:31 43****82-01 이체입금 400,000원 (잔액419,500) 새마을금 홍길동 가나",
        "부산07/31 08:35 101209000***3 홍길동입금10,000 잔액115,561,706",
    ] {
        let read = reading(raw);
        assert!(!matches!(read.outcome, Outcome::Deposit), "{raw}: {read:?}");
    }
}

#[test]
fn a_reversal_in_a_whole_message_is_a_withdrawal_of_its_own_kind() {
    let read = reading("[KB]04/06 16:15 606401**123 홍길동 입금취소 1,000,000 잔액2,000,000");
    assert_eq!(read.outcome, Outcome::Withdrawal { reversal: true });
    assert_eq!(read.amount, Some(1_000_000));
}

#[test]
fn only_texts_that_could_be_a_banks_are_kept() {
    let kept = |raw, sender| is_bank_message(raw, sender);
    assert!(kept("[KB]04/06 16:15\n606401**123\n홍길동\n입금\n55,000", None));
    let decomposed: String = "[KB]04/06 16:15 입금 55,000".nfd().collect();
    assert!(kept(&decomposed, None));
    assert!(kept("알 수 없는 새 문구 55,000", Some("1644-9999")));
    assert!(kept("알 수 없는 새 문구 55,000", Some("+82-1644-9999")));
    assert!(kept("알 수 없는 새 문구 55,000", Some("com.kbstar.kbbank")));
    assert!(!kept("알 수 없는 새 문구 55,000", None));
    assert!(!kept("택배가 도착했습니다. 문 앞에 두었습니다.", None));
    assert!(!kept("[KB] 인증번호: 990575 입금 확인", Some("16449999")), "a code is never stored");
    assert!(!kept("(광고) 입금하면 이자 3% 혜택! 지금 가입하세요", None));
    assert!(!kept("", Some("16449999")));
}

/// Every kind of text that could make a reader slow, 64 KiB of each and the longest that is still read.
#[test]
fn hostile_texts_take_less_than_five_milliseconds() {
    let received_at = OffsetDateTime::UNIX_EPOCH;
    for unit in [
        "입금 1,000원 ",
        "가",
        "가 ",
        "1",
        "1,",
        "*",
        "(",
        "홍길동(",
        "[Web발신]\n",
        "[KB]",
        "\n",
        " ",
        "잔액",
        "잔액 ",
        "입금",
        "전자금융",
        "ㄱ",
        "\u{1100}\u{1161}",
        "a\u{300}",
        "\u{200b}",
        "９",
        "🎉",
        "SIM1_\n",
        "농협 입금",
        "{",
        "→ ",
        "님이 ",
        "04/06 ",
        "보낸사람 : 16449999\n",
    ] {
        for prefix in ["", "[KB]04/06 16:15 606401**123 ", "카카오뱅크 ", "1,000원 입금 ", "홍*동님 "] {
            for size in [64 * 1024, 4000] {
                let text = format!("{prefix}{}", unit.repeat(size / unit.len()));
                // Unoptimised code is some twenty times slower.
                let limit = if cfg!(debug_assertions) { Duration::from_millis(100) } else { Duration::from_millis(5) };
                // Other processes may take the processor away; a slow reader is slow every time.
                let in_time = (0..20).any(|_| {
                    let start = Instant::now();
                    read(&Message { raw: &text, sender: Some(&text), received_at });
                    is_bank_message(&text, Some(&text));
                    bank_sms::normalised(&text);
                    start.elapsed() < limit
                });
                assert!(in_time, "{prefix}{unit} x {size} takes more than {limit:?}");
            }
        }
    }
}

/// Damaged, a code ran into a sentence of 토스뱅크: codes are never kept, and so are no names.
#[test]
fn what_holds_a_code_to_type_in_is_no_payer() {
    for raw in ["[KT] 인증번호: 990575길동님이 30,000원을 입금했습니다", "인증번호 1234님이 5,000원을 보냈어요"]
    {
        assert_eq!(reading(raw).outcome, Outcome::Ignored(Why::VerificationCode), "{raw}");
    }
}
