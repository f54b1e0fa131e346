//! What is refused, and in which words: each refusal is a problem with its own code.

mod beside;
mod bodies;
mod codes;
mod deposits;
mod manners;
mod matches;
mod orders;
mod parameters;
mod tenants;
