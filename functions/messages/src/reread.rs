//! POST /workspaces/{id}/messages/{message_id}/reread

use axum::Json;
use axum::extract::State;
use web::caller::{DepositWriter, Named};
use web::{App, Problem};

use crate::view::MessageWithReading;

/// Reads a message again, after the reader learned its format or its account was registered.
///
/// If it tells of a deposit of one account of the workspace now, it becomes that deposit, matched as any, and is
/// RESOLVED. Otherwise it stays as it is.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/reread", operation_id = "reread_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)),
    responses((status = 200, body = MessageWithReading), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reread(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
) -> Result<Json<MessageWithReading>, Problem> {
    let id = crate::named(&named)?;
    let (message, reading, format) = app.pairing.reread(writer.id(), &id, writer.actor()).await?;
    Ok(Json(MessageWithReading::of(&message, &reading, format)))
}
