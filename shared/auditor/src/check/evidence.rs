//! I11: an automatic match names a deposit whose sender may pay by itself, and which was made inside its order's
//! window.
//!
//! Judged on what can be known afterwards: settings, and a phone's word on missing senders, may have changed since, so
//! that the most generous ones count. Deposits of before this release were judged by nobody.

use domain::history::Actor;
use domain::time::{DAY_MS, HOUR_MS};
use domain::{
    ClosedSet, DepositEvent, HoldReason, HoldReasons, MissingSender, SenderPolicy, SenderVerdict, Settings, Timestamp,
    sender,
};

use super::standing;
use crate::Report;
use crate::book::Book;
use crate::record::{Deposit, Order};

pub fn check(book: &Book, report: &mut Report) {
    for deposit in book.deposits.values().filter(|deposit| deposit.verdict != SenderVerdict::Legacy) {
        let Some((order, true)) = standing::last(&deposit.history).and_then(|end| end.paid) else { continue };
        if let Some(reason) = sender_reason(deposit) {
            let what = format!("`auto` matched it, although it is {}", reason.code());
            report.add("I11", &deposit.key, what);
        }
        let order = book.orders.get(&(deposit.workspace, order));
        if let Some(what) = order.and_then(|order| outside(deposit.deposited_at, order)) {
            report.add("I11", &deposit.key, format!("`auto` matched it, although it was made {what}"));
        }
    }
}

/// Why its sender may not pay by itself under any settings, unless a person took that away.
fn sender_reason(deposit: &Deposit) -> Option<HoldReason> {
    let reason =
        sender::hold(deposit.verdict, deposit.via, deposit.is_ambiguous, MissingSender::Allowed, SenderPolicy::Any)?;
    let is_released = deposit.history.iter().any(|entry| match (&entry.what, &entry.by) {
        (DepositEvent::Cleared(taken) | DepositEvent::Freed(taken), Actor::User(_) | Actor::Token(_, _)) => {
            taken.contains(reason)
        }
        (_, _) => false,
    });
    // A person cannot release a sender that is unlikely.
    let can_be = !HoldReasons::from(reason).releasable().is_empty();
    (!(is_released && can_be)).then_some(reason)
}

/// How a deposit made at that time lies outside the order's window.
fn outside(deposited_at: Timestamp, order: &Order) -> Option<&'static str> {
    let ordered_at = order.ordered_at.unwrap_or(order.created_at);
    let earliest = ordered_at.plus_ms(-i64::from(Settings::EARLY_MAX_HOURS) * HOUR_MS);
    let waits_since = order.waits_since.unwrap_or(order.created_at);
    let latest = waits_since.plus_ms(i64::from(Settings::WINDOW_MAX_DAYS) * DAY_MS);
    // An order with a deadline has no window: I2.
    let is_late = order.expires_at.is_none() && deposited_at > latest;
    match (deposited_at < earliest, is_late) {
        (true, _) => Some("long before its order"),
        (false, true) => Some("after its order's window"),
        (false, false) => None,
    }
}
