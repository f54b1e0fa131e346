//! Retention: which passes are due, the rows of one page, and what is forgotten. Every write is conditioned on what was
//! read, so that a pass never brings back what was deleted meanwhile.

use domain::{AuditEntry, Deposit, Order, Retention, Timestamp, Workspace, WorkspaceId};
use serde::de::DeserializeOwned;

use crate::due::DuePage;
use crate::expression::{Expression, Item, n};
use crate::key::Key;
use crate::read::Range;
use crate::record::deposit::DepositRecord;
use crate::record::intake::MessageRecord;
use crate::record::order::OrderRecord;
use crate::record::retention::RetentionRecord;
use crate::record::workspace::WorkspaceRecord;
use crate::record::{decode, name_of};
use crate::transact::Verdict;
use crate::{Store, StoreError, key};

/// How many pages of old messages one page of a pass reads: a few of them may be kept, whose phone's clock was behind.
const PAGES_OF_MESSAGES: usize = 5;

/// A page of a pass: rows, and the id after which there are more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OldRows<T> {
    pub rows: Vec<T>,
    pub more: Option<u64>,
}

impl Store {
    /// Writes a workspace whose retention changed, and with it the pass that begins or ends. `false`: somebody wrote
    /// the workspace since it was read.
    pub async fn write_retention_setting(
        &self,
        after: &Workspace,
        now: Timestamp,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let pass = match after.settings.retention_days {
            Some(_) => {
                let begun = RetentionRecord::of(&Retention::begin(after.id, now));
                self.rewrite(&begun, &Expression::default())?
            }
            None => self.delete(&key::retention(after.id), &Expression::default())?,
        };
        let writes = vec![self.rewrite(&WorkspaceRecord::of(after), &unchanged)?, pass];
        let verdict = self.transact_audited(writes, audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<WorkspaceRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// A page of the passes whose next page is due, from the sort key `after` on, longest due first. The index may lag:
    /// a pass that moved on since is refused by its version.
    pub async fn retentions_due(
        &self,
        after: &str,
        now: Timestamp,
        limit: i32,
    ) -> Result<DuePage<Retention>, StoreError> {
        let before = key::due_before(now.plus_ms(1));
        let read = |item: Item| decode::<RetentionRecord>(item).and_then(RetentionRecord::read);
        self.due_page(key::RETENTION_DUE, (after, before), limit, read).await
    }

    /// Moves a pass on. `false`: somebody moved it since, or it is gone.
    pub async fn write_retention(&self, before: &Retention, after: &Retention) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(before.version));
        let write = self.rewrite(&RetentionRecord::of(after), &as_read)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Ends a pass: its workspace keeps everything now.
    pub async fn end_retention(&self, pass: &Retention) -> Result<(), StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(pass.version));
        let write = self.delete(&key::retention(pass.workspace), &as_read)?;
        self.transact(vec![write]).await.map(drop)
    }

    /// Orders that were placed before `cutoff`, with an id above `after`, oldest first.
    pub async fn old_orders(
        &self,
        workspace: WorkspaceId,
        after: u64,
        cutoff: Timestamp,
        limit: i32,
    ) -> Result<OldRows<Order>, StoreError> {
        let placed = |order: &Order| order.created_at;
        self.old_rows(&key::orders(workspace), after, cutoff, limit, OrderRecord::read, placed).await
    }

    /// Deposits that were recorded before `cutoff`, with an id above `after`, oldest first.
    pub async fn old_deposits(
        &self,
        workspace: WorkspaceId,
        after: u64,
        cutoff: Timestamp,
        limit: i32,
    ) -> Result<OldRows<Deposit>, StoreError> {
        let recorded = |deposit: &Deposit| deposit.created_at;
        self.old_rows(&key::deposits(workspace), after, cutoff, limit, DepositRecord::read, recorded).await
    }

    /// A row that cannot be read is left out and logged by its key.
    async fn old_rows<R: DeserializeOwned, T>(
        &self,
        pk: &str,
        after: u64,
        cutoff: Timestamp,
        limit: i32,
        read: impl Fn(R) -> Result<T, StoreError>,
        made: impl Fn(&T) -> Timestamp,
    ) -> Result<OldRows<T>, StoreError> {
        let range = Range::Between(key::wide(after + 1), key::wide(domain::id::MAX));
        let (items, more) = self.query(None, pk, &range, true, Some(limit), None).await?;
        let id = |item: &Item| item.get("id").and_then(|id| id.as_n().ok()).and_then(|id| id.parse().ok());
        let mut old = OldRows { rows: Vec::new(), more: more.and_then(|_| items.last().and_then(id)) };
        for item in items {
            let name = name_of(&item);
            match decode(item).and_then(&read) {
                // Ids grow with time: what follows is younger.
                Ok(row) if made(&row) >= cutoff => return Ok(OldRows { more: None, ..old }),
                Ok(row) => old.rows.push(row),
                Err(error) => tracing::error!(item.key = name, %error, "an old row cannot be read; skipped"),
            }
        }
        Ok(old)
    }

    /// Writes a deposit whose message was forgotten. `false`: somebody wrote the deposit since it was read.
    pub async fn write_forgotten(&self, before: &Deposit, after: &Deposit) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(before.version));
        let write = self.rewrite(&DepositRecord::of(after), &as_read)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// The keys of messages that were kept before `cutoff`, oldest first, at most `limit`.
    pub async fn old_messages(
        &self,
        workspace: WorkspaceId,
        cutoff: Timestamp,
        limit: usize,
    ) -> Result<Vec<Key>, StoreError> {
        // A phone's clock may be a day ahead: such a message goes a day later.
        let range = Range::Between("0".to_owned(), key::messages_before(cutoff));
        let (records, _) =
            self.query_all::<MessageRecord>(&key::messages(workspace), &range, PAGES_OF_MESSAGES).await?;
        let old = records.into_iter().filter(|record| record.created_at < cutoff.ms());
        Ok(old.take(limit).map(|record| record.key()).collect())
    }

    /// Forgets a message.
    pub async fn forget_message(&self, key: &Key) -> Result<(), StoreError> {
        self.remove(key).await
    }
}
