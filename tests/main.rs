//! The one test binary. Folders mirror the product: `api/<group>` its endpoints, `pairing` its heart, `webhooks` what
//! shops' servers are told, `parity` what must agree with what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod api;
mod first_minute;
mod pairing;
mod parity;
mod webhooks;
