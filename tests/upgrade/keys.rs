//! Deposits that an earlier release recorded wait under the whole of their printed name: the upgrade moves them.

use aws_sdk_dynamodb::types::AttributeValue;
use local::product::TABLE;
use serde_json::{Value, json};
use tests::Shop;
use tests::day::Item;

fn text(item: &Item, name: &str) -> String {
    item.get(name).and_then(|value| value.as_s().ok()).cloned().unwrap_or_default()
}

/// Puts the key of before into every deposit and its waiting entry.
pub(super) async fn as_before(shop: &Shop, key: &str, key_before: &str) {
    let dynamo = shop.product.dynamo();
    for mut item in shop.items().await.into_iter().filter(|item| text(item, "name_key") == key) {
        let (pk, sk) = (text(&item, "PK"), text(&item, "SK"));
        let is_entry = sk.starts_with("DEPOSIT#");
        if !is_entry && !pk.ends_with("#DEPOSIT") {
            continue;
        }
        let delete = dynamo.delete_item().table_name(TABLE);
        let delete = delete.key("PK", AttributeValue::S(pk)).key("SK", AttributeValue::S(sk.clone()));
        delete.send().await.unwrap();
        item.insert("name_key".into(), AttributeValue::S(key_before.into()));
        if is_entry {
            item.insert("SK".into(), AttributeValue::S(sk.replace(key, key_before)));
        }
        dynamo.put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
    }
}

#[tokio::test]
async fn what_waited_or_was_held_under_its_whole_name_is_found_by_its_order_after_the_upgrade() {
    let shop = Shop::open().await;
    shop.pay("토스홍길동", 1_000, 500_000).await;
    shop.pay("토스홍길동", 2_000, 600_000).await;
    // This one is held, and waits again later.
    shop.place("A-0", 2_000, "홍길동").await;
    shop.post("/workspaces/1/matches/2/unmatch", Value::Null, 200).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    as_before(&shop, "홍길동", "토스홍길동").await;
    let upgraded = shop.product.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    assert_eq!(upgraded.deposits, 2);
    let again = shop.product.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    assert_eq!(again.rewritten(), 0, "it may be begun anew");
    shop.post("/workspaces/1/deposits/2/release", json!({}), 200).await;
    for (number, amount) in [("A-1", 1_000), ("A-2", 2_000)] {
        assert_eq!(shop.place(number, amount, "홍길동").await["status"], "MATCHED", "{amount}");
    }
    shop.end().await;
}
