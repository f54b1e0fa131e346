//! Two changes of one order at once. Both have read it before either writes, so that the later one must notice, read
//! it again, and change what the earlier one left. Without the conditions that notice, what the earlier one said is
//! lost.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::types::AttributeValue;
use axum::http::Method;
use serde_json::{Value, json};
use tests::mutant::{without, without_conditions};
use tests::{Call, Fate, Gate, Shop};
use tokio::task::JoinSet;

use super::races::{AMOUNT, ask, end, hold, reads_order};

const PATH: &str = "/workspaces/1/orders/1";

/// Sends both changes at once, over the rule that the shop's wire has: every one is answered.
async fn both(shop: &Arc<Shop>, changes: [Value; 2]) {
    let mut running = JoinSet::new();
    for change in changes {
        let shop = Arc::clone(shop);
        running.spawn(async move { ask(&shop, Method::PATCH, PATH, change).await });
    }
    for answer in running.join_all().await {
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
    shop.wire.calm();
}

/// How many waiting entries of orders stand.
async fn entries(shop: &Shop) -> usize {
    let is_entry = |item: &HashMap<String, AttributeValue>| {
        let [pk, sk] = ["PK", "SK"].map(|name| item[name].as_s().unwrap());
        pk.contains("#WAIT#") && sk.starts_with("ORDER#")
    };
    shop.items().await.iter().filter(|item| is_entry(item)).count()
}

/// What each amendment in the order's history says that it changed: field, from, to.
fn amendments(order: &Value) -> Vec<(String, Value, Value)> {
    let entries = order["history"].as_array().unwrap();
    assert_eq!(entries[0]["what"], "placed");
    let amended = entries[1..].iter().flat_map(|entry| {
        assert_eq!(entry["what"], "amended");
        entry["changes"].as_array().unwrap().clone()
    });
    amended
        .map(|change| (change["field"].as_str().unwrap().to_owned(), change["from"].clone(), change["to"].clone()))
        .collect()
}

/// Places an order, and sends two changes of it that have both read it before either writes: the order then.
async fn raced(shop: &Arc<Shop>, changes: [Value; 2]) -> Value {
    shop.place("A-1", AMOUNT, "홍길동").await;
    hold(shop, 2, reads_order);
    both(shop, changes).await;
    shop.order(1).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_name_and_a_new_amount_at_once_both_stand() {
    let shop = Arc::new(Shop::open().await);
    let order = raced(&shop, [json!({"depositor_name": "김철수"}), json!({"amount": 500})]).await;
    assert_eq!(
        (&order["depositor_name"], &order["amount"], &order["version"]),
        (&json!("김철수"), &json!(500), &json!(3))
    );
    let mut said = amendments(&order);
    said.sort_by(|one, other| one.0.cmp(&other.0));
    let name = ("depositor_name".to_owned(), json!("홍길동"), json!("김철수"));
    assert_eq!(said, [("amount".to_owned(), json!(AMOUNT.to_string()), json!("500")), name]);
    assert_eq!(entries(&shop).await, 1);
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_new_amounts_at_once_the_later_one_changes_what_the_earlier_one_left() {
    let shop = Arc::new(Shop::open().await);
    let order = raced(&shop, [json!({"amount": 500}), json!({"amount": 700})]).await;
    let said = amendments(&order);
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[0].1, json!(AMOUNT.to_string()));
    assert_eq!(said[1].1, said[0].2, "the later one did not read what the earlier one had written");
    assert_eq!(said[1].2, json!(order["amount"].to_string()));
    assert_eq!((&order["version"], entries(&shop).await), (&json!(3), 1));
    end(shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_amount_and_a_memo_at_once_both_stand() {
    let shop = Arc::new(Shop::open().await);
    let order = raced(&shop, [json!({"amount": 500}), json!({"memo": "문 앞"})]).await;
    assert_eq!((&order["amount"], &order["memo"], &order["version"]), (&json!(500), &json!("문 앞"), &json!(3)));
    assert_eq!((amendments(&order).len(), entries(&shop).await), (2, 1));
    end(shop).await;
}

/// The same race with `mutant` at the wire: the order tells of one change only, and what the other said is lost.
async fn loses_one(changes: [Value; 2], mutant: fn(&Call) -> Fate) {
    let shop = Arc::new(Shop::open().await);
    shop.place("A-1", AMOUNT, "홍길동").await;
    let (gate, seen) = (Gate::for_all(2), AtomicUsize::new(0));
    shop.wire.rule(move |call| match reads_order(call) && seen.fetch_add(1, Ordering::SeqCst) < 2 {
        true => Fate::HoldReply(gate.clone()),
        false => mutant(call),
    });
    both(&shop, changes.clone()).await;
    let order = shop.order(1).await;
    assert_eq!(
        (&order["version"], amendments(&order).len()),
        (&json!(2), 1),
        "{changes:?}: this race would not have noticed"
    );
    Arc::into_inner(shop).unwrap().abandon();
}

/// A change that moves the waiting entry is also refused by the entry that is gone: all conditions go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_conditions_one_of_two_changes_of_the_entry_is_lost() {
    let bare = |call: &Call| without_conditions(call).map_or(Fate::Pass, Fate::Rewrite);
    loses_one([json!({"depositor_name": "김철수"}), json!({"amount": 500})], bare).await;
    loses_one([json!({"amount": 500}), json!({"amount": 700})], bare).await;
}

/// Nothing but the version stands between a memo and another change.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_version_alone_one_of_a_new_amount_and_a_memo_is_lost() {
    let ignored = |call: &Call| without(0, "#version = :version")(call);
    loses_one([json!({"amount": 500}), json!({"memo": "문 앞"})], ignored).await;
}
