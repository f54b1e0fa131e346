//! An order is amended: fields, cancelled, reopened.

use domain::{Actor, Amendment, Order, OrderId, Won, WorkspaceId};
use store::StoreError;

use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Changes an order as a PATCH asks, then looks at the amounts that it left and came to.
    pub async fn amend(
        &self,
        workspace: WorkspaceId,
        id: OrderId,
        change: &Amendment,
        by: Actor,
    ) -> Result<Order, PairingError> {
        for _ in 0..TRIES {
            let before = self.order(workspace, id).await?;
            let Some(after) = before.amend(change, &by, self.now())? else { return Ok(before) };
            let amounts = amounts_touched(&before, &after);
            let insured = self.store.insure(workspace, &amounts).await;
            if !self.store.write_order(&before, &after).await? {
                continue;
            }
            let settled = self.settle_committed(workspace, &amounts, insured).await?;
            return if settled.paid(id) { self.order(workspace, id).await } else { Ok(after) };
        }
        Err(StoreError::Contended.into())
    }
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
