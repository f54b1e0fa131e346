//! Every endpoint: to the letter of the guide, for every caller, and for bad input.

mod auth;
mod guide;
pub mod help;
mod limits;
mod lists;
mod matrix;
mod members;
mod refusals;
mod webhook;
