//! The bank takes a deposit back, or the shop sends the money back.

use domain::Timestamp;
use domain::time::MINUTE_MS;
use serde_json::{Value, json};
use tests::Shop;

use super::{call, kb, keyed, newest, told};

fn taken_back(at: Timestamp, name: &str, amount: u64, balance: Option<i64>) -> String {
    kb(at, name, amount, balance).replace("입금 ", "입금취소 ")
}

async fn inbox(shop: &Shop) -> Vec<Value> {
    shop.get("/workspaces/1/messages", 200).await.body.as_array().unwrap().clone()
}

#[tokio::test]
async fn a_deposit_that_the_bank_took_back_leaves_its_order_waiting() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 14_510, "박하늘").await;
    told(&shop, &key, &kb(shop.clock.now(), "박하늘", 14_510, Some(900_000))).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    shop.clock.advance_ms(MINUTE_MS);
    let back = taken_back(shop.clock.now(), "박하늘", 14_510, Some(885_490));
    let answer = told(&shop, &key, &back).await;
    assert_eq!(answer.body["deposit_id"], json!(1), "{}", answer.body);
    let order = shop.order(1).await;
    assert_eq!((&order["status"], &order["history"][2]["what"]), (&json!("PENDING"), &json!("reversed")));
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["reversed"]));
    assert_eq!(inbox(&shop).await[0]["status"], json!("RESOLVED"));
    // Told again by the app, and once more by the phone: nothing more happens.
    call(&shop, &key, &json!({"org_content": back, "from": "com.kbstar.kbbank", "title": "KB"})).await;
    told(&shop, &key, &back).await;
    assert_eq!(shop.order(1).await["history"].as_array().map(Vec::len), Some(3));
    // The customer pays again: another balance, another money.
    told(&shop, &key, &kb(shop.clock.now().plus_ms(MINUTE_MS * 7), "박하늘", 14_510, Some(950_000))).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    shop.end().await;
}

#[tokio::test]
async fn a_reversal_that_is_told_before_its_deposit_holds_it() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 14_510, "박하늘").await;
    told(&shop, &key, &taken_back(shop.clock.now(), "박하늘", 14_510, Some(885_490))).await;
    told(&shop, &key, &kb(shop.clock.now(), "박하늘", 14_510, Some(900_000))).await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"));
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["reversed"]));
    // It is used up: the next money is its own.
    told(&shop, &key, &kb(shop.clock.now().plus_ms(MINUTE_MS * 7), "박하늘", 14_510, Some(950_000))).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    shop.end().await;
}

#[tokio::test]
async fn only_the_bank_over_a_phone_takes_money_back() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 14_510, "박하늘").await;
    told(&shop, &key, &kb(shop.clock.now(), "박하늘", 14_510, Some(900_000))).await;
    let back = taken_back(shop.clock.now(), "박하늘", 14_510, Some(885_490));
    let stranger = json!({"text": back, "from": "010-9876-5432", "sentStamp": shop.clock.now().ms()});
    call(&shop, &key, &stranger).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    let message = inbox(&shop).await[0].clone();
    assert_eq!((&message["status"], &message["why"]), (&json!("QUARANTINED"), &json!("reversal_unclear")));
    let id = message["id"].as_str().unwrap();
    shop.post(&format!("/workspaces/1/messages/{id}/reversal"), json!({"deposit_id": 1}), 200).await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"), "a person says so");
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["reversed"]));
    shop.end().await;
}

#[tokio::test]
async fn what_a_person_matched_is_a_persons_to_undo() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 14_510, "김다른").await;
    told(&shop, &key, &kb(shop.clock.now(), "박하늘", 14_510, Some(900_000))).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    told(&shop, &key, &taken_back(shop.clock.now(), "박하늘", 14_510, Some(885_490))).await;
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    assert_eq!(inbox(&shop).await[0]["why"], json!("reversal_unclear"));
    shop.end().await;
}

#[tokio::test]
async fn the_balance_decides_which_of_several_was_taken_back() {
    let (shop, key) = keyed().await;
    for (nth, balance) in [(1, 900_000), (2, 950_000)] {
        shop.place(&format!("A-{nth}"), 14_510, "박하늘").await;
        told(&shop, &key, &kb(shop.clock.now(), "박하늘", 14_510, Some(balance))).await;
        shop.clock.advance_ms(10 * MINUTE_MS);
    }
    told(&shop, &key, &taken_back(shop.clock.now(), "박하늘", 14_510, Some(885_490))).await;
    assert_eq!(shop.order(1).await["status"], json!("PENDING"), "900,000 − 14,510");
    assert_eq!(shop.order(2).await["status"], json!("MATCHED"));
    shop.end().await;
}

#[tokio::test]
async fn money_that_went_back_to_the_customer_pays_no_next_order() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(90_000))).await;
    assert_eq!(newest(&shop).await["state"], json!("WAITING"));
    let refund = kb(shop.clock.now(), "홍길동", 50_000, Some(40_000)).replace("입금 ", "출금 ");
    told(&shop, &key, &refund).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["refund_seen"]));
    shop.place("A-2", 50_000, "홍길동").await;
    assert_eq!(shop.order(2).await["status"], json!("PENDING"));
    shop.end().await;
}

/// Over the open URL a withdrawal is anybody's word: it changes nothing.
#[tokio::test]
async fn a_refund_that_anybody_tells_holds_nothing() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 50_000, 90_000).await;
    let refund = kb(shop.clock.now(), "홍길동", 50_000, Some(40_000)).replace("입금 ", "출금 ");
    shop.sms(&refund, shop.clock.now()).await;
    assert_eq!(newest(&shop).await["state"], json!("WAITING"));
    shop.end().await;
}
