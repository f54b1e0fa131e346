//! A hundred thousand orders whose time is over, and the sweeper, run after run as its schedule starts it.
//!
//! ```sh
//! cargo run --release -p tests --example sweep
//! cargo run --release -p tests --example sweep -- --orders 10000
//! ```
//!
//! The whole local program but its socket, the engine on disk. In the end the looks that were promised are done, and
//! the auditor comes.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use domain::Clock;
use local::product::{Product, engines};
use runtime::config;
use serde_json::json;
use tests::no_limits;
use tokio::task::JoinSet;

/// How many orders are placed at once.
const AT_ONCE: u64 = 10;
/// How many different amounts they have: as in a shop with a few hundred things to sell.
const AMOUNTS: u64 = 500;
/// An order's time, and more than what it is given beyond, in milliseconds.
const ORDER_MS: i64 = 60_000;
const LATER_MS: i64 = 15 * 60_000;

async fn place(api: Router, token: Arc<str>, nth: u64, until: String) {
    let body = json!({"order_number": format!("S-{nth}"), "amount": 10_000 + nth % AMOUNTS, "depositor_name": "홍길동", "expires_at": until});
    let request = Request::post("/api/v1/workspaces/1/orders")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(body.to_string())).unwrap();
    let mut api = api;
    let answer = tower::Service::call(&mut api, request).await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip_while(|word| word != "--orders").skip(1);
    let many: u64 = words.next().map_or(100_000, |many| many.parse().expect("--orders N"));
    // The world's clock, until all are placed; then a quarter of an hour passes at once.
    let ahead = Arc::new(AtomicI64::new(0));
    let clock: Clock = {
        let (world, ahead) = (config::clock(), Arc::clone(&ahead));
        Arc::new(move || world().plus_ms(ahead.load(Ordering::SeqCst)))
    };
    let folder = tempfile::tempdir().unwrap();
    let engines = engines(Some(folder.path()), &clock).unwrap();
    let keys = tests::secrets::every();
    let product = Product::plain(engines, keys, no_limits(), clock.clone()).await.unwrap();
    let demo = local::demo::prepare(&product, "correct horse battery".to_owned()).await.unwrap().unwrap();
    let token: Arc<str> = demo.token.as_str().into();

    let began = Instant::now();
    let mut placing = JoinSet::new();
    for worker in 0..AT_ONCE {
        let (api, token, clock) = (product.router(), Arc::clone(&token), clock.clone());
        placing.spawn(async move {
            for nth in (worker..many).step_by(usize::try_from(AT_ONCE).unwrap()) {
                place(api.clone(), Arc::clone(&token), nth, clock().plus_ms(ORDER_MS).rfc3339()).await;
            }
        });
    }
    placing.join_all().await;
    println!("{many} orders placed in {} s", began.elapsed().as_secs());
    product.queue.release_delayed();
    product.poller().drain(product.matcher()).await.unwrap();
    ahead.fetch_add(LATER_MS, Ordering::SeqCst);

    println!("| run | seconds | expired | orders/s |\n|---|---|---|---|");
    let (mut left, began) = (many, Instant::now());
    for run in 1.. {
        let this = Instant::now();
        let report = product.app.pairing.expire_due(clock().plus_ms(sweeper::RUN_MS)).await;
        let expired = report.done as u64;
        let ms = u64::try_from(this.elapsed().as_millis()).unwrap().max(1);
        println!("| {run} | {}.{} | {expired} | {} |", ms / 1000, ms / 100 % 10, expired * 1000 / ms);
        assert!(expired > 0 && report.fault.is_none(), "{left} orders were left: {report:?}");
        left -= expired;
        if left == 0 {
            break;
        }
    }
    println!("all of them in {} s of runs", began.elapsed().as_secs());
    while product.queue.release_delayed() + product.queue.release_in_flight() > 0 {
        product.poller().drain(product.matcher()).await.unwrap();
    }
    let findings = product.audit().await.unwrap();
    findings.iter().for_each(|finding| println!("FOUND {finding}"));
    println!("the auditor found {}; {} dead letters", findings.len(), product.queue.dead_letters().len());
    assert!(findings.is_empty());
}
