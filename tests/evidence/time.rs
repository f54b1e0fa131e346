//! Old money pays nothing new, and what is too early or too late waits for a person.

use domain::Timestamp;
use domain::time::{DAY_MS, HOUR_MS};
use serde_json::json;
use tests::Shop;

use super::{BANK, call, deposits, kb, keyed, later, newest, told};

/// A text of then, with the phone's stamp of then.
async fn told_of(shop: &Shop, key: &str, at: Timestamp, name: &str, amount: u64) {
    let raw = kb(at, name, amount, Some(at.ms() / 60_000));
    call(shop, key, &json!({"text": raw, "from": BANK, "sentStamp": at.ms()})).await;
}

#[tokio::test]
async fn a_message_of_ten_months_ago_pays_no_order_of_today() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    told_of(&shop, &key, shop.clock.now().plus_ms(-300 * DAY_MS), "홍길동", 50_000).await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"));
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["outside_match_window"]));
    shop.end().await;
}

#[tokio::test]
async fn a_dump_of_a_years_messages_pays_none() {
    let (shop, key) = keyed().await;
    shop.place("A-0", 50_000, "홍길동").await;
    for month in 1..=11 {
        told_of(&shop, &key, shop.clock.now().plus_ms(-30 * month * DAY_MS - DAY_MS), "홍길동", 50_000).await;
        shop.place(&format!("A-{month}"), 50_000, "홍길동").await;
    }
    let matched = shop.get("/workspaces/1/orders?status=MATCHED", 200).await.body;
    assert_eq!((matched, deposits(&shop).await), (json!([]), 11));
    shop.end().await;
}

#[tokio::test]
async fn money_of_some_days_before_pays_within_the_hours_that_the_shop_says() {
    for (days, hours, status) in [(2, 72, "MATCHED"), (4, 72, "PENDING"), (4, 240, "MATCHED"), (2, 0, "PENDING")] {
        let (shop, key) = keyed().await;
        shop.patch("/workspaces/1", json!({"settings": {"early_deposit_hours": hours}}), 200).await;
        told_of(&shop, &key, shop.clock.now().plus_ms(-days * DAY_MS), "홍길동", 50_000).await;
        shop.place("A-1", 50_000, "홍길동").await;
        assert_eq!(shop.order(1).await["status"], json!(status), "{days} days, {hours} hours");
        let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
        if status == "PENDING" {
            let reasons = candidates[0]["reasons"].as_array().unwrap();
            assert!(reasons.contains(&json!("deposited_long_before_order")), "{candidates}");
        }
        shop.end().await;
    }
}

#[tokio::test]
async fn an_order_that_was_made_earlier_than_it_was_told_takes_its_money() {
    let (shop, key) = keyed().await;
    let ordered = shop.clock.now().plus_ms(-10 * DAY_MS);
    told_of(&shop, &key, ordered.plus_ms(HOUR_MS), "홍길동", 50_000).await;
    let body = json!({"order_number": "A-1", "amount": 50_000, "depositor_name": "홍길동",
        "ordered_at": ordered.rfc3339()});
    let order = shop.post("/workspaces/1/orders", body, 201).await.body;
    assert_eq!((&order["status"], &order["ordered_at"]), (&json!("MATCHED"), &json!(ordered.rfc3339())));
    for bad in [shop.clock.now().plus_ms(1_000), shop.clock.now().plus_ms(-61 * DAY_MS)] {
        let body = json!({"order_number": "A-2", "amount": 1, "depositor_name": "홍", "ordered_at": bad.rfc3339()});
        shop.post("/workspaces/1/orders", body, 400).await;
    }
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_was_opened_again_waits_anew() {
    let (mut shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    later(&mut shop, 40 * DAY_MS).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "PENDING"}), 200).await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(90_000))).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"), "{}", newest(&shop).await);
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_waited_too_long_is_held_and_waits_again_when_the_window_grows() {
    let (mut shop, key) = keyed().await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(90_000))).await;
    assert_eq!(newest(&shop).await["state"], json!("WAITING"));
    later(&mut shop, 31 * DAY_MS).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["outside_match_window"]), "as it reads");
    shop.place("A-1", 50_000, "홍길동").await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"));
    let refused = shop.post("/workspaces/1/deposits/1/release", json!({}), 400).await;
    assert_eq!(refused.body["code"], json!("release_changes_nothing"));
    shop.patch("/workspaces/1", json!({"settings": {"match_window_days": 60, "early_deposit_hours": 720}}), 200).await;
    shop.rest().await;
    let deposit = shop.deposit(1).await;
    assert_eq!(deposit["state"], json!("WAITING"), "{deposit}");
    shop.end().await;
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_moves_no_year() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(90_000));
    let ahead = shop.clock.now().plus_ms(DAY_MS - 60_000);
    call(&shop, &key, &json!({"text": raw, "from": BANK, "sentStamp": ahead.ms()})).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"), "{}", newest(&shop).await);
    shop.end().await;
}
