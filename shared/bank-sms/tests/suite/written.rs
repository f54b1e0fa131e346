//! What a bank writes is read back, layout by layout and kind by kind.

use bank_sms::name::cp949_len;
use bank_sms::{
    Bank, Message, Outcome, Printed, Shape, Style, Transfer, TransferKind, Why, WriteError, bank, read, write, write_in,
};
use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

const MAX_AMOUNT: u64 = 1_000_000_000_000;

#[derive(Debug, Clone)]
struct Values {
    amount: u64,
    name: String,
    at: OffsetDateTime,
    account: String,
    owner: String,
    /// What the account holds beside the amount.
    more: Option<i64>,
    /// How long the message is on its way.
    delay: Duration,
}

impl Values {
    fn transfer(&self, kind: TransferKind) -> Transfer<'_> {
        let balance = self.more.map(|more| i64::try_from(self.amount).unwrap() + more);
        let (amount, at) = (self.amount, self.at);
        Transfer { kind, amount, name: &self.name, at, account: &self.account, owner: &self.owner, balance }
    }
}

prop_compose! {
    fn values(name: impl Strategy<Value = String>)(
        amount in prop_oneof![Just(1), 1..1_000_u64, 1_000..10_000_000_u64, 1..=MAX_AMOUNT, Just(MAX_AMOUNT)],
        name in name,
        // Around midnight, new year, and the last day of February.
        day in prop_oneof![Just(datetime!(2026-12-31 15:00 UTC)), Just(datetime!(2028-02-29 15:00 UTC)),
            Just(datetime!(2026-07-04 03:00 UTC)), Just(datetime!(2026-12-31 23:59:59 +9))],
        minutes in prop_oneof![-2..=2_i64, -600..=600_i64], seconds in 0..60_i64,
        account in prop_oneof!["[1-9][0-9]{13}", "[1-9][0-9]{9}", "[1-9][0-9]{2}-[0-9]{3}-[0-9]{6}"],
        owner in prop_oneof!["[김이박남궁][가-나마-바]{1,3}", Just("HONG GILDONG".to_owned()), Just("㈜가나다".to_owned())],
        more in proptest::option::of(0..1_000_000_000_i64),
        delay in prop_oneof![Just(0), 0..3_600_i64],
    ) -> Values {
        let at = day + Duration::minutes(minutes) + Duration::seconds(seconds);
        Values { amount, name, at, account, owner, more, delay: Duration::seconds(delay) }
    }
}

/// Names that every layout can print beside its other words.
fn plain_name() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        "[김이박최정강조윤임][가-나마-바][가-나마-바]",
        "\\(주\\)[가-나마-바]{2,8}",
        "[BDGKLN][AEO][BDGKLN][AEO]{2,9} [BDGKLN][AEO][BDGKLN]",
    ];
    name.prop_filter("a name that the reader refuses", |name| crate::generated::reads_as_it_is(name))
}

/// What people write and others try.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<!channel>".to_owned()),
        Just("\"홍길동\"".to_owned()),
        Just("홍'길동\\".to_owned()),
        Just("입금 50,000원".to_owned()),
        Just("잔액 1원\n입금".to_owned()),
        Just("홍길동\r\n출금 1원".to_owned()),
        Just("=HYPERLINK(\"x\")".to_owned()),
        Just("김예정".to_owned()),
        Just(String::new()),
        ".{0,30}",
        "[가-힣]{1,12}",
        "[!-~]{1,20}",
    ]
}

fn reading(printed: &Printed, values: &Values) -> bank_sms::Reading {
    read(&Message { raw: &printed.raw, sender: printed.sender, received_at: values.at + values.delay })
}

/// Every layout of every bank.
fn layouts() -> impl Iterator<Item = (&'static Bank, &'static Shape)> {
    bank::all().iter().flat_map(|bank| bank.layouts().map(move |shape| (bank, shape)))
}

/// The layout's own holes say what it cannot do without.
fn may_refuse(shape: &Shape, error: WriteError, values: &Values) -> bool {
    match error {
        WriteError::Balance => values.more.is_none() && shape.layout.contains("{balance}"),
        WriteError::Name => values.name.trim().is_empty() && shape.layout.contains("{name}"),
        WriteError::Account => shape.layout.contains("{account="),
        // Glued to a name, 입금취소 could be its end.
        WriteError::Kind => {
            shape.name.ends_with("-glued") || !shape.layout.contains("{type}") || !shape.layout.contains("account")
        }
        WriteError::Owner | WriteError::Amount | WriteError::Layout => false,
    }
}

fn check(bank: &'static Bank, shape: &Shape, kind: TransferKind, values: &Values) -> Result<(), TestCaseError> {
    let printed = match write_in(bank, shape, &values.transfer(kind), &Style::default()) {
        Ok(printed) => printed,
        Err(error) => {
            prop_assert!(may_refuse(shape, error, values), "{} refuses: {error}", shape.name);
            return Ok(());
        }
    };
    let reading = reading(&printed, values);
    let about = format!("{} of {}: {}\n{printed:?}\n{reading:?}", shape.name, bank.name, kind.code());
    prop_assert_eq!((reading.outcome, reading.movement), (kind.outcome(), Some(kind.movement())), "{}", about);
    prop_assert_eq!(reading.bank.map(|bank| bank.code), Some(bank.code), "{}", about);
    prop_assert_eq!(reading.amount, Some(values.amount), "{}", about);
    prop_assert_eq!(reading.depositor.as_deref(), printed.name.as_deref(), "{}", about);
    prop_assert_eq!(reading.owner.as_deref(), printed.owner.as_deref(), "{}", about);
    prop_assert_eq!(reading.account.as_ref().map(|it| it.as_printed()), printed.account.as_deref(), "{}", about);
    prop_assert!(reading.account.is_none_or(|account| account.fits(&values.account)), "{}", about);
    prop_assert_eq!(reading.balance.known(), printed.balance, "{}", about);
    prop_assert!(printed.balance.is_none_or(|balance| values.transfer(kind).balance == Some(balance)), "{}", about);
    prop_assert_eq!((reading.has_date, reading.has_time), (printed.has_date, printed.has_time), "{}", about);
    if let Some(at) = reading.at.filter(|_| printed.has_time) {
        let seconds = (values.at - at).whole_seconds();
        prop_assert!((0..60).contains(&seconds), "{} seconds\n{}", seconds, about);
    }
    if let Some(name) = &printed.name
        && name != "입출금통장(1234)"
        && kind != TransferKind::Fee
    {
        prop_assert!(values.name.starts_with(name.as_str()), "{}", about);
        let cuts = bank.name_limit.is_some_and(|limit| cp949_len(&values.name) > limit);
        prop_assert!(*name == values.name || cuts, "{}", about);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_bank_writes_is_read_back(values in values(plain_name()), first in 0..TransferKind::ALL.len()) {
        // Without white space only a person's name is told from the word behind it.
        let is_person = values.name.chars().count() == 3;
        for (nth, (bank, shape)) in layouts().enumerate() {
            let kind = TransferKind::ALL[(first + nth) % TransferKind::ALL.len()];
            if is_person || !shape.name.ends_with("-glued") {
                check(bank, shape, kind, &values)?;
            }
        }
    }

    #[test]
    fn a_name_that_says_something_else_makes_no_other_deposit(values in values(any_name())) {
        for (bank, shape) in layouts() {
            let Ok(printed) = write_in(bank, shape, &values.transfer(TransferKind::Deposit), &Style::default()) else {
                continue;
            };
            let reading = reading(&printed, &values);
            let about = format!("{} of {}\n{printed:?}\n{reading:?}", shape.name, bank.name);
            if reading.outcome == Outcome::Deposit {
                prop_assert_eq!(reading.amount, Some(values.amount), "{}", about);
                prop_assert_eq!(reading.balance.known(), printed.balance, "{}", about);
            }
            prop_assert!(!matches!(reading.outcome, Outcome::Withdrawal { .. }), "{}", about);
        }
    }

    #[test]
    fn a_bank_tells_as_much_as_it_can(values in values(plain_name())) {
        for bank in bank::all().iter().filter(|bank| !bank.shapes.is_empty()) {
            let printed = write(bank, &values.transfer(TransferKind::Deposit));
            if printed == Err(WriteError::Balance) && values.more.is_none() {
                continue;
            }
            let printed = printed.map_err(|error| TestCaseError::fail(format!("{}: {error}", bank.name)))?;
            let can = |hole: &str| bank.shapes.iter().any(|shape| shape.layout.contains(hole));
            prop_assert_eq!(printed.balance.is_some(), values.more.is_some() && can("balance"), "{:?}", printed);
            prop_assert!(printed.name.is_some(), "{:?}", printed);
        }
    }
}

#[test]
fn every_layout_is_written() {
    let names: Vec<_> = layouts().map(|(_, shape)| shape.name).collect();
    for name in ["kb-lines", "toss-sent", "from-payer", "payee-account", "agency-notice"] {
        assert!(names.contains(&name), "{name}");
    }
    let at = datetime!(2026-07-04 14:23:45 +9);
    for (bank, shape) in layouts() {
        let written = |kind, account| {
            let transfer =
                Transfer {
                    kind, amount: 14_510, name: "김하늘", at, account, owner: "홍길동", balance: Some(532_513)
                };
            write_in(bank, shape, &transfer, &Style::default()).is_ok()
        };
        let any = |account| TransferKind::ALL.into_iter().any(|kind| written(kind, account));
        assert!(any("12345678456789") || any("123456784567"), "{}", shape.name);
    }
}

#[test]
fn a_message_looks_as_its_bank_prints_it() {
    let transfer = Transfer {
        kind: TransferKind::Deposit,
        amount: 14_510,
        name: "홍길동",
        at: datetime!(2026-02-01 02:05:20 UTC),
        account: "110-123-000000",
        owner: "홍길동",
        balance: Some(532_513),
    };
    let of = |code: &str, transfer: &Transfer<'_>| write(bank::by_code(code).unwrap(), transfer);
    let kb = of("004", &transfer).unwrap();
    assert_eq!(kb.raw, "[Web발신]\n국민 02/01 11:05\n110123**000\n홍길동\n입금 14,510원\n잔액 532,513원");
    assert_eq!((kb.sender, kb.shape), (Some("16449999"), "kb-lines"));
    let kakao = of("090", &transfer).unwrap();
    assert_eq!(kakao.raw, "[Web발신]\n카카오뱅크 홍*동(0000)\n02/01 11:05\n입금 14,510원\n홍길동\n잔액 532,513원");
    let toss = of("092", &Transfer { kind: TransferKind::Card, balance: None, ..transfer }).unwrap();
    assert_eq!(toss.sender, Some("viva.republica.toss"));
    assert_eq!(toss.raw, "[토스뱅크] 02/01 11:05 카드출금 14,510원 홍길동");
    let woori = of("020", &Transfer { name: "가나다라마바사아자차", ..transfer }).unwrap();
    assert_eq!(woori.name.as_deref(), Some("가나다라마바사"), "14 bytes");
    for amount in [0, MAX_AMOUNT + 1] {
        assert_eq!(of("004", &Transfer { amount, ..transfer }), Err(WriteError::Amount));
    }
    assert_eq!(of("001", &transfer), Err(WriteError::Layout), "nobody saw a message of 한국은행");
    let reversal = Transfer { kind: TransferKind::Reversal, ..transfer };
    assert_eq!(of("247", &reversal), Err(WriteError::Kind), "no account, no reversal");
}

#[test]
fn a_balance_below_the_amount_is_printed_and_waits() {
    let transfer = Transfer {
        kind: TransferKind::Deposit,
        amount: 14_510,
        name: "홍길동",
        at: datetime!(2026-02-01 11:05 +9),
        account: "110-123-000000",
        owner: "",
        balance: Some(14_509),
    };
    let printed = write(bank::by_code("004").unwrap(), &transfer).unwrap();
    let reading = read(&Message { raw: &printed.raw, sender: printed.sender, received_at: transfer.at });
    assert_eq!(reading.outcome, Outcome::Quarantined(Why::BalanceBelowAmount));
    assert_eq!(TransferKind::Reversal.balance_after(14_509, 14_510), Some(-1));
    assert_eq!(TransferKind::Deposit.balance_after(i64::MAX, 1), None);
}
