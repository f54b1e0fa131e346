//! An open-loop load: orders and the messages that pay them come at a rate that does not wait for answers, and rises
//! until the product falls behind. A lower one then goes on to the end, to show what a load that can be borne leaves
//! behind. In the end it comes to rest and is audited.
//!
//! ```sh
//! cargo run --release -p tests --example load                    # ten minutes
//! cargo run --release -p tests --example load -- --seconds 60
//! ```
//!
//! The whole local program but its socket: the router is called in process; queue with its journal, poller, matcher,
//! engine on disk. The pairs a second at saturation are told as a ratio to how often the store and the engine alone, in
//! the same run, take the transaction that makes such a pair: the store's own, with its conditions and index
//! attributes.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::float_arithmetic)]

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::deposit::DepositDetails;
use domain::occurrence::{Kind, Occurrence};
use domain::{
    AccountId, Actor, Deposit, DepositId, HoldReasons, NewOrder, Order, OrderId, Rule, SenderClaim, SenderVerdict,
    Source, Timestamp, Via, WaitingOrder, Won, WorkspaceId,
};
use local::product::{Product, engines};
use runtime::config;
use serde_json::{Value, json};
use store::Store;
use store::pair::Pairing;
use store::recording::{Guard, GuardPlace, NewDeposit};
use tests::no_limits;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// How long the engine alone is measured, how many transactions are under way at once, and how many each makes before
/// more are got ready, which is not measured.
const RAW: Duration = Duration::from_secs(3);
const AT_ONCE: usize = 10;
const SHARE: u64 = 50;
/// Who pays.
const NAME: &str = "홍길동";
/// Pairs a second, at first; each step asks for half as many more, until the product falls behind. Then two thirds of
/// the last rate that it bore go on.
const FIRST_RATE: u64 = 10;
/// How many steps the time is divided into.
const STEPS: u64 = 12;

fn resident_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    resident.and_then(|kb| kb.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// The amount of a pair: fifty thousand pass before one comes again.
fn amount(nth: u64) -> u64 {
    10_000 + nth % 50_000
}

fn message(nth: u64, now: Timestamp) -> String {
    let (now, amount, balance) = (now.rfc3339(), amount(nth), 5_000_000 + nth);
    let minute = format!("{}/{} {}", &now[5..7], &now[8..10], &now[11..16]);
    format!("[Web발신]\n국민 {minute}\n110-***-000000\n입금 {amount}원\n잔액 {balance}원\n{NAME}")
}

/// A pair that only its transaction does not make yet: its order waits, its guard was read.
struct Ready {
    paid: Deposit,
    guard: Guard,
    seen: Occurrence,
    order: WaitingOrder,
}

impl Ready {
    async fn of(store: &Store, nth: u64, now: Timestamp) -> Self {
        let (workspace, account) = (WorkspaceId::new(1).unwrap(), AccountId::new(1).unwrap());
        let (order, deposit) = (OrderId::new(nth).unwrap(), DepositId::new(nth).unwrap());
        let new = NewOrder::plain(format!("L-{nth}"), Won::new(amount(nth)).unwrap(), NAME);
        let told = DepositDetails {
            amount: new.amount,
            depositor_name: Some(NAME.into()),
            deposited_at: now,
            source: Source::Sms,
            via: Via::Open,
            phone: None,
            sender: SenderClaim::default(),
            verdict: SenderVerdict::Bank,
            balance: Some(5_000_000),
            bank_code: "004".into(),
            by_grammar: false,
            format: None,
            raw_sms: Some(message(nth, now)),
        };
        let placed = Order::place(workspace, order, new, Actor::Auto, now).unwrap();
        store.place_order(&placed, "words").await.unwrap();
        let guard = store.guard(GuardPlace::of(workspace, account, told.amount, &NAME.into())).await.unwrap();
        let mut fingerprint = [0; 16];
        fingerprint[..8].copy_from_slice(&nth.to_be_bytes());
        let seen = Occurrence {
            kind: Kind::Deposit,
            fingerprint: fingerprint.into(),
            words: None,
            receipt: Some(fingerprint.into()),
            deposited_at: now,
            heard_at: None,
            has_time: true,
            is_stamped: true,
            balance: told.balance,
            balance_may_be_cut: false,
            printed: NAME.into(),
            deposit: Some(deposit),
            via: told.via,
            is_payable: true,
            is_typed: false,
        };
        let place = (workspace, account, deposit);
        let received = Deposit::receive(place, told, HoldReasons::NONE, Vec::new(), Actor::Auto, now);
        let paid = received.pay(order, Some(Rule::Same), Actor::Auto, now).unwrap();
        Self { paid, guard, seen, order: placed.waiting().unwrap() }
    }

    async fn pair(self, store: &Store) {
        let Self { paid, guard, seen, order } = self;
        let new = NewDeposit {
            deposit: &paid,
            guard: &guard,
            seen: &seen,
            reversal: None,
            balance_taken: false,
            linked: &[],
            message: None,
        };
        let became = store.pair_new(&new, &order, Rule::Same).await.unwrap();
        assert_eq!(became, Pairing::Paired);
    }
}

/// How many pairs the store's one transaction makes in a second, all of whose reads were done before: a new deposit,
/// its guard (of an amount that was not seen before, as in the load), the order under its conditions, its waiting
/// entry.
async fn raw_rate(product: &Product) -> f64 {
    let (store, mut made, mut spent) = (product.app.store().clone(), 0, Duration::ZERO);
    while spent < RAW {
        let mut shares = Vec::new();
        for _ in 0..AT_ONCE {
            let mut share = Vec::new();
            for _ in 0..SHARE {
                made += 1;
                share.push(Ready::of(&store, made, product.app.now()).await);
            }
            shares.push(share);
        }
        let (mut workers, began) = (JoinSet::new(), Instant::now());
        for share in shares {
            let store = store.clone();
            workers.spawn(async move {
                for ready in share {
                    ready.pair(&store).await;
                }
            });
        }
        workers.join_all().await;
        spent += began.elapsed();
    }
    made as f64 / spent.as_secs_f64()
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
        let (nth, now) = (*next, product.app.now());
        let order = json!({"order_number": format!("L-{nth}"), "amount": amount(nth), "depositor_name": NAME});
        let raw = message(nth, now);
        let sms = json!({"raw_sms": raw, "sender": "15881234", "received_at": now.rfc3339()});
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
    let keys = tests::secrets::every();
    let folder = tempfile::tempdir().unwrap();
    let engines = engines(Some(folder.path()), &clock).unwrap();
    let product = Product::plain(engines, keys, no_limits(), clock).await.unwrap();
    let raw = raw_rate(&product).await;
    println!("the store and the engine alone: {raw:.0} of a pair's transactions a second");
    // What was written for it is no item of the product's.
    let folder = tempfile::tempdir().unwrap();
    let clock = config::clock();
    let keys = tests::secrets::every();
    let engines = local::product::engines(Some(folder.path()), &clock).unwrap();
    let product = Product::plain(engines, keys, no_limits(), clock).await.unwrap();
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
    println!("{next} orders and messages; at most {best:.0} pairs a second, {:.2} of that rate", best / raw);
    println!(
        "the auditor found {}; {} dead letters; {} MB",
        findings.len(),
        product.queue.dead_letters().len(),
        resident_mb()
    );
    assert!(findings.is_empty());
}
