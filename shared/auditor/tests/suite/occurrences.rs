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
    seen(&mut shop)[1]["b"] = json!(500_004);
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
    let told = json!({"amount": 14_510, "depositor_name": "이몽룡"});
    let held_so = json!({"hold_reasons": ["possible_duplicate"], "twin_deposit_ids": [3]});
    for id in 31..=94 {
        shop.deposit(id, "HELD", "이몽룡", &[held(T0 + 4, "possible_duplicate")], &[told.clone(), held_so.clone()]);
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

#[test]
fn an_occurrence_of_a_payer_of_another_guard_is_found() {
    let mut shop = Shop::sound();
    seen(&mut shop)[0]["p"] = json!("성춘향");
    shop.assert_found(&[("I1", "it names a payer of another guard")]);
    // A sending bank before the name is another spelling of the same payer.
    seen(&mut shop)[0]["p"] = json!("토스이몽룡");
    shop.assert_found(&[]);
}

/// Deposit 15 was told twice: its guard has an occurrence for each report, close to one another and of one balance.
#[test]
fn a_report_has_its_occurrence_beside_the_deposits_own() {
    const OF_15: &str = "0000000001#0000000043000#서지";
    for (field, value, is_sound) in [
        ("t", json!(T0 + 3 + 300_000), true),
        ("v", json!("open"), true),
        ("p", json!("서지우아"), true),
        ("t", json!(T0 + 4 + 300_000), false),
        ("b", json!(901), false),
    ] {
        let mut shop = Shop::sound();
        shop.at("#SEEN", OF_15)["seen"][1][field] = value;
        match is_sound {
            true => shop.assert_found(&[]),
            false => shop.assert_found(&[("I1", "it tells otherwise of deposit 15")]),
        }
    }
    let mut shop = Shop::sound();
    shop.at("#SEEN", OF_15)["seen"].as_array_mut().unwrap().pop();
    shop.assert_found(&[]);
    shop.at("#SEEN", OF_15)["version"] = json!(1);
    shop.assert_found(&[("I1", "1 fingerprints name it, and 2 reports told of it")]);
    // Each report came close to one before it, not to the first.
    let mut shop = Shop::sound();
    let item = shop.deposit_item(15);
    let report = item["reports"][0].clone();
    item["reports"].as_array_mut().unwrap().push(report);
    item["history"].as_array_mut().unwrap().push(crate::shop::entry(T0 + 7, "auto", "reported"));
    item["version"] = json!(4);
    let deposit = item.clone();
    shop.occurrence(&deposit, 315, json!({"t": T0 + 3 + 600_000}));
    shop.assert_found(&[]);
    let mut shop = Shop::sound();
    let deposit = shop.deposit_item(15).clone();
    shop.occurrence(&deposit, 315, json!({}));
    shop.assert_found(&[("I1", "3 fingerprints name it")]);
}

/// A deposit and its reversal can be told in the same words; a reversal may have found no deposit.
#[test]
fn a_reversal_names_what_it_took_back_or_nothing() {
    const OF_12: &str = "0000000001#0000000041000#정다";
    let mut shop = Shop::sound();
    shop.at("#SEEN", OF_12)["seen"][1]["f"] = json!(bytes(12));
    shop.assert_found(&[]);
    drop_field(&mut shop.at("#SEEN", OF_12)["seen"][1], "d");
    shop.assert_found(&[]);
    let mut shop = Shop::sound();
    shop.at("#SEEN", OF_12)["seen"][1]["d"] = json!(99);
    shop.assert_found(&[("I1", "it names deposit 99, which does not stand")]);
    shop.at("#SEEN", OF_12)["seen"][1]["d"] = json!(11);
    shop.assert_found(&[("I1", "deposit 11 belongs into another guard")]);
    let mut shop = Shop::sound();
    let more = json!({"amount": 41_000, "depositor_name": "정다운"});
    shop.deposit(8, "WAITING", "정다운", &[crate::shop::entry(T0 + 4, "auto", "received")], &[more]);
    shop.at("#SEEN", OF_12)["seen"][1]["d"] = json!(8);
    shop.assert_found(&[("I1", "it took back deposit 8, which is not held for it")]);
    // One that had been told before its deposit.
    let mut shop = Shop::sound();
    let more = json!({"amount": 41_000, "depositor_name": "정다운", "hold_reasons": ["reversed"]});
    shop.deposit(8, "HELD", "정다운", &[held(T0 + 4, "reversed")], &[more]);
    shop.assert_found(&[("I8", "it was held as reversed, which it is not")]);
    shop.at("#SEEN", OF_12)["seen"][1]["d"] = json!(8);
    shop.assert_found(&[]);
}
