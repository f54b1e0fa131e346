//! One transfer for several orders: `POST …/matches`.

use serde_json::{Value, json};
use tests::Shop;

const MATCHES: &str = "/workspaces/1/matches";
const DEPOSIT: &str = "/workspaces/1/deposits/1";

/// Orders of these amounts, all of one customer, and a deposit that came under another name.
async fn open(asked: &[u64], received: u64) -> Shop {
    let shop = Shop::open().await;
    for (nth, amount) in asked.iter().enumerate() {
        shop.place(&format!("A-{}", nth + 1), *amount, "김철수").await;
        shop.clock.advance_ms(1_000);
    }
    shop.pay("이영희", received, 1_000_000).await;
    shop
}

fn call(orders: &[u64], difference: Option<&str>) -> Value {
    let mut body = json!({"deposit_ids": [1], "order_ids": orders});
    if let Some(difference) = difference {
        body["difference"] = json!(difference);
    }
    body
}

async fn orders(shop: &Shop, ids: &[u64]) -> Vec<Value> {
    let mut told = Vec::new();
    for id in ids {
        let order = shop.order(*id).await;
        told.push(json!([order["status"], order["matched_deposit_id"], order["amount_received"], order["difference"]]));
    }
    told
}

#[tokio::test]
async fn one_transfer_pays_several_orders_and_the_same_call_again_is_answered_as_it_stands() {
    let shop = open(&[10_000, 20_000, 30_000], 60_000).await;
    let answer = shop.post(MATCHES, call(&[3, 1, 2], None), 200).await.body;
    let part = |order: u64, amount: u64| json!({"deposit_id": 1, "order_id": order, "amount": amount});
    let now = |id: u64| json!({"id": id, "status": "MATCHED", "amount_open": 0});
    let whole = json!({
        "success": true, "message": "매칭 완료: 입금 #1 ↔ 주문 #1, #2, #3", "difference": 0, "rest_treatment": null,
        "orders": [now(1), now(2), now(3)], "allocations": [part(1, 10_000), part(2, 20_000), part(3, 30_000)],
    });
    assert_eq!(answer, whole);
    let paid = |amount: u64| json!(["MATCHED", 1, amount, 0]);
    assert_eq!(orders(&shop, &[1, 2, 3]).await, [paid(10_000), paid(20_000), paid(30_000)]);
    let deposit = shop.get(DEPOSIT, 200).await.body;
    assert_eq!((&deposit["is_matched"], &deposit["matched_order_id"]), (&json!(true), &json!(1)));
    assert_eq!(deposit["allocations"].as_array().map(Vec::len), Some(3));
    assert_eq!(deposit["history"][1]["other_order_ids"], json!([2, 3]));
    let items = shop.items().await;
    assert_eq!(shop.post(MATCHES, call(&[2, 3, 1], None), 200).await.body, whole);
    assert!(shop.items().await == items, "nothing is written again");
    assert_eq!(shop.post(MATCHES, call(&[1, 2], None), 400).await.code(), "deposit_already_matched");
    shop.end().await;
}

#[tokio::test]
async fn what_does_not_fit_is_refused_until_a_person_says_what_becomes_of_it() {
    let shop = open(&[10_000, 20_000], 29_500).await;
    for said in [None, Some("NONE"), Some("ACCEPT_OVER"), Some("CREDIT"), Some("REFUND_DUE")] {
        let refused = shop.post(MATCHES, call(&[1, 2], said), 400).await;
        assert_eq!(refused.code(), "match_difference_unstated", "{said:?}");
        let told = (&refused.body["expected"], &refused.body["received"], &refused.body["difference"]);
        assert_eq!(told, (&json!(30_000), &json!(29_500), &json!(-500)));
    }
    assert_eq!(orders(&shop, &[1]).await, [json!(["PENDING", null, 0, null])]);
    let answer = shop.post(MATCHES, call(&[1, 2], Some("ACCEPT_SHORT")), 200).await.body;
    assert_eq!(answer["difference"], -500);
    let told = orders(&shop, &[1, 2]).await;
    assert_eq!(told, [json!(["MATCHED", 1, 10_000, 0]), json!(["MATCHED", 1, 19_500, -500])]);
    shop.end().await;
}

#[tokio::test]
async fn what_is_too_much_is_kept_with_the_last_order_or_for_the_customer_or_due_back() {
    for (said, last) in [("ACCEPT_OVER", (20_700, 700)), ("CREDIT", (20_000, 0)), ("REFUND_DUE", (20_000, 0))] {
        let shop = open(&[10_000, 20_000], 30_700).await;
        let answer = shop.post(MATCHES, call(&[1, 2], Some(said)), 200).await.body;
        assert_eq!((&answer["difference"], &answer["rest_treatment"]), (&json!(700), &json!(said)));
        let told = orders(&shop, &[1, 2]).await;
        assert_eq!(told, [json!(["MATCHED", 1, 10_000, 0]), json!(["MATCHED", 1, last.0, last.1])], "{said}");
        let deposit = shop.get(DEPOSIT, 200).await.body;
        assert_eq!((&deposit["amount_rest"], &deposit["rest_treatment"]), (&json!(700), &json!(said)));
        assert_eq!(shop.post(MATCHES, call(&[2, 1], Some(said)), 200).await.body, answer);
        let other = if said == "CREDIT" { "REFUND_DUE" } else { "CREDIT" };
        assert_eq!(shop.post(MATCHES, call(&[1, 2], Some(other)), 400).await.code(), "deposit_already_matched");
        shop.end().await;
    }
}

#[tokio::test]
async fn an_unmatch_gives_every_order_back_and_each_is_looked_at() {
    let shop = open(&[10_000, 20_000], 30_000).await;
    shop.post(MATCHES, call(&[1, 2], None), 200).await;
    // They fit, and find their orders paid.
    shop.pay("김철수", 20_000, 2_000_000).await;
    let undone = shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await.body;
    let pending = |id: u64, open: u64| json!({"id": id, "status": "PENDING", "amount_open": open});
    let waits = json!([pending(1, 10_000), pending(2, 20_000)]);
    assert_eq!((&undone["order_id"], &undone["orders"]), (&json!(1), &waits));
    assert_eq!(undone["message"], "매칭 해제 완료: 입금 #1 (주문 #1 → PENDING)");
    let told = orders(&shop, &[1, 2]).await;
    assert_eq!(told, [json!(["PENDING", null, 0, null]), json!(["MATCHED", 2, 20_000, 0])]);
    let deposit = shop.get(DEPOSIT, 200).await.body;
    assert_eq!((&deposit["state"], &deposit["allocations"]), (&json!("HELD"), &json!([])));
    assert_eq!(deposit["history"][2]["other_order_ids"], json!([2]));
    shop.end().await;
}

#[tokio::test]
async fn what_a_match_of_several_cannot_be_is_refused_by_name() {
    let shop = open(&[10_000, 20_000, 5_000], 10_000).await;
    for (bad, field) in [
        (json!({"order_ids": [1]}), "deposit_ids"),
        (json!({"deposit_ids": [1]}), "order_ids"),
        (json!({"deposit_ids": [1, 1], "order_ids": [1]}), "deposit_ids"),
        (json!({"deposit_ids": [1], "order_ids": [1, 1]}), "order_ids"),
        (json!({"deposit_ids": [1], "order_ids": [1, 2, 3, 4, 5, 6]}), "order_ids"),
        (json!({"deposit_ids": [1], "order_ids": [0]}), "order_ids"),
        (json!({"deposit_ids": [1], "order_ids": 1}), "order_ids"),
        (json!({"deposit_ids": [1], "order_ids": [1], "difference": "ANY"}), "difference"),
    ] {
        let refused = shop.post(MATCHES, bad.clone(), 400).await.body;
        assert_eq!(refused["errors"][0]["field"], field, "{bad}");
    }
    let refusal = async |orders: &[u64], said| shop.post(MATCHES, call(orders, said), 400).await.code().to_owned();
    assert_eq!(refusal(&[1, 2], Some("ACCEPT_SHORT")).await, "nothing_left_for");
    shop.patch("/workspaces/1/orders/3", json!({"status": "CANCELLED"}), 200).await;
    assert_eq!(refusal(&[3], Some("ACCEPT_OVER")).await, "order_cancelled");
    assert_eq!(shop.post(MATCHES, call(&[9], None), 404).await.code(), "order_not_found");
    let none = json!({"deposit_ids": [9], "order_ids": [1]});
    assert_eq!(shop.post(MATCHES, none, 404).await.code(), "deposit_not_found");
    shop.pay("김철수", 10_000, 3_000_000).await;
    assert_eq!(refusal(&[1], None).await, "order_already_matched");
    shop.post(&format!("{DEPOSIT}/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    assert_eq!(refusal(&[2], Some("ACCEPT_SHORT")).await, "restore_first");
    shop.end().await;
}
