//! All tests of the crate's public face, in one binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod accounts;
mod bad_input;
mod binary;
mod corpus;
mod custom;
mod cut;
mod generated;
mod grammar;
mod judge;
mod likeness;
mod mutations;
mod names;
mod payers;
mod times;
mod wrapping;
mod written;

use bank_sms::{Message, Reading, read};
use time::OffsetDateTime;

/// 2026-12-31 12:00 KST: every MM/DD of the corpus is of that year.
const RECEIVED: i64 = 1_798_686_000;

/// Reads a text that arrived then, from nobody in particular.
fn reading(raw: &str) -> Reading {
    let received_at = OffsetDateTime::from_unix_timestamp(RECEIVED).unwrap();
    read(&Message { raw, sender: None, received_at })
}
