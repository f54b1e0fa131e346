//! I10: a delivery names an endpoint that stands and an event that happened; and, at rest, everything that happened
//! since an endpoint asked to be told of it has its delivery.
//!
//! Left out: what happened in the first half minute after it asked, when a program may still have been at work that had
//! read that nobody asks; and what is older than a delivery is sure to be kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::delivery::NEWS_FOR_MS;
use domain::endpoint::TOLD_FROM_MS;
use domain::phone::PhoneStatus;
use domain::{ClosedSet, DepositEvent, Entry, EventId, EventType, OrderEvent, Subject, Timestamp, WorkspaceId};

use crate::book::Book;
use crate::record::{Delivery, Endpoint};
use crate::{Report, place};

/// What happened, as the histories that are kept tell it.
type Happened = BTreeMap<EventId, (EventType, Timestamp)>;

pub fn check(book: &Book, now: Timestamp, report: &mut Report) {
    check_counts(book, report);
    let happened = happened(book);
    for delivery in &book.deliveries {
        check_delivery(book, &happened, delivery, report);
    }
    let made: BTreeSet<_> = book.deliveries.iter().map(|delivery| (delivery.endpoint, &delivery.event)).collect();
    for endpoint in book.endpoints.values() {
        let due = happened.iter().filter(|(event, told)| is_due(endpoint, event, told, now));
        for (event, (kind, at)) in due.filter(|(event, _)| !made.contains(&(endpoint.id, *event))) {
            let key = place::delivery(endpoint.id, *at, event);
            report.add("I10", &key, format!("{} was not told", kind.code()));
        }
    }
}

/// The number of endpoints stands on the workspace: writers go by it.
fn check_counts(book: &Book, report: &mut Report) {
    for (workspace, told) in &book.endpoints_told {
        let (browsers, servers): (Vec<_>, Vec<_>) =
            book.endpoints.values().filter(|it| it.workspace == *workspace).partition(|it| it.is_subscription);
        for (told, stand, of) in [(told.0, servers.len(), "endpoints"), (told.1, browsers.len(), "subscriptions")] {
            if told != stand {
                let key = place::shown(&format!("WS#{:010}", workspace.get()), "WS");
                report.add("I10", &key, format!("it tells of {told} {of}, and {stand} stand"));
            }
        }
    }
    for endpoint in book.endpoints.values().filter(|endpoint| !book.workspaces.contains_key(&endpoint.workspace)) {
        report.add("I10", &endpoint.key, "its workspace does not stand");
    }
}

fn check_delivery(book: &Book, happened: &Happened, delivery: &Delivery, report: &mut Report) {
    let workspace = delivery.event.workspace;
    if !book.endpoints.contains_key(&(workspace, delivery.endpoint)) {
        report.add("I10", &delivery.key, "its endpoint does not stand");
    }
    match happened.get(&delivery.event) {
        Some(told) if *told != (delivery.kind, delivery.at) => {
            report.add("I10", &delivery.key, "its event was of another type or time");
        }
        None if !may_be_untold(book, workspace, &delivery.event) => {
            report.add("I10", &delivery.key, "its event did not happen");
        }
        Some(_) | None => {}
    }
}

/// Whether an event that no kept history tells may have happened.
fn may_be_untold(book: &Book, workspace: WorkspaceId, event: &EventId) -> bool {
    let dropped = |version: u64, kept: usize| event.version > 0 && event.version + kept as u64 <= version;
    match &event.subject {
        Subject::Order(id) => {
            book.orders.get(&(workspace, *id)).is_some_and(|order| dropped(order.version, order.history.len()))
        }
        // A deposit that came, or was freed, and was matched in one instant may have been seen in between.
        Subject::Deposit(id) => book.deposits.get(&(workspace, *id)).is_some_and(|it| {
            let behind = it.version.checked_sub(event.version).and_then(|behind| usize::try_from(behind).ok());
            let entry = behind.and_then(|behind| it.history.iter().rev().nth(behind));
            let waited =
                entry.is_some_and(|entry| EventType::of_deposit(&entry.what) == Some(EventType::DepositWaiting));
            dropped(it.version, it.history.len()) || event.version == 1 || waited
        }),
        Subject::Endpoint(id) => {
            book.endpoints.get(&(workspace, *id)).is_some_and(|it| (1..=it.times_disabled).contains(&event.version))
        }
        Subject::Phone(id) => {
            let watch = book.watches.iter().find(|watch| (watch.workspace, watch.phone) == (workspace, *id));
            watch.is_none_or(|watch| watch.turns.first().is_some_and(|first| event.version < first.number))
        }
        // Entries of the audit log stay.
        Subject::Audit(_) => false,
        // A person may have read the message since; a ping is counted by its sequence (I6).
        Subject::Message(_) | Subject::Ping(_) => true,
    }
}

fn is_due(endpoint: &Endpoint, event: &EventId, told: &(EventType, Timestamp), now: Timestamp) -> bool {
    let (kind, at) = told;
    event.workspace == endpoint.workspace
        && endpoint.events.contains(kind)
        && *at > endpoint.subscribed_at.plus_ms(TOLD_FROM_MS)
        && *at > now.plus_ms(-NEWS_FOR_MS)
}

fn happened(book: &Book) -> Happened {
    let mut happened = Happened::new();
    for order in book.orders.values() {
        let subject = Subject::Order(order.id);
        let kind = |_: usize, entry: &Entry<OrderEvent>| EventType::of_order(&entry.what);
        enter(&mut happened, order.workspace, &subject, order.version, &order.history, kind);
    }
    for deposit in book.deposits.values() {
        let subject = Subject::Deposit(deposit.id);
        let kind = |n: usize, entry: &Entry<DepositEvent>| {
            // Matched in the very instant in which it came, or was freed, it never waited.
            let at_once = deposit.history.get(n + 1).is_some_and(|next| next.at == entry.at);
            EventType::of_deposit(&entry.what).filter(|kind| *kind != EventType::DepositWaiting || !at_once)
        };
        enter(&mut happened, deposit.workspace, &subject, deposit.version, &deposit.history, kind);
    }
    for entry in &book.audit {
        if let Some(kind) = entry.change.event() {
            let event = EventId { workspace: entry.workspace, subject: Subject::Audit(entry.id), version: 1 };
            happened.insert(event, (kind, entry.id.at));
        }
    }
    for watch in &book.watches {
        for turn in &watch.turns {
            let subject = Subject::Phone(watch.phone);
            let kind = match turn.status {
                PhoneStatus::Silent => EventType::PhoneSilent,
                PhoneStatus::Online => EventType::PhoneOnline,
            };
            let event = EventId { workspace: watch.workspace, subject, version: turn.number };
            happened.insert(event, (kind, turn.at));
        }
    }
    happened
}

fn enter<E>(
    happened: &mut Happened,
    workspace: WorkspaceId,
    subject: &Subject,
    version: u64,
    history: &[Entry<E>],
    kind: impl Fn(usize, &Entry<E>) -> Option<EventType>,
) {
    for (n, entry) in history.iter().enumerate() {
        let behind = (history.len() - 1 - n) as u64;
        if let (Some(kind), Some(version)) = (kind(n, entry), version.checked_sub(behind)) {
            happened.insert(EventId { workspace, subject: subject.clone(), version }, (kind, entry.at));
        }
    }
}
