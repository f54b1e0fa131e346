//! Messages over a phone's own URL.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use tests::Shop;
use tokio::task::JoinSet;
use tower::ServiceExt;

use super::super::help::{ACCOUNTS, DEPOSITS, PHONES, assert_has, assert_problem};

#[tokio::test]
async fn a_keyed_message_pays_and_verifies_its_account() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let answer = shop.sms_over(&key, &shop.kb("홍길동", 14_510, 50_000), shop.clock.now()).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    assert_has(&shop.deposit(1).await, &json!({"via": "keyed", "state": "MATCHED"}));
    assert_eq!(shop.get(&format!("{ACCOUNTS}/1"), 200).await.body["verified_at"], shop.clock.now().rfc3339());
    shop.end().await;
}

#[tokio::test]
async fn an_open_message_pays_nothing_into_a_keyed_workspace_until_it_is_open_again() {
    let shop = Shop::open().await;
    shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let open = shop.pay("홍길동", 14_510, 50_000).await;
    assert_problem(&open, "account_not_found");
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    shop.rest().await;
    assert_eq!(shop.order(1).await["status"], "MATCHED", "what was kept as unclaimed is offered again");
    shop.end().await;
}

#[tokio::test]
async fn what_strangers_post_does_not_reach_the_inbox_of_a_keyed_workspace() {
    let shop = Shop::open().await;
    shop.phone().await;
    let raw = shop.kb("홍길동", 14_510, 50_000).replace("입금", "출금");
    assert_eq!(shop.sms(&raw, shop.clock.now()).await.status, 200);
    let inbox = shop.items().await.into_iter().filter(|item| item["PK"].as_s().unwrap().ends_with("#MESSAGE"));
    assert_eq!(inbox.count(), 0);
    shop.end().await;
}

#[tokio::test]
async fn a_phone_brings_messages_of_its_own_accounts_and_of_those_without_a_phone() {
    let shop = Shop::open().await;
    let (one, two) = (shop.phone().await, shop.phone().await);
    shop.patch(&format!("{ACCOUNTS}/1"), json!({"phone_number_id": 2}), 200).await;
    let raw = shop.kb("홍길동", 1_000, 50_000);
    let kept = shop.sms_over(&one, &raw, shop.clock.now()).await;
    assert_has(&kept.body, &json!({"success": false, "deposit_id": null}));
    assert_eq!(shop.get(DEPOSITS, 200).await.body, json!([]));
    assert_eq!(shop.sms_over(&two, &raw, shop.clock.now()).await.body["deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_prints_no_account_is_of_the_only_account_of_its_bank() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let at = shop.clock.now().datetime();
    let minute = format!("{:02}/{:02} {:02}:{:02}", u8::from(at.month()), at.day(), at.hour(), at.minute());
    let raw = format!("[카카오뱅크] 홍*동(3823) {minute} 입금 14,510원 홍길동 잔액 50,000원");
    let kakao = json!({"bank_code": "090", "bank_name": "카카오뱅크", "account_number": "3333011233823", "account_holder": "홍길동"});
    shop.post(ACCOUNTS, kakao, 201).await;
    let answer = shop.sms_over(&key, &raw, shop.clock.now()).await;
    assert_eq!(answer.body["deposit_id"], 1, "{}", answer.body);
    assert_eq!(shop.deposit(1).await["bank_account_id"], 2);
    shop.end().await;
}

#[tokio::test]
async fn a_message_of_no_account_is_in_the_inbox_and_pays_when_its_account_is_registered() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 50_000).replace("110-***-000000", "220-***-777777");
    let kept = shop.sms_over(&key, &raw, shop.clock.now()).await;
    assert_eq!(kept.body["message"], "등록된 계좌를 찾을 수 없어 보관함, 계좌를 등록하거나 직접 확인 필요");
    let inbox = shop.get("/workspaces/1/messages", 200).await.body;
    assert_has(
        &inbox[0],
        &json!({"status": "QUARANTINED", "why": "account_not_found", "via": "keyed", "phone_number_id": 1}),
    );
    shop.register("220-123-777777").await;
    shop.rest().await;
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    let inbox = shop.get("/workspaces/1/messages", 200).await.body;
    assert_eq!((&inbox[0]["status"], &inbox[0]["resolved"]["by"]), (&json!("RESOLVED"), &json!("auto")));
    // The phone sends it again, as another call: it is the same message.
    let again = shop.sms_over(&key, &format!("{raw}\n"), shop.clock.now()).await;
    assert_has(&again.body, &json!({"success": true, "duplicate": true}));
    assert_eq!(shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len(), 1);
    shop.end().await;
}

#[tokio::test]
async fn the_same_message_fifteen_times_at_once_over_two_keys_is_one_deposit() {
    let shop = Shop::open().await;
    let (one, two) = (shop.phone().await, shop.phone().await);
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 50_000);
    let mut calls = JoinSet::new();
    for nth in 0..15_usize {
        let key = if nth.is_multiple_of(2) { &one } else { &two };
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
            .header("content-type", "application/json")
            .header("prefer", "respond-async")
            .body(Body::from(json!({"raw_sms": raw, "sender": "16449999"}).to_string()))
            .unwrap();
        calls.spawn(shop.api.clone().oneshot(request));
    }
    let statuses: Vec<u16> =
        calls.join_all().await.into_iter().map(|answer| answer.unwrap().status().as_u16()).collect();
    assert!(statuses.iter().all(|status| [200, 202].contains(status)), "{statuses:?}");
    shop.rest().await;
    assert_eq!(shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len(), 1);
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_above_the_limit_is_held_over_the_open_url_only() {
    let shop = Shop::open().await;
    shop.patch("/workspaces/1", json!({"settings": {"auto_match_limit": 10_000}}), 200).await;
    shop.rest().await;
    for (number, amount) in [("A-1", 10_000), ("A-2", 10_001), ("A-3", 10_002)] {
        shop.place(number, amount, "홍길동").await;
    }
    assert_eq!(shop.pay("홍길동", 10_000, 50_000).await.body["message"], "입금 10000원 (홍길동) → 주문 #1 자동 매칭");
    let held = shop.pay("홍길동", 10_001, 60_000).await;
    assert_eq!(held.body["message"], "입금 10001원 (홍길동) 등록, 확인 필요: 자동 매칭 한도를 넘는 금액");
    assert_has(&shop.deposit(2).await, &json!({"state": "HELD", "hold_reason": "over_limit"}));
    let key = shop.phone().await;
    let keyed = shop.sms_over(&key, &shop.kb("홍길동", 10_002, 70_000), shop.clock.now()).await;
    assert_eq!(keyed.body["message"], "입금 10002원 (홍길동) → 주문 #3 자동 매칭");
    shop.end().await;
}

#[tokio::test]
async fn an_app_that_keeps_the_text_to_itself_pays_over_a_phones_url() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header("content-type", "application/json")
        .header("prefer", "respond-async");
    let body = r#"{"depositor_name":"홍길동","amount":14510,"deposit_datetime":"2024-02-12 10:00"}"#;
    let accepted = shop.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(accepted.body["status"], "success", "the app sends again until it reads this");
    let answer = shop.outcome(accepted).await;
    assert!(answer.body["deposit_id"].is_u64(), "{}", answer.body);
    assert_has(&shop.deposit(1).await, &json!({"via": "keyed", "source": "SMS"}));
    shop.end().await;
}

#[tokio::test]
async fn a_phone_that_sends_too_much_is_asked_to_wait() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let mut refused = 0;
    for nth in 0..301 {
        let raw = shop.kb("홍길동", 1_000 + nth, 50_000 + nth);
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
            .header("content-type", "text/plain")
            .header("prefer", "respond-async");
        let answer = shop.send(request.body(Body::from(raw)).unwrap()).await;
        if answer.status == 429 {
            assert_problem(&answer, "too_many_requests");
            assert_eq!(answer.header("retry-after"), Some("1"));
            refused += 1;
        }
    }
    assert_eq!(refused, 1);
    shop.clock.advance_ms(100);
    let answer = shop.sms_over(&key, &shop.kb("홍길동", 9_999, 1), shop.clock.now()).await;
    assert_eq!(answer.status, 200, "what was refused may come again");
    assert_eq!(shop.get(PHONES, 200).await.body[0]["messages_today"], 302);
    shop.end().await;
}
