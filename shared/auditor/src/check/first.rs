//! How a deposit came: I9, what a person must decide was held as it came; I8, and for nothing that it is not.
//!
//! The settings of that moment are told nowhere, so that what depends on them may be held, but need not be.

use domain::deposit::{is_balance_below, is_stale};
use domain::occurrence::Kind;
use domain::time::DAY_MS;
use domain::{
    AuditedChange, ClosedSet, DepositEvent, Entry, HoldReason, HoldReasons, MessageFormat, MissingSender, SenderPolicy,
    SenderVerdict, Settings, Via, sender,
};

use crate::Report;
use crate::book::Book;
use crate::record::{Audit, Deposit, Guard};

/// Checks the first entry of a whole history.
pub fn check(book: &Book, deposit: &Deposit, first: &Entry<DepositEvent>, report: &mut Report) {
    let is_paired = matches!(first.what, DepositEvent::Matched { rule: Some(_), .. });
    let reasons = if let DepositEvent::Held(reasons) = first.what { reasons } else { HoldReasons::NONE };
    if reasons.is_empty() && first.what != DepositEvent::Received && !is_paired {
        return report.add("I8", &deposit.key, "its history does not begin with its coming");
    }
    let (due, is_legacy) = (due(book, deposit), deposit.verdict == SenderVerdict::Legacy);
    // Before this release a deposit was held for one reason of several.
    let is_held_so = is_legacy && !due.common(reasons).is_empty();
    for reason in due.without(reasons).iter().filter(|_| !is_held_so) {
        let what = format!("it was not held as it came, although it is {}", reason.code());
        report.add("I9", &deposit.key, what);
    }
    for reason in reasons.without(possible(book, deposit)).iter() {
        report.add("I8", &deposit.key, format!("it was held as {}, which it is not", reason.code()));
    }
    let recorded = matches!(first.what, DepositEvent::Received | DepositEvent::Held(_));
    if recorded && first.at != deposit.created_at {
        report.add("I8", &deposit.key, "it did not come when it was created");
    }
}

/// For what it must have been held, whatever the settings were.
fn due(book: &Book, deposit: &Deposit) -> HoldReasons {
    let by_sender =
        sender::hold(deposit.verdict, deposit.via, deposit.is_ambiguous, MissingSender::Allowed, SenderPolicy::Any);
    let is_judged = deposit.verdict != SenderVerdict::Legacy;
    let is_below = is_balance_below(deposit.balance, deposit.amount);
    let is_old = is_stale(deposit.deposited_at, Settings::WINDOW_MAX_DAYS, deposit.created_at);
    let reasons = [
        (HoldReason::OneWon, deposit.amount.get() == 1),
        (HoldReason::UnreadableName, !is_readable(deposit)),
        (HoldReason::BalanceBelowAmount, is_judged && is_below && !is_explained(book, deposit)),
        (HoldReason::FormatUnproved, is_unproved(book, deposit)),
        (HoldReason::TimeUnlikely, is_judged && is_ahead(deposit)),
        (HoldReason::OutsideMatchWindow, is_judged && is_old),
    ];
    those(reasons).and(by_sender.into_iter().collect())
}

/// For what it may have been held, under some settings and as its guard may have stood.
fn possible(book: &Book, deposit: &Deposit) -> HoldReasons {
    let guard = book.guard_of(deposit);
    let is_forgotten = guard.is_some_and(|guard| guard.has_forgotten(deposit.deposited_at));
    let is_overtaken = book
        .balance_of(deposit)
        .is_some_and(|item| item.deposit != Some(deposit.id) && item.until >= deposit.deposited_at);
    let is_taken_back = book
        .guards
        .values()
        .flat_map(|guard| &guard.seen)
        .any(|seen| seen.kind == Kind::Reversal && seen.deposit == Some(deposit.id));
    let is_dropped = guard.is_some_and(Guard::has_dropped);
    let is_reported = deposit.history.iter().any(|entry| entry.what == DepositEvent::Reported);
    let undone = |what: &DepositEvent| matches!(what, DepositEvent::Unmatched { .. } | DepositEvent::Restored);
    let is_judged_again = is_reported || deposit.history.iter().any(|entry| undone(&entry.what));
    let by_sender =
        sender::hold(deposit.verdict, deposit.via, deposit.is_ambiguous, MissingSender::Held, SenderPolicy::Known);
    let reasons = [
        (HoldReason::OneWon, deposit.amount.get() == 1),
        (HoldReason::BalanceBelowAmount, is_balance_below(deposit.balance, deposit.amount)),
        // How the account's messages ended that day is not kept.
        (HoldReason::AmountCut, deposit.balance.is_none() && deposit.via != Via::Api),
        (HoldReason::FormatUnproved, deposit.format.is_some()),
        (HoldReason::PossibleDuplicate, !deposit.twins.is_empty()),
        (HoldReason::TooLateToCompare, is_forgotten || is_overtaken),
        (HoldReason::Reversed, is_taken_back || is_dropped),
        (HoldReason::TimeUnlikely, is_ahead(deposit)),
        (HoldReason::OutsideMatchWindow, is_stale(deposit.deposited_at, 1, deposit.created_at)),
        // A better report may have told another name, and by another way.
        (HoldReason::UnreadableName, is_reported || !is_readable(deposit)),
        // Accounts are added and never removed: the setting of that day is not kept.
        (HoldReason::AccountNew, true),
        (HoldReason::OverLimit, is_reported || deposit.via == Via::Open),
        (HoldReason::SenderUnlikely, is_judged_again),
        (HoldReason::SenderMissing, is_judged_again),
        // Its sender may have been approved since.
        (HoldReason::SenderUnlisted, is_judged_again || deposit.verdict == SenderVerdict::Approved),
    ];
    those(reasons).and(by_sender.into_iter().collect())
}

/// Whether the format that read it has not been pressed for often enough to this day.
fn is_unproved(book: &Book, deposit: &Deposit) -> bool {
    let format = deposit.format.and_then(|id| book.formats.get(&(deposit.workspace, id)));
    format.is_some_and(|format| format.proved_by.len() < MessageFormat::PROOFS)
}

/// Whether a balance below the amount may have said nothing against it.
fn is_explained(book: &Book, deposit: &Deposit) -> bool {
    lifts_overdraft(book, deposit) || had_overdraft(book, deposit)
}

/// Whether its account was ever said to have an overdraft: when it was so is not compared.
fn had_overdraft(book: &Book, deposit: &Deposit) -> bool {
    let of_account = |entry: &&Audit| {
        let is_account = matches!(entry.change, AuditedChange::AccountAdded | AuditedChange::AccountChanged);
        is_account && entry.workspace == deposit.workspace && entry.subject == deposit.account.get()
    };
    book.audit.iter().filter(of_account).any(|entry| entry.fields.iter().any(|(field, _)| field == "overdraft"))
}

/// Whether another deposit of its account left the balance that this one brought above nothing.
fn lifts_overdraft(book: &Book, deposit: &Deposit) -> bool {
    let amount = i64::try_from(deposit.amount.get()).ok();
    let before = deposit.balance.zip(amount).and_then(|(balance, amount)| balance.checked_sub(amount));
    let of_account = |other: &&Deposit| other.workspace == deposit.workspace && other.account == deposit.account;
    before.is_some() && book.deposits.values().filter(of_account).any(|other| other.balance == before)
}

fn those<const N: usize>(reasons: [(HoldReason, bool); N]) -> HoldReasons {
    reasons.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

fn is_readable(deposit: &Deposit) -> bool {
    bank_sms::name::is_readable(deposit.printed())
}

/// Its time lies more than a day ahead of the clock by which it came.
fn is_ahead(deposit: &Deposit) -> bool {
    deposit.deposited_at > deposit.created_at.plus_ms(DAY_MS)
}
