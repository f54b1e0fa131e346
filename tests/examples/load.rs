//! An open-loop load: orders and the messages that pay them come at a rate that does not wait for answers, and rises
//! until the product falls behind. A lower one then goes on to the end, to show what a load that can be borne leaves
//! behind. In the end it comes to rest and is audited.
//!
//! ```sh
//! cargo run --release -p tests --example load                    # ten minutes
//! cargo run --release -p tests --example load -- --seconds 60
//! ```
//!
//! The whole local program but its socket: routers, queue with its journal, poller, matcher, engine on disk. The pairs
//! a second at saturation are told as a ratio to how often the engine alone, in the same run, takes a transaction of the
//! same four writes.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic)]

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use local::product::{Product, TABLE, engines};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use web::{Keys, Policy, config};

/// How long the engine alone is measured, and how many transactions are under way at once.
const RAW: Duration = Duration::from_secs(3);
const AT_ONCE: usize = 10;
/// Pairs a second, at first; each step asks for half as many more, until the product falls behind. Then two thirds of the
/// last rate that it bore go on.
const FIRST_RATE: u64 = 10;
/// How many steps the time is divided into.
const STEPS: u64 = 12;

fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    resident.and_then(|kb| kb.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// How many transactions of four small writes the engine takes in a second.
async fn raw_rate(product: &Product) -> f64 {
    let (until, next) = (Instant::now() + RAW, Arc::new(AtomicU64::new(0)));
    let mut workers = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (dynamo, next) = (product.dynamo().clone(), Arc::clone(&next));
        workers.spawn(async move {
            while Instant::now() < until {
                let id = next.fetch_add(1, Ordering::Relaxed);
                let puts = (0..4).map(|nth| {
                    let put = Put::builder()
                        .table_name(TABLE)
                        .item("PK", AttributeValue::S(format!("RAW#{id}")))
                        .item("SK", AttributeValue::S(nth.to_string()))
                        .item("body", AttributeValue::S("x".repeat(350)))
                        .condition_expression("attribute_not_exists(PK)");
                    TransactWriteItem::builder().put(put.build().unwrap()).build()
                });
                dynamo.transact_write_items().set_transact_items(Some(puts.collect())).send().await.unwrap();
            }
        });
    }
    workers.join_all().await;
    next.load(Ordering::Relaxed) as f64 / RAW.as_secs_f64()
}

async fn post(api: Router, token: Arc<str>, path: &'static str, body: Value) -> StatusCode {
    let mut api = api;
    let request = Request::post(format!("/api/v1{path}"))
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("prefer", "respond-async");
    let answer = tower::Service::call(&mut api, request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let status = answer.status();
    // The body too is part of the answer.
    drop(axum::body::to_bytes(answer.into_body(), 1 << 20).await);
    status
}

/// What one step came to.
#[derive(Default)]
struct Step {
    took: Vec<Duration>,
    failed: usize,
}

impl Step {
    fn ms(&self, percent: usize) -> f64 {
        self.took.get(self.took.len() * percent / 100).map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    }
}

/// `rate` orders and as many messages a second, for so long. An answer's time counts from when its request was due.
async fn step(product: &Product, token: &Arc<str>, rate: u64, lasts: Duration, next: &mut u64) -> Step {
    let api = product.router();
    let mut ticks = interval(Duration::from_secs_f64(1.0 / rate as f64));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut running, mut step, until) = (JoinSet::new(), Step::default(), Instant::now() + lasts);
    while Instant::now() < until {
        let due = ticks.tick().await;
        *next += 1;
        let (nth, now) = (*next, product.app.now().rfc3339());
        let (amount, name) = (10_000 + nth % 50_000, "홍길동");
        let order = json!({"order_number": format!("L-{nth}"), "amount": amount, "depositor_name": name});
        let raw = format!(
            "[Web발신]\n국민 {}/{} {}\n110-***-000000\n입금 {amount}원\n잔액 {}원\n{name}",
            &now[5..7],
            &now[8..10],
            &now[11..16],
            5_000_000 + nth
        );
        let sms = json!({"raw_sms": raw, "sender": "15881234", "received_at": now});
        for (path, body) in [("/workspaces/1/orders", order), ("/webhooks/bank-sms", sms)] {
            let asked = post(api.clone(), Arc::clone(token), path, body);
            running.spawn(async move { (asked.await, due.elapsed()) });
        }
        while let Some(done) = running.try_join_next() {
            note(&mut step, done.unwrap());
        }
    }
    while let Some(done) = running.join_next().await {
        note(&mut step, done.unwrap());
    }
    step.took.sort();
    step
}

fn note(step: &mut Step, (status, took): (StatusCode, Duration)) {
    step.took.push(took);
    step.failed += usize::from(!status.is_success());
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip_while(|word| word != "--seconds").skip(1);
    let seconds: u64 = words.next().map_or(600, |seconds| seconds.parse().expect("--seconds N"));
    let clock = config::clock();
    let keys = Keys::parse(tests::shop::SIGNING_KEY).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let engines = engines(Some(folder.path()), &clock).unwrap();
    let product = Product::plain(engines, keys, Policy::default(), clock).await.unwrap();
    let raw = raw_rate(&product).await;
    println!("the engine alone: {raw:.0} transactions of four writes a second");
    // What was written for it is no item of the product's.
    let folder = tempfile::tempdir().unwrap();
    let clock = config::clock();
    let keys = Keys::parse(tests::shop::SIGNING_KEY).unwrap();
    let engines = local::product::engines(Some(folder.path()), &clock).unwrap();
    let product = Product::plain(engines, keys, Policy::default(), clock).await.unwrap();
    let demo = local::demo::prepare(&product, "correct horse battery".to_owned()).await.unwrap().unwrap();
    let token: Arc<str> = demo.token.as_str().into();
    let stop = CancellationToken::new();
    let matching = tokio::spawn({
        let (stop, poller, matcher) = (stop.clone(), product.poller().clone(), product.matcher());
        async move { poller.run(NonZeroUsize::new(AT_ONCE).unwrap(), stop, matcher).await }
    });
    println!(
        "| asked for, pairs/s | answered, requests/s | p50, ms | p99, ms | errors | queue behind | RSS, MB |\n|---|---|---|---|---|---|---|"
    );
    let (mut rate, mut next, mut best) = (FIRST_RATE, 0, 0.0_f64);
    let (mut borne, mut is_saturated) = (FIRST_RATE, false);
    let lasts = Duration::from_secs((seconds / STEPS).max(1));
    for _ in 0..STEPS {
        let began = Instant::now();
        let step = step(&product, &token, rate, lasts, &mut next).await;
        let answered = step.took.len() as f64 / began.elapsed().as_secs_f64();
        let behind = product.queue.counts().visible;
        println!(
            "| {rate} | {answered:.0} | {:.1} | {:.1} | {} | {behind} | {} |",
            step.ms(50),
            step.ms(99),
            step.failed,
            resident_mb()
        );
        // A pair is an order and a message; what the queue still holds was not paired.
        best = best.max((answered / 2.0) - behind as f64 / lasts.as_secs_f64());
        let falls_behind = behind as u64 > rate || step.ms(99) > 2_000.0;
        if !is_saturated && !falls_behind {
            (borne, rate) = (rate, rate * 3 / 2);
        } else if !is_saturated {
            (is_saturated, rate) = (true, borne * 2 / 3);
        }
    }
    while product.queue.counts().visible > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.cancel();
    matching.await.unwrap();
    while product.queue.release_delayed() + product.queue.release_in_flight() > 0 {
        product.poller().drain(product.matcher()).await.unwrap();
    }
    let findings = product.audit().await.unwrap();
    findings.iter().for_each(|finding| println!("FOUND {finding}"));
    println!("{next} orders and messages; at most {best:.0} pairs a second, {:.2} of the engine's rate", best / raw);
    println!(
        "the auditor found {}; {} dead letters; {} MB",
        findings.len(),
        product.queue.dead_letters().len(),
        resident_mb()
    );
    assert!(findings.is_empty());
}
