//! Orders and deposits as they were at an instant, as far as a look at what waits reads them: from the entries of
//! their histories.

use crate::{
    Allocation, Change, Deposit, DepositEvent, DepositId, DepositState, Entry, HoldReason, NameKey, Order, OrderEvent,
    OrderField, OrderState, Timestamp, Won, allocation,
};

/// The deposit, if it waited or was held then. Nothing of one whose first entries are no longer kept.
pub fn deposit(now: &Deposit, at: Timestamp) -> Option<Deposit> {
    let past = past(&now.history, now.version, now.created_at, at)?;
    let state = past.iter().rev().find_map(|entry| state_after(&entry.what))?;
    let state = state.filter(DepositState::is_undecided)?;
    let mut then = Deposit { state, allocations: Vec::new(), rest_treatment: None, ..now.clone() };
    then.returns.retain(|part| part.at <= at);
    // Those that were told later are younger than it.
    let linked = |twin: &DepositId| past.iter().any(|entry| entry.what == DepositEvent::Linked(*twin));
    then.twins.retain(|twin| *twin < now.id || linked(twin));
    Some(then)
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

/// The order, if it was there then and not MATCHED. Nothing of one whose first entries are no longer kept.
pub fn order(now: &Order, at: Timestamp) -> Option<Order> {
    let past = past(&now.history, now.version, now.created_at, at)?;
    // Nearly all were paid by then: they are left before anything of them is copied.
    if past.iter().rev().find_map(|entry| is_paid_after(&entry.what)) == Some(true) {
        return None;
    }
    let mut then = as_placed(now);
    then.waits_since = now.created_at;
    let later = now.history.iter().skip(past.len()).rev();
    later.for_each(|entry| unamend(&mut then, &entry.what));
    for entry in past {
        step(&mut then, now, entry);
    }
    Some(then)
}

/// Whether an entry made it MATCHED, or not MATCHED; `None`: neither.
fn is_paid_after(what: &OrderEvent) -> Option<bool> {
    match what {
        OrderEvent::Matched { .. } | OrderEvent::Settled { .. } => Some(true),
        OrderEvent::Placed | OrderEvent::Unmatched { .. } | OrderEvent::Reversed { .. } => Some(false),
        OrderEvent::Cancelled { .. } | OrderEvent::Expired | OrderEvent::Reopened => Some(false),
        OrderEvent::Amended(_) | OrderEvent::PartiallyPaid { .. } | OrderEvent::PaymentRemoved { .. } => None,
        OrderEvent::OverChanged { .. } | OrderEvent::Redacted => None,
    }
}

/// The entries up to an instant; `None` when there was nothing yet, or the first are lost.
fn past<E>(history: &[Entry<E>], version: u64, created_at: Timestamp, at: Timestamp) -> Option<&[Entry<E>]> {
    let kept = history.partition_point(|entry| entry.at <= at);
    let is_whole = u64::try_from(history.len()).is_ok_and(|kept| kept == version);
    (created_at <= at && kept > 0 && is_whole).then(|| &history[..kept])
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
    let is_paid = matches!(order.state, OrderState::Matched { .. });
    match &entry.what {
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::OverChanged { .. } | OrderEvent::Redacted => {}
        OrderEvent::Matched { deposit, .. } | OrderEvent::Settled { deposit, .. } => {
            order.state = OrderState::Matched { deposit: *deposit, at: entry.at };
        }
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
        OrderEvent::PaymentRemoved { deposit, .. } => order.allocations.retain(|part| part.with != *deposit),
        OrderEvent::Unmatched { deposit } | OrderEvent::Reversed { deposit } => {
            order.allocations.retain(|part| part.with != *deposit);
            if is_paid {
                (order.state, order.waits_since) = (OrderState::Pending, entry.at);
            }
        }
        OrderEvent::Cancelled { .. } => (order.state, order.allocations) = (OrderState::Cancelled, Vec::new()),
        OrderEvent::Expired => order.state = OrderState::Expired,
        OrderEvent::Reopened => (order.state, order.waits_since) = (OrderState::Pending, entry.at),
    }
}
