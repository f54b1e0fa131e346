//! The heart: races, conditions, faults, budgets.

mod bounds;
mod budgets;
mod conditions;
mod faults;
pub mod mutant;
mod races;
mod scenarios;
mod script;
mod shapes;
