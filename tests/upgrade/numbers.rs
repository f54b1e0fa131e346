//! An account by its number named its id alone: the upgrade writes the whole account there.

use aws_sdk_dynamodb::types::AttributeValue;
use tests::Shop;
use tests::day::{self, Item};

/// The item as the release before wrote it.
fn before(item: &Item) -> Item {
    if !item["PK"].as_s().unwrap().ends_with("#ACCOUNTNO") {
        return item.clone();
    }
    let mut old: Item = ["PK", "SK", "fmt"].into_iter().map(|name| (name.to_owned(), item[name].clone())).collect();
    old.insert("account_id".to_owned(), AttributeValue::N(item["id"].as_n().unwrap().clone()));
    old
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(|item| (item["PK"].as_s().unwrap().clone(), item["SK"].as_s().unwrap().clone()));
    items
}

#[tokio::test]
async fn an_account_of_before_is_found_by_its_number_after_the_upgrade() {
    let shop = Shop::open().await;
    shop.register("220-123-777777").await;
    let today = sorted(shop.items().await);
    let old: Vec<Item> = today.iter().map(before).collect();
    assert_ne!(old, today);
    let upgraded = sorted(day::upgraded(&old).await);
    assert_eq!(upgraded, today);
    assert_eq!(sorted(day::upgraded(&upgraded).await), upgraded, "the upgrade is made once");
    shop.end().await;
}
