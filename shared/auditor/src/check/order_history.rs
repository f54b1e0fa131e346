//! I8 for orders: the state is the last entry of the history, and the history is a legal path.

use domain::history::KEPT;
use domain::{Actor, ClosedSet, Entry, OrderEvent, OrderState};

use crate::Report;
use crate::book::Book;
use crate::record::Order;

/// The pairing transaction appends its entry where the item stands, without taking an old one off.
pub const LONGEST: usize = KEPT + 1;

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        check_order(order, report);
    }
}

fn check_order(order: &Order, report: &mut Report) {
    let mut wrong = |what: String| report.add("I8", &order.key, what);
    let history = &order.history;
    let (Some(first), Some(last)) = (history.first(), history.last()) else {
        return wrong("it has no history".to_owned());
    };
    let is_whole = first.what == OrderEvent::Placed;
    if !is_whole && history.len() < KEPT {
        wrong("its history does not begin with its placing".to_owned());
    }
    if is_whole && first.at != order.created_at {
        wrong("it was not placed when it was created".to_owned());
    }
    if history.len() > LONGEST {
        wrong(format!("its history has {} entries", history.len()));
    }
    let (mut state, mut shared) = (None, false);
    for (n, entry) in history.iter().enumerate() {
        if let Err(why) = step(n == 0, state, shared, entry) {
            wrong(format!("entry {n} of its history: {why}"));
        }
        state = after(state, entry);
        shared |= may_be_shared(&entry.what);
    }
    match order.state() {
        None => wrong(format!("its status {} and what it names contradict each other", order.status.code())),
        Some(stored) if state.is_some_and(|told| told != stored) => {
            wrong(format!("it is {}, and its history ends otherwise", order.status.code()));
        }
        Some(_) => {}
    }
    if last.at != order.updated_at {
        wrong("it was not updated when its history ends".to_owned());
    }
    let waits_since = history.iter().rfind(|entry| waits_again(&entry.what)).map(|entry| entry.at);
    // Absent on an order of before that was placed, or waited again, before this was told.
    if order.waits_since.is_some_and(|told| is_whole && waits_since != Some(told)) {
        wrong("it does not wait since it waited last".to_owned());
    }
    if order.is_personal && last.what == OrderEvent::Redacted {
        wrong("its customer was forgotten, and yet stands there".to_owned());
    }
    // Each entry has a version of its own, by which its event is named.
    let entries = history.len() as u64;
    let is_counted = if is_whole { order.version == entries } else { order.version > entries };
    if !is_counted {
        wrong(format!("version {} is not possible after {} entries", order.version, history.len()));
    }
}

/// Whether the order waits from this entry on.
fn waits_again(what: &OrderEvent) -> bool {
    matches!(
        what,
        OrderEvent::Placed | OrderEvent::Unmatched { .. } | OrderEvent::Reversed { .. } | OrderEvent::Reopened
    )
}

/// Whether several deposits may pay the order from this entry on, which names one of them.
fn may_be_shared(what: &OrderEvent) -> bool {
    matches!(
        what,
        OrderEvent::PartiallyPaid { .. } | OrderEvent::Settled { .. } | OrderEvent::Matched { rule: None, .. }
    )
}

/// Whether an entry may follow. `state` is `None` while it is not known: before the first entry, and at the beginning
/// of a history whose oldest entries are gone.
fn step(
    is_first: bool,
    state: Option<OrderState>,
    shared: bool,
    entry: &Entry<OrderEvent>,
) -> Result<(), &'static str> {
    use OrderState::{Cancelled, Expired, Matched, Pending};
    let allowed = match &entry.what {
        OrderEvent::Placed => is_first,
        OrderEvent::Amended(changes) => {
            let money = changes.iter().any(|change| change.field.is_of_the_payment());
            let is_paid = matches!(state, Some(Matched { .. }));
            !changes.is_empty() && (!money || !is_paid)
        }
        OrderEvent::Matched { rule: Some(_), .. } => matches!(state, None | Some(Pending)),
        OrderEvent::Matched { rule: None, .. } => matches!(state, None | Some(Pending | Expired)),
        // Of several that pay it, any can go.
        OrderEvent::Unmatched { deposit } | OrderEvent::Reversed { deposit } => match state {
            None => true,
            Some(Matched { deposit: paid_by, .. }) => paid_by == *deposit || shared,
            Some(Pending | Cancelled | Expired) => false,
        },
        OrderEvent::PartiallyPaid { difference, .. } | OrderEvent::PaymentRemoved { difference, .. } => {
            *difference < 0 && matches!(state, None | Some(Pending | Expired))
        }
        OrderEvent::Settled { difference, .. } => *difference < 0 && matches!(state, None | Some(Pending | Expired)),
        OrderEvent::OverChanged { deposit, difference } => match state {
            None => *difference >= 0,
            Some(Matched { deposit: paid_by, .. }) => *difference >= 0 && paid_by == *deposit,
            Some(Pending | Cancelled | Expired) => false,
        },
        OrderEvent::Cancelled { .. } => matches!(state, None | Some(Pending | Expired)),
        OrderEvent::Expired => matches!(state, None | Some(Pending)),
        OrderEvent::Reopened => matches!(state, None | Some(Cancelled | Expired)),
        OrderEvent::Redacted => !matches!(state, Some(Pending)),
    };
    let by_whom = match (&entry.what, &entry.by) {
        (OrderEvent::Reversed { .. } | OrderEvent::PaymentRemoved { .. }, by) => {
            !matches!(by, Actor::Sweeper | Actor::Policy(_))
        }
        (OrderEvent::Matched { rule: Some(_), .. }, Actor::Auto)
        | (OrderEvent::Expired | OrderEvent::Redacted, Actor::Sweeper) => true,
        (OrderEvent::Matched { rule: Some(_), .. } | OrderEvent::Expired | OrderEvent::Redacted, _) => false,
        (OrderEvent::Matched { rule: None, .. }, Actor::Policy(_)) => true,
        (_, Actor::User(_) | Actor::Token(_, _)) => true,
        (_, Actor::Auto | Actor::Policy(_) | Actor::Sweeper | Actor::Operator) => false,
    };
    match (allowed, by_whom) {
        (true, true) => Ok(()),
        (false, _) => Err("it cannot follow"),
        (true, false) => Err("it cannot be by this actor"),
    }
}

/// The state after an entry, also after one that could not follow.
fn after(state: Option<OrderState>, entry: &Entry<OrderEvent>) -> Option<OrderState> {
    match entry.what {
        OrderEvent::Placed | OrderEvent::Unmatched { .. } | OrderEvent::Reversed { .. } | OrderEvent::Reopened => {
            Some(OrderState::Pending)
        }
        OrderEvent::Matched { deposit, .. } | OrderEvent::Settled { deposit, .. } => {
            Some(OrderState::Matched { deposit, at: entry.at })
        }
        OrderEvent::Cancelled { .. } => Some(OrderState::Cancelled),
        OrderEvent::Expired => Some(OrderState::Expired),
        OrderEvent::Amended(_) | OrderEvent::Redacted | OrderEvent::OverChanged { .. } => state,
        OrderEvent::PartiallyPaid { .. } | OrderEvent::PaymentRemoved { .. } => state,
    }
}
