//! How a deposit and an order became a pair.

use strum::{EnumIter, IntoStaticStr};

use super::MatchReason;
use crate::{Actor, ClosedSet, PolicyKind};

/// The rule by which a deposit was paired.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// One order of this amount bears exactly this name.
    Same,
    /// One order of this amount bears this name and has the code that is printed behind it; no other bears name and
    /// digits.
    Coded,
    /// No order bears exactly this name, and one begins with the name that the bank cut.
    Cut,
    /// Several orders of one payer: the oldest, since the workspace asks for it. By the same name.
    OldestSame,
    /// Several orders of one payer: the oldest, since the workspace asks for it. By a cut name.
    OldestCut,
    /// Several orders of one payer, and as many deposits of the same name: the oldest is paid by the earliest, since
    /// the workspace asks for it.
    AsMany,
}

impl Rule {
    /// Why this rule fired, as stable codes.
    pub fn reasons(self) -> &'static [MatchReason] {
        match self {
            Self::Same => &[MatchReason::AmountEqual, MatchReason::NameSame],
            Self::Coded => &[MatchReason::AmountEqual, MatchReason::NameCoded],
            Self::Cut => &[MatchReason::AmountEqual, MatchReason::NameCut],
            Self::OldestSame => &[MatchReason::AmountEqual, MatchReason::NameSame, MatchReason::OldestOfSeveral],
            Self::OldestCut => &[MatchReason::AmountEqual, MatchReason::NameCut, MatchReason::OldestOfSeveral],
            Self::AsMany => &[MatchReason::AmountEqual, MatchReason::NameSame, MatchReason::AsManyDeposits],
        }
    }
}

/// How a deposit and an order became a pair: by a rule, by a policy, or by hand (`by_hand`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MatchRule {
    Rule(Rule),
    Policy(PolicyKind),
    ByHand,
}

impl ClosedSet for MatchRule {
    fn all() -> impl Iterator<Item = Self> {
        Rule::all().map(Self::Rule).chain(PolicyKind::all().map(Self::Policy)).chain([Self::ByHand])
    }

    fn code(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.code(),
            Self::Policy(policy) => policy.rule(),
            Self::ByHand => "by_hand",
        }
    }
}

impl MatchRule {
    /// Of a match that this actor made, by this rule if it was one.
    pub fn of(rule: Option<Rule>, by: &Actor) -> Self {
        match (rule, by) {
            (Some(rule), _) => Self::Rule(rule),
            (None, Actor::Policy(policy)) => Self::Policy(*policy),
            (None, Actor::User(_) | Actor::Token(..) | Actor::Auto | Actor::Sweeper | Actor::Operator) => Self::ByHand,
        }
    }

    /// Why the rule fired; nothing of a match by a policy or by hand.
    pub fn reasons(self) -> &'static [MatchReason] {
        match self {
            Self::Rule(rule) => rule.reasons(),
            Self::Policy(_) | Self::ByHand => &[],
        }
    }
}
