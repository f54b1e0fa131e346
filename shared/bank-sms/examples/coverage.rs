//! What the reader makes of the corpus, as the table of the README: `cargo run -q -p bank-sms --example coverage`.
//! With a file's name behind it (`natural`), every row that is not read in full.
#![allow(clippy::print_stdout, reason = "a program of one table")]

#[path = "../tests/suite/judge.rs"]
mod judge;

use judge::{FILES, Verdict, judge, reading, rows};

fn main() {
    if let Some(file) = std::env::args().nth(1) {
        return tell(&file);
    }
    println!("| rows | deposits | read in full | wait for a person | lost | wrong | others | read as deposits |");
    println!("|---|---|---|---|---|---|---|---|");
    for file in FILES {
        println!("| {file} {}", counts(file));
    }
}

fn counts(file: &str) -> String {
    let (mut deposits, mut full, mut waiting, mut lost, mut wrong, mut others, mut taken) = (0, 0, 0, 0, 0, 0, 0);
    for row in rows(file) {
        let verdict = judge(&row, &reading(&row));
        let is_deposit = row["expected"]["kind"] == "deposit";
        *if is_deposit { &mut deposits } else { &mut others } += 1;
        match verdict {
            Verdict::Right if is_deposit => full += 1,
            Verdict::Waits(_) if is_deposit => waiting += 1,
            Verdict::Lost => lost += 1,
            Verdict::Wrong(_) if is_deposit => wrong += 1,
            Verdict::Wrong(_) => taken += 1,
            Verdict::Right | Verdict::Waits(_) => {}
        }
    }
    format!("| {deposits} | {full} | {waiting} | {lost} | {wrong} | {others} | {taken} |")
}

fn tell(file: &str) {
    for row in rows(file) {
        let read = reading(&row);
        let verdict = judge(&row, &read);
        if verdict != Verdict::Right {
            println!("{} {verdict:?} {}\n{}\n", row["id"], read.shape, row["raw"].as_str().unwrap_or_default());
        }
    }
}
