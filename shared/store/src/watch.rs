//! Watches over phones: which are due, and what was noticed.

use domain::watch::Watch;
use domain::{PhoneId, Timestamp, WorkspaceId};

use crate::expression::{Expression, Item, n, s};
use crate::read::Range;
use crate::record::watch::WatchRecord;
use crate::record::{decode, name_of};
use crate::transact::{PRESENT, Verdict};
use crate::{Store, StoreError, key};

impl Store {
    /// The watch over a phone.
    pub async fn watch(&self, workspace: WorkspaceId, phone: PhoneId) -> Result<Option<Watch>, StoreError> {
        self.get::<WatchRecord>(&key::watch(workspace, phone), true).await?.map(WatchRecord::read).transpose()
    }

    /// The watches that are due, longest due first. A row that cannot be read is left out and logged by its key.
    pub async fn watches_due(&self, now: Timestamp, limit: i32) -> Result<Vec<Watch>, StoreError> {
        let range = Range::Between("0".to_owned(), key::due_before(now.plus_ms(1)));
        let (items, _) = self.query(Some("GSI3"), key::WATCH_DUE, &range, true, Some(limit), None).await?;
        let read = |item: Item| {
            let name = name_of(&item);
            let watch = decode::<WatchRecord>(item).and_then(WatchRecord::read);
            watch.inspect_err(|error| tracing::error!(item.key = name, %error, "a watch cannot be read; skipped")).ok()
        };
        Ok(items.into_iter().filter_map(read).collect())
    }

    /// Writes what a look noticed. `false`: somebody looked since, or the phone is gone.
    pub async fn write_watch(&self, before: &Watch, after: &Watch) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(before.version));
        let verdict = self.transact(vec![self.rewrite(&WatchRecord::of(after), &as_read)?]).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<WatchRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// Ends a watch: its phone is gone.
    pub async fn end_watch(&self, watch: &Watch) -> Result<(), StoreError> {
        self.remove(&key::watch(watch.workspace, watch.phone)).await
    }

    /// A phone is to be looked at now: it was heard of again, or is waited for in another way. A look that is under way
    /// is refused by the version: it may have read what was before.
    pub async fn look_at_phone(
        &self,
        workspace: WorkspaceId,
        phone: PhoneId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let soon = Expression::all(&[PRESENT])
            .update("SET #GSI3SK = :now, #version = #version + :one")
            .value(":one", n(1))
            .value(":now", s(key::watch_due(now, workspace, phone)));
        self.update_one(&key::watch(workspace, phone), &soon).await.map(drop)
    }
}
