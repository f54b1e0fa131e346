//! I1: a guard names a fingerprint once; a deposit is named by one occurrence and by one more for each report that was
//! noted on it, in its own guard; and what is named stands.

use std::collections::{BTreeMap, BTreeSet};

use domain::occurrence::{KEPT, Kind, Occurrence, TWIN_WINDOW_MS};
use domain::{ClosedSet, DepositEvent, DepositId, HoldReason, SenderVerdict, WorkspaceId};

use crate::book::Book;
use crate::record::{Deposit, Guard};
use crate::{Report, place};

pub fn check(book: &Book, report: &mut Report) {
    let mut named: BTreeMap<(WorkspaceId, DepositId), usize> = BTreeMap::new();
    for guard in book.guards.values() {
        check_guard(guard, report);
        for seen in &guard.seen {
            let Some(id) = seen.deposit else { continue };
            if seen.kind == Kind::Deposit {
                *named.entry((guard.place.workspace, id)).or_default() += 1;
            }
            let wrong = match (book.deposits.get(&(guard.place.workspace, id)), seen.kind) {
                (None, _) => Some(format!("it names deposit {id}, which does not stand")),
                (Some(deposit), Kind::Deposit) => differs(deposit, guard, seen),
                (Some(deposit), Kind::Reversal) => is_not_taken_back(deposit, guard),
            };
            if let Some(wrong) = wrong {
                report.add("I1", &guard.key, wrong);
            }
        }
    }
    for deposit in book.deposits.values() {
        check_deposit(book, deposit, named.get(&(deposit.workspace, deposit.id)).copied().unwrap_or(0), report);
    }
}

/// Every write of a guard adds one occurrence; what is old, or too much, goes.
fn check_guard(guard: &Guard, report: &mut Report) {
    let mut fingerprints = BTreeSet::new();
    for seen in &guard.seen {
        if !fingerprints.insert((seen.kind.code(), seen.fingerprint)) {
            let of = seen.deposit.map_or_else(|| "no deposit".to_owned(), |id| format!("deposit {id}"));
            report.add("I1", &guard.key, format!("the fingerprint of {of} stands there twice"));
        }
        if place::head(&seen.printed) != guard.place.head {
            report.add("I1", &guard.key, "it names a payer of another guard");
        }
    }
    let kept = guard.seen.len();
    if kept > KEPT || usize::try_from(guard.version).is_ok_and(|version| version < kept) {
        report.add("I1", &guard.key, format!("{kept} occurrences stand there after {} writes", guard.version));
    }
}

/// How an occurrence differs from the deposit that it names.
fn differs(deposit: &Deposit, guard: &Guard, seen: &Occurrence) -> Option<String> {
    if place::guard_of(deposit) != guard.place {
        return Some(format!("deposit {} belongs into another guard", deposit.id));
    }
    let reports = times_reported(deposit);
    let is_first = (seen.deposited_at, seen.via) == (deposit.deposited_at, deposit.via);
    // Each report came close to one before it.
    let apart = seen.deposited_at.ms().abs_diff(deposit.deposited_at.ms());
    let is_report = reports > 0 && apart <= TWIN_WINDOW_MS.unsigned_abs().saturating_mul(reports);
    let tells_of = seen.balance == deposit.balance && (is_first || is_report);
    (!tells_of).then(|| format!("it tells otherwise of deposit {} than the deposit does", deposit.id))
}

fn is_not_taken_back(deposit: &Deposit, guard: &Guard) -> Option<String> {
    let place = (deposit.account, deposit.amount);
    if place != (guard.place.account, guard.place.amount) {
        return Some(format!("deposit {} belongs into another guard", deposit.id));
    }
    let is_reversed = deposit.holds.contains(HoldReason::Reversed);
    (!is_reversed).then(|| format!("it took back deposit {}, which is not held for it", deposit.id))
}

/// How many reports were noted; where the oldest entries are gone, at most so many.
fn times_reported(deposit: &Deposit) -> u64 {
    match super::deposit_history::is_whole(deposit) {
        true => deposit.history.iter().filter(|entry| entry.what == DepositEvent::Reported).count() as u64,
        false => deposit.version,
    }
}

fn check_deposit(book: &Book, deposit: &Deposit, named: usize, report: &mut Report) {
    let guard = book.guard_of(deposit);
    let has_dropped = guard.is_some_and(Guard::has_dropped);
    // What a guard dropped before this release was not the oldest by time.
    let is_legacy = deposit.verdict == SenderVerdict::Legacy;
    let is_forgotten = (is_legacy && has_dropped) || guard.is_some_and(|it| it.has_forgotten(deposit.deposited_at));
    let is_whole = super::deposit_history::is_whole(deposit);
    let expected = times_reported(deposit) + 1;
    match named as u64 {
        0 if !is_forgotten => report.add("I1", &deposit.key, "no fingerprint names it"),
        times if times > expected => report.add("I1", &deposit.key, format!("{times} fingerprints name it")),
        times if times > 0 && times < expected && is_whole && !has_dropped => {
            report.add("I1", &deposit.key, format!("{times} fingerprints name it, and {expected} reports told of it"));
        }
        _ => {}
    }
    for twin in deposit.twins.iter().filter(|twin| !book.deposits.contains_key(&(deposit.workspace, **twin))) {
        report.add("I1", &deposit.key, format!("its twin, deposit {twin}, does not stand"));
    }
}
