//! POST /workspaces/{id}/proposals/{proposal_id}/accept

use axum::extract::State;
use axum::http::StatusCode;
use pairing::Accepted;
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::{DepositWriter, Named};
use web::field::Changed;
use web::form::MaybeSent;
use web::{App, Problem, fields};

use super::{AcceptedProposal, named};

fields! {
    /// How a proposal is accepted.
    pub struct AcceptProposal {
        /// One of the proposal's `treatments`; absent: the first of them.
        treatment: Changed<words::Treatment>,
    }
}

/// Does what a proposal proposes: matches, or dismisses.
///
/// Refused with `proposal_moved` if a deposit or an order of it changed since it was computed. The same call again,
/// while it stands, is answered as the first.
#[utoipa::path(post, path = "/workspaces/{id}/proposals/{proposal_id}/accept", operation_id = "accept_proposal", tag = "matches", params(("id" = u64, Path), ("proposal_id" = String, Path)), request_body = AcceptProposal,
    responses((status = 200, body = AcceptedProposal), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn accept(
    State(app): State<App>,
    writer: DepositWriter,
    path: Named,
    once: IdempotencyContext,
    MaybeSent(body): MaybeSent<AcceptProposal>,
) -> Result<Answer<AcceptedProposal>, Problem> {
    let AcceptProposal { treatment } = body.finish()?;
    let id = named(&path)?;
    let answer =
        |accepted: &Accepted| once.answer(&app, StatusCode::OK, AcceptedProposal::of(&id, accepted, app.now()));
    let through = |accepted: &Accepted| keeping(&app, answer(accepted));
    let shop = &writer.workspace;
    let (accepted, stood) = app.pairing.accept_proposal(shop, &id, treatment, &writer.actor(), through).await?;
    Ok(if stood { answer(&accepted)?.not_kept() } else { answer(&accepted)? })
}
