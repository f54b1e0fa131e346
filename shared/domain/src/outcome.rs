//! What became of a message: what the webhook answers and a receipt keeps.

use bank_sms::Why;

use crate::{DepositId, DepositorName, DismissReason, HoldReasons, OrderId, Won, WorkspaceId};

/// Up to how many candidate orders are counted; more read as "this many or more".
pub const CANDIDATES_COUNTED: usize = 100;

/// What became of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It told of a deposit.
    Deposit(Received),
    /// It is a bank's, and tells of no deposit: left alone.
    Ignored(Why),
    /// It cannot be read with certainty: kept for a person.
    Quarantined(Why),
    /// No registered account fits: kept as unclaimed.
    AccountNotFound,
    /// It came over a phone's URL and no account of the workspace fits: kept in its inbox.
    Unplaced,
    /// The bank took this deposit back; the order that it had paid waits again.
    Reversed { workspace: WorkspaceId, deposit: DepositId, order: Option<OrderId> },
    /// The bank took a deposit back, and a person must say which: kept in the inbox.
    ReversalUnclear,
}

impl Outcome {
    /// Why it made no deposit, by what the reader says of it.
    pub fn why(&self) -> Option<Why> {
        match self {
            Self::Ignored(why) | Self::Quarantined(why) => Some(*why),
            Self::Deposit(_)
            | Self::AccountNotFound
            | Self::Unplaced
            | Self::Reversed { .. }
            | Self::ReversalUnclear => None,
        }
    }

    /// Whether a message about a transfer could not be read. `None`: it is about something else, such as a card or an
    /// advertisement, and shows nothing of how its bank writes of transfers.
    pub fn is_unread(&self) -> Option<bool> {
        match self {
            Self::Quarantined(_) => Some(true),
            Self::Deposit(_) | Self::AccountNotFound | Self::Unplaced => Some(false),
            Self::Reversed { .. } | Self::ReversalUnclear => Some(false),
            Self::Ignored(why) => matches!(why, Why::Withdrawal | Why::Reversal).then_some(false),
        }
    }
}

/// What became of a deposit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    pub workspace: WorkspaceId,
    pub deposit: DepositId,
    pub amount: Won,
    pub depositor_name: Option<DepositorName>,
    pub status: DepositStatusNow,
    /// The same message had come before: this tells of the deposit that it made then, as it is now.
    pub duplicate: bool,
}

/// How a deposit stands after its look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DepositStatusNow {
    /// It paid this order.
    Matched(OrderId),
    /// It waits; so many waiting orders have its amount, [`CANDIDATES_COUNTED`] at most.
    Waiting { candidates: usize },
    /// A person must decide.
    Held(HoldReasons),
    /// A person said that it pays nothing.
    Dismissed(DismissReason),
}
