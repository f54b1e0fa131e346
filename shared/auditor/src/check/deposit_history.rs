//! I8 for deposits: the state is the last entry of the history, and the history is a legal path. I9: a held deposit is
//! never matched by `auto`.

use domain::history::KEPT;
use domain::{Actor, ClosedSet, Deposit as Kept, DepositEvent, DepositStatus, Entry};

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
        Some(DepositEvent::Received) => true,
        Some(DepositEvent::Held(_)) if counted => true,
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
    let redacted = history.iter().rposition(|entry| entry.what == DepositEvent::Redacted);
    let reported = history.iter().rposition(|entry| entry.what == DepositEvent::Reported);
    // A report that came later brought a text of its own.
    let is_new = |at: usize| reported.is_some_and(|reported| reported > at);
    let stands = |at: usize| deposit.has_raw || (!is_new(at) && deposit.reports.iter().any(|report| report.has_raw));
    if redacted.is_some_and(stands) {
        report.add("I8", &deposit.key, "its message was forgotten, and yet it stands there");
    }
    let noted = history.iter().filter(|entry| entry.what == DepositEvent::Reported).count();
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
        if let DepositEvent::Linked(twin) = entry.what
            && !twins.contains(&twin)
        {
            report.add("I8", &deposit.key, format!("it was linked with deposit {twin}, which is not among its twins"));
        }
    }
}

fn paired_as_it_came(history: &[Entry<DepositEvent>]) -> bool {
    match history {
        [first, second, ..] => {
            first.what == DepositEvent::Received && matches!(second.what, DepositEvent::Matched { rule: Some(_), .. })
        }
        [] | [_] => false,
    }
}

/// Whether an entry may follow, by this actor. Of reasons: I16.
fn step(
    is_first: bool,
    before: Option<Standing>,
    entry: &Entry<DepositEvent>,
) -> Result<(), (&'static str, &'static str)> {
    let is_held = before.is_some_and(|before| before.status == DepositStatus::Held);
    let is_by_itself = matches!(entry.by, Actor::Auto | Actor::Policy(_));
    if is_held && is_by_itself && matches!(entry.what, DepositEvent::Matched { .. }) {
        return Err(("I9", "it was held, and `auto` matched it"));
    }
    match (may_follow(is_first, before, &entry.what), is_by(is_first, before, entry)) {
        (true, true) => Ok(()),
        (false, _) => Err(("I8", "it cannot follow")),
        (true, false) => Err(("I8", "it cannot be by this actor")),
    }
}

fn may_follow(is_first: bool, before: Option<Standing>, what: &DepositEvent) -> bool {
    use DepositStatus::{Dismissed, Held, Matched, Waiting};
    let Some(before) = before else {
        // The oldest entries are gone, or this one is the first of all.
        return is_first || *what != DepositEvent::Received;
    };
    let paid = before.paid.map(|(order, _)| order);
    match what {
        DepositEvent::Received => false,
        DepositEvent::Held(_) | DepositEvent::Dismissed(_) | DepositEvent::Matched { rule: Some(_), .. } => {
            matches!(before.status, Waiting | Held)
        }
        // Of a matched one, what was left of it.
        DepositEvent::Matched { rule: None, .. } => before.status != Dismissed && (paid.is_none() || before.has_rest),
        DepositEvent::Treated(_) => matches!(before.status, Matched | Dismissed),
        DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => before.status != Waiting,
        DepositEvent::Cleared(_) | DepositEvent::Freed(_) => before.status == Held,
        DepositEvent::Restored => before.status == Dismissed,
        DepositEvent::Reversed { order, .. } => before.status != Dismissed && paid == *order,
        DepositEvent::Unmatched { order, .. } => before.status == Matched && paid == Some(*order),
        DepositEvent::OrderCancelled { order, others, .. } => {
            before.status == Matched && !others.contains(order) && (!others.is_empty() || paid == Some(*order))
        }
        DepositEvent::RefundSeen => before.status == Matched,
        DepositEvent::Redacted => before.status != Waiting,
        DepositEvent::Reported | DepositEvent::Linked(_) => true,
    }
}

fn is_by(is_first: bool, before: Option<Standing>, entry: &Entry<DepositEvent>) -> bool {
    let is_person = matches!(entry.by, Actor::User(_) | Actor::Token(_, _));
    let is_auto = entry.by == Actor::Auto;
    match &entry.what {
        DepositEvent::Redacted => entry.by == Actor::Sweeper,
        DepositEvent::Received => is_person || is_auto,
        DepositEvent::Held(_) => is_auto || (is_first && is_person),
        DepositEvent::Matched { rule: Some(_), .. }
        | DepositEvent::Reported
        | DepositEvent::Linked(_)
        | DepositEvent::RefundSeen => is_auto,
        DepositEvent::Matched { rule: None, .. } | DepositEvent::Treated(_) => {
            is_person || matches!(entry.by, Actor::Policy(_))
        }
        DepositEvent::Unmatched { .. } | DepositEvent::OrderCancelled { .. } => is_person,
        DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => is_person,
        DepositEvent::Dismissed(reason) if reason.is_programs() => is_auto,
        DepositEvent::Dismissed(_) | DepositEvent::Restored => is_person,
        // A pair that a person made is a person's to undo.
        DepositEvent::Reversed { .. } => {
            is_person || (is_auto && before.and_then(|it| it.paid).is_none_or(|(_, by_itself)| by_itself))
        }
        DepositEvent::Cleared(_) | DepositEvent::Freed(_) => is_person || is_auto,
    }
}
