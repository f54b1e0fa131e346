//! The public webhook: every row of the contract's table, repeats, receipts, and the call that waits.

mod dialects;
#[cfg(not(feature = "deployed"))]
mod intake;
mod outcomes;
mod receipts;
mod refusals;
mod repeats;
mod sender;
mod waiting;

use std::num::NonZeroUsize;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use tests::{Answer, Shop};
use tokio_util::sync::CancellationToken;

pub const WEBHOOK: &str = "/api/v1/webhooks/bank-sms";

/// A call of the webhook, without a token; with `Prefer: respond-async` or waiting.
async fn send(shop: &Shop, body: &Value, waits: bool) -> Answer {
    let request = Request::post(WEBHOOK).header(header::CONTENT_TYPE, "application/json");
    let request = if waits { request } else { request.header("prefer", "respond-async") };
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn body(shop: &Shop, raw: &str) -> Value {
    json!({"raw_sms": raw, "sender": "15881234", "received_at": shop.clock.now().rfc3339()})
}

/// What became of a receipt.
async fn receipt(shop: &Shop, id: &str) -> Answer {
    shop.send(Request::get(format!("{WEBHOOK}/receipts/{id}")).body(Body::empty()).unwrap()).await
}

/// Sends a message as the guide shows it, lets the matcher work, and asks: the answer.
async fn outcome(shop: &Shop, body: &Value) -> Answer {
    let accepted = send(shop, body, false).await;
    match accepted.body["receipt_id"].as_str() {
        None => accepted,
        Some(id) => {
            shop.drain().await;
            receipt(shop, id).await
        }
    }
}

/// A call while the event-source mapping runs beside it, as on AWS.
async fn beside_the_poller(shop: &Shop, call: impl Future<Output = Answer>) -> Answer {
    if cfg!(feature = "deployed") {
        return call.await;
    }
    let stop = CancellationToken::new();
    let (poller, matcher, stopped) = (shop.product.poller().clone(), shop.product.matcher(), stop.clone());
    let running = tokio::spawn(async move { poller.run(NonZeroUsize::MIN, stopped, matcher).await });
    let answer = call.await;
    stop.cancel();
    running.await.unwrap();
    answer
}
