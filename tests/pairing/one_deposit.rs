//! Races for one deposit. All that want it have read that it waits, and are held at their transaction until all are
//! there: only the deposit's own conditions can then refuse. Without those alone, the same races have more than one
//! winner.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::http::Method;
use serde_json::{Value, json};
use tests::mutant::without_conditions_at;
use tests::{Answer, Call, Fate, Gate, Shop};
use tokio::task::JoinSet;

use super::races::{AMOUNT, MANY, ask, end, is_transaction, list, pairs};

/// Where the deposit and its waiting entry stand in the transaction of a match by hand, with the guard and the balance
/// at which the person vouches for it; and in that of a pair.
const BY_HAND: Range<usize> = 2..6;
const BY_ITSELF: Range<usize> = 0..2;
/// No condition is taken out.
const NOTHING: Range<usize> = 0..0;

/// A transaction that pairs a deposit which was recorded before.
fn is_pair(call: &Call) -> bool {
    let first = &call.body["TransactItems"][0]["Update"]["Key"]["PK"]["S"];
    is_transaction(call) && first.as_str().is_some_and(|pk| pk.ends_with("#DEPOSIT"))
}

/// It waits at the gate, and goes through without its conditions at these positions.
fn held_without(call: &Call, positions: &Range<usize>, gate: &Gate) -> Fate {
    match without_conditions_at(call, positions.clone()) {
        Some(body) => Fate::HoldRewritten(gate.clone(), body),
        None => Fate::Pass,
    }
}

async fn match_by_hand(shop: &Shop, order: u64) -> Answer {
    ask(shop, Method::POST, "/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": order})).await
}

/// The orders that say that the deposit paid them.
async fn paid(shop: &Shop) -> Vec<u64> {
    let orders = list(shop, "orders").await;
    orders.iter().filter(|order| order["matched_deposit_id"] == 1).map(|order| order["id"].as_u64().unwrap()).collect()
}

/// Forty orders, none of which fits, are matched with one deposit by forty people at once: what each was answered.
async fn forty_hands(shop: &Arc<Shop>, taken_out: Range<usize>) -> Vec<(u16, String)> {
    shop.pay("김철수", 500, 100_000).await;
    for nth in 0..MANY as u64 {
        shop.place(&format!("A-{nth}"), 900 + nth, "홍길동").await;
    }
    let (gate, seen) = (Gate::for_all(MANY), AtomicUsize::new(0));
    shop.wire.rule(move |call| match is_transaction(call) && seen.fetch_add(1, Ordering::SeqCst) < MANY {
        true => held_without(call, &taken_out, &gate),
        false => Fate::Pass,
    });
    let mut running = JoinSet::new();
    for order in 1..=MANY as u64 {
        let shop = Arc::clone(shop);
        running.spawn(async move { match_by_hand(&shop, order).await });
    }
    let answers = running.join_all().await;
    shop.wire.calm();
    let mut answers: Vec<_> = answers.iter().map(|answer| (answer.status, answer.code().to_owned())).collect();
    answers.sort();
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_forty_matches_by_hand_of_one_deposit_exactly_one_is_made() {
    let shop = Arc::new(Shop::open().await);
    let answers = forty_hands(&shop, NOTHING).await;
    let mut expected = vec![(400, "deposit_already_matched".to_owned()); MANY];
    expected[0] = (200, String::new());
    expected.sort();
    assert_eq!(answers, expected);
    let paid = paid(&shop).await;
    assert_eq!(paid.len(), 1, "{paid:?}");
    assert_eq!(pairs(&shop).await, [(1, paid[0])]);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_deposits_conditions_the_same_hands_make_more_than_one_match() {
    let shop = Arc::new(Shop::open().await);
    let answers = forty_hands(&shop, BY_HAND).await;
    let winners = answers.iter().filter(|(status, _)| *status == 200).count();
    assert!(winners > 1, "only {winners}: this race would not have noticed");
    assert_eq!(paid(&shop).await.len(), winners);
    assert!(!shop.product.audit().await.unwrap().is_empty(), "the auditor did not notice {winners} winners");
    Arc::into_inner(shop).unwrap().abandon();
}

/// A deposit that takes the oldest of equals waits, and forty orders of its name are placed, the youngest committed
/// first: each is the oldest that its own look sees, so that forty looks choose forty orders for one deposit. What
/// those who placed them were answered.
async fn forty_choices(shop: &Arc<Shop>, taken_out: Range<usize>) -> Vec<Value> {
    shop.patch("/workspaces/1", json!({"settings": {"tie_policy": "OLDEST"}}), 200).await;
    shop.pay("홍길동", AMOUNT, 100_000).await;
    let commits: Vec<Gate> = (0..MANY).map(|_| Gate::shut()).collect();
    let (choices, placed, chosen) = (Gate::for_all(MANY), AtomicUsize::new(0), AtomicUsize::new(0));
    let (held, gate) = (commits.clone(), choices.clone());
    shop.wire.rule(move |call| match () {
        () if is_pair(call) && chosen.fetch_add(1, Ordering::SeqCst) < MANY => held_without(call, &taken_out, &gate),
        () if is_pair(call) || !is_transaction(call) => Fate::Pass,
        () => match held.get(placed.fetch_add(1, Ordering::SeqCst)) {
            Some(commit) => Fate::HoldRequest(commit.clone()),
            None => Fate::Pass,
        },
    });
    let mut running = JoinSet::new();
    for (nth, commit) in commits.iter().enumerate() {
        let shop = Arc::clone(shop);
        running.spawn(async move { shop.place(&format!("A-{nth}"), AMOUNT, "홍길동").await });
        commit.when_come(1).await;
    }
    for (nth, commit) in commits.iter().rev().enumerate() {
        commit.open();
        choices.when_come(nth + 1).await;
    }
    let answers = running.join_all().await;
    shop.wire.calm();
    answers
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_forty_orders_that_one_deposit_chose_it_pays_exactly_one() {
    let shop = Arc::new(Shop::open().await);
    let answers = forty_choices(&shop, NOTHING).await;
    let paid = paid(&shop).await;
    assert_eq!(paid.len(), 1, "{paid:?}");
    assert_eq!(pairs(&shop).await, [(1, paid[0])]);
    let told: Vec<&Value> = answers.iter().filter(|order| order["status"] == "MATCHED").collect();
    assert_eq!(told.iter().map(|order| order["id"].as_u64().unwrap()).collect::<Vec<_>>(), paid);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_deposits_conditions_it_pays_more_than_one_of_the_forty() {
    let shop = Arc::new(Shop::open().await);
    forty_choices(&shop, BY_ITSELF).await;
    let winners = paid(&shop).await.len();
    assert!(winners > 1, "only {winners}: this race would not have noticed");
    assert!(!shop.product.audit().await.unwrap().is_empty(), "the auditor did not notice {winners} winners");
    Arc::into_inner(shop).unwrap().abandon();
}

/// A person gives the waiting deposit to order 1 while it chooses order 2 by itself. The transaction that `waits` says
/// is held until the other side is done: what the person was answered.
async fn hand_against_choice(shop: &Arc<Shop>, waits: fn(&Call) -> bool, is_hand_first: bool) -> Answer {
    shop.place("A-1", 900, "이순신").await;
    shop.pay("홍길동", AMOUNT, 100_000).await;
    let gate = Gate::shut();
    let held = gate.clone();
    shop.wire.rule(move |call| match waits(call) {
        true => Fate::HoldRequest(held.clone()),
        false => Fate::Pass,
    });
    let (buyer, person) = (Arc::clone(shop), Arc::clone(shop));
    let placing = async move { drop(buyer.place("A-2", AMOUNT, "홍길동").await) };
    let matching = async move { match_by_hand(&person, 1).await };
    let answer = if is_hand_first {
        let placing = tokio::spawn(placing);
        gate.when_come(1).await;
        let answer = matching.await;
        gate.open();
        placing.await.unwrap();
        answer
    } else {
        let matching = tokio::spawn(matching);
        gate.when_come(1).await;
        placing.await;
        gate.open();
        matching.await.unwrap()
    };
    shop.wire.calm();
    answer
}

/// A transaction of a match by hand: it begins with an order that stands.
fn is_hand(call: &Call) -> bool {
    let first = &call.body["TransactItems"][0]["Update"]["Key"]["PK"]["S"];
    is_transaction(call) && first.as_str().is_some_and(|pk| pk.ends_with("#ORDER"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_match_by_hand_and_a_choice_of_one_deposit_exclude_each_other() {
    let shop = Arc::new(Shop::open().await);
    let answer = hand_against_choice(&shop, is_pair, true).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!((paid(&shop).await, pairs(&shop).await), (vec![1], vec![(1, 1)]));
    end(shop).await;

    let shop = Arc::new(Shop::open().await);
    let answer = hand_against_choice(&shop, is_hand, false).await;
    assert_eq!((answer.status, answer.code()), (400, "deposit_already_matched"));
    assert_eq!((paid(&shop).await, pairs(&shop).await), (vec![2], vec![(1, 2)]));
    end(shop).await;
}
