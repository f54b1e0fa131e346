//! I15: a balance item stands in the shard of its balance and names a deposit of its account, amount, balance and time;
//! that of a reversal names none, or one that is held for it. A deposit of the last two days that tells a balance has
//! its item, or another deposit's in its place; no money that `auto` matched is later than the item of its balance.

use domain::occurrence::{Kind, TWIN_WINDOW_MS};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{ClosedSet, DepositEvent, HoldReason, SenderVerdict, Timestamp};

use super::standing;
use crate::book::Book;
use crate::record::{Balance, Deposit};
use crate::{Report, place};

/// How long a balance item is sure to stand, in milliseconds.
const KEPT_MS: i64 = 2 * DAY_MS;

pub fn check(book: &Book, now: Timestamp, report: &mut Report) {
    for item in book.balances.values() {
        let (pk, sk) = place::balance(&item.place);
        if item.key != place::shown(&pk, &sk) {
            report.add("I15", &item.key, "it does not stand in the shard of its balance");
        }
        let (before, after) = (item.at.ms() - item.from.ms(), item.until.ms() - item.at.ms());
        if before != after || ![MINUTE_MS, TWIN_WINDOW_MS].contains(&before) {
            report.add("I15", &item.key, "its span is neither a minute nor five on either side");
        }
        let deposit = item.deposit.map(|id| book.deposits.get(&(item.place.workspace, id)).ok_or(id));
        match (deposit, item.place.kind) {
            (Some(Err(id)), _) => {
                report.add("I15", &item.key, format!("it names deposit {id}, which does not stand"));
            }
            (Some(Ok(deposit)), kind) if !is_named_rightly(item, deposit) => {
                let what = format!("it is of a {}, and deposit {} tells otherwise", kind.code(), deposit.id);
                report.add("I15", &item.key, what);
            }
            (None, Kind::Deposit) => report.add("I15", &item.key, "it names no deposit"),
            (Some(Ok(_)), _) | (None, Kind::Reversal) => {}
        }
    }
    for deposit in book.deposits.values().filter(|deposit| deposit.verdict != SenderVerdict::Legacy) {
        match book.balance_of(deposit) {
            None if deposit.balance.is_some() && is_young(deposit, now) => {
                report.add("I15", &deposit.key, "it tells a balance that has no item");
            }
            Some(item) if is_uncovered(deposit, item) => {
                report.add("I15", &deposit.key, "`auto` matched it, and the item of its balance is of earlier money");
            }
            Some(_) | None => {}
        }
    }
}

/// Whether `auto` matched money whose second report would not meet its balance: the item is of earlier money.
fn is_uncovered(deposit: &Deposit, item: &Balance) -> bool {
    let is_by_rule = standing::last(&deposit.history).and_then(|end| end.paid).is_some_and(|(_, by_rule)| by_rule);
    is_by_rule && item.at.ms() + TWIN_WINDOW_MS < deposit.deposited_at.ms()
}

fn is_named_rightly(item: &Balance, deposit: &Deposit) -> bool {
    match item.place.kind {
        // A better report of the same transfer may print another minute.
        Kind::Deposit => {
            let apart_ms = (deposit.deposited_at.ms() - item.at.ms()).abs();
            let is_reported = deposit.history.iter().any(|entry| entry.what == DepositEvent::Reported);
            let is_near = apart_ms == 0 || (is_reported && apart_ms <= TWIN_WINDOW_MS);
            deposit.balance_place() == Some(item.place) && is_near
        }
        Kind::Reversal => {
            let shared = (deposit.account, deposit.amount) == (item.place.account, item.place.amount);
            shared && deposit.holds.contains(HoldReason::Reversed)
        }
    }
}

/// Whether its item cannot have gone by its time to live.
fn is_young(deposit: &Deposit, now: Timestamp) -> bool {
    let since = deposit.created_at.min(deposit.deposited_at);
    since > now.plus_ms(-KEPT_MS)
}
