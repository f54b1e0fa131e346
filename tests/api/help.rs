//! What the API's tests say again and again.
#![cfg_attr(feature = "deployed", allow(dead_code, reason = "some of those who say it are not there"))]

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::Timestamp;
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};
use strum::IntoEnumIterator;
use tests::clock::START_MS;
use tests::{Answer, Shop};
use web::Code;

pub const ORDERS: &str = "/workspaces/1/orders";
pub const DEPOSITS: &str = "/workspaces/1/deposits";
pub const ACCOUNTS: &str = "/workspaces/1/bank-accounts";
pub const PHONES: &str = "/workspaces/1/phone-numbers";
pub const MANUAL: &str = "/workspaces/1/matches/manual";

pub const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Asserts that every field of `wanted` stands in `body`, equal and of the same type: `null` must be there as `null`.
#[track_caller]
pub fn assert_has(body: &Value, wanted: &Value) {
    for (field, value) in wanted.as_object().unwrap() {
        let told = body.get(field);
        if cfg!(feature = "deployed") && is_of_the_still_clock(value) {
            let time = told.and_then(Value::as_str).and_then(Timestamp::parse);
            assert!(time.is_some(), "{field} of {body} is no time");
        } else {
            assert_eq!(told, Some(value), "{field} of {body}");
        }
    }
}

/// Whether a test's clock told this time. A deployed program tells the world's, so there any time will do.
fn is_of_the_still_clock(value: &Value) -> bool {
    let told = value.as_str().filter(|text| text.starts_with("2024-02-1")).and_then(Timestamp::parse);
    told.is_some_and(|time| (time.ms() - START_MS).abs() <= 8 * DAY_MS)
}

/// The code of this name, with its status and words.
#[track_caller]
pub fn row(code: &str) -> (&'static str, u16, &'static str) {
    Code::iter()
        .map(|known| known.row())
        .find(|(name, _, _)| *name == code)
        .unwrap_or_else(|| panic!("{code} is no code"))
}

/// Asserts that an answer is this problem, whole (RFC 9457), with our own request id.
#[track_caller]
pub fn assert_problem(answer: &Answer, code: &str) {
    let (_, status, detail) = row(code);
    assert_eq!((answer.status, answer.code()), (status, code), "{}", answer.body);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let title = match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Payload Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    };
    let ours = answer.header("x-request-id").unwrap();
    let wanted = json!({"type": format!("urn:lunepay:problem:{code}"), "title": title, "status": status, "detail": detail, "code": code, "request_id": ours});
    assert_has(&answer.body, &wanted);
}

/// One request as the owner that is refused with this code.
pub async fn refused(shop: &Shop, method: Method, path: &str, body: Value, code: &str) -> Answer {
    let answer = shop.call(method, path, Some(&shop.owner), Some(body), row(code).1).await;
    assert_problem(&answer, code);
    answer
}

/// The bad fields that a problem tells, as `field:code`, in their order.
pub fn bad_fields(answer: &Answer) -> Vec<String> {
    let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
    let told = |error: &Value| {
        assert!(!error["detail"].as_str().unwrap().is_empty(), "{error} does not say what to do");
        format!("{}:{}", error["field"].as_str().unwrap(), error["code"].as_str().unwrap())
    };
    errors.iter().map(told).collect()
}

/// A request with bytes for a body, as the owner.
pub async fn raw(shop: &Shop, method: Method, path: &str, kind: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    request = request.header(header::AUTHORIZATION, format!("Bearer {}", shop.owner));
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    shop.send(request.body(body.into()).unwrap()).await
}

/// The ids of a list's rows.
pub fn ids(answer: &Answer) -> Vec<u64> {
    answer.body.as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect()
}

/// A body for `POST …/deposits` on account 1, made now.
pub fn typed(shop: &Shop, name: &str, amount: u64) -> Value {
    json!({"bank_account_id": 1, "amount": amount, "depositor_name": name, "deposited_at": shop.clock.now().rfc3339(), "raw_sms": null})
}

/// Records a deposit by hand in workspace 1: the deposit.
pub async fn record(shop: &Shop, name: &str, amount: u64) -> Value {
    shop.post(DEPOSITS, typed(shop, name, amount), 201).await.body
}
