//! GET /workspaces/{id}/policies/backtest

use axum::Json;
use axum::extract::State;
use domain::backtest::{Backtest, WouldHave};
use domain::policy::{LatePolicy, OverPolicy, Policies, PolicyKind, ShortPolicy};
use domain::{ClosedSet, Timestamp, Won};
use pairing::Tested;
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Reader;
use web::field::{Asked, Integer};
use web::page::Query;
use web::{App, Problem, fields};

use crate::proposals::{ProposedDeposit, ProposedOrder};

fields! {
    /// The policies that are tried. One of which nothing is said is tried as it is set, and not at all while it is off.
    pub struct TriedPolicies {
        /// Whole KRW; with `short_percent`
        short_up_to: Asked<Integer<1, { ShortPolicy::UP_TO_MAX }, Won>>,
        /// Of an order's amount; with `short_up_to`
        short_percent: Asked<Integer<1, { ShortPolicy::PERCENT_MAX as u64 }, u8>>,
        /// Whole KRW; with `over_treat`
        over_up_to: Asked<Won>,
        /// With `over_up_to`
        over_treat: Asked<words::RestTreatment>,
        late_within_hours: Asked<Integer<1, { LatePolicy::HOURS_MAX as u64 }, u16>>,
        combined: Asked<words::SumPolicy>,
        split: Asked<words::SumPolicy>,
    }
}

impl TriedPolicies {
    /// Of the two that belong together, one that is not said is as it is set.
    fn over(&self, set: Policies) -> Policies {
        let short_up_to = self.short_up_to.or(set.short.map(|short| short.up_to));
        let short_percent = self.short_percent.or(set.short.map(|short| short.percent));
        let over_up_to = self.over_up_to.or(set.over.map(|over| over.up_to));
        let over_treat = self.over_treat.or(set.over.map(|over| over.treat));
        let late = self.late_within_hours.map(|within_hours| LatePolicy { within_hours });
        Policies {
            short: short_up_to.zip(short_percent).map(|(up_to, percent)| ShortPolicy { up_to, percent }),
            over: over_up_to.zip(over_treat).map(|(up_to, treat)| OverPolicy { up_to, treat }),
            late: late.or(set.late),
            combined: self.combined.unwrap_or(set.combined),
            split: self.split.unwrap_or(set.split),
        }
    }
}

/// What the policies would have made of last month's decisions.
#[derive(Serialize, ToSchema)]
pub struct BacktestView {
    /// Decisions since then were looked at: thirty days ago, or later where the newest 10,000 orders and deposits
    /// reach less far back.
    pub since: String,
    /// How many decisions of people were looked at: matches by hand, accepted proposals, dismissals. One that several
    /// deposits or orders belong to counts once.
    #[schema(example = 42)]
    pub decisions: usize,
    /// There were more than 300: the newest were looked at.
    pub capped: bool,
    /// A row for each policy that was tried.
    pub policies: Vec<BacktestedPolicy>,
}

/// One policy, and what it would have made.
#[derive(Serialize, ToSchema)]
pub struct BacktestedPolicy {
    pub policy: words::PolicyKind,
    /// So many decisions it would have made as the person did.
    #[schema(example = 7)]
    pub same: usize,
    /// So many it would have made otherwise.
    #[schema(example = 0)]
    pub otherwise: usize,
    /// Those that it would have made otherwise first; the newest first.
    pub rows: Vec<BacktestedDecision>,
}

/// A decision, and what a policy would have made of it.
#[derive(Serialize, ToSchema)]
pub struct BacktestedDecision {
    pub is_same: bool,
    /// When the policy would have matched.
    #[schema(example = "2024-02-12T10:59:30+09:00")]
    pub at: String,
    /// What it would have matched.
    pub deposits: Vec<ProposedDeposit>,
    pub orders: Vec<ProposedOrder>,
    /// How much more the deposits were than what was open of the orders, in whole KRW; below zero: so much was missing.
    #[schema(example = -500)]
    pub difference: i64,
    /// When a person first decided.
    #[schema(example = "2024-02-12T14:02:00+09:00")]
    pub decided_at: String,
    /// The orders that these deposits pay today; none where they pay nothing.
    pub decided_orders: Vec<ProposedOrder>,
    /// What becomes today of what is left of them.
    pub decided_rest: Option<words::RestTreatment>,
    /// Why they pay nothing, where a person dismissed them.
    pub dismissed: Option<words::DismissReason>,
}

/// What policies would have made of the decisions of the last thirty days, had they been on.
///
/// Each deposit that a person decided is looked at when a policy would have looked at it, with what waited then. Only
/// what would have been matched before the person came is told. Nothing is matched by it.
#[utoipa::path(get, path = "/workspaces/{id}/policies/backtest", operation_id = "backtest_policies", tag = "matches",
    params(("id" = u64, Path), TriedPolicies),
    responses((status = 200, body = BacktestView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn backtest(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Json<BacktestView>, Problem> {
    let tried = query.asked::<TriedPolicies>()?;
    let policies = tried.over(reader.workspace.settings.policies);
    let alone = "short_up_to와 short_percent, over_up_to와 over_treat는 함께 보내 주세요.";
    if policies.short.is_none() && (tried.short_up_to.is_some() || tried.short_percent.is_some()) {
        query.refuse("short_percent", alone);
    }
    if policies.over.is_none() && (tried.over_up_to.is_some() || tried.over_treat.is_some()) {
        query.refuse("over_treat", alone);
    }
    query.finish()?;
    let tested = app.pairing.backtest(&reader.workspace, policies).await?;
    Ok(Json(BacktestView::of(&tested, &policies, app.now())))
}

impl BacktestView {
    fn of(tested: &Tested, policies: &Policies, now: Timestamp) -> Self {
        let Backtest { decisions, is_capped, found } = &tested.backtest;
        let tried = PolicyKind::all().filter(|policy| policies.is_on(*policy));
        let policies = tried.map(|policy| {
            let of_it: Vec<&WouldHave> = found.iter().filter(|one| one.policy() == policy).collect();
            let (same, otherwise): (Vec<_>, Vec<_>) = of_it.into_iter().partition(|one| one.is_same());
            let rows = otherwise.iter().chain(&same).map(|one| BacktestedDecision::of(one, tested, now));
            BacktestedPolicy {
                policy: policy.into(),
                same: same.len(),
                otherwise: otherwise.len(),
                rows: rows.collect(),
            }
        });
        Self { since: tested.since.rfc3339(), decisions: *decisions, capped: *is_capped, policies: policies.collect() }
    }
}

impl BacktestedDecision {
    fn of(one: &WouldHave, tested: &Tested, now: Timestamp) -> Self {
        let deposit = |id: &_| tested.deposits.iter().find(|row| row.id == *id).map(ProposedDeposit::of);
        let order = |id: &_| tested.orders.iter().find(|row| row.id == *id).map(|row| ProposedOrder::of(row, now));
        let (proposal, decision) = (&one.covered.proposal, &one.decision);
        Self {
            is_same: one.is_same(),
            at: one.at.rfc3339(),
            deposits: proposal.deposits.iter().filter_map(deposit).collect(),
            orders: proposal.orders.iter().filter_map(order).collect(),
            difference: proposal.difference,
            decided_at: decision.at.rfc3339(),
            decided_orders: decision.orders.iter().filter_map(order).collect(),
            decided_rest: decision.rest.map(Into::into),
            dismissed: decision.dismissed.map(Into::into),
        }
    }
}
