//! Deposits typed by hand, and accounts: what is refused.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::super::help::{ACCOUNTS, DEPOSITS, assert_has, bad_fields, ids, record, refused, typed};

fn with(body: &Value, field: &str, value: Value) -> Value {
    let mut body = body.clone();
    body[field] = value;
    body
}

#[tokio::test]
async fn a_bad_deposit_hears_of_every_field() {
    let shop = Shop::open().await;
    let answer = refused(&shop, Method::POST, DEPOSITS, json!({}), "invalid_fields").await;
    assert_eq!(
        bad_fields(&answer),
        ["bank_account_id:required", "amount:required", "depositor_name:required", "deposited_at:required"]
    );
    let wrong = json!({"bank_account_id": "1", "amount": 0.5, "depositor_name": 7, "deposited_at": 1_707_703_200, "raw_sms": []});
    let answer = refused(&shop, Method::POST, DEPOSITS, wrong, "invalid_fields").await;
    let all = [
        "bank_account_id:wrong_type",
        "amount:wrong_type",
        "depositor_name:wrong_type",
        "deposited_at:wrong_type",
        "raw_sms:wrong_type",
    ];
    assert_eq!(bad_fields(&answer), all);
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_was_made_between_2000_and_tomorrow() {
    let shop = Shop::open().await;
    let body = typed(&shop, "홍길동", 14_510);
    for (at, field) in [
        ("2024-02-13T11:00:01+09:00", "deposited_at:out_of_range"),
        ("1999-12-31T23:59:59+09:00", "deposited_at:invalid"),
        ("2024-02-12", "deposited_at:invalid"),
        ("2024-02-12 11:00:00", "deposited_at:invalid"),
    ] {
        let answer =
            refused(&shop, Method::POST, DEPOSITS, with(&body, "deposited_at", json!(at)), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [field], "{at}");
    }
    for at in ["2024-02-13T11:00:00+09:00", "2000-01-01T00:00:00+09:00"] {
        assert_eq!(shop.post(DEPOSITS, with(&body, "deposited_at", json!(at)), 201).await.body["deposited_at"], at);
    }
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_is_of_an_account_that_is_there() {
    let shop = Shop::open().await;
    let body = typed(&shop, "홍길동", 14_510);
    // The guide's own example of a 400.
    let lacked = shop.post(DEPOSITS, with(&body, "bank_account_id", json!(2)), 400).await;
    assert_eq!(bad_fields(&lacked), ["bank_account_id:not_found"]);
    for (id, code) in [
        (json!(0), "out_of_range"),
        (json!(-1), "out_of_range"),
        (json!(u64::MAX), "out_of_range"),
        (json!(1.0), "wrong_type"),
    ] {
        let answer = refused(&shop, Method::POST, DEPOSITS, with(&body, "bank_account_id", id), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [format!("bank_account_id:{code}")]);
    }
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [0_u64; 0]);
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_by_hand_is_matched_at_once_and_a_possible_repeat_is_held() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    assert_has(
        &record(&shop, "홍길동", 14_510).await,
        &json!({"is_matched": true, "matched_order_id": 1, "source": "MANUAL", "via": "api"}),
    );
    let again = record(&shop, "홍길동", 14_510).await;
    assert_has(
        &again,
        &json!({"id": 2, "state": "HELD", "hold_reason": "possible_duplicate", "duplicate_of": 1, "is_matched": false}),
    );
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_is_typed_again_is_the_same_deposit() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 14_510, 1_000_000);
    shop.sms(&raw, shop.clock.now()).await;
    let body = with(&typed(&shop, "홍길동", 14_510), "raw_sms", json!(raw));
    assert_has(&shop.post(DEPOSITS, body, 201).await.body, &json!({"id": 1, "duplicate": true, "source": "SMS"}));
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [1]);
    shop.end().await;
}

#[tokio::test]
async fn an_account_has_a_known_bank_and_eight_to_sixteen_digits() {
    let shop = Shop::open().await;
    let body = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "123-456-789012", "account_holder": "홍길동"});
    for number in
        ["1234567", "12345678901234567", "-12345678", "123--45678", "1234 5678", "110-***-000000", "１２３４５６７８"]
    {
        let answer =
            refused(&shop, Method::POST, ACCOUNTS, with(&body, "account_number", json!(number)), "invalid_fields")
                .await;
        assert_eq!(bad_fields(&answer), ["account_number:invalid"], "{number}");
    }
    for code in [json!("999"), json!("4"), json!("0044"), json!(4)] {
        let answer = refused(&shop, Method::POST, ACCOUNTS, with(&body, "bank_code", code), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), ["bank_code:invalid"]);
    }
    let answer = refused(&shop, Method::POST, ACCOUNTS, json!({}), "invalid_fields").await;
    assert_eq!(
        bad_fields(&answer),
        ["bank_code:required", "bank_name:required", "account_number:required", "account_holder:required"]
    );
    shop.end().await;
}

#[tokio::test]
async fn a_number_is_registered_once_in_a_workspace_however_it_is_hyphenated() {
    let shop = Shop::open().await;
    let body = json!({"bank_code": "004", "bank_name": "국민은행", "account_number": "110123000000", "account_holder": "김철수"});
    refused(&shop, Method::POST, ACCOUNTS, body.clone(), "account_number_taken").await;
    refused(
        &shop,
        Method::POST,
        ACCOUNTS,
        with(&body, "account_number", json!("1-1-0-123-000000")),
        "account_number_taken",
    )
    .await;
    // Switched off, the number is still taken; at another bank, or in another workspace, it is another account.
    shop.patch(&format!("{ACCOUNTS}/1"), json!({"is_active": false}), 200).await;
    refused(&shop, Method::POST, ACCOUNTS, body.clone(), "account_number_taken").await;
    shop.post(ACCOUNTS, with(&body, "bank_code", json!("088")), 201).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    shop.post("/workspaces/2/bank-accounts", body, 201).await;
    shop.end().await;
}

/// The version says what a person saw: an empty one is no answer to that.
#[tokio::test]
async fn a_release_names_the_version_that_was_seen_or_none() {
    let shop = Shop::open().await;
    record(&shop, "홍길동", 14_510).await;
    let held = record(&shop, "홍길동", 14_510).await;
    assert_has(&held, &json!({"state": "HELD", "version": 1}));
    let path = format!("{DEPOSITS}/{}/release", held["id"]);
    for (bad, code) in [(json!(""), "wrong_type"), (json!(" "), "wrong_type"), (json!(0), "out_of_range")] {
        let answer = refused(&shop, Method::POST, &path, json!({"version": bad}), "invalid_fields").await;
        assert_eq!(bad_fields(&answer), [format!("version:{code}")]);
    }
    refused(&shop, Method::POST, &path, json!({"version": 2}), "deposit_changed").await;
    assert_eq!(shop.post(&path, json!({"version": null}), 200).await.body["state"], "WAITING");
    shop.end().await;
}

#[tokio::test]
async fn two_codes_of_one_bank_are_one_family_of_numbers() {
    let shop = Shop::open().await;
    let body = json!({"bank_code": "011", "bank_name": "농협", "account_number": "302-1234-5678-91", "account_holder": "홍길동"});
    shop.post(ACCOUNTS, body.clone(), 201).await;
    refused(&shop, Method::POST, ACCOUNTS, with(&body, "bank_code", json!("012")), "account_number_taken").await;
    shop.end().await;
}

#[tokio::test]
async fn an_account_changes_its_names_and_never_its_number() {
    let shop = Shop::open().await;
    let change = json!({"bank_name": "KB국민", "account_holder": "주식회사 가나다", "account_number": "999-999-999999", "bank_code": "088", "id": 7});
    let changed = shop.patch(&format!("{ACCOUNTS}/1"), change, 200).await.body;
    assert_has(
        &changed,
        &json!({"id": 1, "bank_name": "KB국민", "account_holder": "주식회사 가나다", "account_number": "110-123-000000", "bank_code": "004"}),
    );
    assert_eq!(shop.get(&format!("{ACCOUNTS}/1"), 200).await.body, changed);
    let nulls = json!({"bank_name": null, "account_holder": null, "is_active": null});
    let answer = refused(&shop, Method::PATCH, &format!("{ACCOUNTS}/1"), nulls, "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["bank_name:required", "account_holder:required", "is_active:required"]);
    let answer =
        refused(&shop, Method::PATCH, &format!("{ACCOUNTS}/1"), json!({"is_active": "false"}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["is_active:wrong_type"]);
    refused(&shop, Method::PATCH, &format!("{ACCOUNTS}/2"), json!({"bank_name": "새"}), "bank_account_not_found").await;
    shop.end().await;
}
