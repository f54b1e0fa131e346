//! What a deposit pays of an order, inside both items, short: `w` the other side's id, `a` the amount, `t` when, `b` by
//! whom, `r` by which rule (absent: by hand).

use domain::{Actor, Allocation, ClosedSet, Rule, Timestamp, Won};
use serde::{Deserialize, Serialize};

use super::Reader;
use crate::StoreError;

/// The format of orders and deposits with allocations: a program that knows none would lose them.
pub const FORMAT: u8 = 3;

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct AllocationRecord {
    w: u64,
    a: u64,
    t: i64,
    b: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<String>,
}

impl AllocationRecord {
    /// `id`: the number of the other side.
    pub fn list<W: Copy>(allocations: &[Allocation<W>], id: impl Fn(W) -> u64) -> Vec<Self> {
        let of = |allocation: &Allocation<W>| Self {
            w: id(allocation.with),
            a: allocation.amount.get(),
            t: allocation.at.ms(),
            b: allocation.by.code(),
            r: allocation.rule.map(|rule| rule.code().to_owned()),
        };
        allocations.iter().map(of).collect()
    }

    /// The allocations of an item. What they, and what was `returned`, leave of its `amount` must be what `left` says;
    /// without either, it says nothing.
    pub fn read<W>(
        records: Vec<Self>,
        (amount, returned, left): (u64, u64, Option<u64>),
        id: impl Fn(u64) -> Option<W>,
        reader: &Reader<'_>,
    ) -> Result<Vec<Allocation<W>>, StoreError> {
        let one = |record: Self| {
            Some(Allocation {
                with: id(record.w)?,
                amount: Won::new(record.a)?,
                at: Timestamp::from_ms(record.t),
                by: Actor::parse(&record.b)?,
                rule: record.r.as_deref().map(|rule| Rule::parse(rule).ok_or(())).transpose().ok()?,
            })
        };
        let allocations = reader.need("allocations", records.into_iter().map(one).collect::<Option<Vec<_>>>())?;
        let taken = domain::allocation::sum(&allocations) + returned;
        let due = (taken > 0).then(|| amount.checked_sub(taken));
        // The outer `None`: nothing is taken; the inner: more than there is.
        let fits = due.is_none_or(|due| due.is_some()) && due.flatten() == left;
        reader.need("allocations", fits.then_some(allocations))
    }
}
