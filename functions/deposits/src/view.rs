//! A deposit as JSON: the guide's fields to the letter, and what people expect beside them.

use domain::{Deposit, DepositState, Entry, What};
use serde::Serialize;
use utoipa::ToSchema;

/// A deposit.
#[derive(Serialize, ToSchema)]
pub struct DepositView {
    #[schema(example = 1)]
    pub id: u64,
    pub workspace_id: u64,
    #[schema(example = 1)]
    pub bank_account_id: u64,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    /// As printed or typed; `null` when the message prints no name.
    #[schema(example = "홍길동")]
    pub depositor_name: Option<String>,
    #[schema(example = "2024-02-01T11:05:00+09:00")]
    pub deposited_at: String,
    pub matched_order_id: Option<u64>,
    pub is_matched: bool,
    /// `null` also when `retention_days` are over.
    pub raw_sms: Option<String>,
    /// `SMS` or `MANUAL`.
    pub source: &'static str,
    /// `WAITING`, `HELD` or `MATCHED`.
    pub state: &'static str,
    /// `possible_duplicate`, `unreadable_name`, `one_won` or `unmatched_by_hand`.
    pub hold_reason: Option<&'static str>,
    /// The deposit that may be this very money.
    pub duplicate_of: Option<u64>,
    /// `open`, `keyed`, `signed` or `api`.
    pub via: &'static str,
    /// Whole KRW, when the message told it.
    pub balance: Option<i64>,
    #[schema(example = "2024-02-12T11:05:00+09:00")]
    pub created_at: String,
    /// Counts the changes.
    pub version: u64,
}

impl DepositView {
    pub fn of(deposit: &Deposit) -> Self {
        let (order, hold) = match deposit.state {
            DepositState::Waiting => (None, None),
            DepositState::Held(reason) => (None, Some(reason.code())),
            DepositState::Matched { order } => (Some(order.get()), None),
        };
        let told = &deposit.told;
        Self {
            id: deposit.id.get(),
            workspace_id: deposit.workspace.get(),
            bank_account_id: deposit.account.get(),
            amount: told.amount.get(),
            depositor_name: told.depositor_name.clone(),
            deposited_at: told.deposited_at.rfc3339(),
            matched_order_id: order,
            is_matched: order.is_some(),
            raw_sms: told.raw_sms.clone(),
            source: told.source.code(),
            state: deposit.state.code(),
            hold_reason: hold,
            duplicate_of: deposit.twin.map(|twin| twin.get()),
            via: told.via.code(),
            balance: told.balance,
            created_at: deposit.created_at.rfc3339(),
            version: deposit.version,
        }
    }
}

/// A deposit with its whole story.
#[derive(Serialize, ToSchema)]
pub struct DepositWithHistory {
    #[serde(flatten)]
    pub deposit: DepositView,
    /// Oldest first; the newest 50.
    pub history: Vec<EntryView>,
}

/// One change of a deposit.
#[derive(Serialize, ToSchema)]
#[schema(as = DepositEntryView)]
pub struct EntryView {
    pub at: String,
    /// `user:<id>`, `token:<user>/<number>`, `auto` or `sweeper`.
    pub by: String,
    /// `received`, `held`, `matched`, `unmatched` or `redacted` (its message was forgotten).
    pub what: &'static str,
    /// The order of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<u64>,
    /// The rule of a match: `same`, `cut`, `oldest_same`, `oldest_cut`, or `by_hand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Why the rule fired, or why the deposit is held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub reasons: Vec<&'static str>,
}

impl EntryView {
    fn of(entry: &Entry) -> Self {
        let plain = |what| Self {
            at: entry.at.rfc3339(),
            by: entry.by.code(),
            what,
            order_id: None,
            rule: None,
            reasons: Vec::new(),
        };
        match &entry.what {
            What::Received => plain("received"),
            What::Held(reason) => Self { reasons: vec![reason.code()], ..plain("held") },
            What::Matched { order, rule } => Self {
                order_id: Some(order.get()),
                rule: Some(rule.map_or("by_hand", |rule| rule.code())),
                reasons: rule.iter().flat_map(|rule| rule.reasons()).map(|reason| reason.code()).collect(),
                ..plain("matched")
            },
            What::Unmatched { order } => Self { order_id: Some(order.get()), ..plain("unmatched") },
            What::Redacted => plain("redacted"),
            // An order's words; a deposit's history has none of them.
            What::Placed | What::Amended(_) | What::Paid { .. } | What::Unpaid { .. } => plain("unknown"),
            What::Cancelled | What::Expired | What::Reopened => plain("unknown"),
        }
    }
}

impl DepositWithHistory {
    pub fn of(deposit: &Deposit) -> Self {
        Self { deposit: DepositView::of(deposit), history: deposit.history.iter().map(EntryView::of).collect() }
    }
}

/// An order that a deposit could pay.
#[derive(Serialize, ToSchema)]
pub struct CandidateView {
    pub order_id: u64,
    pub order_number: String,
    pub amount: u64,
    pub depositor_name: String,
    pub status: &'static str,
    pub expires_at: Option<String>,
    pub created_at: String,
    /// Why it fits or does not: `amount_equal`, `name_same`, `name_cut`, `name_differs`, `name_qualifier_differs` (what
    /// stands in parentheses), `name_unreadable`, `name_cannot_match` (the order's own), `deposited_after_deadline`,
    /// `outside_match_window`.
    pub reasons: Vec<&'static str>,
}
