//! Messages that end too early, as a phone or an app cuts them, and messages that run into each other.

use crate::generated;
use crate::judge::{self, FILES};
use bank_sms::{Balance, Message, Outcome, Reading, Why, grouped, read};
use serde_json::Value;
use time::OffsetDateTime;

/// What the reader makes of another text of a row's sender.
fn reading(row: &Value, raw: &str) -> Reading {
    let sender = row["sender"].as_str().or(row["pkg"].as_str());
    let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
    read(&Message { raw, sender, received_at })
}

/// What makes the cut message's deposit another one than the whole one's. Payer and account may be the beginnings of
/// the printed ones: they are compared whole, and fit no other. An amount cut behind a group of its digits says so, and
/// so does a balance.
fn difference(was: &Reading, is: &Reading) -> Option<String> {
    let account = |reading: &Reading| reading.account.as_ref().map(|it| it.as_printed().to_owned()).unwrap_or_default();
    let digits = |reading: &Reading| reading.amount.map(grouped).unwrap_or_default();
    let may_go_on =
        is.ends_in_amount && digits(was).starts_with(&format!("{},", digits(is))) && digits(is).contains(',');
    if is.amount != was.amount && !may_go_on {
        return Some(format!("amount {:?}", is.amount));
    }
    let name = is.depositor.as_deref().unwrap_or_default();
    if !was.depositor.as_deref().unwrap_or_default().starts_with(name) {
        return Some(format!("depositor {name}, confirmed: {}", is.is_confirmed));
    }
    if !account(was).starts_with(&account(is)) {
        return Some(format!("account {}", account(is)));
    }
    let told = |reading: &Reading| reading.balance.known().map(|balance| balance.to_string()).unwrap_or_default();
    let is_beginning = is.ends_in_balance && told(was).starts_with(&told(is));
    if is.balance.known().is_some() && is.balance != was.balance && !is_beginning {
        return Some(format!("balance {}", told(is)));
    }
    (is.bank.is_some() && is.bank != was.bank).then(|| format!("bank {:?}", is.bank))
}

/// Everything that is wrong with a text cut at any byte, as the same sender's.
fn wrong_cuts(about: &str, raw: &str, was: &Reading, read: impl Fn(&str) -> Reading) -> Vec<String> {
    let cuts = (0..raw.len()).map(|end| String::from_utf8_lossy(&raw.as_bytes()[..end]));
    let wrong = cuts.filter_map(|cut| {
        let is = read(&cut);
        let why = (is.outcome == Outcome::Deposit).then(|| difference(was, &is)).flatten()?;
        Some(format!("{about} {why} by {}\n{cut:?}", is.shape))
    });
    wrong.collect()
}

#[test]
fn a_message_cut_at_any_byte_is_the_same_deposit_or_none() {
    let (mut count, mut wrong) = (0, Vec::new());
    for row in FILES.into_iter().flat_map(judge::rows) {
        let was = judge::reading(&row);
        if was.outcome != Outcome::Deposit {
            continue;
        }
        let raw = row["raw"].as_str().unwrap();
        count += raw.len();
        wrong.extend(wrong_cuts(&row["id"].to_string(), raw, &was, |cut| reading(&row, cut)));
    }
    assert!(count > 10_000, "only {count} cut messages");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_layout_cut_at_any_byte_is_the_same_deposit_or_none() {
    let (mut count, mut wrong) = (0, Vec::new());
    for (bank, shape, raw) in generated::samples() {
        let sender = bank.packages.first().copied().filter(|_| shape.is_anonymous());
        let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
        let read = |raw: &str| read(&Message { raw, sender, received_at });
        let was = read(&raw);
        if was.outcome == Outcome::Deposit {
            count += raw.len();
            wrong.extend(wrong_cuts(shape.name, &raw, &was, read));
        }
    }
    assert!(count > 10_000, "only {count} cut messages");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn minutes_at_the_end_are_no_amount() {
    let read = crate::reading("[신한은행] 입금 25 김하늘 110-***-123456 01/01 00:25");
    assert_eq!((read.outcome, read.amount, read.ends_in_amount), (Outcome::Deposit, Some(25), false));
}

#[test]
fn a_balance_at_the_end_says_that_it_may_be_cut() {
    let of = |tail: &str| crate::reading(&format!("[KB]07/04 15:24\n942902**347\n김철수\n입금\n1,000\n잔액{tail}"));
    let table = [
        ("1,234,567", Balance::Known(1_234_567), true),
        ("1,234", Balance::Known(1_234), true),
        ("-1,234", Balance::Known(-1_234), true),
        ("1,234,567원", Balance::Known(1_234_567), false),
        ("1,234\n※ 문의 1599-9999", Balance::Known(1_234), true),
        ("1,2...", Balance::Cut, false),
    ];
    for (tail, balance, ends_in_balance) in table {
        let reading = of(tail);
        assert_eq!((reading.balance, reading.ends_in_balance), (balance, ends_in_balance), "{tail}");
        assert_eq!((reading.outcome, reading.amount), (Outcome::Deposit, Some(1_000)), "{tail}");
    }
    for tail in ["1,234,56", "1,234,5", "1,234,", "1,2", "1,", "", ":"] {
        assert_eq!(of(tail).outcome, Outcome::Quarantined(Why::UnknownWords), "{tail}");
    }
}

#[test]
fn two_messages_glued_together_are_no_deposit() {
    let rows: Vec<Value> = FILES.into_iter().flat_map(judge::rows).collect();
    let deposits = rows.iter().filter(|row| judge::reading(row).outcome == Outcome::Deposit);
    let mut wrong = Vec::new();
    for (row, next) in deposits.clone().zip(deposits.clone().cycle().skip(1)) {
        let of = |row: &Value| row["raw"].as_str().unwrap().to_owned();
        for other in [of(row), of(next)] {
            for between in ["", " ", "\n", "\n\n"] {
                let glued = format!("{}{between}{other}", of(row));
                let reading = reading(row, &glued);
                if reading.outcome == Outcome::Deposit {
                    wrong.push(format!("{} by {}\n{glued}", row["id"], reading.shape));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
