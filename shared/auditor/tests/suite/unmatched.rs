//! I7.

use serde_json::json;

use crate::shop::{Shop, T0};

#[test]
fn an_unmatched_order_that_does_not_wait_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#박영희"));
    shop.assert_found(&[("I3", "PENDING and has 0 waiting entries"), ("I7", "and yet it does not wait")]);

    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#박영희"));
    shop.order_item(5)["status"] = json!("CANCELLED");
    shop.order_item(5)["GSI1PK"] = json!("WS#0000000001#ORDER#CANCELLED");
    shop.assert_found(&[("I7", "and yet it does not wait"), ("I8", "it is CANCELLED, and its history ends otherwise")]);
}

#[test]
fn an_unmatched_order_that_kept_a_passed_deadline_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#박영희"));
    let deadline = T0 + 9;
    shop.order_item(5)["expires_at"] = json!(deadline);
    shop.order_item(5)["GSI3PK"] = json!("DUE#01");
    shop.order_item(5)["GSI3SK"] = json!(format!("{deadline:013}#0000000001#0000000005"));
    let order = shop.order_item(5).clone();
    shop.waiting_order(&order);
    shop.assert_found(&[("I7", "its match was undone after its deadline, and yet it kept it")]);
}

#[test]
fn an_order_whose_payment_was_reversed_and_that_does_not_wait_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#정다은"));
    shop.assert_found(&[("I3", "PENDING and has 0 waiting entries"), ("I7", "and yet it does not wait")]);
    let mut shop = Shop::sound();
    let deposit = shop.deposit_item(12).clone();
    shop.waiting_deposit(&deposit, "정다은");
    shop.assert_found(&[
        ("I3", "HELD and yet has 1 waiting entries"),
        ("I7", "and yet it is not held for a person"),
        ("I13", "it is reversed, and yet a waiting entry stands"),
    ]);
}

#[test]
fn an_unmatched_deposit_that_waits_again_is_found() {
    let mut shop = Shop::sound();
    let deposit = shop.deposit_item(5).clone();
    shop.waiting_deposit(&deposit, "박영희");
    shop.assert_found(&[("I3", "HELD and yet has 1 waiting entries"), ("I7", "and yet it is not held for a person")]);

    let mut shop = Shop::sound();
    shop.deposit_item(5)["hold_reasons"] = json!(["one_won"]);
    shop.assert_found(&[
        ("I7", "and yet it is not held for a person"),
        ("I16", "its reasons are not those that its history explains"),
    ]);
}
