//! I3, the entries: a stored PENDING order and a waiting deposit have exactly one waiting entry each, which says what
//! they say; any other has none; and there is no entry besides.

use domain::{ClosedSet, DepositStatus, NameKey, WaitingDeposit, WaitingOrder};

use crate::Report;
use crate::book::Book;
use crate::record::Entry;

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values() {
        let found = book.entries_of_order(order);
        compare(&order.key, order.status.code(), order.waiting().as_ref(), found, differs_order, report);
    }
    for deposit in book.deposits.values() {
        let is_waiting = deposit.status == DepositStatus::Waiting;
        let payer = deposit.payer().filter(|_| is_waiting);
        // A held one may wait again.
        let printed = deposit.printed();
        if deposit.name_key != NameKey::waiting(printed) {
            report.add("I3", &deposit.key, "name_key is not the waiting key of depositor_name");
        }
        if is_waiting && payer.is_none() {
            report.add("I3", &deposit.key, "it waits without a printed name");
        }
        compare(
            &deposit.key,
            deposit.status.code(),
            payer.as_ref(),
            book.entries_of_deposit(deposit),
            differs_deposit,
            report,
        );
    }
    let without_order =
        book.waiting_orders.iter().filter(|(id, _)| !book.orders.contains_key(id)).flat_map(|(_, entries)| entries);
    for entry in without_order {
        report.add("I3", &entry.key, "its order does not stand");
    }
    let without_deposit =
        book.waiting_deposits.iter().filter(|(id, _)| !book.deposits.contains_key(id)).flat_map(|(_, entries)| entries);
    for entry in without_deposit {
        report.add("I3", &entry.key, "its deposit does not stand");
    }
}

/// Compares the entry that must stand with those that do.
fn compare<T>(
    key: &str,
    status: &str,
    due: Option<&T>,
    found: &[Entry<T>],
    differs: fn(&T, &T) -> Vec<&'static str>,
    report: &mut Report,
) {
    match (due, found) {
        (None, []) => {}
        (Some(due), [entry]) => {
            let fields = differs(due, &entry.waits);
            if !fields.is_empty() {
                report.add("I3", key, format!("its waiting entry differs: {}", fields.join(", ")));
            }
        }
        (Some(_), _) => report.add("I3", key, format!("it is {status} and has {} waiting entries", found.len())),
        (None, _) => report.add("I3", key, format!("it is {status} and yet has {} waiting entries", found.len())),
    }
}

fn differs_order(due: &WaitingOrder, found: &WaitingOrder) -> Vec<&'static str> {
    named([
        ("amount", due.amount == found.amount),
        ("name_key", due.name_key == found.name_key),
        ("qualifier", due.qualifier == found.qualifier),
        ("codes", due.codes == found.codes),
        ("name_cannot_match", due.name_cannot_match == found.name_cannot_match),
        ("account_id", due.account == found.account),
        ("created_at", due.created_at == found.created_at),
        ("ordered_at", due.ordered_at == found.ordered_at),
        ("waits_since", due.waits_since == found.waits_since),
        ("expires_at", due.expires_at == found.expires_at),
        ("p", due.has_parts == found.has_parts),
    ])
}

fn differs_deposit(due: &WaitingDeposit, found: &WaitingDeposit) -> Vec<&'static str> {
    named([
        ("amount", due.amount == found.amount),
        ("account_id", due.account == found.account),
        ("printed", due.printed == found.printed),
        ("name_key", due.name_key == found.name_key),
        ("bank_code", due.bank_code == found.bank_code),
        ("by_grammar", due.by_grammar == found.by_grammar),
        ("by_format", due.by_format == found.by_format),
        ("deposited_at", due.deposited_at == found.deposited_at),
        ("created_at", due.created_at == found.created_at),
    ])
}

fn named<const N: usize>(fields: [(&'static str, bool); N]) -> Vec<&'static str> {
    fields.into_iter().filter(|(_, same)| !same).map(|(field, _)| field).collect()
}
