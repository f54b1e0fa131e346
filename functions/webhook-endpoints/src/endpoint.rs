//! GET /workspaces/{id}/webhook-endpoints; GET and DELETE …/{endpoint_id}; POST …/rotate-secret

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{AuditedChange, Endpoint, EndpointId};
use store::events::EventTask;
use store::queue::INSURANCE_DELAY_S;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{ActiveOwnerSession, Membership, Named, OwnerSession, Reader};
use web::page::{Paging, Query};
use web::{App, Code, Problem};

use crate::create::new_secret;
use crate::view::{EndpointView, EndpointWithSecret};

/// The endpoint that the path names.
pub async fn named(app: &App, membership: &Membership, named: &Named) -> Result<Endpoint, Problem> {
    let id = named.id("endpoint_id", EndpointId::parse, Code::EndpointNotFound)?;
    let found = app.store().endpoint(membership.id(), id).await?;
    // A member's browser is theirs alone.
    found.filter(|endpoint| endpoint.member.is_none()).ok_or_else(|| Problem::of(Code::EndpointNotFound))
}

/// Endpoints, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/webhook-endpoints", operation_id = "list_webhook_endpoints", tag = "webhook-endpoints",
    params(("id" = u64, Path), Paging),
    responses((status = 200, body = [EndpointView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "webhook-endpoints", reader.id().get())?;
    let mut endpoints = app.store().endpoints(reader.id()).await?;
    endpoints.retain(|endpoint| endpoint.member.is_none());
    endpoints.retain(|endpoint| page.before.is_none_or(|before| endpoint.id.get() < before));
    let more = endpoints.len() > page.limit;
    endpoints.truncate(page.limit);
    let next = endpoints.last().filter(|_| more).map(|endpoint| endpoint.id.get());
    let now = app.now();
    Ok(page.answer(&app, endpoints.iter().map(|endpoint| EndpointView::of(endpoint, now)).collect(), next))
}

/// One endpoint.
#[utoipa::path(get, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}", operation_id = "get_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)),
    responses((status = 200, body = EndpointView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, path: Named) -> Result<Json<EndpointView>, Problem> {
    let endpoint = named(&app, &reader, &path).await?;
    Ok(Json(EndpointView::of(&endpoint, app.now())))
}

/// Takes an endpoint away, with the record of its deliveries.
#[utoipa::path(delete, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}", operation_id = "delete_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn delete(State(app): State<App>, owner: OwnerSession, path: Named) -> Result<StatusCode, Problem> {
    let endpoint = named(&app, &owner, &path).await?;
    let forget = EventTask::Forget { workspace: owner.id(), endpoint: endpoint.id };
    app.store().events.send(forget.clone(), INSURANCE_DELAY_S).await?;
    let audit = [owner.entry((AuditedChange::EndpointRemoved, endpoint.id.get()), [], app.now())];
    if !app.store().delete_endpoint(&endpoint, &audit).await? {
        return Err(Problem::of(Code::EndpointNotFound));
    }
    if let Err(error) = app.store().events.send(forget, 0).await {
        tracing::warn!(workspace.id = owner.id().get(), %error, "deliveries are forgotten half a minute later");
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Gives an endpoint a new secret, shown here and never again. The one before signs for 24 hours more.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret", operation_id = "rotate_webhook_secret", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)),
    responses((status = 200, body = EndpointWithSecret), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn rotate(
    State(app): State<App>,
    owner: ActiveOwnerSession,
    path: Named,
    once: IdempotencyContext,
) -> Result<Answer<EndpointWithSecret>, Problem> {
    for _ in 0..pairing::TRIES {
        let before = named(&app, &owner, &path).await?;
        if before.format.is_for_people() {
            return Err(Problem::of(Code::EndpointIsChat));
        }
        let (secret, sealed) = new_secret(&app, &owner, before.id)?;
        let now = app.now();
        let after = before.rotated(sealed, now).ok_or_else(|| Problem::of(Code::TooManyKeys))?;
        let rotated = EndpointWithSecret { endpoint: EndpointView::of(&after, now), secret: Some(secret) };
        let answer = once.answer(&app, StatusCode::OK, rotated)?;
        let audit = [owner.entry((AuditedChange::EndpointSecretRotated, before.id.get()), [], now)];
        if answer.store(&app).write_endpoint(&after, &audit).await? {
            return Ok(answer);
        }
    }
    Err(Problem::of(Code::Contended))
}
