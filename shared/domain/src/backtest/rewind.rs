//! Orders and deposits as they were at an instant, as far as a look at what waits reads them: from the entries of
//! their histories.

use crate::{
    Allocation, Change, Deposit, DepositEvent, DepositId, DepositState, Entry, HoldReason, NameKey, Order, OrderEvent,
    OrderField, OrderState, Timestamp, Won, allocation,
};

/// The entries that would tell are no longer kept.
pub struct Lost;

/// The deposit, if it waited or was held then.
pub fn deposit(now: &Deposit, at: Timestamp) -> Result<Option<Deposit>, Lost> {
    let past = past(&now.history, at);
    if now.created_at > at {
        return Ok(None);
    }
    let state = past.iter().rev().find_map(|entry| state_after(&entry.what)).ok_or(Lost)?;
    let Some(state) = state else { return Ok(None) };
    let mut then = Deposit { state, allocations: Vec::new(), rest_treatment: None, ..now.clone() };
    let many = |is_it: fn(&DepositEvent) -> bool| past.iter().filter(|entry| is_it(&entry.what)).count();
    let noted = many(|what| matches!(what, DepositEvent::Returned(_)));
    then.returns.truncate(noted.saturating_sub(many(|what| matches!(what, DepositEvent::ReturnUndone(_)))));
    // Those that were told later are younger than it.
    let linked = |twin: &DepositId| past.iter().any(|entry| entry.what == DepositEvent::Linked(*twin));
    then.twins.retain(|twin| *twin < now.id || linked(twin));
    Ok(Some(then))
}

/// What an entry made of the state; inner `None`: it paid an order, or was dismissed. Why it was held makes no
/// difference to a look.
fn state_after(what: &DepositEvent) -> Option<Option<DepositState>> {
    let held = DepositState::Held(HoldReason::UnmatchedByHand.into());
    match what {
        DepositEvent::Received | DepositEvent::Freed(_) => Some(Some(DepositState::Waiting)),
        DepositEvent::Held(_) | DepositEvent::Unmatched { .. } | DepositEvent::Restored => Some(Some(held)),
        DepositEvent::OrderCancelled { others, treatment: None, .. } if others.is_empty() => Some(Some(held)),
        DepositEvent::Matched { .. } | DepositEvent::OrderCancelled { .. } => Some(None),
        DepositEvent::Dismissed(_) | DepositEvent::Reversed { .. } => Some(None),
        DepositEvent::Cleared(_) | DepositEvent::Reported | DepositEvent::Linked(_) => None,
        DepositEvent::Treated(_) | DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => None,
        DepositEvent::RefundSeen | DepositEvent::Redacted => None,
    }
}

/// The order as it was placed: PENDING and unpaid.
pub fn as_placed(now: &Order) -> Order {
    Order { state: OrderState::Pending, allocations: Vec::new(), over: None, ..now.clone() }
}

/// The order, if it was there then and not MATCHED.
pub fn order(now: &Order, at: Timestamp) -> Result<Option<Order>, Lost> {
    let past = past(&now.history, at);
    if now.created_at > at {
        return Ok(None);
    }
    // Nearly all were paid by then: they are left before anything of them is copied.
    match past.iter().rev().find_map(order_state_after).ok_or(Lost)? {
        OrderState::Matched { .. } => return Ok(None),
        OrderState::Pending | OrderState::Cancelled | OrderState::Expired => {}
    }
    let mut then = as_placed(now);
    let later = now.history.iter().skip(past.len()).rev();
    later.for_each(|entry| unamend(&mut then, &entry.what));
    for entry in past {
        step(&mut then, now, entry);
    }
    Ok(Some(then))
}

/// The state that an entry gave an order; `None`: it left it as it was.
fn order_state_after(entry: &Entry<OrderEvent>) -> Option<OrderState> {
    match &entry.what {
        OrderEvent::Matched { deposit, .. } | OrderEvent::Settled { deposit, .. } => {
            Some(OrderState::Matched { deposit: *deposit, at: entry.at })
        }
        OrderEvent::Placed | OrderEvent::Unmatched { .. } | OrderEvent::Reversed { .. } => Some(OrderState::Pending),
        OrderEvent::Reopened => Some(OrderState::Pending),
        OrderEvent::Cancelled { .. } => Some(OrderState::Cancelled),
        OrderEvent::Expired => Some(OrderState::Expired),
        OrderEvent::Amended(_) | OrderEvent::PartiallyPaid { .. } | OrderEvent::PaymentRemoved { .. } => None,
        OrderEvent::OverChanged { .. } | OrderEvent::Redacted => None,
    }
}

/// The entries up to an instant.
fn past<E>(history: &[Entry<E>], at: Timestamp) -> &[Entry<E>] {
    &history[..history.partition_point(|entry| entry.at <= at)]
}

/// Takes back the changes of an entry.
fn unamend(order: &mut Order, what: &OrderEvent) {
    let OrderEvent::Amended(changes) = what else { return };
    for Change { field, from, .. } in changes {
        match (field, from) {
            (OrderField::Amount, Some(amount)) => {
                order.amount = amount.parse().ok().and_then(Won::new).unwrap_or(order.amount);
            }
            (OrderField::DepositorName, Some(name)) => {
                order.depositor_name = name.as_str().into();
                order.name_key = NameKey::of(&order.depositor_name);
            }
            (OrderField::ExpiresAt, from) => order.expires_at = from.as_deref().and_then(Timestamp::parse),
            (OrderField::Amount | OrderField::DepositorName, None) => {}
            (OrderField::CustomerEmail | OrderField::CustomerPhone | OrderField::Memo | OrderField::Metadata, _) => {}
        }
    }
}

/// The order after an entry. `now`: as it stands today.
fn step(order: &mut Order, now: &Order, entry: &Entry<OrderEvent>) {
    if let Some(state) = order_state_after(entry) {
        if state == OrderState::Pending {
            order.waits_since = entry.at;
        }
        order.state = state;
    }
    match &entry.what {
        OrderEvent::PartiallyPaid { deposit, difference } => {
            let known = now.allocations.iter().find(|part| part.with == *deposit).map(|part| part.amount);
            let received = order.amount.get().saturating_add_signed(*difference);
            let told = Won::new(received.saturating_sub(allocation::sum(&order.allocations)));
            let part = known.or(told).map(|amount| Allocation {
                with: *deposit,
                amount,
                at: entry.at,
                by: entry.by.clone(),
                rule: None,
            });
            order.allocations.extend(part);
        }
        OrderEvent::PaymentRemoved { deposit, .. }
        | OrderEvent::Unmatched { deposit }
        | OrderEvent::Reversed { deposit } => order.allocations.retain(|part| part.with != *deposit),
        OrderEvent::Cancelled { .. } => order.allocations = Vec::new(),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Matched { .. } | OrderEvent::Settled { .. } => {}
        OrderEvent::OverChanged { .. } | OrderEvent::Expired | OrderEvent::Reopened | OrderEvent::Redacted => {}
    }
}
