//! API tokens: shown once, listed without their text, gone at the next request after they are revoked.

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Fate, Shop};

use super::super::help::{HOUR_MS, ORDERS, assert_has, assert_problem, bad_fields, ids, refused};
use super::me;

async fn issue(shop: &Shop, name: &str, expires_at: Value) -> (u64, String) {
    let body = shop.post("/auth/tokens", json!({"name": name, "expires_at": expires_at}), 201).await.body;
    (body["id"].as_u64().unwrap(), body["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_is_shown_once_and_listed_without_its_text() {
    let shop = Shop::open().await;
    let made = shop.post("/auth/tokens", json!({"name": "쇼핑몰 서버"}), 201).await.body;
    assert_has(
        &made,
        &json!({"name": "쇼핑몰 서버", "created_at": "2024-02-12T11:00:00+09:00",
        "expires_at": "2025-02-11T11:00:00+09:00"}),
    );
    let text = made["token"].as_str().unwrap();
    let (second, _) = issue(&shop, "창고", json!("2024-03-01T00:00:00+09:00")).await;
    let listed = shop.get("/auth/tokens", 200).await;
    assert_eq!(ids(&listed), [second, made["id"].as_u64().unwrap()], "newest first, and no session among them");
    assert_eq!(listed.body[0]["expires_at"], "2024-03-01T00:00:00+09:00");
    let shown = listed.body.to_string();
    assert!(!shown.contains(text) && !shown.contains("token\""), "{shown}");
    shop.end().await;
}

#[tokio::test]
async fn a_token_acts_as_its_user_and_history_names_it() {
    let shop = Shop::open().await;
    let (id, text) = issue(&shop, "서버", json!(null)).await;
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동"});
    shop.call(Method::POST, ORDERS, Some(&text), Some(body), 201).await;
    assert_eq!(shop.order(1).await["history"][0]["by"], format!("token:1/{id}"));
    assert_eq!(me(&shop, &text, 200).await.body["id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn a_token_tells_when_it_was_last_used_to_the_hour() {
    let shop = Shop::open().await;
    let (_, text) = issue(&shop, "서버", json!(null)).await;
    issue(&shop, "창고", json!(null)).await;
    let used = async || {
        let listed = shop.get("/auth/tokens", 200).await.body;
        assert_eq!(listed[0]["last_used_at"], json!(null), "the other one was never used");
        listed[1]["last_used_at"].clone()
    };
    assert_eq!(used().await, json!(null));
    for (later_ms, noted) in [(0, "11:00"), (HOUR_MS - 1, "11:00"), (1, "12:00"), (HOUR_MS * 2, "14:00")] {
        shop.clock.advance_ms(later_ms);
        me(&shop, &text, 200).await;
        assert_eq!(used().await, format!("2024-02-12T{noted}:00+09:00"));
    }
    // Within the hour a request with a token writes nothing, and one with a session never does.
    shop.wire.taken();
    me(&shop, &text, 200).await;
    shop.clock.advance_ms(HOUR_MS);
    me(&shop, &shop.owner, 200).await;
    assert!(shop.wire.taken().iter().all(|call| call.operation == "GetItem"));
    // Nor does a use that cannot be noted stop the request.
    let refusal = json!({"__type": "ValidationException", "message": "no"});
    shop.wire.rule(move |call| match call.operation.as_str() {
        "UpdateItem" => Fate::Refuse(400, refusal.clone()),
        _ => Fate::Pass,
    });
    me(&shop, &text, 200).await;
    shop.wire.calm();
    shop.end().await;
}

#[tokio::test]
async fn a_revoked_token_stops_at_the_very_next_request() {
    let shop = Shop::open().await;
    let (id, text) = issue(&shop, "서버", json!(null)).await;
    let (_, other) = issue(&shop, "창고", json!(null)).await;
    me(&shop, &text, 200).await;
    shop.delete(&format!("/auth/tokens/{id}"), 204).await;
    assert_problem(&me(&shop, &text, 401).await, "token_invalid");
    me(&shop, &other, 200).await;
    refused(&shop, Method::DELETE, &format!("/auth/tokens/{id}"), json!({}), "token_not_found").await;
    shop.end().await;
}

#[tokio::test]
async fn a_token_ends_when_it_was_said_to() {
    let shop = Shop::open().await;
    let (_, text) = issue(&shop, "오늘만", json!("2024-02-12T12:00:00+09:00")).await;
    shop.clock.advance_ms(HOUR_MS - 1_000);
    me(&shop, &text, 200).await;
    shop.clock.advance_ms(1_000);
    assert_problem(&me(&shop, &text, 401).await, "token_expired");
    assert_eq!(ids(&shop.get("/auth/tokens", 200).await), [0_u64; 0], "an expired token is not listed");
    shop.end().await;
}

#[tokio::test]
async fn a_token_without_an_end_outlives_every_session() {
    let shop = Shop::open().await;
    let (_, text) = issue(&shop, "서버", json!(null)).await;
    shop.clock.advance_ms(10 * 365 * 24 * HOUR_MS);
    me(&shop, &text, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_token_cannot_be_made_for_the_past_or_without_a_name() {
    let shop = Shop::open().await;
    let now = shop.clock.now().rfc3339();
    let answer = refused(&shop, Method::POST, "/auth/tokens", json!({"expires_at": now}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["name:required", "expires_at:out_of_range"]);
    let answer =
        refused(&shop, Method::POST, "/auth/tokens", json!({"name": 5, "expires_at": "tomorrow"}), "invalid_fields")
            .await;
    assert_eq!(bad_fields(&answer), ["name:wrong_type", "expires_at:invalid"]);
    shop.end().await;
}

#[tokio::test]
async fn nobody_revokes_the_token_of_another() {
    let shop = Shop::open().await;
    let (id, text) = issue(&shop, "서버", json!(null)).await;
    let other = shop.member("staff@example.com", "MEMBER").await;
    let answer = shop.call(Method::DELETE, &format!("/auth/tokens/{id}"), Some(&other), None, 404).await;
    assert_problem(&answer, "token_not_found");
    for bent in ["0", "-1", "abc", "99999999999999999999999"] {
        refused(&shop, Method::DELETE, &format!("/auth/tokens/{bent}"), json!({}), "token_not_found").await;
    }
    me(&shop, &text, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_person_has_two_hundred_tokens_at_most() {
    let shop = Shop::open().await;
    let (first, _) = issue(&shop, "첫째", json!(null)).await;
    for nth in 2..=200 {
        issue(&shop, &format!("서버 {nth}"), json!(null)).await;
    }
    refused(&shop, Method::POST, "/auth/tokens", json!({"name": "하나 더"}), "too_many_tokens").await;
    shop.delete(&format!("/auth/tokens/{first}"), 204).await;
    issue(&shop, "하나 더", json!(null)).await;
    shop.end().await;
}
