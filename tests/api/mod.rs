//! Every endpoint: to the letter of the guide, for every caller, and for bad input.
//!
//! With the feature `deployed` these run against the compiled functions (infra/emulator/test): what proves that they
//! are put together right. What any one of them does by itself is proved in this process.

mod crowd;
mod guide;
pub mod help;
mod matrix;
mod members;
mod webhook;

#[cfg(not(feature = "deployed"))]
mod amounts;
#[cfg(not(feature = "deployed"))]
mod at_most;
#[cfg(not(feature = "deployed"))]
mod audit;
#[cfg(not(feature = "deployed"))]
mod auth;
mod backtest;
#[cfg(not(feature = "deployed"))]
mod calls;
mod combined;
#[cfg(not(feature = "deployed"))]
mod deletion;
#[cfg(not(feature = "deployed"))]
mod export;
#[cfg(not(feature = "deployed"))]
mod idempotency;
#[cfg(not(feature = "deployed"))]
mod limits;
#[cfg(not(feature = "deployed"))]
mod lists;
#[cfg(not(feature = "deployed"))]
mod logs;
#[cfg(not(feature = "deployed"))]
mod messages;
#[cfg(not(feature = "deployed"))]
mod metrics;
#[cfg(not(feature = "deployed"))]
mod moving;
#[cfg(not(feature = "deployed"))]
mod names;
#[cfg(not(feature = "deployed"))]
mod one_time_codes;
mod order_fields;
#[cfg(not(feature = "deployed"))]
mod parts;
#[cfg(not(feature = "deployed"))]
mod phones;
#[cfg(not(feature = "deployed"))]
mod policies;
#[cfg(not(feature = "deployed"))]
mod proposals;
#[cfg(not(feature = "deployed"))]
mod refusals;
#[cfg(not(feature = "deployed"))]
mod retention;
#[cfg(not(feature = "deployed"))]
mod returned;
#[cfg(not(feature = "deployed"))]
mod scenarios;
#[cfg(not(feature = "deployed"))]
mod settling;
mod sheets;
#[cfg(not(feature = "deployed"))]
mod stamp;
#[cfg(not(feature = "deployed"))]
mod sums;
mod test_mode;
