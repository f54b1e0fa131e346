//! The one test binary. Folders mirror the product: `api/<group>` its endpoints, `pairing` its heart, `webhooks` what
//! shops' servers are told, `parity` what must agree with what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
#[cfg(feature = "deployed")]
mod deployed;
// What looks inside the program, at files, or moves the clock: nothing of it is deployed.
#[cfg(not(feature = "deployed"))]
mod evidence;
#[cfg(not(feature = "deployed"))]
mod exceptions;
#[cfg(not(feature = "deployed"))]
mod first_minute;
#[cfg(not(feature = "deployed"))]
mod mails;
#[cfg(not(feature = "deployed"))]
mod month;
#[cfg(not(feature = "deployed"))]
mod pairing;
#[cfg(not(feature = "deployed"))]
mod parity;
#[cfg(not(feature = "deployed"))]
mod scenarios;
#[cfg(not(feature = "deployed"))]
mod upgrade;
mod webhooks;
