//! Parts of the story by which the functions show what they do.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};
use tests::Shop;
use tests::browser::browser;

use super::{Done, call, within_its_rights};

/// A workspace with something in it is deleted: what stands elsewhere because of it goes too.
pub async fn deletion(shop: &Shop, done: &mut Done) {
    let made = call(shop, done, Method::POST, "/workspaces", json!({"name": "deleted"}), 200).await;
    let one = format!("/workspaces/{}", made["id"]);
    let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "999-456-789012", "account_holder": "홍길동"});
    call(shop, done, Method::POST, &format!("{one}/bank-accounts"), account, 201).await;
    call(shop, done, Method::POST, &format!("{one}/phone-numbers"), json!({"phone_number": "010-0000-0001"}), 201)
        .await;
    let invitation = json!({"email": "guest@example.com", "role": "VIEWER"});
    call(shop, done, Method::POST, &format!("{one}/invitations"), invitation, 201).await;
    call(shop, done, Method::DELETE, &one, json!({"name": "deleted"}), 202).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(shop, "matcher"));
}

/// Endpoints and their deliveries: the API's functions, and the notifier.
pub async fn webhooks(shop: &Shop, done: &mut Done) {
    let server = tests::receiver::Receiver::good().await;
    let all = "/workspaces/1/webhook-endpoints";
    let endpoint = json!({"url": server.url, "events": ["order.matched", "deposit.waiting"]});
    call(shop, done, Method::POST, all, endpoint, 201).await;
    call(shop, done, Method::GET, all, Value::Null, 200).await;
    let one = format!("{all}/1");
    call(shop, done, Method::PATCH, &one, json!({"description": "a"}), 200).await;
    call(shop, done, Method::POST, &format!("{one}/rotate-secret"), Value::Null, 200).await;
    call(shop, done, Method::POST, &format!("{one}/ping"), Value::Null, 202).await;
    // Each of those who write tells of it.
    let typed = json!({"bank_account_id": 1, "amount": 777, "depositor_name": "가나다", "deposited_at": shop.clock.now().rfc3339()});
    call(shop, done, Method::POST, "/workspaces/1/deposits", typed, 201).await;
    shop.clock.advance_ms(1_000);
    let order = json!({"order_number": "A-9", "amount": 777, "depositor_name": "가나다"});
    call(shop, done, Method::POST, "/workspaces/1/orders", order, 201).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
    let deliveries = call(shop, done, Method::GET, &format!("{one}/deliveries"), Value::Null, 200).await;
    assert_eq!(deliveries.as_array().map(Vec::len), Some(3));
    let delivery = format!("{one}/deliveries/{}", deliveries[0]["id"].as_str().unwrap());
    call(shop, done, Method::GET, &delivery, Value::Null, 200).await;
    call(shop, done, Method::POST, &format!("{delivery}/replay"), Value::Null, 202).await;
    call(shop, done, Method::POST, &format!("{one}/replay"), json!({"since": "2024-01-01T00:00:00Z"}), 202).await;
    call(shop, done, Method::DELETE, &one, Value::Null, 204).await;
    // A server that is out of reach: its endpoint is paused.
    let gone = tests::receiver::Receiver::start(|_, _| tests::receiver::Reply::Status(504)).await;
    call(shop, done, Method::POST, all, json!({"url": gone.url, "events": ["order.matched"]}), 201).await;
    call(shop, done, Method::POST, &format!("{all}/2/ping"), Value::Null, 202).await;
    // One that fetches.
    call(shop, done, Method::POST, all, json!({"kind": "PULL", "events": ["order.matched"]}), 201).await;
    call(shop, done, Method::POST, &format!("{all}/3/ping"), Value::Null, 202).await;
    let offered = call(shop, done, Method::GET, &format!("{all}/3/deliveries?wait=0"), Value::Null, 200).await;
    let ack = format!("{all}/3/deliveries/{}/ack", offered[0]["id"].as_str().unwrap());
    call(shop, done, Method::POST, &ack, Value::Null, 200).await;
    // A browser.
    let browsers = "/workspaces/1/push-subscriptions";
    call(shop, done, Method::POST, browsers, browser(&server.url), 201).await;
    call(shop, done, Method::GET, browsers, Value::Null, 200).await;
    let browser = format!("{browsers}/4");
    call(shop, done, Method::PATCH, &browser, json!({"shows_names": true}), 200).await;
    call(shop, done, Method::POST, &format!("{browser}/test"), Value::Null, 202).await;
    shop.notify().await;
    call(shop, done, Method::DELETE, &browser, Value::Null, 204).await;
    // Whoever manages tells of it.
    call(shop, done, Method::POST, "/workspaces/1/phone-numbers", json!({"phone_number": "010-0000-0009"}), 201).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
}

/// Mails: of an invitation that was made, and about a password that was forgotten.
pub async fn mails(shop: &Shop, done: &mut Done) {
    call(shop, done, Method::POST, "/auth/password/forgot", json!({"email": "owner@example.com"}), 204).await;
    let nobody = json!({"token": "0".repeat(64), "password": "a third horse battery"});
    call(shop, done, Method::POST, "/auth/password/reset", nobody, 400).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.product.events.release_delayed();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
}

/// A reminder: of a deposit that a person must look at.
pub async fn reminders(shop: &Shop, done: &mut Done) {
    let typed = json!({"bank_account_id": 1, "amount": 1, "depositor_name": "가나다", "deposited_at": shop.clock.now().rfc3339()});
    let typed = call(shop, done, Method::POST, "/workspaces/1/deposits", typed, 201).await;
    call(shop, done, Method::GET, "/workspaces/1/reminder", Value::Null, 200).await;
    call(shop, done, Method::PATCH, "/workspaces/1/reminder", json!({"is_on": true}), 200).await;
    shop.clock.advance_ms(10_000);
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.sweep().await.unwrap();
    done.entry("sweeper".to_owned()).or_default().extend(within_its_rights(shop, "sweeper"));
    shop.product.events.release_delayed();
    shop.notify().await;
    done.entry("notifier".to_owned()).or_default().extend(within_its_rights(shop, "notifier"));
    call(shop, done, Method::PATCH, "/workspaces/1/reminder", json!({"is_on": false}), 200).await;
    call(
        shop,
        done,
        Method::POST,
        &format!("/workspaces/1/deposits/{}/dismiss", typed["id"]),
        json!({"reason": "OTHER"}),
        200,
    )
    .await;
}

/// A phone's life, and a message over its URL.
pub async fn phones(shop: &Shop, done: &mut Done) {
    let phone = json!({"phone_number": "010-0000-0000"});
    let phone = call(shop, done, Method::POST, "/workspaces/1/phone-numbers", phone, 201).await;
    call(shop, done, Method::GET, "/workspaces/1/phone-numbers", Value::Null, 200).await;
    let one = format!("/workspaces/1/phone-numbers/{}", phone["id"]);
    let change = json!({"label": "계산대", "silent_after_minutes": null});
    call(shop, done, Method::PATCH, &one, change, 200).await;
    let rotated = call(shop, done, Method::POST, &format!("{one}/rotate-key"), json!({}), 200).await;
    let test = call(shop, done, Method::POST, &format!("{one}/test-code"), json!({}), 200).await;
    shop.wire.taken();
    shop.queue_wire.taken();
    let raw = shop.kb("가나다", 700, 90_000);
    let url = format!("/webhooks/bank-sms/{}", rotated["key"].as_str().unwrap());
    // Its first message is the test's; then it is silent for too long, and a text comes that is no bank's.
    assert_eq!(shop.forward(&url, test["text"].as_str().unwrap(), shop.clock.now()).await.status, 200);
    done.entry("phone-webhook".to_owned()).or_default().extend(within_its_rights(shop, "phone-webhook"));
    shop.clock.advance_ms(4 * 3_600_000);
    shop.sweep().await.unwrap();
    done.entry("sweeper".to_owned()).or_default().extend(within_its_rights(shop, "sweeper"));
    shop.wire.taken();
    shop.queue_wire.taken();
    assert_eq!(shop.forward("/webhooks/bank-sms", "택배가 도착했습니다", shop.clock.now()).await.status, 200);
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(shop, "sms-webhook"));
    assert_eq!(shop.forward(&url, &raw, shop.clock.now()).await.status, 202);
    done.entry("phone-webhook".to_owned()).or_default().extend(within_its_rights(shop, "phone-webhook"));
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(shop, "matcher"));
    decisions(shop, done, &url).await;
    // The same message again: what became of its deposit.
    assert_eq!(shop.forward(&url, &raw, shop.clock.now()).await.status, 200);
    done.entry("phone-webhook".to_owned()).or_default().extend(within_its_rights(shop, "phone-webhook"));
    // A stranger over the open URL is counted by address.
    let body = json!({"raw_sms": shop.kb("가나다", 800, 91_000), "sender": "15881234"});
    let mut call_of_a_stranger = Request::post("/api/v1/webhooks/bank-sms")
        .header(header::CONTENT_TYPE, "application/json")
        .header("prefer", "respond-async")
        .body(Body::from(body.to_string()))
        .unwrap();
    call_of_a_stranger.extensions_mut().insert(web::caller::Source("203.0.113.7".to_owned()));
    assert_eq!(shop.send(call_of_a_stranger).await.status, 202);
    done.entry("sms-webhook".to_owned()).or_default().extend(within_its_rights(shop, "sms-webhook"));
    shop.rest().await;
    shop.wire.taken();
    shop.queue_wire.taken();
    call(shop, done, Method::DELETE, &one, Value::Null, 204).await;
}

/// The matcher's work is done, within its rights.
async fn work(shop: &Shop, done: &mut Done) {
    shop.wire.taken();
    shop.queue_wire.taken();
    shop.rest().await;
    done.entry("matcher".to_owned()).or_default().extend(within_its_rights(shop, "matcher"));
}

/// What people decide of a deposit and of a sender, and what the bank takes back.
async fn decisions(shop: &Shop, done: &mut Done, url: &str) {
    let post = || Method::POST;
    let newest = format!("/workspaces/1/deposits/{}", newest(shop).await);
    call(shop, done, post(), &format!("{newest}/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    call(shop, done, post(), &format!("{newest}/returned"), json!({"amount": 1}), 200).await;
    call(shop, done, Method::DELETE, &format!("{newest}/returned"), Value::Null, 200).await;
    call(shop, done, post(), &format!("{newest}/restore"), Value::Null, 200).await;
    call(shop, done, post(), &format!("{newest}/release"), json!({}), 200).await;
    // A message of an account that the workspace registers later is read again.
    let elsewhere = shop.kb("가나다", 710, 95_000).replace("110-***-000000", "330-***-111111");
    assert_eq!(shop.forward(url, &elsewhere, shop.clock.now()).await.status, 202);
    work(shop, done).await;
    let account = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "330-456-111111", "account_holder": "홍길동"});
    call(shop, done, post(), "/workspaces/1/bank-accounts", account, 201).await;
    work(shop, done).await;
    // A sender that no table knows is approved, and forgotten again.
    let from = json!({"bank_code": "004", "sender": "02-123-4567"});
    let approved = call(shop, done, post(), "/workspaces/1/senders", from, 201).await;
    call(shop, done, Method::GET, "/workspaces/1/senders", Value::Null, 200).await;
    call(shop, done, Method::DELETE, &format!("/workspaces/1/senders/{}", approved["id"]), Value::Null, 204).await;
    work(shop, done).await;
    // The bank takes a deposit back over the phone, and a person says it of another.
    for name in ["가나다", "라마바"] {
        let back = shop.kb(name, 700, 88_600).replace("입금 ", "입금취소 ");
        assert_eq!(shop.forward(url, &back, shop.clock.now()).await.status, 202);
        work(shop, done).await;
    }
    let typed = json!({"bank_account_id": 1, "amount": 700, "depositor_name": "라마바", "deposited_at": shop.clock.now().rfc3339()});
    let typed = call(shop, done, Method::POST, "/workspaces/1/deposits", typed, 201).await;
    let inbox = call(shop, done, Method::GET, "/workspaces/1/messages?status=QUARANTINED", Value::Null, 200).await;
    let message = format!("/workspaces/1/messages/{}/reversal", inbox[0]["id"].as_str().unwrap());
    call(shop, done, post(), &message, json!({"deposit_id": typed["id"]}), 200).await;
    shop.rest().await;
}

async fn newest(shop: &Shop) -> u64 {
    shop.get("/workspaces/1/deposits?limit=1", 200).await.body[0]["id"].as_u64().unwrap()
}
