//! POST /webhooks/ping/{key}

use axum::extract::State;
use axum::response::Response;
use domain::Arrival;
use web::caller::Named;
use web::{App, Problem};

use crate::answer::{self, WebhookAnswer};
use crate::keyed;

/// A phone says that it is alive. The body does not matter.
#[utoipa::path(post, path = "/webhooks/ping/{key}", operation_id = "ping_phone", tag = "webhook", security(()), params(("key" = String, Path, max_length = 64)),
    responses((status = 200, body = WebhookAnswer), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn ping(State(app): State<App>, named: Named) -> Result<Response, Problem> {
    let phone = keyed::of(&app, &named).await?;
    keyed::beat(&app, &phone, &Arrival::ping(app.now())).await;
    Ok(answer::alive())
}
