//! GET /workspaces/{id}/stamp: what an open page asks again and again.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use store::Sequence;
use utoipa::ToSchema;
use web::caller::Reader;
use web::{App, Problem};

/// Whether anything is new.
#[derive(Serialize, ToSchema)]
pub struct StampView {
    /// Another number than before: an order, a deposit or a message is new, or changed. How far apart two of them are
    /// says nothing.
    #[schema(example = 41)]
    pub stamp: u64,
    /// How many seconds after a quiet minute the next question is due.
    #[schema(example = 30)]
    pub idle_s: u32,
}

/// Whether anything is new in the workspace: the cheapest of all questions, for what keeps asking.
///
/// Changes are counted while somebody asks, at least every two minutes; a first question begins that. What was under
/// way at that moment, or died right after its commit, may go uncounted: read the lists every few minutes too. Other
/// programs are told by webhooks.
#[utoipa::path(get, path = "/workspaces/{id}/stamp", operation_id = "get_stamp", tag = "workspaces", params(("id" = u64, Path)),
    responses((status = 200, body = StampView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn stamp(State(app): State<App>, reader: Reader) -> Result<Json<StampView>, Problem> {
    let watch = async {
        match reader.workspace.watched(app.now()) {
            Some(until) => app.store().watch_page(reader.id(), until).await,
            None => Ok(()),
        }
    };
    let (stamp, watched) = tokio::join!(app.store().last_lately(Sequence::Change(reader.id())), watch);
    watched?;
    Ok(Json(StampView { stamp: stamp?, idle_s: app.policy.page_idle_s }))
}
