//! The call that waits for the matcher: the guide's answer in one round trip, or a receipt when the wait ends.

use serde_json::json;
use tests::Shop;

use super::super::help::{assert_has, assert_problem};
use super::{beside_the_poller, body, receipt, send};

#[tokio::test]
async fn a_waiting_call_hears_the_outcome() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513));
    let answer = beside_the_poller(&shop, send(&shop, &message, true)).await;
    let told = json!({"success": true, "message": "입금 14510원 (홍길동) → 주문 #1 자동 매칭", "deposit_id": 1});
    assert_eq!((answer.status, answer.body), (200, told));
    shop.end().await;
}

#[tokio::test]
async fn a_waiting_call_hears_of_a_missing_account() {
    let shop = Shop::open().await;
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513).replace("110-", "220-"));
    assert_problem(&beside_the_poller(&shop, send(&shop, &message, true)).await, "account_not_found");
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "needs a matcher that stands still")]
async fn a_wait_that_ends_too_soon_answers_a_receipt() {
    let shop = Shop::open().await;
    let answer = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, 532_513)), true).await;
    assert_eq!(answer.status, 202);
    assert_has(&answer.body, &json!({"success": true, "deposit_id": null}));
    shop.drain().await;
    assert_eq!(receipt(&shop, answer.body["receipt_id"].as_str().unwrap()).await.body["deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
#[cfg(not(feature = "deployed"))]
async fn after_three_waits_in_vain_calls_do_not_wait_for_half_a_minute() {
    let shop = Shop::open_with(web::Policy { webhook_wait_ms: 40, ..web::Policy::default() }).await;
    let looks = async |balance: u64| {
        shop.wire.taken();
        let answer = send(&shop, &body(&shop, &shop.kb("홍길동", 14_510, balance)), true).await;
        assert_eq!(answer.status, 202);
        let receipts =
            |call: &tests::Call| call.body["Key"]["PK"]["S"].as_str().unwrap_or_default().starts_with("RECEIPT#");
        shop.wire.taken().iter().filter(|call| receipts(call)).count()
    };
    // The first look asks whether the call came before.
    for balance in 1..=3 {
        assert!(looks(balance).await > 1, "it waits");
    }
    assert_eq!(looks(4).await, 1, "it does not wait");
    shop.clock.advance_ms(30_000);
    assert!(looks(5).await > 1, "it waits again");
    shop.end().await;
}
