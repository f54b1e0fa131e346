//! Money of an account that was added just now, and whose account it is where strangers register numbers without end.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use axum::http::Method;
use domain::time::HOUR_MS;
use local::product::TABLE;
use serde_json::json;
use tests::Shop;

use super::{kb, keyed, later, newest, told};

#[tokio::test]
async fn money_of_a_new_account_is_held_until_it_is_old_enough_or_a_person_releases_it() {
    let (mut shop, key) = keyed().await;
    shop.patch("/workspaces/1", json!({"settings": {"account_lock_hours": 48}}), 200).await;
    let mut order = 0;
    for (wait_ms, held) in [(0, true), (48 * HOUR_MS - 1, true), (1, false)] {
        later(&mut shop, wait_ms).await;
        order += 1;
        let amount = 14_510 + order;
        shop.place(&format!("A-{order}"), amount, "홍길동").await;
        told(
            &shop,
            &key,
            &kb(shop.clock.now(), "홍길동", amount, Some(500_000 + 20_000 * i64::try_from(order).unwrap())),
        )
        .await;
        let deposit = newest(&shop).await;
        let reasons = if held { json!(["account_new"]) } else { json!([]) };
        assert_eq!(deposit["hold_reasons"], reasons, "after {wait_ms} ms more");
        if held {
            shop.post(&format!("/workspaces/1/deposits/{}/release", deposit["id"]), json!({}), 200).await;
            shop.rest().await;
        }
        assert_eq!(shop.order(order).await["status"], "MATCHED");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_typed_into_a_new_account_is_held_too() {
    let (shop, _) = keyed().await;
    shop.patch("/workspaces/1", json!({"settings": {"account_lock_hours": 1}}), 200).await;
    let typed = json!({"bank_account_id": 1, "amount": 9_900, "depositor_name": "김철수",
        "deposited_at": shop.clock.now().rfc3339()});
    let held = shop.post("/workspaces/1/deposits", typed, 201).await.body;
    assert_eq!(held["hold_reasons"], json!(["account_new"]));
    shop.end().await;
}

/// A stranger registers a number that fits the shop's mask, and fills the lookup between his and the shop's. Whether
/// one account alone fits is decided over all of them, or nothing fits.
#[tokio::test]
async fn a_lookup_that_a_stranger_fills_is_read_to_its_end_or_nothing_fits() {
    // Three of them are a page: two pages, and more than are read.
    for fillers in [4, 24] {
        let shop = Shop::open().await;
        let stranger = shop.sign_up("stranger@example.com").await;
        shop.call(Method::POST, "/workspaces", Some(&stranger), Some(json!({"name": "x"})), 200).await;
        let own = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110-000-000000", "account_holder": "x"});
        shop.call(Method::POST, "/workspaces/2/bank-accounts", Some(&stranger), Some(own), 201).await;
        fill(&shop, fillers).await;
        shop.place("A-1", 14_510, "홍길동").await;
        let answer = shop.pay("홍길동", 14_510, 532_513).await;
        assert_eq!(answer.code(), "account_not_found", "{fillers}: {}", answer.body);
        assert_eq!(shop.order(1).await["status"], "PENDING");
        let taken = shop.call(Method::GET, "/workspaces/2/deposits", Some(&stranger), None, 200).await;
        assert_eq!(taken.body, json!([]), "{fillers}");
        shop.abandon();
    }
}

/// Accounts between the stranger's and the shop's, of 300 KB each: in the end many small ones are the same.
async fn fill(shop: &Shop, fillers: usize) {
    let sort_key = |item: &HashMap<String, AttributeValue>| item["SK"].as_s().unwrap().clone();
    let items = shop.items().await;
    let strangers = items.iter().find(|item| {
        item["PK"].as_s().is_ok_and(|key| key.ends_with("#110")) && sort_key(item).starts_with("110000000000#")
    });
    let strangers = strangers.unwrap();
    for nth in 0..fillers {
        let digits = format!("1100000{nth:02}111");
        let mut filler: HashMap<String, AttributeValue> = strangers.clone();
        for value in filler.values_mut() {
            if value.as_s().is_ok_and(|text| text.replace('-', "") == "110000000000") {
                *value = AttributeValue::S(digits.clone());
            }
        }
        filler.insert("SK".to_owned(), AttributeValue::S(sort_key(strangers).replace("110000000000", &digits)));
        filler.insert("padding".to_owned(), AttributeValue::S("x".repeat(300 * 1024)));
        shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(filler)).send().await.unwrap();
    }
}
