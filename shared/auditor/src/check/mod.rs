//! The invariants, each derived again from what stands in the table.

pub mod deposit_history;
pub mod first;
pub mod holds;
pub mod id;
pub mod index;
pub mod intake;
pub mod occurrence;
pub mod order_history;
pub mod pair;
pub mod phone;
pub mod rest;
pub mod standing;
pub mod unmatch;
pub mod waiting;
pub mod webhook;
