//! Another workspace that registers the same account number: the shop's phone goes on, the open URL pays the verified
//! one or nobody, and nobody learns anything of the other.

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::super::help::assert_problem;

const NUMBER: &str = "110-123-000000";

/// A stranger with workspace 2 who registers the shop's number: their session.
async fn stranger(shop: &Shop) -> String {
    let session = shop.sign_up("stranger@example.com").await;
    shop.call(Method::POST, "/workspaces", Some(&session), Some(json!({"name": "옆 가게"})), 200).await;
    register(shop, &session).await;
    session
}

async fn register(shop: &Shop, session: &str) {
    let account =
        json!({"bank_code": "004", "bank_name": "국민", "account_number": NUMBER, "account_holder": "홍길동"});
    shop.call(Method::POST, "/workspaces/2/bank-accounts", Some(session), Some(account), 201).await;
}

async fn deposits_of_the_stranger(shop: &Shop, session: &str) -> Value {
    shop.call(Method::GET, "/workspaces/2/deposits", Some(session), None, 200).await.body
}

async fn open_intake(shop: &Shop) {
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    shop.rest().await;
}

#[track_caller]
fn paid(answer: &Answer) {
    assert!(answer.body["message"].as_str().unwrap().contains("자동 매칭"), "{}", answer.body);
}

#[tokio::test]
async fn before_anybody_is_verified_the_phone_goes_on_and_the_open_url_pays_nobody() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let session = stranger(&shop).await;
    open_intake(&shop).await;
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "홍길동").await;
    assert_problem(&shop.pay("홍길동", 1_000, 5_000).await, "account_not_found");
    paid(&shop.sms_over(&key, &shop.kb("홍길동", 2_000, 7_000), shop.clock.now()).await);
    assert_eq!(deposits_of_the_stranger(&shop, &session).await, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn a_verified_shop_is_paid_over_the_open_url_too_whoever_registers_its_number_later() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    open_intake(&shop).await;
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "홍길동").await;
    paid(&shop.sms_over(&key, &shop.kb("홍길동", 1_000, 5_000), shop.clock.now()).await);
    shop.clock.advance_ms(1);
    let session = stranger(&shop).await;
    paid(&shop.pay("홍길동", 2_000, 7_000).await);
    assert_eq!(deposits_of_the_stranger(&shop, &session).await, json!([]));
    shop.end().await;
}

#[tokio::test]
async fn a_stranger_who_verifies_the_number_with_an_invented_message_takes_nothing_from_the_shop() {
    let shop = Shop::open().await;
    shop.clock.advance_ms(1);
    let session = stranger(&shop).await;
    let phone = json!({"phone_number": "010-9999-0000"});
    let phone = shop.call(Method::POST, "/workspaces/2/phone-numbers", Some(&session), Some(phone), 201).await.body;
    let intake = json!({"settings": {"intake": "OPEN"}});
    shop.call(Method::PATCH, "/workspaces/2", Some(&session), Some(intake), 200).await;
    let invented = shop.kb("아무개", 5_000, 10_000);
    shop.sms_over(phone["key"].as_str().unwrap(), &invented, shop.clock.now()).await;
    shop.place("A-1", 1_000, "홍길동").await;
    assert_problem(&shop.pay("홍길동", 1_000, 5_000).await, "account_not_found");
    let key = shop.phone().await;
    paid(&shop.sms_over(&key, &shop.kb("홍길동", 1_000, 5_000), shop.clock.now()).await);
    let theirs = deposits_of_the_stranger(&shop, &session).await;
    assert_eq!(theirs.as_array().unwrap().len(), 1, "their own invention and nothing else");
    shop.end().await;
}
