//! I7: after an unmatch, or after the bank took the deposit back, the order is PENDING with a waiting entry and no
//! passed deadline, and the deposit is held, `unmatched_by_hand` or `reversed`, without one.

use domain::{DepositStatus, HoldReason, OrderStatus, What};

use crate::Report;
use crate::book::Book;

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        let last = order.history.iter().rev().find(|entry| !matches!(entry.what, What::Amended(_)));
        let is_undone = |what: &What| matches!(what, What::Unpaid { .. } | What::PaymentReversed { .. });
        let Some(unpaid) = last.filter(|entry| is_undone(&entry.what)) else { continue };
        if order.status != OrderStatus::Pending || book.entries_of_order(order).len() != 1 {
            report.add("I7", &order.key, "its match was undone, and yet it does not wait");
        }
        if order.expires_at.is_some_and(|deadline| deadline <= unpaid.at) {
            report.add("I7", &order.key, "its match was undone after its deadline, and yet it kept it");
        }
    }
    for deposit in book.deposits.values() {
        let is_note = |what: &What| matches!(what, What::Redacted | What::Reported | What::Linked(_));
        let last = deposit.history.iter().rev().find(|entry| !is_note(&entry.what));
        let Some(reason) = last.and_then(|entry| undone(&entry.what)) else { continue };
        let is_held = deposit.status == DepositStatus::Held && deposit.holds.contains(reason);
        if !(is_held && book.entries_of_deposit(deposit).is_empty()) {
            report.add("I7", &deposit.key, "its match was undone, and yet it is not held for a person");
        }
    }
}

/// Why a deposit is held after an entry that undid its match.
fn undone(what: &What) -> Option<HoldReason> {
    match what {
        What::Unmatched { .. } => Some(HoldReason::UnmatchedByHand),
        What::Reversed { order: Some(_) } => Some(HoldReason::Reversed),
        What::Reversed { order: None } | What::Received | What::Held(_) | What::Cleared(_) | What::Freed(_) => None,
        What::Reported | What::Linked(_) | What::Dismissed(_) | What::Restored | What::RefundSeen => None,
        What::Matched { .. } | What::Redacted | What::Placed | What::Amended(_) | What::Paid { .. } => None,
        What::Unpaid { .. } | What::PaymentReversed { .. } => None,
        What::Cancelled | What::Expired | What::Reopened => None,
    }
}
