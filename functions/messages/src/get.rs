//! GET /workspaces/{id}/messages/{message_id}

use axum::Json;
use axum::extract::State;
use web::caller::{Named, Reader};
use web::{App, Problem};

use crate::view::MessageWithReading;

/// One message, beside what the reader makes of it now.
#[utoipa::path(get, path = "/workspaces/{id}/messages/{message_id}", operation_id = "get_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)),
    responses((status = 200, body = MessageWithReading), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, named: Named) -> Result<Json<MessageWithReading>, Problem> {
    let message = app.pairing.message(reader.id(), &crate::named(&named)?).await?;
    let (reading, format) = app.pairing.read_again(&message).await?;
    Ok(Json(MessageWithReading::of(&message, &reading, format)))
}
