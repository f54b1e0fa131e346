//! I7: after an unmatch, or after the bank took the deposit back, the order is PENDING with a waiting entry and no
//! passed deadline, and the deposit is held, `unmatched_by_hand` or `reversed`, without one.

use domain::{DepositEvent, DepositStatus, HoldReason, OrderEvent, OrderStatus};

use crate::Report;
use crate::book::Book;

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        let last = order.history.iter().rev().find(|entry| !matches!(entry.what, OrderEvent::Amended(_)));
        let is_undone = |what: &OrderEvent| matches!(what, OrderEvent::Unmatched { .. } | OrderEvent::Reversed { .. });
        let Some(unpaid) = last.filter(|entry| is_undone(&entry.what)) else { continue };
        if order.status != OrderStatus::Pending || book.entries_of_order(order).len() != 1 {
            report.add("I7", &order.key, "its match was undone, and yet it does not wait");
        }
        if order.expires_at.is_some_and(|deadline| deadline <= unpaid.at) {
            report.add("I7", &order.key, "its match was undone after its deadline, and yet it kept it");
        }
    }
    for deposit in book.deposits.values() {
        let is_note = |what: &DepositEvent| {
            matches!(what, DepositEvent::Redacted | DepositEvent::Reported | DepositEvent::Linked(_))
        };
        let last = deposit.history.iter().rev().find(|entry| !is_note(&entry.what));
        let Some(reason) = last.and_then(|entry| undone(&entry.what)) else { continue };
        let is_held = deposit.status == DepositStatus::Held && deposit.holds.contains(reason);
        if !(is_held && book.entries_of_deposit(deposit).is_empty()) {
            report.add("I7", &deposit.key, "its match was undone, and yet it is not held for a person");
        }
        for order in book.orders.values().filter(|order| order.workspace == deposit.workspace) {
            if order.payers().contains(&deposit.id) {
                report.add("I7", &order.key, format!("deposit {} was taken from it, and yet pays it", deposit.id));
            }
        }
    }
}

/// Why a deposit is held after an entry that undid its match.
fn undone(what: &DepositEvent) -> Option<HoldReason> {
    match what {
        DepositEvent::Unmatched { .. } => Some(HoldReason::UnmatchedByHand),
        DepositEvent::OrderCancelled { others, treatment, .. } => {
            (others.is_empty() && treatment.is_none()).then_some(HoldReason::OrderCancelled)
        }
        DepositEvent::Reversed { order: Some(_), .. } => Some(HoldReason::Reversed),
        DepositEvent::Reversed { order: None, .. }
        | DepositEvent::Received
        | DepositEvent::Held(_)
        | DepositEvent::Cleared(_)
        | DepositEvent::Freed(_) => None,
        DepositEvent::Reported
        | DepositEvent::Linked(_)
        | DepositEvent::Dismissed(_)
        | DepositEvent::Restored
        | DepositEvent::RefundSeen => None,
        DepositEvent::Matched { .. } | DepositEvent::Redacted => None,
        DepositEvent::Treated(_) | DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => None,
    }
}
