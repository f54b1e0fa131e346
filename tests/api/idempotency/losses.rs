//! Replies are lost, and tries come late.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use super::*;

#[tokio::test]
async fn a_late_end_does_not_overwrite_the_request_that_took_its_place() {
    let shop = Shop::open().await;
    let (store, user, now) = (shop.product.app.store(), UserId::new(1).unwrap(), shop.clock.now());
    let (key, request) = ([1; 32], [2; 32]);
    use store::idempotency::{Attempt, Claim, KeptAnswer as Kept};
    let try_at = |started, nonce| Attempt { user, key, started, nonce: [nonce; 16] };
    let begin = async |this: &Attempt| store.begin_once(this, &request).await.unwrap();
    let keep = async |of: &Attempt, sealed: &[u8]| {
        store.keep_answer(&Kept { of: of.clone(), sealed: sealed.to_vec() }).await.unwrap();
    };
    let (dead, living) = (try_at(now, 1), try_at(now.plus_ms(MINUTE_MS), 2));
    assert_eq!(begin(&dead).await, Claim::Acquired);
    assert_eq!(begin(&try_at(now, 3)).await, Claim::InProgress, "in the same millisecond");
    assert_eq!(begin(&living).await, Claim::Acquired);
    keep(&dead, b"the dead one's").await;
    store.forget_request(&dead).await.unwrap();
    assert_eq!(begin(&try_at(living.started, 3)).await, Claim::InProgress);
    keep(&living, b"the living one's").await;
    store.forget_request(&living).await.unwrap();
    assert_eq!(begin(&try_at(living.started, 3)).await, Claim::Replay(b"the living one's".to_vec()));
    shop.end().await;
}

/// A shop whose endpoint may stand on this machine.
async fn shop_with_a_server() -> Shop {
    Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await
}

/// Asks under a key; the commit is not answered.
async fn unanswered(shop: &Shop, path: &str, body: &Value) {
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseReply } else { Fate::Pass });
    post(shop, &shop.owner, path, path, body).await;
    shop.wire.calm();
}

#[tokio::test]
async fn a_secret_is_made_anew_once_whichever_reply_is_lost() {
    let shop = shop_with_a_server().await;
    let first_key = shop.post(PHONES, phone(), 201).await.body["key"].clone();
    let url = json!({"url": "http://127.0.0.1:9/hooks"});
    shop.post("/workspaces/1/webhook-endpoints", url, 201).await;
    for (path, secret) in [
        ("/workspaces/1/phone-numbers/1/rotate-key", "key"),
        ("/workspaces/1/webhook-endpoints/1/rotate-secret", "secret"),
    ] {
        unanswered(&shop, path, &json!({})).await;
        let told = post(&shop, &shop.owner, path, path, &json!({})).await;
        assert_eq!((told.status, is_replayed(&told)), (200, true), "{path}: {}", told.body);
        assert!(told.body[secret].is_string() && told.body[secret] != first_key);
    }
    let items = shop.items().await;
    let keys = items.iter().filter(|item| item["PK"].as_s().unwrap().starts_with("PHONEKEY#")).count();
    assert_eq!(keys, 2, "rotated once");
    shop.end().await;
}

#[tokio::test]
async fn a_try_that_lost_its_key_to_another_makes_nothing_any_more() {
    let shop = Arc::new(Shop::open().await);
    let (gate, slow) = held(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    shop.clock.advance_ms(MINUTE_MS);
    let second = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_eq!((second.status, is_replayed(&second)), (201, false));
    gate.open();
    assert_problem(&slow.await.unwrap(), "contended");
    assert_eq!(phones(&shop).await, 1);
    let replayed = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert!(is_replayed(&replayed));
    assert_eq!(replayed.body, second.body);
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn a_request_whose_beginning_was_written_and_not_answered_runs() {
    let shop = Shop::open().await;
    let lost = AtomicBool::new(false);
    shop.wire.rule(move |call| {
        let begins = call.operation == "UpdateItem" && call.body.to_string().contains("IDEMPOTENCY#");
        match begins && !lost.swap(true, SeqCst) {
            true => Fate::LoseReply,
            false => Fate::Pass,
        }
    });
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status, 201);
    shop.end().await;
}

/// One deposit of 5,000 from 홍길동 and two orders of 9,000, none of which fit.
async fn money() -> Shop {
    let shop = Shop::open().await;
    shop.place("A-1", 9_000, "홍길동").await;
    shop.place("A-2", 9_000, "홍길동").await;
    shop.pay("홍길동", 5_000, 50_000).await;
    shop
}

#[tokio::test]
async fn an_unmatch_that_is_sent_again_does_not_undo_what_a_person_did_meanwhile() {
    let shop = money().await;
    let by_hand = |order: u64| json!({"deposit_id": 1, "order_id": order});
    shop.post(MANUAL, by_hand(1), 200).await;
    let path = "/workspaces/1/matches/1/unmatch";
    unanswered(&shop, path, &json!({})).await;
    shop.post(MANUAL, by_hand(2), 200).await;
    let again = post(&shop, &shop.owner, path, path, &json!({})).await;
    assert_eq!((again.status, is_replayed(&again), &again.body["order_id"]), (200, true, &json!(1)), "{}", again.body);
    assert_eq!(shop.deposit(1).await["matched_order_id"], 2);
    shop.end().await;
}

#[tokio::test]
async fn a_match_that_is_sent_again_does_not_come_back_after_a_person_undid_it() {
    let shop = money().await;
    let body = json!({"deposit_id": 1, "order_id": 1});
    unanswered(&shop, MANUAL, &body).await;
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    let again = post(&shop, &shop.owner, MANUAL, MANUAL, &body).await;
    assert_eq!((again.status, is_replayed(&again)), (200, true), "{}", again.body);
    assert_eq!(shop.deposit(1).await["matched_order_id"], Value::Null);
    shop.end().await;
}

#[tokio::test]
async fn what_another_try_made_is_no_reason_to_refuse_the_late_one() {
    let shop = Arc::new(Shop::open().await);
    let account =
        json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-123-000009", "account_holder": "가게"});
    let (gate, slow) = held(&shop, &shop.owner, "k-1", ACCOUNTS, &account).await;
    shop.clock.advance_ms(MINUTE_MS);
    assert_eq!(post(&shop, &shop.owner, "k-1", ACCOUNTS, &account).await.status, 201);
    gate.open();
    assert_problem(&slow.await.unwrap(), "contended");
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn an_order_that_is_sent_again_after_its_deadline_is_answered() {
    let shop = Shop::open().await;
    let until = shop.clock.now().plus_ms(MINUTE_MS).rfc3339();
    let order = json!({"order_number": "A-1", "amount": 9_000, "depositor_name": "홍길동", "expires_at": until});
    unanswered(&shop, ORDERS, &order).await;
    shop.clock.advance_ms(MINUTE_MS + 1);
    let again = post(&shop, &shop.owner, ORDERS, ORDERS, &order).await;
    assert_eq!((again.status, &again.body["id"]), (201, &json!(1)), "{}", again.body);
    let other = json!({"order_number": "A-1", "amount": 9_001, "depositor_name": "홍길동", "expires_at": until});
    assert_problem(&post(&shop, &shop.owner, "other", ORDERS, &other).await, "expires_at_past");
    shop.end().await;
}

#[tokio::test]
async fn a_password_that_was_changed_halfway_is_changed_whole_by_a_repeat() {
    let shop = Shop::open().await;
    let other = shop.log_in("owner@example.com").await;
    let change = json!({"current": "correct horse battery", "new": "another horse battery"});
    // The password is set; after that everything fails.
    let is_set = AtomicBool::new(false);
    shop.wire.rule(move |call| match call.operation.as_str() {
        "TransactWriteItems" if !is_set.swap(true, SeqCst) => Fate::Pass,
        _ if is_set.load(SeqCst) => Fate::LoseRequest,
        _ => Fate::Pass,
    });
    assert_eq!(post(&shop, &shop.owner, "k-1", "/auth/password", &change).await.status, 503);
    shop.wire.calm();
    shop.clock.advance_ms(MINUTE_MS);
    shop.call(Method::GET, "/auth/me", Some(&other), None, 200).await;
    assert_eq!(post(&shop, &shop.owner, "k-1", "/auth/password", &change).await.status, 204);
    shop.call(Method::GET, "/auth/me", Some(&other), None, 401).await;
    let wrong = json!({"current": "not the password", "new": "a third horse battery"});
    assert_problem(&post(&shop, &shop.owner, "k-2", "/auth/password", &wrong).await, "password_wrong");
    shop.end().await;
}

/// The delivery stands and is promised; that it cannot be sent for at once is no failure of the request.
#[tokio::test]
async fn a_ping_that_was_made_is_answered_though_the_queue_went_down() {
    let shop = shop_with_a_server().await;
    shop.post("/workspaces/1/webhook-endpoints", json!({"url": "http://127.0.0.1:9/hooks"}), 201).await;
    let sent = AtomicUsize::new(0);
    shop.queue_wire.rule(move |_| match sent.fetch_add(1, SeqCst) {
        0 => Fate::Pass,
        _ => Fate::LoseRequest,
    });
    let ping = "/workspaces/1/webhook-endpoints/1/ping";
    let first = post(&shop, &shop.owner, "k-1", ping, &json!({})).await;
    let again = post(&shop, &shop.owner, "k-1", ping, &json!({})).await;
    assert_eq!((first.status, again.status, is_replayed(&again)), (202, 202, true), "{}", first.body);
    shop.queue_wire.calm();
    shop.end().await;
}
