//! What the policies would have made of what people decided: each deposit is looked at when a policy would have looked
//! at it, with what waited then. Pure.
//!
//! Policies are taken each by itself: what one would have matched changes nothing that another finds. What a person
//! rejected is not known here, since a policy would have come first.

use std::collections::{BTreeMap, BTreeSet};

use crate::choice::Payer;
use crate::order::GRACE_MS;
use crate::policy::{LatePolicy, PolicyKind};
use crate::proposal::{Covered, Pool, bears_name};
use crate::{
    Actor, Deposit, DepositEvent, DepositId, DepositState, Difference, DismissReason, Order, OrderId, OrderState,
    OrderStatus, RestTreatment, Settings, Timestamp, WaitingOrder,
};

mod rewind;

use rewind::Lost;

/// So many of the newest decisions are looked at.
pub const DECISIONS_MAX: usize = 300;

/// When a policy looks, and how much it compares: of more it matches nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PolicyLook {
    /// How long after a change.
    pub delay_ms: i64,
    /// Undecided deposits.
    pub deposits_max: usize,
    /// Open orders.
    pub open_max: usize,
    /// Expired orders, and as many cancelled ones.
    pub ended_max: usize,
}

/// What people decided of one deposit, or of several that pay the same orders, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// When a person first decided; a policy had to come before.
    pub at: Timestamp,
    /// By id.
    pub deposits: Vec<DepositId>,
    /// What they pay, by id; none where they pay nothing.
    pub orders: Vec<OrderId>,
    /// The orders are MATCHED.
    pub is_paid: bool,
    /// What becomes of what is left of them, or became of it: what was sent back whole was `REFUND_DUE`.
    pub rest: Option<RestTreatment>,
    pub dismissed: Option<DismissReason>,
}

/// What a policy would have made of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WouldHave {
    pub at: Timestamp,
    pub covered: Covered,
    pub decision: Decision,
}

/// What people decided since an instant, newest first, and what policies would have made of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backtest {
    pub decisions: usize,
    /// There are more, older decisions.
    pub is_capped: bool,
    pub found: Vec<WouldHave>,
}

impl WouldHave {
    /// Whether the policy would have decided as the person did.
    pub fn is_same(&self) -> bool {
        let Covered { proposal, said, .. } = &self.covered;
        let decided = &self.decision;
        let is_said = match said {
            Difference::None | Difference::AcceptShort => decided.is_paid,
            Difference::KeepOpen => !decided.is_paid,
            Difference::AcceptOver => decided.rest == Some(RestTreatment::AcceptOver),
            Difference::Credit => decided.rest == Some(RestTreatment::Credit) || self.is_spent(),
            Difference::RefundDue => decided.rest == Some(RestTreatment::RefundDue),
        };
        is_said && (self.is_spent() || proposal.deposits == decided.deposits && proposal.orders == decided.orders)
    }

    /// Whether what was kept for the customer has paid another order since.
    fn is_spent(&self) -> bool {
        let Covered { proposal, said, .. } = &self.covered;
        let is_part = proposal.orders.iter().all(|order| self.decision.orders.contains(order));
        *said == Difference::Credit && is_part && self.decision.orders.len() > proposal.orders.len()
    }

    pub fn policy(&self) -> PolicyKind {
        self.covered.policy
    }
}

impl Backtest {
    /// `deposits`: all since `since`. `orders`: all since [`LatePolicy::REACH_MS`] before it. `settings`: with the
    /// policies under test.
    pub fn run(
        (deposits, orders): (&[Deposit], &[Order]),
        settings: &Settings,
        since: Timestamp,
        look: PolicyLook,
    ) -> Self {
        let mut decisions = decisions(deposits, orders, since);
        let is_capped = decisions.len() > DECISIONS_MAX;
        decisions.truncate(DECISIONS_MAX);
        // A paid order had its name, too: each is asked as it was placed.
        let placed = orders.iter().filter_map(|order| rewind::as_placed(order).as_if_waiting()).collect();
        let books = Books { deposits, orders, placed, settings, look };
        let found = decisions.iter().filter_map(|decision| books.would_have(decision)).collect();
        Self { decisions: decisions.len(), is_capped, found }
    }
}

/// What is known, and under which settings it is looked at.
struct Books<'a> {
    deposits: &'a [Deposit],
    orders: &'a [Order],
    /// What each order asked for when it was placed.
    placed: Vec<WaitingOrder>,
    settings: &'a Settings,
    look: PolicyLook,
}

impl Books<'_> {
    /// The first that a policy would have matched of these deposits, before the person came.
    fn would_have(&self, decision: &Decision) -> Option<WouldHave> {
        let of_it = self.deposits.iter().filter(|deposit| decision.deposits.contains(&deposit.id));
        let looks: BTreeSet<(Timestamp, DepositId)> = of_it.flat_map(|deposit| self.looks_at(deposit)).collect();
        looks.into_iter().take_while(|(at, _)| *at < decision.at).find_map(|(at, deposit)| {
            let covered = self.covered_at(deposit, at)?;
            Some(WouldHave { at, covered, decision: decision.clone() })
        })
    }

    /// When a policy looks at a deposit: after it came or was released, and after an order of its payer was placed or
    /// has expired.
    fn looks_at(&self, deposit: &Deposit) -> Vec<(Timestamp, DepositId)> {
        let freed = deposit.history.iter().filter(|entry| matches!(entry.what, DepositEvent::Freed(_)));
        let own = freed.map(|entry| entry.at).chain([deposit.created_at]);
        let payer = Payer::of(&deposit.as_if_waiting());
        let of_payer = self.placed.iter().filter(|order| bears_name(&payer, order));
        // Nothing looks after an expiry unless late money is matched.
        let is_late = self.settings.policies.late.is_some();
        let ended =
            |order: &WaitingOrder| order.expires_at.filter(|_| is_late).map(|deadline| deadline.plus_ms(GRACE_MS));
        let of_payer = of_payer.flat_map(|order| [Some(order.created_at), ended(order)]).flatten();
        let later = of_payer.filter(|at| *at > deposit.created_at);
        own.chain(later).map(|at| (at.plus_ms(self.look.delay_ms), deposit.id)).collect()
    }

    fn covered_at(&self, deposit: DepositId, at: Timestamp) -> Option<Covered> {
        let deposits = self.deposits.iter().filter_map(|one| rewind::deposit(one, at).transpose());
        // Of what is not known nothing can be concluded, nor of more than a policy compares.
        let deposits: Vec<Deposit> = deposits.collect::<Result<_, Lost>>().ok()?;
        let asked = deposits.iter().find(|one| one.id == deposit && one.state == DepositState::Waiting)?;
        let reach = at.plus_ms(-LatePolicy::REACH_MS);
        let recent = self.orders.iter().filter(|order| order.created_at >= reach);
        let orders = recent.filter_map(|order| rewind::order(order, at).transpose());
        let orders: Vec<Order> = orders.collect::<Result<_, Lost>>().ok()?;
        let many = |status| orders.iter().filter(|order| order.status(at) == status).count();
        let is_too_many = deposits.len() > self.look.deposits_max
            || many(OrderStatus::Pending) > self.look.open_max
            || [OrderStatus::Expired, OrderStatus::Cancelled].map(many).iter().any(|many| *many > self.look.ended_max);
        if is_too_many {
            return None;
        }
        let nothing = BTreeSet::new();
        Pool::of(&orders, &deposits, self.settings, &nothing, at).covered(asked, at)
    }
}

/// What people decided since an instant, newest first.
fn decisions(deposits: &[Deposit], orders: &[Order], since: Timestamp) -> Vec<Decision> {
    let orders: BTreeMap<OrderId, &Order> = orders.iter().map(|order| (order.id, order)).collect();
    let mut found: BTreeMap<Vec<DepositId>, Decision> = BTreeMap::new();
    for deposit in deposits {
        let Some(at) = decided_at(deposit).filter(|at| *at >= since) else { continue };
        let decision = as_it_stands(deposit, &orders, at);
        let kept = found.entry(decision.deposits.clone()).or_insert_with(|| decision.clone());
        kept.at = kept.at.min(at);
        kept.rest = kept.rest.or(decision.rest);
    }
    let mut newest: Vec<Decision> = found.into_values().collect();
    newest.sort_by_key(|decision| std::cmp::Reverse((decision.at, decision.deposits.clone())));
    newest
}

/// When a person first matched or dismissed it.
fn decided_at(deposit: &Deposit) -> Option<Timestamp> {
    let is_decision =
        |what: &DepositEvent| matches!(what, DepositEvent::Matched { rule: None, .. } | DepositEvent::Dismissed(_));
    let is_person = |by: &Actor| matches!(by, Actor::User(_) | Actor::Token(..));
    deposit.history.iter().find(|entry| is_person(&entry.by) && is_decision(&entry.what)).map(|entry| entry.at)
}

fn as_it_stands(deposit: &Deposit, orders: &BTreeMap<OrderId, &Order>, at: Timestamp) -> Decision {
    let is_matched = matches!(deposit.state, DepositState::Matched { .. });
    let paid: BTreeSet<OrderId> = if is_matched { deposit.orders().into_iter().collect() } else { BTreeSet::new() };
    let known: Vec<&Order> = paid.iter().filter_map(|id| orders.get(id).copied()).collect();
    let others = known.iter().flat_map(|order| order.payments()).map(|part| part.with);
    let deposits: BTreeSet<DepositId> = others.chain([deposit.id]).collect();
    let is_sent_back = deposit.returned() > 0 && deposit.rest() == 0;
    let is_paid = |order: &&Order| matches!(order.state, OrderState::Matched { .. });
    Decision {
        at,
        deposits: deposits.into_iter().collect(),
        is_paid: known.len() == paid.len() && known.iter().all(is_paid),
        orders: paid.into_iter().collect(),
        rest: deposit.rest_treatment.or(is_sent_back.then_some(RestTreatment::RefundDue)).filter(|_| is_matched),
        dismissed: if let DepositState::Dismissed(reason) = deposit.state { Some(reason) } else { None },
    }
}

#[cfg(test)]
#[path = "backtest_tests.rs"]
mod tests;
