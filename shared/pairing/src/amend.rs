//! An order is amended: fields, cancelled, reopened.

use domain::matching::Press;
use domain::{Actor, Amendment, Deposit, DepositState, Looks, Order, OrderId, RestTreatment, Workspace, event};
use store::StoreError;
use store::events::Notice;
use store::pair::Beside;

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
            let (tells, notice) =
                (shop.audience().told_if(is_told(&before, &after)), Notice::of(workspace, now).order(id));
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &touched), self.promise(tells, &notice));
            promised?;
            let lost = self.lost_parts(shop, (&before, &after), change.received, Press { by: &by, now }).await?;
            let of_deposits: Vec<Notice> =
                lost.iter().map(|(deposit, _)| Notice::of(workspace, now).deposit(deposit.id)).collect();
            for notice in &of_deposits {
                self.promise(shop.audience(), notice).await?;
            }
            let written = match lost.as_slice() {
                [] => self.store.write_order(&before, &after).await?,
                [..] => self.store.write_match(&lost, &[(before, after.clone())], &Beside::default()).await?,
            };
            if !written {
                continue;
            }
            self.give(tells, notice, true).await?;
            for notice in of_deposits {
                self.give(shop.audience(), notice, true).await?;
            }
            let settled = self.settle_committed(workspace, &touched, insured).await?;
            return if settled.paid(id) { self.order(workspace, id).await } else { Ok(after) };
        }
        Err(StoreError::Contended.into())
    }

    /// The deposits that paid parts of an order that is cancelled, as read and as they will be. `said`: what becomes of
    /// that money.
    async fn lost_parts(
        &self,
        shop: &Workspace,
        (before, after): (&Order, &Order),
        said: Option<RestTreatment>,
        press: Press<'_>,
    ) -> Result<Vec<(Deposit, Deposit)>, PairingError> {
        let mut lost = Vec::new();
        for part in before.allocations.iter().filter(|_| after.allocations.is_empty()) {
            let paid = self.store.deposit(shop.id, part.with).await?.ok_or(PairingError::NoSuchDeposit)?;
            let left = paid.lose_order(before.id, said, press);
            let left = match left.state {
                DepositState::Held(_) => self.judged_again(shop, left).await?,
                DepositState::Matched { .. } | DepositState::Waiting | DepositState::Dismissed(_) => left,
            };
            lost.push((paid, left));
        }
        Ok(lost)
    }
}

/// Whether the change is one that somebody may want to be told of.
pub(crate) fn is_told(before: &Order, after: &Order) -> bool {
    event::of_order(after).last().is_some_and(|(event, _)| event.id.version > before.version)
}
