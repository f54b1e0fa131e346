//! GET /workspaces/{id}/proposals

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Reader;
use web::{App, Problem};

use super::ProposalView;

/// What waits for a person.
#[derive(Serialize, ToSchema)]
pub struct Proposals {
    /// When it was computed.
    pub as_of: String,
    /// More waits than was compared: the newest 200 deposits, 1,000 open orders, 200 expired and 200 cancelled ones
    /// are; and sums only of a payer of whom no more than 12 orders or deposits wait.
    pub capped: bool,
    /// By deposit, oldest first; of one deposit the most likely first.
    pub items: Vec<ProposalView>,
}

/// What the deposits that wait for a person may be: one that waits for ten minutes, or that is held.
///
/// Computed at the call, and never kept. Nothing is paired by it: a person accepts a proposal, or rejects it.
#[utoipa::path(get, path = "/workspaces/{id}/proposals", operation_id = "list_proposals", tag = "matches", params(("id" = u64, Path)),
    responses((status = 200, body = Proposals), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader) -> Result<Json<Proposals>, Problem> {
    let work = app.pairing.proposals(&reader.workspace).await?;
    let items = ProposalView::all(&work, app.now());
    Ok(Json(Proposals { as_of: work.as_of.rfc3339(), capped: work.is_capped, items }))
}
