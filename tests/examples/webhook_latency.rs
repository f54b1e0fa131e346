//! How long after a bank's message the shop's server hears of its order: `cargo run --release -p tests --example
//! webhook_latency`. The whole product in memory, under the real clock, one order after another; reading the message,
//! pairing, and both queues are within the figure.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, header};
use local::product::{Product, engines};
use runtime::config;
use serde_json::{Value, json};
use tests::receiver::Receiver;
use tokio_util::sync::CancellationToken;
use web::Policy;

const ORDERS: u64 = 300;

#[tokio::main]
async fn main() {
    let clock = config::clock();
    let policy = Policy { loopback_endpoints: true, ..tests::no_limits() };
    let keys = tests::secrets::every();
    let product = Product::plain(engines(None, &clock).unwrap(), keys, policy, clock).await.unwrap();
    let demo = local::demo::prepare(&product, "correct horse battery".to_owned()).await.unwrap().unwrap();
    let stop = CancellationToken::new();
    let eight = NonZeroUsize::new(8).unwrap();
    let (poller, matcher) = (product.poller().clone(), product.matcher());
    let matching = tokio::spawn({
        let stop = stop.clone();
        async move { poller.run(eight, stop, matcher).await }
    });
    let (poller, notifier) = (product.events_poller().clone(), product.notifier());
    let notifying = tokio::spawn({
        let stop = stop.clone();
        async move { poller.run(eight, stop, notifier).await }
    });
    let server = Receiver::good().await;
    let post = async |path: &str, body: Value| {
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::AUTHORIZATION, format!("Bearer {}", demo.token))
            .header(header::CONTENT_TYPE, "application/json")
            .header("prefer", "respond-async");
        let mut api = product.router();
        let answer = tower::Service::call(&mut api, request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
    };
    post("/workspaces/1/webhook-endpoints", json!({"url": server.url, "events": ["order.matched"]})).await;
    let mut took: Vec<Duration> = Vec::new();
    for n in 1..=ORDERS {
        let amount = 10_000 + n;
        let order = json!({"order_number": format!("A-{n}"), "amount": amount, "depositor_name": "홍길동"});
        post("/workspaces/1/orders", order).await;
        let at = product.app.now();
        let minute = at.rfc3339();
        let raw = format!(
            "[Web발신]\n국민 {}/{} {}\n110-***-000000\n입금 {amount}원\n잔액 {}원\n홍길동",
            &minute[5..7],
            &minute[8..10],
            &minute[11..16],
            5_000_000 + n
        );
        let started = Instant::now();
        post("/webhooks/bank-sms", json!({"raw_sms": raw, "sender": "15881234", "received_at": minute})).await;
        server.when_arrived(usize::try_from(n).unwrap()).await;
        took.push(started.elapsed());
    }
    stop.cancel();
    matching.abort();
    notifying.abort();
    took.sort();
    let at = |percent: usize| took[took.len() * percent / 100].as_secs_f64() * 1000.0;
    println!("{ORDERS} orders, from the bank's message to the arrival: p50 {:.1} ms, p99 {:.1} ms", at(50), at(99));
}
