//! A workspace: one shop, its people, accounts and orders, and how it wants deposits paired.

use crate::{Timestamp, UserId, WorkspaceId};

/// One shop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Workspace {
    pub id: WorkspaceId,
    /// 1–60 characters.
    pub name: String,
    pub owner: UserId,
    /// A deactivated workspace takes no writes and no messages.
    pub is_active: bool,
    pub settings: Settings,
    pub created_at: Timestamp,
    /// Counts the writes of this workspace's item.
    pub version: u64,
}

/// How a workspace wants its deposits paired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    pub tie_policy: TiePolicy,
    /// How far apart, in days, an order and a deposit may have been recorded: 1–365.
    pub match_window_days: u16,
}

impl Settings {
    /// The longest match window, in days.
    pub const WINDOW_MAX_DAYS: u16 = 365;
}

impl Default for Settings {
    fn default() -> Self {
        Self { tie_policy: TiePolicy::Hold, match_window_days: 30 }
    }
}

/// What happens when several orders of one payer and one amount wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TiePolicy {
    /// The deposit waits for a person.
    Hold,
    /// The order placed first is paid first.
    Oldest,
}

impl TiePolicy {
    /// The machine word: `HOLD` or `OLDEST`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hold => "HOLD",
            Self::Oldest => "OLDEST",
        }
    }

    /// The policy of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Hold, Self::Oldest].into_iter().find(|policy| policy.code() == code)
    }
}
