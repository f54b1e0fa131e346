//! Every type that is emitted, and its JSON as the OpenAPI document tells it.

use domain::ClosedSet;
use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::conform;
use tests::receiver::{Receiver, Reply};

use super::{ENDPOINTS, endpoint, open, sell};

#[tokio::test]
async fn every_type_arrives_as_the_document_tells_it_and_is_small() {
    let shop = open().await;
    let (server, gone) = (Receiver::good().await, Receiver::start(|_, _| Reply::Status(410)).await);
    let all: Vec<&str> = domain::EventType::all().map(|kind| kind.code()).filter(|kind| *kind != "ping").collect();
    let (id, _) = endpoint(&shop, &server.url, &all).await;
    sell(&shop, "A-1", 14_510).await;
    shop.clock.advance_ms(1_000);
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    shop.clock.advance_ms(1_000);
    for status in ["CANCELLED", "PENDING"] {
        shop.patch("/workspaces/1/orders/1", json!({"status": status}), 200).await;
    }
    // The longest of everything: a payload stays under 20 kB.
    let long = json!({"order_number": "번".repeat(100), "amount": 1_000_000_000_000_u64, "depositor_name": "홍".repeat(60),
        "customer_email": format!("{}@shop.example", "a".repeat(240)), "customer_phone": "0".repeat(30),
        "memo": "메".repeat(500), "expires_at": shop.clock.now().plus_ms(1_000).rfc3339()});
    shop.post("/workspaces/1/orders", long, 201).await;
    shop.clock.advance_ms(700_000);
    shop.sweep().await.unwrap();
    shop.pay("김철수", 9_900, 2_000_000).await;
    shop.place("A-7", 20_000, "박철수").await;
    shop.pay("이수민", 7_700, 2_017_600).await;
    let part = json!({"deposit_ids": [3], "order_ids": [3], "difference": "KEEP_OPEN"});
    shop.post("/workspaces/1/matches", part, 200).await;
    // Cancelled, its money is to be sent back, and a part of it is.
    let cancel = json!({"status": "CANCELLED", "received": "REFUND_DUE"});
    shop.patch("/workspaces/1/orders/3", cancel, 200).await;
    shop.post("/workspaces/1/deposits/3/returned", json!({"amount": 700}), 200).await;
    shop.pay("홍*동", 9_900, 2_009_900).await;
    let too_much = shop.kb("홍길동", 2 * domain::Won::MAX, 3 * domain::Won::MAX);
    shop.sms(&too_much, shop.clock.now()).await;
    shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    let (other, _) = endpoint(&shop, &gone.url, &["order.matched"]).await;
    shop.post(&format!("{ENDPOINTS}/{other}/ping"), Value::Null, 202).await;
    // One is dismissed, restored and released; one goes back as the bank tells it, and its order waits again.
    shop.pay("김민수", 8_800, 2_018_700).await;
    let deposit = shop.get("/workspaces/1/deposits?limit=1", 200).await.body[0]["id"].clone();
    let one = format!("/workspaces/1/deposits/{deposit}");
    shop.post(&format!("{one}/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    shop.post(&format!("{one}/restore"), Value::Null, 200).await;
    shop.post(&format!("{one}/release"), json!({}), 200).await;
    shop.place("A-8", 8_800, "김민수").await;
    let key = shop.phone().await;
    // The phone is told; so are an account, a sender and the settings.
    shop.register("220-456-111111").await;
    shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": "02-123-4567"}), 201).await;
    shop.patch("/workspaces/1", json!({"settings": {"tie_policy": "OLDEST"}}), 200).await;
    let back = shop.kb("김민수", 8_800, 2_009_900).replace("입금 ", "입금취소 ");
    shop.sms_over(&key, &back, shop.clock.now()).await;
    for pause_ms in [1, 25 * 60 * 60_000] {
        let ping = Request::post(format!("/api/v1/webhooks/ping/{key}")).body(Body::empty()).unwrap();
        assert_eq!(shop.send(ping).await.status, 200);
        shop.sweep().await.unwrap();
        shop.clock.advance_ms(pause_ms);
        shop.sweep().await.unwrap();
    }
    shop.rest().await;

    let seen: BTreeSet<String> = server.kinds().into_iter().collect();
    let expected: BTreeSet<String> = domain::EventType::all().map(|kind| kind.code().to_owned()).collect();
    assert_eq!(seen, expected);
    for arrived in server.arrived() {
        conform::check_webhook(&arrived.kind(), &arrived.json());
        assert!(arrived.body.len() < 20_000, "{} has {} bytes", arrived.kind(), arrived.body.len());
    }
    shop.end().await;
}

#[tokio::test]
async fn what_was_done_at_once_is_told_one_by_one() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.expired", "order.cancelled"]).await;
    let soon = shop.clock.now().plus_ms(1_000).rfc3339();
    let order = json!({"order_number": "A-1", "amount": 500, "depositor_name": "홍길동", "expires_at": soon});
    shop.post("/workspaces/1/orders", order, 201).await;
    shop.clock.advance_ms(700_000);
    // The sweeper has not come by: the cancellation tells first that the order had expired.
    shop.call(Method::PATCH, "/workspaces/1/orders/1", Some(&shop.owner), Some(json!({"status": "CANCELLED"})), 200)
        .await;
    shop.notify().await;
    let mut told: Vec<_> = server.arrived().iter().map(|it| (it.id().to_owned(), it.kind())).collect();
    told.sort();
    let expected = [
        ("evt_1_o1_2".to_owned(), "order.expired".to_owned()),
        ("evt_1_o1_3".to_owned(), "order.cancelled".to_owned()),
    ];
    assert_eq!(told, expected);
    shop.end().await;
}
