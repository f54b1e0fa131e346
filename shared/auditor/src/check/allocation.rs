//! I2, the amounts: what a deposit pays of an order stands on both sides alike; no side pays or receives more than its
//! amount; what is left is what the item says, and what was told of it. A pair without allocations is exact.

use domain::allocation::{difference, sum};
use domain::{
    Allocation, ClosedSet, DepositEvent, DepositId, DepositStatus, DismissReason, Entry, OrderEvent, OrderStatus,
    RestTreatment, Won,
};

use crate::Report;
use crate::book::Book;
use crate::record::{Deposit, Order};

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        check_left(&order.key, (order.amount, 0), &order.allocations, order.open, report);
        check_order(book, order, report);
    }
    for deposit in book.deposits.values() {
        check_left(&deposit.key, (deposit.amount, deposit.returned()), &deposit.allocations, deposit.rest, report);
        check_deposit(book, deposit, report);
    }
}

/// What allocations, and what was sent back, leave of an amount is what the item says: beside either only.
fn check_left<W>(
    key: &str,
    (amount, returned): (Won, u64),
    allocations: &[Allocation<W>],
    left: Option<u64>,
    report: &mut Report,
) {
    let taken = sum(allocations) + returned;
    let due = (taken > 0).then(|| amount.get().checked_sub(taken));
    match due {
        Some(None) => report.add("I2", key, "its allocations, and what was sent back, are more than its amount"),
        Some(Some(due)) if left == Some(due) => {}
        None if left.is_none() => {}
        Some(Some(_)) | None => report.add("I2", key, "it does not say what its allocations leave of its amount"),
    }
}

fn check_order(book: &Book, order: &Order, report: &mut Report) {
    let mut wrong = |what: String| report.add("I2", &order.key, what);
    let payer = |id: DepositId| book.deposits.get(&(order.workspace, id));
    for allocation in &order.allocations {
        let other =
            payer(allocation.with).and_then(|deposit| deposit.allocations.iter().find(|it| it.with == order.id));
        if !other.is_some_and(|other| is_one(allocation, other)) {
            wrong(format!("deposit {} does not keep the allocation that it keeps", allocation.with));
        }
    }
    let names = order.matched.map(|(deposit, _)| deposit);
    let fits = match order.status {
        OrderStatus::Matched => names.is_some_and(|names| order.payers().contains(&names)),
        OrderStatus::Pending | OrderStatus::Expired => order.open.is_none_or(|open| open > 0),
        OrderStatus::Cancelled => order.allocations.is_empty(),
    };
    if !fits {
        wrong(format!("it is {}, and its allocations are not of such an order", order.status.code()));
    }
    let Some(paid_by) = names.and_then(payer).filter(|deposit| deposit.orders().contains(&order.id)) else { return };
    let told = order.history.iter().rev().find_map(|entry| {
        if let OrderEvent::Matched { rule, difference, .. } = entry.what {
            return Some((rule, difference));
        }
        let is_said_again = matches!(entry.what, OrderEvent::Settled { .. } | OrderEvent::OverChanged { .. });
        is_said_again.then_some((None, entry.what.difference()))
    });
    // What a rule matched is exact: that is held against the rule.
    if let Some((Some(_), _)) = told {
        if order.open.is_some_and(|open| open > 0) {
            wrong("a rule matched it, and yet something is open of it".to_owned());
        }
        return;
    }
    if order.allocations.is_empty() && paid_by.amount != order.amount {
        wrong(format!("deposit {} is of another amount, and no allocation says what it pays", paid_by.id));
        return;
    }
    // What is kept with an order is kept with the last that the deposit pays.
    let is_kept = paid_by.rest_treatment == Some(RestTreatment::AcceptOver);
    let is_last = paid_by.orders().last() == Some(&order.id);
    let over = paid_by.rest.filter(|_| is_kept && is_last).unwrap_or(0);
    if order.over.map_or(0, Won::get) != over {
        wrong(format!("it does not say what of deposit {} is above its amount", paid_by.id));
    }
    let received = match order.allocations.as_slice() {
        [] => paid_by.amount.get(),
        allocations => sum(allocations) + over,
    };
    // A match by hand of before this was told is exact where it has no allocations.
    let may_be_untold = order.allocations.is_empty();
    let differs = |told: Option<i64>| told.map_or(!may_be_untold, |told| told != difference(received, order.amount));
    if told.is_some_and(|(_, told)| differs(told)) {
        wrong("its history tells another difference than it has".to_owned());
    }
}

fn check_deposit(book: &Book, deposit: &Deposit, report: &mut Report) {
    let mut wrong = |what: String| report.add("I2", &deposit.key, what);
    for allocation in &deposit.allocations {
        let order = book.orders.get(&(deposit.workspace, allocation.with));
        let other = order.and_then(|order| order.allocations.iter().find(|it| it.with == deposit.id));
        if !other.is_some_and(|other| is_one(allocation, other)) {
            wrong(format!("order {} does not keep the allocation that it keeps", allocation.with));
        }
    }
    if !deposit.allocations.is_empty() && deposit.matched.is_none_or(|names| !deposit.orders().contains(&names)) {
        wrong(format!("it is {} and yet has allocations of another order", deposit.status.code()));
    }
    let is_treated = deposit.rest_treatment.is_some();
    let fits = match (deposit.status, deposit.dismissed) {
        (DepositStatus::Matched, _) => is_treated == deposit.rest.is_some_and(|rest| rest > 0),
        (DepositStatus::Dismissed, Some(DismissReason::OrderCancelled)) => is_treated == (deposit.rest != Some(0)),
        (DepositStatus::Dismissed | DepositStatus::Waiting | DepositStatus::Held, _) => !is_treated,
    };
    if !fits {
        wrong("what a person said of its rest and its rest do not stand together".to_owned());
    }
    let told = deposit.history.iter().enumerate().rev().find_map(|(at, entry)| {
        let DepositEvent::Matched { difference, order, others, rule: None } = &entry.what else { return None };
        Some((*difference, *order, others, &deposit.history[..at]))
    });
    let Some((told, first, others, before)) = told.filter(|told| deposit.matched == Some(told.1)) else { return };
    // An order that was cancelled is gone, and its part is left of the deposit.
    let gone = |what: &DepositEvent| matches!(what, DepositEvent::OrderCancelled { .. });
    if deposit.history.iter().any(|entry| gone(&entry.what)) {
        return;
    }
    let paid = deposit.orders();
    if !deposit.allocations.is_empty() && paid.iter().filter(|order| **order != first).ne(others) {
        wrong(format!("its history tells of other orders beside {first} than it has"));
    }
    let orders: Vec<_> = paid.iter().filter_map(|order| book.orders.get(&(deposit.workspace, *order))).collect();
    let asked: u64 = orders.iter().map(|order| order.amount.get()).sum();
    // What was sent back before was no part of the match.
    let sent_before = sent_back(before);
    let differs = |told: i64| match orders.iter().any(|order| is_shared(order)) {
        // What was missing then, others may have paid since, or have taken back.
        true => i128::from(told.max(0)) != i128::from(deposit.rest.unwrap_or(0) + deposit.returned()) - sent_before,
        false => i128::from(told) != i128::from(deposit.amount.get()) - sent_before - i128::from(asked),
    };
    if told.is_some_and(differs) {
        wrong("its history tells another difference than it has".to_owned());
    }
}

/// What was sent back by these entries, in KRW.
fn sent_back(history: &[Entry<DepositEvent>]) -> i128 {
    let sent = history.iter().map(|entry| {
        if let DepositEvent::Returned(amount) = entry.what {
            i128::from(amount.get())
        } else if let DepositEvent::ReturnUndone(amount) = entry.what {
            -i128::from(amount.get())
        } else {
            0
        }
    });
    sent.sum()
}

/// Whether an order was paid in parts, by several deposits, or is not paid whole.
fn is_shared(order: &Order) -> bool {
    let in_parts = |what: &OrderEvent| {
        matches!(
            what,
            OrderEvent::PartiallyPaid { .. } | OrderEvent::PaymentRemoved { .. } | OrderEvent::Settled { .. }
        )
    };
    order.status != OrderStatus::Matched
        || order.payers().len() > 1
        || order.history.iter().any(|entry| in_parts(&entry.what))
}

/// Whether the two sides keep the same of one allocation.
fn is_one<W, V>(one: &Allocation<W>, other: &Allocation<V>) -> bool {
    (one.amount, one.at, &one.by, one.rule) == (other.amount, other.at, &other.by, other.rule)
}
