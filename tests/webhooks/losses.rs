//! The point to prove: whatever dies, and wherever, no event is lost and none is told under two ids.
//!
//! An operation is cut off after its first call to the table or a queue, after its second, and so on to its last: the
//! next call never arrives, or arrives and is not answered, and nothing after it does. Then the queues deliver what
//! they hold. The auditor's I10 finds what was not told.

use domain::ClosedSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::receiver::Receiver;
use tests::{Fate, Shop};

use super::{endpoint, open};

/// More calls than any of these operations makes.
const CALLS_MAX: usize = 80;

/// Cuts everything off after so many calls. `answered`: the call at which it ends is lost on its way there; otherwise
/// it is done, and its answer is lost. Tells how many calls were made.
fn die_after(shop: &Shop, calls: usize, answered: bool) -> Arc<AtomicUsize> {
    let made = Arc::new(AtomicUsize::new(0));
    for wire in [&shop.wire, &shop.queue_wire] {
        let made = Arc::clone(&made);
        wire.rule(move |_| match made.fetch_add(1, Ordering::SeqCst) {
            nth if nth < calls => Fate::Pass,
            nth if nth == calls && !answered => Fate::LoseReply,
            _ => Fate::LoseRequest,
        });
    }
    made
}

fn revive(shop: &Shop) {
    shop.wire.calm();
    shop.queue_wire.calm();
}

/// Everything that the queues hold is delivered, what is in flight included, and the sweeper comes by.
async fn recover(shop: &Shop) {
    revive(shop);
    shop.sweep().await.unwrap();
    shop.product.queue.release_in_flight();
    shop.product.events.release_in_flight();
    shop.rest().await;
    shop.rest().await;
}

async fn ask(shop: &Shop, method: Method, path: &str, body: Value) {
    let request = Request::builder().method(method).uri(format!("/api/v1/workspaces/1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
}

/// Does `prepare` for a new amount each time, cuts `act` off at every call in both ways, recovers; and audits.
async fn survives<P, A>(name: &str, prepare: P, act: A)
where
    P: AsyncFn(&Shop, u64) -> u64,
    A: AsyncFn(&Shop, u64, u64),
{
    let (shop, server) = (open().await, Receiver::good().await);
    let all: Vec<&str> = domain::EventType::all().map(|kind| kind.code()).filter(|kind| *kind != "ping").collect();
    endpoint(&shop, &server.url, &all).await;
    let mut amount = 10_000;
    for answered in [true, false] {
        let mut calls = 0;
        loop {
            assert!(calls < CALLS_MAX, "{name} does not end");
            amount += 10;
            shop.clock.advance_ms(1_000);
            let prepared = prepare(&shop, amount).await;
            shop.rest().await;
            let made = die_after(&shop, calls, answered);
            act(&shop, amount, prepared).await;
            let made = made.load(Ordering::SeqCst);
            recover(&shop).await;
            let findings = shop.product.audit().await.unwrap();
            let lost: Vec<_> = findings.iter().filter(|it| it.invariant == "I10").map(ToString::to_string).collect();
            assert!(lost.is_empty(), "{name} lost an event when it died after {calls} calls: {lost:?}");
            if made <= calls {
                break;
            }
            calls += 1;
        }
        assert!(calls > 2, "{name} was cut off at {calls} places only");
    }
    assert!(!server.arrived().is_empty());
    shop.end().await;
}

async fn nothing(_: &Shop, _: u64) -> u64 {
    0
}

async fn order(shop: &Shop, amount: u64) -> u64 {
    shop.place(&format!("A-{amount}"), amount, "홍길동").await["id"].as_u64().unwrap()
}

async fn deposit(shop: &Shop, amount: u64) -> u64 {
    shop.pay("홍길동", amount, 1_000_000 + amount).await.body["deposit_id"].as_u64().unwrap()
}

fn typed(shop: &Shop, amount: u64) -> Value {
    json!({"bank_account_id": 1, "amount": amount, "depositor_name": "홍길동", "deposited_at": shop.clock.now().rfc3339()})
}

/// A message of the bank that nobody has read yet.
async fn message(shop: &Shop, amount: u64) {
    let raw = shop.kb("홍길동", amount, 1_000_000 + amount);
    assert_eq!(shop.sms_async(&raw, shop.clock.now()).await.status, 202);
}

#[tokio::test]
async fn a_message_that_pairs() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.matched", "deposit.matched", "deposit.waiting"]).await;
    for answered in [true, false] {
        for calls in 0..CALLS_MAX {
            let amount = 10_000 + calls as u64 * 20 + u64::from(answered) * 10;
            shop.clock.advance_ms(1_000);
            order(&shop, amount).await;
            shop.rest().await;
            message(&shop, amount).await;
            let made = die_after(&shop, calls, answered);
            shop.drain().await;
            let made = made.load(Ordering::SeqCst);
            recover(&shop).await;
            let findings = shop.product.audit().await.unwrap();
            assert!(findings.is_empty(), "died after {calls} calls: {findings:?}");
            if made <= calls {
                assert!(calls > 5, "cut off at {calls} places only");
                break;
            }
        }
    }
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_is_placed_when_its_money_is_there() {
    survives("placing", deposit, async |shop: &Shop, amount, _| {
        let body = json!({"order_number": format!("A-{amount}"), "amount": amount, "depositor_name": "홍길동"});
        ask(shop, Method::POST, "/orders", body).await;
    })
    .await;
}

#[tokio::test]
async fn a_deposit_that_is_typed_when_its_order_waits() {
    survives("typing", order, async |shop: &Shop, amount, _| {
        ask(shop, Method::POST, "/deposits", typed(shop, amount)).await;
    })
    .await;
}

#[tokio::test]
async fn a_deposit_that_is_typed_and_waits() {
    survives("typing", nothing, async |shop: &Shop, amount, _| {
        ask(shop, Method::POST, "/deposits", typed(shop, amount)).await;
    })
    .await;
}

#[tokio::test]
async fn an_order_that_is_cancelled() {
    survives("cancelling", order, async |shop: &Shop, _, order| {
        ask(shop, Method::PATCH, &format!("/orders/{order}"), json!({"status": "CANCELLED"})).await;
    })
    .await;
}

#[tokio::test]
async fn a_match_by_hand() {
    let prepare = async |shop: &Shop, amount| {
        shop.pay("김철수", amount, 2_000_000 + amount).await;
        order(shop, amount).await
    };
    survives("matching", prepare, async |shop: &Shop, _, order| {
        ask(shop, Method::POST, "/matches/manual", json!({"deposit_id": order, "order_id": order})).await;
    })
    .await;
}

#[tokio::test]
async fn a_match_that_is_undone() {
    let prepare = async |shop: &Shop, amount| {
        order(shop, amount).await;
        deposit(shop, amount).await
    };
    survives("unmatching", prepare, async |shop: &Shop, _, deposit| {
        ask(shop, Method::POST, &format!("/matches/{deposit}/unmatch"), json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn an_order_that_expires() {
    let prepare = async |shop: &Shop, amount: u64| {
        let soon = shop.clock.now().plus_ms(1_000).rfc3339();
        let body = json!({"order_number": format!("A-{amount}"), "amount": amount, "depositor_name": "홍길동", "expires_at": soon});
        let id = shop.post("/workspaces/1/orders", body, 201).await.body["id"].as_u64().unwrap();
        shop.clock.advance_ms(700_000);
        id
    };
    survives("expiring", prepare, async |shop: &Shop, _, _| {
        let _ = shop.sweep().await;
    })
    .await;
}

#[tokio::test]
async fn a_phone_that_falls_silent() {
    let key = tokio::sync::OnceCell::new();
    let prepare = async |shop: &Shop, _| {
        let key: &String = key.get_or_init(async || shop.phone().await).await;
        let ping = Request::post(format!("/api/v1/webhooks/ping/{key}")).body(Body::empty()).unwrap();
        assert_eq!(shop.send(ping).await.status, 200);
        shop.sweep().await.unwrap();
        shop.clock.advance_ms(25 * 60 * 60_000);
        0
    };
    survives("watching", prepare, async |shop: &Shop, _, _| {
        let _ = shop.sweep().await;
    })
    .await;
}
