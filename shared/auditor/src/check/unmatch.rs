//! I7: after an unmatch the order is PENDING with a waiting entry and no passed deadline, and the deposit is held,
//! `unmatched_by_hand`, without one.

use domain::{HoldReason, OrderStatus, What};

use crate::Report;
use crate::book::Book;
use crate::record::DepositStatus;

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        let last = order.history.iter().rev().find(|entry| !matches!(entry.what, What::Amended(_)));
        let Some(unpaid) = last.filter(|entry| matches!(entry.what, What::Unpaid { .. })) else { continue };
        if order.status != OrderStatus::Pending || book.entries_of_order(order).len() != 1 {
            report.add("I7", &order.key, "its match was undone, and yet it does not wait");
        }
        if order.expires_at.is_some_and(|deadline| deadline <= unpaid.at) {
            report.add("I7", &order.key, "its match was undone after its deadline, and yet it kept it");
        }
    }
    for deposit in book.deposits.values() {
        let last = deposit.history.iter().rev().find(|entry| entry.what != What::Redacted);
        let is_unmatched = last.is_some_and(|entry| matches!(entry.what, What::Unmatched { .. }));
        let is_held = deposit.status == DepositStatus::Held && deposit.hold == Some(HoldReason::UnmatchedByHand);
        if is_unmatched && !(is_held && book.entries_of_deposit(deposit).is_empty()) {
            report.add("I7", &deposit.key, "its match was undone, and yet it is not held for a person");
        }
    }
}
