//! What a deposit pays of an order, as one of the two sides keeps it.

use domain::{Actor, Allocation, ClosedSet, Rule, Won};

use crate::Item;
use crate::field::{Fields, Read, counted, instant, word};

/// The format of orders and deposits with allocations or returns.
const FORMAT: u8 = 3;

/// An item that may have allocations, or returns: with either it is of a format of its own.
pub fn fields(item: &Item, format: u8) -> Read<Fields<'_>> {
    let is_whole = !item.contains_key("allocations") && !item.contains_key("returns");
    Fields::of_format(item, if is_whole { format } else { FORMAT })
}

/// The allocations of an item; an empty list does not stand.
pub fn list<W>(fields: &mut Fields<'_>, id: impl Fn(u64) -> Option<W> + Copy) -> Read<Vec<Allocation<W>>> {
    if !fields.has("allocations") {
        return Ok(Vec::new());
    }
    let list = fields.rows("allocations", |mut fields| {
        let allocation = Allocation {
            with: fields.need("w", counted(id))?,
            amount: fields.need("a", counted(Won::new))?,
            at: fields.need("t", instant)?,
            by: fields.need("b", word(Actor::parse))?,
            rule: fields.maybe("r", word(Rule::parse))?,
        };
        fields.close()?;
        Ok(allocation)
    })?;
    if list.is_empty() { Err("allocations are an empty list".to_owned()) } else { Ok(list) }
}
