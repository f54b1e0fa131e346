//! One event, to one server: signed, once, and what is made of every answer.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::Method;
use domain::time::DAY_MS;
use local::product::notifier_of;
use serde_json::{Value, json};
use tests::receiver::{Receiver, Reply, verified};
use tests::{Call, Fate, Shop};
use web::Policy;
use webhooks::Resolver;

use super::{ENDPOINTS, deliveries, endpoint, open, open_with, sell};

#[tokio::test]
async fn a_workspace_without_endpoints_sends_nothing_to_the_queue_of_events() {
    let shop = open().await;
    sell(&shop, "A-1", 14_510).await;
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    let sent: Vec<_> = shop.queue_wire.taken().into_iter().map(|call| call.body["QueueUrl"].to_string()).collect();
    assert!(!sent.is_empty() && sent.iter().all(|url| url.contains("MessageQueue")), "{sent:?}");
    shop.end().await;
}

/// What one try comes to: its status, its error, and the beginning of its answer.
async fn tried(reply: Reply) -> (Value, Value, Value, String) {
    let patience = match reply {
        Reply::Hang => Duration::from_millis(300),
        Reply::Drip => Duration::from_secs(2),
        Reply::Status(_) | Reply::With(..) | Reply::Reset | Reply::Garbage | Reply::Big => Duration::from_secs(15),
    };
    let shop = open_with(patience).await;
    let server = Receiver::start(move |_, _| reply.clone()).await;
    let (id, _) = endpoint(&shop, &server.url, &["order.cancelled"]).await;
    shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    shop.notify().await;
    let delivery = deliveries(&shop, id).await.remove(0);
    let attempt = delivery["attempts"][0].clone();
    shop.end().await;
    let answer = attempt["answer"].as_str().unwrap().to_owned();
    (delivery["status"].clone(), attempt["status"].clone(), attempt["error"].clone(), answer)
}

#[tokio::test]
async fn a_server_that_hangs_or_resets_or_speaks_something_else_failed() {
    for (reply, error) in [(Reply::Hang, "timeout"), (Reply::Reset, "connection_failed"), (Reply::Garbage, "not_http")]
    {
        let (status, code, why, _) = tried(reply.clone()).await;
        assert_eq!((status, code, why), (json!("PENDING"), Value::Null, json!(error)), "{reply:?}");
    }
}

#[tokio::test]
async fn of_ten_megabytes_and_of_a_drip_the_beginning_is_kept_and_nobody_waits() {
    let (status, code, _, answer) = tried(Reply::Big).await;
    assert_eq!((status, code, answer), (json!("SUCCEEDED"), json!(200), "x".repeat(1024)));
    let (status, code, _, answer) = tried(Reply::Drip).await;
    assert_eq!((status, code, answer.as_str()), (json!("SUCCEEDED"), json!(200), "xxx"));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Receiver::good().await;
    let reply = Reply::With(307, "location", elsewhere.url.clone(), "elsewhere".into());
    let (status, code, _, answer) = tried(reply).await;
    assert_eq!((status, code, answer.as_str()), (json!("PENDING"), json!(307), "elsewhere"));
    assert!(elsewhere.arrived().is_empty());
}

#[tokio::test]
async fn a_410_disables_the_endpoint_and_the_others_are_told() {
    let shop = open().await;
    let (gone, good) = (Receiver::start(|_, _| Reply::Status(410)).await, Receiver::good().await);
    let (id, _) = endpoint(&shop, &gone.url, &["order.matched"]).await;
    endpoint(&shop, &good.url, &["endpoint.disabled"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let stands = shop.get(&format!("{ENDPOINTS}/{id}"), 200).await.body;
    assert_eq!((&stands["is_active"], &stands["disabled_reason"]), (&json!(false), &json!("gone")));
    let told = good.arrived();
    assert_eq!((told.len(), told[0].kind().as_str()), (1, "endpoint.disabled"));
    assert_eq!(told[0].json()["data"]["endpoint_id"], id);
    sell(&shop, "A-2", 14_520).await;
    shop.notify().await;
    assert_eq!(gone.arrived().len(), 1, "nothing more is sent");
    assert_eq!(deliveries(&shop, id).await[0]["status"], "MISSED");
    // Taken back to work, it gets what it missed when somebody asks for it.
    shop.patch(&format!("{ENDPOINTS}/{id}"), json!({"is_active": true}), 200).await;
    shop.post(&format!("{ENDPOINTS}/{id}/replay"), json!({"since": "2024-01-01T00:00:00+09:00"}), 202).await;
    shop.notify().await;
    let ids: Vec<_> = gone.arrived().iter().map(|arrived| arrived.id().to_owned()).collect();
    assert_eq!(ids.len(), 2, "the first of them ends it again: {ids:?}");
    shop.end().await;
}

/// Those that waited for a slot while the answer came are not sent either.
#[tokio::test]
async fn after_a_410_nothing_that_waited_is_sent() {
    let shop = open().await;
    let gone = Receiver::start(|_, _| Reply::Status(410)).await;
    let (id, _) = endpoint(&shop, &gone.url, &["order.cancelled"]).await;
    for number in 1..=10 {
        shop.place(&format!("A-{number}"), 500, "홍길동").await;
        shop.patch(&format!("/workspaces/1/orders/{number}"), json!({"status": "CANCELLED"}), 200).await;
    }
    // On a busy machine some wait for a slot in vain, and come again.
    for _ in 0..3 {
        shop.notify().await;
        shop.clock.advance_ms(3_000);
    }
    assert!((1..=4).contains(&gone.arrived().len()), "{} were sent", gone.arrived().len());
    let missed = deliveries(&shop, id).await.iter().filter(|delivery| delivery["status"] == "MISSED").count();
    assert!(missed >= 6, "{missed} are kept as missed");
    shop.end().await;
}

#[tokio::test]
async fn retry_after_is_honoured_for_the_delivery_and_for_the_whole_endpoint() {
    let shop = open().await;
    let server = Receiver::start(|_, n| match n {
        0 => Reply::With(429, "retry-after", "600".into(), String::new()),
        _ => Reply::Status(200),
    })
    .await;
    let (id, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let next = deliveries(&shop, id).await[0]["next_attempt_at"].as_str().unwrap().to_owned();
    let wait_ms = domain::Timestamp::parse(&next).unwrap().ms() - shop.clock.now().ms();
    assert!((599_000..=661_000).contains(&wait_ms), "{wait_ms}");
    sell(&shop, "A-2", 14_520).await;
    shop.notify().await;
    assert_eq!(server.arrived().len(), 1, "another event waits too");
    // One goes ahead; the other with it, or half a minute later.
    for advance_ms in [660_001, 31_000] {
        shop.clock.advance_ms(advance_ms);
        shop.sweep().await.unwrap();
        shop.notify().await;
    }
    assert_eq!(server.arrived().len(), 3, "and both go out when the time has come");
    shop.end().await;
}

#[tokio::test]
async fn both_secrets_sign_for_a_day_after_a_rotation() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, old) = endpoint(&shop, &server.url, &["order.matched"]).await;
    let rotated = shop.in_person(Method::POST, &format!("{ENDPOINTS}/{id}/rotate-secret"), Value::Null, 200).await.body;
    let new = rotated["secret"].as_str().unwrap().to_owned();
    assert_ne!(new, old);
    for (advance_ms, old_signs) in [(0, true), (DAY_MS - 1, true), (1, false)] {
        shop.clock.advance_ms(advance_ms);
        shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
        shop.notify().await;
        let last = server.arrived().pop().unwrap();
        assert!(last.signed_by(&new));
        assert_eq!(last.signed_by(&old), old_signs, "after {advance_ms} ms more");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_replayed_delivery_is_the_same_to_the_byte() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    // What becomes of the order later is another event's to tell.
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    let delivery = deliveries(&shop, id).await[0]["id"].as_str().unwrap().to_owned();
    shop.post(&format!("{ENDPOINTS}/{id}/deliveries/{delivery}/replay"), Value::Null, 202).await;
    shop.notify().await;
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 2);
    assert_eq!((arrived[0].id(), &arrived[0].body), (arrived[1].id(), &arrived[1].body));
    shop.end().await;
}

/// The name was public when the endpoint was registered and leads into the machine when it is sent to.
#[tokio::test]
async fn a_name_that_resolves_otherwise_later_is_not_connected_to() {
    let (mut shop, server) = (open().await, Receiver::good().await);
    let (id, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let rebinding = Resolver::new(move |_| {
        let nth = count.fetch_add(1, Ordering::SeqCst);
        let address: IpAddr = if nth == 0 { "127.0.0.1" } else { "93.184.215.14" }.parse().unwrap();
        async move { Ok::<_, io::Error>(vec![address]) }
    });
    // As on AWS, where nothing on loopback may be sent to.
    let app = web::App { policy: Policy::default(), ..shop.product.app.clone() };
    let strict = notifier_of(&app, rebinding).unwrap().with_timeout(Duration::from_millis(300));
    shop.product = tests::here::Here::is(shop.product.clone().with_notifier(strict));
    bend_url(&shop, id, "https://rebinding.example/hook").await;
    shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    shop.notify().await;
    let delivery = deliveries(&shop, id).await.remove(0);
    assert_eq!(delivery["attempts"][0]["error"], "address_refused");
    assert_eq!(asked.load(Ordering::SeqCst), 1, "the name is asked for once a sending");
    assert!(server.arrived().is_empty());
    shop.end().await;
}

async fn bend_url(shop: &Shop, id: u64, url: &str) {
    let key = store::key::endpoint(domain::WorkspaceId::new(1).unwrap(), domain::EndpointId::new(id).unwrap());
    let text = |text: &str| aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned());
    let update = shop.product.dynamo().update_item().table_name(local::product::TABLE);
    let update = update.key("PK", text(&key.pk)).key("SK", text(&key.sk)).update_expression("SET #url = :url");
    update
        .expression_attribute_names("#url", "url")
        .expression_attribute_values(":url", text(url))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_death_between_the_sending_and_its_record_sends_it_twice_under_one_id() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, _) = endpoint(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    let second = |call: &Call| call.body["ExpressionAttributeValues"][":new_version"]["N"] == "2";
    shop.wire.rule(move |call| match call.operation == "UpdateItem" && second(call) {
        true => Fate::LoseRequest,
        false => Fate::Pass,
    });
    shop.notify().await;
    assert_eq!(deliveries(&shop, id).await[0]["status"], "PENDING");
    shop.wire.calm();
    shop.product.events.release_in_flight();
    shop.notify().await;
    let ids: Vec<_> = server.arrived().iter().map(|arrived| arrived.id().to_owned()).collect();
    assert_eq!(ids, ["evt_1_o1_2", "evt_1_o1_2"]);
    assert_eq!(deliveries(&shop, id).await[0]["status"], "SUCCEEDED");
    shop.end().await;
}

/// The page's receiver in Rust is the one that runs here, under a clock that goes: the library refuses what is old.
#[tokio::test]
async fn the_receiver_of_the_page_verifies_what_is_new_and_signed() {
    let page = tests::documents::read("docs/webhooks.md");
    let block = page.split("```rust").nth(1).unwrap().split("```").next().unwrap();
    let function = block.split("fn verified").nth(1).unwrap().trim_end();
    assert!(tests::documents::read("tests/support/receiver.rs").contains(function), "the page holds another function");

    let (secret, now) = (webhooks::sign::secret().unwrap(), (runtime::config::clock())().seconds());
    let shown = webhooks::sign::shown(&secret);
    let headers = |id: &str, at: i64| {
        let signatures = webhooks::sign::signatures(&[secret.to_vec()], "evt_1_o1_2", at, "{}");
        let mut headers = axum::http::HeaderMap::new();
        headers.insert("webhook-id", id.parse().unwrap());
        headers.insert("webhook-timestamp", at.to_string().parse().unwrap());
        headers.insert("webhook-signature", signatures.parse().unwrap());
        headers
    };
    assert_eq!(verified(&shown, &headers("evt_1_o1_2", now), b"{}"), Some(json!({})));
    assert_eq!(verified(&shown, &headers("evt_1_o1_3", now), b"{}"), None);
    assert_eq!(verified(&shown, &headers("evt_1_o1_2", now - 301), b"{}"), None);
}
