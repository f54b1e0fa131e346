//! I8 for deposits: the state is the last entry of the history, and the history is a legal path. I9: a held deposit is
//! never matched by `auto`, and what a person must decide was held as it came.

use domain::history::KEPT;
use domain::{Actor, DepositState, Entry, HoldReason, Via, What};

use super::order_history::LONGEST;
use crate::Report;
use crate::book::Book;
use crate::record::Deposit;

pub fn check(book: &Book, report: &mut Report) {
    for deposit in book.deposits.values() {
        check_deposit(deposit, report);
    }
}

fn check_deposit(deposit: &Deposit, report: &mut Report) {
    let history = &deposit.history;
    let Some(first) = history.first() else { return report.add("I8", &deposit.key, "it has no history") };
    if history.len() > LONGEST {
        report.add("I8", &deposit.key, format!("its history has {} entries", history.len()));
    }
    let is_whole = history.len() < KEPT || matches!(first.what, What::Received | What::Held(_));
    if is_whole {
        check_first(deposit, first, report);
    }
    let mut state = None;
    for (n, entry) in history.iter().enumerate() {
        if let Err((invariant, why)) = step(n == 0, state, entry) {
            report.add(invariant, &deposit.key, format!("entry {n} of its history: {why}"));
        }
        state = after(state, entry);
    }
    match deposit.state() {
        None => {
            let what = format!("its state {} and what else it tells contradict each other", deposit.status.code());
            report.add("I8", &deposit.key, what);
        }
        Some(stored) if state.is_some_and(|told| told != stored) => {
            report.add("I8", &deposit.key, format!("it is {}, and its history ends otherwise", deposit.status.code()));
        }
        Some(_) => {}
    }
    if deposit.has_raw && history.iter().any(|entry| entry.what == What::Redacted) {
        report.add("I8", &deposit.key, "its message was forgotten, and yet it stands there");
    }
    // A deposit that was paired as it came tells of both in its first write.
    let (entries, at_once) = (history.len() as u64, u64::from(paired_as_it_came(history)));
    let is_counted = match is_whole {
        true => deposit.version + at_once >= entries && deposit.version <= entries,
        false => deposit.version >= entries,
    };
    if !is_counted {
        report.add("I8", &deposit.key, format!("version {} is not possible after {entries} entries", deposit.version));
    }
}

/// How a whole history begins: held when it had to be, otherwise waiting, or paired as it came.
fn check_first(deposit: &Deposit, first: &Entry, report: &mut Report) {
    match (deposit.must_be_held(), &first.what) {
        (Some(due), What::Held(reason)) if due == *reason => {}
        // The limit at that moment is told nowhere; only an open message is held against one.
        (None, What::Held(HoldReason::OverLimit)) if deposit.via == Via::Open => {}
        (Some(due), _) => {
            report.add("I9", &deposit.key, format!("it was not held as it came, although it is {}", due.code()))
        }
        (None, What::Held(reason)) => {
            report.add("I8", &deposit.key, format!("it was held as {}, which it is not", reason.code()));
        }
        (None, What::Received | What::Matched { rule: Some(_), .. }) => {}
        (None, _) => report.add("I8", &deposit.key, "its history does not begin with its coming"),
    }
    let recorded = matches!(first.what, What::Received | What::Held(_));
    if recorded && first.at != deposit.created_at {
        report.add("I8", &deposit.key, "it did not come when it was created");
    }
}

fn paired_as_it_came(history: &[Entry]) -> bool {
    match history {
        [first, second, ..] => {
            first.what == What::Received && matches!(second.what, What::Matched { rule: Some(_), .. })
        }
        [] | [_] => false,
    }
}

/// Whether an entry may follow. `state` is `None` while it is not known: before the first entry, and at the beginning of
/// a history whose oldest entries are gone.
fn step(is_first: bool, state: Option<DepositState>, entry: &Entry) -> Result<(), (&'static str, &'static str)> {
    use DepositState::{Held, Matched, Waiting};
    let allowed = match &entry.what {
        What::Received | What::Held(_) => is_first,
        What::Matched { .. } if entry.by == Actor::Auto && matches!(state, Some(Held(_))) => {
            return Err(("I9", "it was held, and `auto` matched it"));
        }
        What::Matched { .. } => matches!(state, None | Some(Waiting | Held(_))),
        What::Unmatched { order } => match state {
            None => true,
            Some(Matched { order: paid }) => paid == *order,
            Some(Waiting | Held(_)) => false,
        },
        What::Redacted => matches!(state, None | Some(Matched { .. } | Held(_))),
        What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => {
            return Err(("I8", "it is an order's"));
        }
        What::Cancelled | What::Expired | What::Reopened => return Err(("I8", "it is an order's")),
    };
    let by_whom = match (&entry.what, &entry.by) {
        (What::Redacted, by) => *by == Actor::Sweeper,
        (_, Actor::Sweeper) => false,
        (What::Matched { rule, .. }, by) => rule.is_some() == (*by == Actor::Auto),
        (What::Unmatched { .. }, by) => *by != Actor::Auto,
        (_, Actor::Auto | Actor::User(_) | Actor::Token(_, _)) => true,
    };
    match (allowed, by_whom) {
        (true, true) => Ok(()),
        (false, _) => Err(("I8", "it cannot follow")),
        (true, false) => Err(("I8", "it cannot be by this actor")),
    }
}

/// The state after an entry, also after one that could not follow.
fn after(state: Option<DepositState>, entry: &Entry) -> Option<DepositState> {
    match entry.what {
        What::Received => Some(DepositState::Waiting),
        What::Held(reason) => Some(DepositState::Held(reason)),
        What::Matched { order, .. } => Some(DepositState::Matched { order }),
        What::Unmatched { .. } => Some(DepositState::Held(HoldReason::UnmatchedByHand)),
        What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => state,
        What::Cancelled | What::Expired | What::Reopened | What::Redacted => state,
    }
}
