//! Endpoints that fetch: what waits for them, signed as what is sent, until it is acknowledged or its time is over.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::Method;
use domain::delivery::FETCHED_WITHIN_MS;
use domain::time::MINUTE_MS;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tests::receiver::Receiver;
use tests::{Shop, secrets};
use web::{App, Purpose};

use super::{ENDPOINTS, deliveries, endpoint, open, sell};
use crate::api::help::{bad_fields, refused};

/// Registers an endpoint that fetches: its path and its secret. From here on nothing may be missed.
async fn pull(shop: &Shop, ws: &str) -> (String, String) {
    let body = json!({"kind": "PULL", "events": ["order.matched", "order.cancelled"]});
    let made = shop.post(&format!("{ws}/webhook-endpoints"), body, 201).await.body;
    assert_eq!((&made["kind"], &made["url"]), (&json!("PULL"), &Value::Null));
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    (format!("{ws}/webhook-endpoints/{}", made["id"]), made["secret"].as_str().unwrap().to_owned())
}

/// What waits to be fetched.
async fn fetch(shop: &Shop, endpoint: &str) -> Vec<Value> {
    let page = shop.get(&format!("{endpoint}/deliveries?status=PENDING&wait=0"), 200).await;
    page.body.as_array().unwrap().clone()
}

fn events(fetched: &[Value]) -> Vec<&str> {
    fetched.iter().map(|one| one["event_id"].as_str().unwrap()).collect()
}

/// How many of the signatures of a request this secret made, by the reference library.
fn signed(secret: &str, request: &Value) -> usize {
    let header = |name: &str| request["headers"][name].as_str().unwrap();
    let (at, body) = (header("webhook-timestamp").parse().unwrap(), request["body"].as_str().unwrap());
    let mine = Webhook::new(secret).unwrap().sign(header("webhook-id"), at, body.as_bytes()).unwrap();
    header("webhook-signature").split(' ').filter(|signature| *signature == mine).count()
}

#[tokio::test]
async fn what_happened_is_fetched_as_it_would_be_sent_until_it_is_acknowledged() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (path, secret) = pull(&shop, "/workspaces/1").await;
    endpoint(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let [fetched] = <[Value; 1]>::try_from(fetch(&shop, &path).await).unwrap();
    let (request, sent) = (&fetched["request"], server.arrived().remove(0));
    assert_eq!(request["body"].as_str(), Some(sent.body.as_str()), "the very bytes");
    for name in ["content-type", "user-agent", "webhook-id"] {
        assert_eq!(request["headers"][name].as_str(), sent.headers.get(name).map(String::as_str), "{name}");
    }
    assert_eq!(request["headers"].as_object().unwrap().len(), 5);
    assert_eq!(signed(&secret, request), 1);
    assert_eq!((&fetched["status"], &fetched["tries"]), (&json!("PENDING"), &json!(0)));
    assert_eq!(fetch(&shop, &path).await, std::slice::from_ref(&fetched), "who else fetches is given it too");
    let listed = shop.get(&format!("{path}/deliveries"), 200).await.body;
    assert_eq!((&listed[0]["id"], &listed[0]["request"]), (&fetched["id"], &Value::Null), "a list signs nothing");

    let ack = format!("{path}/deliveries/{}/ack", fetched["id"].as_str().unwrap());
    let first = shop.post(&ack, json!({}), 200).await.body;
    assert_eq!((&first["status"], &first["offered_until"]), (&json!("SUCCEEDED"), &Value::Null));
    assert_eq!(shop.post(&ack, json!({}), 200).await.body, first, "once more changes nothing");
    assert_eq!(fetch(&shop, &path).await, [] as [Value; 0]);
    shop.end().await;
}

#[tokio::test]
async fn who_waits_is_answered_as_soon_as_something_happens() {
    let shop = open().await;
    let (path, _) = pull(&shop, "/workspaces/1").await;
    let waits = format!("{path}/deliveries?wait=20");
    let happens = async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        sell(&shop, "A-1", 14_510).await;
        shop.notify().await;
    };
    let began = Instant::now();
    let (answer, ()) = tokio::join!(shop.get(&waits, 200), happens);
    assert!(began.elapsed() < Duration::from_secs(10), "it did not wait to the end");
    assert_eq!(events(answer.body.as_array().unwrap()), ["evt_1_o1_2"]);
    shop.end().await;
}

#[tokio::test]
async fn the_oldest_come_first_and_page_by_page() {
    let shop = open().await;
    let (path, _) = pull(&shop, "/workspaces/1").await;
    for number in 1..=5 {
        shop.place(&format!("A-{number}"), 500, "홍길동").await;
        shop.patch(&format!("/workspaces/1/orders/{number}"), json!({"status": "CANCELLED"}), 200).await;
        shop.clock.advance_ms(1_000);
    }
    shop.notify().await;
    let first = shop.get(&format!("{path}/deliveries?wait=0&limit=2"), 200).await;
    assert_eq!(events(first.body.as_array().unwrap()), ["evt_1_o1_2", "evt_1_o2_2"]);
    let cursor = first.header("x-next-cursor").unwrap();
    let second = shop.get(&format!("{path}/deliveries?wait=0&limit=3&cursor={cursor}"), 200).await;
    assert_eq!(events(second.body.as_array().unwrap()), ["evt_1_o3_2", "evt_1_o4_2", "evt_1_o5_2"]);
    assert_eq!(second.header("x-next-cursor"), None);
    shop.end().await;
}

#[tokio::test]
async fn what_nobody_acknowledges_fails_after_three_days_and_is_offered_again_when_asked_for() {
    let shop = open().await;
    let (path, _) = pull(&shop, "/workspaces/1").await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    shop.clock.advance_ms(FETCHED_WITHIN_MS - MINUTE_MS);
    shop.sweep().await.unwrap();
    shop.notify().await;
    let one = fetch(&shop, &path).await.remove(0);
    shop.clock.advance_ms(2 * MINUTE_MS);
    shop.sweep().await.unwrap();
    shop.notify().await;
    assert_eq!(fetch(&shop, &path).await, [] as [Value; 0]);
    assert_eq!(deliveries(&shop, 1).await[0]["status"], "FAILED");
    shop.post(&format!("{path}/replay"), json!({"since": "2024-01-01T00:00:00+09:00"}), 202).await;
    shop.notify().await;
    assert_eq!(events(&fetch(&shop, &path).await), ["evt_1_o1_2"]);
    let of_it = format!("{path}/deliveries/{}", one["id"].as_str().unwrap());
    shop.post(&format!("{of_it}/ack"), json!({}), 200).await;
    let again = shop.post(&format!("{of_it}/replay"), json!({}), 202).await.body;
    assert_eq!(again["status"], "PENDING");
    assert_eq!(events(&fetch(&shop, &path).await), ["evt_1_o1_2"]);
    shop.end().await;
}

#[tokio::test]
async fn both_secrets_sign_and_a_test_call_is_fetched_also_in_a_test_workspace() {
    let shop = open().await;
    let ws = shop.test_workspace().await;
    let (path, old) = pull(&shop, &ws).await;
    let new = shop.in_person(Method::POST, &format!("{path}/rotate-secret"), json!({}), 200).await.body;
    shop.post(&format!("{path}/ping"), json!({}), 202).await;
    let one = fetch(&shop, &path).await.remove(0);
    assert_eq!((&one["event_type"], &one["livemode"]), (&json!("ping"), &json!(false)));
    assert_eq!([signed(&old, &one["request"]), signed(new["secret"].as_str().unwrap(), &one["request"])], [1, 1]);
    let body: Value = serde_json::from_str(one["request"]["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["livemode"], false);
    shop.end().await;
}

/// The older sealing key can go once everything was fetched: nothing else seals the secrets of such an endpoint anew.
#[tokio::test]
async fn who_fetches_has_the_secret_sealed_anew() {
    let mut shop = open().await;
    let (path, secret) = pull(&shop, "/workspaces/1").await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let (old, new) = (secrets::key(Purpose::Sealing), "a sealing key that is newer and more than 256 bits long");
    for keys in [format!("{new},{old}"), new.to_owned()] {
        let keys = Arc::new(secrets::every_but(Purpose::Sealing, &keys));
        shop.api = web::serve::finish(webhook_endpoints::router(), App { keys, ..shop.app.clone() });
        assert_eq!(signed(&secret, &fetch(&shop, &path).await[0]["request"]), 1);
    }
    shop.end().await;
}

#[tokio::test]
async fn one_that_is_off_fetches_nothing_and_misses_what_happens_meanwhile() {
    let shop = open().await;
    let (path, _) = pull(&shop, "/workspaces/1").await;
    shop.patch(&path, json!({"is_active": false}), 200).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    refused(&shop, Method::GET, &format!("{path}/deliveries?wait=0"), Value::Null, "endpoint_disabled").await;
    assert_eq!(deliveries(&shop, 1).await[0]["status"], "MISSED");
    shop.patch(&path, json!({"is_active": true}), 200).await;
    shop.post(&format!("{path}/replay"), json!({"since": "2024-01-01T00:00:00+09:00"}), 202).await;
    shop.notify().await;
    assert_eq!(events(&fetch(&shop, &path).await), ["evt_1_o1_2"]);
    shop.end().await;
}

#[tokio::test]
async fn what_cannot_be_fetched_is_refused_and_says_why() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (path, _) = pull(&shop, "/workspaces/1").await;
    for (body, field) in [
        (json!({"kind": "PULL", "url": server.url}), "url:invalid"),
        (json!({"kind": "PUSH"}), "url:required"),
        (json!({"kind": "FETCH", "url": server.url}), "kind:invalid"),
    ] {
        let answer = refused(&shop, Method::POST, ENDPOINTS, body, "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [field]);
    }
    let answer = refused(&shop, Method::PATCH, &path, json!({"url": server.url}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["url:fixed"]);
    let (sent_to, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    let list = format!("{ENDPOINTS}/{sent_to}/deliveries");
    refused(&shop, Method::GET, &format!("{list}?wait=1"), Value::Null, "endpoint_not_pull").await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let delivery = deliveries(&shop, sent_to).await[0]["id"].as_str().unwrap().to_owned();
    refused(&shop, Method::POST, &format!("{list}/{delivery}/ack"), json!({}), "endpoint_not_pull").await;
    for query in ["wait=21", "wait=-1", "wait=x", "wait=1&status=FAILED"] {
        refused(&shop, Method::GET, &format!("{path}/deliveries?{query}"), Value::Null, "invalid_query").await;
    }
    let absent = format!("{path}/deliveries/dlv_1707703200000_1_o9_2/ack");
    refused(&shop, Method::POST, &absent, json!({}), "delivery_not_found").await;
    shop.end().await;
}
