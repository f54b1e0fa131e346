//! Orders expire: the sweeper's work, in bounded pages. The index is its cursor, so a run that dies is simply followed
//! by the next.

use std::collections::{BTreeMap, BTreeSet};

use domain::time::MINUTE_MS;
use domain::{Actor, Looks, Order, Timestamp, Won, Workspace, WorkspaceId};
use store::StoreError;
use store::events::Notice;
use store::key::DUE_SHARDS;
use store::orders::Due;

use tokio::task::JoinSet;

use crate::Pairing;

/// How many due orders one page holds.
const ORDERS_A_PAGE: i32 = 100;
/// How many pages of one shard one run takes.
const PAGES_A_RUN: usize = 50;
/// After how long a run leaves the rest to the next one, in milliseconds: well before its Lambda is stopped, which has
/// more to do than this.
const RUN_FOR_MS: i64 = 30_000;
/// How many requests are under way at once. One after the other, the round trips alone would take half an hour for a
/// hundred thousand orders; more at once would come near to what one partition takes.
const SIDE_BY_SIDE: usize = 16;

/// What stands where the index says that an order is due.
enum Read {
    Order(Box<Order>),
    Gone,
    Corrupt,
}

/// What a sweep did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    pub expired: usize,
    /// Rows that name an order that cannot be read: a bug, or somebody wrote to the table by hand.
    pub corrupt: usize,
    /// When the oldest of what was due fell due.
    pub oldest: Option<Timestamp>,
}

impl Pairing {
    /// Expires every order whose deadline and grace have passed, as far as one run comes.
    pub async fn sweep(&self) -> Result<Swept, StoreError> {
        let (mut swept, began) = (Swept::default(), self.now());
        // Each minute begins elsewhere, so that no shard waits for the others to be empty.
        let first = began.ms().div_euclid(MINUTE_MS).unsigned_abs();
        for shard in (0..DUE_SHARDS).map(|nth| (first + nth) % DUE_SHARDS) {
            let mut after = "0".to_owned();
            for _ in 0..PAGES_A_RUN {
                if self.now().ms() - began.ms() > RUN_FOR_MS {
                    return Ok(swept);
                }
                let (due, next) = self.store.due(shard, &after, self.now(), ORDERS_A_PAGE).await?;
                self.expire_page(due, &mut swept).await?;
                match next {
                    Some(next) => after = next,
                    None => break,
                }
            }
        }
        Ok(swept)
    }

    async fn expire_page(&self, due: Vec<Due>, swept: &mut Swept) -> Result<(), StoreError> {
        let oldest = due.iter().map(|row| row.since).min();
        swept.oldest = swept.oldest.into_iter().chain(oldest).min();
        let read = side_by_side(due.into_iter().map(|row| self.clone().due_order(row))).await?;
        swept.corrupt += read.iter().filter(|read| matches!(read, Read::Corrupt)).count();
        let now = self.now();
        let changes: Vec<(Order, Order)> = read
            .into_iter()
            .filter_map(|read| match read {
                Read::Order(before) => before.expire(Actor::Sweeper, now).map(|after| (*before, after)),
                Read::Gone | Read::Corrupt => None,
            })
            .collect();
        let mut touched: BTreeMap<(WorkspaceId, Won), Looks> = BTreeMap::new();
        for (workspace, waited) in changes.iter().filter_map(|(before, _)| Some((before.workspace, before.waiting()?)))
        {
            let looks = touched.entry((workspace, waited.amount)).or_default();
            *looks = std::mem::take(looks).and(Looks::of(&waited));
        }
        side_by_side(touched.clone().into_iter().map(|(at, looks)| self.clone().insured(at, looks))).await?;
        let shops = self.shops_of(touched.keys().map(|(workspace, _)| *workspace)).await?;
        let written = side_by_side(changes.into_iter().map(|(before, after)| {
            let shop = shops.get(&before.workspace).cloned();
            self.clone().write_expired(before, after, shop, now)
        }));
        swept.expired += written.await?.into_iter().filter(|written| *written).count();
        side_by_side(touched.into_iter().map(|(at, looks)| self.clone().settled(at, looks))).await?;
        Ok(())
    }

    async fn due_order(self, row: Due) -> Result<Read, StoreError> {
        match self.store.order(row.workspace, row.order).await {
            Ok(Some(order)) => Ok(Read::Order(Box::new(order))),
            Ok(None) => Ok(Read::Gone),
            Err(StoreError::Corrupt { key, what }) => {
                tracing::error!(item.key = key, what, "an order that is due cannot be read; skipped");
                Ok(Read::Corrupt)
            }
            Err(error) => Err(error),
        }
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

    /// These workspaces.
    async fn shops_of(
        &self,
        workspaces: impl Iterator<Item = WorkspaceId>,
    ) -> Result<BTreeMap<WorkspaceId, Workspace>, StoreError> {
        let mut shops = BTreeMap::new();
        for id in workspaces.collect::<BTreeSet<_>>() {
            shops.extend(self.store.workspace(id).await?.map(|shop| (id, shop)));
        }
        Ok(shops)
    }
}

/// Works on all, some side by side, and answers in no order. The first fault ends it; what was under way then is as if
/// this program had died: the insurance looks again.
async fn side_by_side<R, F>(works: impl Iterator<Item = F>) -> Result<Vec<R>, StoreError>
where
    R: Send + 'static,
    F: Future<Output = Result<R, StoreError>> + Send + 'static,
{
    let (mut running, mut done) = (JoinSet::new(), Vec::new());
    for work in works {
        if running.len() >= SIDE_BY_SIDE {
            done.extend(next(&mut running).await?);
        }
        running.spawn(work);
    }
    while let Some(result) = next(&mut running).await? {
        done.push(result);
    }
    Ok(done)
}

async fn next<R: 'static>(running: &mut JoinSet<Result<R, StoreError>>) -> Result<Option<R>, StoreError> {
    match running.join_next().await {
        None => Ok(None),
        Some(Ok(result)) => result.map(Some),
        Some(Err(died)) => Err(StoreError::Unavailable(format!("a part of the sweep died: {died}"))),
    }
}
