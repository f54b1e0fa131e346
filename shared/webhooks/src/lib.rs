//! What a shop's server is told, after *Standard Webhooks* (<https://www.standardwebhooks.com>): the JSON of each
//! event, its signature, and which URLs and addresses it may be sent to.
//!
//! Deliberately not here: when something is sent (`domain::delivery`), and the sending (`functions/notifier`).

pub mod address;
pub mod chat;
pub mod payload;
pub mod push;
pub mod sign;
pub mod target;

pub use target::{BadUrl, Resolver, Target, Unsendable};
