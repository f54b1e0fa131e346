//! Messages as JSON.

use bank_sms::Reading;
use domain::message::Resolution;
use domain::{Deposit, DepositId, FormatId, Message, OrderId, Timestamp};
use pairing::Resolved;
use serde::Serialize;
use utoipa::ToSchema;

use crate::format_view::ExplanationView;

/// A message that made no deposit when it came.
#[derive(Serialize, ToSchema)]
pub struct MessageView {
    /// Opaque and stable.
    #[schema(example = "1706752800000-0123456789abcdef0123456789abcdef")]
    pub id: String,
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    /// `QUARANTINED`: it cannot be read with certainty, or fits no account. `IGNORED`: it tells of no deposit.
    /// `RESOLVED`: a person decided.
    pub status: words::MessageStatus,
    /// Why it made no deposit when it came: the reader's word, `account_not_found`, or `reversal_unclear`: the bank
    /// took a deposit back, and a person must say which.
    #[schema(example = "unknown_words")]
    pub why: words::MessageReason,
    /// As it came.
    pub raw_sms: String,
    /// The number, name or app that the call told as the sender.
    pub sender: Option<String>,
    /// How far that could be believed; `null` where the account's bank was not known.
    pub sender_verdict: Option<words::SenderVerdict>,
    #[schema(example = "2024-02-01T11:05:00+09:00")]
    pub received_at: String,
    pub via: words::Via,
    /// The phone whose URL it came over.
    pub phone_number_id: Option<u64>,
    /// `null` while no account of the workspace fits.
    pub bank_account_id: Option<u64>,
    #[schema(example = "2024-02-01T11:05:03+09:00")]
    pub created_at: String,
    /// What it became; `null` until it is RESOLVED.
    pub resolved: Option<ResolutionView>,
}

/// What a message became.
#[derive(Serialize, ToSchema)]
pub struct ResolutionView {
    /// `null`: it was put aside.
    pub deposit_id: Option<u64>,
    pub dismissed: bool,
    /// `user:<id>`, `token:<user>/<number>`, or `auto` when an account was registered that it fits.
    pub by: String,
    pub at: String,
}

impl ResolutionView {
    fn of(resolution: &Resolution) -> Self {
        Self {
            deposit_id: resolution.deposit.map(DepositId::get),
            dismissed: resolution.deposit.is_none(),
            by: resolution.by.code(),
            at: resolution.at.rfc3339(),
        }
    }
}

impl MessageView {
    pub fn of(message: &Message) -> Self {
        Self {
            id: message.id.to_string(),
            workspace_id: message.workspace.get(),
            livemode: message.workspace.is_live(),
            status: message.status().into(),
            why: message.why.into(),
            raw_sms: message.raw.clone(),
            sender: message.sender.hint().map(str::to_owned),
            sender_verdict: message.verdict.map(Into::into),
            received_at: message.received_at().rfc3339(),
            via: message.via.into(),
            phone_number_id: message.phone.map(|phone| phone.get()),
            bank_account_id: message.account.map(|account| account.get()),
            created_at: message.created_at.rfc3339(),
            resolved: message.resolution().map(ResolutionView::of),
        }
    }
}

/// A message beside what the reader makes of it now.
#[derive(Serialize, ToSchema)]
pub struct MessageWithReading {
    #[serde(flatten)]
    pub message: MessageView,
    pub reading: ReadingView,
    pub explanation: ExplanationView,
}

/// What the reader makes of a text. What the text does not tell is `null`.
#[derive(Serialize, ToSchema)]
pub struct ReadingView {
    /// `deposit`, `withdrawal`, `ignored` or `quarantined`.
    pub outcome: &'static str,
    pub bank_code: Option<&'static str>,
    /// As printed, usually masked.
    #[schema(example = "110-***-000000")]
    pub account: Option<String>,
    /// Whole KRW.
    pub amount: Option<u64>,
    /// Whole KRW.
    pub balance: Option<i64>,
    pub depositor: Option<String>,
    pub at: Option<String>,
    /// The layout that fits, `custom:<id>` for a format of the workspace, `grammar`, or empty when nothing read the
    /// text.
    #[schema(example = "kb-lines")]
    pub shape: String,
    /// Why it is no deposit.
    pub why: Option<&'static str>,
}

impl ReadingView {
    pub fn of(reading: &Reading, format: Option<FormatId>) -> Self {
        Self {
            outcome: reading.outcome.code(),
            bank_code: reading.bank.map(|bank| bank.code),
            account: reading.account.as_ref().map(|account| account.as_printed().to_owned()),
            amount: reading.amount,
            balance: reading.balance.known(),
            depositor: reading.depositor.clone(),
            at: reading.at.map(|at| Timestamp::from_datetime(at).rfc3339()),
            shape: format.map_or_else(|| reading.shape.to_owned(), |id| format!("{}:{id}", reading.shape)),
            why: reading.outcome.why().map(|why| why.code()),
        }
    }
}

impl MessageWithReading {
    pub fn of(message: &Message, reading: &Reading, format: Option<FormatId>) -> Self {
        Self {
            message: MessageView::of(message),
            reading: ReadingView::of(reading, format),
            explanation: ExplanationView::of(message, &pairing::explained(message)),
        }
    }
}

/// The deposit that a message became, and the message.
#[derive(Serialize, ToSchema)]
pub struct MessageDeposit {
    /// The deposit: `GET /workspaces/{id}/deposits/{deposit_id}` tells all of it.
    #[schema(example = 1)]
    pub deposit_id: u64,
    pub bank_account_id: u64,
    /// Whole KRW.
    pub amount: u64,
    pub depositor_name: Option<String>,
    pub deposited_at: String,
    pub matched_order_id: Option<u64>,
    pub is_matched: bool,
    pub state: words::DepositStatus,
    /// The gravest of `hold_reasons`.
    pub hold_reason: Option<words::HoldReason>,
    /// Why a person must decide, gravest first; empty unless it is held.
    pub hold_reasons: Vec<words::HoldReason>,
    /// The deposit that may be this very money.
    pub duplicate_of: Option<u64>,
    /// The deposit had stood before: this message had come in another way, too. Absent otherwise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub duplicate: bool,
    pub message: MessageView,
}

impl MessageDeposit {
    pub fn of(resolved: &Resolved, deposit: &Deposit) -> Self {
        let (order, holds) = (deposit.state.order().map(OrderId::get), deposit.state.holds());
        Self {
            deposit_id: deposit.id.get(),
            bank_account_id: deposit.account.get(),
            amount: deposit.details.amount.get(),
            depositor_name: deposit.details.depositor_name.clone().map(Into::into),
            deposited_at: deposit.details.deposited_at.rfc3339(),
            matched_order_id: order,
            is_matched: order.is_some(),
            state: deposit.state.status().into(),
            hold_reason: holds.gravest().map(Into::into),
            hold_reasons: words::list(holds.iter()),
            duplicate_of: deposit.twins.first().copied().map(DepositId::get),
            duplicate: resolved.duplicate,
            message: MessageView::of(&resolved.message),
        }
    }
}
