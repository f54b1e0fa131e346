//! How long one message takes: `cargo bench -p bank-sms`. Medians of each message's own median.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark that cannot go on has failed")]

#[path = "../tests/suite/judge.rs"]
#[expect(dead_code, reason = "only the rows are wanted")]
mod judge;

use bank_sms::{Message, is_bank_message, read};
use std::hint::black_box;
use std::time::Instant;
use time::OffsetDateTime;

const GUIDE: &str = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동";

fn main() {
    // Before anything else: what a cold start pays for the first message.
    let start = Instant::now();
    black_box(read(&message(black_box(GUIDE))));
    println!("| the first message of a process | {} ns |", start.elapsed().as_nanos());
    let rows: Vec<String> = judge::FILES
        .iter()
        .flat_map(|file| judge::rows(file))
        .map(|row| row["raw"].as_str().unwrap().to_owned())
        .collect();
    let mut own: Vec<u128> =
        rows.iter().map(|raw| median_ns(50, || drop(black_box(read(&message(black_box(raw))))))).collect();
    own.sort_unstable();
    println!("| the median of {} messages | {} ns |", own.len(), own[own.len() / 2]);
    println!("| the worst of them | {} ns |", own[own.len() - 1]);
    let seen = median_ns(50, || {
        black_box(is_bank_message(black_box(GUIDE), None));
    });
    println!("| `is_bank_message` | {seen} ns |");
    let worst = ["입금 1,000원 ", "홍길동 ", "[KB]", "1,", "이체", "→ ", "가"];
    let hostile =
        worst.map(|unit| median_ns(1, || drop(black_box(read(&message(black_box(&unit.repeat(4_000 / unit.len()))))))));
    println!("| 4 KB of hostile text | {} ns |", hostile.into_iter().max().unwrap());
}

fn message(raw: &str) -> Message<'_> {
    Message { raw, sender: None, received_at: OffsetDateTime::from_unix_timestamp(1_798_686_000).unwrap() }
}

/// The median of 200 batches of so many calls, in nanoseconds per call.
fn median_ns(calls: u32, mut call: impl FnMut()) -> u128 {
    let mut batches: Vec<u128> = (0..200)
        .map(|_| {
            let start = Instant::now();
            (0..calls).for_each(|_| call());
            start.elapsed().as_nanos() / u128::from(calls)
        })
        .collect();
    batches.sort_unstable();
    batches[100]
}
