//! GET /workspaces/{id}/deposits/{deposit_id}/proposals

use axum::Json;
use axum::extract::State;
use domain::DepositId;
use web::caller::{Named, Reader};
use web::{App, Code, Problem};

use super::ProposalView;

/// What one deposit may be, the most likely first: nothing of one that is matched or dismissed.
#[utoipa::path(get, path = "/workspaces/{id}/deposits/{deposit_id}/proposals", operation_id = "list_proposals_of_deposit", tag = "matches", params(("id" = u64, Path), ("deposit_id" = u64, Path)),
    responses((status = 200, body = [ProposalView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn of_deposit(
    State(app): State<App>,
    reader: Reader,
    named: Named,
) -> Result<Json<Vec<ProposalView>>, Problem> {
    let deposit = named.id("deposit_id", DepositId::parse, Code::DepositNotFound)?;
    let work = app.pairing.proposals_of(&reader.workspace, deposit).await?;
    Ok(Json(ProposalView::all(&work, app.now())))
}
