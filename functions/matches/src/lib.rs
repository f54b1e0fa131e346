//! Matches by hand, and their undoing. Texts as in the guide.

mod orders;

use axum::extract::State;
use axum::http::StatusCode;
use domain::{DepositId, OrderId, OrderStatus, allocation};
use pairing::Matched;
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
    OpenApiRouter::new().routes(routes!(orders::match_orders)).routes(routes!(manual)).routes(routes!(unmatch))
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
    /// How much more than the order's amount was received, in whole KRW; below zero: so much is missing. Only 0 is paid
    /// in full.
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
        let difference = allocation::difference_of(matched);
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
}

/// Undoes a deposit's match: its orders wait again, the deposit is held for a person.
#[utoipa::path(post, path = "/workspaces/{id}/matches/{deposit_id}/unmatch", operation_id = "unmatch", tag = "matches", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = UnmatchResult), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn unmatch(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
    once: IdempotencyContext,
) -> Result<Answer<UnmatchResult>, Problem> {
    let deposit = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let answer = |orders: &[OrderId]| {
        let first = orders.first().copied().ok_or_else(|| Problem::internal("a match without an order"))?;
        let message = format!("매칭 해제 완료: 입금 #{deposit} (주문 #{first} → PENDING)");
        let orders = orders.iter().map(|order| OrderNow { id: order.get(), status: OrderStatus::Pending.into() });
        let unmatched = MatchResult::of(deposit, first, message);
        once.answer(&app, StatusCode::OK, UnmatchResult { unmatched, orders: orders.collect() })
    };
    let through = |orders: &[OrderId]| keeping(&app, answer(orders));
    let orders = app.pairing.unmatch(&writer.workspace, deposit, writer.actor(), through).await?;
    answer(&orders)
}
