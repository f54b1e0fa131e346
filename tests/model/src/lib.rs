//! A model of the pairing protocol.

mod check;
mod explore;
mod model;
mod mutants;
pub mod rules;
mod scene;
pub mod scenes;
mod state;
mod step;
mod switch;
pub mod table;

pub use check::PROPERTIES;
pub use explore::{Explored, counterexample, explore};
pub use model::{Action, Code, Fate, Pairing};
pub use mutants::{Mutant, covered, mutants};
pub use rules::Change;
pub use scene::{Call, Message, NewOrder, Scene};
pub use state::{State, Task};
pub use switch::{Protocol, Switch};
pub use table::{Amount, Deadline, Name};
