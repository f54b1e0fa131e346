//! GET /workspaces/{id}

use axum::Json;
use web::caller::ReaderNow;

use crate::view::WorkspaceView;

/// One workspace.
#[utoipa::path(get, path = "/workspaces/{id}", operation_id = "get_workspace", tag = "workspaces", params(("id" = u64, Path)),
    responses((status = 200, body = WorkspaceView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(reader: ReaderNow) -> Json<WorkspaceView> {
    Json(WorkspaceView::of(&reader.workspace, reader.role))
}
