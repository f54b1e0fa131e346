//! I2, what a policy matched: the names agree, the account is the order's, and the difference, the delay and the
//! numbers are such as the policy can be set to. What it was set to then, nobody knows any more.

use domain::policy::{LatePolicy, PolicyKind, ShortPolicy};
use domain::time::HOUR_MS;
use domain::{Actor, OrderEvent, OrderStatus, Rule};

use super::pair::names_agree;
use crate::Report;
use crate::book::Book;
use crate::record::{Deposit, Order};

pub fn check(book: &Book, report: &mut Report) {
    for order in book.orders.values().filter(|order| order.status == OrderStatus::Matched) {
        let paid = order.history.iter().rev().find_map(|entry| match (&entry.what, &entry.by) {
            (OrderEvent::Matched { .. }, by) => Some(by),
            (_, _) => None,
        });
        let Some(Actor::Policy(policy)) = paid else { continue };
        let of = |id| book.deposits.get(&(order.workspace, id));
        let deposits: Vec<&Deposit> = order.payers().into_iter().filter_map(of).collect();
        for what in unfit(*policy, order, &deposits) {
            report.add("I2", &order.key, format!("{} matched it, but {what}", policy.rule()));
        }
    }
}

fn unfit(policy: PolicyKind, order: &Order, deposits: &[&Deposit]) -> Vec<&'static str> {
    let is_named =
        |deposit: &&&Deposit| [Rule::Same, Rule::Coded].into_iter().any(|rule| names_agree(deposit, order, rule));
    let is_elsewhere = |deposit: &&Deposit| order.account.is_some_and(|account| account != deposit.account);
    let received: u64 = deposits.iter().map(|deposit| deposit.amount.get()).sum();
    let asked = order.amount.get();
    let shares = deposits.iter().any(|deposit| deposit.orders().len() > 1);
    let is_late = |deposit: &&Deposit| {
        let hours = i64::from(LatePolicy::HOURS_MAX);
        order.expires_at.is_none_or(|deadline| deposit.deposited_at > deadline.plus_ms(hours * HOUR_MS))
    };
    let limit = ShortPolicy {
        up_to: domain::Won::new(ShortPolicy::UP_TO_MAX).unwrap_or(order.amount),
        percent: ShortPolicy::PERCENT_MAX,
    };
    let fits = match policy {
        PolicyKind::Short => received < asked && limit.allows(asked - received, order.amount),
        PolicyKind::Over => received > asked && deposits.len() == 1,
        PolicyKind::Late => received == asked && !deposits.iter().any(is_late),
        PolicyKind::Combined => shares && deposits.len() == 1 && order.open.unwrap_or(0) == 0,
        PolicyKind::Split => received == asked && deposits.len() > 1,
    };
    let found = [
        (!fits, "what was paid is not such as it takes"),
        (deposits.iter().filter(is_named).count() < deposits.len(), "the names do not agree so"),
        (deposits.iter().any(is_elsewhere), "it came into another account"),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, what)| what).collect()
}
