//! GET …/{endpoint_id}/deliveries?wait=20 and POST …/deliveries/{delivery_id}/ack: events that an endpoint fetches.
//!
//! Nothing is leased: callers at the same time get the same deliveries, and so does one that starts again. Delivery is
//! at least once, as for `PUSH`.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::{Delivery, DeliveryState, DeliveryStatus, Endpoint, EndpointKind, FieldFault};
use store::audit::BY_PROGRAM;
use tokio::time::{Instant, sleep};
use web::caller::{Named, OrderWriter};
use web::page::PageRequest;
use web::{App, Code, FieldError, Problem};
use webhooks::sign;

use crate::deliveries::named_delivery;
use crate::endpoint::named;
use crate::view::{DeliveryView, ListedDelivery, WebhookRequest};

/// How often the table is asked meanwhile; an empty answer of the index costs half a read unit.
const POLL_EVERY: Duration = Duration::from_millis(500);

/// What an endpoint has to fetch, as soon as there is something, and `until` then at the latest.
pub async fn fetch(
    app: &App,
    mut endpoint: Endpoint,
    status: Option<DeliveryStatus>,
    page: PageRequest<String>,
    until: Instant,
) -> Result<Response, Problem> {
    if status.is_some_and(|status| status != DeliveryStatus::Pending) {
        let detail = "wait를 쓸 때는 PENDING만 조회할 수 있습니다.".to_owned();
        let error = FieldError { field: "status".to_owned(), code: FieldFault::Invalid.into(), detail };
        return Err(Problem::fields(Code::InvalidQuery, vec![error]));
    }
    require_active_pull(&endpoint)?;
    let (workspace, id) = (endpoint.workspace, endpoint.id);
    let offered = || app.store().offered(workspace, id, page.before.as_deref(), page.limit);
    let (mut rows, mut next) = offered().await?;
    if rows.is_empty() {
        while rows.is_empty() && Instant::now() + POLL_EVERY <= until {
            sleep(POLL_EVERY).await;
            (rows, next) = offered().await?;
        }
        // It may have been disabled meanwhile, or have another secret.
        let found = app.store().endpoint(workspace, id).await?;
        endpoint = found.ok_or_else(|| Problem::of(Code::EndpointNotFound))?;
        require_active_pull(&endpoint)?;
    }
    let reseal = |sealed_for: &str, sealed: &[u8]| app.keys.secrets().sealed_anew(sealed_for, sealed);
    if let Some(after) = sign::sealed_anew(&endpoint, reseal) {
        // Another writer in between leaves it for the next time.
        app.store().write_endpoint(&after, BY_PROGRAM).await?;
    }
    let now = app.now();
    let secrets = sign::secrets(&endpoint, now, |sealed_for, sealed| {
        app.keys.secrets().open(sealed_for, sealed).map(|opened| opened.secret)
    });
    if secrets.is_empty() {
        return Err(Problem::internal("no secret of an endpoint can be opened"));
    }
    let signed = |delivery: &Delivery| ListedDelivery {
        delivery: DeliveryView::of(delivery),
        request: Some(WebhookRequest {
            headers: sign::headers(delivery, &secrets, now).into(),
            body: delivery.body.clone(),
        }),
    };
    Ok(page.answer(app, rows.iter().map(signed).collect(), next))
}

/// Refuses a `PUSH` endpoint.
fn require_pull(endpoint: &Endpoint) -> Result<(), Problem> {
    match endpoint.kind() {
        EndpointKind::Pull => Ok(()),
        EndpointKind::Push => Err(Problem::of(Code::EndpointNotPull)),
    }
}

fn require_active_pull(endpoint: &Endpoint) -> Result<(), Problem> {
    require_pull(endpoint)?;
    match endpoint.disabled {
        None => Ok(()),
        Some(_) => Err(Problem::of(Code::EndpointDisabled)),
    }
}

/// Acknowledges a delivery that was fetched: it is not offered again. Once more is answered as the first time.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/ack", operation_id = "acknowledge_webhook_delivery", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path), ("delivery_id" = String, Path)),
    responses((status = 200, body = DeliveryView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn acknowledge(
    State(app): State<App>,
    member: OrderWriter,
    path: Named,
) -> Result<Json<DeliveryView>, Problem> {
    require_pull(&named(&app, &member, &path).await?)?;
    for _ in 0..pairing::TRIES {
        let before = named_delivery(&app, &member, &path).await?;
        if before.state == DeliveryState::Succeeded {
            return Ok(Json(DeliveryView::of(&before)));
        }
        let after = before.acknowledged();
        if app.store().write_delivery(&after, app.now()).await? {
            return Ok(Json(DeliveryView::of(&after)));
        }
    }
    Err(Problem::of(Code::Contended))
}
