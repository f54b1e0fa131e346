//! Orders expire: the sweeper's work, in bounded pages. The index is its cursor, so a run that dies is simply followed
//! by the next.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Actor, Order, Won, WorkspaceId};
use store::StoreError;
use store::events::Notice;
use store::key::DUE_SHARDS;
use store::orders::Due;

use crate::Pairing;

/// How many due orders one page holds.
const ORDERS_A_PAGE: i32 = 100;
/// How many pages of one shard one run takes.
const PAGES_A_RUN: usize = 50;

/// What a sweep did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    pub expired: usize,
    /// Rows that name an order that cannot be read: a bug, or somebody wrote to the table by hand.
    pub corrupt: usize,
}

impl Pairing {
    /// Expires every order whose deadline and grace have passed.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        for shard in 0..DUE_SHARDS {
            let mut after = "0".to_owned();
            for _ in 0..PAGES_A_RUN {
                let (due, next) = self.store.due(shard, &after, self.now(), ORDERS_A_PAGE).await?;
                self.expire_page(&due, &mut swept).await?;
                match next {
                    Some(next) => after = next,
                    None => break,
                }
            }
        }
        Ok(swept)
    }

    async fn expire_page(&self, due: &[Due], swept: &mut Swept) -> Result<(), StoreError> {
        let mut orders = Vec::new();
        for row in due {
            match self.store.order(row.workspace, row.order).await {
                Ok(order) => orders.extend(order),
                Err(StoreError::Corrupt { key, what }) => {
                    tracing::error!(item.key = key, what, "an order that is due cannot be read; skipped");
                    swept.corrupt += 1;
                }
                Err(error) => return Err(error),
            }
        }
        let now = self.now();
        let changes: Vec<(Order, Order)> = orders
            .into_iter()
            .filter_map(|before| before.expire(Actor::Sweeper, now).map(|after| (before, after)))
            .collect();
        let amounts: BTreeSet<(WorkspaceId, Won)> =
            changes.iter().map(|(before, _)| (before.workspace, before.amount)).collect();
        for (workspace, amount) in &amounts {
            self.store.insure(*workspace, &[*amount]).await;
        }
        let notifying = self.notifying(amounts.iter().map(|(workspace, _)| *workspace)).await?;
        for (before, after) in &changes {
            let tells = notifying.get(&before.workspace).copied().unwrap_or(false);
            let notice = Notice::of(before.workspace, now).order(before.id);
            self.promise(tells, &notice).await?;
            // An order that somebody moved meanwhile is no error.
            if self.store.write_order(before, after).await? {
                self.give(tells, notice, true).await?;
                swept.expired += 1;
            }
        }
        for (workspace, amount) in amounts {
            self.settle(workspace, amount).await?;
        }
        Ok(())
    }

    /// Which of these workspaces want to be told.
    async fn notifying(
        &self,
        workspaces: impl Iterator<Item = WorkspaceId>,
    ) -> Result<BTreeMap<WorkspaceId, bool>, StoreError> {
        let mut notifying = BTreeMap::new();
        for id in workspaces {
            if let std::collections::btree_map::Entry::Vacant(unread) = notifying.entry(id) {
                unread.insert(self.store.workspace(id).await?.is_some_and(|workspace| workspace.notifies()));
            }
        }
        Ok(notifying)
    }
}
