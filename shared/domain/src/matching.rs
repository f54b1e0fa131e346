//! What a person matches: deposits fill orders, and what is missing or too much becomes what the person said.
//!
//! Invariant: an allocation stands on both sides with one amount, and one deposit of exactly one order's amount keeps
//! none.

use crate::allocation::{allocation, beyond};
use crate::{
    Actor, Deposit, DepositEvent, DepositId, DepositState, Difference, DismissReason, HoldReason, Order, OrderId,
    OrderState, Refusal, RestTreatment, Timestamp, Won,
};

/// So many deposits, and so many orders, one match takes.
pub const MATCH_MAX: usize = 5;

/// Deposits and the orders that they pay, as they will be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Matched {
    /// Those filled first come first.
    pub deposits: Vec<Deposit>,
    pub orders: Vec<Order>,
}

impl Matched {
    /// How much more the deposits are than the orders ask for, in KRW; less, below zero.
    pub fn difference(&self) -> i64 {
        let rest = self.deposits.iter().map(Deposit::rest).sum();
        beyond(rest, self.orders.iter().map(Order::open).sum())
    }
}

/// Who matches, and when.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    pub by: &'a Actor,
    pub now: Timestamp,
}

/// A deposit and an order after a person matched them by force, whatever their amounts and names. What is missing or
/// too much is accepted on both sides, and told.
pub fn match_by_force(deposit: &Deposit, order: &Order, by: &Actor, now: Timestamp) -> Result<Matched, Refusal> {
    let said = match deposit.rest() < order.open() {
        true => Difference::AcceptShort,
        false => Difference::AcceptOver,
    };
    match_orders(std::slice::from_ref(deposit), std::slice::from_ref(order), said, Press { by, now })
}

/// Deposits and the orders that a person said they pay, of each one at least. The earliest money fills the oldest
/// orders: what is missing, the order lacks that is filled last; what is too much is left of the last deposit.
pub fn match_orders(
    deposits: &[Deposit],
    orders: &[Order],
    said: Difference,
    press: Press<'_>,
) -> Result<Matched, Refusal> {
    let (mut deposits, mut orders) = (deposits.to_vec(), orders.to_vec());
    deposits.sort_by_key(|deposit| (deposit.details.deposited_at, deposit.id));
    orders.sort_by_key(|order| (order.created_at, order.id));
    check(&deposits, &orders)?;
    let parts = fill(&deposits, &orders)?;
    let received: u64 = deposits.iter().map(Deposit::rest).sum();
    let expected: u64 = orders.iter().map(Order::open).sum();
    let difference = beyond(received, expected);
    let stays_open = difference < 0 && said == Difference::KeepOpen;
    let full = |order: &&Order| order.allocations.len() + parts_of(&parts, order).len() > Order::PARTS_OPEN_MAX;
    if let Some(full) = orders.last().filter(|_| stays_open).filter(full) {
        return Err(Refusal::TooManyParts(full.id));
    }
    let treatment = said.treats(difference).ok_or(Refusal::DifferenceUnstated { expected, received })?;
    let over = Won::new(difference.max(0).unsigned_abs()).filter(|_| treatment == Some(RestTreatment::AcceptOver));
    let (last_deposit, last_order) = (deposits.last().map(|last| last.id), orders.last().map(|last| last.id));
    let open = |order: OrderId| if last_order == Some(order) { difference.min(0) } else { 0 };
    let deposits_after = deposits.iter().map(|deposit| {
        let left = (last_deposit == Some(deposit.id) && difference > 0).then_some(difference);
        deposit.pay_parts(&parts, treatment.filter(|_| left.is_some()), |order| left.unwrap_or(open(order)), press)
    });
    let orders_after = orders.iter().map(|order| {
        let is_last = last_order == Some(order.id);
        order.paid_by_parts(&parts, (open(order.id), over.filter(|_| is_last)), is_last && stays_open, press)
    });
    let mut matched = Matched {
        deposits: deposits_after.collect::<Result<_, _>>()?,
        orders: orders_after.collect::<Result<_, _>>()?,
    };
    matched.keep_exact_ones_plain();
    Ok(matched)
}

/// Whether deposits pay just these orders already, and what is said of the difference is what was said of it.
pub fn stands(deposits: &[Deposit], orders: &[Order], said: Difference) -> bool {
    let asked = |order: &OrderId| orders.iter().any(|other| other.id == *order);
    let is_used = |deposit: &Deposit| {
        let pressed = deposit.matched_last();
        matches!(deposit.state, DepositState::Matched { .. })
            && !pressed.is_empty()
            && pressed.iter().all(|order| asked(order) && deposit.orders().contains(order))
    };
    let is_paid = |order: &Order| deposits.iter().any(|deposit| deposit.orders().contains(&order.id));
    if deposits.is_empty() || !deposits.iter().all(is_used) || !orders.iter().all(is_paid) {
        return false;
    }
    let is_matched = |order: &Order| matches!(order.state, OrderState::Matched { .. });
    let rest = deposits.iter().map(Deposit::rest).sum();
    let missing = orders.iter().map(Order::open).sum();
    let treated = deposits.iter().find_map(|deposit| deposit.rest_treatment);
    match said {
        // What was open may be paid, or accepted, since.
        Difference::KeepOpen => rest == 0,
        Difference::None
        | Difference::AcceptShort
        | Difference::AcceptOver
        | Difference::Credit
        | Difference::RefundDue => said.treats(beyond(rest, missing)) == Some(treated) && orders.iter().all(is_matched),
    }
}

fn check(deposits: &[Deposit], orders: &[Order]) -> Result<(), Refusal> {
    for deposit in deposits {
        match deposit.state {
            // What is left of it pays others: a pair has one part.
            DepositState::Matched { order } => {
                let is_paid = orders.iter().any(|order| deposit.orders().contains(&order.id));
                if is_paid || !deposit.has_free_rest() {
                    return Err(Refusal::DepositAlreadyMatched(order));
                }
            }
            DepositState::Dismissed(_) => return Err(Refusal::RestoreFirst(deposit.id)),
            DepositState::Waiting | DepositState::Held(_) => {}
        }
    }
    for order in orders {
        match order.state {
            OrderState::Matched { .. } => return Err(Refusal::OrderAlreadyMatched),
            OrderState::Cancelled => return Err(Refusal::OrderCancelled),
            OrderState::Pending | OrderState::Expired => {}
        }
    }
    Ok(())
}

/// How much of which deposit pays how much of which order.
struct Part {
    deposit: DepositId,
    order: OrderId,
    amount: Won,
}

/// Fills orders in turn with deposits in turn. Refused when one of either has no part in it.
fn fill(deposits: &[Deposit], orders: &[Order]) -> Result<Vec<Part>, Refusal> {
    let mut parts = Vec::new();
    let mut wanting = orders.iter().map(|order| (order.id, order.open())).peekable();
    for deposit in deposits {
        let (mut left, before) = (deposit.rest(), parts.len());
        while let Some((order, open)) = wanting.peek_mut() {
            let amount = Won::new(left.min(*open));
            parts.extend(amount.map(|amount| Part { deposit: deposit.id, order: *order, amount }));
            let paid = amount.map_or(0, Won::get);
            (left, *open) = (left - paid, *open - paid);
            if *open > 0 {
                break;
            }
            wanting.next();
        }
        if parts.len() == before {
            return Err(Refusal::DepositNotNeeded(deposit.id));
        }
    }
    let unpaid = orders.iter().find(|order| parts_of(&parts, order).is_empty());
    unpaid.map_or(Ok(parts), |order| Err(Refusal::NothingLeftFor(order.id)))
}

fn parts_of<'a>(parts: &'a [Part], order: &Order) -> Vec<&'a Part> {
    parts.iter().filter(|part| part.order == order.id).collect()
}

impl Deposit {
    /// The deposit after it paid its parts. `told`: how much more it is than an order asks for.
    fn pay_parts(
        &self,
        parts: &[Part],
        treatment: Option<RestTreatment>,
        told: impl Fn(OrderId) -> i64,
        press: Press<'_>,
    ) -> Result<Self, Refusal> {
        let own: Vec<&Part> = parts.iter().filter(|part| part.deposit == self.id).collect();
        let orders: Vec<OrderId> = own.iter().map(|part| part.order).collect();
        let Some((first, others)) = orders.split_first() else { return Err(Refusal::DepositNotNeeded(self.id)) };
        let difference = orders.last().map_or(0, |last| told(*last));
        let mut after = self.pay_with(*first, others.to_vec(), (None, difference), press.by.clone(), press.now)?;
        let noted = own.iter().map(|part| allocation(part.order, part.amount, press.by, press.now));
        after.allocations.extend(noted);
        after.rest_treatment = treatment;
        Ok(after.with_refund_told(press))
    }

    /// The orders that the last press, or rule, matched it with.
    fn matched_last(&self) -> Vec<OrderId> {
        let orders = self.history.iter().rev().find_map(|entry| {
            let DepositEvent::Matched { order, others, .. } = &entry.what else { return None };
            Some(std::iter::once(order).chain(others).copied().collect())
        });
        orders.unwrap_or_default()
    }

    /// Its history tells that what is left of it is to be sent back from now on.
    pub(crate) fn with_refund_told(self, press: Press<'_>) -> Self {
        match self.rest_treatment {
            Some(RestTreatment::RefundDue) => {
                self.stepped(DepositEvent::Treated(RestTreatment::RefundDue), press.by.clone(), press.now)
            }
            Some(RestTreatment::AcceptOver | RestTreatment::Credit) | None => self,
        }
    }

    /// The deposit after an order that it paid a part of was cancelled. `said`: what becomes of its money. Unsaid it is
    /// held for a person; while it pays others, that part is to be sent back.
    pub fn lose_order(&self, order: OrderId, said: Option<RestTreatment>, press: Press<'_>) -> Self {
        let mut after = self.clone();
        after.allocations.retain(|allocation| allocation.with != order);
        let others: Vec<OrderId> = after.allocations.iter().map(|allocation| allocation.with).collect();
        let treatment = if others.is_empty() { said } else { said.or(Some(RestTreatment::RefundDue)) };
        let what = DepositEvent::OrderCancelled { order, others, treatment };
        let mut after = after.stepped(what, press.by.clone(), press.now);
        let reason = HoldReason::OrderCancelled;
        match (after.allocations.first(), self.state) {
            (Some(first), DepositState::Matched { order: stood }) => {
                let first = if stood == order { first.with } else { stood };
                after.state = DepositState::Matched { order: first };
            }
            (_, _) if treatment.is_some() => {
                after.state = DepositState::Dismissed(DismissReason::OrderCancelled);
                after.former_holds = self.former_holds.and(reason.into());
            }
            (_, _) => after.hold_unpaid(reason),
        }
        after.rest_treatment = treatment;
        after.with_refund_told(press)
    }
}

impl Order {
    /// How many parts an order has at most that stays open.
    pub const PARTS_OPEN_MAX: usize = 7;

    /// The order after its parts were paid, whatever is then said to be missing, or kept above its amount.
    fn paid_by_parts(
        &self,
        parts: &[Part],
        (missing, over): (i64, Option<Won>),
        stays_open: bool,
        press: Press<'_>,
    ) -> Result<Self, Refusal> {
        let own = parts_of(parts, self);
        let Some(last) = own.last().map(|part| part.deposit) else { return Err(Refusal::NothingLeftFor(self.id)) };
        let mut after = match stays_open {
            true => self.pay_partly(last, missing, press.by.clone(), press.now),
            false => {
                let difference = missing.saturating_add_unsigned(over.map_or(0, Won::get));
                self.pay_with(last, None, difference, press.by.clone(), press.now)?
            }
        };
        let noted = own.iter().map(|part| allocation(part.deposit, part.amount, press.by, press.now));
        after.allocations.extend(noted);
        after.over = over;
        Ok(after)
    }
}

impl Matched {
    /// One deposit of exactly one order's amount keeps what such a pair always kept.
    fn keep_exact_ones_plain(&mut self) {
        for order in &mut self.orders {
            let [only] = order.allocations.as_slice() else { continue };
            let is_exact = |deposit: &&mut Deposit| {
                deposit.id == only.with && deposit.details.amount == order.amount && only.amount == order.amount
            };
            if let Some(deposit) = self.deposits.iter_mut().find(is_exact) {
                (deposit.allocations, order.allocations) = (Vec::new(), Vec::new());
            }
        }
    }
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
