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
    fn treats(self, difference: i64) -> Option<Option<RestTreatment>> {
        match (difference.signum(), self) {
            (0, _) => Some(None),
            (-1, Self::AcceptShort) => Some(None),
            (1, Self::AcceptOver) => Some(Some(RestTreatment::AcceptOver)),
            (1, Self::Credit) => Some(Some(RestTreatment::Credit)),
            (1, Self::RefundDue) => Some(Some(RestTreatment::RefundDue)),
            (_, Self::None | Self::AcceptShort | Self::AcceptOver | Self::Credit | Self::RefundDue) => None,
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

    /// The orders that it pays.
    pub fn orders(&self) -> Vec<OrderId> {
        match self.allocations.as_slice() {
            [] => self.state.order().into_iter().collect(),
            [..] => self.allocations.iter().map(|allocation| allocation.with).collect(),
        }
    }

    /// Those after the first.
    pub(crate) fn other_orders(&self) -> Vec<OrderId> {
        self.orders().into_iter().skip(1).collect()
    }

    /// Takes back what it pays.
    pub(crate) fn pay_nothing(&mut self) {
        (self.allocations, self.rest_treatment) = (Vec::new(), None);
    }
}

/// A deposit and the orders that it pays, as they will be.
pub type Matched = (Deposit, Vec<Order>);

/// A deposit and an order after a person matched them by force, whatever their amounts and names. What is missing or
/// too much is accepted on both sides, and told.
pub fn match_by_force(deposit: &Deposit, order: &Order, by: &Actor, now: Timestamp) -> Result<Matched, Refusal> {
    let said = match deposit.details.amount < order.amount {
        true => Difference::AcceptShort,
        false => Difference::AcceptOver,
    };
    match_orders(deposit, std::slice::from_ref(order), said, by, now)
}

/// A deposit and the orders that a person said it pays, of which there is one at least. It fills them oldest first:
/// what is missing, the last one lacks.
pub fn match_orders(
    deposit: &Deposit,
    orders: &[Order],
    said: Difference,
    by: &Actor,
    now: Timestamp,
) -> Result<Matched, Refusal> {
    let mut orders: Vec<&Order> = orders.iter().collect();
    orders.sort_by_key(|order| (order.created_at, order.id));
    let (received, expected) = (deposit.details.amount, orders.iter().map(|order| order.amount.get()).sum());
    let difference = beyond(received.get(), expected);
    let ids: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    let Some((first, others)) = ids.split_first() else { return Err(Refusal::DepositNotMatched(deposit.id)) };
    let mut paid = deposit.pay_with(*first, others.to_vec(), (None, difference), by.clone(), now)?;
    let (mut left, mut matched) = (received.get(), Vec::new());
    for (nth, order) in orders.iter().enumerate() {
        let is_last = nth + 1 == orders.len();
        let part = Won::new(left.min(order.amount.get()));
        left -= part.map_or(0, Won::get);
        let missing = difference.min(0);
        let over = if is_last && said == Difference::AcceptOver { difference.max(0) } else { 0 };
        let own = if is_last { missing + over } else { 0 };
        let after = order.pay_with(deposit.id, None, own, by.clone(), now)?;
        let part = part.ok_or(Refusal::NothingLeftFor(order.id))?;
        matched.push((after, part, Won::new(over.unsigned_abs())));
    }
    let treatment =
        said.treats(difference).ok_or(Refusal::DifferenceUnstated { expected, received: received.get() })?;
    if difference == 0 && matched.len() == 1 {
        return Ok((paid, matched.into_iter().map(|(order, _, _)| order).collect()));
    }
    let noted = |(mut order, amount, over): (Order, Won, Option<Won>)| {
        order.allocations = vec![allocation::<DepositId>(deposit.id, amount, by, now)];
        order.over = over;
        (allocation::<OrderId>(order.id, amount, by, now), order)
    };
    let (allocations, orders) = matched.into_iter().map(noted).unzip();
    (paid.allocations, paid.rest_treatment) = (allocations, treatment);
    Ok((paid, orders))
}

/// Whether a deposit pays just these orders already, and what is said of the difference is what was said of it.
pub fn stands(deposit: &Deposit, orders: &[Order], said: Difference) -> bool {
    let mut paid = deposit.orders();
    let mut asked: Vec<OrderId> = orders.iter().map(|order| order.id).collect();
    paid.sort_unstable();
    asked.sort_unstable();
    let expected = orders.iter().map(|order| order.amount.get()).sum();
    let treated = said.treats(beyond(deposit.details.amount.get(), expected));
    !paid.is_empty() && paid == asked && treated == Some(deposit.rest_treatment)
}

/// How much more a deposit is than the orders that it pays ask for together, in KRW; less, below zero.
pub fn difference_of((deposit, orders): &Matched) -> i64 {
    beyond(deposit.details.amount.get(), orders.iter().map(|order| order.amount.get()).sum())
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

fn allocation<W>(with: W, amount: Won, by: &Actor, at: Timestamp) -> Allocation<W> {
    Allocation { with, amount, at, by: by.clone(), rule: None }
}

/// How much more than an order's amount was received for it, in KRW; less, below zero.
pub fn difference(received: u64, asked: Won) -> i64 {
    beyond(received, asked.get())
}

fn beyond(received: u64, expected: u64) -> i64 {
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
