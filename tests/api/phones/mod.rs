//! Phones: their endpoints, and messages over their own URLs.

mod alive;
mod endpoints;
mod faults;
mod keyed;
mod signed;
mod strangers;
