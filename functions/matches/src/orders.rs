//! POST /workspaces/{id}/matches

use std::collections::BTreeSet;
use std::marker::PhantomData;

use axum::extract::State;
use axum::http::StatusCode;
use domain::matching::MATCH_MAX;
use domain::{Deposit, DepositId, FieldFault, Matched, Order, OrderId, Timestamp};
use pairing::{Asked, Match};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::schema::ArrayBuilder;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::DepositWriter;
use web::field::{Bad, Changed, Described, Field, Id, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::OrderNow;

fields! {
    /// Which deposits pay which orders.
    pub struct MatchOrders {
        /// At most five deposits, each once. The earliest money is used first; what is too much is left of the last.
        /// Empty, with `ACCEPT_SHORT`: what is missing of orders that are paid in part is accepted.
        deposit_ids: Required<Ids<DepositId, { MATCH_MAX }>>,
        /// At most five orders, each once. The oldest is filled first; what is missing, the last one lacks. Empty: the
        /// deposits are matched already, and something else becomes of what is left of them.
        order_ids: Required<Ids<OrderId, { MATCH_MAX }>>,
        /// What becomes of the difference between the deposits and what is open of the orders. `NONE`, or absent: there
        /// must be none. `KEEP_OPEN`: what is missing is still to come, and the last order waits for it.
        /// `ACCEPT_SHORT`: what is missing is accepted. Of what is too much: `ACCEPT_OVER` keeps it with the last
        /// order, `CREDIT` keeps it for the customer, `REFUND_DUE` says that it is to be sent back.
        difference: Changed<words::Difference>,
    }
}

/// At most `MOST` ids, each once, as they were named.
pub struct Ids<T, const MOST: usize>(PhantomData<T>);

impl<T: TryFrom<u64> + Copy + Ord, const MOST: usize> Field for Ids<T, MOST> {
    type Value = Vec<T>;

    fn read(value: &Value) -> Result<Vec<T>, Bad> {
        let hint = || Bad::new(FieldFault::Invalid, format!("서로 다른 id {MOST}개 이하의 배열이어야 합니다."));
        let given = value.as_array().filter(|given| given.len() <= MOST).ok_or_else(hint)?;
        let ids = given.iter().map(Id::<T>::read).collect::<Result<Vec<T>, Bad>>()?;
        let distinct: BTreeSet<T> = ids.iter().copied().collect();
        if distinct.len() == ids.len() { Ok(ids) } else { Err(hint()) }
    }

    fn schema() -> Described {
        ArrayBuilder::new().items(Id::<T>::schema()).max_items(Some(MOST)).unique_items(true).into()
    }
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub struct OrdersMatched {
    pub success: bool,
    #[schema(example = "매칭 완료: 입금 #33 ↔ 주문 #34, #35")]
    pub message: String,
    /// How much of which deposit pays how much of which order, earliest deposit first.
    pub allocations: Vec<AllocationView>,
    /// The orders as they are then, oldest first: one that was kept open is not MATCHED.
    pub orders: Vec<OrderNow>,
    /// How much more the deposits are than what was open of the orders, in whole KRW; below zero: so much is missing.
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
    /// `names_orders`: the call named orders, and not only deposits.
    fn of(matched: &Matched, names_orders: bool, now: Timestamp) -> Self {
        let Matched { deposits, orders } = matched;
        let (mut deposits, mut orders): (Vec<&Deposit>, Vec<&Order>) =
            (deposits.iter().collect(), orders.iter().collect());
        deposits.sort_by_key(|deposit| (deposit.details.deposited_at, deposit.id));
        orders.sort_by_key(|order| (order.created_at, order.id));
        Self {
            success: true,
            message: told(&deposits, if names_orders { &orders } else { &[] }),
            allocations: deposits.iter().flat_map(|deposit| allocations(deposit)).collect(),
            orders: orders.iter().map(|order| OrderNow::of(order, now)).collect(),
            difference: matched.difference(),
            rest_treatment: deposits.iter().find_map(|deposit| deposit.rest_treatment).map(Into::into),
        }
    }
}

/// What was done with what, in words.
pub fn told(deposits: &[&Deposit], orders: &[&Order]) -> String {
    let by: Vec<_> = deposits.iter().map(|deposit| format!("#{}", deposit.id)).collect();
    let paid: Vec<_> = orders.iter().map(|order| format!("#{}", order.id)).collect();
    match (by.as_slice(), paid.as_slice()) {
        ([], _) => format!("받은 금액으로 끝냄: 주문 {}", paid.join(", ")),
        (_, []) => format!("남은 금액 처리를 바꿈: 입금 {}", by.join(", ")),
        (_, _) => format!("매칭 완료: 입금 {} ↔ 주문 {}", by.join(", "), paid.join(", ")),
    }
}

/// What a deposit pays: of one that pays all of one order, just that.
pub fn allocations(deposit: &Deposit) -> Vec<AllocationView> {
    let view =
        |order: OrderId, amount: u64| AllocationView { deposit_id: deposit.id.get(), order_id: order.get(), amount };
    match deposit.allocations.as_slice() {
        [] => deposit.state.order().map(|order| view(order, deposit.details.amount.get())).into_iter().collect(),
        noted => noted.iter().map(|noted| view(noted.with, noted.amount.get())).collect(),
    }
}

/// Matches deposits with the orders that they pay together, whatever their names: a transfer for several orders, an
/// order that is paid in parts, or money that is more or less than it should be.
///
/// Nothing is matched unless the amounts agree, or `difference` says what becomes of what does not. The same call
/// again, while it stands, is answered as the first. An order that is kept open is paid by itself by a deposit of just
/// what is open of it, under the rules of any. What is left of a matched deposit as `CREDIT` or `REFUND_DUE` can be
/// named again, for other orders.
#[utoipa::path(post, path = "/workspaces/{id}/matches", operation_id = "match_orders", tag = "matches", params(("id" = u64, Path)), request_body = MatchOrders,
    responses((status = 200, body = OrdersMatched), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn match_orders(
    State(app): State<App>,
    writer: DepositWriter,
    once: IdempotencyContext,
    body: Sent<MatchOrders>,
) -> Result<Answer<OrdersMatched>, Problem> {
    let MatchOrders { deposit_ids, order_ids, difference } = body.finish()?;
    if deposit_ids.is_empty() && order_ids.is_empty() {
        return Err(Problem::of(Code::NothingNamed));
    }
    let said = difference.unwrap_or(domain::Difference::None);
    let asked = Asked { deposits: &deposit_ids, orders: &order_ids, said };
    let answer = |matched: &Matched| {
        once.answer(&app, StatusCode::OK, OrdersMatched::of(matched, !order_ids.is_empty(), app.now()))
    };
    let through = |matched: &Matched| keeping(&app, answer(matched));
    match app.pairing.match_orders(&writer.workspace, asked, writer.actor(), through).await? {
        Match::Made(matched) => answer(&matched),
        Match::Stood(matched) => Ok(answer(&matched)?.not_kept()),
    }
}
