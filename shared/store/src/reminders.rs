//! Reminders: who wants to be mailed of what, which are due, and what there is to be mailed of.

use domain::phone::{PHONES_MAX, PhoneStatus};
use domain::reminder::{Reminder, held, held_since, kind_of_held};
use domain::time::DAY_MS;
use domain::{Order, OrderState, OrderStatus, ReminderKind, Timestamp, UserId, Workspace, WorkspaceId};

use crate::due::DuePage;
use crate::expression::{Expression, Item, n};
use crate::orders::OrderFilter;
use crate::record::decode;
use crate::record::reminder::ReminderRecord;
use crate::transact::Verdict;
use crate::{Store, StoreError, key};

/// How many of the newest paid orders are looked at.
const ORDERS_LOOKED_AT: usize = 100;

impl Store {
    /// What there is of these kinds, and since when: deposits that wait for a person now, phones that are silent now,
    /// and orders that were paid in the last day.
    pub async fn news(
        &self,
        of: &Workspace,
        kinds: &[ReminderKind],
        now: Timestamp,
    ) -> Result<Vec<(ReminderKind, Timestamp)>, StoreError> {
        let wants = |kind: ReminderKind| kinds.contains(&kind);
        let mut news = Vec::new();
        if wants(ReminderKind::Deposits) || wants(ReminderKind::Reversals) {
            let (deposits, window) = (self.unmatched_deposits(of.id).await?.rows, of.settings.match_window_days);
            let held = held(&deposits, window, now).map(|one| (kind_of_held(one), held_since(one, window)));
            news.extend(held.filter(|(kind, _)| wants(*kind)));
        }
        if wants(ReminderKind::Phones) {
            for phone in self.phones(of.id, None, PHONES_MAX).await?.rows {
                let last = self.watch(of.id, phone.id).await?.and_then(|watch| watch.turns.last().copied());
                let silent = last.filter(|turn| turn.status == PhoneStatus::Silent);
                news.extend(silent.map(|turn| (ReminderKind::Phones, turn.at)));
            }
        }
        if wants(ReminderKind::Orders) {
            let matched = OrderFilter { status: Some(OrderStatus::Matched), ..OrderFilter::default() };
            let paid = self.orders(of.id, &matched, None, ORDERS_LOOKED_AT, now).await?.rows;
            let when = |order: &Order| if let OrderState::Matched { at, .. } = order.state { Some(at) } else { None };
            let lately = paid.iter().filter_map(when).filter(|at| *at > now.plus_ms(-DAY_MS));
            news.extend(lately.map(|at| (ReminderKind::Orders, at)));
        }
        Ok(news)
    }

    /// The reminder of a member; `None`: they want none.
    pub async fn reminder(&self, workspace: WorkspaceId, user: UserId) -> Result<Option<Reminder>, StoreError> {
        self.get::<ReminderRecord>(&key::reminder(workspace, user), true).await?.map(ReminderRecord::read).transpose()
    }

    /// A page of the reminders that are due, from the sort key `after` on, longest due first.
    pub async fn reminders_due(
        &self,
        after: &str,
        now: Timestamp,
        limit: i32,
    ) -> Result<DuePage<Reminder>, StoreError> {
        let before = key::due_before(now.plus_ms(1));
        let read = |item: Item| decode::<ReminderRecord>(item).and_then(ReminderRecord::read);
        self.due_page(key::REMINDER_DUE, (after, before), limit, read).await
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
