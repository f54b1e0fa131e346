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
use web::Policy;

use super::help::{ACCOUNTS, DEPOSITS, MANUAL, ORDERS, PHONES, assert_problem, typed};

async fn post(shop: &Shop, token: &str, key: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
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
