//! What a sum reads: the newest orders and deposits back to an instant, and what is open right now. Every read is
//! bounded and says so when it stopped; nothing is counted on the way of an order or a deposit, whose writes would cost
//! more.

use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Deposit, Order, OrderStatus, Timestamp, WorkspaceId};
use serde::de::DeserializeOwned;

use crate::read::Range;
use crate::record::decode;
use crate::record::deposit::DepositRecord;
use crate::record::order::OrderRecord;
use crate::{Store, StoreError, key};

/// How many orders, and how many deposits, the sums of some days read at most.
pub const ROWS_A_SUM: usize = 10_000;
/// How many open orders, and how many unmatched deposits, are counted at most.
pub const ROWS_COUNTED: usize = 1_000;
/// How many rows are asked for first: enough for most shops' two weeks.
const ROWS_FIRST: i32 = 250;
/// How many rows are asked for at once after that; DynamoDB ends a page at 1 MB, too.
const ROWS_AT_ONCE: i32 = 2_000;
/// One more than are counted, which tells whether there are more.
const OPEN_AT_ONCE: i32 = 1_001;
/// An id is given a moment before its item is written, so that ids and times may be out of step by a slow call.
pub(crate) const SLOW_CALL_MS: i64 = 10 * MINUTE_MS;
/// A deposit may be told to be made up to a day after it was recorded.
pub(crate) const AHEAD_MS: i64 = DAY_MS;

/// The newest rows of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recent<T> {
    pub rows: Vec<T>,
    /// All that happened from here on was read. `None`: all there is.
    pub whole_from: Option<Timestamp>,
}

/// Some rows of an index, and whether there are more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Open<T> {
    pub rows: Vec<T>,
    pub more: bool,
}

impl Store {
    /// The orders that were placed since an instant, and perhaps some older ones, newest first.
    pub async fn orders_since(&self, workspace: WorkspaceId, since: Timestamp) -> Result<Recent<Order>, StoreError> {
        let pk = key::orders(workspace);
        self.since(&pk, since.plus_ms(-SLOW_CALL_MS), SLOW_CALL_MS, OrderRecord::read, |order| order.created_at).await
    }

    /// The deposits that were made since an instant, and perhaps some older ones, newest first.
    pub async fn deposits_since(
        &self,
        workspace: WorkspaceId,
        since: Timestamp,
    ) -> Result<Recent<Deposit>, StoreError> {
        let (pk, early) = (key::deposits(workspace), SLOW_CALL_MS + AHEAD_MS);
        self.since(&pk, since.plus_ms(-early), early, DepositRecord::read, |deposit| deposit.created_at).await
    }

    /// Rows from the newest down to the first that was written before `floor`: the first page as it is now, so that
    /// what was just done is in the sum, those below as they were a moment ago. `early`: how long before the moment
    /// that it counts for a row may have been written.
    async fn since<R: DeserializeOwned, T>(
        &self,
        pk: &str,
        floor: Timestamp,
        early: i64,
        read: impl Fn(R) -> Result<T, StoreError>,
        written: impl Fn(&T) -> Timestamp,
    ) -> Result<Recent<T>, StoreError> {
        let (mut rows, mut start) = (Vec::new(), None);
        loop {
            let (everything, is_first) = (Range::Prefix(String::new()), start.is_none());
            let at_once = if is_first { ROWS_FIRST } else { ROWS_AT_ONCE };
            let (items, more) = self.query_at((None, is_first), pk, &everything, false, Some(at_once), start).await?;
            for item in items {
                let row = read(decode(item)?)?;
                if rows.len() == ROWS_A_SUM {
                    return Ok(Recent { rows, whole_from: Some(written(&row).plus_ms(early)) });
                }
                let at = written(&row);
                rows.push(row);
                if at < floor {
                    return Ok(Recent { rows, whole_from: Some(at.plus_ms(early)) });
                }
            }
            start = more;
            if start.is_none() {
                return Ok(Recent { rows, whole_from: None });
            }
        }
    }

    /// Orders that wait, as their index has them: it may lag a second, and knows them by stored status.
    pub async fn pending_orders(&self, workspace: WorkspaceId) -> Result<Open<Order>, StoreError> {
        self.open(&key::orders_by_status(workspace, OrderStatus::Pending), OrderRecord::read).await
    }

    /// Whether an order waits, as their index has it: one read, however many do.
    pub async fn an_order_waits(&self, workspace: WorkspaceId) -> Result<bool, StoreError> {
        let (pk, any) = (key::orders_by_status(workspace, OrderStatus::Pending), Range::Prefix(String::new()));
        let (items, _) = self.query(Some("GSI1"), &pk, &any, false, Some(1), None).await?;
        Ok(!items.is_empty())
    }

    /// Deposits that are not matched, as their index has them: it may lag a second.
    pub async fn unmatched_deposits(&self, workspace: WorkspaceId) -> Result<Open<Deposit>, StoreError> {
        self.open(&key::deposits_unmatched(workspace), DepositRecord::read).await
    }

    async fn open<R: DeserializeOwned, T>(
        &self,
        pk: &str,
        read: impl Fn(R) -> Result<T, StoreError>,
    ) -> Result<Open<T>, StoreError> {
        let (mut rows, mut start) = (Vec::new(), None);
        loop {
            let everything = Range::Prefix(String::new());
            let (items, more) = self.query(Some("GSI1"), pk, &everything, false, Some(OPEN_AT_ONCE), start).await?;
            for item in items {
                if rows.len() == ROWS_COUNTED {
                    return Ok(Open { rows, more: true });
                }
                rows.push(read(decode(item)?)?);
            }
            start = more;
            if start.is_none() {
                return Ok(Open { rows, more: false });
            }
        }
    }
}
