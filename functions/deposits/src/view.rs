//! A deposit as JSON: the guide's fields to the letter, and what people expect beside them.

use domain::returning::Return;
use domain::{
    ClosedSet, Deposit, DepositEvent, DepositEventKind, DepositId, DepositState, DismissReason, Entry, FormatId,
    HoldReason, MatchReason, MatchRule, OrderId, PhoneId, Timestamp, TransferReport, Workspace,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A deposit.
#[derive(Serialize, ToSchema)]
pub struct DepositView {
    #[schema(example = 1)]
    pub id: u64,
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
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
    /// What it pays: nothing unless it is matched, several orders where a person matched it with them.
    pub allocations: Vec<PaysView>,
    /// What of it pays no order and was not sent back, in whole KRW.
    #[schema(example = 0)]
    pub amount_rest: u64,
    /// What a person said of that part of a matched deposit, or of one whose order was cancelled. `ACCEPT_OVER`: it is
    /// kept with the order; `CREDIT`: for the customer; `REFUND_DUE`: it is to be sent back.
    pub rest_treatment: Option<words::RestTreatment>,
    /// What of it was sent back, in whole KRW.
    #[schema(example = 0)]
    pub amount_returned: u64,
    /// As people noted it, oldest first.
    pub returns: Vec<ReturnView>,
    /// `null` also when `retention_days` are over.
    pub raw_sms: Option<String>,
    pub source: words::Source,
    pub state: words::DepositStatus,
    /// The gravest of `hold_reasons`.
    pub hold_reason: Option<words::HoldReason>,
    /// Why a person must decide, gravest first; empty unless it is held.
    pub hold_reasons: Vec<words::HoldReason>,
    /// Why it pays nothing: a person's word; by the bank's own text `SALARY`, `INTEREST` or `RETURNED` (an own transfer
    /// that came back); `ORDER_CANCELLED` where its order was, and a person said what becomes of its money.
    pub dismiss_reason: Option<words::DismissReason>,
    /// What that person noted.
    pub note: Option<String>,
    /// The first of `linked_deposit_ids`.
    pub duplicate_of: Option<u64>,
    /// Deposits that may be this very money.
    pub linked_deposit_ids: Vec<u64>,
    pub via: words::Via,
    /// The phone whose URL it came over.
    pub phone_id: Option<u64>,
    /// The number, name or app that the call told as the sender of the text.
    pub sender: Option<String>,
    /// How far that can be believed.
    pub sender_verdict: words::SenderVerdict,
    /// The text could have written its own sender.
    pub sender_ambiguous: bool,
    /// Whole KRW, when the message told it.
    pub balance: Option<i64>,
    /// The workspace's own format that read it: `custom:<id>` as the `shape` of the message's reading.
    pub message_format_id: Option<u64>,
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
        let dismiss_reason = if let DepositState::Dismissed(reason) = state { Some(reason.into()) } else { None };
        let details = &deposit.details;
        Self {
            id: deposit.id.get(),
            workspace_id: deposit.workspace.get(),
            livemode: deposit.workspace.is_live(),
            bank_account_id: deposit.account.get(),
            amount: details.amount.get(),
            depositor_name: details.depositor_name.clone().map(Into::into),
            deposited_at: details.deposited_at.rfc3339(),
            matched_order_id: order,
            is_matched: order.is_some(),
            allocations: PaysView::of(deposit),
            amount_rest: deposit.rest(),
            rest_treatment: deposit.rest_treatment.map(Into::into),
            amount_returned: deposit.returned(),
            returns: deposit.returns.iter().map(ReturnView::of).collect(),
            message_format_id: details.format.map(FormatId::get),
            raw_sms: details.raw_sms.clone(),
            source: details.source.into(),
            state: state.status().into(),
            hold_reason: holds.gravest().map(Into::into),
            hold_reasons: words::list(holds.iter()),
            dismiss_reason,
            note: deposit.note.clone(),
            duplicate_of: deposit.twins.first().copied().map(DepositId::get),
            linked_deposit_ids: deposit.twins.iter().map(|twin| twin.get()).collect(),
            via: details.via.into(),
            phone_id: details.phone.map(PhoneId::get),
            sender: details.sender.hint().map(str::to_owned),
            sender_verdict: details.verdict.into(),
            sender_ambiguous: details.sender.ambiguous,
            balance: details.balance,
            created_at: deposit.created_at.rfc3339(),
            version: deposit.version,
        }
    }
}

/// A part of a deposit that was sent back.
#[derive(Serialize, ToSchema)]
pub struct ReturnView {
    /// Whole KRW.
    pub amount: u64,
    /// When it was sent.
    pub at: String,
    /// `user:<id>` or `token:<user>/<number>`.
    pub by: String,
    pub note: Option<String>,
}

impl ReturnView {
    fn of(one: &Return) -> Self {
        Self { amount: one.amount.get(), at: one.at.rfc3339(), by: one.by.code(), note: one.note.clone() }
    }
}

/// A part of a deposit that pays an order.
#[derive(Serialize, ToSchema)]
pub struct PaysView {
    pub order_id: u64,
    /// Whole KRW.
    pub amount: u64,
}

impl PaysView {
    fn of(deposit: &Deposit) -> Vec<Self> {
        match deposit.allocations.as_slice() {
            [] => {
                let all = |order: OrderId| Self { order_id: order.get(), amount: deposit.details.amount.get() };
                deposit.state.order().map(all).into_iter().collect()
            }
            noted => noted.iter().map(|it| Self { order_id: it.with.get(), amount: it.amount.get() }).collect(),
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
    pub via: words::Via,
    pub phone_id: Option<u64>,
    pub sender: Option<String>,
    /// As on the deposit.
    pub sender_verdict: words::SenderVerdict,
    /// As printed.
    pub depositor_name: Option<String>,
    /// `null` also when `retention_days` are over.
    pub raw_sms: Option<String>,
}

impl ReportView {
    fn of(report: &TransferReport) -> Self {
        Self {
            at: report.at.rfc3339(),
            via: report.via.into(),
            phone_id: report.phone.map(PhoneId::get),
            sender: report.sender.hint().map(str::to_owned),
            sender_verdict: report.verdict.into(),
            depositor_name: report.depositor_name.clone().map(Into::into),
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
    /// `cleared`: some reasons were taken away. `freed`: the last was, and it waits. `reported`: another report of the
    /// transfer came. `linked`: another deposit may be the same money. `treated`: a person said what becomes of what is
    /// left of it. `returned`: of a part of it, that it was sent back; `return_undone`: that it was not. `redacted`:
    /// its message was forgotten.
    pub what: words::DepositEventKind,
    /// The deposit that may be the same money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit_id: Option<u64>,
    /// The order of a match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_id: Option<u64>,
    /// The other orders of a match with several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub other_order_ids: Vec<u64>,
    /// How the match was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<words::MatchRule>,
    /// Of a match: how much more than the order's amount was received, in whole KRW; below zero: so much was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<i64>,
    /// Of what is left of it: what becomes of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest_treatment: Option<words::RestTreatment>,
    /// What was sent back, or was not after all, in whole KRW.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// Why the rule fired, why the deposit is held or dismissed, or which reasons were taken away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub reasons: Vec<EntryReason>,
}

/// The reason of an entry: of a match, a hold, or a dismissal.
#[derive(Clone, Copy, PartialEq)]
pub enum DepositEntryReason {
    Match(MatchReason),
    Hold(HoldReason),
    Dismiss(DismissReason),
}

impl ClosedSet for DepositEntryReason {
    fn all() -> impl Iterator<Item = Self> {
        let (matches, holds) = (MatchReason::all().map(Self::Match), HoldReason::all().map(Self::Hold));
        matches.chain(holds).chain(DismissReason::all().map(Self::Dismiss))
    }

    fn code(self) -> &'static str {
        match self {
            Self::Match(reason) => reason.code(),
            Self::Hold(reason) => reason.code(),
            Self::Dismiss(reason) => reason.code(),
        }
    }
}

type EntryReason = words::Word<DepositEntryReason>;

impl EntryView {
    fn of(entry: &Entry<DepositEvent>) -> Self {
        let plain = Self {
            at: entry.at.rfc3339(),
            by: entry.by.code(),
            what: DepositEventKind::from(&entry.what).into(),
            deposit_id: None,
            order_id: None,
            other_order_ids: Vec::new(),
            rule: None,
            difference: None,
            rest_treatment: None,
            amount: None,
            reasons: Vec::new(),
        };
        match &entry.what {
            DepositEvent::Received | DepositEvent::Reported | DepositEvent::Restored => plain,
            DepositEvent::RefundSeen | DepositEvent::Redacted => plain,
            DepositEvent::Held(reasons) | DepositEvent::Cleared(reasons) | DepositEvent::Freed(reasons) => {
                Self { reasons: words::list(reasons.iter().map(DepositEntryReason::Hold)), ..plain }
            }
            DepositEvent::Linked(twin) => Self { deposit_id: Some(twin.get()), ..plain },
            DepositEvent::Dismissed(reason) => {
                Self { reasons: words::list([DepositEntryReason::Dismiss(*reason)]), ..plain }
            }
            DepositEvent::Reversed { order, others } => {
                Self { order_id: order.map(OrderId::get), other_order_ids: ids(others), ..plain }
            }
            DepositEvent::Unmatched { order, others } => {
                Self { order_id: Some(order.get()), other_order_ids: ids(others), ..plain }
            }
            DepositEvent::OrderCancelled { order, others, treatment } => {
                let plain = Self { rest_treatment: treatment.map(Into::into), ..plain };
                Self { order_id: Some(order.get()), other_order_ids: ids(others), ..plain }
            }
            DepositEvent::Treated(treatment) => Self { rest_treatment: Some((*treatment).into()), ..plain },
            DepositEvent::Returned(amount) | DepositEvent::ReturnUndone(amount) => {
                Self { amount: Some(amount.get()), ..plain }
            }
            DepositEvent::Matched { order, others, rule, difference } => {
                let rule = MatchRule::of(*rule, &entry.by);
                let reasons = words::list(rule.reasons().iter().copied().map(DepositEntryReason::Match));
                let plain = Self { difference: *difference, other_order_ids: ids(others), ..plain };
                Self { order_id: Some(order.get()), rule: Some(rule.into()), reasons, ..plain }
            }
        }
    }
}

fn ids(orders: &[OrderId]) -> Vec<u64> {
    orders.iter().map(|order| order.get()).collect()
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
    /// What is missing of that, in whole KRW.
    pub amount_open: u64,
    pub depositor_name: String,
    pub status: words::OrderStatus,
    pub expires_at: Option<String>,
    pub customer_phone: Option<String>,
    pub memo: Option<String>,
    pub created_at: String,
    /// Why it fits or does not. `completes`: a part of it is paid, and this is what is open of it. `name_coded`: the
    /// name, and behind it a code of the order. `name_same_with_more`: the name, and behind it digits that are no code
    /// or may be cut off. `name_qualifier_differs`: what stands in parentheses. `name_like`: another name, but like it.
    /// `name_cannot_match`: the order's own.
    pub reasons: Vec<words::MatchReason>,
}
