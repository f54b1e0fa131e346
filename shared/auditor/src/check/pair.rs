//! I2: an order names just those deposits of its workspace that name it; a MATCHED one names one at least, a CANCELLED
//! one none. An automatic match fits: the amount is what was open, the names agree as its rule says, and the deposit
//! was made in time.

use std::collections::BTreeMap;

use bank_sms::name;
use domain::history::KEPT;
use domain::{
    Actor, Allocation, Change, ClosedSet, DepositEvent, DepositId, Entry, OrderEvent, OrderField, OrderId, OrderStatus,
    Rule, WorkspaceId,
};

use crate::Report;
use crate::book::Book;
use crate::record::{Deposit, Order};

pub fn check(book: &Book, report: &mut Report) {
    let mut named_by: BTreeMap<(WorkspaceId, OrderId), Vec<DepositId>> = BTreeMap::new();
    for deposit in book.deposits.values() {
        for order in deposit.orders() {
            named_by.entry((deposit.workspace, order)).or_default().push(deposit.id);
            if !book.orders.contains_key(&(deposit.workspace, order)) {
                report.add("I2", &deposit.key, format!("it names order {order}, which does not stand"));
            }
        }
    }
    for order in book.orders.values() {
        let names = order.matched.map(|(deposit, _)| deposit);
        let named_by = named_by.get(&(order.workspace, order.id)).map_or(&[][..], Vec::as_slice);
        let mut payers = order.payers();
        payers.sort_unstable();
        let may_be_paid = match order.status {
            OrderStatus::Matched => names.is_some_and(|names| payers.contains(&names)),
            OrderStatus::Pending | OrderStatus::Expired => names.is_none(),
            OrderStatus::Cancelled => names.is_none() && payers.is_empty(),
        };
        match (order.status == OrderStatus::Matched, may_be_paid && payers == named_by) {
            (_, true) => {}
            (is_matched, false) => {
                let status = if is_matched { "MATCHED" } else { "not MATCHED" };
                report.add(
                    "I2",
                    &order.key,
                    format!("it is {status}, names {}, is named by {}", ids(names.as_slice()), ids(named_by)),
                );
            }
        }
        for deposit in payers.iter().filter_map(|id| book.deposits.get(&(order.workspace, *id))) {
            match order.allocations.iter().find(|part| part.with == deposit.id) {
                _ if !deposit.orders().contains(&order.id) => {}
                Some(part) if payers.len() > 1 || order.status != OrderStatus::Matched || is_settled(order) => {
                    check_part(order, deposit, part, report);
                }
                Some(_) | None => check_pair(order, deposit, report),
            }
        }
    }
}

fn ids(deposits: &[DepositId]) -> String {
    match deposits {
        [] => "no deposit".to_owned(),
        [one] => format!("deposit {one}"),
        [..] => format!("deposits {}", deposits.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// Both sides tell of one match, and an automatic one fits.
fn check_pair(order: &Order, deposit: &Deposit, report: &mut Report) {
    let paid = order.history.iter().rev().find_map(|entry| {
        if let OrderEvent::Matched { deposit, rule, .. } = entry.what { Some((entry, deposit, rule)) } else { None }
    });
    let matches = || {
        deposit.history.iter().rev().filter_map(|entry| {
            let DepositEvent::Matched { order, others, rule, .. } = &entry.what else { return None };
            Some((entry, [&[*order], others.as_slice()].concat(), *rule))
        })
    };
    // What was left of it may have paid others since.
    let names_it = |(_, orders, _): &(_, Vec<OrderId>, _)| orders.contains(&order.id);
    let Some((matched, orders, same_rule)) = matches().find(names_it).or_else(|| matches().next()) else { return };
    let Some((paid, by, rule)) = paid else { return };
    let is_one_moment = paid.at == matched.at && paid.by == matched.by;
    if by != deposit.id || !orders.contains(&order.id) || rule != same_rule || !is_one_moment {
        report.add(
            "I2",
            &order.key,
            format!("its history and that of deposit {} tell of two different matches", deposit.id),
        );
    }
    let Some(rule) = rule else { return };
    if order.amount != deposit.amount {
        let what = format!("deposit {} was matched by {}, but the amounts differ", deposit.id, rule.code());
        report.add("I2", &order.key, what);
    }
    check_fit(order, deposit, rule, report);
}

/// Whether a person accepted what is missing of it after its parts were paid.
fn is_settled(order: &Order) -> bool {
    let last = order
        .history
        .iter()
        .rev()
        .find(|entry| matches!(entry.what, OrderEvent::Matched { .. } | OrderEvent::Settled { .. }));
    last.is_some_and(|entry| matches!(entry.what, OrderEvent::Settled { .. }))
}

/// A part of an order: of its two histories one entry each tells of it, and an automatic one is all of its deposit and
/// completed the order then.
fn check_part(order: &Order, deposit: &Deposit, part: &Allocation<DepositId>, report: &mut Report) {
    let is_told = |at, by: &Actor| at == part.at && *by == part.by;
    let paid = order.history.iter().find(|entry| {
        matches!(entry.what, OrderEvent::Matched { .. } | OrderEvent::PartiallyPaid { .. })
            && is_told(entry.at, &entry.by)
    });
    let matched = deposit.history.iter().any(|entry| {
        matches!(entry.what, DepositEvent::Matched { rule, .. } if rule == part.rule) && is_told(entry.at, &entry.by)
    });
    let is_kept = order.history.len() < KEPT && deposit.history.len() < KEPT;
    if is_kept && (paid.is_none() || !matched) {
        report.add("I2", &order.key, format!("no history tells of the part that deposit {} pays", deposit.id));
    }
    let Some(rule) = part.rule else { return };
    let completed = |entry: &&Entry<OrderEvent>| matches!(entry.what, OrderEvent::Matched { difference: Some(0), .. });
    if part.amount != deposit.amount || paid.is_some_and(|paid| !completed(&paid)) {
        let what = format!("deposit {} was matched by {}, but the amounts differ", deposit.id, rule.code());
        report.add("I2", &order.key, what);
    }
    // What its part fitted then may have been amended since.
    let of_the_payment = |changes: &[Change]| changes.iter().any(|change| change.field.is_of_the_payment());
    let is_amended = order.history.iter().any(|entry| {
        entry.at >= part.at && matches!(&entry.what, OrderEvent::Amended(changes) if of_the_payment(changes))
    });
    if is_kept && !is_amended {
        check_fit(order, deposit, rule, report);
    }
}

/// What an automatic match must fit besides the amount.
fn check_fit(order: &Order, deposit: &Deposit, rule: Rule, report: &mut Report) {
    let mut unfit = |what: &str| {
        report.add("I2", &order.key, format!("deposit {} was matched by {}, but {what}", deposit.id, rule.code()))
    };
    if order.account.is_some_and(|account| account != deposit.account) {
        unfit("it came into another account");
    }
    if !names_agree(deposit, order, rule) {
        unfit("the names do not agree so");
    }
    if order.expires_at.is_some_and(|deadline| deposit.deposited_at > deadline) {
        unfit("it was made after the deadline");
    }
}

/// Whether the printed name and an order's name agree as a rule says.
pub fn names_agree(deposit: &Deposit, order: &Order, rule: Rule) -> bool {
    let typed = order.depositor_name.as_str();
    let Some(printed) = deposit.depositor_name.as_ref().filter(|printed| printed.is_readable()) else {
        return false;
    };
    let order_key = name::key(typed);
    let readings = name::readings(printed);
    let keys: Vec<String> =
        [Some(readings.first), readings.second].into_iter().flatten().filter(|key| !key.is_empty()).collect();
    let same = keys.contains(&order_key);
    if !name::is_readable(typed) || !qualifiers_agree(printed, typed) {
        return false;
    }
    let bank = deposit.bank_code.bank();
    match rule {
        Rule::Same | Rule::OldestSame | Rule::AsMany => same,
        Rule::Coded => {
            let is_whole = name::is_whole(printed, bank) && !deposit.by_grammar && deposit.format.is_none();
            let is_name = order_key.chars().filter(|c| c.is_alphabetic()).count() >= 2;
            !same
                && is_name
                && is_whole
                && keys.iter().filter_map(|key| key.strip_prefix(&order_key)).any(|code| had_code(order, code))
        }
        Rule::Cut | Rule::OldestCut => {
            let is_cut = bank.is_some_and(|bank| name::may_be_cut(printed, bank));
            !same && is_cut && !deposit.by_grammar && keys.iter().any(|key| order_key.starts_with(key))
        }
    }
}

/// Whether an order had a code when it was paid. Its phone may have changed since, or be forgotten.
fn had_code(order: &Order, code: &str) -> bool {
    let mut since = order.history.iter().rev().take_while(|entry| !matches!(entry.what, OrderEvent::Matched { .. }));
    let of_phone = |changes: &[Change]| changes.iter().any(|change| change.field == OrderField::CustomerPhone);
    let is_unknown = since.any(|entry| {
        let is_amended = matches!(&entry.what, OrderEvent::Amended(changes) if of_phone(changes));
        is_amended || entry.what == OrderEvent::Redacted
    });
    let may_be_of_phone = is_unknown && code.len() == 4 && code.bytes().all(|byte| byte.is_ascii_digit());
    may_be_of_phone || order.codes().iter().any(|own| own == code)
}

/// Whether the names' parentheses say the same, as far as the bank printed them, or stand on one side only.
fn qualifiers_agree(printed: &str, typed: &str) -> bool {
    match (name::qualifier(printed), name::qualifier(typed)) {
        (Some(printed), Some(typed)) if printed.is_whole => printed.text == typed.text,
        (Some(printed), Some(typed)) => typed.text.starts_with(&printed.text),
        (None, _) | (_, None) => true,
    }
}
