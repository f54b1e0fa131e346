//! Equal orders of one payer, and as many deposits of the same name.

use super::{Agreement, Choice, Fit, Payer, Rule, WaitingDeposit, WaitingOrder, are_of_one_payer, choose, lookup_keys};
use crate::deposit::is_stale;
use crate::{Settings, TiePolicy, Timestamp};

/// As [`choose`], beside what else waits at the amount. Under `AS_MANY`, as many deposits as orders of one name and
/// amount pay one another: the earliest the oldest. `waiting`: all deposits that read an order of that name, this one
/// among them. Nothing is paid where their numbers differ, or where one of them could also pay something else.
pub fn choose_among(
    deposit: &WaitingDeposit,
    waiting: &[WaitingDeposit],
    orders: &[WaitingOrder],
    settings: &Settings,
    now: Timestamp,
) -> Choice {
    let alone = choose(deposit, orders, settings, now);
    match (&alone, settings.tie_policy) {
        (Choice::Several(_), TiePolicy::AsMany) => as_many(deposit, waiting, orders, settings, now).unwrap_or(alone),
        (Choice::Several(_), TiePolicy::Hold | TiePolicy::Oldest) | (Choice::Match(..) | Choice::None, _) => alone,
    }
}

/// The order at the deposit's own place.
fn as_many(
    deposit: &WaitingDeposit,
    waiting: &[WaitingDeposit],
    orders: &[WaitingOrder],
    settings: &Settings,
    now: Timestamp,
) -> Option<Choice> {
    let equal = |deposit: &WaitingDeposit| equals(&Payer::of(deposit), deposit, orders, settings, now);
    let (agreement, found) = equal(deposit)?;
    let mut mates: Vec<&WaitingDeposit> = waiting.iter().filter(|other| claims(other, &found)).collect();
    // One that reads other orders too, pays others of these, or is too old to pay, makes it a guess.
    let keys = lookup_keys(&deposit.printed);
    let is_mate = |other: &&WaitingDeposit| {
        let is_fresh = !is_stale(other.deposited_at, settings.match_window_days, now);
        is_fresh
            && lookup_keys(&other.printed) == keys
            && equal(other).is_some_and(|theirs| theirs == (agreement, found.clone()))
    };
    if mates.len() != found.len() || !mates.iter().all(is_mate) {
        return None;
    }
    mates.sort_by_key(|mate| (mate.deposited_at, mate.id));
    let place = mates.iter().position(|mate| mate.id == deposit.id)?;
    found.get(place).map(|order| Choice::Match(order.id, Rule::AsMany))
}

/// The orders of one payer that a deposit pays by just their name, oldest first, and how it agrees.
fn equals<'a>(
    payer: &Payer,
    deposit: &WaitingDeposit,
    orders: &'a [WaitingOrder],
    settings: &Settings,
    now: Timestamp,
) -> Option<(Agreement, Vec<&'a WaitingOrder>)> {
    let fit = Fit::of(payer, deposit, orders, settings, now);
    if !fit.by(Agreement::Coded).is_empty() {
        return None;
    }
    let by = |agreement| Some((agreement, fit.by(agreement))).filter(|(_, found)| !found.is_empty());
    let (agreement, found) = by(Agreement::Exact).or_else(|| by(Agreement::Same))?;
    are_of_one_payer(&found).then_some((agreement, found))
}

/// Whether a deposit bears the name of one of these orders, whatever else keeps it from paying that.
fn claims(deposit: &WaitingDeposit, orders: &[&WaitingOrder]) -> bool {
    let payer = Payer::of(deposit);
    orders.iter().any(|order| matches!(payer.agrees(order), Agreement::Exact | Agreement::Same))
}

#[cfg(test)]
#[path = "equals_tests.rs"]
mod tests;
