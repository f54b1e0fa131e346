//! The call that waits for the matcher: the guide's answer in one round trip, or a receipt when the wait ends.

use std::num::NonZeroUsize;

use serde_json::json;
use tests::{Answer, Shop};
use tokio_util::sync::CancellationToken;

use super::super::help::{assert_has, assert_problem};
use super::{body, receipt, send};

/// A call that waits while the event-source mapping runs beside it, as on AWS.
async fn with_poller(shop: &Shop, message: &serde_json::Value) -> Answer {
    let stop = CancellationToken::new();
    let (poller, matcher, stopped) = (shop.product.poller().clone(), shop.product.matcher(), stop.clone());
    let running = tokio::spawn(async move { poller.run(NonZeroUsize::MIN, stopped, matcher).await });
    let answer = send(shop, message, true).await;
    stop.cancel();
    running.await.unwrap();
    answer
}

#[tokio::test]
async fn a_waiting_call_hears_the_outcome() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let answer = with_poller(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513))).await;
    let told = json!({"success": true, "message": "입금 14510원 (홍길동) → 주문 #1 자동 매칭", "deposit_id": 1});
    assert_eq!((answer.status, answer.body), (200, told));
    shop.end().await;
}

#[tokio::test]
async fn a_waiting_call_hears_of_a_missing_account() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 14_510, 532_513).replace("110-", "220-");
    assert_problem(&with_poller(&shop, &body(&shop, &raw)).await, "account_not_found");
    shop.end().await;
}

#[tokio::test]
async fn a_wait_that_ends_too_soon_answers_a_receipt() {
    let shop = Shop::open().await;
    let answer = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513)), true).await;
    assert_eq!(answer.status, 202);
    assert_has(&answer.body, &json!({"success": true, "deposit_id": null}));
    shop.drain().await;
    assert_eq!(receipt(&shop, answer.body["receipt_id"].as_str().unwrap()).await.body["deposit_id"], 1);
    shop.end().await;
}
