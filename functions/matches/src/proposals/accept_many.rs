//! POST /workspaces/{id}/proposals/accept

use axum::Json;
use axum::extract::State;
use domain::{FieldFault, ProposalId, ProposalOutcome};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use web::caller::DepositWriter;
use web::field::{Bad, Field, List, Required};
use web::form::Sent;
use web::{App, Problem, fields};

use super::AcceptedProposal;

/// So long proposals are accepted; the rest is left to another call. A gateway waits for thirty seconds.
const TIME_MS: i64 = 15_000;

fields! {
    /// Which proposals.
    pub struct AcceptProposals {
        /// At most fifty ids. Each is accepted as its first treatment says.
        proposal_ids: Required<List<ProposalIdField, 1, 50>>,
    }
}

/// The id of a proposal.
pub struct ProposalIdField;

impl Field for ProposalIdField {
    type Value = ProposalId;

    fn read(value: &Value) -> Result<ProposalId, Bad> {
        let id = value.as_str().and_then(ProposalId::parse);
        id.ok_or_else(|| Bad::new(FieldFault::Invalid, "제안 목록의 proposal_id여야 합니다."))
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).into()
    }
}

/// What became of each proposal.
#[derive(Serialize, ToSchema)]
pub struct AcceptedProposals {
    /// In the order in which they were named.
    pub results: Vec<ProposalResult>,
}

/// What became of one.
#[derive(Serialize, ToSchema)]
pub struct ProposalResult {
    pub proposal_id: String,
    /// `NOT_TRIED`: there was no time left for it, or the program was overloaded. Send it again.
    pub outcome: words::ProposalOutcome,
    /// Why it was refused: the code of a problem.
    #[schema(example = "proposal_moved")]
    pub code: Option<String>,
    /// What was done, or what to do.
    pub message: String,
}

/// Accepts many proposals, one after another, each for itself: one that is refused stops none.
///
/// The same call again accepts what was not tried; what was accepted before is told as accepted.
#[utoipa::path(post, path = "/workspaces/{id}/proposals/accept", operation_id = "accept_proposals", tag = "matches", params(("id" = u64, Path)), request_body = AcceptProposals,
    responses((status = 200, body = AcceptedProposals), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn accept_many(
    State(app): State<App>,
    writer: DepositWriter,
    body: Sent<AcceptProposals>,
) -> Result<Json<AcceptedProposals>, Problem> {
    let AcceptProposals { proposal_ids } = body.finish()?;
    let until = app.now().plus_ms(TIME_MS);
    let mut results = Vec::with_capacity(proposal_ids.len());
    for id in proposal_ids {
        let outcome = if app.now() < until { Some(accept(&app, &writer, &id).await) } else { None };
        // What may go through later was not decided.
        let outcome = outcome.filter(|outcome| !outcome.as_ref().is_err_and(Problem::is_passing));
        let (outcome, code, message) = match outcome {
            Some(Ok(accepted)) => (ProposalOutcome::Accepted, None, accepted.message),
            Some(Err(problem)) => {
                let (code, _, detail) = problem.code.row();
                (ProposalOutcome::Refused, Some(code.to_owned()), detail.to_owned())
            }
            None => (ProposalOutcome::NotTried, None, "처리하지 못했습니다. 다시 보내 주세요.".to_owned()),
        };
        results.push(ProposalResult { proposal_id: id.to_string(), outcome: outcome.into(), code, message });
    }
    Ok(Json(AcceptedProposals { results }))
}

async fn accept(app: &App, writer: &DepositWriter, id: &ProposalId) -> Result<AcceptedProposal, Problem> {
    let through = |_: &_| Ok(app.store().clone());
    let (accepted, _) = app.pairing.accept_proposal(&writer.workspace, id, None, &writer.actor(), through).await?;
    Ok(AcceptedProposal::of(id, &accepted, app.now()))
}
