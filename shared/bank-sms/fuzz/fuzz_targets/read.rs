//! Any bytes, by libFuzzer, which looks for texts that take new ways through the reader.
//!
//! `cargo +nightly fuzz run -s none read -- -max_len=400 -runs=10000000`. What is checked stands in
//! `tests/fuzz/property.rs`, with the mutator: it starts from the rows of the corpus and splices them, so no seed files
//! are kept.
#![no_main]

#[path = "../../tests/fuzz/property.rs"]
mod property;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| {
    if let Ok(raw) = std::str::from_utf8(data) {
        property::check(raw);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let Some(mutant) = property::mutant(std::str::from_utf8(&data[..size]).ok(), seed) else {
        return fuzzer_mutate(data, size, max_size);
    };
    let length = (0..=mutant.len().min(max_size)).rev().find(|at| mutant.is_char_boundary(*at)).unwrap_or(0);
    data[..length].copy_from_slice(&mutant.as_bytes()[..length]);
    length
});
