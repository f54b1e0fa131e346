//! I15: a balance item stands in the shard of its balance and names a deposit of its account, amount, balance and time;
//! that of a reversal names none, or one that is held for it. A deposit of the last two days that tells a balance has
//! its item, or another deposit's in its place.

use std::collections::BTreeSet;

use domain::occurrence::{Kind, TWIN_WINDOW_MS};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{HoldReason, SenderVerdict, Timestamp};

use crate::book::Book;
use crate::record::{Balance, BalancePlace, Deposit};
use crate::{Report, place};

/// How long a balance item is sure to stand, in milliseconds.
const KEPT_MS: i64 = 2 * DAY_MS;

pub fn check(book: &Book, now: Timestamp, report: &mut Report) {
    for item in &book.balances {
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
    let told: BTreeSet<_> = book.balances.iter().map(|item| place::balance(&item.place)).collect();
    for deposit in book.deposits.values().filter(|deposit| is_young(deposit, now)) {
        if place_of(deposit).is_some_and(|place| !told.contains(&place::balance(&place))) {
            report.add("I15", &deposit.key, "it tells a balance that has no item");
        }
    }
}

fn is_named_rightly(item: &Balance, deposit: &Deposit) -> bool {
    match item.place.kind {
        Kind::Deposit => place_of(deposit) == Some(item.place) && deposit.deposited_at == item.at,
        Kind::Reversal => {
            let shared = (deposit.account, deposit.amount) == (item.place.account, item.place.amount);
            shared && deposit.holds.contains(HoldReason::Reversed)
        }
    }
}

fn place_of(deposit: &Deposit) -> Option<BalancePlace> {
    Some(BalancePlace {
        workspace: deposit.workspace,
        kind: Kind::Deposit,
        account: deposit.account,
        amount: deposit.amount,
        balance: deposit.balance?,
    })
}

/// Whether its item cannot have gone by its time to live. Before this release there were none.
fn is_young(deposit: &Deposit, now: Timestamp) -> bool {
    let since = deposit.created_at.min(deposit.deposited_at);
    deposit.verdict != SenderVerdict::Legacy && since > now.plus_ms(-KEPT_MS)
}
