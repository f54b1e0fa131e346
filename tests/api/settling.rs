//! What a person says of a difference without any money more: a partly paid order is paid enough, what is left of a
//! deposit is treated otherwise or used for another order, and an order is cancelled with a word on its money.

use serde_json::{Value, json};
use tests::Shop;

const MATCHES: &str = "/workspaces/1/matches";

/// An order of 100,000 of 김철수, and deposits of these amounts of another name.
async fn shop(amounts: &[u64]) -> Shop {
    let shop = Shop::open().await;
    shop.place("A-1", 100_000, "김철수").await;
    for (nth, amount) in (1..).zip(amounts) {
        shop.clock.advance_ms(60_000);
        shop.pay("이영희", *amount, 1_000_000 * nth).await;
    }
    shop
}

async fn press(shop: &Shop, deposits: &[u64], orders: &[u64], said: &str, expected: u16) -> Value {
    let body = json!({"deposit_ids": deposits, "order_ids": orders, "difference": said});
    shop.post(MATCHES, body, expected).await.body
}

async fn refusal(shop: &Shop, deposits: &[u64], orders: &[u64], said: &str) -> Value {
    press(shop, deposits, orders, said, 400).await["code"].clone()
}

/// Status, what it received, the difference, and its flags.
async fn paid(shop: &Shop, order: u64) -> Value {
    let told = shop.order(order).await;
    json!([told["status"], told["amount_received"], told["difference"], told["flags"]])
}

/// State, what is left of it, what becomes of that, and what was sent back.
async fn left(shop: &Shop, deposit: u64) -> Value {
    let told = shop.deposit(deposit).await;
    json!([told["state"], told["amount_rest"], told["rest_treatment"], told["amount_returned"]])
}

#[tokio::test]
async fn a_partly_paid_order_is_paid_enough_when_a_person_says_so() {
    let shop = shop(&[60_000]).await;
    assert_eq!(refusal(&shop, &[], &[1], "ACCEPT_SHORT").await, "nothing_received");
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    for said in ["NONE", "KEEP_OPEN", "CREDIT"] {
        assert_eq!(refusal(&shop, &[], &[1], said).await, "match_difference_unstated", "{said}");
    }
    let answer = press(&shop, &[], &[1], "ACCEPT_SHORT", 200).await;
    assert_eq!((&answer["message"], &answer["difference"]), (&json!("받은 금액으로 끝냄: 주문 #1"), &json!(-40_000)));
    assert_eq!(answer["orders"], json!([{"id": 1, "status": "MATCHED", "amount_open": 40_000}]));
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 60_000, -40_000, ["SHORT", "BY_HAND"]]));
    let order = shop.order(1).await;
    assert_eq!((&order["matched_deposit_id"], &order["history"][2]["what"]), (&json!(1), &json!("settled")));
    let items = shop.items().await;
    assert_eq!(press(&shop, &[], &[1], "ACCEPT_SHORT", 200).await, answer, "the same again stands");
    assert!(shop.items().await == items, "nothing is written again");
    // What would have completed it is no part of it any more.
    shop.pay("김철수", 40_000, 9_000_000).await;
    assert_eq!(shop.deposit(2).await["state"], "WAITING");
    // Undone, it waits for what is open as any.
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 0, null, []]));
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_was_settled_and_loses_a_part_waits_for_what_is_then_missing() {
    let shop = shop(&[50_000, 30_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[2], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[], &[1], "ACCEPT_SHORT", 200).await;
    shop.post(&format!("{MATCHES}/2/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 50_000, null, ["BY_HAND"]]));
    shop.pay("김철수", 50_000, 9_000_000).await;
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, ["BY_HAND"]]));
    shop.end().await;
}

#[tokio::test]
async fn what_is_left_of_a_deposit_is_treated_otherwise() {
    let shop = shop(&[100_700]).await;
    assert_eq!(refusal(&shop, &[1], &[], "CREDIT").await, "deposit_not_matched");
    press(&shop, &[1], &[1], "ACCEPT_OVER", 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_700, 700, ["OVER", "BY_HAND"]]));
    let answer = press(&shop, &[1], &[], "REFUND_DUE", 200).await;
    assert_eq!((&answer["message"], &answer["difference"]), (&json!("남은 금액 처리를 바꿈: 입금 #1"), &json!(700)));
    assert_eq!(left(&shop, 1).await, json!(["MATCHED", 700, "REFUND_DUE", 0]));
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, ["BY_HAND"]]));
    press(&shop, &[1], &[], "REFUND_DUE", 200).await;
    press(&shop, &[1], &[], "ACCEPT_OVER", 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_700, 700, ["OVER", "BY_HAND"]]));
    for said in ["NONE", "KEEP_OPEN", "ACCEPT_SHORT"] {
        assert_eq!(refusal(&shop, &[1], &[], said).await, "match_difference_unstated", "{said}");
    }
    assert_eq!(refusal(&shop, &[], &[], "CREDIT").await, "nothing_named");
    shop.end().await;
}

#[tokio::test]
async fn what_is_kept_for_a_customer_pays_the_next_order() {
    let shop = shop(&[130_000]).await;
    shop.place("A-2", 50_000, "김철수").await;
    press(&shop, &[1], &[1], "CREDIT", 200).await;
    let answer = press(&shop, &[1], &[2], "KEEP_OPEN", 200).await;
    assert_eq!(answer["difference"], -20_000);
    assert_eq!(left(&shop, 1).await, json!(["MATCHED", 0, null, 0]));
    assert_eq!(paid(&shop, 2).await, json!(["PENDING", 30_000, null, ["BY_HAND"]]));
    assert_eq!(press(&shop, &[1], &[2], "KEEP_OPEN", 200).await, answer, "the same again stands");
    assert_eq!(refusal(&shop, &[1], &[2], "ACCEPT_SHORT").await, "deposit_already_matched");
    // The match undone, all that it paid is open again.
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 0, null, []]));
    assert_eq!(paid(&shop, 2).await, json!(["PENDING", 0, null, []]));
    assert_eq!(left(&shop, 1).await, json!(["HELD", 130_000, null, 0]));
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_has_one_part_of_an_order_and_none_above_what_is_missing() {
    let shop = shop(&[40_000, 80_000]).await;
    press(&shop, &[1, 2], &[1], "CREDIT", 200).await;
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 60_000, null, ["BY_HAND"]]));
    assert_eq!(refusal(&shop, &[2], &[1], "KEEP_OPEN").await, "deposit_already_matched");
    press(&shop, &[], &[1], "ACCEPT_SHORT", 200).await;
    assert_eq!(refusal(&shop, &[2], &[], "ACCEPT_OVER").await, "treatment_does_not_fit", "it is short");
    shop.end().await;
}

#[tokio::test]
async fn what_was_kept_with_an_order_is_free_once_another_payer_of_it_left() {
    let shop = shop(&[40_000, 80_000]).await;
    press(&shop, &[1, 2], &[1], "ACCEPT_OVER", 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 120_000, 20_000, ["OVER", "BY_HAND"]]));
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    press(&shop, &[2], &[], "REFUND_DUE", 200).await;
    assert_eq!(left(&shop, 2).await, json!(["MATCHED", 20_000, "REFUND_DUE", 0]));
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 60_000, null, ["BY_HAND"]]));
    shop.end().await;
}

#[tokio::test]
async fn money_kept_with_its_order_is_not_free_for_another() {
    let shop = shop(&[130_000]).await;
    shop.place("A-2", 30_000, "김철수").await;
    press(&shop, &[1], &[1], "ACCEPT_OVER", 200).await;
    assert_eq!(refusal(&shop, &[1], &[2], "NONE").await, "deposit_already_matched");
    shop.end().await;
}

#[tokio::test]
async fn an_order_is_cancelled_with_a_word_on_its_money() {
    let shop = shop(&[60_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    let refused = shop.patch("/workspaces/1/orders/1", json!({"received": "CREDIT"}), 400).await.body;
    assert_eq!(refused["code"], "received_of_cancelled");
    shop.place("A-2", 5_000, "박철수").await;
    shop.pay("박철수", 5_000, 2_000_000).await;
    let refused = shop.patch("/workspaces/1/orders/2", json!({"received": "CREDIT"}), 400).await.body;
    assert_eq!(refused["code"], "received_of_cancelled", "of one that is MATCHED too");
    let cancel = json!({"status": "CANCELLED", "received": "REFUND_DUE"});
    shop.patch("/workspaces/1/orders/1", cancel.clone(), 200).await;
    assert_eq!(left(&shop, 1).await, json!(["DISMISSED", 60_000, "REFUND_DUE", 0]));
    let deposit = shop.deposit(1).await;
    assert_eq!(deposit["dismiss_reason"], "ORDER_CANCELLED");
    shop.patch("/workspaces/1/orders/1", cancel, 200).await;
    press(&shop, &[1], &[], "CREDIT", 200).await;
    assert_eq!(refusal(&shop, &[1], &[], "ACCEPT_OVER").await, "treatment_does_not_fit");
    assert_eq!(left(&shop, 1).await, json!(["DISMISSED", 60_000, "CREDIT", 0]));
    shop.post("/workspaces/1/deposits/1/restore", Value::Null, 200).await;
    let deposit = shop.deposit(1).await;
    assert_eq!((&deposit["hold_reasons"], &deposit["rest_treatment"]), (&json!(["order_cancelled"]), &Value::Null));
    shop.end().await;
}
