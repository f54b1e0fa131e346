//! The invariants, each derived again from what stands in the table.

pub mod allocation;
pub mod audit;
pub mod balance;
pub mod deposit_history;
pub mod evidence;
pub mod first;
pub mod holds;
pub mod id;
pub mod index;
pub mod intake;
pub mod occurrence;
pub mod order_history;
pub mod pair;
pub mod phone;
pub mod policy;
pub mod rest;
pub mod returned;
pub mod set_aside;
pub mod standing;
pub mod transfer;
pub mod unmatch;
pub mod waiting;
pub mod webhook;
