//! Orders and deposits within an event's JSON.

use std::collections::BTreeMap;

use domain::{AccountId, Deposit, DepositId, DepositState, Order, OrderId, OrderState, PaymentState, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

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
    /// How much more than `amount` was received, in whole KRW, below zero: so much is missing; `null` unless the event
    /// left it MATCHED. Ship when it is 0, or when you accept it: a person may match a deposit of any amount by hand.
    #[schema(example = 0)]
    pub difference: Option<i64>,
    /// What had been received for it by then, in whole KRW; of `order.cancelled`: what was received and pays nothing
    /// any more.
    #[schema(example = 14510)]
    pub amount_received: u64,
    /// `PAID` once it is MATCHED.
    #[schema(example = "PAID")]
    pub payment_state: words::PaymentState,
    /// What is not plain about its payment, as it stands when this is sent: `SHORT`, `OVER`, `LATE`, `BY_HAND`,
    /// `REVERSED`.
    pub flags: Vec<words::OrderFlag>,
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
    /// What of it pays no order and was not sent back, in whole KRW, as it stands when this is sent.
    #[schema(example = 0)]
    pub amount_rest: u64,
    /// What becomes of that: `ACCEPT_OVER`, `CREDIT`, or `REFUND_DUE`.
    pub rest_treatment: Option<words::RestTreatment>,
    /// What of it was sent back, in whole KRW.
    #[schema(example = 0)]
    pub amount_returned: u64,
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

/// An order of that state; `difference` is told of a MATCHED one. `received`: what had been received by then.
pub(super) fn order_told(
    order: &Order,
    state: OrderState,
    difference: Option<i64>,
    received: Option<u64>,
) -> OrderTold {
    let amount_received = received.unwrap_or_else(|| order.received());
    let payment_state = match (state, amount_received) {
        (OrderState::Matched { .. }, _) => PaymentState::Paid,
        (OrderState::Cancelled, _) | (OrderState::Pending | OrderState::Expired, 0) => PaymentState::Unpaid,
        (OrderState::Pending | OrderState::Expired, 1..) => PaymentState::Partial,
    };
    let matched = match state {
        OrderState::Matched { deposit, at } => Some((deposit.get(), at.rfc3339())),
        OrderState::Pending | OrderState::Cancelled | OrderState::Expired => None,
    };
    let (matched_deposit_id, matched_at) = matched.unzip();
    OrderTold {
        id: order.id.get(),
        order_number: order.number.to_string(),
        amount: order.amount.get(),
        depositor_name: order.depositor_name.to_string(),
        status: state.status().into(),
        customer_email: order.customer_email.clone(),
        customer_phone: order.customer_phone.clone(),
        memo: order.memo.clone(),
        metadata: order.metadata.clone(),
        bank_account_id: order.account.map(AccountId::get),
        expires_at: order.expires_at.map(Timestamp::rfc3339),
        matched_at,
        matched_deposit_id,
        difference,
        amount_received,
        payment_state: payment_state.into(),
        flags: words::list(order.flags()),
        created_at: order.created_at.rfc3339(),
    }
}

/// A deposit of that state.
pub(super) fn deposit_told(deposit: &Deposit, state: DepositState) -> DepositTold {
    let holds = state.holds();
    let dismissed = if let DepositState::Dismissed(reason) = state { Some(reason.into()) } else { None };
    let details = &deposit.details;
    DepositTold {
        id: deposit.id.get(),
        bank_account_id: deposit.account.get(),
        bank_code: details.bank_code.to_string(),
        amount: details.amount.get(),
        depositor_name: details.depositor_name.clone().map(Into::into),
        deposited_at: details.deposited_at.rfc3339(),
        state: state.status().into(),
        hold_reason: holds.gravest().map(Into::into),
        hold_reasons: words::list(holds.iter()),
        dismiss_reason: dismissed,
        matched_order_id: state.order().map(OrderId::get),
        amount_rest: deposit.rest(),
        rest_treatment: deposit.rest_treatment.map(Into::into),
        amount_returned: deposit.returned(),
        duplicate_of: deposit.twins.first().copied().map(DepositId::get),
        source: details.source.into(),
        via: details.via.into(),
        sender_verdict: details.verdict.into(),
        balance: details.balance,
        created_at: deposit.created_at.rfc3339(),
    }
}
