//! A person matches, or undoes a match.

use domain::allocation::{match_by_force, match_orders, stands};
use domain::{
    Actor, Deposit, DepositId, DepositState, Difference, HoldReason, Looks, Order, OrderId, Timestamp, Won, Workspace,
    WorkspaceId,
};
use store::events::Notice;
use store::pair::Beside;
use store::recording::{Vouched, Word};
use store::{Store, StoreError};

use crate::decide::report_of;
use crate::{Pairing, PairingError, TRIES};

/// A deposit and the orders that it pays, as they were read or as they will be.
pub type Matched = (Deposit, Vec<Order>);

/// What a match by hand did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Match {
    /// It was made now.
    Made(Matched),
    /// It stood already: nothing was written.
    Stood(Matched),
}

impl Pairing {
    /// Matches a deposit with an order by force, whatever their amounts and names. Answers them as they are then. What
    /// `through` gives for that commits it, and may keep the answer with it.
    pub async fn match_by_hand(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        order: OrderId,
        by: Actor,
        through: impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<Matched, PairingError> {
        for _ in 0..TRIES {
            let (before, orders) = self.both(shop.id, deposit, &[order]).await?;
            let [asked] = orders.as_slice() else { return Err(PairingError::NoSuchOrder) };
            let after = match_by_force(&before, asked, &by, self.now())?;
            if self.write_by_hand(shop, (&before, &orders), &after, &through).await? {
                return Ok(after);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Matches a deposit with the orders that a person says it pays together, as far as the amounts fit or the person
    /// said what becomes of the difference. The same again, while it stands, is answered as it stands.
    pub async fn match_orders(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        (orders, said): (&[OrderId], Difference),
        by: Actor,
        through: impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<Match, PairingError> {
        for _ in 0..TRIES {
            let (before, asked) = self.both(shop.id, deposit, orders).await?;
            if stands(&before, &asked, said) {
                return Ok(Match::Stood((before, asked)));
            }
            let after = match_orders(&before, &asked, said, &by, self.now())?;
            if self.write_by_hand(shop, (&before, &asked), &after, &through).await? {
                return Ok(Match::Made(after));
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Commits a match that a person makes, tells of it, and settles what read the orders as they waited. `false`:
    /// something moved meanwhile.
    async fn write_by_hand(
        &self,
        shop: &Workspace,
        (before, asked): (&Deposit, &[Order]),
        after: &Matched,
        through: &impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<bool, PairingError> {
        let (paid, now) = (&after.0, self.now());
        let orders = changes(asked, &after.1);
        // What read an order as it waited. Nothing reads a deposit that goes.
        let touched: Vec<(Won, Looks)> =
            orders.iter().flat_map(|(before, _)| Looks::of_change(before.waiting().as_ref(), None)).collect();
        let notices = notices(shop.id, since(paid), before.id, &orders);
        let insured = self.insured_and_promised(shop, &touched, &notices).await?;
        // A person vouches for the deposit: no other report of this money pays beside it.
        let (guard, linked) = (self.guard_of(before).await?, self.waiting_twins(before).await?);
        let seen = report_of(paid);
        let vouched = Some(Vouched { guard: &guard, seen: &seen, word: Word::Person, now });
        let beside = Beside { message: None, linked: &linked, vouched };
        if !through(after)?.write_match((before, paid), &orders, &beside).await? {
            return Ok(false);
        }
        self.prove_format(before).await;
        self.told_and_settled(shop, &touched, notices, insured).await?;
        Ok(true)
    }

    /// Undoes a deposit's match: its orders wait again, the deposit is held. Answers the orders, the first first. What
    /// `through` gives, once they are known, commits it, and may keep the answer with it.
    pub async fn unmatch(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        by: Actor,
        through: impl Fn(&[OrderId]) -> Result<Store, StoreError>,
    ) -> Result<Vec<OrderId>, PairingError> {
        let workspace = shop.id;
        for _ in 0..TRIES {
            let deposit_now = self.store.deposit(workspace, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
            let now = self.now();
            let (held, ids) = deposit_now.unpay(by.clone(), now)?;
            let held = self.judged_again(shop, held).await?;
            let mut orders = Vec::new();
            for id in &ids {
                let order = self.order(workspace, *id).await?;
                let waits = order.unpay(deposit, by.clone(), now);
                orders.push((order, waits));
            }
            let touched: Vec<(Won, Looks)> =
                orders.iter().flat_map(|(_, waits)| Looks::of_change(None, waits.waiting().as_ref())).collect();
            let notices = notices(workspace, now, deposit, &orders);
            let insured = self.insured_and_promised(shop, &touched, &notices).await?;
            if through(&ids)?.write_match((&deposit_now, &held), &orders, &Beside::default()).await? {
                self.told_and_settled(shop, &touched, notices, insured).await?;
                return Ok(ids);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Before a commit over HTTP: its looks are insured, its notices promised. Answers whether the looks are.
    pub(crate) async fn insured_and_promised(
        &self,
        shop: &Workspace,
        touched: &[(Won, Looks)],
        notices: &[Notice],
    ) -> Result<bool, StoreError> {
        let promised = async {
            for notice in notices {
                self.promise(shop.notifies(), notice).await?;
            }
            Ok(())
        };
        let (insured, promised) = tokio::join!(self.store.insure(shop.id, touched), promised);
        promised.map(|()| insured)
    }

    /// After it: the notices are given, and what it touched is looked at.
    pub(crate) async fn told_and_settled(
        &self,
        shop: &Workspace,
        touched: &[(Won, Looks)],
        notices: Vec<Notice>,
        insured: bool,
    ) -> Result<(), StoreError> {
        for notice in notices {
            self.give(shop.notifies(), notice, true).await?;
        }
        self.settle_committed(shop.id, touched, insured).await.map(drop)
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

    /// The deposit, and the orders in the order in which they were named.
    async fn both(
        &self,
        workspace: WorkspaceId,
        deposit: DepositId,
        orders: &[OrderId],
    ) -> Result<Matched, PairingError> {
        let read = async {
            let mut found = Vec::new();
            for order in orders {
                found.push(self.store.order(workspace, *order).await?);
            }
            Ok::<_, StoreError>(found)
        };
        let (deposit_now, orders_now) = tokio::join!(self.store.deposit(workspace, deposit), read);
        let deposit_now = deposit_now?.ok_or(PairingError::NoSuchDeposit)?;
        let orders_now: Option<Vec<Order>> = orders_now?.into_iter().collect();
        Ok((deposit_now, orders_now.ok_or(PairingError::NoSuchOrder)?))
    }
}

/// Each order as it was read, with as it will be.
fn changes(before: &[Order], after: &[Order]) -> Vec<(Order, Order)> {
    let as_read = |after: &Order| before.iter().find(|before| before.id == after.id).cloned();
    after.iter().filter_map(|after| Some((as_read(after)?, after.clone()))).collect()
}

/// When a deposit was changed last.
fn since(deposit: &Deposit) -> Timestamp {
    deposit.history.last().map_or(deposit.created_at, |entry| entry.at)
}

/// Where events of a deposit and its orders are to be looked for, one notice for each order.
pub(crate) fn notices(
    workspace: WorkspaceId,
    since: Timestamp,
    deposit: DepositId,
    orders: &[(Order, Order)],
) -> Vec<Notice> {
    let of_deposit = Notice::of(workspace, since).deposit(deposit);
    match orders.split_first() {
        None => vec![of_deposit],
        Some(((first, _), others)) => {
            let others = others.iter().map(|(order, _)| Notice::of(workspace, since).order(order.id));
            std::iter::once(of_deposit.order(first.id)).chain(others).collect()
        }
    }
}
