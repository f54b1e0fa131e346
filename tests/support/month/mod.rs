//! A month of a shop, seeded: customers order and pay as people do, and the scripted owner presses what a person would.
//! What became of each deposit is compared with the truth, which the month knows.

mod cause;
mod figures;
mod owner;
pub mod page;
mod people;
mod plan;
mod play;

pub use cause::{Cause, Rates};
pub use figures::{Fate, Figures, Row};
pub use people::{Person, may_be};
pub use plan::{Asked, Plan, PlannedDeposit, PlannedOrder, ShopKind, plan};
pub use play::play;
