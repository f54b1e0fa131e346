//! Matches by hand that are impossible, and matches that are not there to be undone.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{DEPOSITS, HOUR_MS, MANUAL, ORDERS, assert_has, bad_fields, ids, record, refused};

fn pair(deposit: u64, order: u64) -> Value {
    json!({"deposit_id": deposit, "order_id": order})
}

#[tokio::test]
async fn a_match_by_hand_names_a_deposit_and_an_order() {
    let shop = Shop::open().await;
    let answer = refused(&shop, Method::POST, MANUAL, json!({}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["deposit_id:required", "order_id:required"]);
    let answer =
        refused(&shop, Method::POST, MANUAL, json!({"deposit_id": "1", "order_id": -1}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["deposit_id:wrong_type", "order_id:out_of_range"]);
    refused(&shop, Method::POST, MANUAL, pair(1, 1), "deposit_not_found").await;
    record(&shop, "홍길동", 14_510).await;
    refused(&shop, Method::POST, MANUAL, pair(1, 1), "order_not_found").await;
    shop.end().await;
}

#[tokio::test]
async fn a_cancelled_order_and_a_paid_one_take_no_deposit() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "홍길동", 14_510).await;
    shop.place("A-2", 20_000, "김철수").await;
    shop.patch("/workspaces/1/orders/2", json!({"status": "CANCELLED"}), 200).await;
    record(&shop, "이영희", 30_000).await;
    refused(&shop, Method::POST, MANUAL, pair(2, 1), "order_already_matched").await;
    refused(&shop, Method::POST, MANUAL, pair(2, 2), "order_cancelled").await;
    shop.place("A-3", 40_000, "박민수").await;
    assert_eq!(refused(&shop, Method::POST, MANUAL, pair(1, 3), "deposit_already_matched").await.body["order_id"], 1);
    assert_has(&shop.deposit(2).await, &json!({"is_matched": false, "version": 1}));
    assert_has(&shop.order(3).await, &json!({"status": "PENDING", "version": 1}));
    shop.end().await;
}

#[tokio::test]
async fn an_expired_order_is_matched_by_force_whatever_amounts_and_names() {
    let shop = Shop::open().await;
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": "2024-02-12T11:30:00+09:00"});
    shop.post(ORDERS, body, 201).await;
    shop.clock.advance_ms(HOUR_MS);
    assert_eq!(shop.order(1).await["status"], "EXPIRED");
    record(&shop, "김철수", 1).await;
    assert_has(&shop.deposit(1).await, &json!({"state": "HELD", "hold_reason": "one_won"}));
    shop.post(MANUAL, pair(1, 1), 200).await;
    assert_has(&shop.order(1).await, &json!({"status": "MATCHED", "matched_deposit_id": 1, "amount": 14_510}));
    assert_has(&shop.deposit(1).await, &json!({"state": "MATCHED", "hold_reason": null}));
    shop.end().await;
}

#[tokio::test]
async fn what_is_not_matched_cannot_be_undone() {
    let shop = Shop::open().await;
    record(&shop, "홍길동", 14_510).await;
    let unmatch = |deposit: &str| format!("/workspaces/1/matches/{deposit}/unmatch");
    let answer = refused(&shop, Method::POST, &unmatch("1"), json!({}), "deposit_not_matched").await;
    assert_eq!(answer.body["deposit_id"], 1);
    for nobody in ["2", "0", "01", "-1", "x", "1.0", "99999999999999999999"] {
        refused(&shop, Method::POST, &unmatch(nobody), json!({}), "deposit_not_found").await;
    }
    shop.end().await;
}

#[tokio::test]
async fn undone_twice_is_undone_once() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "홍길동", 14_510).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    refused(&shop, Method::POST, "/workspaces/1/matches/1/unmatch", json!({}), "deposit_not_matched").await;
    assert_has(&shop.deposit(1).await, &json!({"state": "HELD", "hold_reason": "unmatched_by_hand"}));
    assert_eq!(shop.order(1).await["status"], "PENDING", "a held deposit does not pay again by itself");
    assert_eq!(ids(&shop.get(&format!("{DEPOSITS}?is_matched=false"), 200).await), [1]);
    shop.end().await;
}

#[tokio::test]
async fn after_unmatching_a_passed_deadline_is_gone() {
    let shop = Shop::open().await;
    let body = json!({"order_number": "A-1", "amount": 14_510, "depositor_name": "홍길동", "expires_at": "2024-02-12T11:30:00+09:00"});
    shop.post(ORDERS, body, 201).await;
    record(&shop, "홍길동", 14_510).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    assert_has(&shop.order(1).await, &json!({"status": "PENDING", "expires_at": null, "matched_at": null}));
    shop.end().await;
}
