//! Sound items with one violation planted at a time. One test binary.

// clippy's `allow-unwrap-in-tests` knows only `#[test]` functions, not the helpers that they call.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod audits;
mod decisions;
mod evidence;
mod histories;
mod ids;
mod intake;
mod json;
mod occurrences;
mod pairs;
mod parts;
mod phones;
mod reading;
mod scan;
mod settled;
mod shop;
mod sound;
mod unmatched;
mod waiting;
mod webhooks;
