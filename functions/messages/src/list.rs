//! GET /workspaces/{id}/messages

use axum::extract::State;
use axum::response::Response;
use web::caller::Reader;
use web::page::{Paging, Query};
use web::{App, Problem};

use crate::view::MessageView;

/// Messages that made no deposit, newest first.
///
/// A page of one status may hold fewer rows than `limit`, or none, while there is more: go on by its cursor.
#[utoipa::path(get, path = "/workspaces/{id}/messages", operation_id = "list_messages", tag = "messages",
    params(("id" = u64, Path),
        ("status" = Option<words::MessageStatus>, Query),
        Paging),
    responses((status = 200, body = [MessageView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, mut query: Query) -> Result<Response, Problem> {
    let status = query.word("status");
    let page = query.page_by(&app, "messages", [reader.id().get(), 0])?;
    let found = app.store().inbox(reader.id(), status, page.before, page.limit).await?;
    Ok(page.answer(&app, found.rows.iter().map(MessageView::of).collect(), found.next))
}
