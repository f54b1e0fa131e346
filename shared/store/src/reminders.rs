//! Reminders: who wants to be mailed of deposits that wait for a person, and which are due.

use domain::reminder::Reminder;
use domain::{Timestamp, UserId, WorkspaceId};

use crate::expression::{Expression, Item, n};
use crate::read::Range;
use crate::record::reminder::ReminderRecord;
use crate::record::{decode, name_of};
use crate::transact::Verdict;
use crate::{Store, StoreError, key};

impl Store {
    /// The reminder of a member; `None`: they want none.
    pub async fn reminder(&self, workspace: WorkspaceId, user: UserId) -> Result<Option<Reminder>, StoreError> {
        self.get::<ReminderRecord>(&key::reminder(workspace, user), true).await?.map(ReminderRecord::read).transpose()
    }

    /// The reminders that are due, longest due first, and whether that is all of them. A row that cannot be read is
    /// left out and logged by its key.
    pub async fn reminders_due(&self, now: Timestamp, limit: i32) -> Result<(Vec<Reminder>, bool), StoreError> {
        let range = Range::Between("0".to_owned(), key::due_before(now.plus_ms(1)));
        let (items, more) = self.query(Some("GSI3"), key::REMINDER_DUE, &range, true, Some(limit), None).await?;
        let read = |item: Item| {
            let name = name_of(&item);
            let reminder = decode::<ReminderRecord>(item).and_then(ReminderRecord::read);
            reminder
                .inspect_err(|error| tracing::error!(item.key = name, %error, "a reminder is not read; skipped"))
                .ok()
        };
        Ok((items.into_iter().filter_map(read).collect(), more.is_none()))
    }

    /// Switches a reminder on, or writes one anew.
    pub async fn begin_reminder(&self, reminder: &Reminder) -> Result<(), StoreError> {
        let write = self.rewrite(&ReminderRecord::of(reminder), &Expression::default())?;
        self.transact(vec![write]).await.map(drop)
    }

    /// Writes what a look found. `false`: somebody wrote it since, or it is gone.
    pub async fn write_reminder(&self, before: &Reminder, after: &Reminder) -> Result<bool, StoreError> {
        let as_read = Expression::all(&["#version = :version"]).value(":version", n(before.version));
        let write = self.rewrite(&ReminderRecord::of(after), &as_read)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Switches a reminder off.
    pub async fn end_reminder(&self, workspace: WorkspaceId, user: UserId) -> Result<(), StoreError> {
        self.remove(&key::reminder(workspace, user)).await
    }
}
