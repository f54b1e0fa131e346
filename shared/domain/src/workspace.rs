//! A workspace: one shop, its people, accounts and orders, and how it wants deposits paired.

use crate::sender::{self, ApprovedSender, SenderPolicy};
use crate::time::{HOUR_MS, MINUTE_MS};
use crate::{BankCode, ChangedField, ClosedSet, Policies, Refusal, SenderId, Timestamp, UserId, Won, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// How many workspaces a person may own.
pub const WORKSPACES_MAX: usize = 50;

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
    /// How many browsers of its members are told; the same.
    pub subscriptions: u8,
    /// Until when somebody looks at its page.
    pub watched_until: Option<Timestamp>,
    /// The senders that its owner approved, oldest first, at most [`sender::APPROVED_MAX`].
    pub senders: Vec<ApprovedSender>,
    pub created_at: Timestamp,
    /// Counts the writes of this workspace's item.
    pub version: u64,
}

/// Who hears of what is committed in a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Audience {
    /// Endpoints and browsers are told of events.
    pub notifies: bool,
    /// Until when open pages ask whether anything changed.
    pub watched_until: Option<Timestamp>,
}

impl Audience {
    /// The same, but nobody is told of an event unless there is one.
    pub fn told_if(self, is_event: bool) -> Self {
        Self { notifies: self.notifies && is_event, ..self }
    }

    /// Whether an open page may ask.
    pub fn watches(self, now: Timestamp) -> bool {
        self.watched_until.is_some_and(|until| now <= until)
    }
}

impl Workspace {
    /// How long a page that asked once may ask again without a further write, in milliseconds.
    pub const WATCHED_FOR_MS: i64 = 5 * MINUTE_MS;

    /// Who hears of what is committed in it.
    pub fn audience(&self) -> Audience {
        Audience { notifies: self.endpoints > 0 || self.subscriptions > 0, watched_until: self.watched_until }
    }

    /// Until when it is watched once a page has asked now; `None`: what stands lasts long enough.
    pub fn watched(&self, now: Timestamp) -> Option<Timestamp> {
        let soon_over = now.plus_ms(Self::WATCHED_FOR_MS / 2);
        self.watched_until.is_none_or(|until| until < soon_over).then(|| now.plus_ms(Self::WATCHED_FOR_MS))
    }

    /// The approval of a sender for a bank, if it stands.
    pub fn approval(&self, bank_code: &BankCode, sender: &str) -> Option<&ApprovedSender> {
        self.senders.iter().find(|approved| approved.bank_code == *bank_code && approved.sender == sender)
    }

    /// The workspace with one more approved sender.
    pub fn approve(&self, approved: ApprovedSender) -> Result<Self, Refusal> {
        if self.senders.len() >= sender::APPROVED_MAX {
            return Err(Refusal::TooManySenders);
        }
        let mut after = Self { version: self.version + 1, ..self.clone() };
        after.senders.push(approved);
        Ok(after)
    }

    /// What of its name, its settings and its state another version of it has otherwise.
    pub fn changes(&self, after: &Self) -> Vec<ChangedField> {
        let (old, new) = (self.settings, after.settings);
        let told = [
            ChangedField::untold("name", self.name != after.name),
            ChangedField::told("is_active", Some(self.is_active), Some(after.is_active)),
            ChangedField::told("tie_policy", Some(old.tie_policy.code()), Some(new.tie_policy.code())),
            ChangedField::told("match_window_days", Some(old.match_window_days), Some(new.match_window_days)),
            ChangedField::told("early_deposit_hours", Some(old.early_deposit_hours), Some(new.early_deposit_hours)),
            ChangedField::told("senders", Some(<&str>::from(old.senders)), Some(<&str>::from(new.senders))),
            ChangedField::told("intake", Some(old.intake.code()), Some(new.intake.code())),
            ChangedField::told(
                "auto_match_limit",
                old.auto_match_limit.map(Won::get),
                new.auto_match_limit.map(Won::get),
            ),
            ChangedField::told("retention_days", old.retention_days, new.retention_days),
            ChangedField::told("strict_names", Some(old.strict_names), Some(new.strict_names)),
            ChangedField::told("account_lock_hours", Some(old.account_lock_hours), Some(new.account_lock_hours)),
        ];
        let policies = old.policies.told().into_iter().zip(new.policies.told());
        let policies = policies.map(|((name, old), (_, new))| ChangedField::told(name, old, new));
        told.into_iter().chain(policies).flatten().collect()
    }

    /// The workspace without an approved sender; `None` when there is no such one.
    pub fn disapprove(&self, id: SenderId) -> Option<Self> {
        self.senders.iter().any(|approved| approved.id == id).then(|| {
            let mut after = Self { version: self.version + 1, ..self.clone() };
            after.senders.retain(|approved| approved.id != id);
            after
        })
    }
}

/// How a workspace wants its messages taken and its deposits paired.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Settings {
    pub tie_policy: TiePolicy,
    /// How many days after an order without a deadline began to wait its deposit may be made: 1–365. A deposit that was
    /// made longer ago than this pays nothing by itself.
    pub match_window_days: u16,
    /// How many hours before its order a deposit may be made: 0–720.
    pub early_deposit_hours: u16,
    /// Which senders of a phone's texts pay by themselves.
    pub senders: SenderPolicy,
    pub intake: Intake,
    /// A deposit above this that came over the open URL is held. `None`: no limit.
    pub auto_match_limit: Option<Won>,
    /// How many days raw messages and the fields of customers stay: 30–3650. `None`: for good.
    pub retention_days: Option<u16>,
    /// An order whose name can never match is refused, instead of taken with a warning.
    pub strict_names: bool,
    /// For how many hours after it was added an account's money is held: 0–720. 0: not at all.
    pub account_lock_hours: u16,
    /// What is matched by itself beyond the rules of the choice.
    pub policies: Policies,
}

impl Settings {
    /// The longest match window, in days.
    pub const WINDOW_MAX_DAYS: u16 = 365;
    /// The most hours before its order.
    pub const EARLY_MAX_HOURS: u16 = 720;
    /// The shortest and the longest retention, in days.
    pub const RETENTION_DAYS: std::ops::RangeInclusive<u16> = 30..=3650;
    /// How many days raw messages and the fields of customers stay in a new workspace, unless its owner says otherwise:
    /// a year of returns and books, and a month.
    pub const RETENTION_DEFAULT_DAYS: u16 = 400;
    /// The most hours for which a new account's money is held.
    pub const ACCOUNT_LOCK_MAX_HOURS: u16 = 720;

    /// Whether money of an account that was added then is held at this moment.
    pub fn locks(&self, added: Timestamp, now: Timestamp) -> bool {
        now < added.plus_ms(i64::from(self.account_lock_hours) * HOUR_MS)
    }
}

/// Those of a new workspace.
impl Default for Settings {
    fn default() -> Self {
        Self {
            tie_policy: TiePolicy::Hold,
            match_window_days: 30,
            early_deposit_hours: 72,
            senders: SenderPolicy::Known,
            intake: Intake::Open,
            auto_match_limit: None,
            retention_days: Some(Self::RETENTION_DEFAULT_DAYS),
            strict_names: false,
            account_lock_hours: 0,
            policies: Policies::default(),
        }
    }
}

/// What happens when several orders of one payer and one amount wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum TiePolicy {
    /// The deposit waits for a person.
    Hold,
    /// The order placed first is paid first.
    Oldest,
    /// As many deposits as orders wait: the earliest pays the oldest. Nothing is paid while their numbers differ.
    AsMany,
}

/// Over which URLs messages may pay into a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum Intake {
    /// The public webhook too, where anybody may post.
    Open,
    /// Only the URLs of its phones.
    Keyed,
}
