//! The model: it holds as it is, each mutant of it does not, and its rules are those of `domain`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod holds;
mod mutants;
mod rules;
