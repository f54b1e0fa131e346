//! Matches by hand, and their undoing; what may be matched. Texts as in the guide.

mod backtest;
mod orders;
mod proposals;

use axum::extract::State;
use axum::http::StatusCode;
use domain::{ClosedSet, DepositId, Matched, Order, OrderId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::{DepositWriter, Named};
use web::field::{Id, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(orders::match_orders))
        .routes(routes!(manual))
        .routes(routes!(unmatch))
        .merge(proposals::router())
        .routes(routes!(backtest::backtest))
}

fields! {
    /// Which deposit pays which order.
    pub struct ManualMatch {
        deposit_id: Required<Id<DepositId>> = 120,
        order_id: Required<Id<OrderId>> = 55,
    }
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub struct MatchResult {
    pub success: bool,
    #[schema(example = "매칭 완료: 입금 #120 ↔ 주문 #55")]
    pub message: String,
    pub deposit_id: u64,
    pub order_id: u64,
}

impl MatchResult {
    fn of(deposit: DepositId, order: OrderId, message: String) -> Self {
        Self { success: true, message, deposit_id: deposit.get(), order_id: order.get() }
    }
}

/// A match by hand, and what it received.
#[derive(Serialize, ToSchema)]
pub struct ManualMatchResult {
    #[serde(flatten)]
    pub matched: MatchResult,
    /// How much more than what was open of the order was received, in whole KRW; below zero: so much is missing. Only 0
    /// is paid in full.
    #[schema(example = 0)]
    pub difference: i64,
}

/// Matches a deposit with an order by force, whatever their amounts and names.
///
/// What is missing or too much is accepted with it, and told by `difference`: here, on the order, in its history and in
/// `order.matched`.
#[utoipa::path(post, path = "/workspaces/{id}/matches/manual", operation_id = "match_by_hand", tag = "matches", params(("id" = u64, Path)), request_body = ManualMatch,
    responses((status = 200, body = ManualMatchResult), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn manual(
    State(app): State<App>,
    writer: DepositWriter,
    once: IdempotencyContext,
    body: Sent<ManualMatch>,
) -> Result<Answer<ManualMatchResult>, Problem> {
    let ManualMatch { deposit_id: deposit, order_id: order } = body.finish()?;
    let answer = |matched: &Matched| {
        let difference = matched.difference();
        let message = format!("매칭 완료: 입금 #{deposit} ↔ 주문 #{order}");
        let matched = MatchResult::of(deposit, order, message);
        once.answer(&app, StatusCode::OK, ManualMatchResult { matched, difference })
    };
    let through = |matched: &Matched| keeping(&app, answer(matched));
    let matched = app.pairing.match_by_hand(&writer.workspace, deposit, order, writer.actor(), through).await?;
    answer(&matched)
}

/// The undoing of a match.
#[derive(Serialize, ToSchema)]
pub struct UnmatchResult {
    #[serde(flatten)]
    pub unmatched: MatchResult,
    /// All orders that the deposit had paid; `order_id` is the first.
    pub orders: Vec<OrderNow>,
}

/// An order, and how it stands.
#[derive(Serialize, ToSchema)]
pub struct OrderNow {
    pub id: u64,
    #[schema(example = "PENDING")]
    pub status: words::OrderStatus,
    /// What is missing of its amount, in whole KRW.
    #[schema(example = 14510)]
    pub amount_open: u64,
}

impl OrderNow {
    fn of(order: &Order, now: Timestamp) -> Self {
        Self { id: order.id.get(), status: order.status(now).into(), amount_open: order.open() }
    }
}

/// Undoes a deposit's match: the deposit is held for a person, and its orders wait again.
///
/// What other deposits paid of them stays; an order that was not MATCHED only loses the part.
#[utoipa::path(post, path = "/workspaces/{id}/matches/{deposit_id}/unmatch", operation_id = "unmatch", tag = "matches", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = UnmatchResult), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn unmatch(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
) -> Result<Answer<UnmatchResult>, Problem> {
    let deposit = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let answer = |orders: &[Order]| {
        let first = orders.first().ok_or_else(|| Problem::internal("a match without an order"))?;
        let (id, status) = (first.id, first.status(app.now()).code());
        let message = format!("매칭 해제 완료: 입금 #{deposit} (주문 #{id} → {status})");
        let orders = orders.iter().map(|order| OrderNow::of(order, app.now())).collect();
        let unmatched = MatchResult::of(deposit, id, message);
        once.answer(&app, StatusCode::OK, UnmatchResult { unmatched, orders })
    };
    let through = |orders: &[Order]| keeping(&app, answer(orders));
    let orders = app.pairing.unmatch(&writer.workspace, deposit, writer.actor(), through).await?;
    answer(&orders)
}
