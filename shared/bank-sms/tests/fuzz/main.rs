//! The fuzz target's property on a stable compiler: seeded, so that every run goes the same way, and bounded in time.
//!
//! `cargo test -p bank-sms --release --test fuzz` takes half a minute, as in CI; unoptimised it is one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod property;

use bank_sms::{Message, read};
use std::time::{Duration, Instant};
use time::OffsetDateTime;

const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 1 } else { 30 });

/// However slow the machine is.
const AT_LEAST: u64 = 1_000;

/// libFuzzer's `-max_len` in the same place.
const MAX_LEN: usize = 400;

/// Xorshift: the same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, many: usize) -> usize {
        usize::try_from(self.next() >> 16).unwrap() % many.max(1)
    }
}

/// Prints the text that a check failed on.
struct Told<'t>(&'t str);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the text: {:?}", self.0);
        }
    }
}

/// Any character in any place: what bytes are to libFuzzer.
fn with_another_character(text: &str, numbers: &mut Numbers) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let place = numbers.below(characters.len() + 1);
    let range = [0x80, 0x3000, 0xd7a4, 0x11_0000][numbers.below(4)];
    let character = u32::try_from(numbers.below(range)).ok().and_then(char::from_u32).unwrap_or('가');
    if numbers.below(2) == 0 || place == characters.len() {
        characters.insert(place, character);
    } else {
        characters[place] = character;
    }
    characters.into_iter().collect()
}

/// The same text again and again until it is as long as any that is read: in under five milliseconds.
fn check_time(text: &str) {
    let long = text.repeat((4_000 / text.len().max(1)).max(1));
    let message = Message { raw: &long, sender: None, received_at: OffsetDateTime::UNIX_EPOCH };
    // Unoptimised code is some twenty times slower.
    let limit = Duration::from_millis(if cfg!(debug_assertions) { 100 } else { 5 });
    // Other processes may take the processor away; a slow reader is slow every time.
    let in_time = (0..20).any(|_| {
        let start = Instant::now();
        read(&message);
        start.elapsed() < limit
    });
    assert!(in_time, "reading it takes more than {limit:?}");
}

#[test]
fn no_text_whatever_makes_the_reader_panic_or_guess_or_dawdle() {
    let started = Instant::now();
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut kept = vec![String::new(); 512];
    let mut count = 0_u64;
    while count < AT_LEAST || started.elapsed() < LIMIT {
        let place = numbers.below(kept.len());
        let seed = u32::try_from(numbers.next() >> 32).unwrap();
        let text = property::mutant(Some(&kept[place]), seed)
            .unwrap_or_else(|| with_another_character(&kept[place], &mut numbers));
        let text = &text[..(0..=text.len().min(MAX_LEN)).rev().find(|at| text.is_char_boundary(*at)).unwrap()];
        let told = Told(text);
        property::check(text);
        if count.is_multiple_of(256) {
            check_time(text);
        }
        drop(told);
        kept[place] = text.to_owned();
        count += 1;
    }
    println!("{count} texts in {:.0?}", started.elapsed());
}
