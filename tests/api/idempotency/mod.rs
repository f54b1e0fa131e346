//! `Idempotency-Key`: the same request again is answered as the first was.

mod asked;
mod every;
mod keys;
mod losses;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request};
use domain::UserId;
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};
use tests::{Answer, Fate, Gate, Shop};
use tokio::task::JoinHandle;
use web::Policy;

use super::help::{ACCOUNTS, DEPOSITS, MANUAL, ORDERS, PHONES, assert_problem, typed};

async fn post(shop: &Shop, token: &str, key: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// A request whose commit waits at a gate; what comes after it passes.
async fn held(
    shop: &Arc<Shop>,
    token: &str,
    key: &str,
    path: &'static str,
    body: &Value,
) -> (Gate, JoinHandle<Answer>) {
    let gate = Gate::shut();
    let shut = gate.clone();
    shop.wire.rule(move |call| match call.operation.as_str() {
        "TransactWriteItems" => Fate::HoldRequest(shut.clone()),
        _ => Fate::Pass,
    });
    let (asked, token, key, body) = (Arc::clone(shop), token.to_owned(), key.to_owned(), body.clone());
    let running = tokio::spawn(async move { post(&asked, &token, &key, path, &body).await });
    gate.when_come(1).await;
    shop.wire.calm();
    (gate, running)
}

fn phone() -> Value {
    json!({"phone_number": "010-0000-0000"})
}

async fn phones(shop: &Shop) -> usize {
    shop.get(PHONES, 200).await.body.as_array().unwrap().len()
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotent-replayed") == Some("true")
}
