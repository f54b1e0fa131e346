//! The policies in the settings of a workspace: what a body changes, and how they are told.

use domain::Won;
use domain::policy::{LatePolicy, OverPolicy, Policies, ShortPolicy};
use serde::Serialize;
use utoipa::ToSchema;
use web::field::{Changed, GuardedNullable, Integer, Object, Required};
use web::fields;

fields! {
    /// Which policies change. One that is not mentioned stays; `null` switches it off.
    pub struct AmendPolicies {
        short: GuardedNullable<Object<AmendShort>>,
        over: GuardedNullable<Object<AmendOver>>,
        late: GuardedNullable<Object<AmendLate>>,
        combined: Changed<words::SumPolicy>,
        split: Changed<words::SumPolicy>,
    }
}

fields! {
    /// How much may be missing of an order.
    pub struct AmendShort {
        /// In whole KRW.
        up_to: Required<Integer<1, { ShortPolicy::UP_TO_MAX }, Won>> = 1000,
        /// Of the order's amount.
        percent: Required<Integer<1, { ShortPolicy::PERCENT_MAX as u64 }, u8>> = 5,
    }
}

fields! {
    /// How much more than an order asks for may come, and what becomes of it.
    pub struct AmendOver {
        /// In whole KRW.
        up_to: Required<Won> = 1000,
        treat: Required<words::RestTreatment>,
    }
}

fields! {
    /// How long after its deadline an order may be paid.
    pub struct AmendLate {
        within_hours: Required<Integer<1, { LatePolicy::HOURS_MAX as u64 }, u16>> = 72,
    }
}

impl AmendPolicies {
    /// The policies after the change.
    pub fn apply(&self, before: Policies) -> Policies {
        let short = |short: &AmendShort| ShortPolicy { up_to: short.up_to, percent: short.percent };
        let over = |over: &AmendOver| OverPolicy { up_to: over.up_to, treat: over.treat };
        let late = |late: &AmendLate| LatePolicy { within_hours: late.within_hours };
        Policies {
            short: self.short.as_ref().map_or(before.short, |change| change.as_ref().map(short)),
            over: self.over.as_ref().map_or(before.over, |change| change.as_ref().map(over)),
            late: self.late.as_ref().map_or(before.late, |change| change.as_ref().map(late)),
            combined: self.combined.unwrap_or(before.combined),
            split: self.split.unwrap_or(before.split),
        }
    }
}

/// What is matched by itself beyond the exact pair, half a minute after a deposit was recorded or released or an order
/// placed: only where the name is the order's, and nothing else can be meant.
#[derive(Serialize, ToSchema)]
pub struct PoliciesView {
    /// A deposit that is a little less than its order: what is missing is accepted. `null`: off.
    pub short: Option<ShortPolicyView>,
    /// A deposit that is a little more than its order. `null`: off.
    pub over: Option<OverPolicyView>,
    /// A deposit that came after its order's deadline: the EXPIRED order is MATCHED. `null`: off.
    pub late: Option<LatePolicyView>,
    /// Several orders that one deposit pays. `AUTO`: orders of one customer's phone or e-mail, placed within 72 hours
    /// of one another. `PROPOSE`: off.
    #[schema(example = "PROPOSE")]
    pub combined: words::SumPolicy,
    /// Several deposits that pay one order. `AUTO`: made within 72 hours of one another. `PROPOSE`: off.
    #[schema(example = "PROPOSE")]
    pub split: words::SumPolicy,
}

/// How much may be missing of an order.
#[derive(Serialize, ToSchema)]
pub struct ShortPolicyView {
    /// At most 5,000 KRW.
    #[schema(example = 1000)]
    pub up_to: u64,
    /// At most 10.
    #[schema(example = 5)]
    pub percent: u8,
}

/// How much more than an order asks for may come, and what becomes of it.
#[derive(Serialize, ToSchema)]
pub struct OverPolicyView {
    /// In whole KRW.
    #[schema(example = 1000)]
    pub up_to: u64,
    #[schema(example = "CREDIT")]
    pub treat: words::RestTreatment,
}

/// How long after its deadline an order may be paid.
#[derive(Serialize, ToSchema)]
pub struct LatePolicyView {
    /// At most 720.
    #[schema(example = 72)]
    pub within_hours: u16,
}

impl PoliciesView {
    pub fn of(policies: &Policies) -> Self {
        let short = |short: ShortPolicy| ShortPolicyView { up_to: short.up_to.get(), percent: short.percent };
        let over = |over: OverPolicy| OverPolicyView { up_to: over.up_to.get(), treat: over.treat.into() };
        let late = |late: LatePolicy| LatePolicyView { within_hours: late.within_hours };
        Self {
            short: policies.short.map(short),
            over: policies.over.map(over),
            late: policies.late.map(late),
            combined: policies.combined.into(),
            split: policies.split.into(),
        }
    }
}
