//! GET /workspaces/{id}/counts

use axum::Json;
use axum::extract::State;
use domain::{Deposit, DepositStatus, OrderStatus, Won};
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Reader;
use web::{App, Problem};

/// A number of open things, and what they come to.
#[derive(Serialize, ToSchema, Clone, Copy)]
pub struct OpenTally {
    #[schema(example = 3)]
    pub count: u64,
    /// Whole KRW.
    #[schema(example = 43_530)]
    pub amount: u64,
    /// There are more: only the newest 1,000 were looked at.
    pub capped: bool,
}

impl OpenTally {
    fn of(amounts: impl Iterator<Item = Won>, capped: bool) -> Self {
        let mut tally = Self { count: 0, amount: 0, capped };
        for amount in amounts {
            tally.count += 1;
            tally.amount = tally.amount.saturating_add(amount.get());
        }
        tally
    }
}

/// What waits in a workspace right now.
#[derive(Serialize, ToSchema)]
pub struct CountsView {
    /// Orders that are not paid.
    pub orders_pending: OpenTally,
    /// Deposits that may still pair by themselves.
    pub deposits_waiting: OpenTally,
    /// Deposits that a person must decide.
    pub deposits_held: OpenTally,
}

/// What waits right now: orders for their deposits, deposits for their orders or for a person.
///
/// Counted from lists that may lag a second.
#[utoipa::path(get, path = "/workspaces/{id}/counts", operation_id = "get_counts", tag = "workspaces", params(("id" = u64, Path)),
    responses((status = 200, body = CountsView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn counts(State(app): State<App>, reader: Reader) -> Result<Json<CountsView>, Problem> {
    let (store, id, now) = (app.store(), reader.id(), app.now());
    let window = reader.workspace.settings.match_window_days;
    let (orders, deposits) = tokio::join!(store.pending_orders(id), store.unmatched_deposits(id));
    let (orders, deposits) = (orders?, deposits?);
    let pending = orders.rows.iter().filter(|order| order.status(now) == OrderStatus::Pending);
    let of = |wanted: DepositStatus| {
        let now_is = move |deposit: &&Deposit| deposit.state_now(window, now).status() == wanted;
        let rows = deposits.rows.iter().filter(now_is);
        OpenTally::of(rows.map(|deposit| deposit.details.amount), deposits.more)
    };
    Ok(Json(CountsView {
        orders_pending: OpenTally::of(pending.map(|order| order.amount), orders.more),
        deposits_waiting: of(DepositStatus::Waiting),
        deposits_held: of(DepositStatus::Held),
    }))
}
