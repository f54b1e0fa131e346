//! I2, and I5: pairs that must not be, and pairs that are missed.

use serde_json::json;

use crate::shop::{DEADLINE, Shop, T0, allocation, drop_field, entry, pairing};

#[test]
fn an_order_paid_twice_is_found() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received"), pairing(T0 + 5, "auto", "matched", 2, Some("same"))];
    let more = json!({"amount": 20_000, "depositor_name": "김철수", "matched_order_id": 2});
    shop.deposit(8, "MATCHED", "김철수", &history, &[more]);
    shop.assert_found(&[("I2", "it is MATCHED, names deposit 2, is named by deposits 2, 8")]);
}

#[test]
fn an_order_that_names_another_deposit_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(2)["matched_deposit_id"] = json!(7);
    shop.order_item(2)["history"][1]["n"] = json!(7);
    shop.assert_found(&[("I2", "it is MATCHED, names deposit 7, is named by deposit 2")]);
}

#[test]
fn a_matched_order_that_no_deposit_names_is_found() {
    let mut shop = Shop::sound();
    let history = [entry(T0, "user:1", "placed"), pairing(T0 + 5, "auto", "paid", 1, Some("same"))];
    shop.order(8, "MATCHED", &history, &[json!({"matched_deposit_id": 1, "matched_at": T0 + 5})]);
    shop.assert_found(&[("I2", "it is MATCHED, names deposit 1, is named by no deposit")]);
}

#[test]
fn a_pending_order_that_a_deposit_names_is_found() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received"), pairing(T0 + 5, "auto", "matched", 1, Some("same"))];
    let more = json!({"amount": 14_510, "depositor_name": "홍길동", "matched_order_id": 1});
    shop.deposit(8, "MATCHED", "홍길동", &history, &[more]);
    shop.assert_found(&[("I2", "it is not MATCHED, names no deposit, is named by deposit 8")]);
}

#[test]
fn a_deposit_that_names_no_order_of_its_workspace_is_found() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received"), pairing(T0 + 5, "auto", "matched", 99, Some("same"))];
    let more = json!({"amount": 14_510, "depositor_name": "홍길동", "matched_order_id": 99});
    shop.deposit(8, "MATCHED", "홍길동", &history, &[more]);
    shop.assert_found(&[("I2", "it names order 99, which does not stand")]);
}

#[test]
fn an_automatic_match_of_another_amount_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(2)["amount"] = json!(20_001);
    shop.assert_found(&[("I2", "deposit 2 was matched by same, but the amounts differ")]);
}

#[test]
fn an_automatic_match_of_names_that_do_not_agree_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(2)["depositor_name"] = json!("김철순");
    shop.order_item(2)["name_key"] = json!("김철순");
    shop.assert_found(&[("I2", "matched by same, but the names do not agree so")]);
}

#[test]
fn an_automatic_match_of_another_person_of_that_name_is_found() {
    for (typed, printed, key) in
        [("홍길동(1)", "홍길동(2)", "홍길동"), ("홍길동(12)", "홍길동(2", "홍길동"), ("홍*동", "홍동", "홍동")]
    {
        let mut shop = Shop::sound();
        shop.order_item(2)["depositor_name"] = json!(typed);
        shop.order_item(2)["name_key"] = json!(key);
        shop.deposit_item(2)["depositor_name"] = json!(printed);
        let found = shop.found(None);
        assert!(
            found.iter().any(|(_, what)| what.contains("the names do not agree so")),
            "{typed} {printed}: {found:?}"
        );
    }
}

#[test]
fn a_match_by_another_rule_than_fits_is_found() {
    for (order, rule) in [(2, "cut"), (2, "oldest_cut"), (7, "same"), (7, "oldest_same")] {
        let mut shop = Shop::sound();
        shop.order_item(order)["history"][1]["r"] = json!(rule);
        shop.deposit_item(order)["history"][1]["r"] = json!(rule);
        shop.assert_found(&[("I2", "the names do not agree so")]);
    }
}

#[test]
fn a_match_by_a_code_is_held_against_the_codes_that_its_order_had() {
    let phone_changed = json!({"t": T0 + 9, "b": "user:1", "w": "amended", "c": [{"f": "customer_phone"}]});
    let forgotten = json!({"t": T0 + 9, "b": "sweeper", "w": "redacted"});
    for (printed, phone, since, fits) in [
        ("김철수4821", Some("010-0000-4821"), None, true),
        ("김철수 #4821", Some("010-0000-4821"), None, true),
        ("김철수4822", Some("010-0000-4821"), None, false),
        ("김철순4821", Some("010-0000-4821"), None, false),
        ("김철수", Some("010-0000-4821"), None, false),
        ("김철수4821", None, None, false),
        ("김철수4821", None, Some(&forgotten), true),
        ("김철수4821", Some("010-0000-9999"), Some(&phone_changed), true),
        ("김철수48217", None, Some(&forgotten), false),
        ("김철수              4821", Some("010-0000-4821"), None, false),
    ] {
        let mut shop = Shop::sound();
        let key = bank_sms::related::waiting_key(printed);
        shop.deposit_item(2)["depositor_name"] = json!(printed);
        shop.deposit_item(2)["name_key"] = json!(key);
        shop.deposit_item(2)["history"][1]["r"] = json!("coded");
        let order = shop.order_item(2);
        order["history"][1]["r"] = json!("coded");
        if let Some(phone) = phone {
            order["customer_phone"] = json!(phone);
        }
        if let Some(since) = since {
            order["history"].as_array_mut().unwrap().push(since.clone());
            order["version"] = json!(3);
            order["updated_at"] = json!(T0 + 9);
        }
        let found = shop.found(None);
        let refused = found.iter().any(|(_, what)| what.contains("matched by coded, but the names do not agree so"));
        assert_eq!(!refused, fits, "{printed} {phone:?}: {found:?}");
    }
}

#[test]
fn a_cut_name_read_by_the_grammar_or_of_a_bank_that_does_not_cut_is_found() {
    for (field, value) in [("by_grammar", json!(true)), ("bank_code", json!("999"))] {
        let mut shop = Shop::sound();
        shop.deposit_item(7)[field] = value;
        shop.assert_found(&[("I2", "matched by cut, but the names do not agree so")]);
    }
}

#[test]
fn a_match_after_the_deadline_is_found() {
    let mut shop = Shop::sound();
    shop.order_item(2)["expires_at"] = json!(T0 + 2);
    shop.assert_found(&[("I2", "but it was made after the deadline")]);
    shop.order_item(2)["expires_at"] = json!(T0 + 3);
    shop.assert_found(&[]);
}

#[test]
fn a_match_by_hand_may_differ_in_all() {
    let mut shop = Shop::sound();
    shop.order_item(6)["expires_at"] = json!(T0 - 1);
    shop.assert_found(&[]);
}

#[test]
fn two_histories_of_one_match_that_differ_are_found() {
    for (field, value) in [("r", json!("oldest_same")), ("t", json!(T0 + 6))] {
        let mut shop = Shop::sound();
        shop.deposit_item(2)["history"][1][field] = value;
        shop.assert_found(&[("I2", "tell of two different matches")]);
    }
}

#[test]
fn a_missed_pair_is_found() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received")];
    shop.deposit(8, "WAITING", "홍길동", &history, &[json!({"amount": 14_510, "depositor_name": "홍길동"})]);
    shop.assert_found(&[("I5", "it waits, although it pays order 1 by same")]);
}

#[test]
fn a_deposit_waits_soundly_for_one_of_several_orders() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received")];
    shop.deposit(8, "WAITING", "홍길동", &history, &[json!({"amount": 14_510, "depositor_name": "홍길동"})]);
    shop.order(8, "PENDING", &[entry(T0, "user:1", "placed")], &[json!({"expires_at": DEADLINE})]);
    shop.assert_found(&[]);
    shop.at("", "WS")["tie_policy"] = json!("OLDEST");
    shop.assert_found(&[("I5", "it pays order 1 by oldest_same")]);
    shop.at("", "WS")["is_active"] = json!(false);
    shop.assert_found(&[]);
}

#[test]
fn a_pair_missed_for_want_of_a_waiting_entry_is_found_as_such_too() {
    let mut shop = Shop::sound();
    let history = [entry(T0 + 4, "auto", "received")];
    shop.deposit(8, "WAITING", "홍길동", &history, &[json!({"amount": 14_510, "depositor_name": "홍길동"})]);
    shop.remove(|item| item["SK"].as_str().unwrap().starts_with("ORDER#홍길동"));
    shop.assert_found(&[("I3", "PENDING and has 0 waiting entries"), ("I5", "it pays order 1 by same")]);
}

#[test]
fn a_deposit_that_waits_in_no_workspace_is_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["SK"] == "WS");
    let what = "it waits in a workspace that does not stand";
    shop.assert_found(&[("I5", what), ("I5", what)]);
}

#[test]
fn a_status_that_what_it_names_contradicts_is_found() {
    let mut shop = Shop::sound();
    drop_field(shop.deposit_item(2), "matched_order_id");
    shop.assert_found(&[
        ("I2", "it is MATCHED, names deposit 2, is named by no deposit"),
        ("I8", "its state MATCHED and what else it tells contradict each other"),
    ]);
}

/// How to spoil the sides of a match by hand, and what is then found.
type Spoilt = (fn(&mut Shop), &'static [(&'static str, &'static str)]);

#[test]
fn amounts_that_do_not_add_up_are_found() {
    let spoilt: [Spoilt; 11] = [
        (
            |shop| shop.order_item(6)["allocations"][0]["a"] = json!(9_001),
            &[
                ("I2", "it does not say what its allocations leave"),
                ("I2", "deposit 6 does not keep the allocation"),
                ("I2", "order 6 does not keep the allocation"),
                ("I2", "its history tells another difference"),
            ],
        ),
        (|shop| shop.order_item(6)["open"] = json!(5_511), &[("I2", "what its allocations leave of its amount")]),
        (
            |shop| shop.deposit_item(10)["rest"] = json!(501),
            &[
                ("I2", "what its allocations leave of its amount"),
                ("I2", "it does not say what of deposit 10 is above its amount"),
                ("I2", "its history tells another difference"),
            ],
        ),
        (|shop| drop_field(shop.order_item(10), "over"), &[("I2", "what of deposit 10 is above its amount")]),
        (
            |shop| drop_field(shop.deposit_item(10), "rest_treatment"),
            &[
                ("I2", "do not stand together"),
                ("I2", "it does not say what of deposit 10 is above its amount"),
                ("I2", "its history tells another difference"),
            ],
        ),
        (
            |shop| {
                let deposit = shop.deposit_item(6);
                ["allocations", "rest"].into_iter().for_each(|field| drop_field(deposit, field));
                deposit["fmt"] = json!(2);
            },
            &[("I2", "deposit 6 does not keep the allocation")],
        ),
        (
            |shop| {
                let order = shop.order_item(10);
                ["allocations", "open", "over"].into_iter().for_each(|field| drop_field(order, field));
                order["fmt"] = json!(1);
            },
            &[
                ("I2", "order 10 does not keep the allocation"),
                ("I2", "deposit 10 is of another amount, and no allocation says what it pays"),
            ],
        ),
        (|shop| shop.order_item(6)["history"][2]["d"] = json!(0), &[("I2", "tells another difference")]),
        (|shop| drop_field(&mut shop.order_item(6)["history"][2], "d"), &[("I2", "tells another difference")]),
        (|shop| shop.deposit_item(6)["history"][1]["d"] = json!(1), &[("I2", "tells another difference")]),
        (
            |shop| shop.deposit_item(6)["allocations"][0]["t"] = json!(T0 + 6),
            &[("I2", "deposit 6 does not keep the allocation"), ("I2", "order 6 does not keep the allocation")],
        ),
    ];
    for (spoil, expected) in spoilt {
        let mut shop = Shop::sound();
        spoil(&mut shop);
        shop.assert_found(expected);
    }
}

#[test]
fn an_order_that_waits_with_allocations_is_found() {
    let mut shop = Shop::sound();
    let order = shop.order_item(5);
    (order["fmt"], order["allocations"], order["open"]) = (json!(3), json!([allocation(5, 100)]), json!(29_900));
    shop.assert_found(&[
        ("I2", "deposit 5 does not keep the allocation"),
        ("I2", "it is not MATCHED, names no deposit, is named by no deposit"),
        ("I3", "its waiting entry differs: amount, p"),
        ("I7", "deposit 5 was taken from it, and yet pays it"),
    ]);
}

#[test]
fn a_deposit_that_does_not_pay_the_orders_that_it_names_is_found() {
    let mut shop = Shop::sound();
    drop_field(&mut shop.deposit_item(16)["history"][1], "o");
    shop.assert_found(&[
        ("I2", "its history and that of deposit 16 tell of two different matches"),
        ("I2", "its history tells of other orders beside 16 than it has"),
    ]);
    let mut shop = Shop::sound();
    shop.order_item(17)["over"] = json!(400);
    shop.assert_found(&[("I2", "it does not say what of deposit 16 is above its amount")]);
    let mut shop = Shop::sound();
    shop.deposit_item(16)["allocations"].as_array_mut().unwrap().pop();
    shop.assert_found(&[
        ("I2", "it is MATCHED, names deposit 16, is named by no deposit"),
        ("I2", "deposit 16 does not keep the allocation"),
        ("I2", "it does not say what its allocations leave"),
        ("I2", "its history tells of other orders beside 16"),
        ("I2", "its history tells another difference"),
    ]);
}
