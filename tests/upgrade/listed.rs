//! Every order stood in the index by status: the upgrade takes out those that are paid.

use aws_sdk_dynamodb::types::AttributeValue;
use tests::Shop;
use tests::day::{self, Item};

/// The item as the release before wrote it.
fn before(item: &Item) -> Item {
    let text = |name: &str| item.get(name).and_then(|value| value.as_s().ok());
    let is_paid_order = text("PK").unwrap().ends_with("#ORDER") && text("status").unwrap() == "MATCHED";
    if !is_paid_order {
        return item.clone();
    }
    let listed = [("GSI1PK", format!("{}#MATCHED", text("PK").unwrap())), ("GSI1SK", text("SK").unwrap().clone())];
    let entry = listed.map(|(name, value)| (name.to_owned(), AttributeValue::S(value)));
    item.clone().into_iter().chain(entry).collect()
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| (item["PK"].as_s().unwrap().clone(), item["SK"].as_s().unwrap().clone()));
    items
}

#[tokio::test]
async fn a_paid_order_of_before_leaves_the_index() {
    let shop = Shop::open().await;
    for (number, name) in [("A-1", "홍길동"), ("A-2", "김철수"), ("A-3", "박영희")] {
        shop.place(number, 14_510, name).await;
    }
    shop.pay("홍길동", 14_510, 900_000).await;
    shop.patch("/workspaces/1/orders/2", serde_json::json!({"status": "CANCELLED"}), 200).await;
    let today = sorted(shop.items().await);
    let old: Vec<Item> = today.iter().map(before).collect();
    assert_ne!(old, today);
    assert_eq!(sorted(day::upgraded(&old).await), today);
    assert_eq!(shop.get("/workspaces/1/orders?status=MATCHED", 200).await.body[0]["order_number"], "A-1");
    shop.end().await;
}
