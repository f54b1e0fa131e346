//! Money that was sent back: what a person notes of it, and takes back.

use serde_json::{Value, json};
use tests::Shop;

const RETURNED: &str = "/workspaces/1/deposits/1/returned";
const MATCHES: &str = "/workspaces/1/matches";

/// An order of 100,000 of 김철수, and a deposit of that amount of nobody who is known: held, once its match is undone.
async fn shop(amount: u64) -> Shop {
    let shop = Shop::open().await;
    shop.place("A-1", 100_000, "김철수").await;
    shop.pay("이영희", amount, 5_000_000).await;
    shop
}

async fn give_back(shop: &Shop, amount: u64, expected: u16) -> Value {
    shop.post(RETURNED, json!({"amount": amount, "note": "고객 요청"}), expected).await.body
}

/// State, why it is held or dismissed, what is left, what becomes of that, and what was sent back.
fn told(deposit: &Value) -> Value {
    json!([
        deposit["state"],
        deposit["hold_reasons"],
        deposit["dismiss_reason"],
        deposit["amount_rest"],
        deposit["rest_treatment"],
        deposit["amount_returned"]
    ])
}

/// How many deposits are listed of which something is to be sent back.
async fn due(shop: &Shop) -> usize {
    let list = shop.get("/workspaces/1/deposits?rest_treatment=REFUND_DUE", 200).await.body;
    list.as_array().map(Vec::len).unwrap_or_default()
}

async fn press(shop: &Shop, orders: &[u64], said: &str) {
    let body = json!({"deposit_ids": [1], "order_ids": orders, "difference": said});
    shop.post(MATCHES, body, 200).await;
}

#[tokio::test]
async fn what_was_too_much_is_sent_back_in_parts() {
    let shop = shop(100_700).await;
    assert_eq!(give_back(&shop, 700, 400).await["code"], "deposit_waits");
    press(&shop, &[1], "ACCEPT_OVER").await;
    assert_eq!(give_back(&shop, 700, 400).await["code"], "kept_with_order");
    press(&shop, &[], "REFUND_DUE").await;
    let refused = give_back(&shop, 701, 400).await;
    assert_eq!((&refused["code"], &refused["rest"]), (&json!("more_than_rest"), &json!(700)));
    let part = give_back(&shop, 200, 200).await;
    assert_eq!(told(&part), json!(["MATCHED", [], null, 500, "REFUND_DUE", 200]));
    assert_eq!((&part["returns"][0]["amount"], &part["returns"][0]["note"]), (&json!(200), &json!("고객 요청")));
    assert_eq!(told(&give_back(&shop, 500, 200).await), json!(["MATCHED", [], null, 0, null, 700]));
    assert_eq!(give_back(&shop, 1, 400).await["code"], "nothing_left");
    assert_eq!(due(&shop).await, 0);
    let undone = shop.delete(RETURNED, 200).await.body;
    assert_eq!(told(&undone), json!(["MATCHED", [], null, 500, "REFUND_DUE", 200]));
    assert_eq!(due(&shop).await, 1);
    // The same call twice, its reply lost: the first says what it saw.
    let seen = format!("{RETURNED}?version={}", undone["version"].as_u64().unwrap() - 1);
    assert_eq!(shop.delete(&seen, 400).await.body["code"], "deposit_changed");
    // Its match undone, what was sent back is gone all the same, and what is left pays by hand only.
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    let held = shop.deposit(1).await;
    let why = json!(["unmatched_by_hand", "partly_returned"]);
    assert_eq!(told(&held), json!(["HELD", why, null, 100_500, null, 200]));
    shop.post("/workspaces/1/deposits/1/release", json!({}), 200).await;
    assert_eq!(shop.deposit(1).await["hold_reasons"], json!(["partly_returned"]));
    press(&shop, &[1], "CREDIT").await;
    assert_eq!(told(&shop.deposit(1).await), json!(["MATCHED", [], null, 500, "CREDIT", 200]));
    let kinds: Vec<Value> =
        shop.deposit(1).await["history"].as_array().unwrap().iter().map(|it| it["what"].clone()).collect();
    assert_eq!(json!(kinds[..4]), json!(["received", "matched", "treated", "returned"]));
    shop.end().await;
}

#[tokio::test]
async fn a_note_is_not_taken_back_from_money_that_is_kept_with_its_order() {
    let shop = shop(100_700).await;
    press(&shop, &[1], "CREDIT").await;
    give_back(&shop, 200, 200).await;
    press(&shop, &[], "ACCEPT_OVER").await;
    assert_eq!(shop.delete(RETURNED, 400).await.body["code"], "kept_with_order");
    assert_eq!(shop.order(1).await["difference"], 500);
    press(&shop, &[], "REFUND_DUE").await;
    shop.delete(RETURNED, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn what_is_left_of_a_deposit_is_proposed_for_orders_of_just_that() {
    let shop = shop(120_000).await;
    press(&shop, &[1], "CREDIT").await;
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    give_back(&shop, 20_000, 200).await;
    shop.place("A-2", 100_000, "이영희").await;
    let proposals = shop.get("/workspaces/1/deposits/1/proposals", 200).await.body;
    assert_eq!((&proposals[0]["kind"], &proposals[0]["orders"][0]["id"]), (&json!("SAME_AMOUNT"), &json!(2)));
    let candidates = shop.get("/workspaces/1/deposits/1/candidates", 200).await.body;
    assert_eq!(candidates[0]["order_id"], 2);
    let accept = format!("/workspaces/1/proposals/{}/accept", proposals[0]["proposal_id"].as_str().unwrap());
    shop.post(&accept, json!({}), 200).await;
    assert_eq!(shop.order(2).await["status"], "MATCHED");
    shop.end().await;
}

#[tokio::test]
async fn a_held_deposit_that_is_sent_back_whole_is_refunded_until_that_is_taken_back() {
    let shop = shop(100_000).await;
    press(&shop, &[1], "NONE").await;
    assert_eq!(give_back(&shop, 1, 400).await["code"], "nothing_left", "all of it pays the order");
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    let gone = give_back(&shop, 100_000, 200).await;
    assert_eq!(told(&gone), json!(["DISMISSED", [], "REFUNDED", 0, null, 100_000]));
    let refused = shop.post("/workspaces/1/deposits/1/restore", Value::Null, 400).await.body;
    assert_eq!(refused["code"], "all_returned");
    let back = shop.delete(RETURNED, 200).await.body;
    assert_eq!(told(&back), json!(["HELD", ["unmatched_by_hand"], null, 100_000, null, 0]));
    assert_eq!(shop.delete(RETURNED, 400).await.body["code"], "nothing_returned");
    shop.end().await;
}

#[tokio::test]
async fn a_part_that_was_sent_back_of_a_cancelled_orders_money_leaves_the_rest_to_be_sent() {
    let shop = shop(60_000).await;
    press(&shop, &[1], "KEEP_OPEN").await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED", "received": "REFUND_DUE"}), 200).await;
    let part = give_back(&shop, 20_000, 200).await;
    assert_eq!(told(&part), json!(["DISMISSED", [], "ORDER_CANCELLED", 40_000, "REFUND_DUE", 20_000]));
    let all = give_back(&shop, 40_000, 200).await;
    assert_eq!(told(&all), json!(["DISMISSED", [], "ORDER_CANCELLED", 0, null, 60_000]));
    let undone = shop.delete(RETURNED, 200).await.body;
    assert_eq!(told(&undone), json!(["DISMISSED", [], "ORDER_CANCELLED", 40_000, "REFUND_DUE", 20_000]));
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_of_which_a_part_went_back_pays_an_order_of_what_is_left_and_no_more() {
    let shop = shop(120_000).await;
    press(&shop, &[1], "CREDIT").await;
    shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await;
    give_back(&shop, 20_000, 200).await;
    // An order of just what is left, and of its name, is not paid by itself.
    shop.place("A-2", 100_000, "이영희").await;
    assert_eq!(shop.order(2).await["status"], "PENDING");
    press(&shop, &[2], "NONE").await;
    let order = shop.order(2).await;
    assert_eq!((&order["status"], &order["difference"]), (&json!("MATCHED"), &json!(0)));
    assert_eq!(told(&shop.deposit(1).await), json!(["MATCHED", [], null, 0, null, 20_000]));
    shop.end().await;
}
