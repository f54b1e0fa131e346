//! The one test binary. Folders mirror the product: `api/<group>`, `pairing`, `parity`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod first_minute;
