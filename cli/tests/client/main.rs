//! The client as a process, against the program's own server and against servers that misbehave.
#![allow(clippy::unwrap_used, clippy::panic)]

mod doctor;
mod faults;
mod listening;
mod logins;
mod scenarios;
mod support;
mod work;
