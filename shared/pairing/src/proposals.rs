//! Proposals: computed from what waits, and what a person does with one.

use std::collections::BTreeSet;

use domain::matching::{Press, match_orders, stands};
use domain::proposal::{OtherTreatment, Pool, Proposed, is_work};
use domain::{
    Actor, Amendment, Deposit, DepositId, DepositState, Difference, DismissReason, Matched, Order, OrderStatus,
    Proposal, ProposalId, Refusal, Timestamp, Treatment, Workspace,
};
use store::deposits::DepositFilter;
use store::orders::OrderFilter;
use store::{Page, Store, StoreError};

use crate::{Decision, Pairing, PairingError, TRIES};

/// So many of the newest deposits that wait or are held are compared.
pub const DEPOSITS_MAX: usize = 200;
/// So many of the newest open orders.
pub const OPEN_ORDERS_MAX: usize = 1_000;
/// So many of the newest expired orders, and as many cancelled ones.
pub const ENDED_ORDERS_MAX: usize = 200;

/// What waits for a person, with what may be done about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    pub as_of: Timestamp,
    /// More waits than was compared.
    pub is_capped: bool,
    /// By deposit, oldest first; of one deposit best first.
    pub proposals: Vec<(ProposalId, Proposal)>,
    /// What they name, and more.
    pub deposits: Vec<Deposit>,
    pub orders: Vec<Order>,
}

/// What an accepted proposal did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Accepted {
    Matched(Matched),
    Dismissed(Box<Deposit>),
}

/// What waits, as it was read, and whether that was all; and what was rejected.
pub(crate) struct Waiting {
    pub deposits: Vec<Deposit>,
    pub orders: Vec<Order>,
    pub is_capped: bool,
    /// Of the orders that ended, those placed before then were not read; `None`: all were.
    pub ended_since: Option<Timestamp>,
    /// As [`ProposalId::unversioned`].
    pub rejected: BTreeSet<String>,
}

impl Waiting {
    /// With a deposit as it was just read: the index may lag behind it.
    pub(crate) fn add(&mut self, deposit: &Deposit) {
        self.deposits.retain(|other| other.id != deposit.id);
        self.deposits.push(deposit.clone());
    }
}

impl Pairing {
    /// The proposals for every deposit that is work for a person.
    pub async fn proposals(&self, shop: &Workspace) -> Result<Work, StoreError> {
        let (waiting, now) = (self.waiting(shop).await?, self.now());
        let mut work: Vec<Deposit> = waiting.deposits.iter().filter(|deposit| is_work(deposit, now)).cloned().collect();
        work.sort_by_key(|deposit| (deposit.details.deposited_at, deposit.id));
        self.proposed(shop, &work, waiting).await
    }

    /// The proposals for one deposit, whether it is work or not.
    pub async fn proposals_of(&self, shop: &Workspace, deposit: DepositId) -> Result<Work, PairingError> {
        let (asked, waiting) = tokio::join!(self.store.deposit(shop.id, deposit), self.waiting(shop));
        let (asked, mut waiting) = (asked?.ok_or(PairingError::NoSuchDeposit)?, waiting?);
        waiting.add(&asked);
        Ok(self.proposed(shop, &[asked], waiting).await?)
    }

    /// The proposals for these deposits, in their order, without those that were rejected.
    async fn proposed(&self, shop: &Workspace, asked: &[Deposit], waiting: Waiting) -> Result<Work, StoreError> {
        let Waiting { mut deposits, orders, mut is_capped, rejected, .. } = waiting;
        let now = self.now();
        let pool = Pool::of(&orders, &deposits, &shop.settings, &rejected, now);
        let mut found = Vec::new();
        for deposit in asked {
            let Proposed { proposals, too_many_to_tell } = pool.propose(deposit);
            is_capped |= too_many_to_tell;
            found.extend(proposals);
        }
        // The other deposit of a twin may be paid.
        let is_read = |id: &DepositId| deposits.iter().any(|deposit| deposit.id == *id);
        let twins: BTreeSet<DepositId> =
            found.iter().flat_map(|proposal| &proposal.deposits).filter(|id| !is_read(id)).copied().collect();
        let twins: Vec<DepositId> = twins.into_iter().collect();
        deposits.extend(self.store.deposits_of(shop.id, &twins).await?);
        let mut proposals: Vec<(ProposalId, Proposal)> = Vec::new();
        for proposal in found {
            let Some(id) = ProposalId::of(&proposal, &deposits, &orders) else { continue };
            let is_put_aside = |id: &DepositId| {
                let other = deposits.iter().find(|deposit| deposit.id == *id);
                other.is_some_and(|other| matches!(other.state, DepositState::Dismissed(_)))
            };
            // A sum of deposits is found for each of them; and whoever repeats what was put aside may be the payment.
            let is_shown = proposals.iter().any(|(shown, _)| *shown == id);
            if !is_shown && !proposal.deposits.iter().any(is_put_aside) {
                proposals.push((id, proposal));
            }
        }
        Ok(Work { as_of: now, is_capped, proposals, deposits, orders })
    }

    pub(crate) async fn waiting(&self, shop: &Workspace) -> Result<Waiting, StoreError> {
        let now = self.now();
        let undecided = DepositFilter { undecided: Some(true), ..DepositFilter::default() };
        let of = |status| OrderFilter { status: Some(status), ..OrderFilter::default() };
        let [open, expired, cancelled] = [OrderStatus::Pending, OrderStatus::Expired, OrderStatus::Cancelled].map(of);
        let (deposits, open, expired, cancelled, rejected) = tokio::join!(
            self.store.deposits(shop.id, &undecided, None, DEPOSITS_MAX),
            self.store.orders(shop.id, &open, None, OPEN_ORDERS_MAX, now),
            self.store.orders(shop.id, &expired, None, ENDED_ORDERS_MAX, now),
            self.store.orders(shop.id, &cancelled, None, ENDED_ORDERS_MAX, now),
            self.store.rejected_proposals(shop.id, now),
        );
        let (deposits, open, expired, cancelled) = (deposits?, open?, expired?, cancelled?);
        // Of what ended, the newest are enough for a person.
        let is_capped = deposits.next.is_some() || open.next.is_some();
        let oldest = |page: &Page<Order>| page.next.and(page.rows.last()).map(|order| order.created_at);
        let ended_since = [oldest(&expired), oldest(&cancelled)].into_iter().flatten().max();
        let orders = [open.rows, expired.rows, cancelled.rows].concat();
        Ok(Waiting { deposits: deposits.rows, orders, is_capped, ended_since, rejected: rejected? })
    }

    /// Does what a proposal proposes, if what it was computed from stands. The same again, while it stands, is answered
    /// as it stands; the flag says that nothing was written. What `through` gives commits it, and may keep the answer
    /// with it.
    pub async fn accept_proposal(
        &self,
        shop: &Workspace,
        id: &ProposalId,
        treatment: Option<Treatment>,
        by: &Actor,
        through: impl Fn(&Accepted) -> Result<Store, StoreError>,
    ) -> Result<(Accepted, bool), PairingError> {
        let fitting = id.kind.treatments();
        let wanted = treatment.or(fitting.first().copied()).filter(|wanted| fitting.contains(wanted));
        match wanted.ok_or(Refusal::TreatmentDoesNotFit)? {
            Treatment::Match(said) => self.accept_match(shop, id, (said, false), by, through).await,
            Treatment::Other(OtherTreatment::Reopen) => {
                self.accept_match(shop, id, (Difference::None, true), by, through).await
            }
            Treatment::Other(OtherTreatment::Refunded) => {
                self.accept_dismissal(shop, id, DismissReason::Refunded, by, through).await
            }
            Treatment::Other(OtherTreatment::Duplicate) => {
                self.accept_dismissal(shop, id, DismissReason::Duplicate, by, through).await
            }
        }
    }

    async fn accept_match(
        &self,
        shop: &Workspace,
        id: &ProposalId,
        (said, reopens): (Difference, bool),
        by: &Actor,
        through: impl Fn(&Accepted) -> Result<Store, StoreError>,
    ) -> Result<(Accepted, bool), PairingError> {
        let (deposits, orders) = id.named();
        let through = |matched: &Matched| through(&Accepted::Matched(matched.clone()));
        for _ in 0..TRIES {
            let before = self.named(shop.id, &deposits, &orders).await?;
            if stands(&before.deposits, &before.orders, said) {
                return Ok((Accepted::Matched(before), true));
            }
            if !id.is_of(&before.deposits, &before.orders) {
                return Err(Refusal::ProposalMoved.into());
            }
            let now = self.now();
            let open =
                before.orders.iter().map(|order| if reopens { reopened(order, by, now) } else { Ok(order.clone()) });
            let open = open.collect::<Result<Vec<Order>, Refusal>>()?;
            let after = match_orders(&before.deposits, &open, said, Press { by, now })?;
            if self.write_by_hand(shop, &before, &after, &through).await? {
                return Ok((Accepted::Matched(after), false));
            }
        }
        Err(StoreError::Contended.into())
    }

    async fn accept_dismissal(
        &self,
        shop: &Workspace,
        id: &ProposalId,
        reason: DismissReason,
        by: &Actor,
        through: impl Fn(&Accepted) -> Result<Store, StoreError>,
    ) -> Result<(Accepted, bool), PairingError> {
        let (deposits, orders) = id.named();
        let before = self.named(shop.id, &deposits, &orders).await?;
        let asked = before.deposits.first().ok_or(PairingError::NoSuchDeposit)?;
        let is_done = asked.state == DepositState::Dismissed(reason);
        if !is_done && !id.is_of(&before.deposits, &before.orders) {
            return Err(Refusal::ProposalMoved.into());
        }
        let through = |deposit: &Deposit| through(&Accepted::Dismissed(Box::new(deposit.clone())));
        match self.dismiss(shop, asked.id, (reason, None), by, through).await? {
            Decision::Made(deposit) => Ok((Accepted::Dismissed(Box::new(deposit)), false)),
            Decision::Stood(deposit) => Ok((Accepted::Dismissed(Box::new(deposit)), true)),
        }
    }
}

/// A cancelled order, reopened: a deadline that has passed is taken off.
fn reopened(order: &Order, by: &Actor, now: Timestamp) -> Result<Order, Refusal> {
    let passed = order.expires_at.is_some_and(|deadline| deadline <= now);
    let change =
        Amendment { status: Some(OrderStatus::Pending), expires_at: passed.then_some(None), ..Amendment::default() };
    Ok(order.amend(&change, by, now)?.unwrap_or_else(|| order.clone()))
}
