//! I3: waiting entries, index attributes, number guards.

use serde_json::{Value, json};

use crate::shop::{DEADLINE, Shop, T0, drop_field};

fn is_entry_of(item: &Value, kind: &str, id: u64) -> bool {
    let sk = item["SK"].as_str().unwrap();
    sk.starts_with(kind) && sk.ends_with(&format!("#{id:010}"))
}

#[test]
fn a_pending_order_without_an_entry_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| is_entry_of(item, "ORDER#", 1));
    shop.assert_found(&[("I3", "it is PENDING and has 0 waiting entries")]);
}

#[test]
fn a_second_entry_under_an_old_amount_is_found() {
    let mut shop = Shop::sound();
    let mut order = shop.order_item(1).clone();
    order["amount"] = json!(14_511);
    shop.waiting_order(&order);
    shop.assert_found(&[("I3", "it is PENDING and has 2 waiting entries")]);
}

#[test]
fn an_entry_of_an_order_that_does_not_wait_is_found() {
    for (id, status) in [(2, "MATCHED"), (3, "CANCELLED"), (4, "EXPIRED")] {
        let mut shop = Shop::sound();
        let order = shop.order_item(id).clone();
        shop.waiting_order(&order);
        shop.assert_found(&[("I3", &format!("it is {status} and yet has 1 waiting entries"))]);
    }
}

#[test]
fn an_entry_that_says_otherwise_than_its_order_is_found() {
    let changes = [
        ("amount", json!(14_511)),
        ("name_key", json!("홍길순")),
        ("qualifier", json!("1234")),
        ("codes", json!(["4821"])),
        ("name_cannot_match", json!(true)),
        ("bank_account_id", json!(1)),
        ("created_at", json!(T0 + 1)),
        ("ordered_at", json!(T0 - 1)),
        ("waits_since", json!(T0 + 1)),
        ("expires_at", json!(T0)),
    ];
    for (field, value) in changes {
        let mut shop = Shop::sound();
        shop.remove(|item| is_entry_of(item, "ORDER#", 1));
        let mut order = shop.order_item(1).clone();
        order[field] = value;
        shop.waiting_order(&order);
        let field = field.replace("bank_account_id", "account_id");
        shop.assert_found(&[("I3", &format!("its waiting entry differs: {field}"))]);
    }
}

#[test]
fn a_waiting_deposit_without_its_entry_or_with_another_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| is_entry_of(item, "DEPOSIT#", 1));
    shop.assert_found(&[("I3", "it is WAITING and has 0 waiting entries")]);
    let deposit = shop.deposit_item(1).clone();
    for (field, value) in
        [("by_grammar", json!(true)), ("bank_code", json!("003")), ("deposited_at", json!(T0)), ("amount", json!(2))]
    {
        let (mut shop, mut deposit) = (Shop::sound(), deposit.clone());
        shop.remove(|item| is_entry_of(item, "DEPOSIT#", 1));
        deposit[field] = value;
        shop.waiting_deposit(&deposit, "이몽룡");
        shop.assert_found(&[("I3", &format!("its waiting entry differs: {field}"))]);
    }
    let (mut shop, mut deposit) = (Shop::sound(), deposit);
    shop.remove(|item| is_entry_of(item, "DEPOSIT#", 1));
    deposit["depositor_name"] = json!("이몽룡님");
    shop.waiting_deposit(&deposit, "이몽룡");
    shop.assert_found(&[("I3", "its waiting entry differs: printed")]);
}

#[test]
fn an_entry_of_a_held_or_matched_deposit_is_found() {
    for (id, name_key, state) in [(2, "김철수", "MATCHED"), (3, "이몽룡", "HELD")] {
        let mut shop = Shop::sound();
        let deposit = shop.deposit_item(id).clone();
        shop.waiting_deposit(&deposit, name_key);
        shop.assert_found(&[("I3", &format!("it is {state} and yet has 1 waiting entries"))]);
    }
}

#[test]
fn an_orphan_entry_is_found() {
    let mut shop = Shop::sound();
    let (mut order, mut deposit) = (shop.order_item(1).clone(), shop.deposit_item(1).clone());
    order["id"] = json!(9);
    deposit["id"] = json!(9);
    shop.waiting_order(&order);
    shop.waiting_deposit(&deposit, "이몽룡");
    shop.assert_found(&[("I3", "its order does not stand"), ("I3", "its deposit does not stand")]);
}

#[test]
fn a_name_key_that_is_not_the_names_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(3)["name_key"] = json!("홍길순");
    shop.assert_found(&[("I3", "name_key is not the key of depositor_name")]);
}

#[test]
fn index_attributes_that_do_not_agree_with_the_state_are_found() {
    let mut shop = Shop::sound();
    shop.order_item(2)["GSI1PK"] = json!("WS#0000000001#ORDER#MATCHED");
    shop.order_item(2)["GSI1SK"] = json!("0000000002");
    shop.order_item(3)["GSI1SK"] = json!("0000000004");
    shop.assert_found(&[("I3", "GSI1 does not agree with MATCHED"), ("I3", "GSI1 does not agree with CANCELLED")]);

    let mut shop = Shop::sound();
    shop.deposit_item(2)["GSI1PK"] = json!("WS#0000000001#DEPOSIT#UNMATCHED");
    shop.deposit_item(2)["GSI1SK"] = json!("0000000002");
    drop_field(shop.deposit_item(3), "GSI1PK");
    drop_field(shop.deposit_item(3), "GSI1SK");
    shop.deposit_item(4)["GSI2PK"] = json!("WS#0000000001#ACCOUNT#0000000002");
    shop.assert_found(&[
        ("I3", "GSI1 does not agree with MATCHED"),
        ("I3", "GSI1 does not agree with HELD"),
        ("I3", "GSI2 does not list it under its account"),
    ]);
}

#[test]
fn a_due_row_that_does_not_agree_with_the_deadline_is_found() {
    let mut shop = Shop::sound();
    drop_field(shop.order_item(1), "GSI3PK");
    drop_field(shop.order_item(1), "GSI3SK");
    shop.order_item(2)["GSI3PK"] = json!("DUE#01");
    shop.order_item(2)["GSI3SK"] = json!(format!("{DEADLINE:013}#0000000001#0000000002"));
    let what = "GSI3 does not agree with its status and deadline";
    shop.assert_found(&[("I3", what), ("I3", what)]);

    let mut shop = Shop::sound();
    shop.order_item(1)["GSI3SK"] = json!(format!("{:013}#0000000001#0000000001", DEADLINE - 1));
    shop.assert_found(&[("I3", what)]);
}

#[test]
fn a_number_without_its_guard_and_a_guard_without_its_order_are_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"] == "A#3");
    shop.assert_found(&[("I3", "its number has no guard")]);

    let mut shop = Shop::sound();
    shop.put("WS#0000000001#ORDERNO", "A#9", &json!({"fmt": 1}), json!({"order_id": 9, "body": "hash"}));
    shop.put("WS#0000000001#ORDERNO", "A#30", &json!({"fmt": 1}), json!({"order_id": 1, "body": "hash"}));
    shop.assert_found(&[("I3", "order 9 does not stand"), ("I3", "order 1 bears another number")]);

    let mut shop = Shop::sound();
    shop.order_item(3)["order_number"] = json!("A#1");
    shop.assert_found(&[("I3", "order 3 bears another number"), ("I3", "its number is guarded for order 1")]);
}
