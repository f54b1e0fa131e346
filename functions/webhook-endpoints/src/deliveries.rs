//! GET /workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries and …/{delivery_id}

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::delivery::FETCH_WAIT_MAX_S;
use domain::{Delivery, DeliveryId, EndpointId};
use tokio::time::Instant;
use web::caller::{Membership, Named, Reader};
use web::field::{Asked, Integer};
use web::page::{Paging, Query};
use web::{App, Code, Problem, fields};

use crate::endpoint::named;
use crate::fetch;
use crate::view::{DeliveryView, DeliveryWithAttempts, ListedDelivery};

/// The delivery that the path names.
pub async fn named_delivery(app: &App, membership: &Membership, path: &Named) -> Result<Delivery, Problem> {
    let endpoint = named(app, membership, path).await?;
    let id = path.id("delivery_id", DeliveryId::parse, Code::DeliveryNotFound)?;
    let found = app.store().delivery(membership.id(), endpoint.id, &id).await?;
    found.ok_or_else(|| Problem::of(Code::DeliveryNotFound))
}

fields! {
    /// Which deliveries.
    pub struct ListDeliveries {
        status: Asked<words::DeliveryStatus>,
        /// Fetches from a `PULL` endpoint what waits, oldest event first, each with its signed `request`. Waits up to
        /// this many seconds if there is none. `status` must be `PENDING` or absent
        wait: Asked<Integer<0, FETCH_WAIT_MAX_S>>,
    }
}

/// Deliveries of an endpoint, newest event first; those of the last 30 days. With `wait`: what it has to fetch.
#[utoipa::path(get, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries", operation_id = "list_webhook_deliveries", tag = "webhook-endpoints",
    params(("id" = u64, Path), ("endpoint_id" = u64, Path),
        ListDeliveries, Paging),
    responses((status = 200, body = [ListedDelivery]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, path: Named, query: Query) -> Result<Response, Problem> {
    let began = Instant::now();
    let of = path.id("endpoint_id", EndpointId::parse, Code::EndpointNotFound)?;
    let of = [reader.id().get(), of.get()];
    let (ListDeliveries { status, wait }, page) = query.list_by::<_, String>(&app, "webhook-deliveries", of)?;
    let endpoint = named(&app, &reader, &path).await?;
    if let Some(wait) = wait {
        return fetch::fetch(&app, endpoint, status, page, began + Duration::from_secs(wait)).await;
    }
    let keep = move |delivery: &Delivery| status.is_none_or(|status| delivery.state.status() == status);
    let before = page.before.as_deref();
    let (rows, next) = app.store().deliveries(reader.id(), endpoint.id, before, page.limit, &keep).await?;
    let listed = |delivery| ListedDelivery { delivery: DeliveryView::of(delivery), request: None };
    Ok(page.answer(&app, rows.iter().map(listed).collect(), next))
}

/// One delivery, with what is sent and what came of each try.
#[utoipa::path(get, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}", operation_id = "get_webhook_delivery", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path), ("delivery_id" = String, Path)),
    responses((status = 200, body = DeliveryWithAttempts), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, reader: Reader, path: Named) -> Result<Json<DeliveryWithAttempts>, Problem> {
    Ok(Json(DeliveryWithAttempts::of(&named_delivery(&app, &reader, &path).await?)))
}
