//! Receipts: where a call that did not wait asks what became of its message.

use axum::body::Body;
use axum::http::{Request, header};
use domain::time::MINUTE_MS;
use serde_json::json;
use tests::Shop;

use super::super::help::{assert_has, assert_problem};
use super::{WEBHOOK, beside_the_poller, body, receipt, send};

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "needs a matcher that stands still")]
async fn a_call_that_does_not_wait_gets_a_receipt_that_comes_to_tell_the_outcome() {
    let shop = Shop::open().await;
    let accepted = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513)), false).await;
    assert_eq!(accepted.status, 202);
    assert_has(&accepted.body, &json!({"success": true, "deposit_id": null}));
    let id = accepted.body["receipt_id"].as_str().unwrap();
    assert_eq!(accepted.header("location"), Some(format!("{WEBHOOK}/receipts/{id}").as_str()));
    let young = receipt(&shop, id).await;
    assert_eq!((young.status, &young.body), (202, &accepted.body));
    shop.drain().await;
    let told = receipt(&shop, id).await;
    assert_eq!(
        (told.status, told.body),
        (200, json!({"success": true, "message": "입금 14510원 (홍길동) 등록, 일치하는 주문 없음", "deposit_id": 1}))
    );
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_receipt_without_an_outcome_is_gone_after_fifteen_minutes() {
    let shop = Shop::open().await;
    let accepted = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513)), false).await;
    let id = accepted.body["receipt_id"].as_str().unwrap();
    shop.clock.advance_ms(15 * MINUTE_MS - 1);
    assert_eq!(receipt(&shop, id).await.status, 202);
    shop.clock.advance_ms(1);
    assert_problem(&receipt(&shop, id).await, "receipt_not_found");
    // The outcome, when it comes at last, is told all the same.
    shop.drain().await;
    assert_eq!(receipt(&shop, id).await.status, 200);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "a gateway resolves the dots of a path itself")]
async fn an_invented_receipt_was_never_there() {
    let shop = Shop::open().await;
    let accepted = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513)), false).await;
    let id = accepted.body["receipt_id"].as_str().unwrap();
    let bent = format!("{}{}", if id.starts_with('A') { 'B' } else { 'A' }, &id[1..]);
    for invented in [&bent, &id[..20], "x", "%2E%2E", &"A".repeat(54), &"A".repeat(5_000)] {
        assert_problem(&receipt(&shop, invented).await, "receipt_not_found");
    }
    shop.end().await;
}

/// A call that waits is answered with its outcome, for the matcher works beside it: 202 is for those who do not wait.
#[tokio::test]
async fn the_wish_not_to_wait_is_read_as_rfc_7240_writes_it() {
    let shop = Shop::open().await;
    let wishes = [
        ("respond-async", 202),
        ("Respond-Async", 202),
        ("respond-async, wait=10", 202),
        ("handling=lenient; respond-async", 202),
        ("handling=lenient, respond-async", 202),
        ("wait=10", 200),
        ("respond-asynchronously", 200),
    ];
    for (nth, (wish, status)) in wishes.into_iter().enumerate() {
        let message = body(&shop, &shop.kb("홍길동", 14_510 + nth as u64, 532_513));
        let request = Request::post(WEBHOOK).header(header::CONTENT_TYPE, "application/json").header("prefer", wish);
        let call = shop.send(request.body(Body::from(message.to_string())).unwrap());
        assert_eq!(beside_the_poller(&shop, call).await.status, status, "{wish}");
    }
    shop.end().await;
}
