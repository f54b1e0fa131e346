//! What goes wrong on the way of a keyed message: nothing is lost, and nothing pays twice.

use axum::body::Body;
use axum::http::Request;
use domain::time::DAY_MS;
use serde_json::json;
use tests::{Answer, Fate, Shop};

use super::super::help::{ACCOUNTS, DEPOSITS, assert_has};

async fn send(shop: &Shop, key: &str, body: String) -> Answer {
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header("content-type", "application/json")
        .header("prefer", "respond-async");
    let accepted = shop.send(request.body(Body::from(body)).unwrap()).await;
    shop.outcome(accepted).await
}

async fn deposits(shop: &Shop) -> usize {
    shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len()
}

#[tokio::test]
async fn a_queue_that_is_down_has_the_phone_send_again() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let raw = shop.kb("홍길동", 14_510, 100_000);
    shop.queue_wire.rule(|_| Fate::LoseRequest);
    let refused = shop.sms_over(&key, &raw, shop.clock.now()).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("5")));
    shop.queue_wire.calm();
    assert_eq!(shop.sms_over(&key, &raw, shop.clock.now()).await.body["deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn a_throttled_table_has_the_phone_send_again_and_its_pulse_stops_no_message() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let raw = shop.kb("홍길동", 14_510, 100_000);
    let throttled = json!({"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "message": "slow down"});
    let body = throttled.clone();
    shop.wire.rule(move |_| Fate::Refuse(400, body.clone()));
    assert_eq!(shop.sms_over(&key, &raw, shop.clock.now()).await.status, 503);
    // Neither the bucket nor the pulse can be written; the message goes on.
    shop.wire.rule(move |call| match call.operation.as_str() {
        "UpdateItem" if !call.body["Key"]["PK"]["S"].as_str().unwrap().starts_with("SEQ#") => {
            Fate::Refuse(400, throttled.clone())
        }
        _ => Fate::Pass,
    });
    assert_eq!(shop.sms_over(&key, &raw, shop.clock.now()).await.body["deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn a_matcher_that_dies_after_recording_is_mended_by_the_redelivery() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.wire.rule(|call| {
        let verifies = call.operation == "TransactWriteItems" && call.body.to_string().contains("verified_at");
        if verifies { Fate::LoseRequest } else { Fate::Pass }
    });
    assert_eq!(shop.sms_over(&key, &shop.kb("홍길동", 14_510, 100_000), shop.clock.now()).await.status, 202);
    shop.wire.calm();
    shop.product.queue.release_in_flight();
    shop.drain().await;
    assert_eq!((deposits(&shop).await, &shop.order(1).await["status"]), (1, &json!("MATCHED")));
    assert!(shop.get(&format!("{ACCOUNTS}/1"), 200).await.body["verified_at"].is_string());
    shop.end().await;
}

#[tokio::test]
async fn a_message_a_week_late_pays_the_order_of_then() {
    let mut shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let (raw, then) = (shop.kb("홍길동", 14_510, 100_000), shop.clock.now());
    shop.clock.advance_ms(7 * DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    let answer = shop.sms_over(&key, &raw, then).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    let made = shop.deposit(1).await["deposited_at"].as_str().unwrap().to_owned();
    assert_eq!(made[..10], then.rfc3339()[..10], "the day that the bank printed");
    shop.end().await;
}

#[tokio::test]
async fn a_phone_whose_clock_stands_at_1970_is_read_by_the_servers() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let body = json!({"from": "16449999", "text": shop.kb("홍길동", 14_510, 100_000), "sentStamp": 0, "receivedStamp": 3_600_000});
    let answer = send(&shop, &key, body.to_string()).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    assert_eq!(shop.deposit(1).await["deposited_at"], shop.clock.now().rfc3339());
    shop.end().await;
}

#[tokio::test]
async fn a_phone_that_hung_up_before_its_answer_sends_again_and_hears_it() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.drain().await;
    let body = json!({"raw_sms": shop.kb("홍길동", 14_510, 100_000)}).to_string();
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}")).header("content-type", "application/json");
    let call = shop.send(request.body(Body::from(body.clone())).unwrap());
    // The app's time-out comes before the matcher's outcome.
    tokio::select! { biased; _ = call => panic!("nobody worked"), () = shop.queued() => {} }
    shop.drain().await;
    let again = send(&shop, &key, body).await;
    assert_has(&again.body, &json!({"success": true, "duplicate": true, "deposit_id": 1}));
    assert_eq!(deposits(&shop).await, 1);
    shop.end().await;
}
