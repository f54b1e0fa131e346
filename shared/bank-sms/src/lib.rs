//! Reads the messages that Korean banks send when money moves, and writes them.
#![doc = include_str!("../README.md")]

mod account;
pub mod bank;
pub mod custom;
mod explain;
mod fit;
mod footer;
mod grammar;
mod label;
mod layout;
mod lexicon;
mod money;
mod movement;
pub mod name;
mod notice;
mod one_time;
mod payer;
mod peel;
mod read;
mod reading;
pub mod related;
mod remark;
pub mod sender;
mod shape;
mod source;
mod text;
mod token;
mod triage;
mod when;
mod word;
mod write;

pub use account::PrintedAccount;
pub use bank::Bank;
pub use custom::CustomFormat;
pub use explain::{Explanation, Meaning, Part, explain};
pub use layout::Shape;
pub use one_time::carries_code;
pub use read::{is_bank_message, normalised, read};
pub use reading::{Balance, Channel, Movement, Outcome, Reading, Why};
pub use write::{Printed, Style, Transfer, TransferKind, WriteError, grouped, write, write_in};

/// One message as it arrived.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The text, with whatever a phone or a forwarding app put around it.
    pub raw: &'a str,
    /// A number (`1644-9999`) or an app package (`com.kbstar.kbbank`). A hint, never proof.
    pub sender: Option<&'a str>,
    /// When it arrived: tells the year and the day that the bank left out.
    pub received_at: time::OffsetDateTime,
}
