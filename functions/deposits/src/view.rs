//! A deposit as JSON: the guide's fields to the letter, and what people expect beside them.

use domain::{
    Deposit, DepositId, DepositState, Entry, HoldReason, OrderId, PhoneId, Timestamp, TransferReport, What, Workspace,
};
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
    /// `WAITING`, `HELD`, `MATCHED` or `DISMISSED`.
    pub state: &'static str,
    /// The gravest of `hold_reasons`.
    pub hold_reason: Option<&'static str>,
    /// Why a person must decide, gravest first; empty unless it is held.
    pub hold_reasons: Vec<&'static str>,
    /// Why it pays nothing, once a person dismissed it: `REFUNDED`, `PRIVATE`, `DUPLICATE` or `OTHER`.
    pub dismiss_reason: Option<&'static str>,
    /// What that person noted.
    pub note: Option<String>,
    /// The first of `linked_deposit_ids`.
    pub duplicate_of: Option<u64>,
    /// Deposits that may be this very money.
    pub linked_deposit_ids: Vec<u64>,
    /// `open`, `keyed`, `signed` or `api`.
    pub via: &'static str,
    /// The phone whose URL it came over.
    pub phone_id: Option<u64>,
    /// The number, name or app that the call told as the sender of the text.
    pub sender: Option<String>,
    /// How far that can be believed: `bank`, `approved`, `unlisted`, `missing`, `unlikely`, `by_person` or `legacy`.
    pub sender_verdict: &'static str,
    /// The text could have written its own sender.
    pub sender_ambiguous: bool,
    /// Whole KRW, when the message told it.
    pub balance: Option<i64>,
    #[schema(example = "2024-02-12T11:05:00+09:00")]
    pub created_at: String,
    /// Counts the changes.
    pub version: u64,
}

impl DepositView {
    /// The deposit as it reads at `now` in its workspace: one that waits for longer than the match window is held.
    pub fn of(deposit: &Deposit, workspace: &Workspace, now: Timestamp) -> Self {
        let state = deposit.state_now(workspace.settings.match_window_days, now);
        let (order, holds) = (state.order().map(OrderId::get), state.holds());
        let dismiss_reason = if let DepositState::Dismissed(reason) = state { Some(reason.code()) } else { None };
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
            state: state.code(),
            hold_reason: holds.gravest().map(HoldReason::code),
            hold_reasons: holds.codes(),
            dismiss_reason,
            note: deposit.note.clone(),
            duplicate_of: deposit.twins.first().copied().map(DepositId::get),
            linked_deposit_ids: deposit.twins.iter().map(|twin| twin.get()).collect(),
            via: told.via.code(),
            phone_id: told.phone.map(PhoneId::get),
            sender: told.sender.hint().map(str::to_owned),
            sender_verdict: told.verdict.into(),
            sender_ambiguous: told.sender.ambiguous,
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
    /// What else told of this transfer, oldest first.
    pub reports: Vec<ReportView>,
    /// Oldest first; the newest 50.
    pub history: Vec<EntryView>,
}

/// Another report of a deposit's transfer, which made no second deposit.
#[derive(Serialize, ToSchema)]
pub struct ReportView {
    pub at: String,
    /// `open`, `keyed`, `signed` or `api`.
    pub via: &'static str,
    pub phone_id: Option<u64>,
    pub sender: Option<String>,
    /// As on the deposit.
    pub sender_verdict: &'static str,
    /// As printed.
    pub depositor_name: Option<String>,
    /// `null` also when `retention_days` are over.
    pub raw_sms: Option<String>,
}

impl ReportView {
    fn of(report: &TransferReport) -> Self {
        Self {
            at: report.at.rfc3339(),
            via: report.via.code(),
            phone_id: report.phone.map(PhoneId::get),
            sender: report.sender.hint().map(str::to_owned),
            sender_verdict: report.verdict.into(),
            depositor_name: report.depositor_name.clone(),
            raw_sms: report.raw_sms.clone(),
        }
    }
}

/// One change of a deposit.
#[derive(Serialize, ToSchema)]
#[schema(as = DepositEntryView)]
pub struct EntryView {
    pub at: String,
    /// `user:<id>`, `token:<user>/<number>`, `auto` or `sweeper`.
    pub by: String,
    /// `received`, `held`, `cleared` (some reasons were taken away), `freed` (the last was: it waits), `reported` (another
    /// report of the transfer came), `linked` (another deposit may be the same money), `matched`, `unmatched`,
    /// `dismissed`, `restored`, `reversed` (the bank took it back), `refund_seen` or `redacted` (its message was
    /// forgotten).
    pub what: &'static str,
    /// The deposit that may be the same money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_id: Option<u64>,
    /// The order of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<u64>,
    /// The rule of a match: `same`, `cut`, `oldest_same`, `oldest_cut`, or `by_hand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Why the rule fired, why the deposit is held or dismissed, or which reasons were taken away.
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
            deposit_id: None,
            order_id: None,
            rule: None,
            reasons: Vec::new(),
        };
        match &entry.what {
            What::Received => plain("received"),
            What::Held(reasons) => Self { reasons: reasons.codes(), ..plain("held") },
            What::Cleared(reasons) => Self { reasons: reasons.codes(), ..plain("cleared") },
            What::Freed(reasons) => Self { reasons: reasons.codes(), ..plain("freed") },
            What::Reported => plain("reported"),
            What::Linked(twin) => Self { deposit_id: Some(twin.get()), ..plain("linked") },
            What::Dismissed(reason) => Self { reasons: vec![reason.code()], ..plain("dismissed") },
            What::Restored => plain("restored"),
            What::Reversed { order } => Self { order_id: order.map(OrderId::get), ..plain("reversed") },
            What::RefundSeen => plain("refund_seen"),
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
            What::Cancelled | What::Expired | What::Reopened | What::PaymentReversed { .. } => plain("unknown"),
        }
    }
}

impl DepositWithHistory {
    pub fn of(deposit: &Deposit, workspace: &Workspace, now: Timestamp) -> Self {
        Self {
            deposit: DepositView::of(deposit, workspace, now),
            reports: deposit.reports.iter().map(ReportView::of).collect(),
            history: deposit.history.iter().map(EntryView::of).collect(),
        }
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
    /// `deposited_long_before_order`, `outside_match_window`.
    pub reasons: Vec<&'static str>,
}
