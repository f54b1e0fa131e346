//! Refusals: what the rules say no to. Each has a stable code; `web::problem` gives it a status and Korean words.

use crate::{DepositId, FormatId, HoldReasons, OrderId};

/// A change that the rules refuse. Nothing was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Another order of the workspace bears this number.
    #[error("order number is taken by order {0}")]
    OrderNumberTaken(OrderId),
    /// An order's number never changes.
    #[error("an order's number cannot be changed")]
    OrderNumberFixed,
    /// This field of an order, by its name in the API, never changes.
    #[error("{0} of an order cannot be changed")]
    OrderFieldFixed(&'static str),
    /// The order that these very words placed is cancelled or expired: it does not wait.
    #[error("order {0} is over")]
    OrderOver(OrderId),
    /// `expires_at` lies in the past.
    #[error("expires_at lies in the past")]
    ExpiresAtPast,
    /// The order is CANCELLED or EXPIRED: a new deadline alone does not make it payable.
    #[error("the order must be reopened")]
    ReopenNeeded,
    /// The order is MATCHED: its match must be undone first.
    #[error("the order is matched: unmatch first")]
    UnmatchFirst,
    /// MATCHED and EXPIRED are reached by a deposit and by time, not by a PATCH.
    #[error("this status cannot be set by hand")]
    StatusByHand,
    /// What becomes of what was received is said of an order that is cancelled only.
    #[error("`received` is said of a cancelled order only")]
    ReceivedOfCancelled,
    /// The order cannot be paid: it is CANCELLED.
    #[error("the order is cancelled")]
    OrderCancelled,
    /// The order cannot be paid: another deposit paid it.
    #[error("the order is already matched")]
    OrderAlreadyMatched,
    /// The deposit is more or less than the orders ask for together, in KRW, and nobody said what becomes of that.
    #[error("{received} KRW were received, {expected} are expected")]
    DifferenceUnstated { expected: u64, received: u64 },
    /// The deposit is used up before it comes to this order.
    #[error("nothing of the deposit is left for order {0}")]
    NothingLeftFor(OrderId),
    /// The orders are paid before it comes to this deposit.
    #[error("deposit {0} is not needed")]
    DepositNotNeeded(DepositId),
    /// Nothing was received for the order yet that could be accepted as enough.
    #[error("nothing was received for order {0}")]
    NothingReceived(OrderId),
    /// Nothing is left of the deposit of which something could be said.
    #[error("nothing is left of deposit {0}")]
    NothingLeft(DepositId),
    /// The deposit waits to be paired: a return cannot be noted.
    #[error("deposit {0} waits")]
    DepositWaits(DepositId),
    /// More than is left of the deposit, in KRW, was to be sent back.
    #[error("{rest} KRW are left")]
    MoreThanRest { rest: u64 },
    /// What is left of the deposit is kept with its order: that is to be said otherwise first.
    #[error("what is left of deposit {0} is kept with its order")]
    KeptWithOrder(DepositId),
    /// So many returns are noted of the deposit already.
    #[error("deposit {0} has too many returns")]
    TooManyReturns(DepositId),
    /// Nothing of the deposit was sent back.
    #[error("nothing of deposit {0} was sent back")]
    NothingReturned(DepositId),
    /// All of the deposit was sent back.
    #[error("all of deposit {0} was sent back")]
    AllReturned(DepositId),
    /// The order is paid in too many parts already: the next one must complete it.
    #[error("order {0} has too many parts")]
    TooManyParts(OrderId),
    /// What the proposal was computed from changed since.
    #[error("the proposal is not as it was")]
    ProposalMoved,
    /// A proposal of this kind is not treated so.
    #[error("this treatment does not fit the proposal")]
    TreatmentDoesNotFit,
    /// The order's amount must stay above what was received of it, in KRW.
    #[error("{received} KRW were received")]
    AmountNotAboveReceived { received: u64 },
    /// The deposit already paid an order.
    #[error("the deposit is already matched to order {0}")]
    DepositAlreadyMatched(OrderId),
    /// The deposit pays no order, so there is nothing to undo.
    #[error("deposit {0} is not matched")]
    DepositNotMatched(DepositId),
    /// The deposit is dismissed: restore it first.
    #[error("deposit {0} is dismissed: restore it first")]
    RestoreFirst(DepositId),
    /// The deposit is not dismissed, so there is nothing to restore.
    #[error("deposit {0} is not dismissed")]
    DepositNotDismissed(DepositId),
    /// No person can release what the deposit is held for.
    #[error("it cannot be released: {0:?}")]
    NeverReleased(HoldReasons),
    /// What the deposit is held for stays true after a release.
    #[error("a release would change nothing: {0:?}")]
    ReleaseChangesNothing(HoldReasons),
    /// A workspace approves no more senders than this.
    #[error("too many approved senders")]
    TooManySenders,
    /// A workspace has no more message formats than this.
    #[error("too many message formats")]
    TooManyFormats,
    /// The workspace has this very format.
    #[error("the format stands as {0}")]
    FormatExists(FormatId),
    /// This sender cannot be approved for a bank.
    #[error("this sender cannot be approved")]
    SenderNotApprovable,
    /// The message tells of no reversal, or the deposit is not one that it can mean.
    #[error("the message does not take back this deposit")]
    NotItsReversal(DepositId),
    /// The deposit changed since the person saw it.
    #[error("the deposit changed since version {0}")]
    DepositChanged(u64),
    /// Every deposit that may be the same money is dismissed: this one would be lost.
    #[error("no other deposit of this money stands")]
    NoOtherStands,
    /// Another call resolved the message: it became this deposit, or was put aside.
    #[error("the message is resolved")]
    MessageResolved(Option<DepositId>),
}

impl Refusal {
    /// The stable snake_case code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::OrderNumberTaken(_) => "order_number_taken",
            Self::OrderNumberFixed => "order_number_fixed",
            Self::OrderFieldFixed(_) => "field_fixed",
            Self::OrderOver(_) => "order_over",
            Self::ExpiresAtPast => "expires_at_past",
            Self::ReopenNeeded => "reopen_needed",
            Self::UnmatchFirst => "unmatch_first",
            Self::StatusByHand => "status_by_hand",
            Self::ReceivedOfCancelled => "received_of_cancelled",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderAlreadyMatched => "order_already_matched",
            Self::DifferenceUnstated { .. } => "match_difference_unstated",
            Self::NothingLeftFor(_) => "nothing_left_for",
            Self::DepositNotNeeded(_) => "deposit_not_needed",
            Self::NothingReceived(_) => "nothing_received",
            Self::NothingLeft(_) => "nothing_left",
            Self::DepositWaits(_) => "deposit_waits",
            Self::MoreThanRest { .. } => "more_than_rest",
            Self::KeptWithOrder(_) => "kept_with_order",
            Self::TooManyReturns(_) => "too_many_returns",
            Self::NothingReturned(_) => "nothing_returned",
            Self::AllReturned(_) => "all_returned",
            Self::TooManyParts(_) => "too_many",
            Self::ProposalMoved => "proposal_moved",
            Self::TreatmentDoesNotFit => "treatment_does_not_fit",
            Self::AmountNotAboveReceived { .. } => "amount_not_above_received",
            Self::DepositAlreadyMatched(_) => "deposit_already_matched",
            Self::DepositNotMatched(_) => "deposit_not_matched",
            Self::RestoreFirst(_) => "restore_first",
            Self::DepositNotDismissed(_) => "deposit_not_dismissed",
            Self::NeverReleased(_) => "never_released",
            Self::ReleaseChangesNothing(_) => "release_changes_nothing",
            Self::TooManySenders => "too_many_senders",
            Self::TooManyFormats => "too_many_formats",
            Self::FormatExists(_) => "format_exists",
            Self::SenderNotApprovable => "sender_not_approvable",
            Self::NotItsReversal(_) => "not_its_reversal",
            Self::DepositChanged(_) => "deposit_changed",
            Self::NoOtherStands => "no_other_stands",
            Self::MessageResolved(_) => "message_resolved",
        }
    }
}
