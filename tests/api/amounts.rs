//! What was received of what was asked: an order that is matched by hand with too little is never told as paid in full.

use serde_json::{Value, json};
use tests::Shop;

const MANUAL: &str = "/workspaces/1/matches/manual";
const DEPOSIT: &str = "/workspaces/1/deposits/1";

/// An order of 김철수 over so much, and a deposit of 이영희, matched by hand.
async fn matched(received: u64, asked: u64) -> (Shop, Value) {
    let shop = Shop::open().await;
    shop.place("A-1", asked, "김철수").await;
    shop.pay("이영희", received, 1_000_000).await;
    let answer = shop.post(MANUAL, json!({"deposit_id": 1, "order_id": 1}), 200).await.body;
    (shop, answer)
}

/// What an order and its deposit tell: received, difference, the deposit's rest and what became of it.
async fn told(shop: &Shop) -> Value {
    let (order, deposit) = (shop.order(1).await, shop.get(DEPOSIT, 200).await.body);
    json!([order["amount_received"], order["difference"], deposit["amount_rest"], deposit["rest_treatment"]])
}

#[tokio::test]
async fn a_match_by_hand_of_too_little_is_never_told_as_paid_in_full() {
    let (shop, answer) = matched(60_000, 191_000).await;
    let message = "매칭 완료: 입금 #1 ↔ 주문 #1";
    let whole = json!({"success": true, "message": message, "deposit_id": 1, "order_id": 1, "difference": -131_000});
    assert_eq!(answer, whole);
    assert_eq!(told(&shop).await, json!([60_000, -131_000, 0, null]));
    assert_eq!(shop.get("/workspaces/1/orders", 200).await.body[0]["difference"], -131_000);
    for story in [shop.order(1).await, shop.get(DEPOSIT, 200).await.body] {
        let entry = story["history"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&entry["what"], &entry["difference"]), (&json!("matched"), &json!(-131_000)));
    }
    shop.end().await;
}

#[tokio::test]
async fn what_is_too_much_is_told_on_both_sides() {
    let (shop, answer) = matched(191_500, 191_000).await;
    assert_eq!(answer["difference"], 500);
    assert_eq!(told(&shop).await, json!([191_500, 500, 500, "ACCEPT_OVER"]));
    shop.end().await;
}

#[tokio::test]
async fn what_is_exact_has_no_difference_whoever_matched_it() {
    let (shop, answer) = matched(191_000, 191_000).await;
    assert_eq!(answer["difference"], 0);
    assert_eq!(told(&shop).await, json!([191_000, 0, 0, null]));
    let placed = shop.place("A-2", 14_510, "홍길동").await;
    assert_eq!((&placed["amount_received"], &placed["difference"]), (&json!(0), &Value::Null));
    shop.pay("홍길동", 14_510, 2_000_000).await;
    let paid = shop.order(2).await;
    assert_eq!((&paid["amount_received"], &paid["difference"]), (&json!(14_510), &json!(0)));
    assert_eq!(paid["history"][1]["difference"], 0);
    shop.end().await;
}

#[tokio::test]
async fn what_a_match_received_goes_with_the_match() {
    let (shop, _) = matched(60_000, 191_000).await;
    // Its customer's fields may change meanwhile; what was received stays.
    shop.patch("/workspaces/1/orders/1", json!({"memo": "문 앞"}), 200).await;
    assert_eq!(told(&shop).await, json!([60_000, -131_000, 0, null]));
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    assert_eq!(told(&shop).await, json!([0, null, 60_000, null]));
    // It waits for all of its amount again, and its own deposit pays it.
    shop.pay("김철수", 191_000, 2_000_000).await;
    let paid = shop.order(1).await;
    assert_eq!(
        (&paid["status"], &paid["matched_deposit_id"], &paid["difference"]),
        (&json!("MATCHED"), &json!(2), &json!(0))
    );
    shop.end().await;
}

#[tokio::test]
async fn a_dismissed_deposit_is_all_rest() {
    let shop = Shop::open().await;
    shop.pay("이영희", 60_000, 1_000_000).await;
    let dismissed = shop.post(&format!("{DEPOSIT}/dismiss"), json!({"reason": "PRIVATE"}), 200).await.body;
    assert_eq!((&dismissed["amount_rest"], &dismissed["rest_treatment"]), (&json!(60_000), &Value::Null));
    shop.end().await;
}
