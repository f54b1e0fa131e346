//! The heart: races, conditions, faults, budgets.

mod bounds;
mod budgets;
mod codes;
mod conditions;
mod faults;
mod heat;
mod outcomes;
mod races;
mod recovery;
mod scenarios;
mod script;
mod shapes;
