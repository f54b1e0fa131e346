//! I11, I12, I13 and I15.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, drop_field, entry, held, merge, pairing, with_reasons};

const DAY: i64 = 86_400_000;

/// Deposit 2, which `auto` matched with order 2, made at another time.
fn made_at(at: i64) -> Shop {
    let mut shop = Shop::sound();
    shop.deposit_item(2)["deposited_at"] = json!(at);
    shop.at("#SEEN", "0000000001#0000000020000")["seen"][0]["t"] = json!(at);
    drop_field(shop.order_item(2), "expires_at");
    shop
}

#[test]
fn an_automatic_match_long_before_its_order_is_found() {
    made_at(T0 - 30 * DAY).assert_found(&[]);
    let what = "`auto` matched it, although it was made long before its order";
    made_at(T0 - 30 * DAY - 1).assert_found(&[("I11", what)]);
    let mut shop = made_at(T0 - 40 * DAY);
    shop.order_item(2)["ordered_at"] = json!(T0 - 10 * DAY);
    shop.assert_found(&[]);
    shop.deposit_item(2)["sender_verdict"] = json!("legacy");
    drop_field(shop.order_item(2), "ordered_at");
    shop.assert_found(&[]);
}

#[test]
fn an_automatic_match_after_its_orders_window_is_found() {
    let after = |at: i64| {
        let mut shop = made_at(at);
        // It came when it was made.
        let created = json!({"created_at": at});
        merge(shop.deposit_item(2), &created);
        shop.deposit_item(2)["history"][0]["t"] = json!(at);
        shop
    };
    after(T0 + 365 * DAY).assert_found(&[]);
    let what = "`auto` matched it, although it was made after its order's window";
    after(T0 + 365 * DAY + 1).assert_found(&[("I11", what)]);
    let mut shop = after(T0 + 365 * DAY + 1);
    let waited = entry(T0 + 1, "user:1", "cancelled");
    let again = entry(T0 + 2, "user:1", "reopened");
    let history = shop.order_item(2)["history"].as_array_mut().unwrap();
    history.splice(1..1, [waited, again]);
    merge(shop.order_item(2), &json!({"version": 4, "waits_since": T0 + 2}));
    shop.assert_found(&[]);
}

/// A shop whose deposit 8 came held over a phone's URL for its sender, was taken on by `taken`, and matched by `auto`.
fn sent(sender: Value, verdict: &str, reason: &str, taken: Option<Value>) -> Shop {
    let mut shop = Shop::sound();
    let mut history = vec![held(T0 + 4, reason)];
    history.extend(taken);
    history.push(pairing(T0 + 6, "auto", "matched", 8, Some("same")));
    let told = json!({"amount": 600, "depositor_name": "강감찬", "matched_order_id": 8, "via": "keyed"});
    let by = json!({"sender": sender, "sender_verdict": verdict});
    shop.deposit(8, "MATCHED", "강감찬", &history, &[told, by]);
    let paid = [entry(T0, "user:1", "placed"), pairing(T0 + 6, "auto", "paid", 8, Some("same"))];
    let order = json!({"amount": 600, "depositor_name": "강감찬", "name_key": "강감찬"});
    shop.order(8, "MATCHED", &paid, &[order, json!({"matched_deposit_id": 8, "matched_at": T0 + 6})]);
    shop
}

#[test]
fn an_automatic_match_by_a_sender_that_may_not_pay_is_found() {
    let freed = |by: &str, reason: &str| Some(with_reasons(T0 + 5, by, "freed", reason));
    sent(json!({"a": true}), "missing", "sender_missing", freed("user:1", "sender_missing")).assert_found(&[]);
    sent(json!({"a": true}), "missing", "sender_missing", freed("auto", "sender_missing"))
        .assert_found(&[("I11", "`auto` matched it, although it is sender_missing")]);
    sent(json!({"n": "010-0000-0000"}), "unlikely", "sender_unlikely", freed("auto", "sender_unlikely"))
        .assert_found(&[("I11", "`auto` matched it, although it is sender_unlikely")]);
    sent(json!({"n": "010-0000-0000"}), "unlikely", "sender_unlikely", freed("user:1", "sender_unlikely"))
        .assert_found(&[
            ("I11", "`auto` matched it, although it is sender_unlikely"),
            ("I16", "this actor cannot take that reason"),
        ]);
    sent(json!({"n": "010-0000-0000"}), "unlikely", "sender_unlikely", None).assert_found(&[
        ("I9", "it was held, and `auto` matched it"),
        ("I11", "`auto` matched it, although it is sender_unlikely"),
        ("I16", "its reasons are not those"),
    ]);
}

/// Deposits 13 and 14 of one balance, made so far apart, 14 of this name; nobody told them apart.
fn told_twice(apart: i64, printed: &str) -> Shop {
    let mut shop = Shop::sound();
    let second = [entry(T0 + 4, "auto", "received"), pairing(T0 + 7, "auto", "matched", 14, Some("same"))];
    let item = shop.deposit_item(14);
    let name_key = printed.replace(' ', "");
    merge(item, &json!({"history": second, "version": 2, "deposited_at": T0 + 3 + apart, "depositor_name": printed}));
    merge(item, &json!({"created_at": T0 + 4, "name_key": name_key}));
    let moved = item.clone();
    merge(shop.order_item(14), &json!({"depositor_name": printed, "name_key": name_key}));
    let seen = shop.at("#SEEN", "0000000001#0000000042000")["seen"].as_array_mut().unwrap();
    seen.pop();
    shop.at("#SEEN", "0000000001#0000000042000")["version"] = json!(1);
    shop.occurrence(&moved, 14, json!({}));
    // Later money takes the balance.
    let at = T0 + 3 + apart;
    let item = json!({"deposit_id": 14, "at": at, "from": at - 60_000, "until": at + 60_000});
    merge(shop.at("#BALANCE#02", "deposit#0000000001#0000000042000#850002"), &item);
    shop
}

/// A second report of it would not meet its balance.
#[test]
fn an_automatic_match_that_is_later_than_its_balance_item_is_found() {
    let bent = |at: i64| {
        let mut shop = told_twice(DAY + 600_000, "박서준");
        let item = json!({"deposit_id": 13, "at": at, "from": at - 60_000, "until": at + 60_000});
        merge(shop.at("#BALANCE#02", "deposit#0000000001#0000000042000#850002"), &item);
        shop.found(None)
    };
    let what = "DEPOSIT / 0000000014: `auto` matched it, and the item of its balance is of earlier money";
    assert!(bent(T0 + 3).iter().any(|(by, line)| *by == "I15" && line.contains(what)), "{:?}", bent(T0 + 3));
    let right = told_twice(DAY + 600_000, "박서준").found(None);
    assert!(!right.iter().any(|(by, _)| *by == "I15"), "{right:?}");
}

#[test]
fn two_automatic_matches_of_one_transfer_are_found() {
    let what = "DEPOSIT / 0000000014: `auto` matched it and deposit 13, which tells of the same transfer";
    for (apart, printed) in [(0, "한지민"), (60_000, "한지민"), (60_000, "박서준"), (DAY, "한지민가"), (DAY, "한지")]
    {
        told_twice(apart, printed).assert_found(&[("I12", what)]);
    }
    for (apart, printed) in [(60_001, "박서준"), (DAY + 1, "한지민"), (60_001, "한지혜"), (DAY, "한")] {
        let found = told_twice(apart, printed).found(None);
        assert!(!found.iter().any(|(by, _)| *by == "I12"), "{apart} {printed}: {found:?}");
    }
}

#[test]
fn two_matches_of_one_balance_may_be_two_transfers() {
    for bent in [
        (14, json!({"balance": 850_003})),
        (14, json!({"bank_account_id": 2})),
        (14, json!({"sender_verdict": "legacy"})),
    ] {
        let mut shop = told_twice(0, "한지민");
        merge(shop.deposit_item(bent.0), &bent.1);
        let legacy = bent.1.get("sender_verdict").is_some();
        let found = shop.found(None);
        assert_eq!(found.iter().any(|(by, _)| *by == "I12"), legacy, "{bent:?}: {found:?}");
    }
    let mut shop = told_twice(0, "한지민");
    for id in [13, 14] {
        shop.deposit_item(id)["sender_verdict"] = json!("legacy");
    }
    shop.assert_found(&[]);
    let mut shop = told_twice(0, "한지민");
    for item in ["order", "deposit"] {
        let item = if item == "order" { shop.order_item(14) } else { shop.deposit_item(14) };
        drop_field(&mut item["history"][1], "r");
        item["history"][1]["b"] = json!("user:1");
    }
    shop.assert_found(&[]);
    // The rules cannot say that it is a transfer of its own.
    let mut shop = Shop::sound();
    shop.deposit_item(14)["history"][2]["b"] = json!("auto");
    shop.assert_found(&[("I12", "which tells of the same transfer"), ("I16", "this actor cannot take that reason")]);
}

#[test]
fn what_was_set_aside_has_no_entry_and_no_order() {
    for (id, name_key, how) in [(11, "최민수", "dismissed"), (12, "정다은", "reversed")] {
        let mut shop = Shop::sound();
        let deposit = shop.deposit_item(id).clone();
        shop.waiting_deposit(&deposit, name_key);
        let found = shop.found(None);
        let what = format!("it is {how}, and yet a waiting entry stands");
        assert!(found.iter().any(|(by, line)| *by == "I13" && line.contains(&what)), "{found:?}");
        for names in ["deposit", "order"] {
            let mut shop = Shop::sound();
            match names {
                "deposit" => shop.deposit_item(id)["matched_order_id"] = json!(2),
                _ => shop.order_item(2)["matched_deposit_id"] = json!(id),
            }
            let found = shop.found(None);
            let what = format!("it is {how}, and yet order 2 counts as paid by it");
            assert!(found.iter().any(|(by, line)| *by == "I13" && line.contains(&what)), "{names}: {found:?}");
        }
    }
}

/// A person may match what the bank took back, knowing better.
#[test]
fn what_was_taken_back_may_be_matched_by_hand() {
    let by = |by: &str, rule: Option<&str>| {
        let mut shop = Shop::sound();
        shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#정다은"));
        let item = shop.deposit_item(12);
        item["history"].as_array_mut().unwrap().push(pairing(T0 + 10, by, "matched", 12, rule));
        merge(item, &json!({"state": "MATCHED", "matched_order_id": 12, "version": 4}));
        drop_field(item, "GSI1PK");
        drop_field(item, "GSI1SK");
        let order = shop.order_item(12);
        order["history"].as_array_mut().unwrap().push(pairing(T0 + 10, by, "paid", 12, rule));
        let paid = json!({"status": "MATCHED", "matched_deposit_id": 12, "matched_at": T0 + 10, "version": 4});
        merge(order, &paid);
        merge(order, &json!({"updated_at": T0 + 10}));
        drop_field(order, "GSI1PK");
        drop_field(order, "GSI1SK");
        shop
    };
    by("user:1", None).assert_found(&[]);
    by("auto", Some("same")).assert_found(&[("I9", "it was held, and `auto` matched it")]);
}

#[test]
fn a_balance_item_that_names_another_deposit_is_found() {
    const OF_1: (&str, &str) = ("#BALANCE#04", "deposit#0000000001#0000000014510#500004");
    const REVERSAL: (&str, &str) = ("#BALANCE#07", "reversal#0000000001");
    let otherwise = "tells otherwise";
    let bent: [((&str, &str), Value, &str); 8] = [
        (OF_1, json!({"deposit_id": 3}), otherwise),
        (OF_1, json!({"deposit_id": 2}), otherwise),
        (OF_1, json!({"deposit_id": 99}), "it names deposit 99, which does not stand"),
        (OF_1, json!({"at": T0, "from": T0 - 60_000, "until": T0 + 60_000}), otherwise),
        (OF_1, json!({"from": T0 + 3}), "its span is neither a minute nor five on either side"),
        (OF_1, json!({"from": T0 + 3, "until": T0 + 3}), "its span is neither a minute nor five on either side"),
        (REVERSAL, json!({"deposit_id": 11}), otherwise),
        (REVERSAL, json!({"deposit_id": 99}), "it names deposit 99, which does not stand"),
    ];
    for ((pk, sk), more, what) in bent {
        let mut shop = Shop::sound();
        merge(shop.at(pk, sk), &more);
        shop.assert_found(&[("I15", what)]);
    }
    let mut shop = Shop::sound();
    shop.at(REVERSAL.0, REVERSAL.1)["SK"] = json!("reversal#0000000001#0000000041001#-9");
    shop.assert_found(&[("I15", otherwise)]);
    let mut shop = Shop::sound();
    drop_field(shop.at(OF_1.0, OF_1.1), "deposit_id");
    shop.assert_found(&[("I15", "it names no deposit")]);
    let mut shop = Shop::sound();
    drop_field(shop.at(REVERSAL.0, REVERSAL.1), "deposit_id");
    shop.assert_found(&[]);
    let five = json!({"from": T0 + 3 - 300_000, "until": T0 + 3 + 300_000});
    merge(shop.at(OF_1.0, OF_1.1), &five);
    shop.assert_found(&[]);
}

#[test]
fn a_balance_item_in_another_shard_is_found() {
    let mut shop = Shop::sound();
    shop.at("#BALANCE#04", "deposit#0000000001#0000000014510#500004")["PK"] = json!("WS#0000000001#BALANCE#05");
    shop.assert_found(&[(
        "I15",
        "BALANCE#05 / deposit#0000000001#0000000014510#500004: it does not stand in the shard",
    )]);
}

#[test]
fn a_balance_that_was_told_without_an_item_is_found() {
    let without = || {
        let mut shop = Shop::sound();
        shop.remove(|item| {
            item["PK"] == "WS#0000000001#BALANCE#04" && item["SK"].as_str().unwrap().ends_with("#500004")
        });
        shop
    };
    without().assert_found(&[("I15", "DEPOSIT / 0000000001: it tells a balance that has no item")]);
    // It goes by its time to live, and there was none before this release.
    let mut shop = without();
    shop.deposit_item(1)["sender_verdict"] = json!("legacy");
    shop.assert_found(&[]);
    let made_at = |at: i64| {
        let mut shop = without();
        shop.deposit_item(1)["deposited_at"] = json!(at);
        shop.at("#WAIT#0000000014510", "DEPOSIT#이몽룡")["deposited_at"] = json!(at);
        shop.at("#SEEN", "0000000001#0000000014510")["seen"][0]["t"] = json!(at);
        shop
    };
    let two_days_ago = T0 + 3_600_000 - 2 * DAY;
    made_at(two_days_ago).assert_found(&[]);
    made_at(two_days_ago + 1).assert_found(&[("I15", "it tells a balance that has no item")]);
}
