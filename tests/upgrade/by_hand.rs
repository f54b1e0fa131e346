//! Matches by hand of before did not tell what they received: the upgrade tells it.

use aws_sdk_dynamodb::types::AttributeValue;
use serde_json::{Value, json};
use tests::Shop;
use tests::day::{self, Item};

/// The item without what a match by hand tells today.
fn before(item: &Item, format: &str) -> Item {
    let mut item = item.clone();
    if item.contains_key("allocations") {
        item.insert("fmt".to_owned(), AttributeValue::N(format.to_owned()));
    }
    item.retain(|name, _| !matches!(name.as_str(), "allocations" | "open" | "over" | "rest" | "rest_treatment"));
    if let Some(AttributeValue::L(history)) = item.get_mut("history") {
        for entry in history.iter_mut() {
            if let AttributeValue::M(entry) = entry {
                entry.remove("d");
            }
        }
    }
    item
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| (item["PK"].as_s().unwrap().clone(), item["SK"].as_s().unwrap().clone()));
    items
}

#[tokio::test]
async fn a_match_by_hand_of_before_tells_what_it_received() {
    let shop = Shop::open().await;
    for (nth, received, asked) in [(1, 60_000, 191_000), (2, 500, 400), (3, 700, 700)] {
        shop.place(&format!("A-{nth}"), asked, "김철수").await;
        shop.pay("이영희", received, 1_000_000 + received).await;
        shop.post("/workspaces/1/matches/manual", json!({"deposit_id": nth, "order_id": nth}), 200).await;
    }
    // Undone: nobody knows any more what it was, and nothing is told of it.
    shop.place("A-4", 800, "김철수").await;
    shop.pay("이영희", 900, 3_000_000).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 4, "order_id": 4}), 200).await;
    shop.post("/workspaces/1/matches/4/unmatch", Value::Null, 200).await;
    let today = sorted(shop.items().await);
    let old: Vec<Item> = today
        .iter()
        .map(|item| {
            let is_deposit = item["PK"].as_s().unwrap().ends_with("#DEPOSIT");
            before(item, if is_deposit { "2" } else { "1" })
        })
        .collect();
    assert_ne!(old, today);
    let upgraded = day::upgraded(&old).await;
    let is_undone = |item: &Item| item.get("id") == Some(&AttributeValue::N("4".to_owned()));
    for (now, then) in upgraded.iter().zip(&today).filter(|(_, then)| !is_undone(then)) {
        assert_eq!(now, then);
    }
    assert_eq!(day::upgraded(&upgraded).await, upgraded, "the upgrade is made once");
    shop.end().await;
}
