//! POST /workspaces/{id}/messages/{message_id}/reread

use axum::Json;
use axum::extract::State;
use pairing::fingerprint;
use web::caller::{Named, Writer};
use web::{App, Problem};

use crate::telling;
use crate::view::MessageWithReading;

/// Reads a message again, after the reader learned its format or its account was registered.
///
/// If it tells of a deposit of one account of the workspace now, it becomes that deposit, matched as any, and is RESOLVED.
/// Otherwise it stays as it is.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/reread", operation_id = "reread_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)),
    responses((status = 200, body = MessageWithReading), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reread(State(app): State<App>, writer: Writer, named: Named) -> Result<Json<MessageWithReading>, Problem> {
    let (id, call) = (crate::named(&named)?, fingerprint(&[b"reread"]));
    let message = app.pairing.message(writer.id(), &id).await?;
    message.resolved_by(&call)?;
    let reading = telling::read_again(&message);
    let accounts = app.store().accounts_of(writer.id()).await?;
    let message = match telling::incoming(&message, &reading, &accounts, writer.actor()) {
        Some(incoming) => app.pairing.resolve(writer.id(), &id, &incoming, call).await?.message,
        None => message,
    };
    Ok(Json(MessageWithReading::of(&message, &reading)))
}
