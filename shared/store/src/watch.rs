//! Watches over phones: which are due, and what was noticed.

use domain::watch::Watch;
use domain::{PhoneId, Timestamp, WorkspaceId};

use crate::due::DuePage;
use crate::expression::{Expression, Item, n, s};
use crate::record::decode;
use crate::record::watch::WatchRecord;
use crate::transact::{PRESENT, Verdict};
use crate::{Store, StoreError, key};

impl Store {
    /// The watch over a phone.
    pub async fn watch(&self, workspace: WorkspaceId, phone: PhoneId) -> Result<Option<Watch>, StoreError> {
        self.get::<WatchRecord>(&key::watch(workspace, phone), true).await?.map(WatchRecord::read).transpose()
    }

    /// A page of the watches that are due, from the sort key `after` on, longest due first.
    pub async fn watches_due(&self, after: &str, now: Timestamp, limit: i32) -> Result<DuePage<Watch>, StoreError> {
        let before = key::due_before(now.plus_ms(1));
        let read = |item: Item| decode::<WatchRecord>(item).and_then(WatchRecord::read);
        self.due_page(key::WATCH_DUE, (after, before), limit, read).await
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
