//! I4: no accepted message is lost. Each ended as a receipt's outcome, a deposit's occurrence, an inbox or unclaimed
//! message, or is still in flight; and what a receipt, or a resolved message, tells of stands.
//!
//! A receipt of a deleted workspace goes by its time to live.

use std::collections::BTreeSet;

use domain::occurrence::ReceiptId;

use crate::book::Book;
use crate::{Accepted, Report, place};

pub fn check(book: &Book, accepted: Option<&Accepted>, report: &mut Report) {
    for receipt in &book.receipts {
        let Some((workspace, id)) = receipt.deposit else { continue };
        if !book.workspaces.contains_key(&workspace) {
            continue;
        }
        match book.deposits.get(&(workspace, id)) {
            None => report.add("I4", &receipt.key, format!("it tells of deposit {id}, which does not stand")),
            Some(deposit) if receipt.amount.is_some_and(|amount| amount != deposit.amount) => {
                report.add("I4", &receipt.key, format!("it tells another amount than deposit {id}"));
            }
            Some(_) => {}
        }
        if let Some(order) = receipt.order.filter(|order| !book.orders.contains_key(&(workspace, *order))) {
            report.add("I4", &receipt.key, format!("it tells of order {order}, which does not stand"));
        }
    }
    for message in &book.settled {
        if !book.deposits.contains_key(&(message.workspace, message.deposit)) {
            report.add("I4", &message.key, format!("it became deposit {}, which does not stand", message.deposit));
        }
    }
    let Some(accepted) = accepted else { return };
    let ended = ended(book);
    let lost =
        accepted.receipts.iter().filter(|receipt| !ended.contains(*receipt) && !accepted.in_flight.contains(receipt));
    for receipt in lost {
        report.add("I4", &place::receipt(receipt), "the message was accepted and nothing became of it");
    }
}

/// Every call that something became of.
fn ended(book: &Book) -> BTreeSet<ReceiptId> {
    let told = book.receipts.iter().map(|receipt| receipt.id);
    let seen = book.guards.values().flat_map(|guard| &guard.seen).filter_map(|seen| seen.receipt);
    told.chain(seen).chain(book.messages.iter().copied()).collect()
}
