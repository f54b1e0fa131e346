//! A model of the pairing protocol.

mod check;
mod explore;
mod model;
mod mutants;
mod rules;
mod scene;
pub mod scenes;
mod state;
mod step;
mod switch;
mod table;

pub use check::PROPERTIES;
pub use explore::{Explored, counterexample, explore};
pub use model::{Action, Code, Fate, Pairing};
pub use mutants::{Mutant, covered, mutants};
pub use scene::{Call, Message, NewOrder, Scene};
pub use state::{State, Task};
pub use switch::{Protocol, Switch};
pub use table::{Amount, Deadline, Name};
pub use rules::Change;
