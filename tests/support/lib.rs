//! What the tests share: a shop over a fresh engine, a clock that stands still, and a wire on which requests and
//! replies can be counted, lost, refused, held and rewritten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it is wrong")]

pub mod authenticator;
pub mod browser;
pub mod clock;
pub mod conform;
pub mod cost;
pub mod day;
pub mod deployed;
pub mod documents;
pub mod examples;
pub mod heat;
pub mod held;
pub mod here;
pub mod korean;
pub mod mail_server;
pub mod month;
pub mod mutant;
pub mod problems;
pub mod receiver;
pub mod rights;
pub mod runtime;
pub mod secrets;
pub mod shop;
pub mod tab;
pub mod wire;

pub use clock::ManualClock;
pub use shop::{Answer, Shop};
pub use wire::{Call, Fate, Gate, Wire};

/// Without limits of calls, for what makes as many as it can.
pub fn no_limits() -> web::Policy {
    web::Policy { token_calls: None, workspace_calls: None, ..web::Policy::default() }
}
