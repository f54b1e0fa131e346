//! An order is amended: fields, cancelled, reopened.

use domain::{Actor, Amendment, Order, OrderId, Won, Workspace, event};
use store::StoreError;
use store::events::Notice;

use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Changes an order as a PATCH asks, then looks at the amounts that it left and came to.
    pub async fn amend(
        &self,
        seat: &Workspace,
        id: OrderId,
        change: &Amendment,
        by: Actor,
    ) -> Result<Order, PairingError> {
        let workspace = seat.id;
        for _ in 0..TRIES {
            let before = self.order(workspace, id).await?;
            let now = self.now();
            let Some(after) = before.amend(change, &by, now)? else { return Ok(before) };
            let amounts = amounts_touched(&before, &after);
            let (tells, notice) = (seat.notifies() && is_told(&before, &after), Notice::of(workspace, now).order(id));
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &amounts), self.promise(tells, &notice));
            promised?;
            if !self.store.write_order(&before, &after).await? {
                continue;
            }
            self.give(tells, notice, true).await?;
            let settled = self.settle_committed(workspace, &amounts, insured).await?;
            return if settled.paid(id) { self.order(workspace, id).await } else { Ok(after) };
        }
        Err(StoreError::Contended.into())
    }
}

/// Whether the change is one that somebody may want to be told of.
pub(crate) fn is_told(before: &Order, after: &Order) -> bool {
    event::of_order(after).last().is_some_and(|(event, _)| event.id.version > before.version)
}

/// The amounts at which the change can make a pair: that of the entry that went, and that of the entry that came.
pub(crate) fn amounts_touched(before: &Order, after: &Order) -> Vec<Won> {
    let (old, new) = (before.waiting(), after.waiting());
    if old == new {
        return Vec::new();
    }
    let mut amounts: Vec<Won> = [old, new].into_iter().flatten().map(|entry| entry.amount).collect();
    amounts.dedup();
    amounts
}
