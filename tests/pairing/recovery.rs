//! Recovery: what the queue, the looks and the sweeper make up for, at a size at which luck does not help.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};
use tests::{Answer, Call, Fate, Gate, Shop};

const MANY: u64 = 60;
const AMOUNT: u64 = 14_510;

fn is_transaction(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

fn is_look(call: &Call) -> bool {
    call.operation == "Query"
        && call.body["ExpressionAttributeValues"][":pk"]["S"].as_str().is_some_and(|pk| pk.contains("#WAIT#"))
}

async fn ask(shop: &Shop, method: Method, path: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// A cancelled transaction whose first item another one held.
fn conflict(call: &Call) -> Fate {
    let items = call.body["TransactItems"].as_array().map_or(0, Vec::len);
    let reasons: Vec<Value> =
        (0..items).map(|nth| json!({"Code": if nth == 0 { "TransactionConflict" } else { "None" }})).collect();
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": "cancelled",
        "CancellationReasons": reasons,
    });
    Fate::Refuse(400, body)
}

/// Of transactions 30 in 100 meet another; of the replies to all requests 5 in 100 are lost.
fn stormy(shop: &Shop) -> Arc<AtomicUsize> {
    let (rng, met) = (std::sync::Mutex::new(fastrand::Rng::with_seed(7)), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&met);
    shop.wire.rule(move |call| {
        let mut rng = rng.lock().unwrap();
        let fate = match () {
            () if is_transaction(call) && rng.u32(0..100) < 30 => conflict(call),
            () if rng.u32(0..100) < 5 => Fate::LoseReply,
            () => Fate::Pass,
        };
        counted.fetch_add(usize::from(!matches!(fate, Fate::Pass)), Ordering::SeqCst);
        fate
    });
    met
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_a_third_of_conflicts_and_a_twentieth_of_lost_replies_everything_matches_within_five_deliveries() {
    let shop = Shop::open().await;
    let met = stormy(&shop);
    for nth in 0..MANY {
        let order = json!({"order_number": format!("A-{nth}"), "amount": AMOUNT + nth, "depositor_name": "홍길동"});
        let mut tries = 0;
        while ask(&shop, Method::POST, "/workspaces/1/orders", order.clone()).await.status != 201 {
            tries += 1;
            assert!(tries < 10, "order {nth} is refused again and again");
        }
        let raw = shop.kb("홍길동", AMOUNT + nth, 1_000_000 + nth);
        while !matches!(shop.sms_async(&raw, shop.clock.now()).await.status, 200 | 202) {}
    }
    let mut deliveries = 0;
    while deliveries == 0 || shop.product.queue.release_in_flight() > 0 {
        deliveries += 1;
        shop.drain().await;
    }
    assert!(deliveries <= 5, "{deliveries} deliveries");
    assert!(met.load(Ordering::SeqCst) > 50, "the storm was none");
    shop.wire.calm();
    let mut matched = 0;
    for id in 1..=MANY * 3 {
        let order = ask(&shop, Method::GET, &format!("/workspaces/1/orders/{id}"), Value::Null).await;
        matched += u64::from(order.body["status"] == "MATCHED");
    }
    assert_eq!(matched, MANY, "after {deliveries} deliveries");
    shop.end().await;
}

/// What dies: a request, or the sweeper's run.
#[derive(Clone)]
enum Act {
    Ask(Method, &'static str, Value),
    Sweep,
}

/// What is done, and the order and the deposit that are a pair after it.
#[derive(Clone)]
struct Operation {
    name: &'static str,
    act: Act,
    pair: (u64, u64),
}

fn operations() -> [Operation; 16] {
    let order = |number: &str| json!({"order_number": number, "amount": AMOUNT, "depositor_name": "홍길동"});
    let at = "2024-02-12T11:00:00+09:00";
    let typed = json!({"bank_account_id": 1, "amount": AMOUNT, "depositor_name": "홍길동", "deposited_at": at});
    let ask = |name, method, path, body| Operation { name, act: Act::Ask(method, path, body), pair: (1, 1) };
    let amend = |name, body| ask(name, Method::PATCH, "/workspaces/1/orders/1", body);
    let by_hand = json!({"deposit_id": 2, "order_id": 2});
    let both = json!({"deposit_ids": [2], "order_ids": [2, 3]});
    let part = json!({"deposit_ids": [2], "order_ids": [1], "difference": "KEEP_OPEN"});
    let unmatch = ask("unmatch", Method::POST, "/workspaces/1/matches/1/unmatch", Value::Null);
    [
        ask("place", Method::POST, "/workspaces/1/orders", order("A-1")),
        amend("amount", json!({"amount": AMOUNT})),
        amend("name", json!({"depositor_name": "홍길동"})),
        amend("deadline", json!({"expires_at": null})),
        amend("reopen", json!({"status": "PENDING"})),
        ask("cancel", Method::PATCH, "/workspaces/1/orders/2", json!({"status": "CANCELLED"})),
        ask("type", Method::POST, "/workspaces/1/deposits", typed),
        ask("match by hand", Method::POST, "/workspaces/1/matches/manual", by_hand),
        ask("match several", Method::POST, "/workspaces/1/matches", both),
        ask("keep open", Method::POST, "/workspaces/1/matches", part),
        Operation { name: "unmatch a part", pair: (1, 3), ..unmatch.clone() },
        Operation {
            pair: (2, 2),
            ..ask("cancel in parts", Method::PATCH, "/workspaces/1/orders/1", json!({"status": "CANCELLED"}))
        },
        Operation { pair: (1, 2), ..unmatch.clone() },
        // The second of the orders that wait again is the one that is looked for.
        Operation { name: "unmatch several", pair: (2, 2), ..unmatch },
        Operation { name: "expire", act: Act::Sweep, pair: (1, 1) },
        ask("settings", Method::PATCH, "/workspaces/1", json!({"settings": {"tie_policy": "OLDEST"}})),
    ]
}

/// Two orders that one deposit would pay: when one of the two goes, the other is alone.
async fn tie(shop: &Shop) {
    shop.place("A-1", AMOUNT, "홍길동").await;
    shop.place("A-2", AMOUNT, "홍길동").await;
    shop.pay("홍길동", AMOUNT, 100_000).await;
}

/// An order with a minute left.
async fn place_for_a_minute(shop: &Shop, number: &str) {
    let until = shop.clock.now().plus_ms(60_000).rfc3339();
    let body = json!({"order_number": number, "amount": AMOUNT, "depositor_name": "홍길동", "expires_at": until});
    shop.post("/workspaces/1/orders", body, 201).await;
}

/// Order 1 is paid in part by this deposit.
async fn keep_open(shop: &Shop, deposit: u64) {
    let part = json!({"deposit_ids": [deposit], "order_ids": [1], "difference": "KEEP_OPEN"});
    shop.post("/workspaces/1/matches", part, 200).await;
}

async fn prepare(shop: &Shop, name: &str) {
    match name {
        "place" => drop(shop.pay("홍길동", AMOUNT, 100_000).await),
        "amount" => {
            shop.pay("홍길동", AMOUNT, 100_000).await;
            shop.place("A-1", 500, "홍길동").await;
        }
        "name" => {
            shop.pay("홍길동", AMOUNT, 100_000).await;
            shop.place("A-1", AMOUNT, "김철수").await;
        }
        // Within the grace, and made after the deadline.
        "deadline" => {
            place_for_a_minute(shop, "A-1").await;
            shop.clock.advance_ms(5 * 60_000);
            shop.pay("홍길동", AMOUNT, 100_000).await;
        }
        "reopen" => {
            shop.place("A-1", AMOUNT, "홍길동").await;
            shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
            shop.pay("홍길동", AMOUNT, 100_000).await;
        }
        "cancel" | "settings" => tie(shop).await,
        "type" => drop(shop.place("A-1", AMOUNT, "홍길동").await),
        "match by hand" => {
            tie(shop).await;
            shop.pay("김철수", 500, 200_000).await;
        }
        // Of the tie, the one order is given away with another.
        "match several" => {
            tie(shop).await;
            shop.place("A-3", 500, "김철수").await;
            shop.pay("김철수", AMOUNT + 500, 200_000).await;
        }
        // A deposit waits that is of what becomes open.
        "keep open" => {
            shop.place("A-1", AMOUNT + 500, "홍길동").await;
            shop.pay("홍길동", AMOUNT, 100_000).await;
            shop.pay("김철수", 500, 200_000).await;
        }
        "unmatch a part" => {
            shop.place("A-1", AMOUNT + 200, "홍길동").await;
            for (deposit, amount) in [(1, 300), (2, 200)] {
                shop.pay("김철수", amount, 100_000 * deposit).await;
                keep_open(shop, deposit).await;
            }
            shop.pay("홍길동", AMOUNT, 300_000).await;
        }
        // Of a tie, one order is paid in part.
        "cancel in parts" => {
            shop.place("A-1", AMOUNT + 500, "홍길동").await;
            shop.pay("김철수", 500, 100_000).await;
            keep_open(shop, 1).await;
            shop.place("A-2", AMOUNT, "홍길동").await;
            shop.pay("홍길동", AMOUNT, 200_000).await;
        }
        "unmatch several" => {
            shop.place("A-1", 700, "이영희").await;
            shop.place("A-2", AMOUNT, "홍길동").await;
            shop.pay("김철수", AMOUNT + 700, 100_000).await;
            shop.post("/workspaces/1/matches", json!({"deposit_ids": [1], "order_ids": [1, 2]}), 200).await;
            shop.pay("홍길동", AMOUNT, 200_000).await;
        }
        // Deposit 1 was given to the order by hand, so that deposit 2, which fits, waits.
        "unmatch" => {
            shop.place("A-1", AMOUNT, "홍길동").await;
            shop.pay("김철수", 500, 100_000).await;
            shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
            shop.pay("홍길동", AMOUNT, 200_000).await;
        }
        // Nothing may be queued any more when its time is over: any look would pass over it.
        "expire" => {
            shop.place("A-1", AMOUNT, "홍길동").await;
            place_for_a_minute(shop, "A-2").await;
            shop.pay("홍길동", AMOUNT, 100_000).await;
            shop.rest().await;
            shop.clock.advance_ms(12 * 60_000);
        }
        other => panic!("say here what {other} needs"),
    }
}

/// Whoever works dies at its first look after its commit, or before it asks the matcher to look at everything: it waits
/// at this gate for ever. A typed deposit is recorded alone: its short cut is lost. Without insurance, the queue loses
/// what it is to show half a minute later, and says that it has it.
fn deadly(shop: &Shop, is_typed: bool, is_insured: bool) -> Gate {
    let (gate, commits) = (Gate::shut(), AtomicUsize::new(0));
    let held = gate.clone();
    shop.wire.rule(move |call| {
        let committed = commits.load(Ordering::SeqCst);
        match () {
            () if is_transaction(call) => {
                commits.fetch_add(1, Ordering::SeqCst);
                Fate::Pass
            }
            () if is_look(call) && committed > 0 => Fate::HoldRequest(held.clone()),
            () if is_look(call) && is_typed => Fate::Refuse(200, json!({"Items": [], "Count": 0})),
            () => Fate::Pass,
        }
    });
    let held = gate.clone();
    shop.queue_wire.rule(move |call| match call.body["DelaySeconds"].as_i64() {
        Some(30) if !is_insured => Fate::Refuse(200, json!({"MessageId": "lost"})),
        Some(30) => Fate::Pass,
        Some(_) | None => Fate::HoldRequest(held.clone()),
    });
    gate
}

/// The operation dies between its commit and its look, and then the queue shows what it has.
async fn died(operation: Operation, is_insured: bool) -> Arc<Shop> {
    let shop = Arc::new(Shop::open().await);
    prepare(&shop, operation.name).await;
    shop.rest().await;
    let gate = deadly(&shop, operation.name == "type", is_insured);
    let dying = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move {
            match operation.act {
                Act::Ask(method, path, body) => drop(ask(&shop, method, path, body).await),
                Act::Sweep => {
                    drop(shop.product.app.pairing.expire_due(shop.clock.now().plus_ms(sweeper::RUN_MS)).await)
                }
            }
        }
    });
    gate.when_come(1).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    shop.wire.calm();
    shop.queue_wire.calm();
    assert_ne!(shop.order(operation.pair.0).await["status"], "MATCHED", "{}: it looked before it died", operation.name);
    shop.rest().await;
    shop
}

#[tokio::test]
async fn every_pair_that_a_death_left_open_is_made_by_the_delayed_look() {
    for operation in operations() {
        let (name, (order, deposit)) = (operation.name, operation.pair);
        let shop = died(operation, true).await;
        assert_eq!(shop.order(order).await["matched_deposit_id"], deposit, "{name}");
        Arc::into_inner(shop).unwrap().end().await;
    }
}

#[tokio::test]
async fn without_the_delayed_look_no_pair_that_a_death_left_open_is_made() {
    for operation in operations() {
        let (name, (order, _)) = (operation.name, operation.pair);
        let shop = died(operation, false).await;
        assert_ne!(shop.order(order).await["status"], "MATCHED", "{name}: something else looked too");
        assert!(!shop.product.audit().await.unwrap().is_empty(), "{name}: the auditor did not notice");
        Arc::into_inner(shop).unwrap().abandon();
    }
}

/// A look pairs an order of another key than the one that it is for, and its program dies: whoever read that order
/// beside another is alone with that one now, and only the look that was queued before the pair knows.
#[tokio::test]
async fn a_pair_on_the_way_of_a_look_is_followed_by_its_own_look_although_the_program_dies() {
    let shop = Shop::open().await;
    let name = "가나다라마바사아자차";
    let (first, other) = (format!("{name}카"), format!("{name}타"));
    shop.place("A-1", AMOUNT, &other).await;
    shop.place("A-2", AMOUNT, &first).await;
    let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
    let due = json!({"order_number": "A-3", "amount": AMOUNT, "depositor_name": first, "expires_at": until});
    shop.post("/workspaces/1/orders", due, 201).await;
    shop.pay(&first, AMOUNT, 100_000).await;
    // Within the grace of the third order, which money of now no longer pays.
    shop.clock.tick_ms(3_600_000 + 60_000);
    shop.pay(name, AMOUNT, 200_000).await;
    for deposit in [1, 2] {
        assert_eq!(shop.deposit(deposit).await["state"], "WAITING", "{deposit} fits two orders");
    }
    shop.rest().await;
    let commits = AtomicUsize::new(0);
    shop.wire.rule(move |call| {
        let done = commits.fetch_add(usize::from(is_transaction(call)), Ordering::SeqCst);
        if is_look(call) && done == 2 { Fate::LoseRequest } else { Fate::Pass }
    });
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    shop.wire.calm();
    assert_eq!(shop.order(2).await["matched_deposit_id"], 2);
    assert_eq!(shop.deposit(1).await["state"], "WAITING", "its look was lost");
    shop.product.queue.release_delayed();
    shop.drain().await;
    assert_eq!(shop.order(3).await["matched_deposit_id"], 1);
    shop.end().await;
}
