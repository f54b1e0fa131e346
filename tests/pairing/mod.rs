//! The heart: races, conditions, faults, budgets.

mod conditions;
mod mutant;
mod scenarios;
mod script;
