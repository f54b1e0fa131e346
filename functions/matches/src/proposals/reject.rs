//! POST /workspaces/{id}/proposals/{proposal_id}/reject

use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{DepositWriter, Named};
use web::{App, Problem};

use super::named;

/// What was rejected.
#[derive(Serialize, ToSchema)]
pub struct RejectedProposal {
    pub proposal_id: String,
}

/// Says that a proposal is wrong: for 90 days its deposits and orders are not proposed so again. Nothing else changes.
#[utoipa::path(post, path = "/workspaces/{id}/proposals/{proposal_id}/reject", operation_id = "reject_proposal", tag = "matches", params(("id" = u64, Path), ("proposal_id" = String, Path)),
    responses((status = 200, body = RejectedProposal), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reject(
    State(app): State<App>,
    writer: DepositWriter,
    path: Named,
    once: IdempotencyContext,
) -> Result<Answer<RejectedProposal>, Problem> {
    let id = named(&path)?;
    let answer = once.answer(&app, StatusCode::OK, RejectedProposal { proposal_id: id.to_string() })?;
    answer.store(&app).reject_proposal(writer.id(), &id, &writer.actor(), app.now()).await?;
    Ok(answer)
}
