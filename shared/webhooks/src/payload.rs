//! The JSON of each event. An item is told as it was when the event happened: its state is that of the history entry,
//! whatever became of it since; its other fields are those of the moment in which the delivery was made.
//!
//! Under 20 kB by the limits of the fields: a deposit's whole message is not told.

mod told;

use domain::endpoint::Disabled;
use domain::watch::Turn;
use domain::{
    AccountId, Actor, AuditEntry, ChangedField, Deposit, DepositEvent, DepositState, DismissReason, Endpoint, Event,
    EventType, HoldReason, MatchRule, Message, Order, OrderEvent, OrderState, Phone, PhoneId, Rule, Timestamp, Won,
};
use serde::Serialize;
use utoipa::ToSchema;

pub use told::{DepositTold, OrderTold};
use told::{deposit_told, order_told};

/// What every event says, around its `data`.
#[derive(Serialize, Clone, Debug)]
struct Envelope<'a, T> {
    id: String,
    r#type: words::EventType,
    timestamp: String,
    workspace_id: u64,
    livemode: bool,
    version: u64,
    by: String,
    data: &'a T,
}

fn text<T: Serialize>(event: &Event, data: &T) -> String {
    let envelope = Envelope {
        id: event.id.to_string(),
        r#type: event.kind.into(),
        timestamp: event.at.rfc3339(),
        workspace_id: event.id.workspace.get(),
        livemode: event.id.workspace.is_live(),
        version: event.id.version,
        by: event.by.code(),
        data,
    };
    // Structs of texts and numbers always have a JSON form.
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// An event, as the OpenAPI document shows what surrounds its `data`.
#[derive(Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventDocument {
    /// The same for every try, as in the header `webhook-id`: do nothing for one that you have seen.
    #[schema(example = "evt_1_o55_2")]
    pub id: String,
    #[schema(example = "order.matched")]
    pub r#type: words::EventType,
    /// When it happened.
    #[schema(example = "2024-02-12T11:05:00+09:00")]
    pub timestamp: String,
    pub workspace_id: u64,
    /// `false`: it happened in a test workspace, and no money moved. Ship nothing for it.
    #[schema(example = true)]
    pub livemode: bool,
    /// Counts the changes of the order or deposit: a later one has a higher number, in whatever order they arrive.
    pub version: u64,
    /// `user:<id>`, `token:<user>/<number>`, `auto` or `sweeper`.
    #[schema(example = "auto")]
    pub by: String,
}

/// `data` of an order's events.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct OrderData {
    pub order: OrderTold,
    /// The deposit that pays it, or paid it until now; `null` when the event is of no match.
    pub deposit: Option<DepositTold>,
    pub r#match: Option<MatchTold>,
}

/// `data` of a deposit's events.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct DepositData {
    pub deposit: DepositTold,
    /// The order that it pays, or paid until now; `null` when the event is of no match.
    pub order: Option<OrderTold>,
    pub r#match: Option<MatchTold>,
    /// On `deposit.reversed` alone: the deposit was taken back. `false` stands beside a message that a person must
    /// read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub applied: Option<bool>,
}

/// Why they are a pair.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct MatchTold {
    #[schema(example = "same")]
    pub rule: words::MatchRule,
    pub reasons: Vec<words::MatchReason>,
}

/// `data` of `message.quarantined`: a bank's message that must be read by a person.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct MessageData {
    /// As in `GET …/messages/{message_id}`.
    #[schema(example = "1707703500000-9f86d081884c7d659a2feaa0c55ad015")]
    pub message_id: String,
    /// `null` when it fits no account of the workspace.
    pub bank_account_id: Option<u64>,
    /// The phone whose URL it came over; `null` for the open URL.
    pub phone_number_id: Option<u64>,
    /// The reader's reason, or `account_not_found`.
    pub reason: words::MessageReason,
    pub received_at: String,
    pub via: words::Via,
    /// On `deposit.reversed` alone, `false`: a person must say which deposit the bank took back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub applied: Option<bool>,
}

/// `data` of `phone.silent` and `phone.online`.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct PhoneData {
    pub phone_number_id: u64,
    pub phone_number: String,
    /// May be empty.
    pub label: String,
    /// After so many minutes without a message or a ping it is silent; `null`: 180, and 60 while orders wait.
    pub silent_after_minutes: Option<u32>,
    /// When it was last heard of; `null` when it never was.
    pub last_seen_at: Option<String>,
}

/// `data` of `endpoint.disabled`.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct EndpointData {
    pub endpoint_id: u64,
    /// `null` of one that fetches.
    pub url: Option<String>,
    pub reason: words::DisabledReason,
    /// Since when every try failed.
    pub failing_since: Option<String>,
}

/// `data` of `account.added`, `phone.added`, `sender.approved` and `settings.changed`.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct AuditData {
    /// The entry of the audit log, as in `GET …/audit`.
    #[schema(example = "1707703200000-0a1b2c3d")]
    pub audit_id: String,
    /// The id of what was added, approved or changed: an account, a phone, a sender, the workspace.
    #[schema(example = 3)]
    pub subject_id: u64,
    pub changes: Vec<ChangeTold>,
}

/// A field that changed: ids, numbers and closed words are told, of all else only that it changed.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct ChangeTold {
    #[schema(example = "intake")]
    pub field: String,
    #[schema(example = "KEYED")]
    pub from: Option<String>,
    #[schema(example = "OPEN")]
    pub to: Option<String>,
}

impl ChangeTold {
    pub fn of(changed: &ChangedField) -> Self {
        Self { field: changed.name.clone(), from: changed.from.clone(), to: changed.to.clone() }
    }
}

/// `data` of `ping`.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct PingData {
    pub endpoint_id: u64,
}

/// An order's event: the change that it is, and the deposit that the change names.
pub fn of_order(event: &Event, what: &OrderEvent, order: &Order, deposit: Option<&Deposit>) -> String {
    let state = match what {
        OrderEvent::Matched { deposit, .. } | OrderEvent::Settled { deposit, .. } => {
            OrderState::Matched { deposit: *deposit, at: event.at }
        }
        OrderEvent::OverChanged { .. } => order.state,
        OrderEvent::Cancelled { .. } => OrderState::Cancelled,
        OrderEvent::Expired => OrderState::Expired,
        OrderEvent::PartiallyPaid { .. } | OrderEvent::PaymentRemoved { .. } => partial(order.state),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } => OrderState::Pending,
        OrderEvent::Reversed { .. } | OrderEvent::Reopened | OrderEvent::Redacted => OrderState::Pending,
    };
    let deposit_state = match what {
        OrderEvent::Matched { .. } | OrderEvent::PartiallyPaid { .. } => DepositState::Matched { order: order.id },
        OrderEvent::Settled { .. } | OrderEvent::OverChanged { .. } => DepositState::Matched { order: order.id },
        OrderEvent::Reversed { .. } => held(HoldReason::Reversed),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } | OrderEvent::Cancelled { .. } => {
            held(HoldReason::UnmatchedByHand)
        }
        OrderEvent::Expired | OrderEvent::Reopened | OrderEvent::Redacted | OrderEvent::PaymentRemoved { .. } => {
            held(HoldReason::UnmatchedByHand)
        }
    };
    let (made, difference) = match what {
        OrderEvent::Matched { rule, difference, .. } => (Some(match_told(*rule, &event.by)), *difference),
        OrderEvent::Settled { difference, .. } | OrderEvent::OverChanged { difference, .. } => {
            (Some(match_told(None, &event.by)), Some(*difference))
        }
        OrderEvent::PartiallyPaid { .. } => (Some(match_told(None, &event.by)), None),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } | OrderEvent::Cancelled { .. } => {
            (None, None)
        }
        OrderEvent::Reversed { .. } | OrderEvent::Expired | OrderEvent::Reopened | OrderEvent::Redacted => (None, None),
        OrderEvent::PaymentRemoved { .. } => (None, None),
    };
    let deposit = deposit.map(|deposit| deposit_told(deposit, deposit_state));
    let received = received(what, order.amount);
    text(event, &OrderData { order: order_told(order, state, difference, received), deposit, r#match: made })
}

/// A deposit's event: the change that it is, and the order that the change names.
pub fn of_deposit(event: &Event, what: &DepositEvent, deposit: &Deposit, order: Option<&Order>) -> String {
    let (state, order_state, made) = match what {
        DepositEvent::Matched { order, rule, .. } => {
            let paid = OrderState::Matched { deposit: deposit.id, at: event.at };
            (DepositState::Matched { order: *order }, paid, Some(match_told(*rule, &event.by)))
        }
        DepositEvent::Held(reasons) => (DepositState::Held(*reasons), OrderState::Pending, None),
        DepositEvent::Unmatched { .. } => (held(HoldReason::UnmatchedByHand), OrderState::Pending, None),
        DepositEvent::OrderCancelled { others, treatment, .. } => {
            let state = match (others.first(), treatment) {
                (Some(order), _) => DepositState::Matched { order: *order },
                (None, Some(_)) => DepositState::Dismissed(DismissReason::OrderCancelled),
                (None, None) => held(HoldReason::OrderCancelled),
            };
            (state, OrderState::Cancelled, None)
        }
        // They change no state.
        DepositEvent::Treated(_) | DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => {
            (deposit.state, OrderState::Pending, None)
        }
        DepositEvent::Reversed { .. } => (held(HoldReason::Reversed), OrderState::Pending, None),
        DepositEvent::Restored => (held(HoldReason::Restored), OrderState::Pending, None),
        DepositEvent::Dismissed(reason) => (DepositState::Dismissed(*reason), OrderState::Pending, None),
        DepositEvent::Received | DepositEvent::Cleared(_) | DepositEvent::Freed(_) | DepositEvent::Reported => {
            (DepositState::Waiting, OrderState::Pending, None)
        }
        DepositEvent::Linked(_) | DepositEvent::RefundSeen | DepositEvent::Redacted => {
            (DepositState::Waiting, OrderState::Pending, None)
        }
    };
    // Of several orders the first is paid whole: what is missing or too much is told of the last.
    let difference = if let DepositEvent::Matched { difference, others, .. } = what {
        if others.is_empty() { *difference } else { Some(0) }
    } else {
        None
    };
    let received = |order: &Order| difference.and_then(|more| order.amount.get().checked_add_signed(more));
    let order = order.map(|order| order_told(order, order_state, difference, received(order)));
    let applied = (event.kind == EventType::DepositReversed).then_some(true);
    text(event, &DepositData { deposit: deposit_told(deposit, state), order, r#match: made, applied })
}

/// What had been received for an order when this happened; `None`: what is received as this is told.
fn received(what: &OrderEvent, amount: Won) -> Option<u64> {
    if let OrderEvent::Cancelled { received } = what {
        return Some(received.map_or(0, Won::get));
    }
    what.difference().and_then(|more| amount.get().checked_add_signed(more))
}

/// Of an order that is paid in part: while it is not MATCHED, as it is.
fn partial(state: OrderState) -> OrderState {
    match state {
        OrderState::Expired => OrderState::Expired,
        OrderState::Pending | OrderState::Matched { .. } | OrderState::Cancelled => OrderState::Pending,
    }
}

fn held(reason: HoldReason) -> DepositState {
    DepositState::Held(reason.into())
}

/// The event of a message that a person must read.
pub fn of_message(event: &Event, message: &Message) -> String {
    let data = MessageData {
        message_id: message.id.to_string(),
        bank_account_id: message.account.map(AccountId::get),
        phone_number_id: message.phone.map(PhoneId::get),
        reason: message.why.into(),
        received_at: message.received_at().rfc3339(),
        via: message.via.into(),
        applied: (event.kind == EventType::DepositReversed).then_some(false),
    };
    text(event, &data)
}

/// A phone's event.
pub fn of_phone(event: &Event, phone: &Phone, turn: &Turn) -> String {
    let data = PhoneData {
        phone_number_id: phone.id.get(),
        phone_number: phone.number.clone(),
        label: phone.label.clone(),
        silent_after_minutes: phone.silent_after_minutes,
        last_seen_at: turn.last_seen_at.map(Timestamp::rfc3339),
    };
    text(event, &data)
}

/// The event of an endpoint that was disabled.
pub fn of_endpoint(event: &Event, endpoint: &Endpoint, disabled: Disabled) -> String {
    let data = EndpointData {
        endpoint_id: endpoint.id.get(),
        url: endpoint.url.clone(),
        reason: disabled.reason.into(),
        failing_since: endpoint.failing_since.map(Timestamp::rfc3339),
    };
    text(event, &data)
}

/// A change of management.
pub fn of_audit(event: &Event, entry: &AuditEntry) -> String {
    let data = AuditData {
        audit_id: entry.id.to_string(),
        subject_id: entry.subject,
        changes: entry.fields.iter().map(ChangeTold::of).collect(),
    };
    text(event, &data)
}

/// A ping.
pub fn of_ping(event: &Event, endpoint: &Endpoint) -> String {
    text(event, &PingData { endpoint_id: endpoint.id.get() })
}

/// The rule of a match and its reasons.
fn match_told(rule: Option<Rule>, by: &Actor) -> MatchTold {
    let rule = MatchRule::of(rule, by);
    MatchTold { rule: rule.into(), reasons: words::list(rule.reasons().iter().copied()) }
}
