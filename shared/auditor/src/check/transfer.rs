//! I12: two deposits that tell of one transfer are never both matched by `auto`: of equal known balance, account and
//! amount, their times at most a minute apart; or, of related names under one guard, at most a day. Unless a person
//! said of one that it is a transfer of its own.

use std::collections::BTreeMap;

use bank_sms::related::are_related;
use domain::history::Actor;
use domain::occurrence::SAME_BALANCE_MS;
use domain::time::MINUTE_MS;
use domain::{AccountId, DepositEvent, SenderVerdict, Won, WorkspaceId};

use super::standing;
use crate::book::Book;
use crate::record::Deposit;
use crate::{Report, place};

/// What deposits of one transfer share.
type Shared = (WorkspaceId, AccountId, Won, i64);

pub fn check(book: &Book, report: &mut Report) {
    let mut groups: BTreeMap<Shared, Vec<&Deposit>> = BTreeMap::new();
    for deposit in book.deposits.values().filter(|deposit| is_by_rule(deposit)) {
        if let Some(balance) = deposit.balance {
            let shared = (deposit.workspace, deposit.account, deposit.amount, balance);
            groups.entry(shared).or_default().push(deposit);
        }
    }
    for group in groups.values_mut() {
        group.sort_by_key(|deposit| (deposit.deposited_at, deposit.id));
        for (n, one) in group.iter().enumerate() {
            let near = |other: &&&Deposit| apart_ms(one, other) <= SAME_BALANCE_MS;
            for other in group.iter().skip(n + 1).take_while(near).filter(|other| is_told_twice(one, other)) {
                let what = format!("`auto` matched it and deposit {}, which tells of the same transfer", one.id);
                report.add("I12", &other.key, what);
            }
        }
    }
}

fn is_by_rule(deposit: &Deposit) -> bool {
    standing::last(&deposit.history).and_then(|end| end.paid).is_some_and(|(_, by_rule)| by_rule)
}

fn apart_ms(one: &Deposit, other: &Deposit) -> i64 {
    (one.deposited_at.ms() - other.deposited_at.ms()).abs()
}

fn is_told_twice(one: &Deposit, other: &Deposit) -> bool {
    let is_of_one_guard = place::guard_of(one) == place::guard_of(other);
    let is_related = is_of_one_guard && are_related(one.printed(), other.printed());
    let is_one = apart_ms(one, other) <= MINUTE_MS || is_related;
    // What was matched before this release was held against nothing.
    let is_judged = [one, other].iter().any(|deposit| deposit.verdict != SenderVerdict::Legacy);
    is_one && is_judged && !is_said_to_be_its_own(one) && !is_said_to_be_its_own(other)
}

/// A person took `possible_duplicate` away, or `too_late_to_compare`.
fn is_said_to_be_its_own(deposit: &Deposit) -> bool {
    deposit.history.iter().any(|entry| match (&entry.what, &entry.by) {
        (DepositEvent::Cleared(taken) | DepositEvent::Freed(taken), Actor::User(_) | Actor::Token(_, _)) => {
            taken.asks_whether_two()
        }
        (_, _) => false,
    })
}
