//! GET /workspaces/{id}/orders/{order_id}

use axum::Json;
use axum::extract::State;
use domain::OrderId;
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use crate::view::OrderWithHistory;

/// One order, with its whole story.
#[utoipa::path(get, path = "/workspaces/{id}/orders/{order_id}", operation_id = "get_order", tag = "orders", params(("id" = u64, Path), ("order_id" = u64, Path)),
    responses((status = 200, body = OrderWithHistory), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<OrderWithHistory>, Problem> {
    let id = named.id("order_id", OrderId::parse, Code::OrderNotFound)?;
    let order = app.store().order(reader.id(), id).await?.ok_or_else(|| Problem::of(Code::OrderNotFound))?;
    Ok(Json(OrderWithHistory::of(&order, app.now())))
}
