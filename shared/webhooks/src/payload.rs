//! The JSON of each event. An item is told as it was when the event happened: its state is that of the history entry,
//! whatever became of it since; its other fields are those of the moment in which the delivery was made.
//!
//! Under 20 kB by the limits of the fields: a deposit's whole message is not told.

use std::collections::BTreeMap;

use domain::endpoint::Disabled;
use domain::watch::Turn;
use domain::{
    AccountId, AuditEntry, ChangedField, Deposit, DepositEvent, DepositId, DepositState, Endpoint, Event, EventType,
    HoldReason, MatchRule, Message, Order, OrderEvent, OrderState, Phone, PhoneId, Rule, Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What every event says, around its `data`.
#[derive(Serialize, Clone, Debug)]
struct Envelope<'a, T> {
    id: String,
    r#type: words::EventType,
    timestamp: String,
    workspace_id: u64,
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
    /// On `deposit.reversed` alone: the deposit was taken back. `false` stands beside a message that a person must read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub applied: Option<bool>,
}

/// An order, as the event left it.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct OrderTold {
    #[schema(example = 55)]
    pub id: u64,
    #[schema(example = "A-2024-0001")]
    pub order_number: String,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    #[schema(example = "홍길동")]
    pub depositor_name: String,
    #[schema(example = "MATCHED")]
    pub status: words::OrderStatus,
    pub customer_email: Option<String>,
    pub customer_phone: Option<String>,
    pub memo: Option<String>,
    /// As the shop's program told it; empty where it told none.
    pub metadata: BTreeMap<String, String>,
    /// The account into which it is to be paid; `null`: any of the workspace.
    pub bank_account_id: Option<u64>,
    pub expires_at: Option<String>,
    pub matched_at: Option<String>,
    pub matched_deposit_id: Option<u64>,
    pub created_at: String,
}

/// A deposit, as the event left it.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct DepositTold {
    #[schema(example = 120)]
    pub id: u64,
    pub bank_account_id: u64,
    #[schema(example = "004")]
    pub bank_code: String,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    pub depositor_name: Option<String>,
    pub deposited_at: String,
    #[schema(example = "MATCHED")]
    pub state: words::DepositStatus,
    /// The gravest of `hold_reasons`.
    pub hold_reason: Option<words::HoldReason>,
    /// Why a person must decide, gravest first; empty unless it is held.
    pub hold_reasons: Vec<words::HoldReason>,
    /// Why it pays nothing.
    pub dismiss_reason: Option<words::DismissReason>,
    pub matched_order_id: Option<u64>,
    /// The deposit that may be this very money.
    pub duplicate_of: Option<u64>,
    #[schema(example = "SMS")]
    pub source: words::Source,
    /// `open`: over the open URL, where anybody may send a message.
    #[schema(example = "open")]
    pub via: words::Via,
    /// How far the sender of its text can be believed.
    #[schema(example = "bank")]
    pub sender_verdict: words::SenderVerdict,
    /// Whole KRW, when the message told it.
    pub balance: Option<i64>,
    pub created_at: String,
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
    /// After so many minutes without a message or a ping it is silent.
    pub silent_after_minutes: u32,
    /// When it was last heard of; `null` when it never was.
    pub last_seen_at: Option<String>,
}

/// `data` of `endpoint.disabled`.
#[derive(Serialize, ToSchema, Clone, Debug)]
pub struct EndpointData {
    pub endpoint_id: u64,
    pub url: String,
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
        OrderEvent::Matched { deposit, .. } => OrderState::Matched { deposit: *deposit, at: event.at },
        OrderEvent::Cancelled => OrderState::Cancelled,
        OrderEvent::Expired => OrderState::Expired,
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } => OrderState::Pending,
        OrderEvent::Reversed { .. } | OrderEvent::Reopened | OrderEvent::Redacted => OrderState::Pending,
    };
    let deposit_state = match what {
        OrderEvent::Matched { .. } => DepositState::Matched { order: order.id },
        OrderEvent::Reversed { .. } => held(HoldReason::Reversed),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } | OrderEvent::Cancelled => {
            held(HoldReason::UnmatchedByHand)
        }
        OrderEvent::Expired | OrderEvent::Reopened | OrderEvent::Redacted => held(HoldReason::UnmatchedByHand),
    };
    let made = match what {
        OrderEvent::Matched { rule, .. } => Some(match_told(*rule)),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Unmatched { .. } | OrderEvent::Cancelled => None,
        OrderEvent::Reversed { .. } | OrderEvent::Expired | OrderEvent::Reopened | OrderEvent::Redacted => None,
    };
    let deposit = deposit.map(|deposit| deposit_told(deposit, deposit_state));
    text(event, &OrderData { order: order_told(order, state), deposit, r#match: made })
}

/// A deposit's event: the change that it is, and the order that the change names.
pub fn of_deposit(event: &Event, what: &DepositEvent, deposit: &Deposit, order: Option<&Order>) -> String {
    let (state, order_state, made) = match what {
        DepositEvent::Matched { order, rule } => {
            let paid = OrderState::Matched { deposit: deposit.id, at: event.at };
            (DepositState::Matched { order: *order }, paid, Some(match_told(*rule)))
        }
        DepositEvent::Held(reasons) => (DepositState::Held(*reasons), OrderState::Pending, None),
        DepositEvent::Unmatched { .. } => (held(HoldReason::UnmatchedByHand), OrderState::Pending, None),
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
    let order = order.map(|order| order_told(order, order_state));
    let applied = (event.kind == EventType::DepositReversed).then_some(true);
    text(event, &DepositData { deposit: deposit_told(deposit, state), order, r#match: made, applied })
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

fn order_told(order: &Order, state: OrderState) -> OrderTold {
    let matched = match state {
        OrderState::Matched { deposit, at } => Some((deposit.get(), at.rfc3339())),
        OrderState::Pending | OrderState::Cancelled | OrderState::Expired => None,
    };
    let (matched_deposit_id, matched_at) = matched.unzip();
    OrderTold {
        id: order.id.get(),
        order_number: order.number.clone(),
        amount: order.amount.get(),
        depositor_name: order.depositor_name.clone(),
        status: state.status().into(),
        customer_email: order.customer_email.clone(),
        customer_phone: order.customer_phone.clone(),
        memo: order.memo.clone(),
        metadata: order.metadata.clone(),
        bank_account_id: order.account.map(AccountId::get),
        expires_at: order.expires_at.map(Timestamp::rfc3339),
        matched_at,
        matched_deposit_id,
        created_at: order.created_at.rfc3339(),
    }
}

fn deposit_told(deposit: &Deposit, state: DepositState) -> DepositTold {
    let holds = state.holds();
    let dismissed = if let DepositState::Dismissed(reason) = state { Some(reason.into()) } else { None };
    let told = &deposit.told;
    DepositTold {
        id: deposit.id.get(),
        bank_account_id: deposit.account.get(),
        bank_code: told.bank_code.clone(),
        amount: told.amount.get(),
        depositor_name: told.depositor_name.clone(),
        deposited_at: told.deposited_at.rfc3339(),
        state: state.status().into(),
        hold_reason: holds.gravest().map(Into::into),
        hold_reasons: words::list(holds.iter()),
        dismiss_reason: dismissed,
        matched_order_id: state.order().map(domain::OrderId::get),
        duplicate_of: deposit.twins.first().copied().map(DepositId::get),
        source: told.source.into(),
        via: told.via.into(),
        sender_verdict: told.verdict.into(),
        balance: told.balance,
        created_at: deposit.created_at.rfc3339(),
    }
}

/// The rule of a match and its reasons.
fn match_told(rule: Option<Rule>) -> MatchTold {
    let rule = MatchRule(rule);
    MatchTold { rule: rule.into(), reasons: words::list(rule.reasons().iter().copied()) }
}
