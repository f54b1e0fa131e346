//! Holds a row of the corpus against what the reader makes of it: shared by the tests and `examples/coverage.rs`.

use bank_sms::{Message, Outcome, Reading, read};
use serde_json::Value;
use time::OffsetDateTime;

/// 2026-12-31 12:00 KST: every MM/DD of the corpus is of that year.
const RECEIVED: i64 = 1_798_686_000;

/// The files of the corpus, without `.jsonl`.
pub const FILES: [&str; 5] = ["bank-messages", "public", "kinds", "natural", "aimed"];

/// How a row was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every field as expected.
    Right,
    /// A person reads it, or a field is missing: cheap.
    Waits(String),
    /// Ignored although it tells of a deposit.
    Lost,
    /// A deposit that is none, or another amount, payer, bank or account: the worst.
    Wrong(String),
}

/// The rows of one file.
pub fn rows(file: &str) -> Vec<Value> {
    let path = format!("{}/../../tests/corpus/{file}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// What the reader makes of a row.
pub fn reading(row: &Value) -> Reading {
    let received_at = OffsetDateTime::from_unix_timestamp(RECEIVED).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let sender = row["sender"].as_str().or(row["pkg"].as_str());
    read(&Message { raw: row["raw"].as_str().unwrap_or_default(), sender, received_at })
}

/// The kind of message that an outcome is.
fn kind(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Deposit => "deposit",
        Outcome::Withdrawal { .. } => "withdrawal",
        Outcome::Ignored(_) | Outcome::Quarantined(_) => "other",
    }
}

/// How the row was read. `outcome` of a row stands above its kind: `quarantined` where a person must read it, `any`
/// where only the judge of the sender decides.
pub fn judge(row: &Value, reading: &Reading) -> Verdict {
    let read = kind(reading.outcome);
    match (row["outcome"].as_str(), row["expected"]["kind"].as_str()) {
        (Some("any"), _) => Verdict::Right,
        (Some("quarantined"), _) if reading.outcome.code() == "quarantined" => Verdict::Right,
        (Some("quarantined"), _) => Verdict::Wrong(format!("{:?}, not kept for a person", reading.outcome)),
        (Some("not_deposit"), _) if read != "deposit" => Verdict::Right,
        (Some("withdrawal"), _) | (None, Some("withdrawal")) => as_movement(row, reading, "withdrawal"),
        (Some("deposit"), _) | (None, Some("deposit")) => as_movement(row, reading, "deposit"),
        (None, Some("other")) if read == "other" => Verdict::Right,
        (_, _) => Verdict::Wrong(format!("read as {:?} by {:?}", reading.outcome, reading.shape)),
    }
}

fn as_movement(row: &Value, reading: &Reading, wanted: &str) -> Verdict {
    let read = kind(reading.outcome);
    if read == "other" {
        let is_lost = wanted == "deposit" && matches!(reading.outcome, Outcome::Ignored(_));
        return if is_lost { Verdict::Lost } else { Verdict::Waits(format!("{:?}", reading.outcome)) };
    }
    if read != wanted {
        return Verdict::Wrong(format!("{wanted} read as {read}, by {}", reading.shape));
    }
    let expected = &row["expected"];
    let mut missing = Vec::new();
    for (field, read) in fields(reading, expected) {
        let wanted =
            expected[field].as_str().map(str::to_owned).or_else(|| expected[field].as_i64().map(|n| n.to_string()));
        let wanted = wanted.map(|wanted| if field == "time" { wanted.chars().take(5).collect() } else { wanted });
        match read {
            read if read == wanted => {}
            None => missing.push(format!("no {field}")),
            Some(read) => return Verdict::Wrong(format!("{field} {read:?}, not {wanted:?}, by {}", reading.shape)),
        }
    }
    if missing.is_empty() { Verdict::Right } else { Verdict::Waits(missing.join(", ")) }
}

/// The fields of a row, as the reader has them.
fn fields(reading: &Reading, expected: &Value) -> [(&'static str, Option<String>); 7] {
    let with_year = expected["date"].as_str().is_some_and(|date| date.len() > 5);
    let date = reading.at.filter(|_| reading.has_date).map(|at| {
        let day = format!("{:02}-{:02}", u8::from(at.month()), at.day());
        if with_year { format!("{}-{day}", at.year()) } else { day }
    });
    let clock = reading.at.filter(|_| reading.has_time).map(|at| format!("{:02}:{:02}", at.hour(), at.minute()));
    [
        ("bank_code", reading.bank.map(|bank| bank.code.to_owned())),
        ("account", reading.account.as_ref().map(|account| account.as_printed().to_owned())),
        ("amount", reading.amount.map(|krw| krw.to_string())),
        ("balance", reading.balance.known().map(|krw| krw.to_string())),
        ("depositor", reading.depositor.clone()),
        ("date", date),
        ("time", clock),
    ]
}
