//! Messages printed from the shapes themselves with random values: what goes in comes out.

use bank_sms::{
    Bank, Message, Outcome, Printed, Shape, Style, Transfer, TransferKind, Why, bank, grouped, read, write_in,
};
use proptest::prelude::*;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// In a payer's name these say that no money came or that it is no payment: the reader refuses such a name, on purpose.
const REFUSED_IN_NAMES: [&str; 10] = ["취소", "예정", "정정", "잔액", "거절", "실패", "불가", "금계좌", "배당", "대출"];

/// A name of no such word, without the honorific and the channel word that the reader takes off, and not beginning like
/// a bank's own header.
pub fn reads_as_it_is(name: &str) -> bool {
    let first = name.split(' ').next().unwrap_or_default();
    // In front of an amount it is one of another currency.
    let currencies = [
        "USD", "EUR", "JPY", "CNY", "CNH", "GBP", "AUD", "CAD", "HKD", "SGD", "NZD", "CHF", "THB", "VND", "TWD", "IDR",
        "PHP", "MYR",
    ];
    let is_money = name.split(' ').any(|word| currencies.contains(&word));
    let ends_as_channel = ["ATM", "CMS", "CD", "FBS", "GIRO", "PC"].iter().any(|word| name.ends_with(word));
    let is_header = bank::all().iter().any(|bank| bank.headers.contains(&first));
    !is_header
        && !is_money
        && !ends_as_channel
        && !name.ends_with('님')
        && !REFUSED_IN_NAMES.iter().any(|word| name.contains(word))
}

/// The values of one message, and how it is printed.
#[derive(Debug, Clone)]
struct Values {
    name: String,
    amount: u64,
    more: u64,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    account: String,
    kind: TransferKind,
    header: usize,
    style: Style,
}

impl Values {
    fn transfer(&self) -> Transfer<'_> {
        let month = Month::try_from(self.month).unwrap();
        let date = Date::from_calendar_date(2026, month, self.day).unwrap();
        let at = PrimitiveDateTime::new(date, Time::from_hms(self.hour, self.minute, 0).unwrap());
        Transfer {
            kind: self.kind,
            amount: self.amount,
            name: &self.name,
            at: at.assume_offset(UtcOffset::from_hms(9, 0, 0).unwrap()),
            account: &self.account,
            owner: "홍길동",
            balance: i64::try_from(self.amount + self.more).ok(),
        }
    }

    /// As these print it, in this layout; without 원 only where the bank does so.
    fn style_of(&self, bank: &Bank, shape: &Shape) -> Style {
        // A remark stands on a line of its own.
        let space = if shape.layout.contains("{memo}") { Some('\n') } else { self.style.space };
        let header = bank.headers.get(self.header % bank.headers.len());
        Style { header: header.copied(), space, has_won: self.style.has_won || bank.prints_won, ..self.style }
    }
}

prop_compose! {
    fn styles()(
        has_won in any::<bool>(), has_brackets in any::<bool>(), is_glued in any::<bool>(), optional in any::<u32>(),
        masks in proptest::option::of(prop_oneof![
            Just("dddddd**ddd"), Just("ddd-***-dddddd"), Just("*dddddd"), Just("ddd-****-dddd-dd"), Just("####ddd"),
        ]),
        space in prop_oneof![Just('\n'), Just(' ')],
        channel in prop_oneof![Just(""), Just("전자금융"), Just("스마트폰"), Just("타행"), Just("FBS"), Just("오픈뱅킹")],
    ) -> Style {
        Style {
            has_carrier_mark: false,
            header: None,
            has_brackets: Some(has_brackets),
            masks,
            space: Some(space),
            is_glued,
            has_won,
            channel,
            optional: Some(optional),
        }
    }
}

prop_compose! {
    fn values()(
        name in prop_oneof![
            "[김이박최정강조윤장임][가-하][가-하]",
            "[가-하]{2,7}",
            "\\(주\\)[가-하]{2,5}",
            "[A-Z]{3,8} [A-Z]{3,5}",
            "[가-하]{3}[0-9]{4}",
        ].prop_filter("a name that the reader refuses or shortens", |name| reads_as_it_is(name)),
        amount in prop_oneof![1_u64..100, 100_u64..10_000_000, 10_000_000_u64..1_000_000_000_000],
        more in 0_u64..1_000_000_000,
        month in 1_u8..=12, day in 1_u8..=28, hour in 0_u8..24, minute in 0_u8..60,
        account in "[1-9][0-9]{13}",
        kind in prop_oneof![Just(TransferKind::Deposit), Just(TransferKind::Withdrawal)], header in any::<usize>(), style in styles(),
    ) -> Values {
        Values { name, amount, more, month, day, hour, minute, account, kind, header, style }
    }
}

/// Every shape of every bank.
fn shapes() -> impl Iterator<Item = (&'static Bank, &'static Shape)> {
    bank::all().iter().flat_map(|bank| bank.shapes.iter().map(move |shape| (bank, shape)))
}

/// Every shape with the amount of a million and that of one, with 원 and without, its optional parts there and not.
pub fn samples() -> impl Iterator<Item = (&'static Bank, &'static Shape, String)> {
    let all = shapes().flat_map(|it| (0..16_u32).map(move |nth| (it, nth)));
    // Where 원 is always printed, half of them say the same.
    let others = all.filter(|((bank, _), nth)| !(bank.prints_won && nth >> 1 & 1 == 1));
    others.map(|((bank, shape), nth)| {
        let has = |bit: u32| nth >> bit & 1 == 1;
        let values = Values {
            name: "홍길동".to_owned(),
            amount: if has(0) { 1_234_567 } else { 50_000 },
            more: 9_000_000,
            month: 7,
            day: 4,
            hour: 14,
            minute: 23,
            account: "12345678456789".to_owned(),
            kind: TransferKind::Deposit,
            header: 0,
            style: Style {
                has_carrier_mark: false,
                has_won: has(1),
                optional: Some(if has(2) { u32::MAX } else { 0 }),
                space: Some(if has(3) { '\n' } else { ' ' }),
                is_glued: has(3),
                ..Style::default()
            },
        };
        (bank, shape, printed(bank, shape, &values).1.raw)
    })
}

/// The message in this layout; of another kind, or with a shorter account, where the layout prints no other.
fn printed(bank: &Bank, shape: &Shape, values: &Values) -> (TransferKind, Printed) {
    let (transfer, style) = (values.transfer(), values.style_of(bank, shape));
    let kinds = [transfer.kind, TransferKind::Deposit, TransferKind::Withdrawal, TransferKind::Salary];
    let accounts = [transfer.account, &transfer.account[..12]];
    let mut ways = kinds.iter().flat_map(|kind| accounts.map(|account| (*kind, account)));
    let written = |(kind, account)| {
        let printed = write_in(bank, shape, &Transfer { kind, account, ..transfer }, &style);
        printed.ok().map(|printed| (kind, printed))
    };
    ways.find_map(written).unwrap_or_else(|| panic!("{} prints nothing", shape.name))
}

fn check(bank: &'static Bank, shape: &Shape, values: &Values) -> Result<(), TestCaseError> {
    let style = values.style_of(bank, shape);
    let (kind, printed) = printed(bank, shape, values);
    // Others print some of these as well: only the sender tells whose they are.
    let sender = bank.packages.first().copied().filter(|_| shape.is_anonymous());
    let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
    let reading = read(&Message { raw: &printed.raw, sender, received_at });
    let is_whole = shape.ends_in_amount() && values.amount >= 1_000 || shape.layout.contains("{won}");
    let before_amount = printed.raw.strip_suffix(&grouped(values.amount)).and_then(|before| before.chars().last());
    let ends_bare = !style.has_won && before_amount.is_some_and(|c| !c.is_ascii_digit() && !":*#-".contains(c));
    let is_cut = kind.outcome() == Outcome::Deposit && ends_bare && printed.balance.is_none() && !is_whole;
    let wanted = if is_cut { Outcome::Quarantined(Why::AmountCut) } else { kind.outcome() };
    // Between a name and 입금 on one line a channel could be the end of the name, but behind a person's three
    // syllables.
    let surname = values.name.chars().next().is_some_and(|c| "김이박최정강조윤장임".contains(c));
    let is_person = surname && values.name.chars().count() == 3;
    if reading.outcome == Outcome::Quarantined(Why::SeveralReadings) && !style.channel.is_empty() && !is_person {
        return Ok(());
    }
    let about = format!("{} of {}\n{}\n{reading:?}", shape.name, bank.name, printed.raw);
    prop_assert_eq!(reading.outcome, wanted, "{}", about);
    prop_assert_eq!(reading.bank.map(|bank| bank.code), Some(bank.code), "{}", about);
    prop_assert_eq!(reading.amount, Some(values.amount), "{}", about);
    prop_assert_eq!(reading.depositor.as_deref(), printed.name.as_deref(), "{}", about);
    let account = reading.account.as_ref().map(|account| account.as_printed());
    prop_assert_eq!(account, printed.account.as_deref(), "{}", about);
    prop_assert_eq!(reading.balance.known(), printed.balance, "{}", about);
    prop_assert_eq!((reading.has_date, reading.has_time), (printed.has_date, printed.has_time), "{}", about);
    if let Some(at) = reading.at {
        let date = (u8::from(at.month()), at.day());
        prop_assert!(!printed.has_date || date == (values.month, values.day), "{}", about);
        prop_assert!(!printed.has_time || (at.hour(), at.minute()) == (values.hour, values.minute), "{}", about);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_shape_prints_is_read_back(values in values()) {
        for (bank, shape) in shapes() {
            if !shape.name.ends_with("-glued") {
                check(bank, shape, &values)?;
            } else if values.name.chars().all(|c| ('가'..='힣').contains(&c)) {
                // Without white space only Hangul names, brackets and 원 keep the tokens apart.
                let style = Style { is_glued: true, has_won: true, ..values.style };
                check(bank, shape, &Values { style, ..values.clone() })?;
            }
        }
    }
}
