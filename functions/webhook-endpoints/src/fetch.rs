//! GET …/{endpoint_id}/deliveries?wait=20 and POST …/deliveries/{delivery_id}/ack: events that an endpoint fetches.
//!
//! What is fetched stays until it is acknowledged: two who fetch at once are both given it, and so is one who died
//! with it. At least once, as what is sent.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use domain::{Delivery, DeliveryState, DeliveryStatus, Endpoint, EndpointKind, FieldFault};
use tokio::time::{Instant, sleep};
use web::caller::{Named, OrderWriter};
use web::page::PageRequest;
use web::{App, Code, FieldError, Problem};
use webhooks::sign;

use crate::deliveries::named_delivery;
use crate::endpoint::named;
use crate::view::{DeliveryView, ListedDelivery, WebhookRequest};

/// How long a caller may wait for the first event, in seconds: with what the answer takes besides, below the gateway's
/// half minute.
pub const WAIT_MAX_S: u64 = 20;
/// How often it is looked meanwhile: half a unit of reading each time.
const LOOKS_EVERY: Duration = Duration::from_millis(500);

/// What an endpoint has to fetch, as soon as there is something.
pub async fn fetch(
    app: &App,
    endpoint: &Endpoint,
    status: Option<DeliveryStatus>,
    page: PageRequest<String>,
    wait: Duration,
) -> Result<Response, Problem> {
    if status.is_some_and(|status| status != DeliveryStatus::Pending) {
        let detail = "wait를 쓸 때는 PENDING만 조회할 수 있습니다.".to_owned();
        let error = FieldError { field: "status".to_owned(), code: FieldFault::Invalid.into(), detail };
        return Err(Problem::fields(Code::InvalidQuery, vec![error]));
    }
    must_fetch(endpoint)?;
    if endpoint.disabled.is_some() {
        return Err(Problem::of(Code::EndpointDisabled));
    }
    let until = Instant::now() + wait;
    let (rows, next) = loop {
        let after = page.before.as_deref();
        let found = app.store().offered(endpoint.workspace, endpoint.id, after, page.limit).await?;
        if !found.0.is_empty() || Instant::now() + LOOKS_EVERY > until {
            break found;
        }
        sleep(LOOKS_EVERY).await;
    };
    let now = app.now();
    let secrets = sign::secrets(endpoint, now, |sealed_for, sealed| {
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

/// Refuses an endpoint that is sent to.
fn must_fetch(endpoint: &Endpoint) -> Result<(), Problem> {
    match endpoint.kind() {
        EndpointKind::Pull => Ok(()),
        EndpointKind::Push => Err(Problem::of(Code::EndpointIsSentTo)),
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
    must_fetch(&named(&app, &member, &path).await?)?;
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
