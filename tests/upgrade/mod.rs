//! While a deployment goes on, the program of before and the new one work on one table and one queue, for minutes. What
//! that must not break, and the files of what each release wrote (`tests/examples/formats.rs` writes the next).
//!
//! There is one program here. So the other one is what it leaves behind: items and messages that a release wrote, and
//! items and messages as one of tomorrow would write them.

mod beside;
mod by_hand;
mod formats;
mod keys;
mod listed;
mod numbers;
mod start;
