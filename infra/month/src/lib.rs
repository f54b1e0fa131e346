//! A month of a shop, seeded: customers order and pay as people do, and the scripted owner presses what a person would.
//! What became of each deposit is compared with the truth, which the month knows.
//!
//! It is played against any [`Stage`]: the tests' shop, or [`InMemory`].

mod cause;
mod figures;
mod json;
mod memory;
mod owner;
mod people;
mod plan;
mod play;
mod rules;
mod stage;

pub use cause::{Cause, Rates};
pub use figures::{Fate, Figures, Miss, Row, percent};
pub use memory::InMemory;
pub use people::{Person, may_be};
pub use plan::{Asked, Plan, PlannedDeposit, PlannedOrder, ShopKind, plan};
pub use play::{kb_text, play};
pub use rules::Rules;
pub use stage::{Answer, Stage};
