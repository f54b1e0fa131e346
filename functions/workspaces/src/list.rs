//! GET /workspaces

use axum::extract::State;
use axum::response::Response;
use web::caller::Caller;
use web::page::Query;
use web::{App, Problem};

use crate::view::WorkspaceView;

/// The workspaces that the caller is a member of, newest first.
#[utoipa::path(get, path = "/workspaces", operation_id = "list_workspaces", tag = "workspaces",
    params(("limit" = Option<u64>, Query, minimum = 1, maximum = 100), ("cursor" = Option<String>, Query, max_length = 64, description = "X-Next-Cursor of the page before, as it was")),
    responses((status = 200, body = [WorkspaceView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "workspaces", 0)?;
    let found = app.store().workspaces_of(caller.user.id, page.before, page.limit).await?;
    Ok(page.answer(
        &app,
        found.rows.iter().map(|(workspace, role)| WorkspaceView::of(workspace, *role)).collect(),
        found.next,
    ))
}
