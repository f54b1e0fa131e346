//! One message becomes one deposit at most, whatever dies, races or comes again meanwhile.

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request};
use local::product::TABLE;
use serde_json::{Value, json};
use tests::{Answer, Call, Fate, Gate, Shop};

use super::{INBOX, count, typed, unread};
use crate::api::help::{DEPOSITS, assert_has, ids, refused};

/// Every transaction is done, and none is answered.
fn lose_commits(shop: &Shop) {
    shop.wire.rule(|call: &Call| if call.operation == "TransactWriteItems" { Fate::LoseReply } else { Fate::Pass });
}

/// One request as the owner, whatever comes of it.
async fn ask(shop: &Shop, path: &str, body: Value) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {}", shop.owner))
        .header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn a_deposit_whose_commit_was_not_answered_is_made_once_and_its_message_resolved() {
    for order_first in [true, false] {
        let shop = Shop::open().await;
        if order_first {
            shop.place("A-1", 14_510, "홍길동").await;
        }
        let id = unread(&shop, "국민은행 알 수 없는 말").await;
        let (path, body) = (format!("{INBOX}/{id}/deposit"), typed(&shop, "홍길동", 14_510));
        lose_commits(&shop);
        assert!(ask(&shop, &path, body.clone()).await.status >= 500);
        shop.wire.calm();
        let made = shop.post(&path, body, 201).await.body;
        assert_eq!((&made["deposit_id"], &made["is_matched"]), (&json!(1), &json!(order_first)));
        assert_eq!(count(&shop).await, 1);
        shop.end().await;
    }
}

#[tokio::test]
async fn a_rereading_that_dies_before_its_look_is_looked_at_by_the_queue() {
    let shop = Shop::open().await;
    let id = unread(&shop, &shop.kb("홍길동", 14_510, 532_513)).await;
    lose_commits(&shop);
    assert!(ask(&shop, &format!("{INBOX}/{id}/reread"), json!({})).await.status >= 500);
    shop.wire.calm();
    let listed = shop.get(&format!("{INBOX}/{id}"), 200).await.body;
    assert_eq!(listed["resolved"]["deposit_id"], 1, "the deposit and the message are one commit");
    assert_eq!(shop.place("A-1", 14_510, "홍길동").await["status"], "MATCHED");
    shop.end().await;
}

/// The same message had come again and was read: the inbox's copy only names the deposit, and a death before that
/// heals.
#[tokio::test]
async fn a_message_whose_deposit_stands_already_names_it() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 532_513);
    let id = unread(&shop, &raw).await;
    shop.sms(&raw, shop.clock.now()).await;
    assert_eq!(count(&shop).await, 1);
    let resolving = |call: &Call| call.operation == "TransactWriteItems" && call.body.to_string().contains("#MESSAGE");
    shop.wire.rule(move |call| if resolving(call) { Fate::LoseRequest } else { Fate::Pass });
    assert!(ask(&shop, &format!("{INBOX}/{id}/reread"), json!({})).await.status >= 500);
    shop.wire.calm();
    assert_eq!(shop.get(&format!("{INBOX}/{id}"), 200).await.body["resolved"], Value::Null);
    let read = shop.post(&format!("{INBOX}/{id}/reread"), json!({}), 200).await.body;
    assert_eq!(read["resolved"]["deposit_id"], 1);
    assert_eq!(count(&shop).await, 1);
    shop.end().await;
}

/// Two people at once, one typing and one reading again, with different words: one deposit, and the other is told.
#[tokio::test]
async fn of_two_calls_at_once_one_makes_the_deposit() {
    let shop = Shop::open().await;
    let id = unread(&shop, &shop.kb("홍길동", 14_510, 532_513)).await;
    // Both have read the message before either writes.
    let gate = Gate::for_all(2);
    let held = gate.clone();
    shop.wire.rule(move |call: &Call| match call.operation == "TransactWriteItems" {
        true => Fate::HoldRequest(held.clone()),
        false => Fate::Pass,
    });
    let (typed_path, reread_path) = (format!("{INBOX}/{id}/deposit"), format!("{INBOX}/{id}/reread"));
    let (one, two) =
        tokio::join!(ask(&shop, &typed_path, typed(&shop, "김철수", 99_000)), ask(&shop, &reread_path, json!({})),);
    shop.wire.calm();
    let statuses = [one.status, two.status];
    assert!(statuses == [201, 400] || statuses == [400, 200], "{statuses:?}: {} {}", one.body, two.body);
    let made = ids(&shop.get(DEPOSITS, 200).await);
    assert_eq!(made.len(), 1, "{made:?}");
    let message = shop.get(&format!("{INBOX}/{id}"), 200).await.body;
    assert_eq!(message["resolved"]["deposit_id"], made[0]);
    shop.end().await;
}

/// Taken out, the condition lets a message be resolved again: so it is this condition that holds.
#[tokio::test]
async fn a_stale_resolution_is_refused_by_the_version_of_its_message() {
    let shop = Shop::open().await;
    let id = unread(&shop, &shop.kb("홍길동", 14_510, 532_513)).await;
    let (workspace, known) = (domain::WorkspaceId::new(1).unwrap(), domain::MessageId::parse(&id).unwrap());
    let stale = shop.product.app.pairing.message(workspace, &known).await.unwrap();
    shop.post(&format!("{INBOX}/{id}/dismiss"), json!({}), 200).await;
    let after = stale
        .resolve(domain::DepositId::new(1), [7; 16].into(), domain::Actor::Auto, shop.clock.now())
        .unwrap()
        .unwrap();
    let store = shop.product.app.store();
    assert!(!store.resolve_message(&stale, &after).await.unwrap());
    shop.wire.rule(tests::mutant::without(0, store::inbox::MESSAGE_AS_READ));
    assert!(store.resolve_message(&stale, &after).await.unwrap());
    shop.wire.calm();
    shop.abandon();
}

/// A message of before messages could be resolved has no version.
#[tokio::test]
async fn a_message_of_an_older_program_is_read_and_resolved_once() {
    let shop = Shop::open().await;
    let id = unread(&shop, "국민은행 알 수 없는 말").await;
    let update = shop.product.dynamo().update_item().table_name(TABLE);
    let update = update
        .key("PK", AttributeValue::S("WS#0000000001#MESSAGE".into()))
        .key("SK", AttributeValue::S(id.replacen('-', "#", 1)))
        .update_expression("REMOVE #version")
        .expression_attribute_names("#version", "version");
    update.send().await.unwrap();
    let path = format!("{INBOX}/{id}/deposit");
    shop.post(&path, typed(&shop, "홍길동", 500), 201).await;
    refused(&shop, Method::POST, &path, typed(&shop, "홍길동", 501), "message_resolved").await;
    assert_eq!(count(&shop).await, 1);
    shop.end().await;
}

/// What came over a phone's URL and fitted no account waits until somebody registers it.
#[tokio::test]
async fn a_keyed_message_of_no_account_becomes_a_deposit_once_its_account_stands() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let raw = shop.kb("홍길동", 14_510, 50_000).replace("110-***-000000", "220-***-777777");
    assert_eq!(shop.sms_over(&key, &raw, shop.clock.now()).await.body["success"], false);
    let kept = shop.get(INBOX, 200).await.body[0].clone();
    let as_kept = json!({"status": "QUARANTINED", "why": "account_not_found", "via": "keyed", "phone_number_id": 1,
        "bank_account_id": null, "resolved": null});
    assert_has(&kept, &as_kept);
    let path = format!("{INBOX}/{}/reread", kept["id"].as_str().unwrap());
    let read = shop.post(&path, json!({}), 200).await.body;
    assert_has(&read, &as_kept);
    assert_eq!(read["reading"]["outcome"], "deposit");

    shop.place("A-1", 14_510, "홍길동").await;
    assert_eq!(shop.register("220-123-777777").await["id"], 2);
    let read = shop.post(&path, json!({}), 200).await.body;
    assert_eq!((&read["status"], &read["resolved"]["deposit_id"]), (&json!("RESOLVED"), &json!(1)));
    assert_has(&shop.deposit(1).await, &json!({"via": "keyed", "bank_account_id": 2, "matched_order_id": 1}));
    assert_eq!(
        shop.sms_over(&key, &raw, shop.clock.now()).await.body["success"],
        false,
        "its receipt tells what was then"
    );
    assert_eq!(count(&shop).await, 1);
    shop.end().await;
}
