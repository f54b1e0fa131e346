//! GET /workspaces/{id}/deposits/{deposit_id}

use axum::Json;
use axum::extract::State;
use domain::DepositId;
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use crate::view::DepositWithHistory;

/// One deposit, with its whole story.
#[utoipa::path(get, path = "/workspaces/{id}/deposits/{deposit_id}", operation_id = "get_deposit", tag = "deposits", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = DepositWithHistory), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<DepositWithHistory>, Problem> {
    let id = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let deposit = app.store().deposit(reader.id(), id).await?.ok_or_else(|| Problem::of(Code::DepositNotFound))?;
    Ok(Json(DepositWithHistory::of(&deposit, &reader.workspace, app.now())))
}
