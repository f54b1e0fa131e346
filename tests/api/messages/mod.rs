//! The inbox: what made no deposit is listed, read again, typed in, put aside.

mod once;

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request};
use local::product::TABLE;
use serde_json::{Value, json};
use tests::{Answer, Shop};

use crate::api::help::{DEPOSITS, assert_has, assert_problem, bad_fields, refused};

const INBOX: &str = "/workspaces/1/messages";

/// A withdrawal of the shop's account: IGNORED.
async fn withdrawal(shop: &Shop, balance: u64) {
    let raw = shop.kb("한가인", 800, balance).replace("입금", "출금");
    assert_eq!(shop.sms(&raw, shop.clock.now()).await.body["deposit_id"], Value::Null);
}

/// A message of the shop's account that no reader understands, as one that came before the reader learned `raw`: its
/// id.
async fn unread(shop: &Shop, raw: &str) -> String {
    shop.clock.advance_ms(1_000);
    // A balance of its own: two messages are two.
    withdrawal(shop, 900_000 + u64::try_from(shop.clock.now().ms() / 1_000 % 100_000).unwrap()).await;
    let newest = shop.get(INBOX, 200).await.body[0].clone();
    let id = newest["id"].as_str().unwrap().to_owned();
    let sk = id.replacen('-', "#", 1);
    let update = shop
        .product
        .dynamo()
        .update_item()
        .table_name(TABLE)
        .key("PK", AttributeValue::S("WS#0000000001#MESSAGE".into()))
        .key("SK", AttributeValue::S(sk))
        .update_expression("SET #sms.#raw = :raw, #status = :status, #why = :why")
        .expression_attribute_names("#sms", "sms")
        .expression_attribute_names("#raw", "raw_sms")
        .expression_attribute_names("#status", "status")
        .expression_attribute_names("#why", "why")
        .expression_attribute_values(":raw", AttributeValue::S(raw.to_owned()))
        .expression_attribute_values(":status", AttributeValue::S("QUARANTINED".into()))
        .expression_attribute_values(":why", AttributeValue::S("unknown_words".into()));
    update.send().await.unwrap();
    id
}

fn typed(shop: &Shop, name: &str, amount: u64) -> Value {
    json!({"bank_account_id": 1, "amount": amount, "depositor_name": name, "deposited_at": shop.clock.now().rfc3339()})
}

async fn count(shop: &Shop) -> usize {
    shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len()
}

fn message_ids(answer: &Answer) -> Vec<String> {
    answer.body.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_message_stands_in_the_inbox_beside_what_the_reader_makes_of_it() {
    let shop = Shop::open().await;
    withdrawal(&shop, 600_000).await;
    let listed = shop.get(INBOX, 200).await.body[0].clone();
    let received_at = shop.clock.now().rfc3339();
    assert_has(
        &listed,
        &json!({"workspace_id": 1, "status": "IGNORED", "why": "withdrawal", "sender": "15881234", "via": "open", "bank_account_id": 1,
            "phone_number_id": null, "received_at": received_at, "created_at": received_at, "resolved": null}),
    );
    let one = shop.get(&format!("{INBOX}/{}", listed["id"].as_str().unwrap()), 200).await.body;
    assert_has(&one, &listed);
    assert_has(
        &one["reading"],
        &json!({"outcome": "withdrawal", "bank_code": "004", "account": "110-***-000000", "amount": 800, "balance": 600_000,
            "depositor": "한가인", "at": received_at, "why": "withdrawal"}),
    );
    shop.end().await;
}

#[tokio::test]
async fn messages_are_listed_newest_first_by_status_and_by_cursor() {
    let shop = Shop::open().await;
    for nth in 1..=3 {
        shop.clock.advance_ms(1_000);
        withdrawal(&shop, 600_000 + nth).await;
    }
    let unread = unread(&shop, "국민은행 알 수 없는 말").await;
    let all = message_ids(&shop.get(INBOX, 200).await);
    assert!(all.len() == 4 && all.is_sorted_by(|a, b| a > b) && all[0] == unread, "{all:?}");
    for (query, wanted) in
        [("", all.clone()), ("?status=IGNORED", all[1..].to_vec()), ("?status=QUARANTINED", vec![unread.clone()])]
    {
        assert_eq!(message_ids(&shop.get(&format!("{INBOX}{query}"), 200).await), wanted, "{query}");
        let (mut found, mut next) =
            (Vec::new(), Some(format!("{INBOX}{query}{}limit=1", if query.is_empty() { "?" } else { "&" })));
        while let Some(path) = next {
            let page = shop.get(&path, 200).await;
            found.extend(message_ids(&page));
            let link = page.header("link").map(str::to_owned);
            next = link.map(|link| link.strip_prefix("</api/v1").unwrap().split('>').next().unwrap().to_owned());
        }
        assert_eq!(found, wanted, "{query}");
    }
    let first = shop.get(&format!("{INBOX}?limit=1"), 200).await;
    let cursor = first.header("x-next-cursor").unwrap();
    for path in [
        format!("{INBOX}?status=IGNORED&cursor={cursor}"),
        format!("{INBOX}?cursor={}", &cursor[1..]),
        format!("{DEPOSITS}?cursor={cursor}"),
    ] {
        assert_problem(&shop.get(&path, 400).await, "invalid_cursor");
    }
    assert_eq!(bad_fields(&shop.get(&format!("{INBOX}?status=DONE"), 400).await), ["status:invalid"]);
    shop.end().await;
}

#[tokio::test]
async fn what_the_reader_learned_becomes_a_deposit_and_pays() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 532_513);
    let id = unread(&shop, &raw).await;
    for _ in 0..2 {
        let read = shop.post(&format!("{INBOX}/{id}/reread"), json!({}), 200).await.body;
        assert_has(&read, &json!({"status": "RESOLVED", "why": "unknown_words"}));
        assert_has(&read["resolved"], &json!({"deposit_id": 1, "dismissed": false, "by": "user:1"}));
    }
    assert_has(
        &shop.deposit(1).await,
        &json!({"source": "SMS", "via": "open", "raw_sms": raw, "balance": 532_513, "matched_order_id": 1}),
    );
    assert_eq!(message_ids(&shop.get(&format!("{INBOX}?status=RESOLVED"), 200).await), std::slice::from_ref(&id));
    // The same message over another phone is the deposit that it is.
    let again = shop.sms(&raw, shop.clock.now()).await;
    assert_has(&again.body, &json!({"deposit_id": 1, "duplicate": true}));
    assert_eq!(count(&shop).await, 1);
    assert_problem(&shop.post(&format!("{INBOX}/{id}/dismiss"), json!({}), 400).await, "message_resolved");
    shop.end().await;
}

#[tokio::test]
async fn what_is_still_unreadable_stays_as_it_is() {
    let shop = Shop::open().await;
    let id = unread(&shop, "국민은행 알 수 없는 말").await;
    let read = shop.post(&format!("{INBOX}/{id}/reread"), json!({}), 200).await.body;
    assert_has(&read, &json!({"status": "QUARANTINED", "why": "unknown_words", "resolved": null}));
    assert_eq!(count(&shop).await, 0);
    let other = shop.register("110-999-000000").await;
    assert_eq!(other["id"], 2);
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": false}), 200).await;
    let of_inactive = unread_of(&shop).await;
    let read = shop.post(&format!("{INBOX}/{of_inactive}/reread"), json!({}), 200).await.body;
    assert_eq!((&read["status"], &read["reading"]["outcome"]), (&json!("QUARANTINED"), &json!("deposit")));
    shop.end().await;
}

/// A readable message of account 1, which takes none meanwhile.
async fn unread_of(shop: &Shop) -> String {
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": true}), 200).await;
    shop.patch("/workspaces/1/bank-accounts/2", json!({"is_active": false}), 200).await;
    let id = unread(shop, &shop.kb("홍길동", 700, 532_513)).await;
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": false}), 200).await;
    id
}

#[tokio::test]
async fn what_a_person_types_becomes_the_messages_deposit_once() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let id = unread(&shop, "국민은행 알 수 없는 말").await;
    let (path, body) = (format!("{INBOX}/{id}/deposit"), typed(&shop, "홍길동", 14_510));
    for _ in 0..2 {
        let made = shop.post(&path, body.clone(), 201).await.body;
        assert_has(&made, &json!({"deposit_id": 1, "is_matched": true, "matched_order_id": 1, "state": "MATCHED"}));
        assert_eq!(made["message"]["resolved"]["deposit_id"], 1);
        assert_eq!(made.get("duplicate"), None);
    }
    assert_has(
        &shop.deposit(1).await,
        &json!({"source": "MANUAL", "via": "api", "raw_sms": "국민은행 알 수 없는 말", "matched_order_id": 1}),
    );
    let other = refused(&shop, Method::POST, &path, typed(&shop, "홍길동", 14_511), "message_resolved").await;
    assert_eq!(other.body["deposit_id"], 1);
    refused(&shop, Method::POST, &format!("{INBOX}/{id}/reread"), json!({}), "message_resolved").await;
    refused(&shop, Method::POST, &format!("{INBOX}/{id}/dismiss"), json!({}), "message_resolved").await;
    assert_eq!(count(&shop).await, 1);
    // The same money once more, from a second phone or after the reader learned: a person decides.
    let second = unread(&shop, "국민은행 다른 말").await;
    let twin = shop.post(&format!("{INBOX}/{second}/deposit"), typed(&shop, "홍길동", 14_510), 201).await.body;
    assert_has(&twin, &json!({"state": "HELD", "hold_reason": "possible_duplicate", "duplicate_of": 1}));
    let third = shop.pay("홍길동", 14_510, 532_513).await.body;
    assert_eq!(shop.deposit(third["deposit_id"].as_u64().unwrap()).await["hold_reason"], "possible_duplicate");
    shop.end().await;
}

#[tokio::test]
async fn a_typed_deposit_is_refused_for_what_is_wrong_with_it() {
    let shop = Shop::open().await;
    let id = unread(&shop, "국민은행 알 수 없는 말").await;
    let path = format!("{INBOX}/{id}/deposit");
    let wrong = shop.post(&path, json!({"amount": 0}), 400).await;
    assert_eq!(
        bad_fields(&wrong),
        ["bank_account_id:required", "amount:out_of_range", "depositor_name:required", "deposited_at:required"]
    );
    let mut unknown = typed(&shop, "홍길동", 500);
    unknown["bank_account_id"] = json!(9);
    assert_eq!(bad_fields(&shop.post(&path, unknown, 400).await), ["bank_account_id:not_found"]);
    for bent in ["1", "abc", "1707703200000-00", &format!("1707703200000-{}", "0".repeat(32))] {
        for path in
            [format!("{INBOX}/{bent}/deposit"), format!("{INBOX}/{bent}/dismiss"), format!("{INBOX}/{bent}/reread")]
        {
            refused(&shop, Method::POST, &path, typed(&shop, "홍길동", 500), "message_not_found").await;
        }
        assert_problem(&shop.get(&format!("{INBOX}/{bent}"), 404).await, "message_not_found");
    }
    assert_eq!(count(&shop).await, 0);
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_is_put_aside_leaves_the_inbox_and_a_repeat_of_it_changes_nothing() {
    let shop = Shop::open().await;
    let raw = shop.kb("한가인", 800, 600_000).replace("입금", "출금");
    shop.sms(&raw, shop.clock.now()).await;
    let id = message_ids(&shop.get(INBOX, 200).await).remove(0);
    for _ in 0..2 {
        let aside = shop.post(&format!("{INBOX}/{id}/dismiss"), json!({}), 200).await.body;
        assert_eq!(aside["status"], "RESOLVED");
        assert_has(&aside["resolved"], &json!({"deposit_id": null, "dismissed": true, "by": "user:1"}));
    }
    refused(&shop, Method::POST, &format!("{INBOX}/{id}/deposit"), typed(&shop, "홍길동", 500), "message_resolved")
        .await;
    // Another call brings the very message: it keeps its key, and stays resolved.
    let body = json!({"raw_sms": raw, "sender": "another", "received_at": shop.clock.now().rfc3339()});
    let request = Request::post("/api/v1/webhooks/bank-sms")
        .header("content-type", "application/json")
        .header("prefer", "respond-async");
    assert_eq!(shop.send(request.body(Body::from(body.to_string())).unwrap()).await.status, 202);
    shop.rest().await;
    let listed = shop.get(INBOX, 200).await;
    assert_eq!((message_ids(&listed), &listed.body[0]["status"]), (vec![id], &json!("RESOLVED")));
    shop.end().await;
}
