//! Policies: what a workspace lets be matched by itself beyond the rules of the choice. Each is off until the owner
//! switches it on. Which deposit a policy covers, [`crate::proposal::Pool::covered`] says.

use strum::{EnumIter, IntoStaticStr};

use crate::time::{DAY_MS, HOUR_MS};
use crate::{ClosedSet, Difference, ProposalKind, RestTreatment, Won};

/// What a policy matches.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PolicyKind {
    /// A deposit that is a little less than its order.
    Short,
    /// A deposit that is a little more than its order.
    Over,
    /// A deposit that came after its order's deadline.
    Late,
    /// A deposit that pays several orders of one customer.
    Combined,
    /// Several deposits that pay one order.
    Split,
}

impl PolicyKind {
    /// As the rule of a match: `policy:short`.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Short => "policy:short",
            Self::Over => "policy:over",
            Self::Late => "policy:late",
            Self::Combined => "policy:combined",
            Self::Split => "policy:split",
        }
    }

    /// The kind of policy that may match such a proposal.
    pub fn of(proposal: ProposalKind) -> Option<Self> {
        match proposal {
            ProposalKind::Short => Some(Self::Short),
            ProposalKind::Over => Some(Self::Over),
            ProposalKind::Late => Some(Self::Late),
            ProposalKind::Combined => Some(Self::Combined),
            ProposalKind::Split => Some(Self::Split),
            ProposalKind::Twin | ProposalKind::SameAmount | ProposalKind::EqualOrders => None,
            ProposalKind::PaysTheDifference | ProposalKind::Cancelled | ProposalKind::Instalment => None,
        }
    }
}

/// How much may be missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShortPolicy {
    /// At most [`ShortPolicy::UP_TO_MAX`].
    pub up_to: Won,
    /// Of the order's amount: 1 to [`ShortPolicy::PERCENT_MAX`].
    pub percent: u8,
}

impl ShortPolicy {
    /// The most KRW that may be missing.
    pub const UP_TO_MAX: u64 = 5_000;
    /// The most percent of an order that may be missing.
    pub const PERCENT_MAX: u8 = 10;

    /// Whether so much of an order may be missing.
    pub fn allows(self, missing: u64, amount: Won) -> bool {
        missing <= self.up_to.get() && missing.saturating_mul(100) <= amount.get().saturating_mul(self.percent.into())
    }
}

/// How much may be too much, and what becomes of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OverPolicy {
    pub up_to: Won,
    pub treat: RestTreatment,
}

impl OverPolicy {
    /// What a person would say who matches so.
    pub fn difference(self) -> Difference {
        match self.treat {
            RestTreatment::AcceptOver => Difference::AcceptOver,
            RestTreatment::Credit => Difference::Credit,
            RestTreatment::RefundDue => Difference::RefundDue,
        }
    }
}

/// How long after its deadline an order may be paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LatePolicy {
    /// 1 to [`LatePolicy::HOURS_MAX`].
    pub within_hours: u16,
}

impl LatePolicy {
    /// The most hours after a deadline.
    pub const HOURS_MAX: u16 = 720;
    /// How far back the orders that ended must be known, in milliseconds: as far as a policy reaches, and a day.
    pub const REACH_MS: i64 = Self::HOURS_MAX as i64 * HOUR_MS + DAY_MS;
}

/// What becomes of a sum that explains a deposit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum SumPolicy {
    /// It is proposed to a person.
    #[default]
    Propose,
    /// It is matched.
    Auto,
}

/// The policies of a workspace.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Policies {
    pub short: Option<ShortPolicy>,
    pub over: Option<OverPolicy>,
    pub late: Option<LatePolicy>,
    pub combined: SumPolicy,
    pub split: SumPolicy,
}

impl Policies {
    /// Whether one of them is on.
    pub fn are_on(&self) -> bool {
        *self != Self::default()
    }

    /// Whether this one is on.
    pub fn is_on(&self, policy: PolicyKind) -> bool {
        match policy {
            PolicyKind::Short => self.short.is_some(),
            PolicyKind::Over => self.over.is_some(),
            PolicyKind::Late => self.late.is_some(),
            PolicyKind::Combined => self.combined == SumPolicy::Auto,
            PolicyKind::Split => self.split == SumPolicy::Auto,
        }
    }

    /// Each under its name in the audit log, with its value: `None` while it is off.
    pub fn told(&self) -> [(&'static str, Option<String>); 5] {
        let short = self.short.map(|short| format!("{},{}%", short.up_to.get(), short.percent));
        let over = self.over.map(|over| format!("{},{}", over.up_to.get(), over.treat.code()));
        let late = self.late.map(|late| late.within_hours.to_string());
        [
            ("policies.short", short),
            ("policies.over", over),
            ("policies.late", late),
            ("policies.combined", Some(self.combined.code().to_owned())),
            ("policies.split", Some(self.split.code().to_owned())),
        ]
    }
}
