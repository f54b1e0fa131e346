//! I5: at rest, no waiting deposit of an active workspace has an order that it should pay.
//!
//! The orders are the stored PENDING ones themselves, not their waiting entries: an entry that is missing is a pair
//! that is missed.

use std::collections::BTreeMap;

use domain::{
    Choice, ClosedSet, DepositStatus, Timestamp, WaitingDeposit, WaitingOrder, Won, WorkspaceId, choose_among,
};

use crate::Report;
use crate::book::Book;

pub fn check(book: &Book, now: Timestamp, report: &mut Report) {
    let mut orders: BTreeMap<(WorkspaceId, Won), Vec<WaitingOrder>> = BTreeMap::new();
    for order in book.orders.values() {
        if let Some(waiting) = order.waiting() {
            orders.entry((order.workspace, waiting.amount)).or_default().push(waiting);
        }
    }
    let waits = || book.deposits.values().filter(|deposit| deposit.status == DepositStatus::Waiting);
    let mut waiting: BTreeMap<(WorkspaceId, Won), Vec<WaitingDeposit>> = BTreeMap::new();
    for deposit in waits() {
        waiting.entry((deposit.workspace, deposit.amount)).or_default().extend(deposit.payer());
    }
    for deposit in waits() {
        let settings = match book.workspaces.get(&deposit.workspace) {
            Some(Some(settings)) => settings,
            Some(None) => continue,
            None => {
                report.add("I5", &deposit.key, "it waits in a workspace that does not stand");
                continue;
            }
        };
        let orders = orders.get(&(deposit.workspace, deposit.amount)).map_or(&[][..], Vec::as_slice);
        let beside = waiting.get(&(deposit.workspace, deposit.amount)).map_or(&[][..], Vec::as_slice);
        match deposit.payer().map(|payer| choose_among(&payer, beside, orders, settings, now)) {
            Some(Choice::Match(order, rule)) => {
                report.add("I5", &deposit.key, format!("it waits, although it pays order {order} by {}", rule.code()));
            }
            Some(Choice::Several(_) | Choice::None) | None => {}
        }
    }
}
