//! What this reader reads otherwise than another build of it:
//! `cargo run --release -p bank-sms --example compare -- path/to/older/bank-sms 2000000`.
//!
//! The texts are rows of the corpus with other names and amounts, one third of them damaged once or twice, from a fixed
//! seed. They go to the other program's `read`, whose JSON interface is stable. Printed is a table: what both said, how
//! often, and one text of each kind.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program of one table; one that cannot go on has failed"
)]

#[path = "../tests/suite/judge.rs"]
#[expect(dead_code, reason = "only the rows are wanted")]
mod judge;
#[path = "../tests/fuzz/property.rs"]
#[expect(dead_code, reason = "only the mutator is wanted")]
mod property;

use bank_sms::{Message, Reading, grouped, read};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use time::OffsetDateTime;

/// 2026-12-31 12:00 KST: every MM/DD of the corpus is of that year.
const RECEIVED: i64 = 1_798_686_000;
const SURNAMES: [&str; 12] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오"];
const FIRMS: [&str; 8] =
    ["(주)가나다", "누리상사", "햇살식품", "주식회사한빛", "푸른들판", "KIM MINSU", "도현컴퍼니", "별빛마켓"];

struct Text {
    raw: String,
    sender: Option<String>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: compare <an older bank-sms> <how many texts>";
    let (older, count) = (arguments.next().expect(usage), arguments.next().expect(usage).parse().expect(usage));
    let mut child = Command::new(older)
        .arg("read")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the older program");
    let mut to = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        for text in texts(count) {
            let line = json!({"raw": text.raw, "sender": text.sender, "received_at": RECEIVED});
            writeln!(to, "{line}").unwrap();
        }
    });
    let received_at = OffsetDateTime::from_unix_timestamp(RECEIVED).unwrap();
    let mut kinds: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut same = 0;
    for (text, line) in texts(count).zip(BufReader::new(child.stdout.take().unwrap()).lines()) {
        let was: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let is = read(&Message { raw: &text.raw, sender: text.sender.as_deref(), received_at });
        match difference(&was, &is) {
            None => same += 1,
            Some(kind) => kinds.entry(kind).or_insert((0, text.raw)).0 += 1,
        }
    }
    writer.join().unwrap();
    child.wait().unwrap();
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    println!("| older → this | texts | one of them |\n|---|---|---|\n| the same | {same} | |");
    for (kind, (count, text)) in kinds {
        println!("| {kind} | {count} | {} |", text.replace('\n', "⏎").replace('|', "\\|"));
    }
}

/// What the two say, if not the same. Of what is no deposit for either only the outcome counts.
fn difference(was: &Value, is: &Reading) -> Option<String> {
    let (before, after) = (was["outcome"].as_str().unwrap_or_default(), is.outcome.code());
    if before != after {
        let why = |why: Option<&str>| why.map(|why| format!(" ({why})")).unwrap_or_default();
        let whys = (why(was["why"].as_str()), why(is.outcome.why().map(|why| why.code())));
        return Some(format!("{before}{} → {after}{}", whys.0, whys.1));
    }
    if after != "deposit" {
        return None;
    }
    let fields = [
        ("bank_code", json!(is.bank.map(|bank| bank.code))),
        ("account", json!(is.account.as_ref().map(|account| account.as_printed()))),
        ("amount", json!(is.amount)),
        ("balance", json!(is.balance.known())),
        ("depositor", json!(is.depositor)),
    ];
    let others: Vec<_> = fields
        .iter()
        .filter(|(field, value)| was[field] != *value)
        .map(|(field, value)| match (was[field].is_null(), value.is_null()) {
            (true, _) => format!("a {field} more"),
            (_, true) => format!("no {field}"),
            (false, false) => format!("another {field}"),
        })
        .collect();
    (!others.is_empty()).then(|| format!("deposit: {}", others.join(", ")))
}

/// The same texts every time.
fn texts(count: usize) -> impl Iterator<Item = Text> {
    let rows: Vec<Value> = judge::FILES.iter().flat_map(|file| judge::rows(file)).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |many: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % many
    };
    (0..count).map(move |_| {
        let row = &rows[below(rows.len())];
        let mut raw = row["raw"].as_str().unwrap().to_owned();
        if let Some(name) = row["expected"]["depositor"].as_str() {
            raw = raw.replace(name, &payer(&mut below));
        }
        if let Some(amount) = row["expected"]["amount"].as_u64() {
            // As many digits: the balance goes on holding it, mostly.
            let other = grouped(amount.div_ceil(1 + below(9) as u64));
            raw = raw.replace(&grouped(amount), &other);
        }
        let damages = if below(3) == 0 { 1 + below(2) } else { 0 };
        for _ in 0..damages {
            raw = property::mutant(Some(&raw), u32::try_from(below(1 << 30)).unwrap()).unwrap_or(raw);
        }
        let sender = row["sender"].as_str().or(row["pkg"].as_str()).filter(|_| below(4) > 0).map(str::to_owned);
        Text { raw, sender }
    })
}

/// A person's name of any two syllables, or a firm's.
fn payer(below: &mut impl FnMut(usize) -> usize) -> String {
    if below(5) == 0 {
        return FIRMS[below(FIRMS.len())].to_owned();
    }
    let mut syllable = || char::from_u32(0xac00 + u32::try_from(below(11_172)).unwrap()).unwrap_or('가');
    let given = [syllable(), syllable()];
    format!("{}{}{}", SURNAMES[below(SURNAMES.len())], given[0], given[1])
}
