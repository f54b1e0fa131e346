//! Orders that are paid in parts, under faults: what was committed and not answered is done once.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::{Answer, Call, Fate, Shop};

const MATCHES: &str = "/workspaces/1/matches";

/// An order of 100,000, of which another name paid 60,000, which waits to be matched.
async fn open() -> Shop {
    let shop = Shop::open().await;
    shop.place("A-1", 100_000, "홍길동").await;
    shop.pay("김철수", 60_000, 500_000).await;
    shop
}

fn part() -> Value {
    json!({"deposit_ids": [1], "order_ids": [1], "difference": "KEEP_OPEN"})
}

fn is_transaction(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

/// Every transaction after so many is done and not answered.
fn lose_after(shop: &Shop, answered: usize) {
    let seen = AtomicUsize::new(0);
    shop.wire.rule(move |call| match is_transaction(call) && seen.fetch_add(1, Ordering::SeqCst) >= answered {
        true => Fate::LoseReply,
        false => Fate::Pass,
    });
}

async fn ask(shop: &Shop, method: Method, path: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// Status, who pays, and how many changes there were.
async fn told(shop: &Shop) -> Value {
    let order = shop.order(1).await;
    let payments = order["payments"].as_array().unwrap().iter();
    let payments: Vec<_> = payments.map(|part| json!([part["deposit_id"], part["amount"]])).collect();
    json!([order["status"], payments, order["version"]])
}

#[tokio::test]
async fn a_part_whose_commit_was_not_answered_is_paid_once() {
    let shop = open().await;
    lose_after(&shop, 0);
    assert_eq!(ask(&shop, Method::POST, MATCHES, part()).await.status, 503);
    shop.wire.calm();
    assert_eq!(shop.post(MATCHES, part(), 200).await.body["allocations"].as_array().map(Vec::len), Some(1));
    assert_eq!(told(&shop).await, json!(["PENDING", [[1, 60_000]], 2]));
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_completes_an_order_and_was_not_answered_pairs_once() {
    let shop = open().await;
    shop.post(MATCHES, part(), 200).await;
    lose_after(&shop, 0);
    assert_eq!(shop.pay("홍길동", 40_000, 100_000).await.status, 202, "it is still at work");
    shop.wire.calm();
    shop.product.queue.release_in_flight();
    shop.drain().await;
    assert_eq!(told(&shop).await, json!(["MATCHED", [[1, 60_000], [2, 40_000]], 3]));
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_waits_and_completes_an_order_and_was_not_answered_pairs_once() {
    let shop = open().await;
    shop.pay("홍길동", 40_000, 100_000).await;
    lose_after(&shop, 1);
    assert_eq!(ask(&shop, Method::POST, MATCHES, part()).await.status, 200, "the part stands");
    shop.wire.calm();
    shop.rest().await;
    assert_eq!(told(&shop).await, json!(["MATCHED", [[1, 60_000], [2, 40_000]], 3]));
    shop.end().await;
}

#[tokio::test]
async fn a_cancel_in_parts_that_was_not_answered_gives_each_part_back_once() {
    let shop = open().await;
    shop.post(MATCHES, part(), 200).await;
    let cancel = json!({"status": "CANCELLED"});
    lose_after(&shop, 0);
    assert_eq!(ask(&shop, Method::PATCH, "/workspaces/1/orders/1", cancel.clone()).await.status, 503);
    shop.wire.calm();
    shop.patch("/workspaces/1/orders/1", cancel, 200).await;
    assert_eq!(told(&shop).await, json!(["CANCELLED", [], 3]));
    let deposit = shop.deposit(1).await;
    assert_eq!((&deposit["hold_reason"], &deposit["version"]), (&json!("order_cancelled"), &json!(3)));
    shop.end().await;
}

/// The bank takes back what a rule completed an order with: the other part stays.
#[tokio::test]
async fn a_reversal_of_the_part_that_completed_an_order_leaves_the_other() {
    let shop = open().await;
    shop.post(MATCHES, part(), 200).await;
    let key = shop.phone().await;
    let message = shop.kb("홍길동", 40_000, 900_000);
    shop.sms_over(&key, &message, shop.clock.now()).await;
    assert_eq!(told(&shop).await[0], "MATCHED");
    shop.clock.advance_ms(60_000);
    let back = shop.kb("홍길동", 40_000, 860_000).replace("입금 ", "입금취소 ");
    shop.sms_over(&key, &back, shop.clock.now()).await;
    shop.rest().await;
    assert_eq!(told(&shop).await, json!(["PENDING", [[1, 60_000]], 4]));
    assert_eq!(shop.order(1).await["flags"], json!(["BY_HAND", "REVERSED"]));
    shop.end().await;
}
