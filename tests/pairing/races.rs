//! Races. Every reply that matters is held until all are in flight: a race whose first runner is home before the others
//! look proves nothing. The mutant shows it: without the conditions the same race has many winners. What is raced for
//! here is an order; `one_deposit.rs` races for a deposit, `amends.rs` for the last word.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Answer, Call, Fate, Gate, Shop};
use tokio::task::JoinSet;

use tests::mutant::without_conditions;

pub(super) const MANY: usize = 40;
pub(super) const AMOUNT: u64 = 14_510;
/// Forty messages of one payer, amount and instant share one guard: more often than the queue would ever have to.
const DELIVERIES: usize = 20;

/// A look at what waits.
pub(super) fn is_look(call: &Call) -> bool {
    call.operation == "Query"
        && call.body["ExpressionAttributeValues"][":pk"]["S"].as_str().is_some_and(|pk| pk.contains("#WAIT#"))
}

pub(super) fn is_transaction(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

/// Holds the replies of the first `many` such requests until all of them are in flight.
pub(super) fn hold(shop: &Shop, many: usize, which: impl Fn(&Call) -> bool + Send + Sync + 'static) {
    let (gate, seen) = (Gate::for_all(many), AtomicUsize::new(0));
    shop.wire.rule(move |call| match which(call) && seen.fetch_add(1, Ordering::SeqCst) < many {
        true => Fate::HoldReply(gate.clone()),
        false => Fate::Pass,
    });
}

/// Every such request waits before it goes through, until `many` wait: their transactions then come at once.
fn line_up(shop: &Shop, many: usize, which: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Gate {
    let (gate, seen) = (Gate::for_all(many), AtomicUsize::new(0));
    let held = gate.clone();
    shop.wire.rule(move |call| match which(call) && seen.fetch_add(1, Ordering::SeqCst) < many {
        true => Fate::HoldRequest(held.clone()),
        false => Fate::Pass,
    });
    gate
}

/// A task of the matcher, run by itself, again and again until it succeeds, as the queue would.
pub(super) async fn deliver(shop: &Shop, raw: &str) {
    let task = sms_task(shop, raw);
    for _ in 0..DELIVERIES {
        if shop.work_on(&task).await.is_ok() {
            return;
        }
    }
    panic!("the message failed {DELIVERIES} times");
}

fn sms_task(shop: &Shop, raw: &str) -> String {
    let receipt = pairing::fingerprint(&[raw.as_bytes()]).to_string();
    json!({"v": 1, "kind": "sms", "receipt": receipt, "raw_sms": raw, "received_at_ms": shop.clock.now().ms(), "via": "open"}).to_string()
}

/// Messages of one payer, with balances of their own.
fn messages(shop: &Shop, many: usize) -> Vec<String> {
    (0..many).map(|nth| shop.kb("홍길동", AMOUNT, 1_000_000 + nth as u64)).collect()
}

async fn deliver_all(shop: &Arc<Shop>, raws: Vec<String>) {
    let mut running = JoinSet::new();
    for raw in raws {
        let shop = Arc::clone(shop);
        running.spawn(async move { deliver(&shop, &raw).await });
    }
    while let Some(done) = running.join_next().await {
        done.unwrap();
    }
}

/// A request as the owner, whatever is answered.
pub(super) async fn ask(shop: &Shop, method: Method, path: &str, body: Value) -> Answer {
    let request = axum::http::Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    shop.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await
}

pub(super) async fn list(shop: &Shop, what: &str) -> Vec<Value> {
    shop.get(&format!("/workspaces/1/{what}?limit=100"), 200).await.body.as_array().unwrap().clone()
}

/// The pairs as the deposits tell them.
pub(super) async fn pairs(shop: &Shop) -> Vec<(u64, u64)> {
    let deposits = list(shop, "deposits").await;
    deposits
        .iter()
        .filter_map(|deposit| Some((deposit["id"].as_u64().unwrap(), deposit["matched_order_id"].as_u64()?)))
        .collect()
}

pub(super) async fn end(shop: Arc<Shop>) {
    Arc::into_inner(shop).expect("no task holds the shop any more").end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_forty_deposits_exactly_one_pays_the_order() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    hold(&shop, MANY, is_look);
    deliver_all(&shop, messages(&shop, MANY)).await;
    assert_eq!(list(&shop, "deposits").await.len(), MANY);
    let pairs = pairs(&shop).await;
    assert_eq!(pairs.len(), 1, "{pairs:?}");
    assert_eq!(shop.order(1).await["matched_deposit_id"], pairs[0].0);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_conditions_the_same_race_has_more_than_one_winner() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    let (gate, seen) = (Gate::for_all(MANY), AtomicUsize::new(0));
    shop.wire.rule(move |call| match without_conditions(call) {
        Some(body) => Fate::Rewrite(body),
        None if is_look(call) && seen.fetch_add(1, Ordering::SeqCst) < MANY => Fate::HoldReply(gate.clone()),
        None => Fate::Pass,
    });
    deliver_all(&shop, messages(&shop, MANY)).await;
    shop.wire.calm();
    let winners = pairs(&shop).await.len();
    assert!(winners > 1, "only {winners}: this race would not have noticed");
    assert!(!shop.product.audit().await.unwrap().is_empty(), "the auditor did not notice {winners} winners");
    Arc::into_inner(shop).unwrap().abandon();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forty_orders_and_forty_deposits_of_forty_payers_all_pair() {
    let shop = Arc::new(Shop::open().await);
    let name = |nth: usize| format!("홍길{}", char::from_u32(0xAC00 + 28 * nth as u32).unwrap());
    hold(&shop, MANY, is_look);
    let mut running = JoinSet::new();
    for nth in 0..MANY {
        let (buyer, payer) = (Arc::clone(&shop), Arc::clone(&shop));
        let raw = shop.kb(&name(nth), AMOUNT, 1_000_000 + nth as u64);
        running.spawn(async move { drop(buyer.place(&format!("A-{nth}"), AMOUNT, &name(nth)).await) });
        running.spawn(async move { deliver(&payer, &raw).await });
    }
    running.join_all().await;
    shop.wire.calm();
    shop.rest().await;
    assert_eq!(pairs(&shop).await.len(), MANY);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_and_its_deposit_at_the_same_instant_find_each_other() {
    let shop = Arc::new(Shop::open().await);
    // Both have looked or are about to write, and neither has seen the other.
    for nth in 0..8_u64 {
        let amount = AMOUNT + nth;
        if nth % 2 == 0 {
            hold(&shop, 2, is_transaction);
        } else {
            line_up(&shop, 2, is_transaction);
        }
        let (buyer, payer) = (Arc::clone(&shop), Arc::clone(&shop));
        let raw = shop.kb("홍길동", amount, 1_000_000 + nth);
        let placed = tokio::spawn(async move { buyer.place(&format!("A-{nth}"), amount, "홍길동").await });
        let came = tokio::spawn(async move { deliver(&payer, &raw).await });
        let id = placed.await.unwrap()["id"].as_u64().unwrap();
        came.await.unwrap();
        shop.wire.calm();
        assert_eq!(shop.order(id).await["status"], "MATCHED", "at amount {amount}");
    }
    end(shop).await;
}

/// Holds the reply of the first such request until the gate is opened.
pub(super) fn hold_first(shop: &Shop, which: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Gate {
    let (gate, seen) = (Gate::shut(), AtomicUsize::new(0));
    let held = gate.clone();
    shop.wire.rule(move |call| match which(call) && seen.fetch_add(1, Ordering::SeqCst) == 0 {
        true => Fate::HoldReply(held.clone()),
        false => Fate::Pass,
    });
    gate
}

pub(super) fn reads_order(call: &Call) -> bool {
    call.operation == "GetItem" && call.body["Key"]["PK"]["S"].as_str().is_some_and(|pk| pk.ends_with("#ORDER"))
}

/// An order waits, a deposit of its name comes, and `body` is sent to the order. Each in turn has read before the other
/// wrote, and writes after: it must lose, and its answer must tell.
async fn change_against_match(body: Value, is_changed: fn(&Value) -> bool) {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    let gate = hold_first(&shop, is_look);
    let payer = Arc::clone(&shop);
    let raw = shop.kb("홍길동", AMOUNT, 100_000);
    let came = tokio::spawn(async move { deliver(&payer, &raw).await });
    gate.when_come(1).await;
    let answer = ask(&shop, Method::PATCH, "/workspaces/1/orders/1", body.clone()).await;
    gate.open();
    came.await.unwrap();
    shop.wire.calm();
    let order = shop.order(1).await;
    assert!(
        answer.status == 200 && is_changed(&order) && order["status"] != "MATCHED",
        "the change came first: {} {order}",
        answer.body
    );
    assert_eq!(pairs(&shop).await, []);
    end(shop).await;

    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    let gate = hold_first(&shop, reads_order);
    let patcher = Arc::clone(&shop);
    let changing = tokio::spawn(async move { ask(&patcher, Method::PATCH, "/workspaces/1/orders/1", body).await });
    gate.when_come(1).await;
    deliver(&shop, &shop.kb("홍길동", AMOUNT, 100_000)).await;
    gate.open();
    let answer = changing.await.unwrap();
    shop.wire.calm();
    assert_eq!((answer.status, answer.code()), (400, "unmatch_first"));
    assert_eq!(pairs(&shop).await, [(1, 1)]);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cancel_and_a_match_exclude_each_other() {
    change_against_match(json!({"status": "CANCELLED"}), |order| order["status"] == "CANCELLED").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_name_and_a_match_exclude_each_other() {
    change_against_match(json!({"depositor_name": "김철수"}), |order| order["depositor_name"] == "김철수").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_amount_and_a_match_exclude_each_other() {
    change_against_match(json!({"amount": 500}), |order| order["amount"] == 500).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expiry_and_a_match_exclude_each_other() {
    let shop = Arc::new(Shop::open().await);
    for nth in 0..6_u64 {
        let amount = AMOUNT + nth;
        let until = shop.clock.now().plus_ms(60_000).rfc3339();
        let body = json!({"order_number": format!("A-{nth}"), "amount": amount, "depositor_name": "홍길동", "expires_at": until});
        let id = shop.post("/workspaces/1/orders", body, 201).await.body["id"].as_u64().unwrap();
        let raw = shop.kb("홍길동", amount, 1_000_000 + nth);
        // The deposit chose while the order was within its grace, and writes when the sweeper stands beside it.
        shop.clock.advance_ms(11 * 60_000);
        let gate = line_up(&shop, 2, is_transaction);
        let payer = Arc::clone(&shop);
        let came = tokio::spawn(async move { deliver(&payer, &raw).await });
        gate.when_come(1).await;
        shop.clock.advance_ms(1);
        let sweeper = Arc::clone(&shop);
        let sweeping = tokio::spawn(async move { sweeper.expire_due().await });
        let expired = sweeping.await.unwrap();
        came.await.unwrap();
        shop.wire.calm();
        let status = shop.order(id).await["status"].clone();
        assert_eq!(status == "EXPIRED", expired == 1, "{status}");
        assert!(status == "EXPIRED" || status == "MATCHED", "{status}");
    }
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_unmatch_and_a_new_deposit_leave_the_order_paid_once() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    shop.pay("홍길동", AMOUNT, 100_000).await;
    line_up(&shop, 2, is_transaction);
    let (person, payer) = (Arc::clone(&shop), Arc::clone(&shop));
    let raw = shop.kb("홍길동", AMOUNT, 200_000);
    let undoing =
        tokio::spawn(async move { ask(&person, Method::POST, "/workspaces/1/matches/1/unmatch", Value::Null).await });
    let came = tokio::spawn(async move { deliver(&payer, &raw).await });
    assert_eq!(undoing.await.unwrap().status, 200);
    came.await.unwrap();
    shop.wire.calm();
    assert_eq!(shop.order(1).await["matched_deposit_id"], 2);
    assert_eq!(shop.deposit(1).await["hold_reason"], "unmatched_by_hand");
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_matches_by_hand_of_one_order_one_is_made() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    shop.pay("김철수", 500, 100_000).await;
    shop.pay("박영희", 700, 200_000).await;
    line_up(&shop, 2, is_transaction);
    let mut running = JoinSet::new();
    for deposit in [1, 2] {
        let shop = Arc::clone(&shop);
        running.spawn(async move {
            ask(&shop, Method::POST, "/workspaces/1/matches/manual", json!({"deposit_id": deposit, "order_id": 1}))
                .await
        });
    }
    let mut answers: Vec<(u16, String)> =
        running.join_all().await.iter().map(|answer| (answer.status, answer.code().to_owned())).collect();
    answers.sort();
    assert_eq!(answers, [(200, String::new()), (400, "order_already_matched".to_owned())]);
    assert_eq!(pairs(&shop).await.len(), 1);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_message_delivered_many_times_at_once_makes_one_deposit() {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    hold(&shop, MANY, is_look);
    let raw = shop.kb("홍길동", AMOUNT, 100_000);
    deliver_all(&shop, vec![raw; MANY]).await;
    assert_eq!(list(&shop, "deposits").await.len(), 1);
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    end(shop).await;
}
