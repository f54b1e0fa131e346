//! A workspace: one shop, its people, accounts and orders, and how it wants deposits paired.

use crate::{Timestamp, UserId, Won, WorkspaceId};

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
    /// How many endpoints it has: none means that nobody is told of anything, and that nothing is done for it.
    pub endpoints: u8,
    pub created_at: Timestamp,
    /// Counts the writes of this workspace's item.
    pub version: u64,
}

impl Workspace {
    /// Whether anybody is told of what happens in it.
    pub fn notifies(&self) -> bool {
        self.endpoints > 0
    }
}

/// How a workspace wants its messages taken and its deposits paired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    pub tie_policy: TiePolicy,
    /// How far apart, in days, an order and a deposit may have been recorded: 1–365.
    pub match_window_days: u16,
    pub intake: Intake,
    /// A deposit above this that came over the open URL is held. `None`: no limit.
    pub auto_match_limit: Option<Won>,
    /// How many days raw messages and the fields of customers stay: 30–3650. `None`: for good.
    pub retention_days: Option<u16>,
    /// An order whose name can never match is refused, instead of taken with a warning.
    pub strict_names: bool,
}

impl Settings {
    /// The longest match window, in days.
    pub const WINDOW_MAX_DAYS: u16 = 365;
    /// The shortest and the longest retention, in days.
    pub const RETENTION_DAYS: std::ops::RangeInclusive<u16> = 30..=3650;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tie_policy: TiePolicy::Hold,
            match_window_days: 30,
            intake: Intake::Open,
            auto_match_limit: None,
            retention_days: None,
            strict_names: false,
        }
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

/// Over which URLs messages may pay into a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Intake {
    /// The public webhook too, where anybody may post.
    Open,
    /// Only the URLs of its phones.
    Keyed,
}

impl Intake {
    /// The machine word: `OPEN` or `KEYED`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "OPEN",
            Self::Keyed => "KEYED",
        }
    }

    /// The intake of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Open, Self::Keyed].into_iter().find(|intake| intake.code() == code)
    }
}
