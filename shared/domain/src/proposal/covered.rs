//! Which deposit a policy matches by itself: one that a single proposal explains, and nothing else could.
//!
//! Invariant: where anything else may be meant, by an order or by a deposit, no policy covers it.

use super::{Open, Pool, Proposal, Proposed, Undecided, id, weigh};
use crate::choice::{Payer, obstacle};
use crate::deposit::is_stale;
use crate::policy::{PolicyKind, SumPolicy};
use crate::time::HOUR_MS;
use crate::{Deposit, DepositState, Difference, MatchReason, Order, OrderStatus, Timestamp, WaitingOrder};

/// Orders that are paid together were placed, and deposits that pay together were made, so near to one another.
const TOGETHER_MS: i64 = 72 * HOUR_MS;

/// What a policy matches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Covered {
    pub policy: PolicyKind,
    pub proposal: Proposal,
    /// What becomes of the difference.
    pub said: Difference,
}

/// What a proposal names.
struct Named<'p, 'a> {
    deposits: Vec<&'p Undecided<'a>>,
    orders: Vec<&'p Open<'a>>,
}

impl<'a> Pool<'a> {
    /// What a policy that is on makes of a deposit that waits. `None`: it is a person's. The pool must hold all that
    /// waits, and the deposit with it.
    pub fn covered(&self, deposit: &Deposit, now: Timestamp) -> Option<Covered> {
        let Proposed { proposals, too_many_to_tell: false } = self.propose(deposit) else { return None };
        let [only] = proposals.as_slice() else { return None };
        let policy = PolicyKind::of(only.kind)?;
        let named = self.named(only)?;
        let said = self.allowed(policy, only, &named)?;
        let is_clear = only.against.is_empty() && !self.is_doubted(&named);
        let is_certain = is_clear && self.is_certain(policy, &named, now) && !self.may_be_another(policy, &named);
        is_certain.then(|| Covered { policy, proposal: only.clone(), said })
    }

    fn named<'p>(&'p self, proposal: &Proposal) -> Option<Named<'p, 'a>> {
        let deposits = self.deposits.iter().filter(|one| proposal.deposits.contains(&one.deposit.id)).collect();
        let orders = self.orders.iter().filter(|open| proposal.orders.contains(&open.order.id)).collect();
        let named = Named { deposits, orders };
        let is_all = named.deposits.len() == proposal.deposits.len() && named.orders.len() == proposal.orders.len();
        is_all.then_some(named)
    }

    /// Whether a person rejected a proposal for one of the deposits: then somebody is at work on it.
    fn is_doubted(&self, named: &Named<'_, '_>) -> bool {
        let is_rejected = |one: &&Undecided<'_>| self.rejected.iter().any(|it| id::names(it, one.deposit.id));
        named.deposits.iter().any(is_rejected)
    }

    /// Whether a policy is on and takes a match of this size; what becomes of the difference then.
    fn allowed(&self, policy: PolicyKind, proposal: &Proposal, named: &Named<'_, '_>) -> Option<Difference> {
        let policies = &self.settings.policies;
        let difference = proposal.difference;
        match (policy, named.deposits.as_slice(), named.orders.as_slice()) {
            (PolicyKind::Short, [_], [open]) if difference < 0 => {
                let is_allowed = policies.short?.allows(difference.unsigned_abs(), open.order.amount);
                is_allowed.then_some(Difference::AcceptShort)
            }
            (PolicyKind::Over, [_], [_]) if difference > 0 => {
                let over = policies.over?;
                (difference.unsigned_abs() <= over.up_to.get()).then(|| over.difference())
            }
            (PolicyKind::Late, [one], [open]) if difference == 0 && open.status == OrderStatus::Expired => {
                let until = open.order.expires_at?.plus_ms(i64::from(policies.late?.within_hours) * HOUR_MS);
                (one.deposit.details.deposited_at <= until).then_some(Difference::None)
            }
            (PolicyKind::Combined, [_], [_, _, ..]) => {
                let is_on = policies.combined == SumPolicy::Auto && difference == 0;
                (is_on && are_of_one_customer(&named.orders)).then_some(Difference::None)
            }
            (PolicyKind::Split, [_, _, ..], [_]) => {
                (policies.split == SumPolicy::Auto && difference == 0).then_some(Difference::None)
            }
            (PolicyKind::Short | PolicyKind::Over | PolicyKind::Late, _, _) => None,
            (PolicyKind::Combined | PolicyKind::Split, _, _) => None,
        }
    }

    /// Whether every deposit could pay each order by the rules, but for the amount and, of a late one, the deadline.
    fn is_certain(&self, policy: PolicyKind, named: &Named<'_, '_>, now: Timestamp) -> bool {
        let window = self.settings.match_window_days;
        let is_whole = |one: &&Undecided<'_>| {
            let deposit = one.deposit;
            let waits = deposit.state == DepositState::Waiting && deposit.twins.is_empty();
            waits && !is_stale(deposit.details.deposited_at, window, now)
        };
        let fits = |one: &Undecided<'_>, open: &Open<'_>| {
            let name = one.payer.agreement(&open.entry);
            let obstacle = obstacle(&one.deposit.as_if_waiting(), &open.entry, self.settings);
            let is_late = policy == PolicyKind::Late && obstacle == Some(MatchReason::DepositedAfterDeadline);
            is_certain_name(name) && (obstacle.is_none() || is_late)
        };
        let is_untouched = |open: &&Open<'_>| open.order.allocations.is_empty();
        named.deposits.iter().all(is_whole)
            && named.orders.iter().all(is_untouched)
            && named.deposits.iter().all(|one| named.orders.iter().all(|open| fits(one, open)))
            && (named.deposits.len() + named.orders.len() == 2 || are_together(named))
    }

    /// Whether another order, or another deposit, may be meant.
    fn may_be_another(&self, policy: PolicyKind, named: &Named<'_, '_>) -> bool {
        let amounts: Vec<u64> = named.deposits.iter().map(|one| one.amount.get()).collect();
        let is_likely = |one: &Undecided<'_>, open: &Open<'_>| {
            weigh::is_likely(one.payer.likeness(&open.entry, &open.order.depositor_name))
        };
        let order_may_be = |open: &Open<'_>| {
            let asked = open.entry.amount.get();
            let is_payers = named.deposits.iter().any(|one| is_likely(one, open))
                || named.orders.iter().any(|own| own.is_of_one_customer(open));
            match open.status {
                // Whoever pays another person's order pays its very amount.
                OrderStatus::Pending => is_payers || (policy != PolicyKind::Late && amounts.contains(&asked)),
                OrderStatus::Expired | OrderStatus::Cancelled => {
                    is_payers && amounts.iter().any(|amount| super::is_near(*amount, asked))
                }
                OrderStatus::Matched => false,
            }
        };
        let is_own_order = |open: &Open<'_>| named.orders.iter().any(|own| own.order.id == open.order.id);
        let is_own = |one: &Undecided<'_>| named.deposits.iter().any(|own| own.deposit.id == one.deposit.id);
        let deposit_may_be = |one: &Undecided<'_>| named.orders.iter().any(|open| is_likely(one, open));
        self.orders.iter().filter(|open| !is_own_order(open)).any(order_may_be)
            || self.deposits.iter().filter(|one| !is_own(one)).any(deposit_may_be)
    }
}

impl Deposit {
    /// Whether its name is just that of an order that waits, or that and one of the order's codes.
    pub fn bears_name_of(&self, order: &Order) -> bool {
        let payer = Payer::of(&self.as_if_waiting());
        order.as_if_waiting().is_some_and(|entry| bears_name(&payer, &entry))
    }
}

/// Whether a payer's name is just that of an order, or that and one of the order's codes.
pub(crate) fn bears_name(payer: &Payer, entry: &WaitingOrder) -> bool {
    is_certain_name(payer.agreement(entry))
}

fn is_certain_name(name: Option<MatchReason>) -> bool {
    matches!(name, Some(MatchReason::NameSame | MatchReason::NameCoded))
}

/// Whether all orders bear one phone, or all one e-mail address.
fn are_of_one_customer(orders: &[&Open<'_>]) -> bool {
    let is_one = |told: &dyn Fn(&Open<'_>) -> Option<String>| {
        let first = orders.first().and_then(|open| told(open));
        first.is_some() && orders.iter().all(|open| told(open) == first)
    };
    is_one(&|open| open.phone()) || is_one(&|open| open.mail())
}

/// Whether orders were placed within the time of one visit, deposits made within it, and all of these after all of
/// those.
fn are_together(named: &Named<'_, '_>) -> bool {
    let placed: Vec<i64> = named.orders.iter().map(|open| open.order.created_at.ms()).collect();
    let made: Vec<i64> = named.deposits.iter().map(|one| one.deposit.details.deposited_at.ms()).collect();
    let ends = |times: &[i64]| Some((*times.iter().min()?, *times.iter().max()?));
    let (Some((first, last)), Some((earliest, latest))) = (ends(&placed), ends(&made)) else { return false };
    last - first <= TOGETHER_MS && latest - earliest <= TOGETHER_MS && earliest > last
}

#[cfg(test)]
#[path = "covered_tests.rs"]
mod tests;
