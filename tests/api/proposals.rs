//! Proposals: what a deposit that no rule paired may be, accepted, rejected, and moved meanwhile.

use axum::http::Method;
use serde_json::{Value, json};
use tests::Shop;

use super::help::record;

const PROPOSALS: &str = "/workspaces/1/proposals";
const MINUTE_MS: i64 = 60_000;

/// Orders of these amounts and names, and deposits of these, eleven minutes ago.
async fn open(orders: &[(u64, &str)], deposits: &[(u64, &str)]) -> Shop {
    let shop = Shop::open().await;
    for (nth, (amount, name)) in orders.iter().enumerate() {
        shop.place(&format!("A-{}", nth + 1), *amount, name).await;
        shop.clock.advance_ms(1_000);
    }
    for (balance, (amount, name)) in (1_000_000..).step_by(1_000_000).zip(deposits) {
        shop.pay(name, *amount, balance).await;
    }
    shop.clock.advance_ms(11 * MINUTE_MS);
    shop
}

async fn proposals(shop: &Shop) -> Vec<Value> {
    let found = shop.get(PROPOSALS, 200).await.body;
    assert_eq!(found["capped"], false);
    found["items"].as_array().unwrap().clone()
}

fn ids(list: &Value) -> Vec<u64> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_u64().unwrap()).collect()
}

/// Kind, deposits and orders of each.
fn told(proposals: &[Value]) -> Vec<(String, Vec<u64>, Vec<u64>)> {
    let told = |one: &Value| (one["kind"].as_str().unwrap().to_owned(), ids(&one["deposits"]), ids(&one["orders"]));
    proposals.iter().map(told).collect()
}

fn path(proposal: &Value, what: &str) -> String {
    format!("{PROPOSALS}/{}/{what}", proposal["proposal_id"].as_str().unwrap())
}

#[tokio::test]
async fn another_spelling_of_the_name_is_one_press_and_the_same_press_again_is_answered_so() {
    let shop = open(&[(14_510, "홍길동")], &[(14_510, "홍길덩")]).await;
    let [only] = proposals(&shop).await.try_into().unwrap();
    assert_eq!(
        (&only["kind"], &only["reasons"], &only["against"], &only["treatments"]),
        (&json!("SAME_AMOUNT"), &json!(["amount_equal", "name_like"]), &json!([]), &json!(["NONE"]))
    );
    let accepted = shop.post(&path(&only, "accept"), json!({}), 200).await.body;
    assert_eq!(accepted["message"], "매칭 완료: 입금 #1 ↔ 주문 #1");
    assert_eq!(accepted["orders"], json!([{"id": 1, "status": "MATCHED", "amount_open": 0}]));
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    let items = shop.items().await;
    assert_eq!(shop.post(&path(&only, "accept"), json!({}), 200).await.body, accepted);
    assert!(shop.items().await == items, "nothing is written again");
    assert_eq!(proposals(&shop).await, Vec::<Value>::new());
    shop.end().await;
}

#[tokio::test]
async fn what_came_just_now_is_expected_and_shown_on_its_own_page_only() {
    let shop = Shop::open().await;
    shop.place("A-1", 500, "홍길동").await;
    shop.pay("홍길덩", 500, 1_000_000).await;
    shop.clock.advance_ms(9 * MINUTE_MS);
    assert_eq!(proposals(&shop).await, Vec::<Value>::new());
    let own = shop.get("/workspaces/1/deposits/1/proposals", 200).await.body;
    assert_eq!(told(own.as_array().unwrap()), [("SAME_AMOUNT".to_owned(), vec![1], vec![1])]);
    assert_eq!(shop.get("/workspaces/1/deposits/9/proposals", 404).await.code(), "deposit_not_found");
    shop.end().await;
}

#[tokio::test]
async fn a_few_won_too_little_are_accepted_or_kept_open_as_the_person_says() {
    for (said, status, received) in [(None, "MATCHED", 49_500), (Some("KEEP_OPEN"), "PENDING", 49_500)] {
        let shop = open(&[(50_000, "홍길동")], &[(49_500, "홍길동")]).await;
        let [only] = proposals(&shop).await.try_into().unwrap();
        assert_eq!((&only["kind"], &only["difference"]), (&json!("SHORT"), &json!(-500)));
        assert_eq!(only["treatments"], json!(["ACCEPT_SHORT", "KEEP_OPEN"]));
        let refused = shop.post(&path(&only, "accept"), json!({"treatment": "REOPEN"}), 400).await;
        assert_eq!(refused.code(), "treatment_does_not_fit");
        let body = said.map_or(json!({}), |said| json!({"treatment": said}));
        shop.post(&path(&only, "accept"), body, 200).await;
        let order = shop.order(1).await;
        assert_eq!((&order["status"], &order["amount_received"]), (&json!(status), &json!(received)));
        shop.end().await;
    }
}

#[tokio::test]
async fn one_transfer_of_two_orders_and_two_transfers_of_one_order_are_one_press_each() {
    let shop = open(
        &[(10_000, "홍길동"), (20_500, "홍길동"), (90_000, "김철수")],
        &[(30_500, "홍길동"), (60_000, "김철수"), (30_000, "김철수")],
    )
    .await;
    let found = proposals(&shop).await;
    assert_eq!(
        told(&found),
        [("COMBINED".to_owned(), vec![1], vec![1, 2]), ("SPLIT".to_owned(), vec![2, 3], vec![3]),]
    );
    assert_eq!(found[0]["against"], json!(["only_name_in_common"]));
    let named: Vec<&Value> = found.iter().map(|one| &one["proposal_id"]).collect();
    let answer = shop.post(&format!("{PROPOSALS}/accept"), json!({"proposal_ids": named}), 200).await.body;
    let outcomes: Vec<&Value> = answer["results"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["ACCEPTED", "ACCEPTED"]);
    for order in 1..=3 {
        assert_eq!(shop.order(order).await["status"], "MATCHED");
    }
    shop.end().await;
}

#[tokio::test]
async fn of_many_each_has_its_own_result_and_one_that_is_refused_stops_none() {
    let shop = open(&[(500, "홍길동"), (700, "김철수")], &[(500, "홍길덩"), (700, "김철슈")]).await;
    let found = proposals(&shop).await;
    shop.patch("/workspaces/1/orders/1", json!({"amount": 600}), 200).await;
    let named: Vec<&Value> = found.iter().map(|one| &one["proposal_id"]).collect();
    let answer = shop.post(&format!("{PROPOSALS}/accept"), json!({"proposal_ids": named}), 200).await.body;
    let results: Vec<_> =
        answer["results"].as_array().unwrap().iter().map(|one| (&one["outcome"], &one["code"])).collect();
    assert_eq!(results, [(&json!("REFUSED"), &json!("proposal_moved")), (&json!("ACCEPTED"), &json!(null))]);
    assert_eq!(shop.post(&path(&found[0], "accept"), json!({}), 400).await.code(), "proposal_moved");
    assert_eq!(shop.order(1).await["status"], "PENDING");
    let refused = shop.post(&format!("{PROPOSALS}/accept"), json!({"proposal_ids": ["p1.SHORT"]}), 400).await;
    assert_eq!(refused.body["errors"][0]["field"], "proposal_ids[0]");
    shop.end().await;
}

#[tokio::test]
async fn a_cancelled_order_is_reopened_and_paid_at_once_or_its_money_goes_back() {
    for (treatment, status, state) in [("REOPEN", "MATCHED", "MATCHED"), ("REFUNDED", "CANCELLED", "DISMISSED")] {
        let shop = Shop::open().await;
        shop.place("A-1", 500, "홍길동").await;
        shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
        shop.pay("홍길동", 500, 1_000_000).await;
        shop.clock.advance_ms(11 * MINUTE_MS);
        let [only] = proposals(&shop).await.try_into().unwrap();
        assert_eq!((&only["kind"], &only["treatments"]), (&json!("CANCELLED"), &json!(["REOPEN", "REFUNDED"])));
        shop.post(&path(&only, "accept"), json!({"treatment": treatment}), 200).await;
        assert_eq!((&shop.order(1).await["status"], &shop.deposit(1).await["state"]), (&json!(status), &json!(state)));
        // The same press again.
        shop.post(&path(&only, "accept"), json!({"treatment": treatment}), 200).await;
        shop.end().await;
    }
}

#[tokio::test]
async fn late_money_pays_the_order_that_expired() {
    let shop = Shop::open().await;
    let until = shop.clock.now().plus_ms(5 * MINUTE_MS).rfc3339();
    let order = json!({"order_number": "A-1", "amount": 500, "depositor_name": "홍길동", "expires_at": until});
    shop.post("/workspaces/1/orders", order, 201).await;
    shop.clock.advance_ms(20 * MINUTE_MS);
    shop.pay("홍길동", 500, 1_000_000).await;
    shop.clock.advance_ms(11 * MINUTE_MS);
    let [only] = proposals(&shop).await.try_into().unwrap();
    assert_eq!(only["kind"], "LATE");
    shop.post(&path(&only, "accept"), json!({}), 200).await;
    assert_eq!(shop.order(1).await["flags"], json!(["LATE", "BY_HAND"]));
    shop.end().await;
}

#[tokio::test]
async fn the_same_money_told_twice_is_put_aside_by_one_press() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 1_000_000).await;
    record(&shop, "홍길동", 14_510).await;
    let [only] = proposals(&shop).await.try_into().unwrap();
    assert_eq!(told(std::slice::from_ref(&only)), [("TWIN".to_owned(), vec![2, 1], vec![])]);
    shop.post(&path(&only, "accept"), json!({}), 200).await;
    assert_eq!(shop.deposit(2).await["state"], "DISMISSED");
    assert_eq!(shop.order(1).await["matched_deposit_id"], 1);
    shop.end().await;
}

#[tokio::test]
async fn what_was_rejected_is_not_shown_for_ninety_days() {
    let shop = open(&[(500, "홍길동")], &[(500, "홍길덩")]).await;
    let [only] = proposals(&shop).await.try_into().unwrap();
    assert_eq!(shop.post(&path(&only, "reject"), json!({}), 200).await.body["proposal_id"], only["proposal_id"]);
    shop.post(&path(&only, "reject"), json!({}), 200).await;
    assert_eq!(proposals(&shop).await, Vec::<Value>::new());
    // Also once it was computed anew.
    shop.patch("/workspaces/1/orders/1", json!({"memo": "문의 옴"}), 200).await;
    assert_eq!(proposals(&shop).await, Vec::<Value>::new());
    assert_eq!(shop.get("/workspaces/1/deposits/1/proposals", 200).await.body, json!([]));
    shop.clock.advance_ms(90 * 24 * 60 * MINUTE_MS);
    let token = shop.log_in("owner@example.com").await;
    let found = shop.call(Method::GET, PROPOSALS, Some(&token), None, 200).await.body;
    assert_eq!(ids(&found["items"][0]["orders"]), [1]);
    shop.end().await;
}

#[tokio::test]
async fn an_id_that_is_none_is_not_found_and_another_workspaces_is_no_way_in() {
    let shop = open(&[(500, "홍길동")], &[(500, "홍길덩")]).await;
    for bent in ["x", "p1.SHORT.1v1", "p1.short.1v1.1v1", "p1.SHORT..1v1", "p1.SHORT.1v01.1v1"] {
        let refused = shop.post(&format!("{PROPOSALS}/{bent}/accept"), json!({}), 404).await;
        assert_eq!(refused.code(), "proposal_not_found", "{bent}");
        shop.post(&format!("{PROPOSALS}/{bent}/reject"), json!({}), 404).await;
    }
    // Made up, but of what stands: no more than a match by hand.
    let refused = shop.post(&format!("{PROPOSALS}/p1.SPLIT.1v1_7v1.1v1/accept"), json!({}), 404).await;
    assert_eq!(refused.code(), "deposit_not_found");
    shop.post("/workspaces", json!({"name": "둘째"}), 200).await;
    let there = "/workspaces/2/proposals/p1.SAME_AMOUNT.1v1.1v1/accept";
    assert_eq!(shop.post(there, json!({}), 404).await.code(), "deposit_not_found");
    assert_eq!(shop.order(1).await["status"], "PENDING");
    shop.end().await;
}
