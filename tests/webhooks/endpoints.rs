//! The API of endpoints: what it refuses, what it shows, and what it never shows.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;
use tests::receiver::{Receiver, Reply};

use super::{ENDPOINTS, deliveries, endpoint, open, sell};
use crate::api::help::{bad_fields, refused};

#[tokio::test]
async fn what_may_not_be_sent_to_is_refused_and_says_why() {
    let shop = Shop::open().await;
    let long = format!("https://shop.example/{}", "a".repeat(2_000));
    for (url, code) in [
        (json!(null), "required"),
        (json!(7), "wrong_type"),
        (json!(long), "too_long"),
        (json!("http://93.184.215.14/"), "invalid"),
        (json!("https://user:secret@93.184.215.14/"), "invalid"),
        (json!("https://93.184.215.14:22/"), "invalid"),
        (json!("https://10.0.0.1/"), "invalid"),
        (json!("https://169.254.169.254/latest/meta-data"), "invalid"),
        (json!("https://[::1]/"), "invalid"),
        (json!("https://[::ffff:10.0.0.1]/"), "invalid"),
        (json!("http://127.0.0.1:3000/"), "invalid"),
        // A name that resolves to an address of this very machine.
        (json!("https://localhost/"), "invalid"),
    ] {
        let answer = refused(&shop, Method::POST, ENDPOINTS, json!({"url": url}), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [format!("url:{code}")], "{url}");
    }
    for events in [json!(["order.placed"]), json!(["ping"]), json!([]), json!([7])] {
        let body = json!({"url": "https://93.184.215.14/", "events": events});
        let answer = refused(&shop, Method::POST, ENDPOINTS, body, "invalid_fields").await;
        assert_eq!(bad_fields(&answer), ["events:invalid"]);
    }
    assert_eq!(shop.get(ENDPOINTS, 200).await.body, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn a_workspace_has_ten_endpoints_and_no_more() {
    let shop = Shop::open().await;
    let body = json!({"url": "https://93.184.215.14/", "description": "재고"});
    for _ in 0..10 {
        shop.post(ENDPOINTS, body.clone(), 201).await;
    }
    refused(&shop, Method::POST, ENDPOINTS, body.clone(), "too_many_endpoints").await;
    shop.in_person(Method::DELETE, &format!("{ENDPOINTS}/3"), Value::Null, 204).await;
    assert_eq!(shop.post(ENDPOINTS, body, 201).await.body["id"], 11, "an id is never given twice");
    shop.end().await;
}

#[tokio::test]
async fn a_secret_is_shown_once_and_sealed_where_it_is_kept() {
    let shop = Shop::open().await;
    let made = shop.post(ENDPOINTS, json!({"url": "https://93.184.215.14/"}), 201).await.body;
    let secret = made["secret"].as_str().unwrap().to_owned();
    assert!(secret.starts_with("whsec_"));
    let events = made["events"].as_array().unwrap();
    assert_eq!(events.len(), 23, "all of them when none are named: {events:?}");
    for path in [ENDPOINTS.to_owned(), format!("{ENDPOINTS}/1")] {
        let shown = shop.get(&path, 200).await.body.to_string();
        assert!(!shown.contains("secret\"") && !shown.contains("whsec_"), "{shown}");
    }
    let bare = secret.trim_start_matches("whsec_");
    let table = format!("{:?}", shop.items().await);
    assert!(!table.contains(bare) && !table.contains("whsec_"));
    shop.end().await;
}

#[tokio::test]
async fn an_endpoint_is_amended_switched_off_and_deleted() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, _) = endpoint(&shop, &server.url, &["order.cancelled"]).await;
    let path = format!("{ENDPOINTS}/{id}");
    let amended = shop.patch(&path, json!({"events": ["order.matched"], "description": "출고"}), 200).await.body;
    assert_eq!((&amended["events"], &amended["description"]), (&json!(["order.matched"]), &json!("출고")));
    shop.clock.advance_ms(31_000);
    let off = shop.patch(&path, json!({"is_active": false}), 200).await.body;
    assert_eq!((&off["is_active"], &off["disabled_reason"]), (&json!(false), &json!("by_hand")));
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    assert!(server.arrived().is_empty());
    assert_eq!(deliveries(&shop, id).await[0]["status"], "MISSED");
    for ask in ["ping", "replay"] {
        let body = json!({"since": "2024-01-01T00:00:00+09:00"});
        refused(&shop, Method::POST, &format!("{path}/{ask}"), body, "endpoint_disabled").await;
    }
    shop.patch(&path, json!({"is_active": true}), 200).await;
    shop.post(&format!("{path}/replay"), json!({"since": "2024-01-01T00:00:00+09:00"}), 202).await;
    shop.notify().await;
    assert_eq!(server.kinds(), ["order.matched"]);
    shop.in_person(Method::DELETE, &path, Value::Null, 204).await;
    refused(&shop, Method::GET, &path, Value::Null, "endpoint_not_found").await;
    shop.in_person(Method::DELETE, &path, Value::Null, 404).await;
    shop.rest().await;
    let left = shop.items().await.iter().filter(|item| item["PK"].as_s().unwrap().contains("#DELIVERY#")).count();
    assert_eq!(left, 0, "its deliveries went with it");
    shop.end().await;
}

#[tokio::test]
async fn deliveries_are_listed_page_by_page_and_by_status() {
    let shop = open().await;
    let server = Receiver::start(|it, _| Reply::Status(if it.id().ends_with("o2_2") { 500 } else { 200 })).await;
    let (id, _) = endpoint(&shop, &server.url, &["order.cancelled"]).await;
    for number in 1..=5 {
        shop.place(&format!("A-{number}"), 500, "홍길동").await;
        shop.patch(&format!("/workspaces/1/orders/{number}"), json!({"status": "CANCELLED"}), 200).await;
        if number < 4 {
            shop.clock.advance_ms(1_000);
        }
    }
    shop.notify().await;
    let list = format!("{ENDPOINTS}/{id}/deliveries");
    let mut found = Vec::new();
    let mut page = shop.get(&format!("{list}?limit=2"), 200).await;
    loop {
        let rows = page.body.as_array().unwrap();
        found.extend(rows.iter().map(|row| row["event_id"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.header("x-next-cursor") else { break };
        page = shop.get(&format!("{list}?limit=2&cursor={cursor}"), 200).await;
    }
    // Newest first; those of one instant by their ids.
    assert_eq!(found, ["evt_1_o5_2", "evt_1_o4_2", "evt_1_o3_2", "evt_1_o2_2", "evt_1_o1_2"]);
    let pending = shop.get(&format!("{list}?status=PENDING"), 200).await.body;
    assert_eq!((pending.as_array().unwrap().len(), &pending[0]["event_id"]), (1, &json!("evt_1_o2_2")));
    let cursor = shop.get(&format!("{list}?limit=2"), 200).await.header("x-next-cursor").unwrap().to_owned();
    let (other, _) = endpoint(&shop, &server.url, &["order.cancelled"]).await;
    for bent in [format!("{ENDPOINTS}/{other}/deliveries?cursor={cursor}"), format!("{list}?cursor=x{cursor}")] {
        refused(&shop, Method::GET, &bent, Value::Null, "invalid_cursor").await;
    }
    for id in ["1", "dlv_x", "dlv_1707703200000_1_o9_2", "dlv_1707703200000_2_o1_2"] {
        refused(&shop, Method::GET, &format!("{list}/{id}"), Value::Null, "delivery_not_found").await;
    }
    shop.end().await;
}

/// Another shop's endpoints and deliveries are not there.
#[tokio::test]
async fn nobody_sees_the_endpoints_of_another_workspace() {
    let shop = open().await;
    let server = Receiver::good().await;
    let (id, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    let stranger = shop.sign_up("stranger@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&stranger), Some(json!({"name": "옆 가게"})), 200).await;
    for path in
        [format!("/workspaces/2/webhook-endpoints/{id}"), format!("/workspaces/2/webhook-endpoints/{id}/deliveries")]
    {
        assert_eq!(shop.call(Method::GET, &path, Some(&stranger), None, 404).await.code(), "endpoint_not_found");
    }
    assert_eq!(shop.call(Method::GET, ENDPOINTS, Some(&stranger), None, 404).await.code(), "workspace_not_found");
    shop.end().await;
}
