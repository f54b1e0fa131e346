//! What a key stands for, and for how long.

use super::*;

#[tokio::test]
async fn the_same_request_again_changes_nothing_and_hears_the_same_answer() {
    let shop = Shop::open().await;
    let first = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    let again = post(&shop, &shop.owner, "\"k-1\"", PHONES, &phone()).await;
    assert_eq!((first.status, again.status, &again.body), (201, 201, &first.body));
    assert_eq!((is_replayed(&first), is_replayed(&again)), (false, true));
    assert_eq!(again.header("content-type"), Some("application/json"));
    assert_eq!(phones(&shop).await, 1);
    let key = first.body["key"].as_str().unwrap();
    assert!(!format!("{:?}", shop.items().await).contains(key), "a kept answer is sealed");
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_typed_once_and_sent_twice_is_one() {
    let shop = Shop::open().await;
    let body = typed(&shop, "홍길동", 9_900);
    let first = post(&shop, &shop.owner, "k-1", DEPOSITS, &body).await;
    let again = post(&shop, &shop.owner, "k-1", DEPOSITS, &body).await;
    assert_eq!((first.status, again.status, again.body["id"].as_u64()), (201, 201, first.body["id"].as_u64()));
    assert_eq!(shop.get(DEPOSITS, 200).await.body.as_array().unwrap().len(), 1);
    shop.end().await;
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_user() {
    let shop = Shop::open().await;
    let member = shop.member("member@example.com", "MEMBER").await;
    let money = typed(&shop, "홍길동", 9_900);
    assert_eq!(post(&shop, &shop.owner, "k-1", DEPOSITS, &money).await.status, 201);
    let other_body = typed(&shop, "김철수", 9_900);
    assert_problem(&post(&shop, &shop.owner, "k-1", DEPOSITS, &other_body).await, "idempotency_key_reused");
    let other_path = post(&shop, &shop.owner, "k-1", "/workspaces", &money).await;
    assert_problem(&other_path, "idempotency_key_reused");
    let theirs = post(&shop, &member, "k-1", DEPOSITS, &money).await;
    assert_eq!((theirs.status, is_replayed(&theirs)), (201, false));
    shop.end().await;
}

#[tokio::test]
async fn a_key_is_up_to_255_plain_characters() {
    let shop = Shop::open().await;
    for bad in [String::new(), "k".repeat(256), "\"\"".to_owned()] {
        assert_problem(&post(&shop, &shop.owner, &bad, PHONES, &phone()).await, "idempotency_key_invalid");
    }
    assert_eq!(post(&shop, &shop.owner, &"k".repeat(255), PHONES, &phone()).await.status, 201);
    shop.end().await;
}

#[tokio::test]
async fn a_request_that_still_runs_is_a_conflict() {
    let shop = Arc::new(Shop::open().await);
    let (gate, first) = held(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    let second = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_problem(&second, "idempotency_key_in_use");
    assert_eq!(second.header("retry-after"), Some("1"));
    gate.open();
    assert_eq!(first.await.unwrap().status, 201);
    assert!(is_replayed(&post(&shop, &shop.owner, "k-1", PHONES, &phone()).await));
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn what_was_refused_or_failed_may_try_again_under_the_same_key() {
    let shop = Shop::open().await;
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &json!({})).await.status, 400);
    assert_eq!(post(&shop, &shop.owner, "k-1", PHONES, &phone()).await.status, 201);
    shop.wire.rule(|call| if call.operation == "TransactWriteItems" { Fate::LoseRequest } else { Fate::Pass });
    assert_eq!(post(&shop, &shop.owner, "k-2", PHONES, &phone()).await.status, 503);
    shop.wire.calm();
    // The failed request's key could not be forgotten either; it is taken for dead after a minute.
    assert_problem(&post(&shop, &shop.owner, "k-2", PHONES, &phone()).await, "idempotency_key_in_use");
    shop.clock.advance_ms(MINUTE_MS);
    assert_eq!(post(&shop, &shop.owner, "k-2", PHONES, &phone()).await.status, 201);
    assert_eq!(phones(&shop).await, 2);
    shop.end().await;
}

#[tokio::test]
async fn an_answer_is_kept_for_a_day() {
    let mut shop = Shop::open().await;
    let first = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    shop.clock.advance_ms(DAY_MS - 1);
    shop.owner = shop.log_in("owner@example.com").await;
    let late = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_eq!((late.body, late.status), (first.body, 201));
    shop.clock.advance_ms(1);
    shop.owner = shop.log_in("owner@example.com").await;
    let anew = post(&shop, &shop.owner, "k-1", PHONES, &phone()).await;
    assert_eq!((anew.status, is_replayed(&anew)), (201, false));
    shop.end().await;
}

#[tokio::test]
async fn the_longest_answer_is_kept_whole() {
    let shop = Shop::open().await;
    let long = |most: usize| "가".repeat(most);
    let order = json!({"order_number": long(100), "amount": 1_000, "depositor_name": long(60), "memo": long(500),
        "customer_email": format!("{}@example.com", "a".repeat(242)), "customer_phone": "0".repeat(30)});
    let first = post(&shop, &shop.owner, "k-1", ORDERS, &order).await;
    let again = post(&shop, &shop.owner, "k-1", ORDERS, &order).await;
    assert_eq!((first.status, again.status, is_replayed(&again)), (201, 201, true), "{}", first.body);
    assert_eq!(first.body, again.body);
    shop.end().await;
}
