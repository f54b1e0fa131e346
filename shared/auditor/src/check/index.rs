//! I3, what else is written twice: the attributes of the indexes, the stored name key, and the guards of order numbers.

use std::collections::BTreeMap;

use domain::{ClosedSet, DepositStatus, NameKey, OrderId, OrderStatus, WorkspaceId};

use crate::book::Book;
use crate::record::{Deposit, Order};
use crate::{Report, place};

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        check_order(order, report);
    }
    for deposit in book.deposits.values() {
        check_deposit(deposit, report);
    }
    for pass in &book.retentions {
        if pass.gsi3 != Some(place::retention_due(pass.workspace, pass.due_at)) {
            report.add("I3", &pass.key, "GSI3 does not agree with due_at");
        }
    }
    for reminder in &book.reminders {
        if reminder.gsi3.as_ref() != Some(&reminder.expected) {
            report.add("I3", &reminder.key, "GSI3 does not agree with due_at");
        }
    }
    check_numbers(book, report);
}

fn check_order(order: &Order, report: &mut Report) {
    if order.name_key != NameKey::of(&order.depositor_name) {
        report.add("I3", &order.key, "name_key is not the key of depositor_name");
    }
    let listed = order.status != OrderStatus::Matched;
    if order.gsi1 != listed.then(|| place::by_status(order.workspace, order.id, order.status)) {
        report.add("I3", &order.key, format!("GSI1 does not agree with {}", order.status.code()));
    }
    let deadline = order.expires_at.filter(|_| order.status == OrderStatus::Pending);
    if order.gsi3 != deadline.map(|deadline| place::due(order.workspace, order.id, deadline)) {
        report.add("I3", &order.key, "GSI3 does not agree with its status and deadline");
    }
}

fn check_deposit(deposit: &Deposit, report: &mut Report) {
    let listed = deposit.status != DepositStatus::Matched;
    if deposit.gsi1 != listed.then(|| place::unmatched(deposit.workspace, deposit.id)) {
        report.add("I3", &deposit.key, format!("GSI1 does not agree with {}", deposit.status.code()));
    }
    if deposit.gsi2 != Some(place::by_account(deposit.workspace, deposit.account, deposit.id)) {
        report.add("I3", &deposit.key, "GSI2 does not list it under its account");
    }
}

/// Each order has the guard of its number, and each guard its order.
fn check_numbers(book: &Book, report: &mut Report) {
    let mut guards: BTreeMap<(WorkspaceId, &str), OrderId> = BTreeMap::new();
    for guard in &book.numbers {
        guards.insert((guard.workspace, &guard.number), guard.order);
        match book.orders.get(&(guard.workspace, guard.order)) {
            Some(order) if order.number == guard.number => {}
            Some(order) => report.add("I3", &guard.key, format!("order {} bears another number", order.id)),
            None => report.add("I3", &guard.key, format!("order {} does not stand", guard.order)),
        }
    }
    for order in book.orders.values() {
        match guards.get(&(order.workspace, &order.number)) {
            Some(by) if *by == order.id => {}
            Some(by) => report.add("I3", &order.key, format!("its number is guarded for order {by}")),
            None => report.add("I3", &order.key, "its number has no guard"),
        }
    }
}
