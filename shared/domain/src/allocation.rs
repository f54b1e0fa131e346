//! How much of a deposit pays how much of an order, where that is not all of both.
//!
//! Invariant: an allocation stands on both sides with one amount. A pair without one is exact: the deposit's amount is
//! the order's, and both keep what they always kept.

use strum::{EnumIter, IntoStaticStr};

use crate::{
    Actor, Deposit, DepositEvent, DepositId, DepositState, MatchRule, Order, OrderEvent, OrderFlag, OrderId,
    OrderState, PaymentState, Rule, Timestamp, Won, order::is_overdue,
};

/// A part of a deposit that pays an order, as one of the two sides keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allocation<W> {
    /// The other side.
    pub with: W,
    pub amount: Won,
    pub at: Timestamp,
    pub by: Actor,
    /// `None` for a match by hand.
    pub rule: Option<Rule>,
}

/// What a person said of the money of a matched deposit that pays no order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum RestTreatment {
    /// The shop keeps it with the order.
    AcceptOver,
    /// The shop keeps it for the customer.
    Credit,
    /// It is to be sent back.
    RefundDue,
}

/// What a person says of the difference between a deposit and the orders that it is to pay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum Difference {
    /// There is none.
    None,
    /// What is missing is still to come: the order that is filled last stays open.
    KeepOpen,
    /// What is missing is accepted.
    AcceptShort,
    /// What is too much is kept with the last order.
    AcceptOver,
    /// What is too much is kept for the customer.
    Credit,
    /// What is too much is to be sent back.
    RefundDue,
}

impl Difference {
    /// What becomes of so much more than is asked for. Outer `None`: nothing was said of it.
    pub(crate) fn treats(self, difference: i64) -> Option<Option<RestTreatment>> {
        match (difference.signum(), self) {
            (0, _) => Some(None),
            (-1, Self::AcceptShort | Self::KeepOpen) => Some(None),
            (1, Self::AcceptOver) => Some(Some(RestTreatment::AcceptOver)),
            (1, Self::Credit) => Some(Some(RestTreatment::Credit)),
            (1, Self::RefundDue) => Some(Some(RestTreatment::RefundDue)),
            (_, Self::None | Self::KeepOpen | Self::AcceptShort) => None,
            (_, Self::AcceptOver | Self::Credit | Self::RefundDue) => None,
        }
    }
}

impl Order {
    /// What was received for it, in KRW.
    pub fn received(&self) -> u64 {
        match self.state {
            OrderState::Matched { .. } if self.allocations.is_empty() => self.amount.get(),
            OrderState::Matched { .. } | OrderState::Pending | OrderState::Cancelled | OrderState::Expired => {
                sum(&self.allocations) + self.over.map_or(0, Won::get)
            }
        }
    }

    /// What is missing of its amount, in KRW.
    pub fn open(&self) -> u64 {
        match self.state {
            OrderState::Matched { .. } if self.allocations.is_empty() => 0,
            OrderState::Matched { .. } | OrderState::Pending | OrderState::Cancelled | OrderState::Expired => {
                self.amount.get().saturating_sub(sum(&self.allocations))
            }
        }
    }

    /// How far it is paid.
    pub fn payment_state(&self) -> PaymentState {
        match self.state {
            OrderState::Matched { .. } => PaymentState::Paid,
            OrderState::Pending | OrderState::Expired if !self.allocations.is_empty() => PaymentState::Partial,
            OrderState::Pending | OrderState::Cancelled | OrderState::Expired => PaymentState::Unpaid,
        }
    }

    /// What pays it, or parts of it: of one that a single deposit of its amount pays, just that.
    pub fn payments(&self) -> Vec<Allocation<DepositId>> {
        let OrderState::Matched { deposit, at } = self.state else { return self.allocations.clone() };
        if !self.allocations.is_empty() {
            return self.allocations.clone();
        }
        let (by, rule) = self.last_match().map_or((Actor::Operator, None), |(by, rule)| (by.clone(), rule));
        vec![Allocation { with: deposit, amount: self.amount, at, by, rule }]
    }

    fn last_match(&self) -> Option<(&Actor, Option<Rule>)> {
        self.history.iter().rev().find_map(|entry| {
            if let OrderEvent::Matched { rule, .. } = entry.what { Some((&entry.by, rule)) } else { None }
        })
    }

    /// What is not plain about its payment.
    pub fn flags(&self) -> Vec<OrderFlag> {
        let matched_at = if let OrderState::Matched { at, .. } = self.state { Some(at) } else { None };
        let is_paid = |what: &OrderEvent| {
            matches!(what, OrderEvent::Matched { .. } | OrderEvent::PartiallyPaid { .. } | OrderEvent::Settled { .. })
        };
        let is_reversed = |what: &OrderEvent| matches!(what, OrderEvent::Reversed { .. });
        let last = self.history.iter().rev().find(|entry| is_paid(&entry.what) || is_reversed(&entry.what));
        let flags = [
            (OrderFlag::Short, matched_at.is_some() && self.open() > 0),
            (OrderFlag::Over, self.over.is_some()),
            (OrderFlag::Late, matched_at.is_some_and(|at| is_overdue(self.expires_at, at))),
            (OrderFlag::ByHand, self.payments().iter().any(is_by_hand)),
            (OrderFlag::Reversed, last.is_some_and(|entry| is_reversed(&entry.what))),
        ];
        flags.into_iter().filter(|(_, stands)| *stands).map(|(flag, _)| flag).collect()
    }

    /// Of a MATCHED order: how much more than its amount was received for it, in KRW; less, below zero.
    pub fn difference(&self) -> Option<i64> {
        let is_matched = matches!(self.state, OrderState::Matched { .. });
        is_matched.then(|| difference(self.received(), self.amount))
    }
}

impl Deposit {
    /// What of it pays no order and was not sent back, in KRW.
    pub fn rest(&self) -> u64 {
        match self.state {
            DepositState::Matched { .. } if self.allocations.is_empty() => 0,
            DepositState::Matched { .. }
            | DepositState::Waiting
            | DepositState::Held(_)
            | DepositState::Dismissed(_) => {
                self.details.amount.get().saturating_sub(sum(&self.allocations) + self.returned())
            }
        }
    }

    /// The orders that it pays.
    pub fn orders(&self) -> Vec<OrderId> {
        match self.allocations.as_slice() {
            [] => self.state.order().into_iter().collect(),
            [..] => self.allocations.iter().map(|allocation| allocation.with).collect(),
        }
    }

    /// Those beside the one that its state names.
    pub(crate) fn other_orders(&self) -> Vec<OrderId> {
        self.orders().into_iter().filter(|order| self.state.order() != Some(*order)).collect()
    }

    /// The amount at which it was paired with an order.
    pub fn paired_at(&self, order: OrderId) -> Won {
        let part = self.allocations.iter().find(|allocation| allocation.with == order);
        part.map_or(self.details.amount, |part| part.amount)
    }

    /// Takes back what it pays.
    pub(crate) fn pay_nothing(&mut self) {
        (self.allocations, self.rest_treatment) = (Vec::new(), None);
    }
}

/// What a pair of before keeps today: nothing is noted where it is all of both.
fn allocated(mut deposit: Deposit, mut order: Order, by: &Actor, at: Timestamp) -> (Deposit, Order) {
    if deposit.details.amount != order.amount {
        let amount = deposit.details.amount.min(order.amount);
        deposit.allocations = vec![allocation::<OrderId>(order.id, amount, by, at)];
        order.allocations = vec![allocation::<DepositId>(deposit.id, amount, by, at)];
        order.over = Won::new(deposit.rest());
        deposit.rest_treatment = order.over.map(|_| RestTreatment::AcceptOver);
    }
    (deposit, order)
}

/// Both sides of a match by hand of before, which did not tell what it received, with that told. `None`: it was told,
/// or a rule made the match.
pub fn told_now(deposit: &Deposit, order: &Order) -> Option<(Deposit, Order)> {
    let (mut deposit, mut order) = (deposit.clone(), order.clone());
    let OrderState::Matched { at, .. } = order.state else { return None };
    let (received, asked) = (deposit.details.amount, order.amount);
    let exact = difference(received.get(), asked);
    let paid = order.history.iter_mut().rev().find(|entry| matches!(entry.what, OrderEvent::Matched { .. }));
    let by = match paid {
        Some(entry) => {
            let OrderEvent::Matched { rule: None, difference: told @ None, .. } = &mut entry.what else { return None };
            *told = Some(exact);
            entry.by.clone()
        }
        // So many changes ago that nobody knows any more who made it.
        None if received == asked => return None,
        None => Actor::Operator,
    };
    let matched = deposit.history.iter_mut().rev().find(|entry| matches!(entry.what, DepositEvent::Matched { .. }));
    if let Some(DepositEvent::Matched { difference: told, .. }) = matched.map(|entry| &mut entry.what) {
        *told = Some(exact);
    }
    Some(allocated(deposit, order, &by, at))
}

fn is_by_hand<W>(part: &Allocation<W>) -> bool {
    MatchRule::of(part.rule, &part.by) == MatchRule::ByHand
}

/// A part that a person matched, or a policy.
pub(crate) fn allocation<W>(with: W, amount: Won, by: &Actor, at: Timestamp) -> Allocation<W> {
    Allocation { with, amount, at, by: by.clone(), rule: None }
}

/// How much more than an order's amount was received for it, in KRW; less, below zero.
pub fn difference(received: u64, asked: Won) -> i64 {
    beyond(received, asked.get())
}

pub(crate) fn beyond(received: u64, expected: u64) -> i64 {
    // Amounts are far below the largest of these numbers.
    i64::try_from(received).unwrap_or(i64::MAX).saturating_sub_unsigned(expected)
}

/// What allocations come to, in KRW.
pub fn sum<W>(allocations: &[Allocation<W>]) -> u64 {
    allocations.iter().map(|allocation| allocation.amount.get()).sum()
}

#[cfg(test)]
#[path = "allocation_tests.rs"]
mod tests;
