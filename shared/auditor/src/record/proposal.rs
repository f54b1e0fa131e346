//! Proposals that a person rejected.

use domain::Actor;

use crate::Item;
use crate::field::{Fields, Read, instant, number, word};

/// Reads it, as far as it can be wrong.
pub fn rejected(item: &Item) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("rejected_by", word(|by| Actor::parse(by).map(|_| ())))?;
    fields.need("rejected_at", instant)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}
