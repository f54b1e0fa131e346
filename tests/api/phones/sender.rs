//! What a phone tells of its texts' senders: the owner's word, what the page shows, and a sender that is new.

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request};
use domain::{ArrivedMessage, ClosedSet, MissingSender};
use serde_json::{Value, json};
use store::queue;
use store::tasks::Task;
use tests::{Fate, Shop};

use super::super::help::{PHONES, assert_has, assert_problem, bad_fields, refused};

const BANK: &str = "?sender=16449999";
const NONE: &str = "";

/// Posts a text over a phone's URL, and takes what was queued for the matcher, if anything was.
async fn post(shop: &Shop, key: &str, query: &str, text: &str) -> Option<ArrivedMessage> {
    shop.queue_wire.taken();
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}{query}"))
        .header("content-type", "text/plain")
        .header("prefer", "respond-async");
    let answer = shop.send(request.body(Body::from(text.to_owned())).unwrap()).await;
    assert!(answer.status < 300, "{}", answer.body);
    let sent = shop.queue_wire.taken().into_iter().find(|call| call.operation == "SendMessage");
    shop.drain().await;
    match queue::read(sent?.body["MessageBody"].as_str().unwrap()).unwrap() {
        Task::Sms(sms) => Some(*sms),
        other => panic!("{other:?}"),
    }
}

/// Posts a deposit that came before nobody else.
async fn deposit(shop: &Shop, key: &str, query: &str) -> ArrivedMessage {
    shop.clock.advance_ms(1_000);
    let balance = shop.clock.now().seconds().unsigned_abs();
    post(shop, key, query, &shop.kb("홍길동", 1_000, balance)).await.unwrap()
}

async fn phone(shop: &Shop) -> Value {
    shop.get(&format!("{PHONES}/1"), 200).await.body
}

/// As a phone that was added before senders were judged: its items say nothing of it.
async fn forget(shop: &Shop, phone: &str) {
    let of_phone = |item: &std::collections::HashMap<String, AttributeValue>| {
        let pk = item["PK"].as_s().unwrap();
        (pk.starts_with("PHONEKEY#") || pk.ends_with("#PHONE")) && item.contains_key("sender_missing")
    };
    let items: Vec<_> = shop.items().await.into_iter().filter(of_phone).collect();
    assert_eq!(items.len(), 2, "phone {phone} and its key");
    for item in items {
        let update = shop.product.dynamo().update_item().table_name(local::product::TABLE);
        let update = update.key("PK", item["PK"].clone()).key("SK", item["SK"].clone());
        let update = update.update_expression("REMOVE #s").expression_attribute_names("#s", "sender_missing");
        update.send().await.unwrap();
    }
}

#[tokio::test]
async fn a_new_phone_holds_texts_without_a_sender_until_its_owner_allows_them() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    assert_has(&phone(&shop).await, &json!({"sender_missing": "HELD", "sender_missing_is_assumed": false}));
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Held));
    let one = format!("{PHONES}/1");
    assert_has(
        &shop.patch(&one, json!({"sender_missing": "ALLOWED"}), 200).await.body,
        &json!({"sender_missing": "ALLOWED"}),
    );
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Allowed));
    let new = json!({"phone_number": "010-0000-0001", "sender_missing": "ALLOWED"});
    assert_has(&shop.post(PHONES, new, 201).await.body, &json!({"id": 2, "sender_missing": "ALLOWED"}));
    // A new key is of the same phone.
    let rotated = shop.post(&format!("{one}/rotate-key"), json!({}), 200).await.body;
    let sms = deposit(&shop, rotated["key"].as_str().unwrap(), NONE).await;
    assert_eq!(sms.missing_sender, Some(MissingSender::Allowed));
    for bad in [json!("UNDECIDED"), json!("held"), json!(true)] {
        let answer = refused(&shop, Method::PATCH, &one, json!({"sender_missing": bad}), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), ["sender_missing:invalid"]);
    }
    shop.end().await;
}

#[tokio::test]
async fn what_lets_texts_of_nobody_pay_is_for_the_owner() {
    let shop = Shop::open().await;
    shop.phone().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    let one = format!("{PHONES}/1");
    for word in ["ALLOWED", "HELD"] {
        let body = json!({"phone_number": "010-0000-0001", "sender_missing": word});
        let added = shop.call(Method::POST, PHONES, Some(&member), Some(body.clone()), 403).await;
        assert_problem(&added, "role_insufficient");
        assert_problem(&shop.call(Method::PATCH, &one, Some(&member), Some(body), 403).await, "role_insufficient");
    }
    let press = format!("{one}/confirm-sender");
    assert_problem(&shop.call(Method::POST, &press, Some(&member), Some(json!({})), 403).await, "role_insufficient");
    assert_has(&phone(&shop).await, &json!({"sender_missing": "HELD"}));
    shop.end().await;
}

#[tokio::test]
async fn a_phone_of_before_goes_on_when_its_first_call_tells_no_sender_and_says_so() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    forget(&shop, "1").await;
    assert_has(&phone(&shop).await, &json!({"sender_missing": "UNDECIDED", "sender_missing_is_assumed": true}));
    // Neither a ping nor a test message decides.
    shop.send(Request::post(format!("/api/v1/webhooks/ping/{key}")).body(Body::empty()).unwrap()).await;
    let code = shop.post(&format!("{PHONES}/1/test-code"), json!({}), 200).await.body;
    assert_eq!(post(&shop, &key, BANK, code["text"].as_str().unwrap()).await, None);
    assert_eq!(phone(&shop).await["sender_missing"], "UNDECIDED");
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Allowed));
    assert_has(&phone(&shop).await, &json!({"sender_missing": "ALLOWED", "sender_missing_is_assumed": true}));
    // A change of something else decides nothing; the owner's word does.
    shop.patch(&format!("{PHONES}/1"), json!({"label": "계산대"}), 200).await;
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Allowed));
    shop.patch(&format!("{PHONES}/1"), json!({"sender_missing": "HELD"}), 200).await;
    assert_has(&phone(&shop).await, &json!({"sender_missing": "HELD", "sender_missing_is_assumed": false}));
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Held));
    shop.end().await;
}

#[tokio::test]
async fn a_phone_of_before_whose_first_call_tells_a_sender_holds_texts_without_one() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    forget(&shop, "1").await;
    assert_eq!(deposit(&shop, &key, BANK).await.missing_sender, Some(MissingSender::Held));
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Held));
    assert_eq!(phone(&shop).await["sender_missing"], "HELD");
    shop.end().await;
}

#[tokio::test]
async fn the_page_shows_what_came_last_and_what_to_mend() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    assert_eq!(phone(&shop).await["last_arrivals"], json!([]));
    let mut expected = Vec::new();
    for (query, text, kind, problems) in [
        (NONE, shop.kb("가", 1_000, 1), "BANK_MESSAGE", vec!["no_sender"]),
        ("?sender=국민", shop.kb("나", 1_000, 2), "BANK_MESSAGE", vec!["name_without_package"]),
        ("?title=1644-9999", shop.kb("다", 1_000, 3), "BANK_MESSAGE", vec!["name_without_package"]),
        ("?sender=16449999&from=01000000000", shop.kb("라", 1_000, 4), "BANK_MESSAGE", vec!["ambiguous_sender"]),
        (BANK, "저녁에 보자".to_owned(), "OTHER", vec!["sender_unconfirmed", "not_a_bank_message"]),
        (BANK, shop.kb("마", 1_000, 5), "BANK_MESSAGE", vec!["sender_unconfirmed"]),
    ] {
        shop.clock.advance_ms(1_000);
        let query = query.replace("국민", "%EA%B5%AD%EB%AF%BC");
        post(&shop, &key, &query, &text).await;
        expected.insert(0, (shop.clock.now().rfc3339(), kind, problems));
    }
    let shown = phone(&shop).await["last_arrivals"].clone();
    assert_eq!(shown.as_array().unwrap().len(), 5);
    for (shown, (at, kind, problems)) in shown.as_array().unwrap().iter().zip(&expected) {
        assert_has(shown, &json!({"at": at, "kind": kind}));
        let mut codes: Vec<_> =
            shown["problems"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap()).collect();
        codes.sort_unstable_by_key(|code| problems.iter().position(|it| it == code));
        assert_eq!(codes, *problems, "{shown}");
    }
    // However often it pings, one ping is shown.
    for _ in 0..9 {
        shop.clock.advance_ms(1_000);
        shop.send(Request::post(format!("/api/v1/webhooks/ping/{key}")).body(Body::empty()).unwrap()).await;
    }
    let shown = phone(&shop).await["last_arrivals"].clone();
    assert_has(&shown[0], &json!({"at": shop.clock.now().rfc3339(), "kind": "PING", "problems": []}));
    assert_eq!(shown[1]["kind"], "BANK_MESSAGE");
    for item in shop.items().await.iter().filter(|item| item["PK"].as_s().unwrap().ends_with("#PULSE")) {
        let pulse = format!("{item:?}");
        assert!(!pulse.contains("16449999") && !pulse.contains("01000000000") && !pulse.contains("저녁"), "{pulse}");
    }
    shop.end().await;
}

#[tokio::test]
async fn the_last_arrivals_stay_the_last_however_many_came() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    for _ in 0..30 {
        deposit(&shop, &key, BANK).await;
    }
    let shown = phone(&shop).await["last_arrivals"].clone();
    let last = shop.clock.now();
    for (nth, arrival) in shown.as_array().unwrap().iter().enumerate() {
        assert_eq!(arrival["at"], last.plus_ms(-1_000 * i64::try_from(nth).unwrap()).rfc3339());
    }
    let pulse = shop.items().await.into_iter().find(|item| item["PK"].as_s().unwrap().ends_with("#PULSE")).unwrap();
    assert!(pulse["arrivals"].as_l().unwrap().len() <= 9, "{pulse:?}");
    shop.end().await;
}

#[tokio::test]
async fn a_sender_that_is_new_waits_for_the_owners_press() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    assert!(!deposit(&shop, &key, NONE).await.sender.unconfirmed, "it tells none");
    assert!(deposit(&shop, &key, BANK).await.sender.unconfirmed);
    assert!(deposit(&shop, &key, BANK).await.sender.unconfirmed, "telling it again confirms nothing");
    assert!(!deposit(&shop, &key, NONE).await.sender.unconfirmed);
    assert!(
        deposit(&shop, &key, "?package=com.kbstar.kbbank").await.sender.unconfirmed,
        "nor does another kind of sender"
    );
    assert_has(&phone(&shop).await, &json!({"sender_unconfirmed": true}));
    let press = format!("{PHONES}/1/confirm-sender");
    for _ in 0..2 {
        assert_has(&shop.post(&press, json!({}), 200).await.body, &json!({"id": 1, "sender_unconfirmed": false}));
    }
    assert!(!deposit(&shop, &key, BANK).await.sender.unconfirmed);
    shop.end().await;
}

#[tokio::test]
async fn a_phone_that_told_a_sender_within_its_last_twenty_calls_goes_on() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    assert!(!deposit(&shop, &key, BANK).await.sender.unconfirmed, "its first call");
    for _ in 0..19 {
        deposit(&shop, &key, NONE).await;
    }
    assert!(!deposit(&shop, &key, BANK).await.sender.unconfirmed);
    for _ in 0..20 {
        deposit(&shop, &key, NONE).await;
    }
    assert!(deposit(&shop, &key, BANK).await.sender.unconfirmed);
    // A press before there is anything to confirm is none.
    shop.post(&format!("{PHONES}/1/confirm-sender"), json!({}), 200).await;
    assert!(!deposit(&shop, &key, BANK).await.sender.unconfirmed);
    shop.end().await;
}

#[tokio::test]
async fn a_press_with_nothing_to_confirm_confirms_nothing_of_tomorrow() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    deposit(&shop, &key, NONE).await;
    shop.post(&format!("{PHONES}/1/confirm-sender"), json!({}), 200).await;
    assert!(deposit(&shop, &key, BANK).await.sender.unconfirmed);
    shop.end().await;
}

/// A name tells nobody, two senders tell nobody: neither makes the next one an old acquaintance.
#[tokio::test]
async fn what_tells_no_sender_for_sure_does_not_prepare_the_way_for_one() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    deposit(&shop, &key, NONE).await;
    deposit(&shop, &key, "?sender=KB").await;
    deposit(&shop, &key, "?sender=16449999&from=01000000000").await;
    assert!(deposit(&shop, &key, BANK).await.sender.unconfirmed);
    shop.end().await;
}

#[tokio::test]
async fn a_pulse_that_cannot_be_written_stops_no_message_and_vouches_for_no_sender() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    deposit(&shop, &key, BANK).await;
    shop.wire.rule(|call| {
        let of_pulse = || call.body["Key"]["PK"]["S"].as_str().unwrap().ends_with("#PULSE");
        if call.operation == "UpdateItem" && of_pulse() { Fate::LoseRequest } else { Fate::Pass }
    });
    let told = deposit(&shop, &key, BANK).await;
    assert_eq!((told.sender.unconfirmed, told.missing_sender), (true, Some(MissingSender::Held)));
    assert!(!deposit(&shop, &key, NONE).await.sender.unconfirmed);
    shop.patch(&format!("{PHONES}/1"), json!({"sender_missing": "ALLOWED"}), 200).await;
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Allowed));
    forget(&shop, "1").await;
    assert_eq!(deposit(&shop, &key, NONE).await.missing_sender, Some(MissingSender::Held));
    shop.wire.calm();
    assert!(!deposit(&shop, &key, BANK).await.sender.unconfirmed);
    shop.end().await;
}

/// The first calls of a phone of before come at once: one of them decides, and all go by it from then on.
#[tokio::test]
async fn calls_that_come_at_once_decide_once() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    forget(&shop, "1").await;
    let call = |nth: u64| {
        let query = if nth.is_multiple_of(2) { NONE } else { BANK };
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}{query}"))
            .header("content-type", "text/plain")
            .header("prefer", "respond-async");
        tower::ServiceExt::oneshot(
            shop.api.clone(),
            request.body(Body::from(shop.kb("홍길동", 1_000 + nth, 90_000))).unwrap(),
        )
    };
    let calls: tokio::task::JoinSet<_> = (0..12).map(call).collect();
    assert!(calls.join_all().await.iter().all(|answer| answer.as_ref().unwrap().status().is_success()));
    let decided = phone(&shop).await["sender_missing"].clone();
    assert_ne!(decided, "UNDECIDED");
    for query in [NONE, BANK, NONE] {
        assert_eq!(json!(deposit(&shop, &key, query).await.missing_sender.map(MissingSender::code)), decided);
    }
    shop.rest().await;
    assert_eq!(phone(&shop).await["messages_today"], 15);
    shop.end().await;
}
