//! How much of a deposit pays how much of an order, where that is not all of both.
//!
//! Invariant: an allocation stands on both sides with one amount. A pair without one is exact: the deposit's amount is
//! the order's, and both keep what they always kept.

use strum::{EnumIter, IntoStaticStr};

use crate::{
    Actor, Deposit, DepositEvent, DepositId, DepositState, Order, OrderEvent, OrderId, OrderState, Refusal, Rule,
    Timestamp, Won,
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

    /// Of a MATCHED order: how much more than its amount was received for it, in KRW; less, below zero.
    pub fn difference(&self) -> Option<i64> {
        let is_matched = matches!(self.state, OrderState::Matched { .. });
        is_matched.then(|| difference(self.received(), self.amount))
    }
}

impl Deposit {
    /// What of it pays no order, in KRW.
    pub fn rest(&self) -> u64 {
        match self.state {
            DepositState::Matched { .. } if self.allocations.is_empty() => 0,
            DepositState::Matched { .. } | DepositState::Waiting | DepositState::Held(_) => {
                self.details.amount.get().saturating_sub(sum(&self.allocations))
            }
            DepositState::Dismissed(_) => self.details.amount.get(),
        }
    }

    /// Takes back what it pays.
    pub(crate) fn pay_nothing(&mut self) {
        (self.allocations, self.rest_treatment) = (Vec::new(), None);
    }
}

/// A deposit and an order after a person matched them by force, whatever their amounts and names. What is missing or too
/// much is accepted on both sides, and told.
pub fn match_by_force(
    deposit: &Deposit,
    order: &Order,
    by: &Actor,
    now: Timestamp,
) -> Result<(Deposit, Order), Refusal> {
    let difference = difference(deposit.details.amount.get(), order.amount);
    let paid = deposit.pay_with(order.id, None, difference, by.clone(), now)?;
    let matched = order.pay_with(deposit.id, None, difference, by.clone(), now)?;
    Ok(allocated(paid, matched, by, now))
}

/// The two sides of a match by hand, with what the one pays of the other: nothing is noted where it is all of both.
pub fn allocated(mut deposit: Deposit, mut order: Order, by: &Actor, at: Timestamp) -> (Deposit, Order) {
    if deposit.details.amount != order.amount {
        let amount = deposit.details.amount.min(order.amount);
        deposit.allocations = vec![allocation::<OrderId>(order.id, amount, by, at)];
        order.allocations = vec![allocation::<DepositId>(deposit.id, amount, by, at)];
        order.over = Won::new(deposit.rest());
        deposit.rest_treatment = order.over.map(|_| RestTreatment::AcceptOver);
    }
    (deposit, order)
}

/// Both sides of a match by hand of before, which did not tell what it received, with that told. `None`: it was told, or
/// a rule made the match.
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

fn allocation<W>(with: W, amount: Won, by: &Actor, at: Timestamp) -> Allocation<W> {
    Allocation { with, amount, at, by: by.clone(), rule: None }
}

/// How much more than an order's amount was received for it, in KRW; less, below zero.
pub fn difference(received: u64, asked: Won) -> i64 {
    // Amounts are far below the largest of these numbers.
    i64::try_from(received).unwrap_or(i64::MAX).saturating_sub_unsigned(asked.get())
}

/// What allocations come to, in KRW.
pub fn sum<W>(allocations: &[Allocation<W>]) -> u64 {
    allocations.iter().map(|allocation| allocation.amount.get()).sum()
}

#[cfg(test)]
#[path = "allocation_tests.rs"]
mod tests;
