//! Orders expire: the sweeper's work.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Actor, Looks, Order, OrderId, Timestamp, Won, Workspace, WorkspaceId};
use store::StoreError;
use store::events::Notice;
use store::key::DUE_SHARDS;
use store::orders::DueOrder;

use crate::Pairing;
use crate::passes::{Pass, PassReport, ROWS_A_PAGE, Walk};

impl Pairing {
    /// Expires every order whose deadline and grace have passed, and begins no page after `until`.
    pub async fn expire_due(&self, until: Timestamp) -> PassReport {
        let mut walk = Walk::begin(self, Pass::Orders, DUE_SHARDS, until);
        while let Some((shard, after)) = walk.next_page() {
            let page = self.store.orders_due(shard, &after, self.now(), ROWS_A_PAGE).await;
            let due = walk.took(shard, page);
            self.expire_page(due, &mut walk.report).await;
        }
        walk.end()
    }

    async fn expire_page(&self, due: Vec<DueOrder>, report: &mut PassReport) {
        let reads = due.into_iter().map(|row| (order_name(row.workspace, row.order), self.clone().due_order(row)));
        let (read, now) = (report.work(reads).await, self.now());
        let expired = |before: Order| before.expire(Actor::Sweeper, now).map(|after| (before, after));
        let changes: Vec<(Order, Order)> = read.into_iter().flatten().filter_map(expired).collect();
        let mut touched: BTreeMap<(WorkspaceId, Won), Looks> = BTreeMap::new();
        for (workspace, waited) in changes.iter().filter_map(|(before, _)| Some((before.workspace, before.waiting()?)))
        {
            let looks = touched.entry((workspace, waited.amount)).or_default();
            *looks = std::mem::take(looks).and(Looks::of(&waited));
        }
        let name = |(workspace, amount): (WorkspaceId, Won)| format!("workspace {workspace}, {} won", amount.get());
        report.work(touched.clone().into_iter().map(|(at, looks)| (name(at), self.clone().insured(at, looks)))).await;
        let ids: BTreeSet<WorkspaceId> = changes.iter().map(|(before, _)| before.workspace).collect();
        let shops = report.work(ids.into_iter().map(|id| (format!("workspace {id}"), self.clone().shop(id)))).await;
        let shops: BTreeMap<WorkspaceId, Option<Workspace>> = shops.into_iter().collect();
        let writes = changes.into_iter().filter_map(|(before, after)| {
            // An order whose workspace could not be read waits for a later run.
            let (shop, name) = (shops.get(&before.workspace)?.clone(), order_name(before.workspace, before.id));
            Some((name, self.clone().write_expired(before, after, shop, now)))
        });
        let written = report.work(writes).await;
        report.done += written.into_iter().filter(|written| *written).count();
        report.work(touched.into_iter().map(|(at, looks)| (name(at), self.clone().settled(at, looks)))).await;
    }

    async fn due_order(self, row: DueOrder) -> Result<Option<Order>, StoreError> {
        self.store.order(row.workspace, row.order).await
    }

    async fn insured(self, (workspace, amount): (WorkspaceId, Won), looks: Looks) -> Result<bool, StoreError> {
        Ok(self.store.insure(workspace, &[(amount, looks)]).await)
    }

    /// `false`: somebody moved the order meanwhile, which is no error.
    async fn write_expired(
        self,
        before: Order,
        after: Order,
        shop: Option<Workspace>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let tells = shop.as_ref().map(Workspace::audience).unwrap_or_default();
        // Money that came late waits until its order has expired.
        if let Some(shop) = shop.filter(|shop| shop.settings.policies.late.is_some()) {
            self.expect_policies_of_payer(&shop, before.id).await;
        }
        let notice = Notice::of(before.workspace, now).order(before.id);
        self.promise(tells, &notice).await?;
        let written = self.store.write_order(&before, &after).await?;
        if written {
            self.give(tells, notice, true).await?;
        }
        Ok(written)
    }

    async fn settled(self, (workspace, amount): (WorkspaceId, Won), looks: Looks) -> Result<(), StoreError> {
        self.settle(workspace, amount, looks).await.map(drop)
    }

    /// `None`: the workspace is deleted.
    async fn shop(self, id: WorkspaceId) -> Result<(WorkspaceId, Option<Workspace>), StoreError> {
        Ok((id, self.store.workspace(id).await?))
    }
}

/// What an order is called in the log.
fn order_name(workspace: WorkspaceId, order: OrderId) -> String {
    format!("workspace {workspace}, order {order}")
}
