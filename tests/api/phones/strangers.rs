//! Another workspace that registers the same account number: the shop's phone goes on, the open URL pays nobody, and
//! nobody learns anything of the other but that the number is contested.

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

/// Whoever was first, or has verified the number: a stranger may have registered it before the shop.
#[tokio::test]
async fn a_number_of_two_workspaces_is_nobodys_over_the_open_url_and_each_of_them_sees_that_it_is_contested() {
    let mut shop = Shop::open().await;
    let key = shop.phone().await;
    open_intake(&shop).await;
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "홍길동").await;
    paid(&shop.sms_over(&key, &shop.kb("홍길동", 1_000, 5_000), shop.clock.now()).await);
    let session = stranger(&shop).await;
    let contested = async |shop: &Shop, workspace: u64, session: &str| {
        let path = format!("/workspaces/{workspace}/bank-accounts/1");
        shop.call(Method::GET, &path, Some(session), None, 200).await.body["contested_at"].clone()
    };
    assert_eq!(contested(&shop, 1, &shop.owner).await, Value::Null);
    assert_problem(&shop.pay("홍길동", 2_000, 7_000).await, "account_not_found");
    let first = json!(shop.clock.now().rfc3339());
    assert_eq!(
        (contested(&shop, 1, &shop.owner).await, contested(&shop, 2, &session).await),
        (first.clone(), first.clone())
    );
    assert_eq!(deposits_of_the_stranger(&shop, &session).await, json!([]));
    // It is noted once a day.
    shop.clock.advance_ms(3_600_000);
    assert_problem(&shop.pay("홍길동", 2_000, 8_000).await, "account_not_found");
    assert_eq!(contested(&shop, 1, &shop.owner).await, first);
    shop.clock.advance_ms(24 * 3_600_000);
    shop.owner = shop.log_in("owner@example.com").await;
    assert_problem(&shop.pay("홍길동", 2_000, 9_000).await, "account_not_found");
    assert_eq!(contested(&shop, 1, &shop.owner).await, json!(shop.clock.now().rfc3339()));
    paid(&shop.sms_over(&key, &shop.kb("홍길동", 2_000, 10_000), shop.clock.now()).await);
    shop.end().await;
}

/// A message that was nobody's when it came is offered to no number that is registered later, and, where two shops
/// could claim it, to none that is switched off and on.
#[tokio::test]
async fn what_came_before_a_number_was_registered_is_never_handed_to_it() {
    let shop = Shop::open().await;
    let raw = shop.kb("최손님", 23_456, 55_555).replace("110-***-000000", "999-***-111111");
    assert_problem(&shop.sms(&raw, shop.clock.now()).await, "account_not_found");
    shop.clock.advance_ms(1);
    shop.register("999-000-111111").await;
    shop.rest().await;
    assert_eq!(shop.get("/workspaces/1/deposits", 200).await.body, json!([]));
    let session = stranger(&shop).await;
    assert_problem(&shop.pay("홍길동", 1_000, 5_000).await, "account_not_found");
    shop.patch("/workspaces/1/bank-accounts/1", json!({"is_active": false}), 200).await;
    for is_active in [false, true] {
        let body = Some(json!({"is_active": is_active}));
        shop.call(Method::PATCH, "/workspaces/2/bank-accounts/1", Some(&session), body, 200).await;
    }
    shop.rest().await;
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

/// In the inbox of the account that the text prints; the answer is that of a number that nobody registered.
#[tokio::test]
async fn what_strangers_send_and_nobody_can_read_stands_in_the_inbox_of_its_account_twenty_times_an_hour() {
    let shop = Shop::open().await;
    let unreadable = |nth: u64| format!("{}\n알수없는문구", shop.kb("홍길동", 30_000 + nth, 90_000 + nth));
    let inbox = async || shop.get("/workspaces/1/messages?limit=100", 200).await.body;
    let kept = shop.sms(&unreadable(0), shop.clock.now()).await;
    let of_nobody = shop.sms(&unreadable(0).replace("110-", "999-"), shop.clock.now()).await;
    assert_eq!((kept.status, &kept.body), (of_nobody.status, &of_nobody.body));
    let rows = inbox().await;
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["bank_account_id"]), (1, &json!(1)), "{rows}");
    for nth in 1..30 {
        assert_eq!(shop.sms(&unreadable(nth), shop.clock.now()).await.body, kept.body);
    }
    assert_eq!(inbox().await.as_array().unwrap().len(), 20);
    shop.clock.advance_ms(180_000);
    shop.sms(&unreadable(30), shop.clock.now()).await;
    assert_eq!(inbox().await.as_array().unwrap().len(), 21);
    shop.end().await;
}
