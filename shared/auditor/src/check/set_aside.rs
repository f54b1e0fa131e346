//! I13: a deposit that was dismissed, or that the bank took back, has no waiting entry, names no order, and no order
//! names it. One that was taken back and that a person matched nevertheless is that person's.

use std::collections::BTreeMap;

use domain::{DepositId, DepositStatus, HoldReason, OrderId, WorkspaceId};

use crate::Report;
use crate::book::Book;
use crate::record::Deposit;

pub fn check(book: &Book, report: &mut Report) {
    let mut paid_by: BTreeMap<(WorkspaceId, DepositId), OrderId> = BTreeMap::new();
    for order in book.orders.values() {
        paid_by.extend(order.payers().into_iter().map(|deposit| ((order.workspace, deposit), order.id)));
    }
    for deposit in book.deposits.values() {
        let Some(how) = set_aside(deposit) else { continue };
        if !book.entries_of_deposit(deposit).is_empty() {
            report.add("I13", &deposit.key, format!("it is {how}, and yet a waiting entry stands"));
        }
        let order = deposit.matched.or_else(|| paid_by.get(&(deposit.workspace, deposit.id)).copied());
        if let Some(order) = order {
            report.add("I13", &deposit.key, format!("it is {how}, and yet order {order} counts as paid by it"));
        }
    }
}

fn set_aside(deposit: &Deposit) -> Option<&'static str> {
    match deposit.status {
        DepositStatus::Dismissed => Some("dismissed"),
        DepositStatus::Held | DepositStatus::Waiting if deposit.holds.contains(HoldReason::Reversed) => {
            Some("reversed")
        }
        DepositStatus::Held | DepositStatus::Waiting | DepositStatus::Matched => None,
    }
}
