//! Proposals: computed from what waits, and what a person does with one.

use domain::matching::{Press, match_orders, stands};
use domain::proposal::{OtherTreatment, Pool, is_work};
use domain::{
    Actor, Amendment, Deposit, DepositId, DepositState, Difference, DismissReason, Matched, Order, OrderStatus,
    Proposal, ProposalId, ProposalKind, Refusal, Timestamp, Treatment, Workspace,
};
use store::deposits::DepositFilter;
use store::orders::OrderFilter;
use store::{Store, StoreError};

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

/// What waits, as it was read; and whether that was all.
struct Waiting {
    deposits: Vec<Deposit>,
    orders: Vec<Order>,
    is_capped: bool,
}

impl Pairing {
    /// The proposals for every deposit that is work for a person.
    pub async fn proposals(&self, shop: &Workspace) -> Result<Work, StoreError> {
        let now = self.now();
        let (waiting, rejected) = tokio::join!(self.waiting(shop), self.store.rejected_proposals(shop.id, now));
        let (Waiting { deposits, orders, mut is_capped }, rejected) = (waiting?, rejected?);
        let pool = Pool::of(&orders, &deposits, &shop.settings, now);
        let (mut proposals, mut more): (Vec<(ProposalId, Proposal)>, _) = (Vec::new(), Vec::new());
        let mut work: Vec<&Deposit> = deposits.iter().filter(|deposit| is_work(deposit, now)).collect();
        work.sort_by_key(|deposit| (deposit.details.deposited_at, deposit.id));
        for deposit in work {
            let found = pool.propose(deposit);
            is_capped |= found.too_many_to_tell;
            for proposal in found.proposals {
                let read = (deposits.as_slice(), orders.as_slice());
                let Some(id) = self.named_proposal(shop, &proposal, read, &mut more).await? else { continue };
                // A sum of deposits is shown once.
                let is_shown = proposals.iter().any(|(shown, _)| *shown == id);
                if !is_shown && !rejected.contains(&id.unversioned()) {
                    proposals.push((id, proposal));
                }
            }
        }
        let deposits = [deposits, more].concat();
        Ok(Work { as_of: now, is_capped, proposals, deposits, orders })
    }

    /// The proposals for one deposit, whether it is work or not.
    pub async fn proposals_of(&self, shop: &Workspace, deposit: DepositId) -> Result<Work, PairingError> {
        let now = self.now();
        let asked = self.store.deposit(shop.id, deposit).await?.ok_or(PairingError::NoSuchDeposit)?;
        let (waiting, rejected) = tokio::join!(self.waiting(shop), self.store.rejected_proposals(shop.id, now));
        let (Waiting { mut deposits, orders, mut is_capped }, rejected) = (waiting?, rejected?);
        // The index may lag behind the deposit itself.
        deposits.retain(|other| other.id != asked.id);
        deposits.push(asked.clone());
        let found = Pool::of(&orders, &deposits, &shop.settings, now).propose(&asked);
        is_capped |= found.too_many_to_tell;
        let (mut proposals, mut more) = (Vec::new(), Vec::new());
        for proposal in found.proposals {
            let read = (deposits.as_slice(), orders.as_slice());
            let id = self.named_proposal(shop, &proposal, read, &mut more).await?;
            proposals.extend(id.filter(|id| !rejected.contains(&id.unversioned())).map(|id| (id, proposal)));
        }
        let deposits = [deposits, more].concat();
        Ok(Work { as_of: now, is_capped, proposals, deposits, orders })
    }

    /// The id of a proposal. The other deposit of a twin may be paid: it is read then, and kept beside the others.
    async fn named_proposal(
        &self,
        shop: &Workspace,
        proposal: &Proposal,
        (deposits, orders): (&[Deposit], &[Order]),
        more: &mut Vec<Deposit>,
    ) -> Result<Option<ProposalId>, StoreError> {
        let mut named: Vec<Deposit> =
            deposits.iter().filter(|one| proposal.deposits.contains(&one.id)).cloned().collect();
        for id in &proposal.deposits {
            if proposal.kind == ProposalKind::Twin && !named.iter().any(|one| one.id == *id) {
                let twin = self.store.deposit(shop.id, *id).await?;
                more.extend(twin.clone());
                named.extend(twin);
            }
        }
        Ok(ProposalId::of(proposal, &named, orders))
    }

    async fn waiting(&self, shop: &Workspace) -> Result<Waiting, StoreError> {
        let now = self.now();
        let undecided = DepositFilter { undecided: true, ..DepositFilter::default() };
        let of = |status| OrderFilter { status: Some(status), ..OrderFilter::default() };
        let [open, expired, cancelled] = [OrderStatus::Pending, OrderStatus::Expired, OrderStatus::Cancelled].map(of);
        let (deposits, open, expired, cancelled) = tokio::join!(
            self.store.deposits(shop.id, &undecided, None, DEPOSITS_MAX),
            self.store.orders(shop.id, &open, None, OPEN_ORDERS_MAX, now),
            self.store.orders(shop.id, &expired, None, ENDED_ORDERS_MAX, now),
            self.store.orders(shop.id, &cancelled, None, ENDED_ORDERS_MAX, now),
        );
        let (deposits, open) = (deposits?, open?);
        // Of what ended, the newest are enough.
        let is_capped = deposits.next.is_some() || open.next.is_some();
        let orders = [open.rows, expired?.rows, cancelled?.rows].concat();
        Ok(Waiting { deposits: deposits.rows, orders, is_capped })
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
        let deposits: Vec<DepositId> = id.deposits.iter().map(|(id, _)| *id).collect();
        let orders: Vec<_> = id.orders.iter().map(|(id, _)| *id).collect();
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
        let deposits: Vec<DepositId> = id.deposits.iter().map(|(id, _)| *id).collect();
        let orders: Vec<_> = id.orders.iter().map(|(id, _)| *id).collect();
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

    /// A person says that a proposal is wrong: it is not shown again for a while. What `through` gives commits it.
    pub async fn reject_proposal(
        &self,
        shop: &Workspace,
        id: &ProposalId,
        by: &Actor,
        through: &Store,
    ) -> Result<(), PairingError> {
        Ok(through.reject_proposal(shop.id, id, by, self.now()).await?)
    }
}

/// A cancelled order, reopened: a deadline that has passed is taken off.
fn reopened(order: &Order, by: &Actor, now: Timestamp) -> Result<Order, Refusal> {
    let passed = order.expires_at.is_some_and(|deadline| deadline <= now);
    let change =
        Amendment { status: Some(OrderStatus::Pending), expires_at: passed.then_some(None), ..Amendment::default() };
    Ok(order.amend(&change, by, now)?.unwrap_or_else(|| order.clone()))
}
