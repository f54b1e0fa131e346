//! A person matches, or undoes a match.

use domain::matching::{Press, match_by_force, match_orders, stands};
use domain::settling::{accept_short, is_accepted, is_treated, treat};
use domain::{
    Actor, Deposit, DepositId, DepositState, Difference, HoldReason, Looks, Matched, Order, OrderId, Timestamp, Won,
    Workspace, WorkspaceId,
};
use store::events::Notice;
use store::pair::Beside;
use store::vouch::{Vouched, Word};
use store::{Store, StoreError};

use crate::decide::report_of;
use crate::equals::looks_beside_all;
use crate::{Pairing, PairingError, TRIES};

/// What a match by hand did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Match {
    /// It was made now.
    Made(Matched),
    /// It stood already: nothing was written.
    Stood(Matched),
}

/// What a person asks for: which deposits pay which orders, and what becomes of the difference.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub deposits: &'a [DepositId],
    pub orders: &'a [OrderId],
    pub said: Difference,
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
            let before = self.named(shop.id, &[deposit], &[order]).await?;
            let [given] = before.deposits.as_slice() else { return Err(PairingError::NoSuchDeposit) };
            let [asked] = before.orders.as_slice() else { return Err(PairingError::NoSuchOrder) };
            let after = match_by_force(given, asked, &by, self.now())?;
            if self.write_by_hand(shop, &before, &after, &through).await? {
                return Ok(after);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Matches deposits with the orders that a person says they pay together, as far as the amounts fit or the person
    /// said what becomes of the difference. Without deposits, what is missing of orders is accepted; without orders,
    /// something else becomes of what is left of deposits. The same again, while it stands, is answered as it stands.
    pub async fn match_orders(
        &self,
        shop: &Workspace,
        asked: Asked<'_>,
        by: Actor,
        through: impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<Match, PairingError> {
        for _ in 0..TRIES {
            let before = self.asked(shop.id, asked).await?;
            let press = Press { by: &by, now: self.now() };
            let (stands, after) = match (asked.deposits, asked.orders) {
                ([], _) => (is_accepted(&before.orders, asked.said), accept_short(&before.orders, asked.said, press)),
                (_, []) => (
                    is_treated(&before.deposits, asked.said),
                    treat(&before.deposits, &before.orders, asked.said, press),
                ),
                (_, _) => (
                    stands(&before.deposits, &before.orders, asked.said),
                    match_orders(&before.deposits, &before.orders, asked.said, press),
                ),
            };
            if stands {
                return Ok(Match::Stood(before));
            }
            let after = after?;
            if self.write_by_hand(shop, &before, &after, &through).await? {
                return Ok(Match::Made(after));
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Commits a match that a person makes. `false`: something moved meanwhile.
    pub(crate) async fn write_by_hand(
        &self,
        shop: &Workspace,
        before: &Matched,
        after: &Matched,
        through: &impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<bool, PairingError> {
        let now = self.now();
        // A person vouches for the deposits: no other report of this money pays beside them.
        let mut guards = Vec::new();
        for (given, paid) in changes(&before.deposits, &after.deposits, |deposit| deposit.id) {
            guards.push((self.guard_of(&given).await?, report_of(&paid)));
        }
        let vouched = |(guard, seen)| Vouched { guard, seen, word: Word::Person, now };
        let vouched: Vec<Vouched<'_>> = guards.iter().map(|(guard, seen)| vouched((guard, seen))).collect();
        let linked = self.waiting_twins(&before.deposits).await?;
        let beside = Beside { message: None, linked: &linked, vouched: &vouched };
        if !Box::pin(self.write_matched(shop, (before, after), &beside, through)).await? {
            return Ok(false);
        }
        for deposit in &before.deposits {
            self.prove_format(deposit).await;
        }
        Ok(true)
    }

    /// Commits a match, tells of it, and settles what read the orders as they waited, and what reads those that stay
    /// open. `false`: something moved meanwhile.
    pub(crate) async fn write_matched(
        &self,
        shop: &Workspace,
        (before, after): (&Matched, &Matched),
        beside: &Beside<'_>,
        through: &impl Fn(&Matched) -> Result<Store, StoreError>,
    ) -> Result<bool, PairingError> {
        let orders = changes(&before.orders, &after.orders, |order| order.id);
        let deposits = changes(&before.deposits, &after.deposits, |deposit| deposit.id);
        let mut touched = looks(&orders);
        for left in [deposits.as_slice(), beside.linked] {
            touched.extend(looks_beside_all(&shop.settings, left));
        }
        let since = after.deposits.iter().map(since).min().unwrap_or_else(|| self.now());
        let notices = notices(shop.id, since, &deposits, &orders);
        let insured = self.insured_and_promised(shop, &touched, &notices).await?;
        if !through(after)?.write_match(&deposits, &orders, beside).await? {
            return Ok(false);
        }
        self.told_and_settled(shop, &touched, notices, insured).await?;
        Ok(true)
    }

    /// Undoes a deposit's match: the deposit is held, its orders wait again, or only lose what it paid of them. Answers
    /// the orders, the first first. What `through` gives, once they are known, commits it, and may keep the answer with
    /// it.
    pub async fn unmatch(
        &self,
        shop: &Workspace,
        deposit: DepositId,
        by: Actor,
        through: impl Fn(&[Order]) -> Result<Store, StoreError>,
    ) -> Result<Vec<Order>, PairingError> {
        let workspace = shop.id;
        for _ in 0..TRIES {
            let deposit_now = self.store.deposit(workspace, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
            let now = self.now();
            let (held, ids) = deposit_now.unpay(by.clone(), now)?;
            let held = self.judged_again(shop, held).await?;
            let (mut orders, mut left) = (Vec::new(), Vec::new());
            for id in &ids {
                let order = self.order(workspace, *id).await?;
                let waits = order.unpay(deposit, by.clone(), now);
                left.push(waits.clone());
                orders.push((order, waits));
            }
            let (touched, deposits) = (looks(&orders), [(deposit_now, held)]);
            let notices = notices(workspace, now, &deposits, &orders);
            let insured = self.insured_and_promised(shop, &touched, &notices).await?;
            if through(&left)?.write_match(&deposits, &orders, &Beside::default()).await? {
                self.told_and_settled(shop, &touched, notices, insured).await?;
                return Ok(left);
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
                self.promise(shop.audience(), notice).await?;
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
            self.give(shop.audience(), notice, true).await?;
        }
        self.settle_committed(shop.id, touched, insured).await.map(drop)
    }

    /// The deposits that may be the same money as these and wait: held from now on.
    async fn waiting_twins(&self, deposits: &[Deposit]) -> Result<Vec<(Deposit, Deposit)>, StoreError> {
        let now = self.now();
        let mut held: Vec<(Deposit, Deposit)> = Vec::new();
        for one in deposits {
            for id in &one.twins {
                if deposits.iter().any(|one| one.id == *id) || held.iter().any(|(twin, _)| twin.id == *id) {
                    continue;
                }
                let twin = self.store.deposit(one.workspace, *id).await?;
                if let Some(before) = twin.filter(|twin| twin.state == DepositState::Waiting) {
                    let after = before.hold(HoldReason::PossibleDuplicate.into(), &Actor::Auto, now);
                    held.push((before, after));
                }
            }
        }
        Ok(held)
    }

    /// What a person named; where no order is, the last that each deposit pays.
    async fn asked(&self, workspace: WorkspaceId, asked: Asked<'_>) -> Result<Matched, PairingError> {
        let named = self.named(workspace, asked.deposits, asked.orders).await?;
        if !asked.orders.is_empty() {
            return Ok(named);
        }
        let last: Vec<OrderId> = named.deposits.iter().filter_map(|deposit| deposit.orders().last().copied()).collect();
        Ok(Matched { orders: self.store.orders_of(workspace, &last).await?, ..named })
    }

    /// The deposits and the orders in the order in which they were named.
    pub(crate) async fn named(
        &self,
        workspace: WorkspaceId,
        deposits: &[DepositId],
        orders: &[OrderId],
    ) -> Result<Matched, PairingError> {
        let given = async {
            let found = self.store.deposits_of(workspace, deposits).await?;
            let of = |id: &DepositId| found.iter().find(|deposit| deposit.id == *id).cloned();
            Ok::<_, StoreError>(deposits.iter().map(of).collect::<Vec<_>>())
        };
        let asked = async {
            let found = self.store.orders_of(workspace, orders).await?;
            let of = |id: &OrderId| found.iter().find(|order| order.id == *id).cloned();
            Ok::<_, StoreError>(orders.iter().map(of).collect::<Vec<_>>())
        };
        let (given, asked) = tokio::join!(given, asked);
        let deposits = given?.into_iter().collect::<Option<_>>().ok_or(PairingError::NoSuchDeposit)?;
        let orders = asked?.into_iter().collect::<Option<_>>().ok_or(PairingError::NoSuchOrder)?;
        Ok(Matched { deposits, orders })
    }
}

/// Each item as it was read, with as it will be.
fn changes<T: Clone, I: PartialEq>(before: &[T], after: &[T], id: impl Fn(&T) -> I) -> Vec<(T, T)> {
    let as_read = |after: &T| before.iter().find(|before| id(before) == id(after)).cloned();
    after.iter().filter_map(|after| Some((as_read(after)?, after.clone()))).collect()
}

/// When a deposit was changed last.
fn since(deposit: &Deposit) -> Timestamp {
    deposit.history.last().map_or(deposit.created_at, |entry| entry.at)
}

/// What read the orders as they waited, and what reads them as they wait now.
pub(crate) fn looks(orders: &[(Order, Order)]) -> Vec<(Won, Looks)> {
    orders
        .iter()
        .flat_map(|(before, after)| Looks::of_change(before.waiting().as_ref(), after.waiting().as_ref()))
        .collect()
}

/// Where events of deposits and their orders are to be looked for: one notice of the first of each, and one of each
/// other.
pub(crate) fn notices(
    workspace: WorkspaceId,
    since: Timestamp,
    deposits: &[(Deposit, Deposit)],
    orders: &[(Order, Order)],
) -> Vec<Notice> {
    let plain = || Notice::of(workspace, since);
    let first = deposits.first().map(|(deposit, _)| plain().deposit(deposit.id));
    let first = match (first, orders.first()) {
        (Some(notice), Some((order, _))) => Some(notice.order(order.id)),
        (None, Some((order, _))) => Some(plain().order(order.id)),
        (notice, None) => notice,
    };
    let others = orders.iter().skip(1).map(|(order, _)| plain().order(order.id));
    let more = deposits.iter().skip(1).map(|(deposit, _)| plain().deposit(deposit.id));
    first.into_iter().chain(others).chain(more).collect()
}
