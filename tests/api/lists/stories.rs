//! What a single read shows beyond a list's row: the whole story of an order or a deposit, and a deposit's candidates.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{DEPOSITS, HOUR_MS, ORDERS, record, refused};

/// What an entry says, and of whom: `what by`.
fn story(body: &Value) -> Vec<String> {
    let entries = body["history"].as_array().unwrap();
    entries
        .iter()
        .map(|entry| format!("{} {}", entry["what"].as_str().unwrap(), entry["by"].as_str().unwrap()))
        .collect()
}

#[tokio::test]
async fn an_orders_whole_story_is_one_read() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길도").await;
    shop.clock.advance_ms(60_000);
    shop.patch("/workspaces/1/orders/1", json!({"depositor_name": "홍길동", "memo": "고침"}), 200).await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "PENDING", "expires_at": "2024-02-12T11:30:00+09:00"}), 200)
        .await;
    shop.clock.advance_ms(HOUR_MS);
    shop.expire_due().await;
    let order = shop.order(1).await;
    let wanted = [
        "placed user:1",
        "amended user:1",
        "matched auto",
        "unmatched user:1",
        "cancelled user:1",
        "amended user:1",
        "reopened user:1",
        "expired sweeper",
    ];
    assert_eq!(story(&order), wanted);
    let history = &order["history"];
    assert_eq!(history[0]["at"], "2024-02-12T11:00:00+09:00");
    let changes = json!([{"field": "depositor_name", "from": "홍길도", "to": "홍길동"}, {"field": "memo", "from": null, "to": null}]);
    assert_eq!(history[1]["changes"], changes, "what a customer told is named and not repeated");
    assert_eq!((&history[2]["deposit_id"], &history[2]["rule"]), (&json!(1), &json!("same")));
    assert_eq!(history[2]["reasons"], json!(["amount_equal", "name_same"]));
    assert!(shop.get(ORDERS, 200).await.body[0].get("history").is_none(), "a list has no stories");
    shop.end().await;
}

#[tokio::test]
async fn a_deposits_whole_story_is_one_read() {
    let shop = Shop::open().await;
    record(&shop, "홍길동", 14_510).await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    let deposit = shop.deposit(1).await;
    assert_eq!(story(&deposit), ["received user:1", "matched auto", "unmatched user:1", "matched user:1"]);
    assert_eq!(deposit["history"][1]["rule"], "same");
    assert_eq!((&deposit["history"][3]["rule"], &deposit["history"][3]["order_id"]), (&json!("by_hand"), &json!(1)));
    assert!(shop.get(DEPOSITS, 200).await.body[0].get("history").is_none(), "a list has no stories");
    shop.end().await;
}

#[tokio::test]
async fn candidates_come_best_first_with_their_reasons() {
    let shop = Shop::open().await;
    let order = async |number: &str, name: &str, expires_at: Value| {
        let body = json!({"order_number": number, "amount": 14_510, "depositor_name": name, "expires_at": expires_at});
        shop.post(ORDERS, body, 201).await
    };
    order("other-name", "김철수", json!(null)).await;
    order("first", "홍길동", json!(null)).await;
    order("second", "홍 길동", json!(null)).await;
    order("late", "홍길동", json!("2024-02-12T11:20:00+09:00")).await;
    shop.place("other-amount", 14_511, "홍길동").await;
    order("cancelled", "홍길동", json!(null)).await;
    shop.patch("/workspaces/1/orders/6", json!({"status": "CANCELLED"}), 200).await;
    shop.clock.advance_ms(25 * 60_000);
    record(&shop, "홍길동", 14_510).await;
    assert_eq!(shop.deposit(1).await["state"], "WAITING", "two fit");
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    let told: Vec<(&str, Value)> = candidates
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["order_number"].as_str().unwrap(), row["reasons"].clone()))
        .collect();
    let wanted = [
        ("first", json!(["amount_equal", "name_same"])),
        ("second", json!(["amount_equal", "name_same"])),
        ("other-name", json!(["amount_equal", "name_differs"])),
        ("late", json!(["amount_equal", "name_same", "deposited_after_deadline"])),
    ];
    assert_eq!(told, wanted);
    let first = json!({"order_id": 2, "order_number": "first", "amount": 14_510, "amount_open": 14_510, "depositor_name": "홍길동",
        "status": "PENDING", "expires_at": null, "customer_phone": null, "memo": null, "created_at": "2024-02-12T11:00:00+09:00", "reasons": ["amount_equal", "name_same"]});
    assert_eq!(candidates[0], first);
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_nothing_fits_has_no_candidates() {
    let shop = Shop::open().await;
    record(&shop, "홍길동", 14_510).await;
    assert_eq!(shop.get("/workspaces/1/deposits/1/candidates", 200).await.body, json!([]));
    for nobody in ["2", "0", "x"] {
        for path in [format!("{DEPOSITS}/{nobody}"), format!("{DEPOSITS}/{nobody}/candidates")] {
            refused(&shop, Method::GET, &path, json!({}), "deposit_not_found").await;
        }
        refused(&shop, Method::GET, &format!("{ORDERS}/{nobody}"), json!({}), "order_not_found").await;
    }
    shop.end().await;
}

#[tokio::test]
async fn the_banks_are_told_by_code() {
    let shop = Shop::open().await;
    let banks = shop.get("/banks", 200).await.body;
    let codes: Vec<&str> = banks.as_array().unwrap().iter().map(|bank| bank["code"].as_str().unwrap()).collect();
    assert!(codes.is_sorted() && codes.contains(&"004") && codes.len() > 15, "{codes:?}");
    let kb = banks.as_array().unwrap().iter().find(|bank| bank["code"] == "004").unwrap();
    assert_eq!((kb["readable"].as_bool(), kb["name"].is_string()), (Some(true), true));
    shop.end().await;
}
