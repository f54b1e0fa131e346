//! Is the phone alive? Pings, messages, the test code.

use axum::body::Body;
use axum::http::Request;
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::json;
use tests::{Answer, Shop};

use super::super::help::{PHONES, assert_has, assert_problem};

async fn ping(shop: &Shop, key: &str) -> Answer {
    shop.send(Request::post(format!("/api/v1/webhooks/ping/{key}")).body(Body::empty()).unwrap()).await
}

async fn text(shop: &Shop, key: &str, text: &str) -> Answer {
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}")).header("content-type", "text/plain");
    shop.send(request.body(Body::from(text.to_owned())).unwrap()).await
}

#[tokio::test]
async fn a_ping_or_a_message_is_a_sign_of_life_and_its_absence_silence() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.patch(&format!("{PHONES}/1"), json!({"silent_after_minutes": 60}), 200).await;
    assert_eq!(ping(&shop, &key).await.status, 200);
    let now = shop.clock.now().rfc3339();
    assert_has(
        &shop.get(&format!("{PHONES}/1"), 200).await.body,
        &json!({"status": "ONLINE", "last_seen_at": now, "messages_today": 0, "others_today": 0}),
    );
    shop.clock.advance_ms(61 * MINUTE_MS);
    assert_has(&shop.get(&format!("{PHONES}/1"), 200).await.body, &json!({"status": "SILENT", "last_seen_at": now}));
    shop.sms_over(&key, &shop.kb("홍길동", 1_000, 5_000), shop.clock.now()).await;
    assert_has(&shop.get(PHONES, 200).await.body[0], &json!({"status": "ONLINE", "messages_today": 1}));
    assert_problem(&ping(&shop, "nobody's").await, "phone_key_not_found");
    shop.end().await;
}

#[tokio::test]
async fn a_text_that_is_no_banks_is_counted_and_kept_nowhere() {
    let mut shop = Shop::open().await;
    let key = shop.phone().await;
    let answer = text(&shop, &key, "오늘 저녁에 만나자, 여섯 시에").await;
    assert_has(&answer.body, &json!({"success": true, "deposit_id": null}));
    shop.rest().await;
    assert_has(&shop.get(PHONES, 200).await.body[0], &json!({"messages_today": 0, "others_today": 1}));
    assert!(!format!("{:?}", shop.items().await).contains("저녁"));
    shop.clock.advance_ms(DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    assert_has(&shop.get(PHONES, 200).await.body[0], &json!({"others_today": 0}));
    text(&shop, &key, "내일 보자").await;
    assert_has(&shop.get(PHONES, 200).await.body[0], &json!({"others_today": 1}));
    shop.end().await;
}

#[tokio::test]
async fn a_test_message_turns_its_own_phone_to_verified_and_is_kept_nowhere() {
    let shop = Shop::open().await;
    let (one, two) = (shop.phone().await, shop.phone().await);
    let code = shop.post(&format!("{PHONES}/1/test-code"), json!({}), 200).await.body;
    let message = format!("[Web발신]\n{}", code["text"].as_str().unwrap());
    assert!(!text(&shop, &two, &message).await.body["message"].as_str().unwrap().contains("연결되었습니다"));
    assert_eq!(shop.get(&format!("{PHONES}/2"), 200).await.body["verified_at"], json!(null), "another phone's code");
    let answer = text(&shop, &one, &message).await;
    assert_eq!(answer.body["message"], "시험 메시지를 확인했습니다. 휴대폰(#1)이 연결되었습니다.");
    let phone = shop.get(&format!("{PHONES}/1"), 200).await.body;
    assert_has(&phone, &json!({"verified_at": shop.clock.now().rfc3339(), "status": "ONLINE"}));
    assert!(!format!("{:?}", shop.items().await).contains("연결 시험"));
    shop.end().await;
}

#[tokio::test]
async fn an_old_test_code_verifies_nothing() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let code = shop.post(&format!("{PHONES}/1/test-code"), json!({}), 200).await.body;
    shop.clock.advance_ms(30 * MINUTE_MS);
    text(&shop, &key, code["text"].as_str().unwrap()).await;
    assert_eq!(shop.get(&format!("{PHONES}/1"), 200).await.body["verified_at"], json!(null));
    shop.end().await;
}
