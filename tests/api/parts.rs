//! An order that is paid in parts: `KEEP_OPEN`, several deposits for one order, and what becomes of the parts.

use serde_json::{Value, json};
use tests::Shop;

const MATCHES: &str = "/workspaces/1/matches";
const ORDERS: &str = "/workspaces/1/orders";

/// An order of 100,000 of 김철수.
async fn open() -> Shop {
    let shop = Shop::open().await;
    shop.place("A-1", 100_000, "김철수").await;
    shop
}

/// Money of a name that fits no order, with a minute between each.
async fn money(shop: &Shop, amounts: &[u64]) {
    for (nth, amount) in (1..).zip(amounts) {
        shop.clock.advance_ms(60_000);
        shop.pay("이영희", *amount, 1_000_000 * nth).await;
    }
}

async fn press(shop: &Shop, deposits: &[u64], orders: &[u64], said: &str, expected: u16) -> Value {
    let body = json!({"deposit_ids": deposits, "order_ids": orders, "difference": said});
    shop.post(MATCHES, body, expected).await.body
}

async fn refusal(shop: &Shop, deposits: &[u64], orders: &[u64], said: &str) -> String {
    let told = press(shop, deposits, orders, said, 400).await;
    told["code"].as_str().unwrap_or_default().to_owned()
}

/// Status, what it received, what is open, how far it is paid, and who pays.
async fn paid(shop: &Shop, order: u64) -> Value {
    let told = shop.order(order).await;
    let payments = told["payments"].as_array().unwrap().iter();
    let payments: Vec<_> = payments.map(|part| json!([part["deposit_id"], part["amount"], part["rule"]])).collect();
    json!([told["status"], told["amount_received"], told["amount_open"], told["payment_state"], payments])
}

#[tokio::test]
async fn an_order_that_is_kept_open_is_completed_by_a_deposit_of_just_what_is_missing() {
    let shop = open().await;
    money(&shop, &[60_000]).await;
    let answer = press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    assert_eq!(answer["message"], "매칭 완료: 입금 #1 ↔ 주문 #1");
    assert_eq!((&answer["difference"], &answer["rest_treatment"]), (&json!(-40_000), &Value::Null));
    assert_eq!(answer["orders"], json!([{"id": 1, "status": "PENDING", "amount_open": 40_000}]));
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 60_000, 40_000, "PARTIAL", [[1, 60_000, "by_hand"]]]));
    let order = shop.order(1).await;
    assert_eq!((&order["matched_deposit_id"], &order["difference"]), (&Value::Null, &Value::Null));
    assert_eq!(order["history"][1]["what"], "partially_paid");
    assert_eq!(order["history"][1]["difference"], -40_000);
    let deposit = shop.deposit(1).await;
    assert_eq!((&deposit["state"], &deposit["amount_rest"]), (&json!("MATCHED"), &json!(0)));
    for (state, found) in [("PARTIAL", 1), ("UNPAID", 0), ("PAID", 0)] {
        let list = shop.get(&format!("{ORDERS}?payment_state={state}"), 200).await.body;
        assert_eq!(list.as_array().map(Vec::len), Some(found), "{state}");
    }
    let items = shop.items().await;
    assert_eq!(press(&shop, &[1], &[1], "KEEP_OPEN", 200).await, answer, "the same again stands");
    assert!(shop.items().await == items, "nothing is written again");
    shop.pay("김철수", 60_000, 9_000_000).await;
    assert_eq!(shop.deposit(2).await["state"], "WAITING", "it is of what is paid");
    shop.pay("김철수", 40_000, 8_000_000).await;
    let parts = json!([[1, 60_000, "by_hand"], [3, 40_000, "same"]]);
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, "PAID", parts]));
    let order = shop.order(1).await;
    assert_eq!((&order["difference"], &order["matched_deposit_id"]), (&json!(0), &json!(3)));
    assert_eq!(order["flags"], json!(["BY_HAND"]));
    shop.end().await;
}

#[tokio::test]
async fn money_that_waits_pays_what_becomes_open() {
    let shop = open().await;
    shop.pay("김철수", 40_000, 500_000).await;
    money(&shop, &[60_000]).await;
    assert_eq!(shop.deposit(1).await["state"], "WAITING");
    press(&shop, &[2], &[1], "KEEP_OPEN", 200).await;
    let parts = json!([[2, 60_000, "by_hand"], [1, 40_000, "same"]]);
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, "PAID", parts]));
    shop.end().await;
}

#[tokio::test]
async fn two_instalments_are_too_much_together() {
    let shop = open().await;
    money(&shop, &[60_000, 60_000]).await;
    let answer = press(&shop, &[1, 2], &[1], "CREDIT", 200).await;
    assert_eq!((&answer["difference"], &answer["rest_treatment"]), (&json!(20_000), &json!("CREDIT")));
    let (first, last) = (shop.deposit(1).await, shop.deposit(2).await);
    assert_eq!((&first["amount_rest"], &first["rest_treatment"]), (&json!(0), &Value::Null));
    assert_eq!((&last["amount_rest"], &last["rest_treatment"]), (&json!(20_000), &json!("CREDIT")));
    assert_eq!(press(&shop, &[2, 1], &[1], "CREDIT", 200).await, answer);
    assert_eq!(refusal(&shop, &[2, 1], &[1], "REFUND_DUE").await, "deposit_already_matched");
    shop.end().await;
}

#[tokio::test]
async fn two_instalments_of_one_sum_pay_two_orders_in_one_call() {
    let shop = open().await;
    shop.clock.advance_ms(1_000);
    shop.place("A-2", 20_000, "김철수").await;
    money(&shop, &[60_000, 60_000]).await;
    let answer = press(&shop, &[2, 1], &[2, 1], "NONE", 200).await;
    let part =
        |deposit: u64, order: u64, amount: u64| json!({"deposit_id": deposit, "order_id": order, "amount": amount});
    assert_eq!(answer["allocations"], json!([part(1, 1, 60_000), part(2, 1, 40_000), part(2, 2, 20_000)]));
    assert_eq!(
        (&answer["message"], &answer["difference"]),
        (&json!("매칭 완료: 입금 #1, #2 ↔ 주문 #1, #2"), &json!(0))
    );
    let parts = json!([[1, 60_000, "by_hand"], [2, 40_000, "by_hand"]]);
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, "PAID", parts]));
    assert_eq!(paid(&shop, 2).await, json!(["MATCHED", 20_000, 0, "PAID", [[2, 20_000, "by_hand"]]]));
    let undone = shop.post(&format!("{MATCHES}/2/unmatch"), Value::Null, 200).await.body;
    let now = |id: u64, open: u64| json!({"id": id, "status": "PENDING", "amount_open": open});
    assert_eq!(undone["orders"], json!([now(1, 40_000), now(2, 20_000)]));
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 60_000, 40_000, "PARTIAL", [[1, 60_000, "by_hand"]]]));
    shop.end().await;
}

#[tokio::test]
async fn an_order_loses_one_part_and_waits_for_more() {
    let shop = open().await;
    money(&shop, &[30_000, 20_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[2], &[1], "KEEP_OPEN", 200).await;
    shop.pay("김철수", 80_000, 500_000).await;
    assert_eq!(shop.deposit(3).await["state"], "WAITING");
    let undone = shop.post(&format!("{MATCHES}/1/unmatch"), Value::Null, 200).await.body;
    assert_eq!(undone["orders"], json!([{"id": 1, "status": "PENDING", "amount_open": 80_000}]));
    // The deposit that waits is of just that.
    let parts = json!([[2, 20_000, "by_hand"], [3, 80_000, "same"]]);
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 100_000, 0, "PAID", parts]));
    assert_eq!(shop.order(1).await["history"][3]["what"], "payment_removed");
    assert_eq!(shop.deposit(1).await["hold_reason"], "unmatched_by_hand");
    shop.end().await;
}

#[tokio::test]
async fn a_partly_paid_order_is_cancelled_and_its_money_is_held() {
    let shop = open().await;
    shop.clock.advance_ms(1_000);
    shop.place("A-2", 50_000, "김철수").await;
    money(&shop, &[60_000, 60_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[2], &[1, 2], "KEEP_OPEN", 200).await;
    assert_eq!(paid(&shop, 2).await[1], 20_000);
    shop.patch(&format!("{ORDERS}/2"), json!({"status": "CANCELLED"}), 200).await;
    assert_eq!(paid(&shop, 2).await, json!(["CANCELLED", 0, 50_000, "UNPAID", []]));
    let deposit = shop.deposit(2).await;
    assert_eq!((&deposit["state"], &deposit["amount_rest"]), (&json!("MATCHED"), &json!(20_000)));
    assert_eq!(deposit["rest_treatment"], "REFUND_DUE");
    shop.post(&format!("{MATCHES}/2/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await[1], 60_000);
    shop.patch(&format!("{ORDERS}/1"), json!({"status": "CANCELLED"}), 200).await;
    let deposit = shop.deposit(1).await;
    assert_eq!((&deposit["state"], &deposit["hold_reasons"]), (&json!("HELD"), &json!(["order_cancelled"])));
    assert_eq!((&deposit["allocations"], &deposit["matched_order_id"]), (&json!([]), &Value::Null));
    assert_eq!(deposit["history"][2]["what"], "order_cancelled");
    shop.post("/workspaces/1/deposits/1/dismiss", json!({"reason": "REFUNDED"}), 200).await;
    shop.patch(&format!("{ORDERS}/1"), json!({"status": "PENDING"}), 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["PENDING", 0, 100_000, "UNPAID", []]));
    shop.end().await;
}

#[tokio::test]
async fn the_amount_of_a_partly_paid_order_stays_above_what_was_received() {
    let shop = open().await;
    money(&shop, &[60_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    for amount in [1, 59_999, 60_000] {
        let refused = shop.patch(&format!("{ORDERS}/1"), json!({"amount": amount}), 400).await;
        assert_eq!((refused.code(), &refused.body["received"]), ("amount_not_above_received", &json!(60_000)));
    }
    shop.pay("이철수", 30_000, 700_000).await;
    // Under its new name, what is open of its new amount fits the money that waits.
    let change = json!({"amount": 90_000, "depositor_name": "이철수"});
    shop.patch(&format!("{ORDERS}/1"), change, 200).await;
    let parts = json!([[1, 60_000, "by_hand"], [2, 30_000, "same"]]);
    assert_eq!(paid(&shop, 1).await, json!(["MATCHED", 90_000, 0, "PAID", parts]));
    shop.end().await;
}

#[tokio::test]
async fn a_partly_paid_order_expires_with_its_parts_and_is_completed_by_hand() {
    let shop = Shop::open().await;
    let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
    let body = json!({"order_number": "A-1", "amount": 100_000, "depositor_name": "김철수", "expires_at": until});
    shop.post(ORDERS, body, 201).await;
    money(&shop, &[60_000, 10_000, 30_000]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    shop.clock.advance_ms(2 * 3_600_000);
    shop.sweep().await.unwrap();
    assert_eq!(paid(&shop, 1).await, json!(["EXPIRED", 60_000, 40_000, "PARTIAL", [[1, 60_000, "by_hand"]]]));
    press(&shop, &[2], &[1], "KEEP_OPEN", 200).await;
    assert_eq!(paid(&shop, 1).await[0], "EXPIRED");
    shop.post(&format!("{MATCHES}/2/unmatch"), Value::Null, 200).await;
    assert_eq!(paid(&shop, 1).await, json!(["EXPIRED", 60_000, 40_000, "PARTIAL", [[1, 60_000, "by_hand"]]]));
    press(&shop, &[2, 3], &[1], "NONE", 200).await;
    assert_eq!(paid(&shop, 1).await[0], "MATCHED");
    assert_eq!(shop.order(1).await["flags"], json!(["LATE", "BY_HAND"]));
    shop.end().await;
}

#[tokio::test]
async fn by_force_a_part_completes_an_order_and_the_difference_is_what_was_open() {
    let shop = open().await;
    money(&shop, &[60_000, 39_500]).await;
    press(&shop, &[1], &[1], "KEEP_OPEN", 200).await;
    let forced = shop.post(&format!("{MATCHES}/manual"), json!({"deposit_id": 2, "order_id": 1}), 200).await.body;
    assert_eq!(forced["difference"], -500);
    let order = shop.order(1).await;
    assert_eq!((&order["difference"], &order["flags"]), (&json!(-500), &json!(["SHORT", "BY_HAND"])));
    shop.end().await;
}

#[tokio::test]
async fn what_parts_cannot_be_is_refused_by_name() {
    let shop = open().await;
    money(&shop, &[1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000, 71_999]).await;
    for (deposits, orders, field) in [
        (vec![1, 1], vec![1], "deposit_ids"),
        (vec![1, 2, 3, 4, 5, 6], vec![1], "deposit_ids"),
        (vec![1], vec![1, 2, 3, 4, 5, 6], "order_ids"),
    ] {
        let refused = press(&shop, &deposits, &orders, "KEEP_OPEN", 400).await;
        assert_eq!(refused["errors"][0]["field"], field, "{deposits:?} {orders:?}");
    }
    press(&shop, &[1, 2, 3, 4, 5], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[6], &[1], "KEEP_OPEN", 200).await;
    press(&shop, &[7], &[1], "KEEP_OPEN", 200).await;
    assert_eq!(refusal(&shop, &[8], &[1], "KEEP_OPEN").await, "too_many");
    assert_eq!(refusal(&shop, &[8], &[1], "CREDIT").await, "match_difference_unstated");
    shop.place("A-2", 8_000, "박영희").await;
    assert_eq!(refusal(&shop, &[8, 9], &[2], "CREDIT").await, "deposit_not_needed");
    press(&shop, &[8, 9], &[1], "ACCEPT_OVER", 200).await;
    assert_eq!(shop.order(1).await["difference"], 7_999);
    shop.end().await;
}
