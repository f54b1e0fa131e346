//! Damaged messages: whatever is dropped, doubled, swapped or appended, the reading is the same deposit, a poorer one
//! (a field missing), or none. Never a *different* deposit.
//!
//! What no reader can notice is left out by name: a digit changed *inside* a number changes that number, and only that
//! field may follow it; a word dropped out of the middle of a name of several words changes that name.

use crate::corpus::rows;
use crate::reading;
use bank_sms::{Outcome, Reading, grouped};
use std::ops::Range;

/// A damaged text, and where in the original a token was altered without going away.
struct Mutant {
    what: &'static str,
    text: String,
    altered: Option<Range<usize>>,
}

fn pieces(raw: &str, at: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for (offset, c) in raw.char_indices() {
        match (at(c), start) {
            (true, Some(from)) => {
                found.push(from..offset);
                start = None;
            }
            (false, None) => start = Some(offset),
            (true, None) | (false, Some(_)) => {}
        }
    }
    found.extend(start.map(|from| from..raw.len()));
    found
}

fn replace(raw: &str, range: &Range<usize>, with: &str) -> String {
    format!("{}{with}{}", &raw[..range.start], &raw[range.end..])
}

fn mutants(raw: &str) -> Vec<Mutant> {
    let mut found = Vec::new();
    let words = pieces(raw, |c| c == ' ' || c == '\n');
    let lines = pieces(raw, |c| c == '\n');
    for (what, parts) in [("word", &words), ("line", &lines)] {
        for part in parts {
            let own = &raw[part.clone()];
            let whole_line = lines.contains(part);
            let altered = if what == "word" && !whole_line { Some(part.clone()) } else { None };
            found.push(Mutant { what: "drop", text: replace(raw, part, ""), altered });
            let separator = if what == "word" { " " } else { "\n" };
            let twice = format!("{own}{separator}{own}");
            found.push(Mutant { what: "double", text: replace(raw, part, &twice), altered: None });
        }
        for (first, a) in parts.iter().enumerate() {
            for b in &parts[first + 1..] {
                let text = replace(&replace(raw, b, &raw[a.clone()]), a, &raw[b.clone()]);
                // Only as a pair inside one name do two swapped words excuse a change.
                let altered = if what == "word" { Some(a.start..b.end) } else { None };
                found.push(Mutant { what: "swap", text, altered });
            }
        }
    }
    for (at, c) in raw.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let digit = at..at + 1;
        found.push(Mutant { what: "drop digit", text: replace(raw, &digit, ""), altered: Some(digit.clone()) });
        found.push(Mutant {
            what: "double digit",
            text: replace(raw, &digit, &format!("{c}{c}")),
            altered: Some(digit),
        });
        if let Some(next) = raw[at + 1..].chars().next().filter(char::is_ascii_digit) {
            let text = replace(raw, &(at..at + 2), &format!("{next}{c}"));
            found.push(Mutant { what: "swap digits", text, altered: Some(at..at + 2) });
        }
    }
    for end in [" 취소", "\n취소", " 입금취소", " 예정"] {
        found.push(Mutant { what: "append", text: format!("{raw}{end}"), altered: None });
    }
    found
}

/// Is the altered place inside a printed value? A whole value that went away must not be replaced by another, unless it
/// is one digit.
fn alters(raw: &str, value: &str, mutant: &Mutant) -> bool {
    mutant.altered.iter().any(|altered| {
        raw.match_indices(value).any(|(at, _)| {
            let inside = if mutant.what == "swap digits" {
                // The two digits may belong to two glued numbers.
                at < altered.end && altered.start < at + value.len()
            } else {
                at <= altered.start && altered.end <= at + value.len()
            };
            inside && (altered.len() < value.len() || mutant.what == "swap" || mutant.what.contains("digit"))
        })
    })
}

/// What makes the mutant's deposit another one than the original's, if anything does.
fn difference(raw: &str, was: &Reading, is: &Reading, mutant: &Mutant) -> Option<String> {
    let amount = was.amount.unwrap_or_default();
    // Digits of one number only: bare digits also occur inside others, so both spellings are looked for.
    if is.amount != was.amount && !alters(raw, &grouped(amount), mutant) && !alters(raw, &amount.to_string(), mutant) {
        return Some(format!("amount {:?}", is.amount));
    }
    let printed = was.depositor.as_deref().unwrap_or_default();
    if is.depositor.is_some() && is.depositor != was.depositor && !alters(raw, printed, mutant) {
        return Some(format!("depositor {:?}", is.depositor));
    }
    let account = was.account.as_ref().map(|account| account.as_printed()).unwrap_or_default();
    if is.account.is_some() && is.account != was.account && !alters(raw, account, mutant) {
        return Some(format!("account {:?}", is.account));
    }
    if is.bank.is_some() && is.bank != was.bank {
        return Some(format!("bank {:?}", is.bank.map(|bank| bank.name)));
    }
    None
}

/// The text without the label line of a forwarder.
fn without_label(raw: &str) -> &str {
    ["\nccc", "\n아미", "\n가나"].iter().find_map(|label| raw.strip_suffix(label)).unwrap_or(raw)
}

#[test]
fn no_mutant_of_any_row_is_a_different_deposit() {
    let (mut count, mut wrong) = (0, Vec::new());
    for row in rows() {
        let raw = without_label(row["raw"].as_str().unwrap());
        let was = reading(raw);
        for mutant in mutants(raw) {
            count += 1;
            let is = reading(&mutant.text);
            if is.outcome != Outcome::Deposit {
                continue;
            }
            let why = match was.outcome {
                Outcome::Deposit => difference(raw, &was, &is, &mutant),
                Outcome::Withdrawal { .. } | Outcome::Ignored(_) | Outcome::Quarantined(_) => {
                    Some("a deposit at all".to_owned())
                }
            };
            if let Some(why) = why {
                wrong.push(format!(
                    "{} {} by {}: {why}\n---\n{raw}\n---\n{}\n",
                    row["id"], mutant.what, is.shape, mutant.text
                ));
            }
        }
    }
    assert!(count > 10_000, "only {count} mutants");
    assert!(wrong.is_empty(), "{} of {count} mutants\n{}", wrong.len(), wrong.join("\n"));
}
