//! What is begun before it is known who calls, or whose the money is: for nobody but those who were let in, and thrown
//! away where it turns out otherwise.

use axum::http::Method;
use serde_json::json;
use tests::{Call, Shop};

fn takes_an_id(call: &Call) -> bool {
    call.operation == "UpdateItem" && call.body["Key"]["PK"]["S"].as_str().is_some_and(|pk| pk.starts_with("SEQ#"))
}

fn order(number: &str) -> Option<serde_json::Value> {
    Some(json!({"order_number": number, "amount": 14_510, "depositor_name": "홍길동"}))
}

#[tokio::test]
async fn a_stranger_makes_no_shop_take_an_id() {
    let shop = Shop::open().await;
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.place("A-1", 14_510, "홍길동").await;
    for _ in 0..2 {
        shop.wire.taken();
        shop.call(Method::POST, "/workspaces/1/orders", Some(&stranger), order("A-2"), 404).await;
        assert!(!shop.wire.taken().iter().any(takes_an_id));
    }
    shop.end().await;
}

#[tokio::test]
async fn whoever_was_let_in_and_is_no_more_places_nothing() {
    let shop = Shop::open().await;
    let other = shop.log_in("owner@example.com").await;
    let place = async |number: &str, token: &str, status: u16| {
        shop.call(Method::POST, "/workspaces/1/orders", Some(token), order(number), status).await
    };
    place("A-1", &other, 201).await;
    shop.call(Method::POST, "/auth/logout", Some(&other), None, 204).await;
    place("A-2", &other, 401).await;
    shop.wire.taken();
    place("A-2", &other, 401).await;
    assert!(!shop.wire.taken().iter().any(takes_an_id), "once turned away, nothing is prepared");
    assert_eq!(shop.get("/workspaces/1/orders", 200).await.body.as_array().unwrap().len(), 1);
    assert_eq!(place("A-2", &shop.owner, 201).await.body["id"], 3, "what was taken for it is a gap");
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_is_refused_beside_its_id_is_not_placed() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let late = json!({"order_number": "A-2", "amount": 14_510, "depositor_name": "홍길동", "expires_at": "2020-01-01T00:00:00Z"});
    shop.post("/workspaces/1/orders", late, 400).await;
    shop.post("/workspaces/1/orders", json!({"order_number": "A-2"}), 400).await;
    assert_eq!(shop.place("A-2", 14_510, "홍길동").await["status"], "PENDING");
    shop.end().await;
}

/// What was read for the account of the last message is not used for another one, nor for one that is gone.
#[tokio::test]
async fn an_account_that_changed_since_is_read_anew() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let forward = async |name: &str, balance: u64| {
        let raw = shop.kb(name, 14_510, balance);
        shop.forward(&format!("/webhooks/bank-sms/{key}"), &raw, shop.clock.now()).await;
        shop.drain().await;
    };
    for (number, name) in [("A-1", "홍길동"), ("A-2", "김철수"), ("A-3", "박영희"), ("A-4", "이서연")] {
        shop.place(number, 14_510, name).await;
    }
    forward("홍길동", 900_000).await;
    forward("김철수", 914_510).await;
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": false}), 200).await;
    forward("박영희", 929_020).await;
    assert_eq!(shop.order(3).await["status"], "PENDING", "its account is no more");
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": true}), 200).await;
    forward("이서연", 943_530).await;
    for id in [1, 2, 4] {
        assert_eq!(shop.order(id).await["status"], "MATCHED", "{id}");
    }
    shop.end().await;
}
