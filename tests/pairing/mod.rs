//! The heart: races, conditions, faults, budgets.

mod ahead;
mod amends;
mod as_many;
mod bounds;
mod budgets;
mod codes;
mod codes_behind;
mod conditions;
mod costs;
mod crowded;
mod faults;
mod heat;
mod names;
mod one_deposit;
mod outcomes;
mod parts;
mod passes;
mod races;
mod recovery;
mod scenarios;
mod scene;
mod script;
mod set_back;
mod shapes;
