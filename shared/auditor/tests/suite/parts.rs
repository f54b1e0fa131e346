//! I2, I3 and I7 of orders that are paid in parts: what is sound, and what is not.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, allocation, drop_field, entry, forced, merge, pairing};

const RULE: &str = "same";

/// A part that a rule made.
fn by_rule(with: u64, amount: u64) -> Value {
    json!({"w": with, "a": amount, "t": T0 + 6, "b": "auto", "r": RULE})
}

/// Order 18 of 80,000 waits for what two deposits left of it; order 19 of 90,000 was completed by a rule.
fn sound() -> Shop {
    let mut shop = Shop::sound();
    let (placed, came) = (|| entry(T0, "user:1", "placed"), || entry(T0 + 4, "auto", "received"));
    let of_order = |amount: u64| json!({"amount": amount, "depositor_name": "나은혜", "name_key": "나은혜", "fmt": 3});
    let part = |deposit: u64, difference: i64| forced("part_paid", deposit, difference);
    let parts = json!({"allocations": [allocation(17, 30_000), allocation(18, 20_000)], "open": 30_000});
    let told = [placed(), part(17, -50_000), part(18, -30_000)];
    shop.order(18, "PENDING", &told, &[of_order(80_000), parts]);
    let parts = json!({"allocations": [allocation(19, 55_000), by_rule(20, 35_000)], "open": 0});
    let matched = json!({"matched_deposit_id": 20, "matched_at": T0 + 6});
    let told = [placed(), part(19, -35_000), pairing(T0 + 6, "auto", "paid", 20, Some(RULE))];
    shop.order(19, "MATCHED", &told, &[of_order(90_000), parts, matched]);
    for (id, order, amount, difference) in
        [(17, 18, 30_000, -50_000), (18, 18, 20_000, -30_000), (19, 19, 55_000, -35_000)]
    {
        let pays =
            json!({"amount": amount, "depositor_name": "이영희", "matched_order_id": order, "fmt": 3, "rest": 0});
        let of = json!({"allocations": [allocation(order, amount)]});
        shop.deposit(id, "MATCHED", "이영희", &[came(), forced("matched", order, difference)], &[pays, of]);
    }
    let pays = json!({"amount": 35_000, "depositor_name": "나은혜", "matched_order_id": 19, "fmt": 3, "rest": 0});
    let of = json!({"allocations": [by_rule(19, 35_000)]});
    let told = [came(), pairing(T0 + 6, "auto", "matched", 19, Some(RULE))];
    shop.deposit(20, "MATCHED", "나은혜", &told, &[pays, of]);
    shop
}

#[test]
fn orders_in_parts_are_sound() {
    sound().assert_found(&[]);
}

type Spoilt = (fn(&mut Shop), &'static [(&'static str, &'static str)]);

#[test]
fn parts_that_do_not_fit_are_found() {
    let spoilt: &[Spoilt] = &[
        (
            |shop| shop.order_item(18)["open"] = json!(29_999),
            &[("I2", "it does not say what its allocations leave of its amount")],
        ),
        (
            |shop| drop_field(shop.at("#WAIT#0000000030000", "ORDER#나은혜"), "p"),
            &[("I3", "its waiting entry differs: p")],
        ),
        (
            |shop| {
                let order = shop.order_item(19);
                (order["allocations"], order["open"]) =
                    (json!([allocation(19, 55_000), by_rule(20, 34_000)]), json!(1_000));
            },
            &[
                ("I2", "deposit 20 was matched by same, but the amounts differ"),
                ("I2", "deposit 20 does not keep the allocation"),
                ("I2", "order 19 does not keep the allocation"),
                ("I2", "a rule matched it, and yet something is open of it"),
            ],
        ),
        (
            |shop| shop.order_item(19)["depositor_name"] = json!("나은희"),
            &[("I2", "deposit 20 was matched by same, but the names do not agree so"), ("I3", "name_key")],
        ),
        (
            |shop| shop.order_item(19)["history"][1]["t"] = json!(T0 + 3),
            &[("I2", "no history tells of the part that deposit 19 pays")],
        ),
        (
            |shop| {
                let undone = pairing(T0 + 9, "user:1", "unmatched", 18, None);
                let deposit = shop.deposit_item(17);
                deposit["history"].as_array_mut().unwrap().push(undone);
                ["allocations", "rest", "matched_order_id"].into_iter().for_each(|field| drop_field(deposit, field));
                let held = json!({"state": "HELD", "hold_reasons": ["unmatched_by_hand"], "fmt": 2, "version": 3,
                    "GSI1PK": "WS#0000000001#DEPOSIT#UNMATCHED", "GSI1SK": "0000000017"});
                merge(deposit, &held);
            },
            &[
                ("I2", "it is not MATCHED, names no deposit, is named by deposit 18"),
                ("I2", "deposit 17 does not keep the allocation"),
                ("I7", "deposit 17 was taken from it, and yet pays it"),
            ],
        ),
    ];
    for (spoil, expected) in spoilt {
        let mut shop = sound();
        spoil(&mut shop);
        shop.assert_found(expected);
    }
}
