//! The JSON of proposals.

use domain::{Deposit, Order, Proposal, ProposalId, Timestamp};
use pairing::{Accepted, Work};
use serde::Serialize;
use utoipa::ToSchema;

use crate::OrderNow;
use crate::orders::{AllocationView, allocations, told};

/// What a deposit may be.
#[derive(Serialize, ToSchema)]
pub struct ProposalView {
    /// What `accept` and `reject` take. It holds what the proposal was computed from: once that changes, it is another.
    #[schema(example = "p1.SHORT.33v1.34v2")]
    pub proposal_id: String,
    /// `TWIN`: it tells of the same money as another deposit. `SAME_AMOUNT`: it pays an order of its amount.
    /// `EQUAL_ORDERS`: it pays the oldest of several orders of one amount and name. `PAYS_THE_DIFFERENCE`: it is what
    /// is missing of an order. `LATE`, `CANCELLED`: it pays an order that is over. `COMBINED`: it pays several orders.
    /// `SPLIT`: several deposits pay one order. `SHORT`, `OVER`: it is up to a fifth less or more than its order.
    /// `INSTALMENT`: it is a part of one.
    pub kind: words::ProposalKind,
    /// Of `TWIN`: the one that is to be dismissed, then the other.
    pub deposits: Vec<ProposedDeposit>,
    pub orders: Vec<ProposedOrder>,
    /// How much more the deposits are than what is open of the orders, in whole KRW; below zero: so much is missing.
    #[schema(example = -500)]
    pub difference: i64,
    /// 0 to 100; more is more likely. For the order of proposals: nothing is done by it.
    #[schema(example = 80)]
    pub score: u8,
    /// How far the deposit's next proposal scores below this one.
    #[schema(example = 25)]
    pub margin: u8,
    /// What speaks for it.
    pub reasons: Vec<words::ProposalReason>,
    /// What speaks against it. `deposit_held`: see the deposit's `hold_reasons`; a match passes over them.
    pub against: Vec<words::ProposalReason>,
    /// What may be done; the first is done if nothing is said. `KEEP_OPEN`, `ACCEPT_SHORT`, `ACCEPT_OVER`, `CREDIT`,
    /// `REFUND_DUE`, `NONE`: a match, with what becomes of the difference. `REOPEN`: the cancelled order is reopened
    /// and paid. `REFUNDED`, `DUPLICATE`: the deposit is dismissed so.
    pub treatments: Vec<words::Treatment>,
}

/// A deposit of a proposal.
#[derive(Serialize, ToSchema)]
pub struct ProposedDeposit {
    pub id: u64,
    /// Whole KRW.
    #[schema(example = 14510)]
    pub amount: u64,
    #[schema(example = "홍길동")]
    pub depositor_name: Option<String>,
    #[schema(example = "2024-02-12T10:59:00+09:00")]
    pub deposited_at: String,
    pub state: words::DepositStatus,
}

/// An order of a proposal.
#[derive(Serialize, ToSchema)]
pub struct ProposedOrder {
    pub id: u64,
    #[schema(example = "A-1001")]
    pub order_number: String,
    #[schema(example = "홍길동")]
    pub depositor_name: String,
    /// Whole KRW.
    #[schema(example = 15010)]
    pub amount: u64,
    /// What is missing of its amount, in whole KRW.
    #[schema(example = 15010)]
    pub amount_open: u64,
    pub status: words::OrderStatus,
    #[schema(example = "2024-02-12T10:30:00+09:00")]
    pub created_at: String,
}

impl ProposalView {
    /// What was computed, each with what it names.
    pub fn all(work: &Work, now: Timestamp) -> Vec<Self> {
        work.proposals.iter().map(|(id, proposal)| Self::of(id, proposal, work, now)).collect()
    }

    fn of(id: &ProposalId, proposal: &Proposal, work: &Work, now: Timestamp) -> Self {
        let deposit = |id: &_| work.deposits.iter().find(|deposit| deposit.id == *id).map(ProposedDeposit::of);
        let order =
            |id: &_| work.orders.iter().find(|order| order.id == *id).map(|order| ProposedOrder::of(order, now));
        Self {
            proposal_id: id.to_string(),
            kind: proposal.kind.into(),
            deposits: proposal.deposits.iter().filter_map(deposit).collect(),
            orders: proposal.orders.iter().filter_map(order).collect(),
            difference: proposal.difference,
            score: proposal.score,
            margin: proposal.margin,
            reasons: words::list(proposal.reasons.iter().copied()),
            against: words::list(proposal.against.iter().copied()),
            treatments: words::list(proposal.kind.treatments().iter().copied()),
        }
    }
}

impl ProposedDeposit {
    pub fn of(deposit: &Deposit) -> Self {
        Self {
            id: deposit.id.get(),
            amount: deposit.details.amount.get(),
            depositor_name: deposit.details.depositor_name.as_ref().map(ToString::to_string),
            deposited_at: deposit.details.deposited_at.rfc3339(),
            state: deposit.state.status().into(),
        }
    }
}

impl ProposedOrder {
    pub fn of(order: &Order, now: Timestamp) -> Self {
        Self {
            id: order.id.get(),
            order_number: order.number.to_string(),
            depositor_name: order.depositor_name.to_string(),
            amount: order.amount.get(),
            amount_open: order.open(),
            status: order.status(now).into(),
            created_at: order.created_at.rfc3339(),
        }
    }
}

/// What an accepted proposal did.
#[derive(Serialize, ToSchema)]
pub struct AcceptedProposal {
    pub success: bool,
    #[schema(example = "매칭 완료: 입금 #33 ↔ 주문 #34")]
    pub message: String,
    pub proposal_id: String,
    /// How much of which deposit pays how much of which order; nothing of a deposit that was dismissed.
    pub allocations: Vec<AllocationView>,
    /// The orders as they are then.
    pub orders: Vec<OrderNow>,
}

impl AcceptedProposal {
    /// What the acceptance of this proposal did.
    pub fn of(id: &ProposalId, accepted: &Accepted, now: Timestamp) -> Self {
        let (message, allocations, orders) = match accepted {
            Accepted::Matched(matched) => (
                told(&matched.deposits.iter().collect::<Vec<_>>(), &matched.orders.iter().collect::<Vec<_>>()),
                matched.deposits.iter().flat_map(allocations).collect(),
                matched.orders.iter().map(|order| OrderNow::of(order, now)).collect(),
            ),
            Accepted::Dismissed(deposit) => (format!("제외 완료: 입금 #{}", deposit.id), Vec::new(), Vec::new()),
        };
        Self { success: true, message, proposal_id: id.to_string(), allocations, orders }
    }
}
