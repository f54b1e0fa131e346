//! I1.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, bytes, drop_field, held};

const GUARD: &str = "0000000001#0000000014510#이몽";

fn seen(shop: &mut Shop) -> &mut Vec<Value> {
    shop.at("#SEEN", GUARD)["seen"].as_array_mut().unwrap()
}

#[test]
fn a_fingerprint_that_stands_twice_is_found() {
    let mut shop = Shop::sound();
    seen(&mut shop)[1]["f"] = json!(bytes(1));
    shop.assert_found(&[("I1", "the fingerprint of deposit 3 stands there twice")]);
}

#[test]
fn an_occurrence_without_its_deposit_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["PK"] == "WS#0000000001#DEPOSIT" && item["SK"] == "0000000003");
    shop.assert_found(&[("I1", "it names deposit 3, which does not stand")]);
}

#[test]
fn a_deposit_of_two_fingerprints_is_found() {
    let mut shop = Shop::sound();
    seen(&mut shop)[1]["d"] = json!(1);
    seen(&mut shop)[1]["b"] = json!(500);
    shop.assert_found(&[
        ("I1", "DEPOSIT / 0000000001: 2 fingerprints name it"),
        ("I1", "0000000003: no fingerprint names it"),
    ]);
}

#[test]
fn a_deposit_without_an_occurrence_is_found() {
    let mut shop = Shop::sound();
    seen(&mut shop).pop();
    shop.at("#SEEN", GUARD)["version"] = json!(1);
    shop.assert_found(&[("I1", "DEPOSIT / 0000000003: no fingerprint names it")]);
}

#[test]
fn a_guard_tells_what_it_forgot() {
    let mut shop = Shop::sound();
    let more = json!({"amount": 14_510, "depositor_name": "이몽룡", "hold_reasons": ["possible_duplicate"], "twin_deposit_ids": [3]});
    for id in 31..=94 {
        shop.deposit(id, "HELD", "이몽룡", &[held(T0 + 4, "possible_duplicate")], std::slice::from_ref(&more));
    }
    shop.any("SEQ#0000000001")["last"] = json!(1);
    shop.remove(|item| item["PK"] == "SEQ#0000000001" && item["SK"] == "DEPOSIT");
    shop.put("SEQ#0000000001", "DEPOSIT", &json!({"fmt": 1}), json!({"last": 94}));
    let count = seen(&mut shop).len();
    assert_eq!(count, 66);
    shop.assert_found(&[("I1", "66 occurrences stand there after 66 writes")]);
    seen(&mut shop).drain(..2);
    shop.at("#SEEN", GUARD)["forgot"] = json!(T0 + 3);
    shop.assert_found(&[]);
    let lost = [("I1", "0000000001: no fingerprint"), ("I1", "0000000003: no fingerprint")];
    shop.at("#SEEN", GUARD)["forgot"] = json!(T0 + 2);
    shop.assert_found(&lost);
    // Guards of before this release dropped what came first, whatever its time.
    for id in [1, 3] {
        shop.deposit_item(id)["sender_verdict"] = json!("legacy");
    }
    shop.assert_found(&[]);
    shop.at("#SEEN", GUARD)["version"] = json!(64);
    drop_field(shop.at("#SEEN", GUARD), "forgot");
    shop.assert_found(&lost);
}

#[test]
fn an_occurrence_in_another_deposits_guard_is_found() {
    let mut shop = Shop::sound();
    let strange = seen(&mut shop).pop().unwrap();
    shop.at("#SEEN", GUARD)["version"] = json!(1);
    let guard = json!({"fmt": 2, "version": 1, "seen": [strange]});
    shop.put("WS#0000000001#SEEN", "0000000002#0000000014510#이몽", &guard, json!({}));
    shop.assert_found(&[("I1", "deposit 3 belongs into another guard")]);
}

#[test]
fn an_occurrence_that_tells_otherwise_than_its_deposit_is_found() {
    for (field, value) in [("t", json!(T0)), ("b", json!(501)), ("v", json!("api"))] {
        let mut shop = Shop::sound();
        seen(&mut shop)[0][field] = value;
        shop.assert_found(&[("I1", "it tells otherwise of deposit 1")]);
    }
}

#[test]
fn a_guard_that_was_overwritten_is_found() {
    let mut shop = Shop::sound();
    shop.at("#SEEN", GUARD)["version"] = json!(1);
    shop.assert_found(&[("I1", "2 occurrences stand there after 1 writes")]);
    // A later version alone does not tell that the guard dropped it.
    let mut shop = Shop::sound();
    seen(&mut shop).pop();
    shop.at("#SEEN", GUARD)["version"] = json!(3);
    shop.assert_found(&[("I1", "0000000003: no fingerprint names it")]);
}

#[test]
fn a_twin_that_does_not_stand_is_found() {
    let mut shop = Shop::sound();
    shop.deposit_item(3)["twin_deposit_ids"] = json!([9]);
    shop.assert_found(&[("I1", "its twin, deposit 9, does not stand")]);
}
