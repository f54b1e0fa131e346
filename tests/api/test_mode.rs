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

/// Has the bank of a test workspace write, and waits for what comes of it.
async fn write(shop: &Shop, ws: &str, what: Value) -> Value {
    let answer = shop.post(&format!("{ws}/test/messages"), what, 202).await.body;
    shop.drain().await;
    answer
}

#[tokio::test]
async fn the_bank_writes_and_its_message_goes_the_way_of_a_real_one() {
    let shop = Shop::open().await;
    let ws = shop.test_workspace().await;
    let order = json!({"order_number": "T-1", "amount": 14_510, "depositor_name": "홍길동"});
    shop.post(&format!("{ws}/orders"), order, 201).await;
    let first = write(&shop, &ws, json!({"amount": 14_510, "name": "홍길동"})).await;
    assert!(first["raw_sms"].as_str().unwrap().contains("14,510"), "{first}");
    assert_eq!(shop.get(&format!("{ws}/orders/1"), 200).await.body["status"], "MATCHED");
    let deposit = shop.get(&format!("{ws}/deposits/1"), 200).await.body;
    assert_eq!((&deposit["via"], &deposit["livemode"]), (&json!("keyed"), &json!(false)));
    assert_eq!((&deposit["sender_verdict"], &deposit["balance"]), (&json!("bank"), &json!(1_014_510)));
    assert_eq!(deposit["raw_sms"], first["raw_sms"]);
    // The account goes on from there.
    write(&shop, &ws, json!({"amount": 100, "name": "(주)달빛 & 별"})).await;
    let newest = shop.get(&format!("{ws}/deposits?limit=1"), 200).await.body;
    assert_eq!((&newest[0]["balance"], &newest[0]["depositor_name"]), (&json!(1_014_610), &json!("(주)달빛 & 별")));
    // A name that no bank prints waits for a person, word for word.
    for name in ["\"김'철수\"", "<!channel>"] {
        shop.clock.advance_ms(1_000);
        write(&shop, &ws, json!({"amount": 100, "name": name})).await;
        let newest = shop.get(&format!("{ws}/messages?limit=1"), 200).await.body;
        assert!(newest[0]["raw_sms"].as_str().unwrap().contains(name), "{newest}");
    }
    write(&shop, &ws, json!({"kind": "reversal", "amount": 14_510, "name": "홍길동"})).await;
    assert_eq!(shop.get(&format!("{ws}/orders/1"), 200).await.body["flags"], json!(["REVERSED"]));
    // Somebody else's number sends the bank's text.
    write(&shop, &ws, json!({"amount": 900, "name": "박영희", "sender": "010-0000-0000"})).await;
    let newest = shop.get(&format!("{ws}/deposits?limit=1"), 200).await.body;
    assert_eq!(newest[0]["hold_reasons"], json!(["sender_unlikely"]), "{newest}");
    assert_eq!(shop.get("/workspaces/1/deposits", 200).await.body, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn what_the_bank_cannot_write_is_told_by_field_and_a_real_workspace_has_none() {
    let shop = Shop::open().await;
    let amount = json!({"amount": 500, "name": "홍길동"});
    assert_eq!(shop.post("/workspaces/1/test/messages", amount.clone(), 403).await.code(), "live_workspace");
    let ws = beside(&shop).await;
    assert_eq!(shop.post(&format!("{ws}/test/messages"), amount, 400).await.code(), "test_phone_missing");
    shop.post(&format!("{ws}/phone-numbers"), json!({"phone_number": "010-0000-0001"}), 201).await;
    for (bad, field) in [
        (json!({"name": "홍길동"}), "amount"),
        (json!({"amount": 0}), "amount"),
        (json!({"amount": 500, "kind": "gift"}), "kind"),
        (json!({"amount": 500, "balance": "some"}), "balance"),
        (json!({"amount": 500, "shape": "none such"}), "shape"),
        (json!({"amount": 500, "at": "yesterday"}), "at"),
    ] {
        let refused = shop.post(&format!("{ws}/test/messages"), bad, 400).await.body;
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
        assert!(refused["errors"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }
    let other = json!({"amount": 500, "bank_account_id": 9});
    assert_eq!(shop.post(&format!("{ws}/test/messages"), other, 404).await.code(), "bank_account_not_found");
    shop.end().await;
}
