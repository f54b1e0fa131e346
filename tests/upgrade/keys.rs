//! What an earlier release wrote that waits: deposits under the whole of their printed name, orders without their
//! codes. The upgrade rewrites them.

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

/// Takes an attribute out of every waiting entry of this beginning.
async fn without(shop: &Shop, prefix: &str, attribute: &str) {
    let entries = shop.items().await.into_iter().filter(|item| {
        text(item, "PK").contains("#WAIT#") && text(item, "SK").starts_with(prefix) && item.contains_key(attribute)
    });
    for mut item in entries {
        item.remove(attribute);
        shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
    }
}

#[tokio::test]
async fn an_order_that_waited_without_its_codes_is_paid_by_them_after_the_upgrade() {
    let shop = Shop::open().await;
    let body =
        json!({"order_number": "A-1", "amount": 1_000, "depositor_name": "홍길동", "customer_phone": "010-1111-4821"});
    shop.post("/workspaces/1/orders", body, 201).await;
    shop.place("A-2", 2_000, "홍길동").await;
    without(&shop, "ORDER#", "codes").await;
    let upgraded = shop.product.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    assert_eq!((upgraded.orders, upgraded.rewritten()), (1, 1));
    let again = shop.product.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    assert_eq!(again.rewritten(), 0, "it may be begun anew");
    shop.pay("홍길동4821", 1_000, 500_000).await;
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_of_a_custom_format_waits_as_one_after_the_upgrade() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 1_000, 500_000).await;
    let mut items = shop.items().await;
    let deposit = items.iter_mut().find(|item| text(item, "PK").ends_with("#DEPOSIT")).unwrap();
    deposit.insert("format_id".into(), AttributeValue::N("1".into()));
    shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(deposit.clone())).send().await.unwrap();
    let upgraded = shop.product.app.store().upgrade(shop.clock.now(), |_| {}).await.unwrap();
    assert_eq!((upgraded.waiting, upgraded.rewritten()), (1, 1));
    let entry = shop.items().await.into_iter().find(|item| text(item, "SK").starts_with("DEPOSIT#")).unwrap();
    assert_eq!(entry.get("by_format"), Some(&AttributeValue::Bool(true)));
    shop.abandon();
}
