//! `Idempotency-Key`: the same request again is answered as the first was.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request};
use domain::UserId;
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};
use tests::{Answer, Fate, Gate, Shop};
use web::Policy;

use super::help::{DEPOSITS, PHONES, assert_problem, typed};

async fn post(shop: &Shop, token: &str, key: &str, path: &str, body: &Value) -> Answer {
    let request = Request::post(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .header("idempotency-key", key);
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn phone() -> Value {
    json!({"phone_number": "010-0000-0000"})
}

async fn phones(shop: &Shop) -> usize {
    shop.get(PHONES, 200).await.body.as_array().unwrap().len()
}

fn is_replayed(answer: &Answer) -> bool {
    answer.header("idempotent-replayed") == Some("true")
}

#[tokio::test]
async fn the_same_request_again_changes_nothing_and_hears_the_same_answer() {
    let shop = Shop::open().await;
    let first = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    let again = post(&shop, &shop.owner, "\"k-1\"", PHONES, &phone()).await;
    assert_eq!((first.status, again.status, &again.body), (201, 201, &first.body));
    assert_eq!((is_replayed(&first), is_replayed(&again)), (false, true));
    assert_eq!(again.header("content-type"), Some("application/json"));
    assert_eq!(phones(&shop).await, 1);
    let key = first.body["key"].as_str().unwrap();
    assert!(!format!("{:?}", shop.items().await).contains(key), "a kept answer is sealed");
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_typed_once_and_sent_twice_is_one() {
    let shop = Shop::open().await;
    let body = typed(&shop, "홍길동", 9_900);
    let first = post(&shop, &shop.owner, "k-1", DEPOSITS, &body).await;
    let again = post(&shop, &shop.owner, "k-1", DEPOSITS, &body).await;
    assert_eq!((first.status, again.status, again.body["id"].as_u64()), (201, 201, first.body["id"].as_u64()));
    assert_eq!(shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len(), 1);
    shop.end().await;
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_user() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status, 201);
    let other_body = json!({"phone_number": "010-0000-0001"});
    assert_problem(&post(&shop, &shop.owner, "k-1", PHONES, &other_body).await, "idempotency_key_reused");
    let other_path = post(&shop, &shop.owner, "k-1", "/workspaces", &phone()).await;
    assert_problem(&other_path, "idempotency_key_reused");
    let theirs = post(&shop, &member, "k-1", PHONES, &phone()).await;
    assert_eq!((theirs.status, is_replayed(&theirs)), (201, false));
    shop.end().await;
}

#[tokio::test]
async fn a_key_is_up_to_255_plain_characters() {
    let shop = Shop::open().await;
    for bad in [String::new(), "k".repeat(256), "\"\"".to_owned()] {
        assert_problem(&post(&shop, &shop.owner, &bad, PHONES, &phone()).await, "idempotency_key_invalid");
    }
    assert_eq!(post(&shop, &shop.owner, &"k".repeat(255), PHONES, &phone()).await.status, 201);
    shop.end().await;
}

#[tokio::test]
async fn a_request_that_still_runs_is_a_conflict() {
    let shop = Arc::new(Shop::open().await);
    let gate = Gate::shut();
    let held = gate.clone();
    shop.wire.rule(move |call| match call.operation.as_str() {
        "TransactWriteItems" => Fate::HoldRequest(held.clone()),
        _ => Fate::Pass,
    });
    let first = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move { post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status }
    });
    gate.when_come(1).await;
    let second = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_problem(&second, "idempotency_key_in_use");
    assert_eq!(second.header("retry-after"), Some("1"));
    gate.open();
    assert_eq!(first.await.unwrap(), 201);
    shop.wire.calm();
    assert!(is_replayed(&post(&shop, &shop.owner, "k-1", PHONES, &phone()).await));
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn what_was_refused_or_failed_may_try_again_under_the_same_key() {
    let shop = Shop::open().await;
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &json!({})).await.status, 400);
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status, 201);
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseRequest } else { Fate::Pass });
    assert_eq!(post(&shop, &shop.owner, "k-2", PHONES, &phone()).await.status, 503);
    shop.wire.calm();
    // The failed request's key could not be forgotten either; it is taken for dead after a minute.
    assert_problem(&post(&shop, &shop.owner, "k-2", PHONES, &phone()).await, "idempotency_key_in_use");
    shop.clock.advance_ms(MINUTE_MS);
    assert_eq!(post(&shop, &shop.owner, "k-2", PHONES, &phone()).await.status, 201);
    assert_eq!(phones(&shop).await, 2);
    shop.end().await;
}

#[tokio::test]
async fn a_late_end_does_not_overwrite_the_request_that_took_its_place() {
    let shop = Shop::open().await;
    let (store, user, now) = (shop.product.app.store(), UserId::new(1).unwrap(), shop.clock.now());
    let (key, request) = ([1; 32], [2; 32]);
    use store::idempotency::{Answer as Kept, Begun, Try};
    let try_at = |started, nonce| Try { user, key, started, nonce: [nonce; 16] };
    let begin = async |this: &Try| store.begin_once(this, &request).await.unwrap();
    let keep = async |of: &Try, sealed: &[u8]| {
        store.keep_answer(&Kept { of: of.clone(), sealed: sealed.to_vec() }).await.unwrap();
    };
    let (dead, living) = (try_at(now, 1), try_at(now.plus_ms(MINUTE_MS), 2));
    assert_eq!(begin(&dead).await, Begun::Now);
    assert_eq!(begin(&try_at(now, 3)).await, Begun::Running, "in the same millisecond");
    assert_eq!(begin(&living).await, Begun::Now);
    keep(&dead, b"the dead one's").await;
    store.forget_request(&dead).await.unwrap();
    assert_eq!(begin(&try_at(living.started, 3)).await, Begun::Running);
    keep(&living, b"the living one's").await;
    store.forget_request(&living).await.unwrap();
    assert_eq!(begin(&try_at(living.started, 3)).await, Begun::Answered(b"the living one's".to_vec()));
    shop.end().await;
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day() {
    let mut shop = Shop::open().await;
    let first = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    shop.clock.advance_ms(DAY_MS - 1);
    shop.owner = shop.log_in("owner@example.com").await;
    let late = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_eq!((late.body, late.status), (first.body, 201));
    shop.clock.advance_ms(1);
    shop.owner = shop.log_in("owner@example.com").await;
    let anew = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_eq!((anew.status, is_replayed(&anew)), (201, false));
    shop.end().await;
}

#[tokio::test]
async fn a_kept_answer_is_for_those_only_who_may_still_ask() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    assert_eq!(post(&shop, &member, "k-1", PHONES, &phone()).await.status, 201);
    shop.delete("/workspaces/1/members/2", 204).await;
    assert_problem(&post(&shop, &member, "k-1", PHONES, &phone()).await, "workspace_not_found");
    assert_eq!(post(&shop, &shop.owner, "k-2", "/workspaces", &json!({"name": "가게"})).await.status, 200);
    let session = shop.owner.clone();
    shop.call(Method::POST, "/auth/logout", Some(&session), None, 204).await;
    assert_problem(&post(&shop, &session, "k-2", "/workspaces", &json!({"name": "가게"})).await, "token_invalid");
    shop.end().await;
}

/// A shop whose endpoint may stand on this machine.
async fn shop_with_a_server() -> Shop {
    Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await
}

/// What each POST that makes something makes, by a list that shows it.
const MAKES: [(&str, &str, &str); 8] = [
    (PHONES, r#"{"phone_number":"010-0000-0001"}"#, PHONES),
    ("/auth/tokens", r#"{"name":"서버"}"#, "/auth/tokens"),
    ("/workspaces", r#"{"name":"가게"}"#, "/workspaces"),
    ("/workspaces/1/invitations", r#"{"email":"a@example.com","role":"VIEWER"}"#, "/workspaces/1/invitations"),
    ("/workspaces/1/webhook-endpoints", r#"{"url":"http://127.0.0.1:9/hooks"}"#, "/workspaces/1/webhook-endpoints"),
    (
        "/workspaces/1/bank-accounts",
        r#"{"bank_code":"088","bank_name":"신한","account_number":"110-123-000009","account_holder":"가게"}"#,
        "/workspaces/1/bank-accounts",
    ),
    (
        "/workspaces/1/orders",
        r#"{"order_number":"A-1","amount":1000,"depositor_name":"홍길동"}"#,
        "/workspaces/1/orders",
    ),
    (
        DEPOSITS,
        r#"{"bank_account_id":1,"amount":1000,"depositor_name":"홍길동","deposited_at":"2024-02-12T11:00:00+09:00","raw_sms":null}"#,
        DEPOSITS,
    ),
];

#[tokio::test]
async fn whichever_reply_is_lost_a_key_makes_one_thing_and_its_answer_is_told_in_the_end() {
    for (path, body, list) in MAKES {
        let (shop, body) = (shop_with_a_server().await, serde_json::from_str::<Value>(body).unwrap());
        let before = shop.get(list, 200).await.body.as_array().unwrap().len();
        shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseReply } else { Fate::Pass });
        let first = post(&shop, &shop.owner, "k-1", path, &body).await;
        assert!(first.status == 503 || first.status < 300, "{path}: {}", first.body);
        shop.wire.calm();
        let told = post(&shop, &shop.owner, "k-1", path, &body).await;
        assert!((200..300).contains(&told.status), "{path}: {} {}", told.status, told.body);
        let again = post(&shop, &shop.owner, "k-1", path, &body).await;
        assert_eq!((again.status, &again.body, is_replayed(&again)), (told.status, &told.body, true), "{path}");
        assert_eq!(shop.get(list, 200).await.body.as_array().unwrap().len(), before + 1, "{path}");
        shop.end().await;
    }
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
        shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseReply } else { Fate::Pass });
        post(&shop, &shop.owner, path, path, &json!({})).await;
        shop.wire.calm();
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
    let gate = Gate::shut();
    let held = gate.clone();
    shop.wire.rule(move |call| match call.operation.as_str() {
        "TransactWriteItems" => Fate::HoldRequest(held.clone()),
        _ => Fate::Pass,
    });
    let slow = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move { post(&shop, &shop.owner, "k-1", PHONES, &phone()).await }
    });
    gate.when_come(1).await;
    shop.wire.calm();
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
    let lost = std::sync::atomic::AtomicBool::new(false);
    shop.wire.rule(move |call| {
        let begins = call.operation == "UpdateItem" && call.body.to_string().contains("IDEMPOTENCY#");
        match begins && !lost.swap(true, std::sync::atomic::Ordering::SeqCst) {
            true => Fate::LoseReply,
            false => Fate::Pass,
        }
    });
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status, 201);
    shop.end().await;
}

/// A phone's app may send headers of its own; messages have receipts instead.
#[tokio::test]
async fn a_webhook_knows_no_such_key() {
    let shop = Shop::open().await;
    let body = json!({"raw_sms": shop.kb("홍길동", 14_510, 1)});
    let answer = post(&shop, "a.token.of-another", "k-1", "/webhooks/bank-sms?x=1", &body);
    let prefer = tokio::select! { answer = answer => answer, () = async { shop.queued().await; loop { shop.drain().await; tokio::task::yield_now().await; } } => unreachable!() };
    assert_eq!(prefer.status, 200);
    shop.end().await;
}
