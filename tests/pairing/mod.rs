//! The heart: races, conditions, faults, budgets.
