//! Test workspaces: nothing real comes in, and whatever they tell says what they are.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

/// A test workspace beside the shop's own, with the very account and an order of the same price and name.
async fn beside(shop: &Shop) -> String {
    let made = shop.post("/workspaces", json!({"name": "시험", "mode": "TEST"}), 200).await.body;
    assert_eq!((&made["mode"], &made["livemode"]), (&json!("TEST"), &json!(false)));
    let ws = format!("/workspaces/{}", made["id"]);
    let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-123-000000",
        "account_holder": "홍길동"});
    assert_eq!(shop.post(&format!("{ws}/bank-accounts"), account, 201).await.body["livemode"], false);
    let order = json!({"order_number": "T-1", "amount": 14_510, "depositor_name": "홍길동"});
    assert_eq!(shop.post(&format!("{ws}/orders"), order, 201).await.body["livemode"], false);
    ws
}

#[tokio::test]
async fn a_real_message_pays_the_real_order_as_if_no_test_workspace_had_the_account() {
    let shop = Shop::open().await;
    let ws = beside(&shop).await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    let order = shop.order(1).await;
    assert_eq!((&order["status"], &order["livemode"]), (&json!("MATCHED"), &json!(true)));
    let of_test = shop.get(&format!("{ws}/orders/1"), 200).await.body;
    assert_eq!(of_test["status"], "PENDING");
    let account = shop.get("/workspaces/1/bank-accounts/1", 200).await.body;
    assert_eq!(account["contested_at"], Value::Null, "nobody contests it");
    assert_eq!(shop.get(&format!("{ws}/deposits"), 200).await.body, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn what_came_before_or_over_a_phones_url_is_not_handed_to_a_test_workspace() {
    let shop = Shop::open().await;
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": false}), 200).await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    let ws = beside(&shop).await;
    shop.clock.advance_ms(61_000);
    shop.drain().await;
    assert_eq!(shop.get(&format!("{ws}/deposits"), 200).await.body, json!([]));
    let phone = shop.post(&format!("{ws}/phone-numbers"), json!({"phone_number": "010-0000-0001"}), 201).await.body;
    let url = phone["webhook_url"].as_str().unwrap();
    let path = url.split_once("/api/v1").unwrap().1;
    let refused = shop.call(Method::POST, path, None, Some(json!({"raw_sms": "x"})), 403).await;
    assert_eq!(refused.code(), "test_workspace");
    shop.end().await;
}

#[tokio::test]
async fn a_mode_is_said_once_and_stays() {
    let shop = Shop::open().await;
    let ws = beside(&shop).await;
    let same = shop.patch(&ws, json!({"mode": "LIVE", "name": "시험 2"}), 200).await.body;
    assert_eq!((&same["mode"], &same["livemode"]), (&json!("TEST"), &json!(false)), "a PATCH knows no mode");
    let refused = shop.post("/workspaces", json!({"name": "시험", "mode": "DEMO"}), 400).await.body;
    assert_eq!(refused["errors"][0]["field"], "mode", "{refused}");
    let all = shop.get("/workspaces", 200).await.body;
    let modes: Vec<_> = all.as_array().unwrap().iter().map(|one| one["mode"].as_str().unwrap()).collect();
    assert_eq!(modes.len(), 2);
    assert!(modes.contains(&"LIVE") && modes.contains(&"TEST"));
    let second = shop.post("/workspaces", json!({"name": "둘째"}), 200).await.body;
    assert_eq!(second["id"], 2, "real ones count on");
    shop.end().await;
}
