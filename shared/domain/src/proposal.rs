//! Proposals: what a deposit that no rule pairs may be, best first, for a person to accept or reject. Computed from
//! what waits, and never kept. Pure; nothing here pairs.
//!
//! A kind explains a deposit only where the kinds before it do not: an order of exactly its amount, then sums, then an
//! amount that is a little off, then the only order of its amount.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use strum::{EnumIter, IntoStaticStr};

use crate::choice::Payer;
use crate::time::MINUTE_MS;
use crate::{
    ClosedSet, Deposit, DepositId, DepositState, Difference, HoldReason, MatchReason, Order, OrderId, OrderStatus,
    Settings, Timestamp, WaitingOrder, Won,
};

mod covered;
mod id;
mod sums;
mod weigh;

pub use covered::Covered;
pub(crate) use covered::bears_name;
pub use id::ProposalId;

/// What a deposit may be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum ProposalKind {
    /// It tells of the same money as another deposit.
    Twin,
    /// It pays an order of its amount.
    SameAmount,
    /// It pays one of several orders of its amount, its name and, as far as is known, one customer: the oldest.
    EqualOrders,
    /// It is what is missing of an order that is paid in part.
    PaysTheDifference,
    /// It pays an order whose deadline has passed.
    Late,
    /// It pays an order that was cancelled.
    Cancelled,
    /// It pays several orders together.
    Combined,
    /// It pays an order together with other deposits.
    Split,
    /// It is a little less than its order.
    Short,
    /// It is a little more than its order.
    Over,
    /// It is a part of an order; the rest is still to come.
    Instalment,
}

/// What a person does with a proposal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Treatment {
    /// Matches, and says what becomes of the difference.
    Match(Difference),
    Other(OtherTreatment),
}

/// What a person does with a proposal that is no plain match.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum OtherTreatment {
    /// The cancelled order is reopened, and paid.
    Reopen,
    /// The money was sent back: the deposit is dismissed.
    Refunded,
    /// It is the same money: the deposit is dismissed.
    Duplicate,
}

impl ClosedSet for Treatment {
    fn all() -> impl Iterator<Item = Self> {
        Difference::all().map(Self::Match).chain(OtherTreatment::all().map(Self::Other))
    }

    fn code(self) -> &'static str {
        match self {
            Self::Match(difference) => difference.code(),
            Self::Other(other) => other.code(),
        }
    }
}

impl ProposalKind {
    /// What may be done with one of this kind; the first is what is meant if nothing is said.
    pub fn treatments(self) -> &'static [Treatment] {
        use Treatment::{Match, Other};
        match self {
            Self::Twin => &[Other(OtherTreatment::Duplicate)],
            Self::SameAmount | Self::EqualOrders | Self::PaysTheDifference => &[Match(Difference::None)],
            Self::Late | Self::Combined | Self::Split => &[Match(Difference::None)],
            Self::Cancelled => &[Other(OtherTreatment::Reopen), Other(OtherTreatment::Refunded)],
            Self::Short => &[Match(Difference::AcceptShort), Match(Difference::KeepOpen)],
            Self::Over => &[Match(Difference::AcceptOver), Match(Difference::Credit), Match(Difference::RefundDue)],
            Self::Instalment => &[Match(Difference::KeepOpen)],
        }
    }
}

/// What became of a proposal that was to be accepted with others.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum ProposalOutcome {
    Accepted,
    Refused,
    NotTried,
}

/// A fact that speaks for or against a proposal, beside the reasons that orders and deposits are compared by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ProposalFact {
    /// The amounts agree in sum.
    SumEqual,
    /// All orders bear one phone, or one e-mail address.
    SameCustomer,
    /// The orders have nothing but the name in common.
    OnlyNameInCommon,
    /// One order of this amount waits, and no other deposit of it.
    OnlyOneOfAmount,
    /// Another sum of what waits comes to the same.
    OtherSums,
    /// The same money was told before.
    ToldBefore,
    /// The deposit is held for reasons of its own, which a match passes over.
    DepositHeld,
}

/// Why a proposal is likely, or is not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ProposalReason {
    Match(MatchReason),
    Fact(ProposalFact),
}

impl ClosedSet for ProposalReason {
    fn all() -> impl Iterator<Item = Self> {
        MatchReason::all().map(Self::Match).chain(ProposalFact::all().map(Self::Fact))
    }

    fn code(self) -> &'static str {
        match self {
            Self::Match(reason) => reason.code(),
            Self::Fact(fact) => fact.code(),
        }
    }
}

/// What a deposit may be. It rules nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    pub kind: ProposalKind,
    /// By id. Of a twin: the deposit that is to be dismissed, then the one that tells of the same money.
    pub deposits: Vec<DepositId>,
    /// By id.
    pub orders: Vec<OrderId>,
    /// How much more the deposits are than what is open of the orders, in KRW; less, below zero.
    pub difference: i64,
    /// 0 to 100; more is more likely.
    pub score: u8,
    /// How far the deposit's next best proposal scores below it; of the last, its own score.
    pub margin: u8,
    pub reasons: Vec<ProposalReason>,
    pub against: Vec<ProposalReason>,
}

/// So long after it was recorded, a deposit that waits may still be paired by itself: its order is being placed.
pub const EXPECTED_MS: i64 = 10 * MINUTE_MS;

/// Whether a deposit is work for a person: held, or waiting for longer than its order would take to come.
pub fn is_work(deposit: &Deposit, now: Timestamp) -> bool {
    match deposit.state {
        DepositState::Held(_) => true,
        DepositState::Waiting => deposit.created_at < now.plus_ms(-EXPECTED_MS),
        DepositState::Matched { .. } | DepositState::Dismissed(_) => false,
    }
}

/// Whether a deposit may pay something by one press. Of one that the bank took back there is no money.
fn can_be_proposed(deposit: &Deposit) -> bool {
    deposit.state.is_undecided() && !deposit.state.holds().contains(HoldReason::Reversed)
}

/// What waits in a workspace, read once and compared with many deposits.
pub struct Pool<'a> {
    orders: Vec<Open<'a>>,
    deposits: Vec<Undecided<'a>>,
    settings: &'a Settings,
    /// What a person said is wrong, as [`ProposalId::unversioned`].
    rejected: &'a BTreeSet<String>,
}

/// An order that is not paid, or not in full.
struct Open<'a> {
    order: &'a Order,
    status: OrderStatus,
    /// As the choice reads it; `amount` is what is open.
    entry: WaitingOrder,
}

/// A deposit that waits or is held.
struct Undecided<'a> {
    deposit: &'a Deposit,
    /// What is left of it.
    amount: Won,
    payer: Payer,
}

/// A deposit's proposals, and whether there was more than could be compared.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Proposed {
    /// Best first.
    pub proposals: Vec<Proposal>,
    /// More orders or deposits of this payer wait than sums are tried of.
    pub too_many_to_tell: bool,
}

impl<'a> Pool<'a> {
    /// Of orders and deposits in any state: those that are paid or dismissed are left out.
    pub fn of(
        orders: &'a [Order],
        deposits: &'a [Deposit],
        settings: &'a Settings,
        rejected: &'a BTreeSet<String>,
        now: Timestamp,
    ) -> Self {
        let open = |order: &'a Order| Some(Open { status: order.status(now), entry: order.as_if_waiting()?, order });
        let mut orders: Vec<Open<'a>> = orders.iter().filter_map(open).collect();
        orders.sort_by_key(|open| (open.order.created_at, open.order.id));
        let deposits = deposits.iter().filter(|deposit| can_be_proposed(deposit)).map(Undecided::of).collect();
        Self { orders, deposits, settings, rejected }
    }

    /// What a deposit may be: nothing of one that is matched, dismissed or taken back.
    pub fn propose(&self, deposit: &Deposit) -> Proposed {
        if !can_be_proposed(deposit) {
            return Proposed::default();
        }
        let asked = Undecided::of(deposit);
        let (mut found, mut too_many_to_tell) = (self.left(self.of_its_amount(&asked)), false);
        if found.is_empty() {
            (found, too_many_to_tell) = self.sums(&asked);
            found = self.left(found);
        }
        if found.is_empty() {
            found = self.left(self.of_another_amount(&asked));
        }
        if found.is_empty() {
            found = self.left(self.only_one_of_its_amount(&asked));
        }
        found.extend(self.left(weigh::twin(deposit).into_iter().collect()));
        Proposed { proposals: weigh::ranked(deposit, found), too_many_to_tell }
    }

    /// Without what a person said is wrong: something else must explain the deposit then.
    fn left(&self, mut found: Vec<Proposal>) -> Vec<Proposal> {
        found.retain(|one| !self.rejected.contains(&id::unversioned(one.kind, &one.deposits, &one.orders)));
        found
    }

    fn with_status(&self, status: OrderStatus) -> impl Iterator<Item = &Open<'a>> {
        self.orders.iter().filter(move |open| open.status == status)
    }

    /// Orders of exactly its amount that may bear its name.
    fn of_its_amount(&self, asked: &Undecided<'_>) -> Vec<Proposal> {
        let amount = asked.amount;
        let likely = |status| {
            let open = self.with_status(status).filter(move |open| open.entry.amount == amount);
            open.map(|open| (asked.payer.likeness(&open.entry, &open.order.depositor_name), open))
                .filter(|(name, _)| weigh::is_likely(*name))
        };
        let mut found = Vec::new();
        let waiting: Vec<_> = likely(OrderStatus::Pending).collect();
        let mut listed: Vec<&Open<'_>> = Vec::new();
        for (name, open) in &waiting {
            let is_equal = |other: &Open<'_>| other.entry.may_be_of_payer_of(&open.entry);
            if listed.iter().any(|before| is_equal(before)) {
                continue;
            }
            listed.push(open);
            let is_alone = waiting.iter().filter(|(_, other)| is_equal(other)).count() == 1;
            let kind = if is_alone { open.kind() } else { ProposalKind::EqualOrders };
            found.push(self.one(kind, asked, open, *name));
        }
        found.extend(likely(OrderStatus::Expired).map(|(name, open)| self.one(ProposalKind::Late, asked, open, name)));
        found.extend(
            likely(OrderStatus::Cancelled).map(|(name, open)| self.one(ProposalKind::Cancelled, asked, open, name)),
        );
        found
    }

    /// Orders of its name that are open by a little more or less, or of which it is a part.
    fn of_another_amount(&self, asked: &Undecided<'_>) -> Vec<Proposal> {
        self.with_status(OrderStatus::Pending)
            .filter_map(|open| {
                let name = asked.payer.agreement(&open.entry)?;
                let (received, asked_for) = (asked.amount.get(), open.entry.amount.get());
                let kind = match (received.cmp(&asked_for), is_near(received, asked_for)) {
                    (Ordering::Less, true) => ProposalKind::Short,
                    (Ordering::Less, false) => ProposalKind::Instalment,
                    (Ordering::Greater, true) => ProposalKind::Over,
                    (Ordering::Equal, _) | (Ordering::Greater, false) => return None,
                };
                Some(self.one(kind, asked, open, name))
            })
            .collect()
    }

    /// The one order of its amount under another name, if no other deposit may mean it.
    fn only_one_of_its_amount(&self, asked: &Undecided<'_>) -> Vec<Proposal> {
        let amount = asked.amount;
        let mut open = self.with_status(OrderStatus::Pending).filter(|open| open.entry.amount == amount);
        let is_other = |other: &Undecided<'_>| other.deposit.id != asked.deposit.id && other.amount == amount;
        let (Some(only), None, false) = (open.next(), open.next(), self.deposits.iter().any(is_other)) else {
            return Vec::new();
        };
        let name = asked.payer.likeness(&only.entry, &only.order.depositor_name);
        let mut proposal = self.one(only.kind(), asked, only, name);
        proposal.reasons.push(ProposalReason::Fact(ProposalFact::OnlyOneOfAmount));
        vec![proposal]
    }
}

/// Whether an amount is at most a fifth more or less than what is asked for.
fn is_near(received: u64, asked: u64) -> bool {
    received.abs_diff(asked).saturating_mul(5) <= asked
}

impl Open<'_> {
    /// What a deposit of just what is open of it is.
    fn kind(&self) -> ProposalKind {
        if self.entry.has_parts { ProposalKind::PaysTheDifference } else { ProposalKind::SameAmount }
    }
}

impl<'a> Undecided<'a> {
    fn of(deposit: &'a Deposit) -> Self {
        let amount = Won::new(deposit.rest()).unwrap_or(deposit.details.amount);
        Self { payer: Payer::of(&deposit.as_if_waiting()), amount, deposit }
    }
}

#[cfg(test)]
#[path = "proposal_tests.rs"]
pub(crate) mod tests;
