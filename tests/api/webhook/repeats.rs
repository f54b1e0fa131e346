//! Which calls are one call: by the text itself, else by the app's id, else by the phone's stamp, else none.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use store::queue;
use store::tasks::Task;
use tests::Shop;

use super::super::help::PHONES;
use super::WEBHOOK;

/// The receipts under which the matcher is given these calls.
async fn receipts(shop: &Shop, url: &str, calls: &[(&str, String)]) -> BTreeSet<String> {
    shop.queue_wire.taken();
    for (kind, body) in calls {
        let request = Request::post(url).header(header::CONTENT_TYPE, *kind).header("prefer", "respond-async");
        let answer = shop.send(request.body(Body::from(body.clone())).unwrap()).await;
        assert!(answer.status < 300, "{}", answer.body);
    }
    let sent = shop.queue_wire.taken().into_iter().filter(|call| call.operation == "SendMessage");
    let receipts = sent.map(|call| match queue::read(call.body["MessageBody"].as_str().unwrap()).unwrap() {
        Task::Sms(sms) => format!("{:?}", sms.receipt),
        other => panic!("{other:?}"),
    });
    let receipts = receipts.collect();
    shop.drain().await;
    receipts
}

const JSON: &str = "application/json";
const BARE: &str = "[Web발신]\n국민\n110-***-000000\n입금 20,000원\n홍길동";

/// Two true payments in one minute, told in the same words.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn two_calls_without_balance_stamp_and_id_are_two() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let raw = shop.kb("홍길동", 20_000, 1);
    let without = |line: &str| raw.lines().filter(|it| !it.contains(line)).collect::<Vec<_>>().join("\n");
    for text in [without("잔액"), BARE.to_owned(), format!("{BARE}\n잔액 90,000원")] {
        let twice = [("text/plain", text.clone()), ("text/plain", text)];
        let url = format!("{WEBHOOK}/{key}?sender=16449999");
        assert_eq!(receipts(&shop, &url, &twice).await.len(), 2, "{}", twice[0].1);
    }
    assert_eq!(shop.get(&format!("{PHONES}/1"), 200).await.body["messages_today"], 6);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_text_that_tells_date_time_and_balance_is_one_however_often_it_is_sent() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 20_000, 1);
    let calls: Vec<_> =
        [json!({}), json!({}), json!({"id": "a"}), json!({"id": "b"}), json!({"timestamp": 1_707_703_200})]
            .into_iter()
            .map(|mut more: Value| {
                more["text"] = json!(raw);
                (JSON, more.to_string())
            })
            .collect();
    assert_eq!(receipts(&shop, WEBHOOK, &calls).await.len(), 1);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn the_apps_id_tells_calls_apart_else_the_stamp_does() {
    let shop = Shop::open().await;
    let at = |seconds: i64| shop.clock.now().seconds() + seconds;
    let httpsms = |id: &str| {
        json!({"specversion": "1.0", "id": "event", "type": "message.phone.received",
            "data": {"message_id": id, "contact": "16449999", "content": BARE}})
    };
    let gate = |id: &str| json!({"event": "sms:received", "id": "event", "payload": {"messageId": id, "sender": "16449999", "message": BARE}});
    for (what, calls, expected) in [
        ("one id", vec![json!({"id": 7, "text": BARE}), json!({"id": "7", "text": BARE, "timestamp": at(1)})], 1),
        ("two ids", vec![json!({"messageId": "a", "text": BARE}), json!({"messageId": "b", "text": BARE})], 2),
        (
            "two ids, one stamp",
            vec![
                json!({"message_id": "c", "text": BARE, "timestamp": at(2)}),
                json!({"message_id": "d", "text": BARE, "timestamp": at(2)}),
            ],
            2,
        ),
        ("one stamp", vec![json!({"text": BARE, "timestamp": at(3)}), json!({"text": BARE, "timestamp": at(3)})], 1),
        ("two stamps", vec![json!({"text": BARE, "timestamp": at(4)}), json!({"text": BARE, "timestamp": at(5)})], 2),
        (
            "an id and a stamp",
            vec![json!({"text": BARE, "timestamp": at(6)}), json!({"id": "six", "text": BARE, "timestamp": at(6)})],
            2,
        ),
        ("httpSMS", vec![httpsms("m1"), httpsms("m1"), httpsms("m2")], 2),
        ("SMS Gateway", vec![gate("g1"), gate("g1"), gate("g2")], 2),
        (
            "ids that were not filled in",
            vec![json!({"id": "{id}", "text": BARE}), json!({"id": "{id}", "text": BARE})],
            2,
        ),
    ] {
        let calls: Vec<_> = calls.into_iter().map(|body| (JSON, body.to_string())).collect();
        assert_eq!(receipts(&shop, WEBHOOK, &calls).await.len(), expected, "{what}");
    }
    shop.end().await;
}

/// Nor does one id stand for two texts, or for two senders.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn an_id_is_of_one_text_and_one_sender() {
    let shop = Shop::open().await;
    let calls = [
        json!({"id": "a", "text": BARE}),
        json!({"id": "a", "text": BARE.replace("20,000", "30,000")}),
        json!({"id": "a", "text": BARE, "sender": "16449999"}),
    ];
    let calls: Vec<_> = calls.iter().map(|body| (JSON, body.to_string())).collect();
    assert_eq!(receipts(&shop, WEBHOOK, &calls).await.len(), 3);
    shop.end().await;
}
