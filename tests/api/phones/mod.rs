//! Phones: their endpoints, and messages over their own URLs.

mod alive;
mod endpoints;
mod faults;
mod keyed;
mod sender;
mod signed;
mod strangers;
