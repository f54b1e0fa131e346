//! Policies: what is matched by itself beyond the exact pair, and what is left to a person.

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Fate, Shop};

const WS: &str = "/workspaces/1";
const PHONE: &str = "010-0000-0001";

async fn set(shop: &Shop, policies: Value) -> Value {
    shop.patch(WS, json!({"settings": {"policies": policies}}), 200).await.body["settings"]["policies"].clone()
}

/// A shop with these policies.
async fn with(policies: Value) -> Shop {
    let shop = Shop::open().await;
    set(&shop, policies).await;
    shop.rest().await;
    shop
}

/// An order of this customer, and a moment later.
async fn order(shop: &Shop, number: &str, amount: u64, name: &str) {
    let body = json!({"order_number": number, "amount": amount, "depositor_name": name, "customer_phone": PHONE});
    shop.post("/workspaces/1/orders", body, 201).await;
    shop.clock.advance_ms(61_000);
    // What looks at its payer finds nothing yet.
    shop.drain().await;
}

/// Status, difference and the rule of the last entry.
async fn story(shop: &Shop, id: u64) -> (String, Value, String) {
    let order = shop.order(id).await;
    let last = order["history"].as_array().unwrap().last().unwrap().clone();
    let rule = last["rule"].as_str().unwrap_or_default().to_owned();
    if !rule.is_empty() {
        assert_eq!(last["by"], rule.as_str(), "{last}");
    }
    (order["status"].as_str().unwrap().to_owned(), order["difference"].clone(), rule)
}

fn made(difference: i64, rule: &str) -> (String, Value, String) {
    ("MATCHED".to_owned(), json!(difference), rule.to_owned())
}

fn waits() -> (String, Value, String) {
    ("PENDING".to_owned(), Value::Null, String::new())
}

const SHORT: &str = r#"{"short": {"up_to": 1000, "percent": 5}}"#;

fn short() -> Value {
    serde_json::from_str(SHORT).unwrap()
}

#[tokio::test]
async fn a_few_won_too_little_are_accepted_half_a_minute_later_where_the_owner_asks_for_it() {
    let shop = with(short()).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    shop.drain().await;
    assert_eq!(story(&shop, 1).await, waits(), "not at once");
    shop.rest().await;
    assert_eq!(story(&shop, 1).await, made(-500, "policy:short"));
    let order = shop.order(1).await;
    assert_eq!((&order["flags"], &order["payments"][0]["by"]), (&json!(["SHORT"]), &json!("policy:short")));
    let items = shop.items().await;
    shop.work_on(r#"{"v":1,"kind":"policies","workspace_id":1,"deposit_id":1}"#).await.unwrap();
    assert!(shop.items().await == items, "the same task again does nothing");
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    shop.rest().await;
    assert_eq!(shop.order(1).await["status"], "PENDING", "what a person undid stays undone");
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_comes_after_its_deposit_is_looked_at_too() {
    let shop = with(short()).await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    shop.rest().await;
    shop.place("A-1", 30_000, "홍길동").await;
    assert_eq!(story(&shop, 1).await, waits());
    shop.rest().await;
    assert_eq!(story(&shop, 1).await, made(-500, "policy:short"));
    shop.end().await;
}

#[tokio::test]
async fn too_much_is_treated_as_the_owner_said() {
    for (treat, treated) in [("ACCEPT_OVER", "ACCEPT_OVER"), ("CREDIT", "CREDIT"), ("REFUND_DUE", "REFUND_DUE")] {
        let shop = with(json!({"over": {"up_to": 2_000, "treat": treat}})).await;
        order(&shop, "A-1", 30_000, "홍길동").await;
        shop.pay("홍길동", 32_000, 1_000_000).await;
        shop.rest().await;
        let (status, _, rule) = story(&shop, 1).await;
        assert_eq!((status.as_str(), rule.as_str()), ("MATCHED", "policy:over"));
        assert_eq!(shop.deposit(1).await["rest_treatment"], treated);
        shop.end().await;
    }
}

#[tokio::test]
async fn late_money_pays_its_expired_order_within_the_hours() {
    for (hours, expected) in [(1, made(0, "policy:late")), (3, ("EXPIRED".to_owned(), Value::Null, String::new()))] {
        let shop = with(json!({"late": {"within_hours": 2}})).await;
        let until = shop.clock.now().plus_ms(60 * 60_000).rfc3339();
        let body = json!({"order_number": "A-1", "amount": 30_000, "depositor_name": "홍길동", "expires_at": until});
        shop.post("/workspaces/1/orders", body, 201).await;
        shop.clock.advance_ms((1 + hours) * 60 * 60_000);
        shop.sweep().await.unwrap();
        shop.pay("홍길동", 30_000, 1_000_000).await;
        shop.rest().await;
        assert_eq!(story(&shop, 1).await, expected);
        shop.end().await;
    }
}

#[tokio::test]
async fn money_a_few_minutes_late_waits_until_its_order_has_expired_and_then_pays_it() {
    let shop = with(json!({"late": {"within_hours": 2}})).await;
    let until = shop.clock.now().plus_ms(60 * 60_000).rfc3339();
    let body = json!({"order_number": "A-1", "amount": 30_000, "depositor_name": "홍길동", "expires_at": until});
    shop.post("/workspaces/1/orders", body, 201).await;
    shop.clock.advance_ms(65 * 60_000);
    shop.pay("홍길동", 30_000, 1_000_000).await;
    shop.rest().await;
    assert_eq!(shop.order(1).await["status"], "PENDING", "within its grace");
    shop.clock.advance_ms(6 * 60_000);
    shop.sweep().await.unwrap();
    shop.rest().await;
    assert_eq!(story(&shop, 1).await, made(0, "policy:late"));
    shop.end().await;
}

#[tokio::test]
async fn sums_of_one_customer_are_matched_where_the_owner_asks_for_it() {
    let shop = with(json!({"combined": "AUTO", "split": "AUTO"})).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    order(&shop, "A-2", 12_000, "홍길동").await;
    shop.pay("홍길동", 42_000, 1_000_000).await;
    shop.rest().await;
    for id in [1, 2] {
        assert_eq!(story(&shop, id).await, made(0, "policy:combined"));
    }
    order(&shop, "A-3", 50_000, "김철수").await;
    shop.pay("김철수", 20_000, 2_000_000).await;
    shop.rest().await;
    assert_eq!(story(&shop, 3).await, waits());
    shop.pay("김철수", 30_000, 3_000_000).await;
    shop.rest().await;
    assert_eq!(story(&shop, 3).await, made(0, "policy:split"));
    shop.end().await;
}

#[tokio::test]
async fn where_a_second_order_may_be_meant_a_person_decides() {
    let both = json!({"short": {"up_to": 1000, "percent": 5}, "over": {"up_to": 2000, "treat": "CREDIT"}});
    let shop = with(both).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    order(&shop, "A-2", 29_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    order(&shop, "A-3", 9_900, "김철수").await;
    order(&shop, "A-4", 9_800, "이영희").await;
    shop.pay("김철수", 9_800, 2_000_000).await;
    shop.rest().await;
    for id in 1..=4 {
        assert_eq!(story(&shop, id).await, waits(), "order {id}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_policy_that_is_off_does_nothing_and_asks_for_nothing() {
    let shop = with(json!({})).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    shop.queue_wire.taken();
    shop.pay("홍길동", 29_500, 1_000_000).await;
    let sent = shop.queue_wire.taken();
    assert!(!sent.iter().any(|call| call.body.to_string().contains("policies")), "no task is sent");
    shop.rest().await;
    assert_eq!(story(&shop, 1).await, waits());
    shop.end().await;
}

#[tokio::test]
async fn a_policy_that_was_switched_off_meanwhile_does_nothing() {
    let shop = with(short()).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    assert_eq!(set(&shop, json!({"short": null})).await["short"], Value::Null);
    shop.rest().await;
    assert_eq!(story(&shop, 1).await, waits());
    shop.end().await;
}

#[tokio::test]
async fn a_person_who_was_first_wins() {
    let shop = with(short()).await;
    order(&shop, "A-1", 30_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    let body = json!({"deposit_ids": [1], "order_ids": [1], "difference": "KEEP_OPEN"});
    shop.post("/workspaces/1/matches", body, 200).await;
    shop.rest().await;
    let order = shop.order(1).await;
    assert_eq!((&order["status"], &order["payment_state"]), (&json!("PENDING"), &json!("PARTIAL")));
    shop.end().await;
}

#[tokio::test]
async fn a_death_before_or_after_the_write_leaves_all_or_nothing_and_the_task_comes_again() {
    let task = r#"{"v":1,"kind":"policies","workspace_id":1,"deposit_id":1}"#;
    for reply_lost in [false, true] {
        let shop = with(short()).await;
        order(&shop, "A-1", 30_000, "홍길동").await;
        shop.pay("홍길동", 29_500, 1_000_000).await;
        let fate = if reply_lost { Fate::LoseReply } else { Fate::LoseRequest };
        shop.wire.rule(move |call| if call.operation == "TransactWriteItems" { fate.clone() } else { Fate::Pass });
        let died = shop.work_on(task).await;
        assert!(died.is_err() || reply_lost, "{died:?}");
        shop.wire.calm();
        shop.rest().await;
        assert_eq!(story(&shop, 1).await, made(-500, "policy:short"), "reply lost: {reply_lost}");
        shop.end().await;
    }
}

#[tokio::test]
async fn only_the_owner_sets_policies_and_bad_values_are_refused_with_what_to_do() {
    let shop = Shop::open().await;
    let all = json!({"short": {"up_to": 5000, "percent": 10}, "over": {"up_to": 3000, "treat": "REFUND_DUE"},
        "late": {"within_hours": 720}, "combined": "AUTO", "split": "PROPOSE"});
    let off = json!({"short": null, "over": null, "late": null, "combined": "PROPOSE", "split": "PROPOSE"});
    assert_eq!(shop.get(WS, 200).await.body["settings"]["policies"], off);
    let member = shop.member("member@example.com", "MEMBER").await;
    let asked = json!({"settings": {"policies": all}});
    shop.call(Method::PATCH, WS, Some(&member), Some(asked), 403).await;
    assert_eq!(set(&shop, all.clone()).await, all);
    assert_eq!(set(&shop, json!({"combined": "PROPOSE"})).await["short"], all["short"], "the others stay");
    let log = shop.get("/workspaces/1/audit", 200).await.body;
    let changes = || log.as_array().unwrap().iter().flat_map(|entry| entry["changes"].as_array().unwrap());
    let told = |name: &str| changes().find(|change| change["field"] == name).map(|change| change["to"].clone());
    assert_eq!(told("policies.short"), Some(json!("5000,10%")));
    assert_eq!(told("policies.over"), Some(json!("3000,REFUND_DUE")));
    for (bad, place) in [
        (json!({"short": {"up_to": 5001, "percent": 10}}), "settings.policies.short.up_to"),
        (json!({"short": {"up_to": 5000, "percent": 11}}), "settings.policies.short.percent"),
        (json!({"short": {"percent": 5}}), "settings.policies.short.up_to"),
        (json!({"over": {"up_to": 0, "treat": "CREDIT"}}), "settings.policies.over.up_to"),
        (json!({"over": {"up_to": 5, "treat": "KEEP"}}), "settings.policies.over.treat"),
        (json!({"late": {"within_hours": 721}}), "settings.policies.late.within_hours"),
        (json!({"combined": null}), "settings.policies.combined"),
        (json!({"split": "MAYBE"}), "settings.policies.split"),
    ] {
        let refused = shop.patch(WS, json!({"settings": {"policies": bad}}), 400).await.body;
        assert_eq!(refused["errors"][0]["field"], place, "{refused}");
        assert!(refused["errors"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    }
    shop.end().await;
}
