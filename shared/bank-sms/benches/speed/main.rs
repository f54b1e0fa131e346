//! How long one message takes, against ordered lists of compiled regexes, in the same run.
//!
//! `cargo bench -p bank-sms`. The first lines are medians of each message's own median; then divan.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a benchmark that cannot go on has failed")]

mod by_bank;
mod by_hand;
mod list;

use bank_sms::{Message, Outcome, is_bank_message, read};
use divan::{Bencher, black_box, counter::ItemsCount};
use list::List;
use std::time::Instant;
use time::OffsetDateTime;

fn main() {
    // Before anything else: what a cold start pays for the first message, nothing prepared, no page touched.
    let start = Instant::now();
    black_box(read_guide_message());
    println!("the first message of this process: {} ns", start.elapsed().as_nanos());
    // With a filter, only what it names.
    if std::env::args().skip(1).all(|argument| argument.starts_with("--")) {
        medians();
    }
    divan::main();
}

fn corpus() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/corpus/bank-messages.jsonl");
    let rows = std::fs::read_to_string(path).unwrap();
    let raw = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["raw"].as_str().unwrap().to_owned();
    rows.lines().map(raw).collect()
}

fn message(raw: &str) -> Message<'_> {
    Message { raw, sender: None, received_at: OffsetDateTime::from_unix_timestamp(1_798_686_000).unwrap() }
}

/// The median of 200 batches of 50 calls, in nanoseconds per call.
fn median_ns(mut call: impl FnMut()) -> u128 {
    let mut batches: Vec<u128> = (0..200)
        .map(|_| {
            let start = Instant::now();
            (0..50).for_each(|_| call());
            start.elapsed().as_nanos() / 50
        })
        .collect();
    batches.sort_unstable();
    batches[100]
}

/// The median and the worst of every message's own median, for each of these calls. They take turns at every message, so
/// that what else the machine does strikes all of them.
fn over<const N: usize>(corpus: &[String], calls: [&dyn Fn(&str); N]) -> [(u128, u128); N] {
    let all: Vec<[u128; N]> = corpus.iter().map(|raw| calls.map(|call| median_ns(|| call(raw)))).collect();
    std::array::from_fn(|at| {
        let mut own: Vec<u128> = all.iter().map(|medians| medians[at]).collect();
        own.sort_unstable();
        (own[own.len() / 2], own[own.len() - 1])
    })
}

/// Do both say the same of a message?
fn is_same(ours: &bank_sms::Reading, theirs: Option<list::Read>) -> bool {
    let moved = matches!(ours.outcome, Outcome::Deposit | Outcome::Withdrawal { .. });
    let Some(theirs) = theirs else { return !moved };
    moved
        && theirs.incoming == (ours.outcome == Outcome::Deposit)
        && ours.bank.is_some_and(|bank| bank.code == theirs.bank)
        && theirs.amount == ours.amount
        && theirs.balance == ours.balance.known()
        && theirs.name == ours.depositor
        && theirs.at == ours.at
        && theirs.account.as_deref() == ours.account.as_ref().map(bank_sms::PrintedAccount::as_printed)
}

fn medians() {
    let corpus = corpus();
    let lists = [
        ("one for each bank, of the reader's layouts, as usual", List::compile(by_bank::layouts(by_bank::USUAL))),
        ("the same, tuned", List::compile(by_bank::layouts(by_bank::TUNED))),
        ("written by hand, as usual", List::compile(by_hand::layouts_as_usual())),
        ("written by hand, tuned", List::compile(by_hand::layouts())),
    ];
    println!("median (worst) of each message's median, ns");
    for (what, list) in &lists {
        let at = message("").received_at;
        // There both do the same job.
        let same: Vec<String> =
            corpus.iter().filter(|raw| is_same(&read(&message(raw)), list.read(raw, at))).cloned().collect();
        println!("  {} regexes, {what}; {} of {} messages read alike", list.len(), same.len(), corpus.len());
        for (what, rows) in [("all", &corpus), ("those read alike", &same)] {
            let [ours, first, only] = over(
                rows,
                [
                    &|raw| drop(black_box(read(&message(black_box(raw))))),
                    &|raw| drop(black_box(list.read(black_box(raw), at))),
                    &|raw| drop(black_box(list.read_only_one_way(black_box(raw), at))),
                ],
            );
            let times = |theirs: (u128, u128)| {
                let tenths = theirs.0 * 10 / ours.0.max(1);
                format!("{theirs:?}, {}.{} times", tenths / 10, tenths % 10)
            };
            println!(
                "    {what}: read {ours:?}; the first that matches {}; no other may match {}",
                times(first),
                times(only)
            );
        }
    }
    let [seen] = over(
        &corpus,
        [&|raw| {
            black_box(is_bank_message(black_box(raw), None));
        }],
    );
    println!("  is_bank_message {seen:?}");
}

#[divan::bench]
fn read_corpus(bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(ItemsCount::new(corpus.len())).bench(|| {
        for raw in &corpus {
            black_box(read(&message(black_box(raw))));
        }
    });
}

#[divan::bench]
fn regexes_by_bank_as_usual(bencher: Bencher<'_, '_>) {
    read_corpus_by(&List::compile(by_bank::layouts(by_bank::USUAL)), bencher);
}

#[divan::bench]
fn regexes_by_bank_tuned(bencher: Bencher<'_, '_>) {
    read_corpus_by(&List::compile(by_bank::layouts(by_bank::TUNED)), bencher);
}

#[divan::bench]
fn regexes_by_hand_tuned(bencher: Bencher<'_, '_>) {
    read_corpus_by(&List::compile(by_hand::layouts()), bencher);
}

fn read_corpus_by(list: &List, bencher: Bencher<'_, '_>) {
    let corpus = corpus();
    bencher.counter(ItemsCount::new(corpus.len())).bench_local(|| {
        for raw in &corpus {
            black_box(list.read_only_one_way(black_box(raw), message("").received_at));
        }
    });
}

#[divan::bench(sample_count = 10)]
fn compile_regexes_by_bank() -> List {
    List::compile(by_bank::layouts(by_bank::USUAL))
}

#[divan::bench(sample_count = 10)]
fn compile_regexes_by_hand() -> List {
    List::compile(by_hand::layouts())
}

#[divan::bench]
fn read_guide_message() -> bank_sms::Reading {
    read(&message(black_box("[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동")))
}

#[divan::bench]
fn turn_away_a_text_of_no_bank() -> bool {
    is_bank_message(
        black_box(
            "[Web발신]\n내일 3시에 회의실 2번에서 만나요. 자료는 메일로 보내 두었습니다. 궁금한 점은 전화 주세요!",
        ),
        None,
    )
}

#[divan::bench]
fn hostile_64_kib() -> bank_sms::Reading {
    let hostile = "입금 1,000원 ".repeat(64 * 1024 / 17);
    read(&message(black_box(&hostile)))
}
