//! Messages that end too early, as a phone or an app cuts them, and messages that run into each other.

use crate::judge::{self, FILES};
use bank_sms::{Message, Outcome, Reading, read};
use serde_json::Value;
use time::OffsetDateTime;

/// What the reader makes of another text of a row's sender.
fn reading(row: &Value, raw: &str) -> Reading {
    let sender = row["sender"].as_str().or(row["pkg"].as_str());
    let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
    read(&Message { raw, sender, received_at })
}

/// What makes the cut message's deposit another one than the whole one's. The payer may be the word that the cut goes
/// through, and the account the beginning of the printed one: they fit no other.
fn difference(cut: &str, was: &Reading, is: &Reading) -> Option<String> {
    let text = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let account = |reading: &Reading| reading.account.as_ref().map(|it| it.as_printed().to_owned()).unwrap_or_default();
    // Of these banks nothing in the text tells that it was cut.
    let may_end = is.bank.is_some_and(|bank| bank.ends_in_amount) && is.balance.known().is_none();
    if is.amount != was.amount && !(may_end && text(was.amount).starts_with(&text(is.amount))) {
        return Some(format!("amount {:?}", is.amount));
    }
    let name = is.depositor.as_deref().unwrap_or_default();
    if !was.depositor.as_deref().unwrap_or_default().starts_with(name) && !cut.trim_end().ends_with(name) {
        return Some(format!("depositor {name}"));
    }
    if !account(was).starts_with(&account(is)) {
        return Some(format!("account {}", account(is)));
    }
    (is.bank.is_some() && is.bank != was.bank).then(|| format!("bank {:?}", is.bank))
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
        for end in 0..raw.len() {
            let cut = String::from_utf8_lossy(&raw.as_bytes()[..end]);
            let is = reading(&row, &cut);
            count += 1;
            if is.outcome == Outcome::Deposit
                && let Some(why) = difference(&cut, &was, &is)
            {
                wrong.push(format!("{} {why} by {}\n{cut:?}", row["id"], is.shape));
            }
        }
    }
    assert!(count > 10_000, "only {count} cut messages");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
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
