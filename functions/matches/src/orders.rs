//! POST /workspaces/{id}/matches

use std::collections::BTreeSet;
use std::marker::PhantomData;

use axum::extract::State;
use axum::http::StatusCode;
use domain::{Deposit, DepositId, OrderId, RestTreatment, allocation};
use pairing::{Match, Matched};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::schema::ArrayBuilder;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::DepositWriter;
use web::field::{Bad, Changed, Described, Field, Id, Required};
use web::form::Sent;
use web::{App, Problem, fields};

fields! {
    /// Which deposit pays which orders.
    pub struct MatchOrders {
        /// One deposit.
        deposit_ids: Required<Ids<DepositId, 1>>,
        /// At most five orders, each once. The deposit fills the oldest first; what is missing, the last one lacks.
        order_ids: Required<Ids<OrderId, 5>>,
        /// What becomes of the difference between the deposit and the orders' amounts. `NONE`, or absent: there must be
        /// none. `ACCEPT_SHORT`: what is missing is accepted. Of what is too much: `ACCEPT_OVER` keeps it with the last
        /// order, `CREDIT` keeps it for the customer, `REFUND_DUE` says that it is to be sent back.
        difference: Changed<words::Difference>,
    }
}

/// One to `MOST` ids, each once, as they were named.
pub struct Ids<T, const MOST: usize>(PhantomData<T>);

impl<T: TryFrom<u64> + Copy + Ord, const MOST: usize> Field for Ids<T, MOST> {
    type Value = Vec<T>;

    fn read(value: &Value) -> Result<Vec<T>, Bad> {
        let many =
            if MOST == 1 { "id 하나".to_owned() } else { format!("서로 다른 id 1개 이상 {MOST}개 이하") };
        let hint = || Bad::new("invalid", format!("{many}의 배열이어야 합니다."));
        let given = value.as_array().filter(|given| (1..=MOST).contains(&given.len())).ok_or_else(hint)?;
        let ids = given.iter().map(Id::<T>::read).collect::<Result<Vec<T>, Bad>>()?;
        let distinct: BTreeSet<T> = ids.iter().copied().collect();
        if distinct.len() == ids.len() { Ok(ids) } else { Err(hint()) }
    }

    fn schema() -> Described {
        ArrayBuilder::new().items(Id::<T>::schema()).min_items(Some(1)).max_items(Some(MOST)).unique_items(true).into()
    }
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub struct OrdersMatched {
    pub success: bool,
    #[schema(example = "매칭 완료: 입금 #33 ↔ 주문 #34, #35")]
    pub message: String,
    /// How much of the deposit pays how much of which order, oldest order first.
    pub allocations: Vec<AllocationView>,
    /// How much more the deposit is than the orders' amounts together, in whole KRW; below zero: so much is missing.
    #[schema(example = 0)]
    pub difference: i64,
    /// What becomes of what is too much.
    pub rest_treatment: Option<words::RestTreatment>,
}

/// A part of a deposit that pays an order.
#[derive(Serialize, ToSchema)]
pub struct AllocationView {
    pub deposit_id: u64,
    pub order_id: u64,
    /// Whole KRW.
    pub amount: u64,
}

impl OrdersMatched {
    fn of(matched: &Matched) -> Self {
        let (deposit, _) = matched;
        let orders: Vec<_> = deposit.orders().iter().map(|order| format!("#{order}")).collect();
        Self {
            success: true,
            message: format!("매칭 완료: 입금 #{} ↔ 주문 {}", deposit.id, orders.join(", ")),
            allocations: allocations(deposit),
            difference: allocation::difference_of(matched),
            rest_treatment: deposit.rest_treatment.map(<words::RestTreatment as From<RestTreatment>>::from),
        }
    }
}

/// What a deposit pays: of one that pays all of one order, just that.
fn allocations(deposit: &Deposit) -> Vec<AllocationView> {
    let view =
        |order: OrderId, amount: u64| AllocationView { deposit_id: deposit.id.get(), order_id: order.get(), amount };
    match deposit.allocations.as_slice() {
        [] => deposit.state.order().map(|order| view(order, deposit.details.amount.get())).into_iter().collect(),
        noted => noted.iter().map(|noted| view(noted.with, noted.amount.get())).collect(),
    }
}

/// Matches a deposit with the orders that it pays together, whatever their names: a transfer for several orders, or one
/// that is more or less than it should be.
///
/// Nothing is matched unless the amounts agree, or `difference` says what becomes of what does not. The same call
/// again, while it stands, is answered as the first.
#[utoipa::path(post, path = "/workspaces/{id}/matches", operation_id = "match_orders", tag = "matches", params(("id" = u64, Path)), request_body = MatchOrders,
    responses((status = 200, body = OrdersMatched), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn match_orders(
    State(app): State<App>,
    writer: DepositWriter,
    once: IdempotencyContext,
    body: Sent<MatchOrders>,
) -> Result<Answer<OrdersMatched>, Problem> {
    let MatchOrders { deposit_ids, order_ids, difference } = body.finish()?;
    let [deposit] = deposit_ids.as_slice() else { return Err(Problem::internal("the field takes one deposit")) };
    let said = difference.unwrap_or(domain::Difference::None);
    let answer = |matched: &Matched| once.answer(&app, StatusCode::OK, OrdersMatched::of(matched));
    let through = |matched: &Matched| keeping(&app, answer(matched));
    let seat = &writer.workspace;
    match app.pairing.match_orders(seat, *deposit, (&order_ids, said), writer.actor(), through).await? {
        Match::Made(matched) => answer(&matched),
        Match::Stood(matched) => Ok(answer(&matched)?.not_kept()),
    }
}
