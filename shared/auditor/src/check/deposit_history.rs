//! I8 for deposits: the state is the last entry of the history, and the history is a legal path. I9: a held deposit is
//! never matched by `auto`.

use domain::history::KEPT;
use domain::{Actor, Deposit as Kept, DepositStatus, Entry, What};

use super::order_history::LONGEST;
use super::standing::{self, Standing};
use crate::Report;
use crate::book::Book;
use crate::record::Deposit;

pub fn check(book: &Book, report: &mut Report) {
    for deposit in book.deposits.values() {
        check_deposit(book, deposit, report);
        check_notes(deposit, report);
    }
}

/// Whether its oldest entries are there: an entry `held` can also stand at the beginning of what is kept.
pub fn is_whole(deposit: &Deposit) -> bool {
    let first = deposit.history.first().map(|first| &first.what);
    let counted = deposit.version <= deposit.history.len() as u64;
    match first {
        Some(What::Received) => true,
        Some(What::Held(_)) if counted => true,
        Some(_) | None => deposit.history.len() < KEPT,
    }
}

fn check_deposit(book: &Book, deposit: &Deposit, report: &mut Report) {
    let history = &deposit.history;
    let Some(first) = history.first() else { return report.add("I8", &deposit.key, "it has no history") };
    if history.len() > LONGEST {
        report.add("I8", &deposit.key, format!("its history has {} entries", history.len()));
    }
    let is_whole = is_whole(deposit);
    if is_whole {
        super::first::check(book, deposit, first, report);
    }
    for (n, (before, entry, _)) in standing::path(history).enumerate() {
        if let Err((invariant, why)) = step(n == 0, before, entry) {
            report.add(invariant, &deposit.key, format!("entry {n} of its history: {why}"));
        }
    }
    check_end(deposit, report);
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

/// The state is the last entry.
fn check_end(deposit: &Deposit, report: &mut Report) {
    let code = deposit.status.code();
    if deposit.state().is_none() {
        return report.add(
            "I8",
            &deposit.key,
            format!("its state {code} and what else it tells contradict each other"),
        );
    }
    let differs = standing::last(&deposit.history).is_some_and(|end| {
        let order = end.paid.map(|(order, _)| order);
        (end.status, order, end.dismissed) != (deposit.status, deposit.matched, deposit.dismissed)
    });
    if differs {
        report.add("I8", &deposit.key, format!("it is {code}, and its history ends otherwise"));
    }
}

/// What its history tells besides states: reports and links that were noted, and messages that were forgotten.
fn check_notes(deposit: &Deposit, report: &mut Report) {
    let history = &deposit.history;
    let redacted = history.iter().rposition(|entry| entry.what == What::Redacted);
    let reported = history.iter().rposition(|entry| entry.what == What::Reported);
    // A report that came later brought a text of its own.
    let is_new = |at: usize| reported.is_some_and(|reported| reported > at);
    let stands = |at: usize| deposit.has_raw || (!is_new(at) && deposit.reports.iter().any(|report| report.has_raw));
    if redacted.is_some_and(stands) {
        report.add("I8", &deposit.key, "its message was forgotten, and yet it stands there");
    }
    let noted = history.iter().filter(|entry| entry.what == What::Reported).count();
    let kept = deposit.reports.len();
    if kept > Kept::REPORTS_MAX || kept < noted.min(Kept::REPORTS_MAX) || (is_whole(deposit) && kept > noted) {
        report.add("I8", &deposit.key, format!("{kept} reports stand there after {noted} were noted"));
    }
    let mut twins = deposit.twins.clone();
    twins.sort_unstable();
    twins.dedup();
    if twins.len() < deposit.twins.len() || twins.len() > Kept::TWINS_MAX || twins.contains(&deposit.id) {
        report.add("I8", &deposit.key, "its twins repeat, are too many, or are itself");
    }
    for entry in history {
        if let What::Linked(twin) = entry.what
            && !twins.contains(&twin)
        {
            report.add("I8", &deposit.key, format!("it was linked with deposit {twin}, which is not among its twins"));
        }
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

/// Whether an entry may follow, by this actor. Of reasons: I16.
fn step(is_first: bool, before: Option<Standing>, entry: &Entry) -> Result<(), (&'static str, &'static str)> {
    if is_of_order(&entry.what) {
        return Err(("I8", "it is an order's"));
    }
    let is_held = before.is_some_and(|before| before.status == DepositStatus::Held);
    if is_held && entry.by == Actor::Auto && matches!(entry.what, What::Matched { .. }) {
        return Err(("I9", "it was held, and `auto` matched it"));
    }
    match (may_follow(is_first, before, &entry.what), is_by(is_first, before, entry)) {
        (true, true) => Ok(()),
        (false, _) => Err(("I8", "it cannot follow")),
        (true, false) => Err(("I8", "it cannot be by this actor")),
    }
}

fn is_of_order(what: &What) -> bool {
    match what {
        What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => true,
        What::PaymentReversed { .. } | What::Cancelled | What::Expired | What::Reopened => true,
        What::Received | What::Held(_) | What::Cleared(_) | What::Freed(_) | What::Reported | What::Linked(_) => false,
        What::Dismissed(_) | What::Restored | What::Reversed { .. } | What::RefundSeen | What::Matched { .. } => false,
        What::Unmatched { .. } | What::Redacted => false,
    }
}

fn may_follow(is_first: bool, before: Option<Standing>, what: &What) -> bool {
    use DepositStatus::{Dismissed, Held, Matched, Waiting};
    let Some(before) = before else {
        // The oldest entries are gone, or this one is the first of all.
        return is_first || *what != What::Received;
    };
    let paid = before.paid.map(|(order, _)| order);
    match what {
        What::Received => false,
        What::Held(_) | What::Dismissed(_) | What::Matched { .. } => matches!(before.status, Waiting | Held),
        What::Cleared(_) | What::Freed(_) => before.status == Held,
        What::Restored => before.status == Dismissed,
        What::Reversed { order } => before.status != Dismissed && paid == *order,
        What::Unmatched { order } => before.status == Matched && paid == Some(*order),
        What::RefundSeen => before.status == Matched,
        What::Redacted => before.status != Waiting,
        What::Reported | What::Linked(_) => true,
        What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => false,
        What::PaymentReversed { .. } | What::Cancelled | What::Expired | What::Reopened => false,
    }
}

fn is_by(is_first: bool, before: Option<Standing>, entry: &Entry) -> bool {
    let is_person = matches!(entry.by, Actor::User(_) | Actor::Token(_, _));
    let is_auto = entry.by == Actor::Auto;
    match &entry.what {
        What::Redacted => entry.by == Actor::Sweeper,
        What::Received => is_person || is_auto,
        What::Held(_) => is_auto || (is_first && is_person),
        What::Matched { rule: Some(_), .. } | What::Reported | What::Linked(_) | What::RefundSeen => is_auto,
        What::Matched { rule: None, .. } | What::Unmatched { .. } => is_person,
        What::Dismissed(_) | What::Restored => is_person,
        // A pair that a person made is a person's to undo.
        What::Reversed { .. } => is_person || (is_auto && before.and_then(|it| it.paid).is_none_or(|(_, rule)| rule)),
        What::Cleared(_) | What::Freed(_) => is_person || is_auto,
        What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => false,
        What::PaymentReversed { .. } | What::Cancelled | What::Expired | What::Reopened => false,
    }
}
