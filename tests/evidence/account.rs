//! Money of an account that was added just now.

use domain::time::HOUR_MS;
use serde_json::json;

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
