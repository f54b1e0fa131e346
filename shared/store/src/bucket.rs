//! Token buckets: how many calls a caller may make at once, and how many in the long run.
//!
//! The generic cell rate algorithm (ITU-T I.371): one item and one number a caller, the instant until which its calls
//! are accounted for. A call costs one conditional write, and a second one only while the bucket is in use.

use domain::Timestamp;
use domain::time::DAY_MS;

use crate::expression::{Expression, n};
use crate::record::FORMAT;
use crate::{Store, StoreError, key};

/// The size of a bucket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// Calls at once.
    pub burst: u32,
    /// Milliseconds until one call more is allowed.
    pub every_ms: u32,
}

/// What a bucket says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Taken {
    Yes,
    /// It is empty: the next call is allowed in so many milliseconds.
    No {
        wait_ms: i64,
    },
}

impl Store {
    /// Takes one call out of the bucket of `what`. 1 write unit, 2 while it is in use.
    pub async fn take(&self, what: &str, rate: Rate, now: Timestamp) -> Result<Taken, StoreError> {
        let every = i64::from(rate.every_ms);
        let idle = Expression::all(&["(attribute_not_exists(#spent_until) OR #spent_until <= :now)"])
            .update("SET #spent_until = :next, #ttl = :ttl, #fmt = :fmt")
            .value(":now", n(now.ms()))
            .value(":next", n(now.ms() + every));
        if self.spend(what, idle, now).await?.is_none() {
            return Ok(Taken::Yes);
        }
        // In use, the number grows from what it is, not from what was read: of two calls at once both count.
        let latest = now.ms() + (i64::from(rate.burst) - 1) * every;
        let in_use = Expression::all(&["#spent_until <= :latest"])
            .update("SET #spent_until = #spent_until + :every, #ttl = :ttl, #fmt = :fmt")
            .value(":latest", n(latest))
            .value(":every", n(every));
        Ok(match self.spend(what, in_use, now).await? {
            None => Taken::Yes,
            Some(spent_until) => Taken::No { wait_ms: (spent_until - latest).max(1) },
        })
    }

    /// One conditional update. `Some`: it was refused, and the calls are accounted for until then.
    async fn spend(&self, what: &str, expression: Expression, now: Timestamp) -> Result<Option<i64>, StoreError> {
        let expression = expression.value(":ttl", n(now.plus_ms(DAY_MS).seconds())).value(":fmt", n(FORMAT));
        let Some(stands) = self.update_one(&key::bucket(what), &expression).await? else { return Ok(None) };
        let spent_until = stands.as_ref().and_then(|item| item.get("spent_until")?.as_n().ok()?.parse().ok());
        Ok(Some(spent_until.unwrap_or(now.ms())))
    }
}
