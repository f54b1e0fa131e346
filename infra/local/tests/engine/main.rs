//! One test binary for the embedded engines: linking is the slow part.
// clippy's `allow-unwrap-in-tests` knows only `#[test]` functions, not the helpers that they call.
#![allow(clippy::unwrap_used, clippy::panic)]
mod audit;
mod backup;
mod conformance;
mod connections;
mod dashboard;
mod faults;
mod forgotten;
mod killed;
mod moving;
mod poller;
mod proxies;
mod queue;
mod running;
mod secrets;
mod support;
mod survives;
mod table;
mod template;
mod upgrade;
