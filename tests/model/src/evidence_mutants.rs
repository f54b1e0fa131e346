//! The mutants of what the evidence asks for.
