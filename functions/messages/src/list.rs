//! GET /workspaces/{id}/messages

use axum::extract::State;
use axum::response::Response;
use store::inbox::MessageFilter;
use web::caller::Reader;
use web::field::{Asked, SearchWords};
use web::page::{Paging, Query};
use web::{App, Problem, fields};

use crate::view::MessageView;

fields! {
    /// Which messages.
    pub struct ListMessages {
        status: Asked<words::MessageStatus>,
        /// Words, each of which stands in the message; of an amount with or without its commas
        q: Asked<SearchWords>,
    }
}

/// Messages that made no deposit, newest first.
///
/// A page of one status, or of a search, may hold fewer rows than `limit`, or none, while there is more: go on by its
/// cursor.
#[utoipa::path(get, path = "/workspaces/{id}/messages", operation_id = "list_messages", tag = "messages",
    params(("id" = u64, Path), ListMessages, Paging),
    responses((status = 200, body = [MessageView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let (asked, page) = query.list_by::<ListMessages, _>(&app, "messages", [reader.id().get(), 0])?;
    let filter = MessageFilter { status: asked.status, search: asked.q };
    let found = app.store().inbox(reader.id(), &filter, page.before, page.limit).await?;
    Ok(page.answer(&app, found.rows.iter().map(MessageView::of).collect(), found.next))
}
