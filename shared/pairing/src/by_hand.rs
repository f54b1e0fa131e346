//! A person matches, or undoes a match.

use domain::allocation::match_by_force;
use domain::{Actor, Deposit, DepositId, DepositState, HoldReason, Looks, Order, OrderId, Workspace, WorkspaceId};
use store::events::Notice;
use store::pair::Beside;
use store::recording::{Vouched, Word};
use store::{Store, StoreError};

use crate::decide::report_of;
use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Matches a deposit with an order by force, whatever their amounts and names. Answers how much more than the order's
    /// amount was received, in KRW. What `through` gives for that commits it, and may keep the answer with it.
    pub async fn match_by_hand(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        order: OrderId,
        by: Actor,
        through: impl Fn(i64) -> Result<Store, StoreError>,
    ) -> Result<i64, PairingError> {
        let workspace = shop.id;
        for _ in 0..TRIES {
            let (deposit_now, order_now) = self.both(workspace, deposit, order).await?;
            let now = self.now();
            let (paid, matched) = match_by_force(&deposit_now, &order_now, &by, now)?;
            let difference = matched.difference().unwrap_or_default();
            // What read the order as it waited. Nothing reads a deposit that goes.
            let touched = Looks::of_change(order_now.waiting().as_ref(), None);
            let notice = Notice::of(workspace, now).order(order).deposit(deposit);
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &touched), self.promise(shop.notifies(), &notice));
            promised?;
            // A person vouches for the deposit: no other report of this money pays beside it.
            let (guard, linked) = (self.guard_of(&deposit_now).await?, self.waiting_twins(&deposit_now).await?);
            let seen = report_of(&paid);
            let vouched = Some(Vouched { guard: &guard, seen: &seen, word: Word::Person, now });
            let beside = Beside { message: None, linked: &linked, vouched };
            if through(difference)?.write_pair((&deposit_now, &paid), (&order_now, &matched), &beside).await? {
                self.prove_format(&deposit_now).await;
                self.give(shop.notifies(), notice, true).await?;
                self.settle_committed(workspace, &touched, insured).await?;
                return Ok(difference);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Undoes a deposit's match: its order waits again, the deposit is held. Answers the order. What `through` gives, once
    /// the order is known, commits it, and may keep the answer with it.
    pub async fn unmatch(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        by: Actor,
        through: impl Fn(OrderId) -> Result<Store, StoreError>,
    ) -> Result<OrderId, PairingError> {
        let workspace = shop.id;
        for _ in 0..TRIES {
            let deposit_now = self.store.deposit(workspace, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
            let now = self.now();
            let (held, id) = deposit_now.unpay(by.clone(), now)?;
            let held = self.judged_again(shop, held).await?;
            let order_now = self.order(workspace, id).await?;
            let waits = order_now.unpay(deposit, by.clone(), now);
            let notice = Notice::of(workspace, now).order(id).deposit(deposit);
            let touched = Looks::of_change(None, waits.waiting().as_ref());
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &touched), self.promise(shop.notifies(), &notice));
            promised?;
            if through(id)?.write_pair((&deposit_now, &held), (&order_now, &waits), &Beside::default()).await? {
                self.give(shop.notifies(), notice, true).await?;
                self.settle_committed(workspace, &touched, insured).await?;
                return Ok(id);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// The deposits that may be the same money and wait: held from now on.
    async fn waiting_twins(&self, deposit: &Deposit) -> Result<Vec<(Deposit, Deposit)>, StoreError> {
        let (mut held, now) = (Vec::new(), self.now());
        for id in &deposit.twins {
            let twin = self.store.deposit(deposit.workspace, *id).await?;
            if let Some(before) = twin.filter(|twin| twin.state == DepositState::Waiting) {
                let after = before.hold(HoldReason::PossibleDuplicate.into(), &Actor::Auto, now);
                held.push((before, after));
            }
        }
        Ok(held)
    }

    async fn both(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
        order: OrderId,
    ) -> Result<(Deposit, Order), PairingError> {
        let (deposit_now, order_now) =
            tokio::join!(self.store.deposit(workspace, deposit), self.store.order(workspace, order));
        Ok((deposit_now?.ok_or(PairingError::NoSuchDeposit)?, order_now?.ok_or(PairingError::NoSuchOrder)?))
    }
}
