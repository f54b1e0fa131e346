//! POST …/{endpoint_id}/ping, …/{endpoint_id}/replay, …/deliveries/{delivery_id}/replay: what a person asks to be sent.
//!
//! Each sends for its delivery twice, as every member does: before the write, to be seen half a minute later, in case
//! that this program dies, and after it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{Actor, Delivery, Endpoint, Event, EventId, EventType, Subject, Timestamp};
use serde::Serialize;
use store::events::EventTask;
use store::queue::INSURANCE_DELAY_S;
use store::{Sequence, StoreError};
use utoipa::ToSchema;
use web::caller::{Maintainer, Named};
use web::field::Required;
use web::form::Sent;
use web::{App, Code, Problem, fields};
use webhooks::{chat, payload};

use crate::deliveries::named_delivery;
use crate::endpoint::named;
use crate::view::DeliveryView;

/// Sends for a delivery's first try; one that is fetched has none.
async fn send_for(app: &App, delivery: &Delivery, delay_s: i32) -> Result<(), StoreError> {
    if !delivery.awaits_first_try() {
        return Ok(());
    }
    app.store().events.send(EventTask::deliver(delivery, 0), delay_s).await
}

/// Sends for it at once, after the write; what is promised comes half a minute later all the same.
async fn send_now(app: &App, delivery: &Delivery) {
    if let Err(error) = send_for(app, delivery, 0).await {
        tracing::warn!(delivery.id = %delivery.id(), %error, "a delivery could not be sent for; the promised try comes");
    }
}

/// Sends an event of type `ping`, or has it fetched, whatever types the endpoint is told of.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/ping", operation_id = "ping_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)),
    responses((status = 202, body = DeliveryView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn ping(
    State(app): State<App>,
    member: Maintainer,
    path: Named,
) -> Result<(StatusCode, Json<DeliveryView>), Problem> {
    let endpoint = named(&app, &member, &path).await?;
    if endpoint.disabled.is_some() {
        return Err(Problem::of(Code::EndpointDisabled));
    }
    let delivery = send_ping(&app, &endpoint, member.actor()).await?;
    Ok((StatusCode::ACCEPTED, Json(DeliveryView::of(&delivery))))
}

/// An event of type `ping`, on its way to an endpoint.
pub async fn send_ping(app: &App, endpoint: &Endpoint, by: Actor) -> Result<Delivery, Problem> {
    let workspace = endpoint.workspace;
    let version = app.store().next_id(Sequence::Ping(workspace), Some).await?;
    let subject = Subject::Ping(endpoint.id);
    let event = Event { id: EventId { workspace, subject, version }, kind: EventType::Ping, at: app.now(), by };
    // Where the page stands is known to the sender of mails alone: a test leads nowhere.
    let body = chat::body_for(endpoint, None, &payload::of_ping(&event, endpoint));
    let delivery = Delivery::make(endpoint, &event, body, event.at);
    send_for(app, &delivery, INSURANCE_DELAY_S).await?;
    app.store().make_delivery(&delivery).await?;
    send_now(app, &delivery).await;
    Ok(delivery)
}

/// Sends a delivery again: the same body under the same id.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", operation_id = "replay_webhook_delivery", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path), ("delivery_id" = String, Path)),
    responses((status = 202, body = DeliveryView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn replay_one(
    State(app): State<App>,
    member: Maintainer,
    path: Named,
) -> Result<(StatusCode, Json<DeliveryView>), Problem> {
    let endpoint = named(&app, &member, &path).await?;
    if endpoint.disabled.is_some() {
        return Err(Problem::of(Code::EndpointDisabled));
    }
    for _ in 0..pairing::TRIES {
        let again = named_delivery(&app, &member, &path).await?.again(&endpoint, app.now());
        send_for(&app, &again, INSURANCE_DELAY_S).await?;
        if app.store().write_delivery(&again, app.now()).await? {
            send_now(&app, &again).await;
            return Ok((StatusCode::ACCEPTED, Json(DeliveryView::of(&again))));
        }
    }
    Err(Problem::of(Code::Contended))
}

fields! {
    /// The period that is replayed.
    pub struct Replay {
        /// Events since then, by their time.
        since: Required<Timestamp> = "2024-02-12T00:00:00+09:00",
    }
}

/// Replay accepted.
#[derive(Serialize, ToSchema)]
pub struct Replaying {
    pub endpoint_id: u64,
    /// The start of the replayed period.
    pub since: String,
}

/// Sends every delivery again that failed or was missed since an instant. What succeeded is not sent twice.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/replay", operation_id = "replay_webhook_deliveries", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)), request_body = Replay,
    responses((status = 202, body = Replaying), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn replay(
    State(app): State<App>,
    member: Maintainer,
    path: Named,
    body: Sent<Replay>,
) -> Result<(StatusCode, Json<Replaying>), Problem> {
    let since = body.finish()?.since;
    let endpoint = named(&app, &member, &path).await?;
    if endpoint.disabled.is_some() {
        return Err(Problem::of(Code::EndpointDisabled));
    }
    let task = EventTask::Replay { workspace: member.id(), endpoint: endpoint.id, since, after: None };
    app.store().events.send(task, 0).await?;
    Ok((StatusCode::ACCEPTED, Json(Replaying { endpoint_id: endpoint.id.get(), since: since.rfc3339() })))
}
