//! GET, POST, PATCH, DELETE …/phone-numbers and its keys.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{ACCOUNTS, HOUR_MS, PHONES, assert_has, assert_problem, bad_fields, refused};

#[tokio::test]
async fn a_phone_is_added_with_a_key_that_is_shown_once_and_the_first_switches_the_intake() {
    let shop = Shop::open().await;
    let body = json!({"phone_number": "010-0000-0000", "label": "계산대", "id": 9, "status": "ONLINE"});
    let first = shop.post(PHONES, body, 201).await.body;
    let key = first["key"].as_str().unwrap();
    assert_eq!(key.len(), 27, "160 bits");
    assert_has(
        &first,
        &json!({
            "id": 1, "workspace_id": 1, "phone_number": "010-0000-0000", "label": "계산대", "status": "SILENT",
            "last_seen_at": null, "messages_today": 0, "verified_at": null, "silent_after_minutes": null,
            "is_signing": false, "intake": "KEYED", "intake_switched": true,
            "webhook_path": format!("/api/v1/webhooks/bank-sms/{key}")
        }),
    );
    assert_eq!(shop.get("/workspaces/1", 200).await.body["settings"]["intake"], "KEYED");
    let second = shop.post(PHONES, json!({"phone_number": "+82 10-0000-0001"}), 201).await.body;
    assert_has(&second, &json!({"id": 2, "intake": "KEYED", "intake_switched": false}));
    assert_ne!(second["key"], first["key"]);
    let list = shop.get(PHONES, 200).await;
    assert_eq!(list.body.as_array().unwrap().len(), 2);
    assert!(!list.body.to_string().contains(key), "the key is shown once");
    for item in shop.items().await {
        assert!(!format!("{item:?}").contains(key), "the key is kept as a hash only");
    }
    shop.end().await;
}

#[tokio::test]
async fn the_owner_can_open_the_intake_again_and_a_second_phone_does_not_close_it() {
    let shop = Shop::open().await;
    shop.phone().await;
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    let second = shop.post(PHONES, json!({"phone_number": "010-0000-0001"}), 201).await.body;
    assert_has(&second, &json!({"intake": "OPEN", "intake_switched": false}));
    shop.end().await;
}

#[tokio::test]
async fn every_bad_field_is_told() {
    let shop = Shop::open().await;
    let bad = json!({"phone_number": "가나다", "label": 1, "silent_after_minutes": 4, "signing_secret": "short"});
    let answer = refused(&shop, Method::POST, PHONES, bad, "invalid_fields").await;
    assert_eq!(
        bad_fields(&answer),
        ["phone_number:invalid", "label:wrong_type", "silent_after_minutes:out_of_range", "signing_secret:too_short"]
    );
    let answer = refused(&shop, Method::POST, PHONES, json!({}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["phone_number:required"]);
    shop.end().await;
}

#[tokio::test]
async fn a_phone_is_amended_and_its_secret_never_shown() {
    let shop = Shop::open().await;
    shop.phone().await;
    let one = format!("{PHONES}/1");
    let change = json!({"label": "새 이름", "silent_after_minutes": 60, "signing_secret": "a secret of the app"});
    let amended = shop.patch(&one, change, 200).await.body;
    assert_has(
        &amended,
        &json!({"label": "새 이름", "silent_after_minutes": 60, "is_signing": true, "phone_number": "010-0000-0000"}),
    );
    assert!(!amended.to_string().contains("a secret"));
    let usual = json!({"silent_after_minutes": null});
    assert_has(&shop.patch(&one, usual.clone(), 200).await.body, &usual);
    for item in shop.items().await {
        assert!(!format!("{item:?}").contains("a secret of the app"), "secrets are sealed");
    }
    assert_has(&shop.patch(&one, json!({"signing_secret": null}), 200).await.body, &json!({"is_signing": false}));
    refused(&shop, Method::PATCH, &format!("{PHONES}/9"), json!({"label": "x"}), "phone_not_found").await;
    shop.end().await;
}

#[tokio::test]
async fn a_rotated_key_takes_over_and_the_old_one_works_until_the_overlap_ends() {
    let shop = Shop::open().await;
    let old = shop.phone().await;
    let rotated = shop.post(&format!("{PHONES}/1/rotate-key"), json!({"overlap_hours": 1}), 200).await.body;
    let new = rotated["key"].as_str().unwrap();
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "홍길동").await;
    let now = shop.clock.now();
    let paid = |answer: &tests::Answer| answer.body["message"].as_str().unwrap().contains("자동 매칭");
    assert!(paid(&shop.sms_over(&old, &shop.kb("홍길동", 1_000, 5_000), now).await));
    assert!(paid(&shop.sms_over(new, &shop.kb("홍길동", 2_000, 7_000), now).await));
    shop.clock.advance_ms(HOUR_MS);
    let raw = shop.kb("홍길동", 3_000, 8_000);
    assert_problem(&shop.sms_over(&old, &raw, shop.clock.now()).await, "phone_key_not_found");
    assert_eq!(shop.sms_over(new, &raw, shop.clock.now()).await.status, 200);
    // However often it is rotated again, each keeps the time that it was promised.
    let promised = shop.post(&format!("{PHONES}/1/rotate-key"), json!({"overlap_hours": 2}), 200).await.body;
    let until = promised["previous_valid_until"].as_str().unwrap();
    let lost = shop.call(Method::POST, &format!("{PHONES}/1/rotate-key"), Some(&shop.owner), None, 200).await.body;
    assert_eq!(shop.get(&format!("{PHONES}/1"), 200).await.body["keys"].as_array().map(Vec::len), Some(3));
    assert_ne!(lost["previous_valid_until"], json!(until), "24 hours, without a body");
    assert_eq!(shop.sms_over(new, &raw, shop.clock.now()).await.status, 200);
    shop.clock.advance_ms(2 * HOUR_MS);
    assert_problem(&shop.sms_over(new, &raw, shop.clock.now()).await, "phone_key_not_found");
    let new = promised["key"].as_str().unwrap();
    assert_eq!(shop.sms_over(new, &raw, shop.clock.now()).await.status, 200);
    let at_once = shop.post(&format!("{PHONES}/1/rotate-key"), json!({"overlap_hours": 0}), 200).await.body;
    assert_eq!(at_once["previous_valid_until"], Value::Null);
    assert_problem(&shop.sms_over(new, &raw, shop.clock.now()).await, "phone_key_not_found");
    shop.end().await;
}

#[tokio::test]
async fn a_removed_phones_url_ends_and_one_that_an_account_needs_stays() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let account = format!("{ACCOUNTS}/1");
    assert_has(&shop.patch(&account, json!({"phone_number_id": 1}), 200).await.body, &json!({"phone_number_id": 1}));
    let answer = shop.delete(&format!("{PHONES}/1"), 400).await;
    assert_problem(&answer, "phone_in_use");
    assert_eq!(answer.body["bank_account_ids"], json!([1]));
    shop.patch(&account, json!({"phone_number_id": null}), 200).await;
    shop.delete(&format!("{PHONES}/1"), 204).await;
    assert_problem(&shop.sms_over(&key, &shop.kb("홍길동", 1, 2), shop.clock.now()).await, "phone_key_not_found");
    assert_problem(&shop.delete(&format!("{PHONES}/1"), 404).await, "phone_not_found");
    shop.end().await;
}

#[tokio::test]
async fn an_account_is_bound_to_a_phone_of_its_workspace_only() {
    let shop = Shop::open().await;
    let answer =
        refused(&shop, Method::PATCH, &format!("{ACCOUNTS}/1"), json!({"phone_number_id": 7}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["phone_number_id:not_found"]);
    shop.phone().await;
    let body = json!({"bank_code": "088", "bank_name": "신한", "account_number": "110-222-333333", "account_holder": "홍", "phone_number_id": 1});
    assert_has(&shop.post(ACCOUNTS, body, 201).await.body, &json!({"phone_number_id": 1, "verified_at": null}));
    shop.end().await;
}
