//! Manners of every answer: our own request id, problems for what no route takes, and OPTIONS.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;
use tests::{Answer, Fate, Shop};

use super::super::help::{ORDERS, assert_problem};

async fn plain(shop: &Shop, method: Method, uri: &str) -> Answer {
    shop.send(Request::builder().method(method).uri(uri).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn an_unknown_path_is_a_404_with_and_without_a_token() {
    let shop = Shop::open().await;
    for path in [
        "/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/workspaces",
        "/api/v1/workspace",
        "/api/v1/workspaces/",
        "/api/v1/workspaces/1/orders/1/",
        "/api/v1//workspaces",
        "/favicon.ico",
    ] {
        assert_problem(&plain(&shop, Method::GET, path).await, "not_found");
    }
    assert_problem(&shop.get("/workspaces/1/invoices", 404).await, "not_found");
    assert_problem(&shop.post("/workspaces/1/invoices", json!({}), 404).await, "not_found");
    shop.end().await;
}

#[tokio::test]
async fn a_wrong_method_is_a_405() {
    let shop = Shop::open().await;
    for (method, path) in [
        (Method::PUT, "/api/v1/workspaces/1/orders/1"),
        (Method::DELETE, "/api/v1/workspaces/1/orders/1"),
        (Method::PATCH, "/api/v1/workspaces/1/orders"),
        (Method::GET, "/api/v1/webhooks/bank-sms"),
        (Method::POST, "/api/v1/auth/me"),
        (Method::TRACE, "/api/v1/workspaces"),
    ] {
        let answer = plain(&shop, method.clone(), path).await;
        assert_eq!(answer.status, 405, "{method} {path}");
        assert_problem(&answer, "method_not_allowed");
    }
    shop.end().await;
}

#[tokio::test]
async fn options_is_answered_without_a_token() {
    let shop = Shop::open().await;
    for path in ["/api/v1/workspaces/1/orders", "/api/v1/webhooks/bank-sms", "/nowhere"] {
        let answer = plain(&shop, Method::OPTIONS, path).await;
        assert_eq!((answer.status, answer.body), (204, json!(null)), "{path}");
    }
    shop.end().await;
}

#[tokio::test]
async fn every_answer_carries_our_own_request_id() {
    let shop = Shop::open().await;
    let mut seen = HashSet::new();
    for (method, path) in [
        (Method::GET, "/api/v1/openapi.json"),
        (Method::GET, "/api/v1/workspaces"),
        (Method::GET, "/nowhere"),
        (Method::PUT, "/api/v1/workspaces"),
        (Method::OPTIONS, "/api/v1/workspaces"),
        (Method::POST, "/api/v1/webhooks/bank-sms"),
    ] {
        for theirs in ["theirs", "x\u{e9}", "a\tb", &"y".repeat(5_000)] {
            let request = Request::builder().method(method.clone()).uri(path).header("x-request-id", theirs.as_bytes());
            let answer = shop.send(request.body(Body::empty()).unwrap()).await;
            let ours = answer.header("x-request-id").unwrap().to_owned();
            assert_ne!(ours, theirs);
            assert_eq!(answer.headers.get_all("x-request-id").iter().count(), 1);
            assert!(ours.len() == 16 && seen.insert(ours.clone()), "{ours}");
        }
    }
    let made = shop.get("/workspaces", 200).await;
    assert!(seen.insert(made.header("x-request-id").unwrap().to_owned()));
    shop.end().await;
}

#[tokio::test]
async fn what_is_answered_is_not_stored_on_the_way() {
    let shop = Shop::open().await;
    for path in [ORDERS, "/auth/me", "/workspaces/1/orders/7"] {
        let answer =
            shop.call(Method::GET, path, Some(&shop.owner), None, if path.ends_with('7') { 404 } else { 200 }).await;
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_table_that_is_down_is_a_503_with_retry_after_and_no_internals() {
    let shop = Shop::open().await;
    shop.wire.rule(|_| Fate::Refuse(500, json!({"__type": "InternalServerError", "message": "secret of the table"})));
    let answer = shop.get(ORDERS, 503).await;
    assert_problem(&answer, "unavailable");
    assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert!(!answer.body.to_string().contains("secret"), "{}", answer.body);
    shop.wire.calm();
    shop.get(ORDERS, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_request_that_the_table_rejects_is_a_500_that_shows_no_internals() {
    let shop = Shop::open().await;
    shop.wire.rule(|_| Fate::Refuse(400, json!({"__type": "ValidationException", "message": "secret of the table"})));
    let answer = shop.get(ORDERS, 500).await;
    assert_problem(&answer, "internal");
    assert!(!answer.body.to_string().contains("secret"), "{}", answer.body);
    shop.end().await;
}

/// What the table did not process of a batch is asked for once more; what is left then is a fault, no missing token.
#[tokio::test]
async fn what_a_batch_leaves_over_is_asked_for_once_more_before_a_503() {
    let shop = Shop::open().await;
    for (left_over, status) in [(1, 200), (2, 503)] {
        let asked = AtomicUsize::new(0);
        shop.wire.rule(move |call| {
            if call.operation != "BatchGetItem" || asked.fetch_add(1, Ordering::Relaxed) >= left_over {
                return Fate::Pass;
            }
            Fate::Refuse(200, json!({"Responses": {}, "UnprocessedKeys": call.body["RequestItems"]}))
        });
        shop.get("/workspaces/1", status).await;
    }
    shop.wire.calm();
    shop.end().await;
}
