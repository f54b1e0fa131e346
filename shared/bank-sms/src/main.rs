//! `bank-sms read`: JSON Lines in, one reading a line out. `bank-sms banks`: what can be read, as JSON Lines.
//! `bank-sms explain`: the same with every piece of the text and what it was understood as.
//! `bank-sms docs`: the page `docs/banks.md`.
//!
//! Exit 0 whatever the lines say: one that is no JSON object with a `raw` string is answered too, as quarantined. 2 for
//! a wrong command.

mod catalogue;

use bank_sms::{Balance, Bank, Explanation, Message, Part, PrintedAccount, Reading, bank, explain, read};
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::process::ExitCode;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

const USAGE: &str =
    "usage: bank-sms read < messages.jsonl | bank-sms explain < messages.jsonl | bank-sms banks | bank-sms docs";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let done = match command.as_str() {
        "read" => read_lines(|message| told(&read(message))),
        "explain" => read_lines(|message| explained(&explain(message))),
        "banks" => print_lines(bank::all().iter().filter(|bank| bank.readable).map(|bank| described(bank).to_string())),
        "docs" => catalogue::page().and_then(|page| print_lines(std::iter::once(page.trim_end().to_owned()))),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // A reader that closed its end (`| head`) has had enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bank-sms: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print_lines(lines: impl Iterator<Item = String>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Answers every line, in order.
fn read_lines(answer_to: impl Fn(&Message<'_>) -> Value) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer(&line, &answer_to)
            .unwrap_or_else(|(id, why)| json!({"id": id, "outcome": "quarantined", "shape": "", "why": why}));
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn answer(line: &str, answer_to: impl Fn(&Message<'_>) -> Value) -> Result<Value, (Value, String)> {
    let input: Value =
        serde_json::from_str(line).map_err(|error| (Value::Null, format!("line_is_not_json: {error}")))?;
    let id = input.get("id").cloned().unwrap_or(Value::Null);
    let Some(raw) = input.get("raw").and_then(Value::as_str) else {
        return Err((id, "line_has_no_raw".to_owned()));
    };
    let received_at = match input.get("received_at") {
        None | Some(Value::Null) => now(),
        Some(value) => instant(value).ok_or_else(|| (id.clone(), "received_at_is_no_time".to_owned()))?,
    };
    let sender = input.get("sender").and_then(Value::as_str);
    let mut answer = answer_to(&Message { raw, sender, received_at });
    if !id.is_null()
        && let Some(fields) = answer.as_object_mut()
    {
        fields.insert("id".to_owned(), id);
    }
    Ok(answer)
}

/// RFC 3339, or an epoch in seconds or milliseconds, as forwarders send it.
fn instant(value: &Value) -> Option<OffsetDateTime> {
    if let Some(text) = value.as_str() {
        return OffsetDateTime::parse(text, &Rfc3339).ok();
    }
    let epoch = value.as_i64()?;
    let seconds = if epoch.unsigned_abs() >= 100_000_000_000 { epoch / 1000 } else { epoch };
    OffsetDateTime::from_unix_timestamp(seconds).ok()
}

/// The one clock of the program, for lines that don't tell when they arrived.
#[expect(
    clippy::disallowed_methods,
    reason = "the entry of a program makes its clock; the library takes the time as a value"
)]
fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

/// A reading with every piece of its text in front.
fn explained(explanation: &Explanation) -> Value {
    let part = |part: &Part| json!({"text": part.text, "is": part.meaning.code(), "korean": part.meaning.korean()});
    let mut answer = told(&explanation.reading);
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("parts".to_owned(), explanation.parts.iter().map(part).collect());
        fields.insert("why_korean".to_owned(), json!(explanation.reading.outcome.why().map(|why| why.korean())));
    }
    answer
}

fn told(reading: &Reading) -> Value {
    json!({
        "outcome": reading.outcome.code(),
        "movement": reading.movement.map(|movement| movement.code()),
        "bank_code": reading.bank.map(|bank| bank.code),
        "banks": reading.banks.iter().map(|bank| bank.code).collect::<Vec<_>>(),
        "account": reading.account.as_ref().map(PrintedAccount::as_printed),
        "amount": reading.amount,
        "ends_in_amount": reading.ends_in_amount,
        "balance": reading.balance.known(),
        "balance_state": match reading.balance {
            Balance::Absent => "absent",
            Balance::Hidden => "hidden",
            Balance::Cut => "cut",
            Balance::Known(_) => "known",
        },
        "ends_in_balance": reading.ends_in_balance,
        "balance_below_amount": reading.balance_below_amount,
        "depositor": reading.depositor,
        "confirmed": reading.is_confirmed,
        "owner": reading.owner,
        "at": reading.at.and_then(|at| at.format(&Rfc3339).ok()),
        "has_date": reading.has_date,
        "has_time": reading.has_time,
        "channel": reading.channel.code(),
        "told_sender": reading.told_sender,
        "shape": reading.shape,
        "why": reading.outcome.why().map(|why| why.code()),
    })
}

fn described(bank: &Bank) -> Value {
    json!({
        "bank_code": bank.code,
        "name": bank.name,
        "family": bank.family,
        "name_limit": bank.name_limit,
        "shapes": bank.shapes.iter().map(|shape| json!({"name": shape.name, "layout": shape.layout})).collect::<Vec<_>>(),
    })
}
