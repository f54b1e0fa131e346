//! Retention: after how long raw messages and the fields of customers are forgotten, and where the daily pass over a
//! workspace stands. What may be forgotten is decided by [`Order::forget`](crate::Order::forget) and
//! [`Deposit::forget`](crate::Deposit::forget).
//!
//! A pass begins with the first order every day: an order that still waited yesterday, or whose memo was written
//! anew, is not passed by for good. Nothing that pairing reads is ever forgotten: amounts, payers' names, name keys,
//! guards.

use crate::time::DAY_MS;
use crate::{Timestamp, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// How long after one pass the next begins, in milliseconds.
pub const PASS_EVERY_MS: i64 = DAY_MS;

/// What a pass is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Stage {
    Orders,
    Deposits,
    Messages,
}

impl Stage {
    fn next(self) -> Option<Self> {
        match self {
            Self::Orders => Some(Self::Deposits),
            Self::Deposits => Some(Self::Messages),
            Self::Messages => None,
        }
    }
}

/// Where the pass over a workspace stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retention {
    pub workspace: WorkspaceId,
    pub stage: Stage,
    /// The last id that the pass has seen in this stage.
    pub after: u64,
    /// When the next page is due.
    pub due_at: Timestamp,
    /// Counts the writes of this item.
    pub version: u64,
}

impl Retention {
    /// A pass that begins now.
    pub fn begin(workspace: WorkspaceId, now: Timestamp) -> Self {
        Self { workspace, stage: Stage::Orders, after: 0, due_at: now, version: 1 }
    }

    /// The pass after a page: on with the stage after id `more`; with `None`, on to the next stage, or to tomorrow's
    /// pass.
    pub fn after_page(&self, more: Option<u64>, now: Timestamp) -> Self {
        let (stage, after, due_at) = match (more, self.stage.next()) {
            (Some(after), _) => (self.stage, after, now),
            (None, Some(next)) => (next, 0, now),
            (None, None) => (Stage::Orders, 0, now.plus_ms(PASS_EVERY_MS)),
        };
        Self { workspace: self.workspace, stage, after, due_at, version: self.version + 1 }
    }
}

/// What came before this instant has stayed for `days` days.
pub fn cutoff(days: u16, now: Timestamp) -> Timestamp {
    now.plus_ms(-i64::from(days) * DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_goes_page_by_page_through_its_stages_and_comes_again_tomorrow() {
        let (workspace, now) = (WorkspaceId::new(1).unwrap(), Timestamp::from_ms(1_700_000_000_000));
        let mut pass = Retention::begin(workspace, now);
        let mut seen = Vec::new();
        for more in [Some(100), None, None, Some(5), None] {
            pass = pass.after_page(more, now);
            seen.push((pass.stage, pass.after, pass.due_at.ms() - now.ms()));
        }
        let expected = [
            (Stage::Orders, 100, 0),
            (Stage::Deposits, 0, 0),
            (Stage::Messages, 0, 0),
            (Stage::Messages, 5, 0),
            (Stage::Orders, 0, DAY_MS),
        ];
        assert_eq!((seen.as_slice(), pass.version), (expected.as_slice(), 6));
    }
}
