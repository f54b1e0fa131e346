//! Scenarios: what can happen to money, played in a test workspace. Which there are, how far one is, and what came of
//! it; what happens in each is data of the crate `scenario`.

use std::fmt;

use strum::{EnumIter, IntoStaticStr};

use crate::history::Actor;
use crate::{
    AccountId, ClosedSet, DepositStatus, HoldReason, OrderId, OrderStatus, PaymentState, PhoneId, PhoneStatus,
    ProposalKind, Timestamp, WorkspaceId,
};

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ScenarioName {
    /// A customer pays the order in time.
    Paid,
    /// Two transfers for one order.
    Split,
    /// One transfer for two orders.
    Combined,
    /// A little less than the order.
    Short,
    /// A little more than the order.
    Over,
    /// Money after the deadline.
    Late,
    /// Money before its order.
    Before,
    /// The phone forwards one message twice.
    Duplicate,
    /// Two messages of one sum and name, and nothing tells whether they are one transfer.
    Twin,
    /// The bank takes the money back.
    Reversal,
    /// Somebody else's number sends a bank's text.
    Spoof,
    /// The bank writes a word that the reader does not know.
    FormatDrift,
    /// The phone falls silent while an order waits.
    PhoneDark,
}

/// A scenario of a workspace: its name, and what its values are drawn from. Each is played once.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ScenarioId {
    pub name: ScenarioName,
    pub seed: u32,
}

impl ScenarioId {
    /// The id of a text form. `None` unless it is written as [`fmt::Display`] writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, seed) = text.rsplit_once('-')?;
        let id = Self { name: ScenarioName::parse(name)?, seed: seed.parse().ok()? };
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for ScenarioId {
    /// `split-7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.name.code(), self.seed)
    }
}

/// What is there when a scenario is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndState {
    /// In the order in which they were placed.
    pub orders: Vec<(OrderStatus, PaymentState)>,
    /// In the order in which they came.
    pub deposits: Vec<(DepositStatus, Vec<HoldReason>)>,
    /// Of the proposals of these deposits, in the order of the list.
    pub proposals: Vec<ProposalKind>,
    /// How many messages wait for a person.
    pub unread: usize,
    pub phone: PhoneStatus,
}

/// A scenario while it is played, and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Play {
    pub workspace: WorkspaceId,
    pub id: ScenarioId,
    /// Whose bank writes.
    pub account: AccountId,
    /// What the account had before the first message, in KRW.
    pub balance: i64,
    /// The time that its steps count from: before the start, where they need not be waited for.
    pub origin: Timestamp,
    pub started_at: Timestamp,
    pub by: Actor,
    /// The phone that its messages come over: its own, while it is played.
    pub phone: Option<PhoneId>,
    /// How many of its steps were played.
    pub played: usize,
    /// The orders that it placed.
    pub orders: Vec<OrderId>,
    /// How often it was looked whether all came out.
    pub looks: u32,
    /// What came out, once it is over.
    pub end: Option<PlayEnd>,
    /// Counts the writes of its item.
    pub version: u64,
}

/// What came of a scenario.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlayEnd {
    pub at: Timestamp,
    pub got: EndState,
}

/// Whether a scenario is over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum PlayStatus {
    Running,
    Done,
}

impl Play {
    /// The state without what came out.
    pub fn status(&self) -> PlayStatus {
        if self.end.is_some() { PlayStatus::Done } else { PlayStatus::Running }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_in_one_way() {
        for name in ScenarioName::all() {
            for seed in [0, 7, u32::MAX] {
                let id = ScenarioId { name, seed };
                assert_eq!(ScenarioId::parse(&id.to_string()), Some(id));
            }
        }
        for text in
            ["", "split", "split-", "split-07", "split--7", "split-4294967296", "Split-7", "dance-7", "split-7 "]
        {
            assert_eq!(ScenarioId::parse(text), None, "{text}");
        }
    }
}
