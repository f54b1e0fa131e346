//! The id of a proposal: what it proposes, and the versions that it was computed from.

use std::fmt;

use super::{Proposal, ProposalKind};
use crate::matching::MATCH_MAX;
use crate::{ClosedSet, Deposit, DepositId, Order, OrderId};

/// A proposal's id. It is the proposal: which deposits, which orders, as what, and at which versions they were read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProposalId {
    pub kind: ProposalKind,
    /// Each with its version.
    pub deposits: Vec<(DepositId, u64)>,
    pub orders: Vec<(OrderId, u64)>,
}

/// The form of ids; another form is another prefix.
const PREFIX: &str = "p1";

impl ProposalId {
    /// Of what was read; `None` when something of it was not.
    pub fn of(proposal: &Proposal, deposits: &[Deposit], orders: &[Order]) -> Option<Self> {
        let deposit = |id: &DepositId| deposits.iter().find(|one| one.id == *id).map(|one| (one.id, one.version));
        let order = |id: &OrderId| orders.iter().find(|one| one.id == *id).map(|one| (one.id, one.version));
        Some(Self {
            kind: proposal.kind,
            deposits: proposal.deposits.iter().map(deposit).collect::<Option<_>>()?,
            orders: proposal.orders.iter().map(order).collect::<Option<_>>()?,
        })
    }

    /// Which deposits and orders it names.
    pub fn named(&self) -> (Vec<DepositId>, Vec<OrderId>) {
        (self.deposits.iter().map(|(id, _)| *id).collect(), self.orders.iter().map(|(id, _)| *id).collect())
    }

    /// Reads an id as it is written.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (prefix, kind, deposits, orders) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let found = Self {
            kind: ProposalKind::parse(kind)?,
            deposits: read(deposits, DepositId::parse)?,
            orders: read(orders, OrderId::parse)?,
        };
        // One way to write it: what was rejected stays rejected.
        (prefix == PREFIX && found.to_string() == text && found.is_possible()).then_some(found)
    }

    /// Whether it names what one of its kind can: each once, by id; of a twin two deposits and no order.
    fn is_possible(&self) -> bool {
        let (deposits, orders) = self.named();
        let is_sorted = deposits.is_sorted_by(|one, next| one < next) && orders.is_sorted_by(|one, next| one < next);
        match (self.kind == ProposalKind::Twin, deposits.as_slice()) {
            (true, [one, other]) => one != other && orders.is_empty(),
            (true, _) => false,
            (false, _) => is_sorted && !deposits.is_empty() && !orders.is_empty(),
        }
    }

    /// What it proposes, whatever became of it since: what a rejection is kept under.
    pub fn unversioned(&self) -> String {
        let (deposits, orders) = self.named();
        unversioned(self.kind, &deposits, &orders)
    }

    /// Whether these are the versions that it was computed from.
    pub fn is_of(&self, deposits: &[Deposit], orders: &[Order]) -> bool {
        let deposit =
            |(id, version): &(DepositId, u64)| deposits.iter().any(|one| (one.id, one.version) == (*id, *version));
        let order = |(id, version): &(OrderId, u64)| orders.iter().any(|one| (one.id, one.version) == (*id, *version));
        self.deposits.iter().all(deposit) && self.orders.iter().all(order)
    }
}

impl fmt::Display for ProposalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}.{}.{}.{}", self.kind.code(), written(&self.deposits), written(&self.orders))
    }
}

/// What is proposed, without the versions.
pub(super) fn unversioned(kind: ProposalKind, deposits: &[DepositId], orders: &[OrderId]) -> String {
    let deposits: Vec<_> = deposits.iter().map(DepositId::to_string).collect();
    let orders: Vec<_> = orders.iter().map(OrderId::to_string).collect();
    format!("{}.{}.{}", kind.code(), deposits.join("_"), orders.join("_"))
}

/// Whether what was rejected names this deposit.
pub(super) fn names(rejected: &str, deposit: DepositId) -> bool {
    let deposits = rejected.split('.').nth(1).unwrap_or_default();
    deposits.split('_').any(|id| DepositId::parse(id) == Some(deposit))
}

fn written<T: fmt::Display>(items: &[(T, u64)]) -> String {
    items.iter().map(|(id, version)| format!("{id}v{version}")).collect::<Vec<_>>().join("_")
}

fn read<T>(text: &str, id: impl Fn(&str) -> Option<T>) -> Option<Vec<(T, u64)>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let item = |text: &str| {
        let (number, version) = text.split_once('v')?;
        Some((id(number)?, version.parse().ok()?))
    };
    let items: Vec<_> = text.split('_').take(MATCH_MAX + 1).map(item).collect::<Option<_>>()?;
    (items.len() <= MATCH_MAX).then_some(items)
}
