//! Token buckets: how many calls a caller may make at once, and how many in the long run.
//!
//! The generic cell rate algorithm (ITU-T I.371): one item and one number a caller, the instant until which its calls
//! are accounted for. A call costs one conditional write, and a second one only while the bucket is in use.

use domain::Timestamp;
use domain::time::DAY_MS;

use crate::expression::{Expression, Item, n};
use crate::record::FORMAT;
use crate::transact::Updated;
use crate::{Store, StoreError, key};

/// How far the clocks of two programs may be apart. A bucket whose calls are accounted for until later than a full one
/// could be, and this, was filled before a clock was set back: it begins anew.
const CLOCKS_APART_MS: i64 = 60_000;

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

/// What became of one update: until when the calls were accounted for before it, or are.
enum Spent {
    Yes { before: i64 },
    No { until: i64 },
}

impl Store {
    /// Takes one call out of the bucket of `what`. 1 write unit, 2 while it is in use.
    pub async fn take(&self, what: &str, rate: Rate, now: Timestamp) -> Result<Taken, StoreError> {
        self.take_many(what, rate, 1, now, now).await.map(|(taken, _)| taken)
    }

    /// Takes so many calls out of a bucket, all or none, and tells until when its calls are accounted for. `seen` is
    /// what the caller was told of that before: whoever knows that the bucket is in use pays one write unit.
    pub async fn take_many(
        &self,
        what: &str,
        rate: Rate,
        calls: u32,
        seen: Timestamp,
        now: Timestamp,
    ) -> Result<(Taken, Timestamp), StoreError> {
        let cost = i64::from(calls) * i64::from(rate.every_ms);
        let full = now.ms() + i64::from(rate.burst) * i64::from(rate.every_ms);
        let (latest, impossible) = (full - cost, full + CLOCKS_APART_MS);
        // It ends: the number only grows, past now and then past the latest.
        let mut is_idle = seen <= now;
        loop {
            let spent = match is_idle {
                true => self.spend_idle(what, cost, impossible, now).await?,
                false => self.spend_in_use(what, cost, latest, now).await?,
            };
            match spent {
                Spent::Yes { before } => {
                    let before = if before > impossible { now.ms() } else { before.max(now.ms()) };
                    return Ok((Taken::Yes, Timestamp::from_ms(before + cost)));
                }
                Spent::No { until } if (latest + 1..=impossible).contains(&until) && !is_idle => {
                    return Ok((Taken::No { wait_ms: until - latest }, Timestamp::from_ms(until)));
                }
                Spent::No { .. } => is_idle = !is_idle,
            }
        }
    }

    async fn spend_idle(&self, what: &str, cost: i64, impossible: i64, now: Timestamp) -> Result<Spent, StoreError> {
        let is_idle = "(attribute_not_exists(#spent_until) OR #spent_until <= :now OR #spent_until > :impossible)";
        let idle = Expression::all(&[is_idle])
            .value(":impossible", n(impossible))
            .update("SET #spent_until = :next, #ttl = :ttl, #fmt = :fmt")
            .value(":now", n(now.ms()))
            .value(":next", n(now.ms() + cost));
        self.spend(what, idle, now).await
    }

    /// The number grows from what it is, not from what was read: of two calls at once both count.
    async fn spend_in_use(&self, what: &str, cost: i64, latest: i64, now: Timestamp) -> Result<Spent, StoreError> {
        let in_use = Expression::all(&["#spent_until <= :latest", "#spent_until > :now"])
            .update("SET #spent_until = #spent_until + :cost, #ttl = :ttl, #fmt = :fmt")
            .value(":latest", n(latest))
            .value(":now", n(now.ms()))
            .value(":cost", n(cost));
        self.spend(what, in_use, now).await
    }

    /// One conditional update.
    async fn spend(&self, what: &str, expression: Expression, now: Timestamp) -> Result<Spent, StoreError> {
        let expression = expression.value(":ttl", n(now.plus_ms(DAY_MS).seconds())).value(":fmt", n(FORMAT));
        let until = |item: Option<&Item>| item.and_then(|item| item.get("spent_until")?.as_n().ok()?.parse().ok());
        Ok(match self.update_seeing(&key::bucket(what), &expression).await? {
            Updated::Done(before) => Spent::Yes { before: until(before.as_ref()).unwrap_or(now.ms()) },
            Updated::Refused(stands) => Spent::No { until: until(stands.as_ref()).unwrap_or(now.ms()) },
        })
    }
}
