//! What the policies would have made of last month's decisions.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

const BACKTEST: &str = "/workspaces/1/policies/backtest";
const SHORT: &str = "/workspaces/1/policies/backtest?short_up_to=1000&short_percent=5";

/// Half an hour later a person says what a deposit pays, and what becomes of the difference.
async fn press(shop: &Shop, deposit: u64, order: u64, difference: &str) {
    shop.clock.advance_ms(30 * 60_000);
    let body = json!({"deposit_ids": [deposit], "order_ids": [order], "difference": difference});
    shop.post("/workspaces/1/matches", body, 200).await;
    shop.rest().await;
}

/// Policy, how many as the person did, how many otherwise.
fn counts(answer: &Value) -> Vec<(&str, u64, u64)> {
    let rows = answer["policies"].as_array().unwrap().iter();
    let count = |row: &Value, name: &str| row[name].as_u64().unwrap();
    rows.map(|row| (row["policy"].as_str().unwrap(), count(row, "same"), count(row, "otherwise"))).collect()
}

#[tokio::test]
async fn what_people_pressed_stands_beside_what_each_policy_would_have_made_of_it() {
    let shop = Shop::open().await;
    shop.place("A-1", 30_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    press(&shop, 1, 1, "ACCEPT_SHORT").await;
    shop.place("A-2", 50_000, "김영희").await;
    shop.place("A-3", 49_900, "김영숙").await;
    shop.pay("김영희", 49_500, 1_049_500).await;
    press(&shop, 2, 3, "ACCEPT_SHORT").await;
    let items = shop.items().await;
    let answer = shop.get(SHORT, 200).await.body;
    assert!(shop.items().await == items, "it writes nothing");
    assert_eq!((&answer["decisions"], &answer["capped"]), (&json!(2), &json!(false)));
    assert_eq!(counts(&answer), [("short", 1, 1)]);
    let rows = &answer["policies"][0]["rows"];
    let told = |row: &Value| {
        let of = |list: &str| row[list][0]["order_number"].as_str().unwrap().to_owned();
        (row["is_same"].as_bool().unwrap(), of("orders"), of("decided_orders"), row["difference"].as_i64().unwrap())
    };
    assert_eq!(told(&rows[0]), (false, "A-2".into(), "A-3".into(), -500), "what it would have done otherwise is first");
    assert_eq!(told(&rows[1]), (true, "A-1".into(), "A-1".into(), -500));
    assert_eq!(rows[1]["deposits"][0]["depositor_name"], "홍길동");
    // Narrower, and off.
    assert_eq!(counts(&shop.get(&SHORT.replace("1000", "499"), 200).await.body), [("short", 0, 0)]);
    assert_eq!(shop.get(BACKTEST, 200).await.body["policies"], json!([]));
    // A month later it is too long ago.
    shop.clock.advance_ms(31 * 24 * 3_600_000);
    let later = shop.in_person(Method::GET, SHORT, Value::Null, 200).await;
    assert_eq!(later.body["decisions"], 0);
    shop.end().await;
}

#[tokio::test]
async fn what_a_policy_matched_is_no_press_and_what_was_dismissed_is_one() {
    let shop = Shop::open().await;
    let policies = json!({"short": {"up_to": 1000, "percent": 5}});
    shop.patch("/workspaces/1", json!({"settings": {"policies": policies}}), 200).await;
    shop.place("A-1", 30_000, "홍길동").await;
    shop.pay("홍길동", 29_500, 1_000_000).await;
    shop.rest().await;
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    assert_eq!(counts(&shop.get(BACKTEST, 200).await.body), [("short", 0, 0)], "as it is set, and nothing to press");
    shop.patch("/workspaces/1", json!({"settings": {"policies": {"short": null}}}), 200).await;
    shop.place("A-2", 30_000, "김영희").await;
    shop.pay("김영희", 29_500, 1_029_500).await;
    shop.clock.advance_ms(60_000);
    shop.post("/workspaces/1/deposits/2/dismiss", json!({"reason": "REFUNDED"}), 200).await;
    let answer = shop.get(SHORT, 200).await.body;
    assert_eq!(counts(&answer), [("short", 0, 1)]);
    let row = &answer["policies"][0]["rows"][0];
    assert_eq!((&row["dismissed"], &row["decided_orders"]), (&json!("REFUNDED"), &json!([])));
    shop.end().await;
}

#[tokio::test]
async fn half_a_policy_is_refused_with_the_other_half() {
    let shop = Shop::open().await;
    for (half, field) in [("short_up_to=1000", "short_percent"), ("over_treat=CREDIT", "over_treat")] {
        let refused = shop.get(&format!("{BACKTEST}?{half}"), 400).await.body;
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    for bad in ["short_up_to=5001&short_percent=5", "late_within_hours=0", "combined=YES"] {
        assert_eq!(shop.get(&format!("{BACKTEST}?{bad}"), 400).await.code(), "invalid_query");
    }
    let over = shop.get(&format!("{BACKTEST}?over_up_to=500&over_treat=CREDIT&combined=AUTO"), 200).await.body;
    assert_eq!(counts(&over), [("over", 0, 0), ("combined", 0, 0)]);
    shop.end().await;
}
