//! I16: the reasons of a deposit are what its history explains. An entry `held` tells all the reasons from then on, so
//! it forgets none; what was taken away was there, and was taken by one who may.

use domain::{Actor, DepositEvent, HoldReason, HoldReasons, SenderVerdict};

use super::standing::{self, Standing};
use crate::Report;
use crate::book::Book;
use crate::record::Deposit;

pub fn check(book: &Book, report: &mut Report) {
    for deposit in book.deposits.values() {
        for (n, (before, entry, _)) in standing::path(&deposit.history).enumerate() {
            if let Some(what) = before.and_then(|before| wrong(before, &entry.what, &entry.by)) {
                report.add("I16", &deposit.key, format!("entry {n} of its history: {what}"));
            }
        }
        // Where its state is not the history's end: I8.
        let end = standing::last(&deposit.history).filter(|end| end.status == deposit.status);
        if end.and_then(|end| end.holds).is_some_and(|told| !is_explained(deposit, told)) {
            report.add("I16", &deposit.key, "its reasons are not those that its history explains");
        }
    }
}

/// What is wrong with the reasons of an entry.
fn wrong(before: Standing, what: &DepositEvent, by: &Actor) -> Option<&'static str> {
    let stood = before.holds?;
    match what {
        DepositEvent::Held(reasons) if !stood.without(*reasons).is_empty() => Some("it forgets a reason"),
        DepositEvent::Held(reasons) if reasons.without(stood).is_empty() => {
            Some("it holds for no other reason than before")
        }
        DepositEvent::Cleared(taken) | DepositEvent::Freed(taken) if !taken.without(stood).is_empty() => {
            Some("it takes a reason that was not there")
        }
        DepositEvent::Cleared(taken) if stood.without(*taken).is_empty() => {
            Some("it takes the last reason, and is yet held")
        }
        DepositEvent::Freed(taken) if !stood.without(*taken).is_empty() => Some("it leaves a reason, and yet waits"),
        DepositEvent::Cleared(taken) | DepositEvent::Freed(taken) if !may_take(by, *taken) => {
            Some("this actor cannot take that reason")
        }
        DepositEvent::Held(_)
        | DepositEvent::Cleared(_)
        | DepositEvent::Freed(_)
        | DepositEvent::Received
        | DepositEvent::Reported
        | DepositEvent::Linked(_) => None,
        DepositEvent::Dismissed(_)
        | DepositEvent::Restored
        | DepositEvent::Reversed { .. }
        | DepositEvent::RefundSeen
        | DepositEvent::Redacted => None,
        DepositEvent::Matched { .. } | DepositEvent::Unmatched { .. } | DepositEvent::OrderCancelled { .. } => None,
        DepositEvent::Treated(_) | DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => None,
    }
}

/// A person takes what can be released, the rules what a better report, an approval or a longer match window answers.
fn may_take(by: &Actor, taken: HoldReasons) -> bool {
    let answered = HoldReasons::from_iter([
        HoldReason::SenderUnlikely,
        HoldReason::SenderMissing,
        HoldReason::SenderUnlisted,
        HoldReason::OverLimit,
        HoldReason::UnreadableName,
        HoldReason::OutsideMatchWindow,
    ]);
    match by {
        Actor::User(_) | Actor::Token(_, _) => taken.releasable() == taken,
        Actor::Auto => taken.without(answered).is_empty(),
        Actor::Policy(_) | Actor::Sweeper | Actor::Operator => false,
    }
}

/// Before this release an undone match left `unmatched_by_hand` alone.
fn is_explained(deposit: &Deposit, told: HoldReasons) -> bool {
    let is_legacy = deposit.verdict == SenderVerdict::Legacy;
    deposit.holds == told || (is_legacy && deposit.holds.without(told).is_empty())
}
