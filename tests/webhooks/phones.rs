//! A phone falls silent, and is heard of again: each turn is told once, within a minute of the sweeper.

use axum::body::Body;
use axum::http::{Method, Request};
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{PhoneId, WorkspaceId};
use serde_json::{Value, json};
use tests::Shop;
use tests::receiver::Receiver;

use super::{endpoint, open};

const PHONES: &str = "/workspaces/1/phone-numbers";

async fn ping(shop: &Shop, key: &str) {
    let request = Request::post(format!("/api/v1/webhooks/ping/{key}"));
    assert_eq!(shop.send(request.body(Body::empty()).unwrap()).await.status, 200);
}

/// The sweeper comes by, and what it found is told.
async fn sweep(shop: &Shop) {
    shop.sweep().await.unwrap();
    shop.notify().await;
}

fn told(server: &Receiver) -> Vec<(String, String)> {
    server.arrived().iter().map(|it| (it.id().to_owned(), it.kind())).collect()
}

fn turn(number: u64, kind: &str) -> (String, String) {
    (format!("evt_1_p1_{number}"), kind.to_owned())
}

#[tokio::test]
async fn a_phone_that_falls_silent_and_comes_back_is_told_of_once_each() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["phone.silent", "phone.online"]).await;
    let key = shop.phone().await;
    shop.patch(&format!("{PHONES}/1"), json!({"silent_after_minutes": 60, "label": "계산대"}), 200).await;
    sweep(&shop).await;
    assert!(told(&server).is_empty(), "one that was never heard of did not fall silent");

    ping(&shop, &key).await;
    sweep(&shop).await;
    assert_eq!(told(&server), [turn(1, "phone.online")]);
    let seen = shop.clock.now();
    shop.clock.advance_ms(60 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(told(&server).len(), 1, "not yet");
    shop.clock.advance_ms(1);
    sweep(&shop).await;
    assert_eq!(told(&server)[1..], [turn(2, "phone.silent")]);
    let data = &server.arrived()[1].json()["data"];
    let expected = json!({"phone_number_id": 1, "phone_number": "010-0000-0000", "label": "계산대",
        "silent_after_minutes": 60, "last_seen_at": seen.rfc3339()});
    assert_eq!(*data, expected);

    shop.clock.advance_ms(3 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(told(&server).len(), 2, "once");
    shop.sms_over(&key, &shop.kb("홍길동", 1_000, 5_000), shop.clock.now()).await;
    sweep(&shop).await;
    sweep(&shop).await;
    assert_eq!(told(&server)[2..], [turn(3, "phone.online")]);
    shop.end().await;
}

#[tokio::test]
async fn a_phone_is_missed_sooner_while_an_order_waits() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["phone.silent", "phone.online"]).await;
    let key = shop.phone().await;
    ping(&shop, &key).await;
    sweep(&shop).await;
    shop.clock.advance_ms(61 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(told(&server), [turn(1, "phone.online")], "nothing waits");
    let one = format!("{PHONES}/1");
    assert_eq!(shop.get(&one, 200).await.body["status"], "ONLINE");

    let order = json!({"order_number": "A-1", "amount": 1_000, "depositor_name": "홍길동"});
    let order = shop.post("/workspaces/1/orders", order, 201).await.body;
    assert_eq!(shop.get(&one, 200).await.body["status"], "SILENT");
    assert_eq!(shop.get(PHONES, 200).await.body[0]["status"], "SILENT");
    shop.clock.advance_ms(10 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(told(&server)[1..], [turn(2, "phone.silent")]);
    assert_eq!(server.arrived()[1].json()["data"]["silent_after_minutes"], Value::Null);

    // That the order is gone is no sign of life.
    shop.patch(&format!("/workspaces/1/orders/{}", order["id"]), json!({"status": "CANCELLED"}), 200).await;
    shop.clock.advance_ms(61 * MINUTE_MS);
    sweep(&shop).await;
    assert_eq!(told(&server).len(), 2);
    ping(&shop, &key).await;
    sweep(&shop).await;
    assert_eq!(told(&server)[2..], [turn(3, "phone.online")]);
    shop.clock.advance_ms(180 * MINUTE_MS + 1);
    sweep(&shop).await;
    assert_eq!(told(&server)[3..], [turn(4, "phone.silent")], "without an order too, after three hours");
    shop.end().await;
}

#[tokio::test]
async fn less_patience_holds_at_once_and_a_removed_phone_is_not_watched() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["phone.silent"]).await;
    let key = shop.phone().await;
    ping(&shop, &key).await;
    sweep(&shop).await;
    shop.clock.advance_ms(10 * MINUTE_MS);
    shop.patch(&format!("{PHONES}/1"), json!({"silent_after_minutes": 5}), 200).await;
    sweep(&shop).await;
    assert_eq!(told(&server), [turn(2, "phone.silent")]);
    ping(&shop, &key).await;
    shop.in_person(Method::DELETE, &format!("{PHONES}/1"), Value::Null, 204).await;
    shop.clock.advance_ms(DAY_MS);
    sweep(&shop).await;
    assert_eq!(told(&server).len(), 1);
    shop.end().await;
}

/// The look read the pulse of before: it must not put the next look off by an hour.
#[tokio::test]
async fn a_sign_of_life_in_the_middle_of_a_look_is_not_overlooked() {
    let shop = open().await;
    let key = shop.phone().await;
    let store = shop.product.app.store();
    let (workspace, id) = (WorkspaceId::new(1).unwrap(), PhoneId::new(1).unwrap());
    let before = store.watch(workspace, id).await.unwrap().unwrap();
    let phone = store.phone(workspace, id).await.unwrap().unwrap();
    let after = before.look(&phone, &domain::Pulse::default(), false, shop.clock.now());
    ping(&shop, &key).await;
    assert!(!store.write_watch(&before, &after).await.unwrap());
    shop.sweep().await.unwrap();
    let watch = store.watch(workspace, id).await.unwrap().unwrap();
    assert_eq!(watch.status(), domain::phone::PhoneStatus::Online);
    shop.end().await;
}
