//! An order as JSON: the guide's fields to the letter, and what people expect beside them.

use std::collections::BTreeMap;

use domain::{
    AccountId, Allocation, Change, DepositId, Entry, MatchRule, Order, OrderEvent, OrderEventKind, OrderState,
    Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

/// An order.
#[derive(Serialize, ToSchema)]
pub struct OrderView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = 1)]
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    #[schema(example = "A-2024-0001")]
    pub order_number: String,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    #[schema(example = "홍길동")]
    pub depositor_name: String,
    #[schema(example = "PENDING")]
    pub status: words::OrderStatus,
    pub customer_email: Option<String>,
    pub customer_phone: Option<String>,
    pub memo: Option<String>,
    /// As the shop's program told it; empty where it told none.
    pub metadata: BTreeMap<String, String>,
    /// The account into which it is to be paid; `null`: any of the workspace.
    pub bank_account_id: Option<u64>,
    /// RFC 3339, `+09:00`.
    pub expires_at: Option<String>,
    /// When the customer ordered, where the shop told it.
    pub ordered_at: Option<String>,
    /// Since when it waits: placed, reopened or unmatched last. The match window is counted from here.
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub waits_since: String,
    pub matched_at: Option<String>,
    /// The deposit that paid it.
    pub matched_deposit_id: Option<u64>,
    /// What was received for it, in whole KRW.
    #[schema(example = 14510)]
    pub amount_received: u64,
    /// How much more than `amount` was received, below zero: so much is missing; `null` unless it is MATCHED. Only 0 is
    /// paid in full: a person may match an order by hand with a deposit of any amount.
    #[schema(example = 0)]
    pub difference: Option<i64>,
    /// What is missing of `amount`, in whole KRW: of a PENDING order, what it waits for.
    #[schema(example = 0)]
    pub amount_open: u64,
    /// `PARTIAL`: a part is paid, and the order is not MATCHED.
    #[schema(example = "PAID")]
    pub payment_state: words::PaymentState,
    /// What is not plain about its payment. `SHORT`, `OVER`: it is MATCHED with less, or more. `LATE`: after its
    /// deadline. `BY_HAND`: a person matched a part of it. `REVERSED`: the bank took back what had paid it.
    pub flags: Vec<words::OrderFlag>,
    /// What pays it, in parts; oldest first.
    pub payments: Vec<PaymentView>,
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub created_at: String,
    #[schema(example = "2024-02-12T11:00:00+09:00")]
    pub updated_at: String,
    /// Counts the changes.
    pub version: u64,
    /// `name_cannot_match`: `depositor_name` is masked or has fewer than two letters and fewer than five digits, so no
    /// deposit pays this order by itself.
    pub warnings: Vec<words::OrderWarning>,
}

impl OrderView {
    /// The order as it reads at `now`.
    pub fn of(order: &Order, now: Timestamp) -> Self {
        let matched = match order.state {
            OrderState::Matched { deposit, at } => Some((deposit.get(), at.rfc3339())),
            OrderState::Pending | OrderState::Cancelled | OrderState::Expired => None,
        };
        let (matched_deposit_id, matched_at) = matched.unzip();
        Self {
            id: order.id.get(),
            workspace_id: order.workspace.get(),
            livemode: order.workspace.is_live(),
            order_number: order.number.to_string(),
            amount: order.amount.get(),
            depositor_name: order.depositor_name.to_string(),
            status: order.status(now).into(),
            customer_email: order.customer_email.clone(),
            customer_phone: order.customer_phone.clone(),
            memo: order.memo.clone(),
            metadata: order.metadata.clone(),
            bank_account_id: order.account.map(AccountId::get),
            expires_at: order.expires_at.map(Timestamp::rfc3339),
            ordered_at: order.ordered_at.map(Timestamp::rfc3339),
            waits_since: order.waits_since.rfc3339(),
            matched_at,
            matched_deposit_id,
            amount_received: order.received(),
            difference: order.difference(),
            amount_open: order.open(),
            payment_state: order.payment_state().into(),
            flags: words::list(order.flags()),
            payments: order.payments().iter().map(PaymentView::of).collect(),
            created_at: order.created_at.rfc3339(),
            updated_at: order.updated_at.rfc3339(),
            version: order.version,
            warnings: words::list(order.warnings()),
        }
    }
}

/// A part of a deposit that pays the order.
#[derive(Serialize, ToSchema)]
pub struct PaymentView {
    #[schema(example = 120)]
    pub deposit_id: u64,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    pub at: String,
    /// `user:<id>`, `token:<user>/<number>`, `auto` or `policy:<kind>`.
    pub by: String,
    pub rule: words::MatchRule,
}

impl PaymentView {
    fn of(part: &Allocation<DepositId>) -> Self {
        Self {
            deposit_id: part.with.get(),
            amount: part.amount.get(),
            at: part.at.rfc3339(),
            by: part.by.code(),
            rule: MatchRule::of(part.rule, &part.by).into(),
        }
    }
}

/// An order with its whole story.
#[derive(Serialize, ToSchema)]
pub struct OrderWithHistory {
    #[serde(flatten)]
    pub order: OrderView,
    /// Oldest first; the newest 50.
    pub history: Vec<EntryView>,
}

/// One change of an order or a deposit.
#[derive(Serialize, ToSchema)]
pub struct EntryView {
    pub at: String,
    /// `user:<id>`, `token:<user>/<number>`, `auto`, `policy:<kind>` or `sweeper`.
    pub by: String,
    /// `partially_paid`: a part was paid that leaves it open; `payment_removed`: such a part was taken back. `settled`:
    /// what was missing then was accepted. `over_changed`: what is too much is kept with it, or no longer.
    /// `reversed`: the bank took back the deposit that had paid it. `redacted`: the customer's fields were forgotten.
    pub what: words::OrderEventKind,
    /// The deposit of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_id: Option<u64>,
    /// How the match was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<words::MatchRule>,
    /// Of a match, and of a part that was paid or removed: how much more than the order's amount was received by then,
    /// in whole KRW; below zero: so much was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
    /// Why the rule fired.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub reasons: Vec<words::MatchReason>,
    /// The fields that an amendment changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub changes: Vec<ChangeView>,
}

/// A changed field. Customer fields are named without their values.
#[derive(Serialize, ToSchema)]
pub struct ChangeView {
    pub field: words::OrderField,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl EntryView {
    fn of(entry: &Entry<OrderEvent>) -> Self {
        let plain = Self {
            at: entry.at.rfc3339(),
            by: entry.by.code(),
            what: OrderEventKind::from(&entry.what).into(),
            deposit_id: None,
            rule: None,
            difference: None,
            reasons: Vec::new(),
            changes: Vec::new(),
        };
        match &entry.what {
            OrderEvent::Placed | OrderEvent::Cancelled { .. } | OrderEvent::Expired => plain,
            OrderEvent::Reopened | OrderEvent::Redacted => plain,
            OrderEvent::Amended(changes) => Self { changes: changes.iter().map(ChangeView::of).collect(), ..plain },
            OrderEvent::Matched { deposit, rule, difference } => {
                let rule = MatchRule::of(*rule, &entry.by);
                let reasons = words::list(rule.reasons().iter().copied());
                let plain = Self { difference: *difference, ..plain };
                Self { deposit_id: Some(deposit.get()), rule: Some(rule.into()), reasons, ..plain }
            }
            OrderEvent::PartiallyPaid { deposit, difference }
            | OrderEvent::PaymentRemoved { deposit, difference }
            | OrderEvent::Settled { deposit, difference }
            | OrderEvent::OverChanged { deposit, difference } => {
                Self { deposit_id: Some(deposit.get()), difference: Some(*difference), ..plain }
            }
            OrderEvent::Unmatched { deposit } | OrderEvent::Reversed { deposit } => {
                Self { deposit_id: Some(deposit.get()), ..plain }
            }
        }
    }
}

impl ChangeView {
    fn of(change: &Change) -> Self {
        Self { field: change.field.into(), from: change.from.clone(), to: change.to.clone() }
    }
}

impl OrderWithHistory {
    /// The order and its story as they read at `now`.
    pub fn of(order: &Order, now: Timestamp) -> Self {
        Self { order: OrderView::of(order, now), history: order.history.iter().map(EntryView::of).collect() }
    }
}
