//! Every row of the corpus, exactly.

use crate::RECEIVED;
use bank_sms::{Message, Outcome, read};
use serde_json::Value;
use time::OffsetDateTime;

pub fn rows() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/bank-messages.jsonl");
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_row_reads_exactly_as_expected() {
    let mut wrong = Vec::new();
    for row in rows() {
        let raw = row["raw"].as_str().unwrap();
        let sender = row["sender"].as_str().or(row["pkg"].as_str());
        for sender in [sender, None] {
            if let Err(why) = check(&row, raw, sender) {
                wrong.push(format!("{} {sender:?}: {why}\n{raw}\n", row["id"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn check(row: &Value, raw: &str, sender: Option<&str>) -> Result<(), String> {
    let received_at = OffsetDateTime::from_unix_timestamp(RECEIVED).unwrap();
    let reading = read(&Message { raw, sender, received_at });
    let expected = &row["expected"];
    let kind = expected["kind"].as_str().unwrap();
    let fits = match reading.outcome {
        Outcome::Deposit => kind == "deposit",
        Outcome::Withdrawal { .. } => kind == "withdrawal",
        Outcome::Ignored(_) | Outcome::Quarantined(_) => kind == "other",
    };
    if !fits {
        return Err(format!("{kind} read as {:?}", reading.outcome));
    }
    if kind == "other" {
        return Ok(());
    }
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let same = |what: &str, read: Option<String>, wanted: Option<String>| {
        if read == wanted { Ok(()) } else { Err(format!("{what} {read:?}, not {wanted:?}, by {}", reading.shape)) }
    };
    same("bank", reading.bank.map(|bank| bank.code.to_owned()), text(&expected["bank_code"]))?;
    same("account", reading.account.as_ref().map(|a| a.as_printed().to_owned()), text(&expected["account"]))?;
    same("amount", reading.amount.map(|krw| krw.to_string()), expected["amount"].as_u64().map(|krw| krw.to_string()))?;
    let balance = expected["balance"].as_i64().map(|krw| krw.to_string());
    same("balance", reading.balance.known().map(|krw| krw.to_string()), balance)?;
    same("depositor", reading.depositor.clone(), text(&expected["depositor"]))?;
    let at = reading.at;
    let date = text(&expected["date"]);
    let with_year = date.as_ref().is_some_and(|date| date.len() > 5);
    let printed = at.filter(|_| reading.has_date).map(|at| {
        let day = format!("{:02}-{:02}", u8::from(at.month()), at.day());
        if with_year { format!("{}-{day}", at.year()) } else { day }
    });
    same("date", printed, date)?;
    let clock = at.filter(|_| reading.has_time).map(|at| format!("{:02}:{:02}", at.hour(), at.minute()));
    same("time", clock, text(&expected["time"]).map(|time| time.chars().take(5).collect()))
}

/// The rows that no shape fits and the grammar reads. A new row that belongs to a bank is read by a shape of that bank:
/// one that only the grammar reads has a shape that does not fit it.
const BY_GRAMMAR: [&str; 3] = ["kb-043", "neg-031", "woori-015"];

#[test]
fn every_row_is_read_by_a_shape_but_for_these() {
    let received_at = OffsetDateTime::from_unix_timestamp(RECEIVED).unwrap();
    let by_grammar: Vec<String> = rows()
        .iter()
        .filter(|row| {
            let sender = row["sender"].as_str().or(row["pkg"].as_str());
            read(&Message { raw: row["raw"].as_str().unwrap(), sender, received_at }).shape == "grammar"
        })
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(by_grammar, BY_GRAMMAR, "no shape of their bank fits these, and the grammar read them");
}
