//! A person matches, or undoes a match.

use domain::{Actor, Deposit, DepositId, Order, OrderId, Won, Workspace, WorkspaceId};
use store::events::Notice;
use store::{Store, StoreError};

use crate::{Pairing, PairingError, TRIES};

impl Pairing {
    /// Matches a deposit with an order by force, whatever their amounts and names. `through` commits it, and may keep the
    /// answer with it.
    pub async fn match_by_hand(
        &self,
        seat: &Workspace,
        deposit: DepositId,
        order: OrderId,
        by: Actor,
        through: &Store,
    ) -> Result<(), PairingError> {
        let workspace = seat.id;
        for _ in 0..TRIES {
            let (money, goods) = self.both(workspace, deposit, order).await?;
            let now = self.now();
            let paid = money.pay(order, None, by.clone(), now)?;
            let matched = goods.pay(deposit, None, by.clone(), now)?;
            let mut amounts: Vec<Won> = vec![goods.amount, money.told.amount];
            amounts.dedup();
            let notice = Notice::of(workspace, now).order(order).deposit(deposit);
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &amounts), self.promise(seat.notifies(), &notice));
            promised?;
            if through.write_pair((&money, &paid), (&goods, &matched)).await? {
                self.give(seat.notifies(), notice, true).await?;
                self.settle_committed(workspace, &amounts, insured).await?;
                return Ok(());
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Undoes a deposit's match: its order waits again, the deposit is held. Answers the order. What `through` gives, once
    /// the order is known, commits it, and may keep the answer with it.
    pub async fn unmatch(
        &self,
        seat: &Workspace,
        deposit: DepositId,
        by: Actor,
        through: impl Fn(OrderId) -> Result<Store, StoreError>,
    ) -> Result<OrderId, PairingError> {
        let workspace = seat.id;
        for _ in 0..TRIES {
            let money = self.store.deposit(workspace, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
            let now = self.now();
            let (held, id) = money.unpay(by.clone(), now)?;
            let goods = self.order(workspace, id).await?;
            let waits = goods.unpay(deposit, by.clone(), now);
            let notice = Notice::of(workspace, now).order(id).deposit(deposit);
            let amounts = [goods.amount];
            let (insured, promised) =
                tokio::join!(self.store.insure(workspace, &amounts), self.promise(seat.notifies(), &notice));
            promised?;
            if through(id)?.write_pair((&money, &held), (&goods, &waits)).await? {
                self.give(seat.notifies(), notice, true).await?;
                self.settle_committed(workspace, &[goods.amount], insured).await?;
                return Ok(id);
            }
        }
        Err(StoreError::Contended.into())
    }

    async fn both(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
        order: OrderId,
    ) -> Result<(Deposit, Order), PairingError> {
        let (money, goods) = tokio::join!(self.store.deposit(workspace, deposit), self.store.order(workspace, order));
        Ok((money?.ok_or(PairingError::NoSuchDeposit)?, goods?.ok_or(PairingError::NoSuchOrder)?))
    }
}
