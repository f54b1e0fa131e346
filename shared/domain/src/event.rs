//! Events: what a shop's server is told. An event *is* a history entry: its id is made of workspace, item and the
//! version that the entry made, so it is the same whoever finds it and however often.
//!
//! Invariant: `version` of an order or a deposit counts the entries of its history, so each entry has its own.

use crate::closed_set::ClosedSet;
use crate::history::{Actor, DepositEvent, Entry, OrderEvent};
use crate::phone::PhoneStatus;
use crate::watch::{Turn, Watch};
use crate::{
    AuditEntry, AuditId, Deposit, DepositId, EndpointId, MessageId, Order, OrderId, PhoneId, RestTreatment, Timestamp,
    WorkspaceId,
};
use strum::{EnumIter, IntoStaticStr};

/// What happened, as an endpoint subscribes to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr)]
pub enum EventType {
    #[strum(serialize = "order.matched")]
    OrderMatched,
    #[strum(serialize = "order.partially_paid")]
    OrderPartiallyPaid,
    #[strum(serialize = "order.unmatched")]
    OrderUnmatched,
    #[strum(serialize = "order.cancelled")]
    OrderCancelled,
    #[strum(serialize = "order.expired")]
    OrderExpired,
    #[strum(serialize = "order.reopened")]
    OrderReopened,
    #[strum(serialize = "deposit.waiting")]
    DepositWaiting,
    #[strum(serialize = "deposit.held")]
    DepositHeld,
    #[strum(serialize = "deposit.matched")]
    DepositMatched,
    #[strum(serialize = "deposit.dismissed")]
    DepositDismissed,
    #[strum(serialize = "deposit.restored")]
    DepositRestored,
    #[strum(serialize = "deposit.reversed")]
    DepositReversed,
    #[strum(serialize = "deposit.returned")]
    DepositReturned,
    #[strum(serialize = "refund.due")]
    RefundDue,
    #[strum(serialize = "order.reversed")]
    OrderReversed,
    #[strum(serialize = "message.quarantined")]
    MessageQuarantined,
    #[strum(serialize = "phone.silent")]
    PhoneSilent,
    #[strum(serialize = "phone.online")]
    PhoneOnline,
    #[strum(serialize = "endpoint.disabled")]
    EndpointDisabled,
    #[strum(serialize = "account.added")]
    AccountAdded,
    #[strum(serialize = "phone.added")]
    PhoneAdded,
    #[strum(serialize = "sender.approved")]
    SenderApproved,
    #[strum(serialize = "settings.changed")]
    SettingsChanged,
    #[strum(serialize = "ping")]
    Ping,
}

impl EventType {
    /// The types that an endpoint can subscribe to: all but `ping`, which is sent when it is asked for.
    pub fn subscribable() -> impl Iterator<Item = Self> {
        Self::all().filter(|kind| *kind != Self::Ping)
    }

    /// The type of an order's history entry; `None` for one that nobody is told of.
    pub fn of_order(what: &OrderEvent) -> Option<Self> {
        match what {
            OrderEvent::Matched { .. } | OrderEvent::Settled { .. } => Some(Self::OrderMatched),
            OrderEvent::Unmatched { .. } => Some(Self::OrderUnmatched),
            OrderEvent::Reversed { .. } => Some(Self::OrderReversed),
            OrderEvent::Cancelled { .. } => Some(Self::OrderCancelled),
            OrderEvent::PartiallyPaid { .. } => Some(Self::OrderPartiallyPaid),
            OrderEvent::Expired => Some(Self::OrderExpired),
            OrderEvent::Reopened => Some(Self::OrderReopened),
            OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Redacted => None,
            OrderEvent::PaymentRemoved { .. } | OrderEvent::OverChanged { .. } => None,
        }
    }

    /// The type of a deposit's history entry; `None` for one that nobody is told of. A deposit whose match was undone
    /// is held.
    pub fn of_deposit(what: &DepositEvent) -> Option<Self> {
        match what {
            DepositEvent::Received | DepositEvent::Freed(_) => Some(Self::DepositWaiting),
            DepositEvent::Held(_) | DepositEvent::Unmatched { .. } => Some(Self::DepositHeld),
            DepositEvent::OrderCancelled { others, .. } if !others.is_empty() => None,
            DepositEvent::OrderCancelled { treatment: None, .. } => Some(Self::DepositHeld),
            DepositEvent::OrderCancelled { treatment: Some(_), .. } => Some(Self::DepositDismissed),
            DepositEvent::Treated(RestTreatment::RefundDue) => Some(Self::RefundDue),
            DepositEvent::Treated(RestTreatment::AcceptOver | RestTreatment::Credit) => None,
            DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => Some(Self::DepositReturned),
            DepositEvent::Matched { .. } => Some(Self::DepositMatched),
            DepositEvent::Dismissed(_) => Some(Self::DepositDismissed),
            DepositEvent::Restored => Some(Self::DepositRestored),
            DepositEvent::Reversed { .. } => Some(Self::DepositReversed),
            DepositEvent::Cleared(_) | DepositEvent::Reported | DepositEvent::Linked(_) => None,
            DepositEvent::RefundSeen | DepositEvent::Redacted => None,
        }
    }
}

/// What an event is about.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    Order(OrderId),
    Deposit(DepositId),
    /// A message in the workspace's inbox.
    Message(MessageId),
    Phone(PhoneId),
    Endpoint(EndpointId),
    /// A test that a person asked for; counted by the version.
    Ping(EndpointId),
    /// An entry of the audit log. Its version is always 1.
    Audit(AuditId),
}

/// The id of an event: `evt_1_o55_3`, the third version of order 55 of workspace 1.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EventId {
    pub workspace: WorkspaceId,
    pub subject: Subject,
    pub version: u64,
}

impl std::fmt::Display for EventId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "evt_{}_", self.workspace)?;
        match &self.subject {
            Subject::Order(id) => write!(f, "o{id}")?,
            Subject::Deposit(id) => write!(f, "d{id}")?,
            Subject::Message(id) => write!(f, "m{id}")?,
            Subject::Phone(id) => write!(f, "p{id}")?,
            Subject::Endpoint(id) => write!(f, "e{id}")?,
            Subject::Ping(id) => write!(f, "t{id}")?,
            Subject::Audit(id) => write!(f, "a{id}")?,
        }
        write!(f, "_{}", self.version)
    }
}

impl EventId {
    /// The id of its text form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("evt_")?.split('_');
        let (workspace, subject, version) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let id = Self {
            workspace: WorkspaceId::parse(workspace)?,
            subject: Subject::parse(subject)?,
            version: version.parse().ok()?,
        };
        // One event has one text: no sign, no leading zero, no upper case.
        (id.to_string() == text).then_some(id)
    }
}

impl Subject {
    fn parse(text: &str) -> Option<Self> {
        let (kind, id) = text.split_at_checked(1)?;
        match kind {
            "o" => OrderId::parse(id).map(Self::Order),
            "d" => DepositId::parse(id).map(Self::Deposit),
            "p" => PhoneId::parse(id).map(Self::Phone),
            "e" => EndpointId::parse(id).map(Self::Endpoint),
            "t" => EndpointId::parse(id).map(Self::Ping),
            "m" => MessageId::parse(id).map(Self::Message),
            "a" => AuditId::parse(id).map(Self::Audit),
            _ => None,
        }
    }
}

/// One event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub id: EventId,
    pub kind: EventType,
    pub at: Timestamp,
    pub by: Actor,
}

/// The events of an order's kept history, oldest first, each with its change.
pub fn of_order(order: &Order) -> Vec<(Event, &OrderEvent)> {
    let subject = Subject::Order(order.id);
    events(order.workspace, &subject, order.version, &order.history, |n| {
        EventType::of_order(&order.history.get(n)?.what)
    })
}

/// The events of a deposit's kept history, oldest first, each with its change. One that was matched in the very instant
/// in which it came never waited.
pub fn of_deposit(deposit: &Deposit) -> Vec<(Event, &DepositEvent)> {
    let subject = Subject::Deposit(deposit.id);
    events(deposit.workspace, &subject, deposit.version, &deposit.history, |n| {
        let entry = deposit.history.get(n)?;
        let at_once = deposit.history.get(n + 1).is_some_and(|next| next.at == entry.at);
        EventType::of_deposit(&entry.what).filter(|kind| *kind != EventType::DepositWaiting || !at_once)
    })
}

/// The turns that are kept of a phone, oldest first.
pub fn of_watch(watch: &Watch) -> Vec<Event> {
    let event = |turn: &Turn| Event {
        id: EventId { workspace: watch.workspace, subject: Subject::Phone(watch.phone), version: turn.number },
        kind: match turn.status {
            PhoneStatus::Silent => EventType::PhoneSilent,
            PhoneStatus::Online => EventType::PhoneOnline,
        },
        at: turn.at,
        by: Actor::Sweeper,
    };
    watch.turns.iter().map(event).collect()
}

/// The event that an entry of the audit log is; `None` for one that nobody is told of.
pub fn of_audit(entry: &AuditEntry) -> Option<Event> {
    let subject = Subject::Audit(entry.id);
    Some(Event {
        id: EventId { workspace: entry.workspace, subject, version: 1 },
        kind: entry.change.event()?,
        at: entry.id.at,
        by: entry.by.clone(),
    })
}

fn events<'a, E>(
    workspace: WorkspaceId,
    subject: &Subject,
    version: u64,
    history: &'a [Entry<E>],
    kind: impl Fn(usize) -> Option<EventType>,
) -> Vec<(Event, &'a E)> {
    let first = version.saturating_sub(history.len() as u64) + 1;
    let event = |(n, entry): (usize, &'a Entry<E>)| {
        let id = EventId { workspace, subject: subject.clone(), version: first + n as u64 };
        Some((Event { id, kind: kind(n)?, at: entry.at, by: entry.by.clone() }, &entry.what))
    };
    history.iter().enumerate().filter_map(event).collect()
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
