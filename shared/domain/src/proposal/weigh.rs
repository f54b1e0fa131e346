//! How likely a proposal is: a number for the order in which they are shown, and why.

use super::{Open, Pool, Proposal, ProposalFact, ProposalKind, ProposalReason, Undecided};
use crate::allocation::beyond;
use crate::choice::obstacle;
use crate::{Deposit, DepositId, HoldReason, MatchReason, OrderId};

/// What speaks against a proposal lowers it by so much, each.
const AGAINST: u8 = 15;

/// What is known of a proposal.
pub(super) struct Facts<'a> {
    pub name: MatchReason,
    pub obstacle: Option<MatchReason>,
    pub facts: &'a [ProposalFact],
}

/// Whether a name may be the order's.
pub(super) fn is_likely(name: MatchReason) -> bool {
    of_name(name) > 0
}

/// How much a name is worth, of 100.
fn of_name(name: MatchReason) -> u8 {
    match name {
        MatchReason::NameSame | MatchReason::NameCoded => 95,
        MatchReason::NameCut => 88,
        MatchReason::NameSameWithMore => 80,
        MatchReason::NameLike => 75,
        MatchReason::AmountEqual
        | MatchReason::Completes
        | MatchReason::NameDiffers
        | MatchReason::NameQualifierDiffers
        | MatchReason::NameUnreadable
        | MatchReason::NameCannotMatch
        | MatchReason::OldestOfSeveral
        | MatchReason::AsManyDeposits
        | MatchReason::OtherAccount
        | MatchReason::DepositedAfterDeadline
        | MatchReason::DepositedLongBeforeOrder
        | MatchReason::OutsideMatchWindow => 0,
    }
}

/// How much a kind takes of that.
fn of_kind(kind: ProposalKind) -> u8 {
    match kind {
        ProposalKind::Twin | ProposalKind::SameAmount => 0,
        ProposalKind::Combined | ProposalKind::Split | ProposalKind::Late => 10,
        ProposalKind::PaysTheDifference | ProposalKind::Short | ProposalKind::Over => 15,
        ProposalKind::EqualOrders | ProposalKind::Cancelled => 20,
        ProposalKind::Instalment => 40,
    }
}

/// What an order of another name scores if it is the only one.
const ONLY_ONE: u8 = 40;
/// What a twin scores: the guards that held it are surer than any name.
const TWIN: u8 = 98;

pub(super) fn proposal(
    kind: ProposalKind,
    deposits: Vec<DepositId>,
    orders: Vec<OrderId>,
    difference: i64,
    facts: Facts<'_>,
) -> Proposal {
    let name = ProposalReason::Match(facts.name);
    let (mut reasons, mut against) = (Vec::new(), Vec::new());
    if difference == 0 && !facts.facts.contains(&ProposalFact::SumEqual) {
        reasons.push(ProposalReason::Match(MatchReason::AmountEqual));
    }
    let side = if is_likely(facts.name) { &mut reasons } else { &mut against };
    side.push(name);
    for fact in facts.facts {
        let side = if *fact == ProposalFact::OnlyNameInCommon { &mut against } else { &mut reasons };
        side.push(ProposalReason::Fact(*fact));
    }
    if kind == ProposalKind::EqualOrders {
        reasons.push(ProposalReason::Match(MatchReason::OldestOfSeveral));
    }
    let score = of_name(facts.name).max(ONLY_ONE).saturating_sub(of_kind(kind));
    let mut found = Proposal { kind, deposits, orders, difference, score, margin: 0, reasons, against };
    found.score = found.score.saturating_sub(AGAINST * u8::from(facts.facts.contains(&ProposalFact::OnlyNameInCommon)));
    if let Some(obstacle) = facts.obstacle {
        oppose(&mut found, ProposalReason::Match(obstacle));
    }
    found
}

/// Notes what speaks against a proposal.
pub(super) fn against(proposal: &mut Proposal, fact: ProposalFact) {
    oppose(proposal, ProposalReason::Fact(fact));
}

fn oppose(proposal: &mut Proposal, reason: ProposalReason) {
    proposal.against.push(reason);
    proposal.score = proposal.score.saturating_sub(AGAINST);
}

/// The other deposit that tells of the same money, where a guard held this one for it.
pub(super) fn twin(deposit: &Deposit) -> Option<Proposal> {
    let is_held = deposit.state.holds().contains(HoldReason::PossibleDuplicate);
    let twin = deposit.twins.first().filter(|_| is_held)?;
    Some(Proposal {
        kind: ProposalKind::Twin,
        deposits: vec![deposit.id, *twin],
        orders: Vec::new(),
        difference: 0,
        score: TWIN,
        margin: 0,
        reasons: vec![ProposalReason::Fact(ProposalFact::ToldBefore)],
        against: Vec::new(),
    })
}

/// Best first, each with its margin. What holds the deposit speaks against whatever pays an order.
pub(super) fn ranked(deposit: &Deposit, mut found: Vec<Proposal>) -> Vec<Proposal> {
    let holds = deposit.state.holds();
    for proposal in found.iter_mut().filter(|proposal| proposal.kind != ProposalKind::Twin) {
        if holds.contains(HoldReason::PossibleDuplicate) {
            against(proposal, ProposalFact::ToldBefore);
        }
        if !holds.without(HoldReason::PossibleDuplicate.into()).is_empty() {
            against(proposal, ProposalFact::DepositHeld);
        }
    }
    found.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.orders.cmp(&other.orders)));
    let scores: Vec<u8> = found.iter().map(|proposal| proposal.score).collect();
    for (nth, proposal) in found.iter_mut().enumerate() {
        proposal.margin = proposal.score - scores.get(nth + 1).copied().unwrap_or(0);
    }
    found
}

impl Pool<'_> {
    /// A deposit that pays one order.
    pub(super) fn one(
        &self,
        kind: ProposalKind,
        asked: &Undecided<'_>,
        open: &Open<'_>,
        name: MatchReason,
    ) -> Proposal {
        let difference = beyond(asked.amount.get(), open.entry.amount.get());
        // Of a late one the deadline is the kind.
        let obstacle = obstacle(&asked.deposit.as_if_waiting(), &open.entry, self.settings)
            .filter(|obstacle| kind != ProposalKind::Late || *obstacle != MatchReason::DepositedAfterDeadline);
        let facts = Facts { name, obstacle, facts: &[] };
        proposal(kind, vec![asked.deposit.id], vec![open.order.id], difference, facts)
    }
}
