//! Events: what a shop's server is told. An event *is* a history entry: its id is made of workspace, item and the
//! version that the entry made, so it is the same whoever finds it and however often.
//!
//! Invariant: `version` of an order or a deposit counts the entries of its history, so each entry has its own.

use crate::history::{Actor, Entry, What};
use crate::phone::PhoneStatus;
use crate::watch::{Turn, Watch};
use crate::{Deposit, DepositId, EndpointId, MessageId, Order, OrderId, PhoneId, Timestamp, WorkspaceId};

/// What happened, as an endpoint subscribes to it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum EventType {
    OrderMatched,
    OrderUnmatched,
    OrderCancelled,
    OrderExpired,
    OrderReopened,
    DepositWaiting,
    DepositHeld,
    DepositMatched,
    DepositDismissed,
    DepositRestored,
    DepositReversed,
    OrderReversed,
    MessageQuarantined,
    PhoneSilent,
    PhoneOnline,
    EndpointDisabled,
    Ping,
}

impl EventType {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::OrderMatched,
        Self::OrderUnmatched,
        Self::OrderCancelled,
        Self::OrderExpired,
        Self::OrderReopened,
        Self::DepositWaiting,
        Self::DepositHeld,
        Self::DepositMatched,
        Self::DepositDismissed,
        Self::DepositRestored,
        Self::DepositReversed,
        Self::OrderReversed,
        Self::MessageQuarantined,
        Self::PhoneSilent,
        Self::PhoneOnline,
        Self::EndpointDisabled,
        Self::Ping,
    ];

    /// The machine word.
    pub fn code(self) -> &'static str {
        match self {
            Self::OrderMatched => "order.matched",
            Self::OrderUnmatched => "order.unmatched",
            Self::OrderCancelled => "order.cancelled",
            Self::OrderExpired => "order.expired",
            Self::OrderReopened => "order.reopened",
            Self::DepositWaiting => "deposit.waiting",
            Self::DepositHeld => "deposit.held",
            Self::DepositMatched => "deposit.matched",
            Self::DepositDismissed => "deposit.dismissed",
            Self::DepositRestored => "deposit.restored",
            Self::DepositReversed => "deposit.reversed",
            Self::OrderReversed => "order.reversed",
            Self::MessageQuarantined => "message.quarantined",
            Self::PhoneSilent => "phone.silent",
            Self::PhoneOnline => "phone.online",
            Self::EndpointDisabled => "endpoint.disabled",
            Self::Ping => "ping",
        }
    }

    /// The type of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The type of an order's history entry; `None` for one that nobody is told of.
    pub fn of_order(what: &What) -> Option<Self> {
        match what {
            What::Paid { .. } => Some(Self::OrderMatched),
            What::Unpaid { .. } => Some(Self::OrderUnmatched),
            What::PaymentReversed { .. } => Some(Self::OrderReversed),
            What::Cancelled => Some(Self::OrderCancelled),
            What::Expired => Some(Self::OrderExpired),
            What::Reopened => Some(Self::OrderReopened),
            What::Placed | What::Amended(_) | What::Redacted => None,
            What::Received | What::Held(_) | What::Cleared(_) | What::Freed(_) | What::Matched { .. } => None,
            What::Unmatched { .. } => None,
            What::Reported | What::Linked(_) | What::Dismissed(_) | What::Restored => None,
            What::Reversed { .. } | What::RefundSeen => None,
        }
    }

    /// The type of a deposit's history entry. A deposit whose match was undone is held.
    pub fn of_deposit(what: &What) -> Option<Self> {
        match what {
            What::Received | What::Freed(_) => Some(Self::DepositWaiting),
            What::Held(_) | What::Unmatched { .. } => Some(Self::DepositHeld),
            What::Matched { .. } => Some(Self::DepositMatched),
            What::Dismissed(_) => Some(Self::DepositDismissed),
            What::Restored => Some(Self::DepositRestored),
            What::Reversed { .. } => Some(Self::DepositReversed),
            What::Cleared(_) | What::Reported | What::Linked(_) | What::RefundSeen | What::Redacted => None,
            What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => None,
            What::Cancelled | What::Expired | What::Reopened | What::PaymentReversed { .. } => None,
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
    /// The history entry that it is, of an order or a deposit.
    pub what: Option<What>,
}

/// The events of an order's kept history, oldest first.
pub fn of_order(order: &Order) -> Vec<Event> {
    let subject = Subject::Order(order.id);
    events(order.workspace, &subject, order.version, &order.history, |n| {
        EventType::of_order(&order.history.get(n)?.what)
    })
}

/// The events of a deposit's kept history, oldest first. One that was matched in the very instant in which it came never
/// waited.
pub fn of_deposit(deposit: &Deposit) -> Vec<Event> {
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
        what: None,
    };
    watch.turns.iter().map(event).collect()
}

fn events(
    workspace: WorkspaceId,
    subject: &Subject,
    version: u64,
    history: &[Entry],
    kind: impl Fn(usize) -> Option<EventType>,
) -> Vec<Event> {
    let first = version.saturating_sub(history.len() as u64) + 1;
    let event = |(n, entry): (usize, &Entry)| {
        Some(Event {
            id: EventId { workspace, subject: subject.clone(), version: first + n as u64 },
            kind: kind(n)?,
            at: entry.at,
            by: entry.by.clone(),
            what: Some(entry.what.clone()),
        })
    };
    history.iter().enumerate().filter_map(event).collect()
}

#[cfg(test)]
#[path = "event_tests.rs"]
mod tests;
