//! POST /workspaces/{id}/messages/{message_id}/dismiss

use axum::Json;
use axum::extract::State;
use pairing::fingerprint;
use web::caller::{DepositWriter, Named};
use web::{App, Problem};

use crate::view::MessageView;

/// Puts a message aside: it is no deposit, and leaves the inbox. For good.
#[utoipa::path(post, path = "/workspaces/{id}/messages/{message_id}/dismiss", operation_id = "dismiss_message", tag = "messages", params(("id" = u64, Path), ("message_id" = String, Path)),
    responses((status = 200, body = MessageView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn dismiss(
    State(app): State<App>,
    writer: DepositWriter,
    named: Named,
) -> Result<Json<MessageView>, Problem> {
    let (id, call) = (crate::named(&named)?, fingerprint(&[b"dismiss"]));
    let message = app.pairing.put_aside(writer.id(), &id, call, writer.actor()).await?;
    Ok(Json(MessageView::of(&message)))
}
