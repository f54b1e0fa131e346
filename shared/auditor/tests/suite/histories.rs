//! I8 and I9.

use serde_json::{Value, json};

use crate::shop::{DEADLINE, Shop, T0, amended, drop_field, entry, held, pairing};

/// A shop with one more order, CANCELLED whatever its history says.
fn with_order(history: &[Value], version: usize) -> Shop {
    let mut shop = Shop::sound();
    shop.order(8, "CANCELLED", history, &[json!({"version": version, "amount": 77})]);
    shop
}

fn placed() -> Value {
    entry(T0, "user:1", "placed")
}

fn cancelled(t: i64) -> Value {
    entry(t, "user:1", "cancelled")
}

#[test]
fn a_state_that_is_not_its_histories_end_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(3)["history"][1] = entry(T0 + 1, "sweeper", "expired");
    shop.order_item(2)["matched_at"] = json!(T0 + 6);
    shop.order_item(4)["updated_at"] = json!(DEADLINE + 1);
    shop.assert_found(&[
        ("I8", "it is CANCELLED, and its history ends otherwise"),
        ("I8", "it is MATCHED, and its history ends otherwise"),
        ("I8", "it was not updated when its history ends"),
    ]);
}

#[test]
fn a_status_that_what_it_names_contradicts_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(3)["matched_deposit_id"] = json!(1);
    shop.order_item(3)["matched_at"] = json!(T0);
    shop.assert_found(&[
        ("I2", "it is not MATCHED, names deposit 1"),
        ("I8", "its status CANCELLED and what it names contradict each other"),
    ]);
}

#[test]
fn a_path_that_is_not_legal_is_found() {
    let paid = |by: &str, rule| pairing(T0 + 1, by, "paid", 1, rule);
    let unpaid = |deposit| pairing(T0 + 2, "user:1", "unpaid", deposit, None);
    let expired = || entry(T0 + 1, "sweeper", "expired");
    let reopened = || entry(T0 + 2, "user:1", "reopened");
    let illegal = [
        (vec![placed(), placed(), cancelled(T0)], "entry 1 of its history: it cannot follow"),
        (vec![placed(), reopened(), cancelled(T0)], "entry 1 of its history: it cannot follow"),
        (vec![placed(), unpaid(1), cancelled(T0)], "entry 1 of its history: it cannot follow"),
        (vec![placed(), paid("auto", Some("same")), cancelled(T0)], "entry 2 of its history: it cannot follow"),
        (
            vec![placed(), paid("auto", Some("same")), unpaid(2), cancelled(T0)],
            "entry 2 of its history: it cannot follow",
        ),
        (
            vec![placed(), expired(), paid("auto", Some("same")), unpaid(1), cancelled(T0)],
            "entry 2 of its history: it cannot follow",
        ),
        (
            vec![placed(), paid("user:1", None), amended(T0), unpaid(1), cancelled(T0)],
            "entry 2 of its history: it cannot follow",
        ),
        (vec![placed(), expired(), expired(), cancelled(T0)], "entry 2 of its history: it cannot follow"),
        (vec![placed(), cancelled(T0), cancelled(T0 + 1)], "entry 2 of its history: it cannot follow"),
        (
            vec![placed(), paid("user:1", Some("same")), unpaid(1), cancelled(T0)],
            "entry 1 of its history: it cannot be by this actor",
        ),
        (
            vec![placed(), paid("auto", None), unpaid(1), cancelled(T0)],
            "entry 1 of its history: it cannot be by this actor",
        ),
        (vec![placed(), entry(T0, "auto", "cancelled")], "entry 1 of its history: it cannot be by this actor"),
        (
            vec![placed(), entry(T0, "user:1", "expired"), cancelled(T0)],
            "entry 1 of its history: it cannot be by this actor",
        ),
    ];
    for (history, what) in illegal {
        with_order(&history, history.len()).assert_found(&[("I8", what)]);
    }
    let legal = [
        placed(),
        expired(),
        reopened(),
        paid("auto", Some("same")),
        unpaid(1),
        expired(),
        paid("user:1", None),
        unpaid(1),
        cancelled(T0),
    ];
    with_order(&legal, legal.len()).assert_found(&[]);
}

#[test]
fn a_history_may_begin_in_the_middle_only_when_it_is_full() {
    let mut history = vec![amended(T0); 48];
    history.extend([pairing(T0, "user:1", "unpaid", 1, None), cancelled(T0 + 1)]);
    with_order(&history, 60).assert_found(&[]);
    with_order(&history, 50).assert_found(&[("I8", "version 50 is not possible after 50 entries")]);
    history.remove(0);
    with_order(&history, 60).assert_found(&[("I8", "its history does not begin with its placing")]);
    history.splice(..0, vec![amended(T0); 3]);
    with_order(&history, 60).assert_found(&[("I8", "its history has 52 entries")]);
}

#[test]
fn a_history_without_entries_or_with_another_beginning_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(3)["history"] = json!([]);
    shop.deposit_item(4)["history"] = json!([]);
    shop.order_item(1)["history"][0]["t"] = json!(T0 + 1);
    shop.order_item(1)["updated_at"] = json!(T0 + 1);
    shop.deposit_item(1)["history"][0]["t"] = json!(T0 + 5);
    shop.assert_found(&[
        ("I8", "it has no history"),
        ("I8", "it has no history"),
        ("I8", "it was not placed when it was created"),
        ("I8", "it did not come when it was created"),
    ]);
}

#[test]
fn a_version_that_does_not_count_the_entries_is_found() {
    // One PATCH of an overdue order: it had expired, was amended, and waits again.
    let at_once = [
        placed(),
        entry(T0 + 1, "sweeper", "expired"),
        amended(T0 + 1),
        entry(T0 + 1, "user:1", "reopened"),
        cancelled(T0 + 2),
    ];
    with_order(&at_once, 5).assert_found(&[]);
    for version in [3, 4, 6] {
        with_order(&at_once, version).assert_found(&[("I8", "is not possible after 5 entries")]);
    }
    for (id, version) in [(1, 0), (1, 2), (5, 1), (5, 4), (6, 1)] {
        let mut shop = Shop::sound();
        shop.deposit_item(id)["version"] = json!(version);
        shop.assert_found(&[("I8", "is not possible after")]);
    }
}

#[test]
fn an_order_waits_since_it_waited_last() {
    let mut shop = Shop::sound();
    shop.order_item(3)["waits_since"] = json!(T0 + 1);
    shop.assert_found(&[("I8", "it does not wait since it waited last")]);
    // Told by no order of before this release.
    let mut shop = Shop::sound();
    drop_field(shop.order_item(5), "waits_since");
    drop_field(shop.at("#WAIT#0000000030000", "ORDER#"), "waits_since");
    shop.assert_found(&[]);
}

/// Since when an order waits stood in an entry that is gone.
#[test]
fn an_order_of_a_long_history_waits_since_it_is_not_known() {
    let mut history = vec![amended(T0 + 2); 49];
    history.push(cancelled(T0 + 3));
    let mut shop = with_order(&history, 60);
    shop.order_item(8)["waits_since"] = json!(T0 + 1);
    shop.assert_found(&[]);
}

/// The bank took back what had paid an order: by the rules only what the rules had paired.
#[test]
fn a_payment_that_was_reversed_was_made() {
    let paid = |by: &str, rule| pairing(T0 + 1, by, "paid", 1, rule);
    let reversed = |by: &str, deposit| pairing(T0 + 2, by, "payment_reversed", deposit, None);
    let what = "entry 2 of its history: it cannot follow";
    let with = |history: &[Value]| with_order(&[history, &[cancelled(T0 + 3)]].concat(), history.len() + 1);
    with(&[placed(), paid("auto", Some("same")), reversed("auto", 1)]).assert_found(&[]);
    with(&[placed(), paid("user:1", None), reversed("user:1", 1)]).assert_found(&[]);
    with(&[placed(), paid("auto", Some("same")), reversed("auto", 2)]).assert_found(&[("I8", what)]);
    with(&[placed(), cancelled(T0), reversed("auto", 1)]).assert_found(&[("I8", what)]);
    let by = "entry 2 of its history: it cannot be by this actor";
    with(&[placed(), paid("auto", Some("same")), reversed("sweeper", 1)]).assert_found(&[("I8", by)]);
}

#[test]
fn a_deposits_path_that_is_not_legal_is_found() {
    let came = || entry(T0 + 4, "auto", "received");
    let by_hand = |order| pairing(T0 + 5, "user:1", "matched", order, None);
    let unmatched = |order, by: &str| pairing(T0 + 6, by, "unmatched", order, None);
    let illegal = [
        (vec![by_hand(5), unmatched(5, "user:1")], "its history does not begin with its coming"),
        (vec![came(), came(), by_hand(5), unmatched(5, "user:1")], "entry 1 of its history: it cannot follow"),
        (vec![came(), by_hand(5), unmatched(6, "user:1")], "entry 2 of its history: it cannot follow"),
        (vec![came(), by_hand(5), by_hand(5), unmatched(5, "user:1")], "entry 2 of its history: it cannot follow"),
        (vec![came(), by_hand(5), unmatched(5, "auto")], "entry 2 of its history: it cannot be by this actor"),
        (
            vec![came(), pairing(T0, "auto", "matched", 5, None), unmatched(5, "user:1")],
            "entry 1 of its history: it cannot be by this actor",
        ),
    ];
    for (history, what) in illegal {
        let mut shop = Shop::sound();
        shop.deposit_item(5)["version"] = json!(history.len());
        shop.deposit_item(5)["history"] = json!(history);
        shop.assert_found(&[("I8", what)]);
    }
    let mut shop = Shop::sound();
    shop.deposit_item(1)["state"] = json!("HELD");
    shop.deposit_item(1)["hold_reasons"] = json!(["one_won"]);
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("DEPOSIT#이몽룡"));
    shop.assert_found(&[("I8", "it is HELD, and its history ends otherwise")]);
}

#[test]
fn a_deposits_history_may_begin_in_the_middle_only_when_it_is_full() {
    let undone = [pairing(T0, "user:1", "matched", 5, None), pairing(T0, "user:1", "unmatched", 5, None)];
    let with = |entries: usize, version: usize| {
        let mut shop = Shop::sound();
        let history: Vec<_> = undone.iter().cycle().skip(entries % 2).take(entries).collect();
        shop.deposit_item(5)["history"] = json!(history);
        shop.deposit_item(5)["version"] = json!(version);
        shop
    };
    with(50, 51).assert_found(&[]);
    with(51, 51).assert_found(&[]);
    with(50, 49).assert_found(&[("I8", "version 49 is not possible after 50 entries")]);
    with(49, 49).assert_found(&[("I8", "its history does not begin with its coming")]);
    with(52, 60).assert_found(&[("I8", "its history has 52 entries")]);
}

#[test]
fn a_deposit_paired_as_it_came_may_tell_it_in_one_entry() {
    let mut shop = Shop::sound();
    shop.deposit_item(2)["history"].as_array_mut().unwrap().remove(0);
    shop.deposit_item(2)["version"] = json!(1);
    shop.assert_found(&[]);
}

#[test]
fn a_held_deposit_that_auto_matched_is_found() {
    let again = |id| pairing(T0 + 10, "auto", "matched", id, Some("same"));
    let mut shop = Shop::sound();
    let history = [placed(), pairing(T0 + 10, "auto", "paid", 5, Some("same"))];
    let more = [
        json!({"amount": 30_000, "depositor_name": "박영희", "name_key": "박영희"}),
        json!({"matched_deposit_id": 5, "matched_at": T0 + 10}),
    ];
    shop.order(8, "MATCHED", &history, &more);
    let deposit = shop.deposit_item(5);
    deposit["history"].as_array_mut().unwrap().push(again(8));
    deposit["version"] = json!(4);
    deposit["state"] = json!("MATCHED");
    deposit["matched_order_id"] = json!(8);
    for gone in ["GSI1PK", "GSI1SK"] {
        drop_field(deposit, gone);
    }
    shop.assert_found(&[("I9", "entry 3 of its history: it was held, and `auto` matched it")]);
}

#[test]
fn a_deposit_that_was_not_held_although_it_had_to_be_is_found() {
    let mut shop = Shop::sound();
    shop.deposit(
        8,
        "WAITING",
        "홍동",
        &[entry(T0 + 4, "auto", "received")],
        &[json!({"amount": 500, "depositor_name": "홍*동"})],
    );
    shop.deposit(
        9,
        "WAITING",
        "은행확인",
        &[entry(T0 + 4, "auto", "received")],
        &[json!({"amount": 1, "depositor_name": "은행확인"})],
    );
    shop.assert_found(&[
        ("I9", "it was not held as it came, although it is unreadable_name"),
        ("I9", "it was not held as it came, although it is one_won"),
    ]);
    let mut shop = Shop::sound();
    drop_field(shop.deposit_item(3), "twin_deposit_ids");
    shop.assert_found(&[("I8", "it was held as possible_duplicate, which it is not")]);
    let mut shop = Shop::sound();
    shop.deposit_item(4)["history"][0] = held(T0 + 4, "unreadable_name");
    shop.deposit_item(4)["hold_reasons"] = json!(["unreadable_name"]);
    shop.assert_found(&[("I9", "although it is one_won"), ("I8", "it was held as unreadable_name, which it is not")]);
}

#[test]
fn a_waiting_deposit_without_a_name_is_found() {
    let mut shop = Shop::sound();
    shop.deposit(
        8,
        "WAITING",
        "",
        &[entry(T0 + 4, "auto", "received")],
        &[json!({"amount": 500, "depositor_name": ""})],
    );
    drop_field(shop.deposit_item(8), "depositor_name");
    shop.assert_found(&[
        ("I3", "it waits without a printed name"),
        ("I3", "it is WAITING and yet has 1 waiting entries"),
        ("I9", "although it is unreadable_name"),
    ]);
}

/// What stood too long is forgotten by the sweeper, and by nobody else, and is gone then.
#[test]
fn what_was_forgotten_is_forgotten_by_the_sweeper_and_gone() {
    let redacted = |by: &str| entry(T0 + 9, by, "redacted");
    let order = |history: &[Value], more: Value| {
        let mut shop = Shop::sound();
        shop.order(8, "CANCELLED", history, &[json!({"amount": 77}), more]);
        shop
    };
    order(&[placed(), cancelled(T0 + 1), redacted("sweeper")], json!({})).assert_found(&[]);
    order(&[placed(), cancelled(T0 + 1), redacted("sweeper")], json!({"memo": "선물"}))
        .assert_found(&[("I8", "its customer was forgotten, and yet stands there")]);
    order(&[placed(), cancelled(T0 + 1), redacted("user:1")], json!({}))
        .assert_found(&[("I8", "entry 2 of its history: it cannot be by this actor")]);
    order(&[placed(), redacted("sweeper"), cancelled(T0 + 9)], json!({}))
        .assert_found(&[("I8", "entry 1 of its history: it cannot follow")]);

    let deposit = |id: u64, by: &str, raw: bool| {
        let mut shop = Shop::sound();
        let item = shop.deposit_item(id);
        item["history"].as_array_mut().unwrap().push(redacted(by));
        item["version"] = json!(item["version"].as_u64().unwrap() + 1);
        if raw {
            item["raw_sms"] = json!("문자");
        }
        shop
    };
    deposit(2, "sweeper", false).assert_found(&[]);
    deposit(5, "sweeper", false).assert_found(&[]);
    deposit(2, "sweeper", true).assert_found(&[("I8", "its message was forgotten, and yet it stands there")]);
    deposit(2, "auto", false).assert_found(&[("I8", "entry 2 of its history: it cannot be by this actor")]);
    deposit(1, "sweeper", false).assert_found(&[
        ("I8", "entry 1 of its history: it cannot follow"),
        ("I8", "its message was forgotten, and yet it stands there"),
    ]);
}
