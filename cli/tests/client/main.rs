//! The client as a process, against the program's own server and against servers that misbehave.
#![allow(clippy::unwrap_used, clippy::panic)]

mod faults;
mod logins;
mod support;
mod work;
