//! GET /workspaces

use axum::extract::State;
use axum::response::Response;
use domain::Scope;
use web::caller::Caller;
use web::page::{Paging, Query};
use web::{App, Problem};

use crate::view::WorkspaceView;

/// The workspaces that the caller is a member of, and the token reaches, newest first.
#[utoipa::path(get, path = "/workspaces", operation_id = "list_workspaces", tag = "workspaces",
    params(Paging),
    responses((status = 200, body = [WorkspaceView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, query: Query) -> Result<Response, Problem> {
    caller.must_have(Scope::Read)?;
    let page = query.page(&app, "workspaces", 0)?;
    let found = app.store().workspaces_of(caller.user, page.before, page.limit).await?;
    Ok(page.answer(
        &app,
        found
            .rows
            .iter()
            .filter(|(workspace, _)| caller.grant.reaches(workspace.id))
            .map(|(workspace, role)| WorkspaceView::of(workspace, *role))
            .collect(),
        found.next,
    ))
}
