//! An order is amended: fields, cancelled, reopened.

use domain::{Actor, Amendment, Looks, Order, OrderId, Workspace, event};
use store::StoreError;
use store::events::Notice;

use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Changes an order as a PATCH asks, then looks at what read it before, and at what reads it now.
    pub async fn amend(
        &self,
        shop: &Workspace,
        id: OrderId,
        change: &Amendment,
        by: Actor,
    ) -> Result<Order, PairingError> {
        let workspace = shop.id;
        for _ in 0..TRIES {
            let before = self.order(workspace, id).await?;
            let now = self.now();
            let Some(after) = before.amend(change, &by, now)? else { return Ok(before) };
            let touched = Looks::of_change(before.waiting().as_ref(), after.waiting().as_ref());
            let (tells, notice) = (shop.notifies() && is_told(&before, &after), Notice::of(workspace, now).order(id));
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &touched), self.promise(tells, &notice));
            promised?;
            if !self.store.write_order(&before, &after).await? {
                continue;
            }
            self.give(tells, notice, true).await?;
            let settled = self.settle_committed(workspace, &touched, insured).await?;
            return if settled.paid(id) { self.order(workspace, id).await } else { Ok(after) };
        }
        Err(StoreError::Contended.into())
    }
}

/// Whether the change is one that somebody may want to be told of.
pub(crate) fn is_told(before: &Order, after: &Order) -> bool {
    event::of_order(after).last().is_some_and(|(event, _)| event.id.version > before.version)
}
