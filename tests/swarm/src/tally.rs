//! What the seeds did, counted: a swarm that does nothing finds nothing.

use std::collections::BTreeMap;

/// Counts by name.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Tally(pub BTreeMap<String, u64>);

impl Tally {
    pub fn count(&mut self, what: &str) {
        self.count_many(what, 1);
    }

    pub fn count_many(&mut self, what: &str, many: u64) {
        match self.0.get_mut(what) {
            Some(count) => *count += many,
            None => drop(self.0.insert(what.to_owned(), many)),
        }
    }

    pub fn of(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(what, many)| self.count_many(what, *many));
    }
}
