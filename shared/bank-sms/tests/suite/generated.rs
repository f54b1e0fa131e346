//! Messages printed from the shapes themselves with random values: what goes in comes out.

use crate::judge::grouped;
use bank_sms::{Balance, Bank, Message, Outcome, Shape, Why, bank, read};
use proptest::prelude::*;
use time::OffsetDateTime;

/// In a payer's name these say that no money came or that it is no payment: the reader refuses such a name, on purpose.
const REFUSED_IN_NAMES: [&str; 10] = ["취소", "예정", "정정", "잔액", "거절", "실패", "불가", "금계좌", "배당", "대출"];

/// A name of no such word, without the honorific and the channel word that the reader takes off, and not beginning like
/// a bank's own header.
fn reads_as_it_is(name: &str) -> bool {
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

/// 카카오뱅크's own account, where the other side stands.
const OWN: &str = "입출금통장(1234)";

/// The values of one message.
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
    digits: String,
    channel: &'static str,
    incoming: bool,
    won: bool,
    /// For each optional part: is it there?
    present: u32,
    /// What white space stands for a space, and for `·`.
    break_lines: bool,
    glue: bool,
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
        account in prop_oneof!["[1-9][0-9]{5}\\*\\*[0-9]{3}", "[1-9][0-9]{2}-\\*\\*\\*-[0-9]{6}", "\\*[0-9]{6}", "[1-9][0-9]{2}-\\*{4}-[0-9]{4}-[0-9]{2}", "####[0-9]{3}"],
        digits in "[1-9][0-9]{15}",
        channel in prop_oneof![Just(""), Just("전자금융"), Just("스마트폰"), Just("타행"), Just("FBS"), Just("오픈뱅킹")],
        incoming in any::<bool>(), won in any::<bool>(),
        present in any::<u32>(), break_lines in any::<bool>(), glue in any::<bool>(),
    ) -> Values {
        Values { name, amount, more, month, day, hour, minute, account, digits, channel, incoming, won, present, break_lines, glue }
    }
}

/// What was printed, beside the text.
#[derive(Debug, Default, PartialEq)]
struct Printed {
    text: String,
    name: bool,
    account: Option<String>,
    balance: bool,
    date: bool,
    time: bool,
    outgoing: Option<bool>,
    /// Where an amount without 원 ended.
    bare_amount: Option<usize>,
}

/// Prints a layout.
fn print(bank: &Bank, shape: &Shape, values: &Values) -> Printed {
    let mut printed = Printed::default();
    let mut optional = 0;
    part(bank, shape.layout, values, &mut printed, &mut optional);
    printed
}

fn part(bank: &Bank, layout: &str, values: &Values, printed: &mut Printed, optional: &mut u32) {
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        match first {
            ' ' => printed.text.push(if values.break_lines { '\n' } else { ' ' }),
            '·' if values.glue => {}
            '·' => printed.text.push(' '),
            '{' => {
                let end = closing(rest);
                let hole = &rest[1..end];
                rest = &rest[end + 1..];
                match hole.strip_prefix('?') {
                    Some(inner) => {
                        *optional += 1;
                        if values.present >> *optional & 1 == 1 {
                            part(bank, inner, values, printed, optional);
                        }
                    }
                    None => fill(bank, hole, values, printed),
                }
                continue;
            }
            c => printed.text.push(c),
        }
        rest = after;
    }
}

fn closing(text: &str) -> usize {
    let mut depth = 0;
    for (at, b) in text.bytes().enumerate() {
        depth += i32::from(b == b'{') - i32::from(b == b'}');
        if depth == 0 {
            return at;
        }
    }
    panic!("{text} never closes");
}

fn fill(bank: &Bank, hole: &str, values: &Values, printed: &mut Printed) {
    let won = if values.won { "원" } else { "" };
    let text = match hole {
        "bank" => {
            let bare = bank.headers[values.present as usize % bank.headers.len()];
            if values.glue || values.won { format!("[{bare}]") } else { format!("{bare} ") }
        }
        "date" => {
            printed.date = true;
            format!("{:02}/{:02}", values.month, values.day)
        }
        "time" => {
            printed.time = true;
            format!("{:02}:{:02}", values.hour, values.minute)
        }
        "account" => printed.account.get_or_insert_with(|| values.account.clone()).clone(),
        "last4" => printed.account.get_or_insert_with(|| format!("({})", &values.digits[..4])).clone(),
        "owner" => "홍*동".to_owned(),
        "name" => {
            printed.name = true;
            values.name.clone()
        }
        "type" => {
            printed.outgoing = Some(!values.incoming);
            format!("{}{}", values.channel, if values.incoming { "입금" } else { "출금" })
        }
        "amount" => {
            let amount = format!("{}{won}", grouped(values.amount));
            printed.bare_amount = (!values.won).then_some(printed.text.len() + amount.len());
            amount
        }
        "won" => format!("{}원", grouped(values.amount)),
        "balance" => {
            printed.balance = true;
            format!("잔액{}{won}", grouped(values.amount + values.more))
        }
        "memo" => "6월회비".to_owned(),
        "fee" => "500원".to_owned(),
        "own" => {
            printed.name = true;
            OWN.to_owned()
        }
        "word" | "shop" => "shop365".to_owned(),
        "alias" => "생활비통장".to_owned(),
        _ => match hole.split_once('=') {
            Some(("account", forms)) => {
                let form = forms.split('|').next().unwrap();
                let mut digits = values.digits.chars();
                let account: String = form.chars().map(|c| if c == 'd' { digits.next().unwrap() } else { c }).collect();
                printed.account = Some(account.clone());
                account
            }
            Some((way, words)) => {
                match way {
                    "in" => printed.outgoing = Some(false),
                    "out" => printed.outgoing = Some(true),
                    _ => {}
                }
                words.split('|').next().unwrap().to_owned()
            }
            None => panic!("no printer for the hole {hole}"),
        },
    };
    printed.text.push_str(&text);
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
            account: "123-***-456789".to_owned(),
            digits: "7654321098765432".to_owned(),
            channel: "",
            incoming: true,
            won: has(1) || bank.prints_won,
            present: if has(2) { u32::MAX } else { 0 },
            break_lines: has(3) || shape.layout.contains("{memo}"),
            glue: has(3),
        };
        (bank, shape, print(bank, shape, &values).text)
    })
}

fn check(bank: &'static Bank, shape: &Shape, values: &Values) -> Result<(), TestCaseError> {
    // A remark stands on a line of its own.
    let break_lines = values.break_lines || shape.layout.contains("{memo}");
    let values = &Values { break_lines, won: values.won || bank.prints_won, ..values.clone() };
    let printed = print(bank, shape, values);
    // Others print some of these as well: only the sender tells whose they are.
    let sender = bank.packages.first().copied().filter(|_| shape.is_anonymous());
    let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
    let reading = read(&Message { raw: &printed.text, sender, received_at });
    let is_whole = shape.ends_in_amount() && values.amount >= 1_000 || shape.layout.contains("{won}");
    let is_cut = printed.bare_amount == Some(printed.text.len()) && !is_whole;
    let wanted = match printed.outgoing {
        Some(true) => Outcome::Withdrawal { reversal: false },
        _ if is_cut => Outcome::Quarantined(Why::AmountCut),
        _ => Outcome::Deposit,
    };
    // Between a name and 입금 on one line a channel could be the end of the name, but behind a person's three
    // syllables.
    let surname = values.name.chars().next().is_some_and(|c| "김이박최정강조윤장임".contains(c));
    let is_person = surname && values.name.chars().count() == 3;
    if reading.outcome == Outcome::Quarantined(Why::SeveralReadings) && !values.channel.is_empty() && !is_person {
        return Ok(());
    }
    let name = if shape.layout.contains("{own}") { OWN } else { values.name.as_str() };
    let about = format!("{} of {}\n{}\n{reading:?}", shape.name, bank.name, printed.text);
    prop_assert_eq!(reading.outcome, wanted, "{}", about);
    prop_assert_eq!(reading.bank.map(|bank| bank.code), Some(bank.code), "{}", about);
    prop_assert_eq!(reading.amount, Some(values.amount), "{}", about);
    prop_assert_eq!(reading.depositor.as_deref(), printed.name.then_some(name), "{}", about);
    let account = reading.account.as_ref().map(|account| account.as_printed());
    prop_assert_eq!(account, printed.account.as_deref(), "{}", about);
    let balance = i64::try_from(values.amount + values.more).unwrap();
    let wanted = if printed.balance { Balance::Known(balance) } else { Balance::Absent };
    prop_assert_eq!(reading.balance, wanted, "{}", about);
    prop_assert_eq!((reading.has_date, reading.has_time), (printed.date, printed.time), "{}", about);
    if let Some(at) = reading.at {
        let date = (u8::from(at.month()), at.day());
        prop_assert!(!printed.date || date == (values.month, values.day), "{}", about);
        prop_assert!(!printed.time || (at.hour(), at.minute()) == (values.hour, values.minute), "{}", about);
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
                check(bank, shape, &Values { glue: true, won: true, ..values.clone() })?;
            }
        }
    }
}
