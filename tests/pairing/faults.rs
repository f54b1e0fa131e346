//! Faults: lost replies, conflicts, throttling, deaths, a queue that is down. Whatever is lost, the outcome is right
//! exactly once as soon as somebody tries again.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::Body;
use axum::http::{Method, Request};
use local::product::TABLE;
use serde_json::{Value, json};
use tests::{Answer, Call, Fate, Gate, Shop};

fn is_transaction(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

fn is_look(call: &Call) -> bool {
    call.operation == "Query"
        && call.body["ExpressionAttributeValues"][":pk"]["S"].as_str().is_some_and(|pk| pk.contains("#WAIT#"))
}

/// Every transaction is done, and none is answered: the SDK's own retries end in a fault too.
fn lose_commits(shop: &Shop) {
    shop.wire.rule(|call| if is_transaction(call) { Fate::LoseReply } else { Fate::Pass });
}

async fn ask(shop: &Shop, method: Method, path: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
    let request =
        request.header("authorization", format!("Bearer {}", shop.owner)).header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await
}

fn order(number: &str, amount: u64, name: &str) -> Value {
    json!({"order_number": number, "amount": amount, "depositor_name": name})
}

async fn count(shop: &Shop, what: &str) -> usize {
    shop.get(&format!("/workspaces/1/{what}"), 200).await.body.as_array().unwrap().len()
}

/// What failed becomes visible again, and is worked on.
async fn redeliver(shop: &Shop) {
    shop.product.queue.release_in_flight();
    shop.drain().await;
}

#[tokio::test]
async fn an_order_whose_placing_was_not_answered_is_placed_once() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 100_000).await;
    lose_commits(&shop);
    assert_eq!(ask(&shop, Method::POST, "/workspaces/1/orders", order("A-1", 14_510, "홍길동")).await.status, 503);
    shop.wire.calm();
    let again = shop.post("/workspaces/1/orders", order("A-1", 14_510, "홍길동"), 201).await;
    assert_eq!((again.body["status"].as_str(), again.body["matched_deposit_id"].as_u64()), (Some("MATCHED"), Some(1)));
    assert_eq!(count(&shop, "orders").await, 1);
    shop.end().await;
}

#[tokio::test]
async fn an_order_whose_placing_was_not_answered_and_not_repeated_is_settled_by_the_queue() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 100_000).await;
    lose_commits(&shop);
    assert_eq!(ask(&shop, Method::POST, "/workspaces/1/orders", order("A-1", 14_510, "홍길동")).await.status, 503);
    shop.wire.calm();
    let placed = shop.get("/workspaces/1/orders", 200).await;
    assert_eq!(placed.body[0]["status"], "PENDING", "its look has not come yet");
    shop.rest().await;
    assert_eq!(shop.get("/workspaces/1/orders", 200).await.body[0]["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_short_cut_whose_commit_was_not_answered_pairs_once() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    lose_commits(&shop);
    let accepted = shop.pay("홍길동", 14_510, 100_000).await;
    assert_eq!(accepted.status, 202, "it is still at work");
    shop.wire.calm();
    redeliver(&shop).await;
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    assert_eq!(count(&shop, "deposits").await, 1);
    let answer = shop.sms(&shop.kb("홍길동", 14_510, 100_000), shop.clock.now()).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    shop.end().await;
}

#[tokio::test]
async fn a_recording_whose_commit_was_not_answered_records_once_and_pairs() {
    let shop = Shop::open().await;
    lose_commits(&shop);
    shop.pay("홍길동", 14_510, 100_000).await;
    shop.wire.calm();
    assert_eq!(shop.place("A-1", 14_510, "홍길동").await["status"], "MATCHED");
    redeliver(&shop).await;
    assert_eq!(count(&shop, "deposits").await, 1);
    shop.end().await;
}

#[tokio::test]
async fn a_pair_of_a_waiting_deposit_whose_commit_was_not_answered_is_made_once() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 100_000).await;
    // The placing is answered, the pair that follows it is not.
    shop.wire.rule(|call| match is_transaction(call) && call.body["TransactItems"][0]["Update"].is_object() {
        true => Fate::LoseReply,
        false => Fate::Pass,
    });
    let placed = ask(&shop, Method::POST, "/workspaces/1/orders", order("A-1", 14_510, "홍길동")).await;
    assert_eq!(placed.status, 201, "the commit stands, its look is left to the queue: {}", placed.body);
    shop.wire.calm();
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn an_amendment_that_was_not_answered_is_made_once() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 100_000).await;
    shop.place("A-1", 14_500, "홍길동").await;
    lose_commits(&shop);
    assert_eq!(ask(&shop, Method::PATCH, "/workspaces/1/orders/1", json!({"amount": 14_510})).await.status, 503);
    shop.wire.calm();
    assert_eq!(shop.patch("/workspaces/1/orders/1", json!({"amount": 14_510}), 200).await.body["amount"], 14_510);
    shop.rest().await;
    let order = shop.order(1).await;
    assert_eq!((&order["status"], order["history"].as_array().unwrap().len()), (&json!("MATCHED"), 3), "{order}");
    shop.end().await;
}

#[tokio::test]
async fn a_match_by_hand_that_was_not_answered_is_made_once() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("김철수", 500, 100_000).await;
    let body = json!({"deposit_id": 1, "order_id": 1});
    lose_commits(&shop);
    assert_eq!(ask(&shop, Method::POST, "/workspaces/1/matches/manual", body.clone()).await.status, 503);
    shop.wire.calm();
    assert_eq!(shop.post("/workspaces/1/matches/manual", body, 400).await.code(), "deposit_already_matched");
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn an_unmatch_that_was_not_answered_is_made_once_and_its_order_is_paid_by_the_next() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 100_000).await;
    shop.pay("홍길동", 14_510, 200_000).await;
    lose_commits(&shop);
    assert_eq!(ask(&shop, Method::POST, "/workspaces/1/matches/1/unmatch", Value::Null).await.status, 503);
    shop.wire.calm();
    shop.rest().await;
    assert_eq!(shop.order(1).await["matched_deposit_id"], 2);
    assert_eq!(shop.deposit(1).await["hold_reason"], "unmatched_by_hand");
    shop.end().await;
}

/// A transaction that was cancelled for this reason.
fn cancelled(code: &str) -> Value {
    json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "message": "cancelled",
        "CancellationReasons": [{"Code": "None"}, {"Code": code, "Message": "try again"}, {"Code": "None"}, {"Code": "None"}],
    })
}

/// Refuses the first `many` transactions.
fn refuse_first(shop: &Shop, many: usize, status: u16, body: Value) -> Arc<AtomicUsize> {
    let seen = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&seen);
    shop.wire.rule(move |call| match is_transaction(call) && counted.fetch_add(1, Ordering::SeqCst) < many {
        true => Fate::Refuse(status, body.clone()),
        false => Fate::Pass,
    });
    seen
}

#[tokio::test]
async fn a_conflict_and_a_throttled_transaction_are_tried_again() {
    for code in ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"] {
        let shop = Shop::open().await;
        shop.place("A-1", 14_510, "홍길동").await;
        let seen = refuse_first(&shop, 3, 400, cancelled(code));
        let answer = shop.pay("홍길동", 14_510, 100_000).await;
        assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭", "{code}");
        assert_eq!(seen.load(Ordering::SeqCst), 4, "{code}");
        shop.end().await;
    }
}

#[tokio::test]
async fn a_crowd_at_one_item_that_is_gone_in_a_moment_costs_no_redelivery() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    // Five times a try of the task, and three tries.
    let seen = refuse_first(&shop, 14, 400, cancelled("TransactionConflict"));
    let answer = shop.pay("홍길동", 14_510, 100_000).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    assert_eq!(seen.load(Ordering::SeqCst), 15);
    shop.end().await;
}

#[tokio::test]
async fn a_conflict_that_does_not_end_is_left_to_the_queue() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    refuse_first(&shop, usize::MAX, 400, cancelled("TransactionConflict"));
    assert_eq!(shop.pay("홍길동", 14_510, 100_000).await.status, 202);
    shop.wire.calm();
    redeliver(&shop).await;
    assert_eq!((&shop.order(1).await["status"], count(&shop, "deposits").await), (&json!("MATCHED"), 1));
    shop.end().await;
}

#[tokio::test]
async fn a_throttled_table_is_asked_again_by_the_sdk() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let throttled = json!({"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "message": "slow down"});
    refuse_first(&shop, 2, 400, throttled);
    assert_eq!(shop.pay("홍길동", 14_510, 100_000).await.status, 200);
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn an_operation_that_dies_between_its_write_and_its_look_is_settled_by_the_queue() {
    let shop = Arc::new(Shop::open().await);
    shop.pay("홍길동", 14_510, 100_000).await;
    let gate = Gate::shut();
    let held = gate.clone();
    shop.wire.rule(move |call| if is_look(call) { Fate::HoldRequest(held.clone()) } else { Fate::Pass });
    let dying = tokio::spawn({
        let shop = Arc::clone(&shop);
        async move { ask(&shop, Method::POST, "/workspaces/1/orders", order("A-1", 14_510, "홍길동")).await }
    });
    gate.when_come(1).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    shop.wire.calm();
    assert_eq!(shop.order(1).await["status"], "PENDING");
    shop.rest().await;
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    Arc::into_inner(shop).unwrap().end().await;
}

#[tokio::test]
async fn a_message_whose_matcher_dies_before_its_look_is_paired_by_the_redelivery() {
    let shop = Shop::open().await;
    // The look after the commit never comes back, and takes the invocation with it.
    let committed = AtomicUsize::new(0);
    shop.wire.rule(move |call| {
        if is_transaction(call) {
            committed.fetch_add(1, Ordering::SeqCst);
        }
        if is_look(call) && committed.load(Ordering::SeqCst) > 0 { Fate::LoseRequest } else { Fate::Pass }
    });
    assert_eq!(shop.pay("홍길동", 14_510, 100_000).await.status, 202);
    shop.wire.calm();
    assert_eq!(shop.deposit(1).await["state"], "WAITING");
    redeliver(&shop).await;
    assert_eq!(shop.place("A-1", 14_510, "홍길동").await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn of_a_batch_only_what_failed_is_redelivered() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.place("A-2", 500, "김철수").await;
    shop.drain().await;
    shop.wire.rule(|call| {
        if is_transaction(call) && call.body.to_string().contains("김철수") { Fate::LoseRequest } else { Fate::Pass }
    });
    for (name, amount) in [("홍길동", 14_510), ("김철수", 500)] {
        shop.sms_async(&shop.kb(name, amount, 100_000), shop.clock.now()).await;
    }
    let drained = shop.drain().await;
    assert_eq!((drained.deleted, drained.failed), (1, 1));
    shop.wire.calm();
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.product.queue.release_in_flight();
    let drained = shop.drain().await;
    assert_eq!((drained.deleted, drained.failed), (1, 0));
    assert_eq!(shop.order(2).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_body_that_nobody_can_read_is_buried_alone_after_five_receives() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let sqs = local::engine::queue::client(shop.product.queue.http_client());
    sqs.send_message().queue_url(shop.product.queue.queue_url()).message_body("{\"v\":9}").send().await.unwrap();
    assert_eq!(shop.pay("홍길동", 14_510, 100_000).await.status, 200, "its neighbour is not held up");
    for receive in 2..=5 {
        assert!(shop.product.queue.dead_letters().is_empty(), "buried before receive {receive}");
        redeliver(&shop).await;
    }
    redeliver(&shop).await;
    let dead = shop.product.queue.dead_letters();
    assert_eq!(dead.iter().map(|letter| letter.body.as_str()).collect::<Vec<_>>(), ["{\"v\":9}"]);
    shop.end_with_dead_letters(1).await;
}

/// Writes the id of an order in its waiting entry anew, as somebody would who writes to the table by hand.
async fn bend(shop: &Shop, id: AttributeValue) {
    let is_it = |item: &HashMap<String, AttributeValue>| item["PK"].as_s().unwrap().contains("#WAIT#");
    let mut item = shop.items().await.into_iter().find(is_it).unwrap();
    item.insert("id".to_owned(), id);
    shop.product.dynamo().put_item().table_name(TABLE).set_item(Some(item)).send().await.unwrap();
}

#[tokio::test]
async fn a_task_that_fails_for_good_is_buried_alone_after_five_receives() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.rest().await;
    bend(&shop, AttributeValue::S("no number".to_owned())).await;
    shop.place("A-2", 500, "김철수").await;
    assert_eq!(shop.pay("홍길동", 14_510, 100_000).await.status, 202, "it is not done");
    assert_eq!(shop.pay("김철수", 500, 100_500).await.status, 200, "its neighbour is not held up");
    for receive in 2..=5 {
        assert!(shop.product.queue.dead_letters().is_empty(), "buried before receive {receive}");
        redeliver(&shop).await;
    }
    redeliver(&shop).await;
    let dead = shop.product.queue.dead_letters();
    assert_eq!(dead.len(), 1);
    assert!(
        dead[0].body.contains("홍길동") && store::queue::read::<store::tasks::Task>(&dead[0].body).is_ok(),
        "{}",
        dead[0].body
    );
    assert_eq!(
        (&shop.order(1).await["status"], &shop.order(2).await["status"]),
        (&json!("PENDING"), &json!("MATCHED"))
    );
    bend(&shop, AttributeValue::N("1".to_owned())).await;
    shop.end_with_dead_letters(1).await;
}

#[tokio::test]
async fn an_order_is_placed_and_settled_while_the_queue_is_down() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 100_000).await;
    shop.queue_wire.rule(|_| Fate::LoseRequest);
    assert_eq!(shop.place("A-1", 14_510, "홍길동").await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_message_that_the_queue_does_not_take_is_refused_so_that_the_phone_sends_it_again() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let raw = shop.kb("홍길동", 14_510, 100_000);
    shop.queue_wire.rule(|_| Fate::LoseRequest);
    let refused = shop.sms(&raw, shop.clock.now()).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("5")));
    shop.queue_wire.calm();
    assert_eq!(shop.sms(&raw, shop.clock.now()).await.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    shop.end().await;
}
