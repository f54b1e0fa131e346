//! Every endpoint: to the letter of the guide, for every caller, and for bad input.

mod auth;
mod deletion;
mod guide;
pub mod help;
mod idempotency;
mod limits;
mod lists;
mod logs;
mod matrix;
mod members;
mod messages;
mod phones;
mod refusals;
mod retention;
mod webhook;
