//! Every row of the corpus, exactly.

use crate::judge::{self, FILES, Verdict, judge};
use serde_json::Value;

/// The rows that banks' messages were found for, and those that were made after them.
pub fn rows() -> Vec<Value> {
    judge::rows(FILES[0])
}

#[test]
fn every_row_reads_exactly_as_expected() {
    let mut wrong = Vec::new();
    for file in FILES {
        let rows = judge::rows(file);
        assert!(rows.len() >= 60, "{file} has {} rows", rows.len());
        for row in rows {
            let reading = judge::reading(&row);
            let verdict = judge(&row, &reading);
            if verdict != Verdict::Right {
                wrong.push(format!("{} {verdict:?}\n{}\n", row["id"], row["raw"].as_str().unwrap()));
            }
            let kinds = ["salary", "interest"];
            let wanted = row["expected"]["sub"].as_str().filter(|sub| kinds.contains(sub)).unwrap_or_default();
            let read = reading.movement.map(|movement| movement.code()).filter(|code| kinds.contains(code));
            if wanted != read.unwrap_or_default() {
                wrong.push(format!("{}: {read:?}, not {wanted:?}\n{}\n", row["id"], row["raw"].as_str().unwrap()));
            }
        }
    }
    let help = "`cargo run -q -p bank-sms -- explain` (README) says what each piece of a row was understood as";
    assert!(wrong.is_empty(), "{} wrong; {help}\n{}", wrong.len(), wrong.join("\n"));
}

/// Without the sender a row is read the same, or not with so much: never as something else.
#[test]
fn no_row_without_its_sender_is_another_deposit() {
    for file in FILES {
        for mut row in judge::rows(file) {
            let fields = row.as_object_mut().unwrap();
            if fields.remove("sender").or(fields.remove("pkg")).is_none() || row["outcome"].is_string() {
                continue;
            }
            let reading = judge::reading(&row);
            let wrong = matches!(judge(&row, &reading), Verdict::Wrong(_) | Verdict::Lost);
            // A wallet's text says nothing of being one.
            let is_wallets = reading.bank.is_none() && row["expected"]["bank_code"].is_null();
            assert!(!wrong || is_wallets, "{} {:?}\n{reading:?}", row["id"], row["raw"]);
        }
    }
}

/// The rows that no shape fits and the grammar reads. A new row that belongs to a bank is read by a shape of that bank:
/// one that only the grammar reads has a shape that does not fit it.
const BY_GRAMMAR: [&str; 2] = ["kb-043", "woori-015"];

#[test]
fn every_row_is_read_by_a_shape_but_for_these() {
    let by_grammar: Vec<String> = rows()
        .iter()
        .filter(|row| judge::reading(row).shape == "grammar")
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(by_grammar, BY_GRAMMAR, "no shape of their bank fits these, and the grammar read them");
}
