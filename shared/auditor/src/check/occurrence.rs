//! I1: a guard names a fingerprint once, every deposit is named by one fingerprint, in its own guard, and what is named
//! stands.

use std::collections::{BTreeMap, BTreeSet};

use domain::occurrence::{KEPT, Occurrence};
use domain::{DepositId, WorkspaceId};

use crate::book::Book;
use crate::record::{Deposit, Guard};
use crate::{Report, place};

pub fn check(book: &Book, report: &mut Report) {
    let mut named: BTreeMap<(WorkspaceId, DepositId), usize> = BTreeMap::new();
    for guard in &book.guards {
        let mut fingerprints = BTreeSet::new();
        for seen in &guard.seen {
            *named.entry((guard.workspace, seen.deposit)).or_default() += 1;
            if !fingerprints.insert(seen.fingerprint) {
                report.add("I1", &guard.key, format!("the fingerprint of deposit {} stands there twice", seen.deposit));
            }
            match book.deposits.get(&(guard.workspace, seen.deposit)) {
                None => {
                    report.add("I1", &guard.key, format!("it names deposit {}, which does not stand", seen.deposit))
                }
                Some(deposit) if !is_of(deposit, guard) => {
                    report.add("I1", &guard.key, format!("deposit {} belongs into another guard", deposit.id));
                }
                Some(deposit) if !tells_of(seen, deposit) => {
                    report.add(
                        "I1",
                        &guard.key,
                        format!("it tells otherwise of deposit {} than the deposit does", deposit.id),
                    );
                }
                Some(_) => {}
            }
        }
        counted(guard, report);
    }
    for deposit in book.deposits.values() {
        match named.get(&(deposit.workspace, deposit.id)) {
            Some(1) => {}
            Some(times) => report.add("I1", &deposit.key, format!("{times} fingerprints name it")),
            None if has_fallen_out(deposit, book) => {}
            None => report.add("I1", &deposit.key, "no fingerprint names it"),
        }
        let twin = deposit.twin.filter(|twin| !book.deposits.contains_key(&(deposit.workspace, *twin)));
        if let Some(twin) = twin {
            report.add("I1", &deposit.key, format!("its twin, deposit {twin}, does not stand"));
        }
    }
}

/// Every write of a guard adds one occurrence; only the newest stay.
fn counted(guard: &Guard, report: &mut Report) {
    let kept = guard.seen.len();
    let version = usize::try_from(guard.version).unwrap_or(usize::MAX);
    if kept > KEPT || version < kept || (kept < KEPT && version > kept) {
        report.add("I1", &guard.key, format!("{kept} occurrences stand there after {version} writes"));
    }
}

fn is_of(deposit: &Deposit, guard: &Guard) -> bool {
    (deposit.account, deposit.amount) == (guard.account, guard.amount) && deposit.name_key == guard.name_key
}

fn tells_of(seen: &Occurrence, deposit: &Deposit) -> bool {
    (seen.deposited_at, seen.balance, seen.via) == (deposit.deposited_at, deposit.balance, deposit.via)
}

/// Whether its guard is so full that the deposit's occurrence may have made room for newer ones.
fn has_fallen_out(deposit: &Deposit, book: &Book) -> bool {
    let key = place::guard_key(deposit.workspace, deposit.account, deposit.amount, &deposit.name_key);
    book.guards.iter().any(|guard| guard.key == key && guard.version > KEPT as u64)
}
