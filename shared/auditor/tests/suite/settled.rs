//! I2, I8 and I16 of what a person said of a difference again, and of money that was sent back: what is sound, and what
//! is not.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, allocation, entry, forced, merge, with_reasons};

/// An entry of an amount.
fn amount(at: i64, word: &str, krw: i64) -> Value {
    let mut entry = entry(at, "user:1", word);
    merge(&mut entry, &json!({"d": krw}));
    entry
}

/// Order 18 of 80,000 was settled at 30,000; what was kept of deposit 19 with order 19 is to be sent back, and a part
/// of it was; all of deposit 20 was.
fn sound() -> Shop {
    let mut shop = Shop::sound();
    let (placed, came) = (|| entry(T0, "user:1", "placed"), || entry(T0 + 4, "auto", "received"));
    let of = |amount: u64| json!({"amount": amount, "depositor_name": "나은혜", "name_key": "나은혜", "fmt": 3});
    let later = |mut entry: Value| {
        merge(&mut entry, &json!({"t": T0 + 8}));
        entry
    };
    let told = [placed(), forced("part_paid", 17, -50_000), later(forced("settled", 17, -50_000))];
    let paid = json!({"allocations": [allocation(17, 30_000)], "open": 50_000, "matched_deposit_id": 17, "matched_at": T0 + 8});
    shop.order(18, "MATCHED", &told, &[of(80_000), paid]);
    let pays = json!({"matched_order_id": 18, "rest": 0, "allocations": [allocation(18, 30_000)]});
    shop.deposit(17, "MATCHED", "이영희", &[came(), forced("matched", 18, -50_000)], &[of(30_000), named(), pays]);

    let told = [placed(), forced("paid", 19, 700), later(forced("over_changed", 19, 0))];
    let paid =
        json!({"allocations": [allocation(19, 90_000)], "open": 0, "matched_deposit_id": 19, "matched_at": T0 + 5});
    shop.order(19, "MATCHED", &told, &[of(90_000), paid]);
    let treated = with_reasons(T0 + 8, "user:1", "treated", "REFUND_DUE");
    let told = [came(), forced("matched", 19, 700), treated, amount(T0 + 9, "returned", 200)];
    let returns = json!([{"a": 200, "t": T0 + 9, "b": "user:1"}]);
    let pays = json!({"matched_order_id": 19, "rest": 500, "rest_treatment": "REFUND_DUE", "returns": returns,
        "hold_reasons": ["partly_returned"], "allocations": [allocation(19, 90_000)]});
    shop.deposit(19, "MATCHED", "이영희", &told, &[of(90_700), named(), pays]);

    let held = with_reasons(T0 + 5, "auto", "held", "refund_seen");
    let told =
        [came(), held, amount(T0 + 9, "returned", 5_000), with_reasons(T0 + 9, "user:1", "dismissed", "REFUNDED")];
    let returns = json!([{"a": 5_000, "t": T0 + 9, "b": "user:1"}]);
    let gone = json!({"rest": 0, "returns": returns, "dismiss_reason": "REFUNDED",
        "hold_reasons": ["refund_seen", "partly_returned"]});
    shop.deposit(20, "DISMISSED", "이영희", &told, &[of(5_000), named(), gone]);
    shop
}

fn named() -> Value {
    json!({"depositor_name": "이영희", "name_key": "이영희"})
}

#[test]
fn what_was_settled_and_sent_back_is_sound() {
    sound().assert_found(&[]);
}

type Spoilt = (fn(&mut Shop), &'static [(&'static str, &'static str)]);

#[test]
fn what_does_not_fit_is_found() {
    let spoilt: &[Spoilt] = &[
        (
            |shop| shop.order_item(18)["history"][2]["d"] = json!(-49_999),
            &[("I2", "its history tells another difference than it has")],
        ),
        (
            |shop| shop.order_item(19)["history"][2]["d"] = json!(700),
            &[("I2", "its history tells another difference than it has")],
        ),
        (
            |shop| shop.deposit_item(19)["rest"] = json!(700),
            &[("I2", "it does not say what its allocations leave of its amount")],
        ),
        (
            |shop| shop.deposit_item(20)["returns"][0]["a"] = json!(5_001),
            &[
                ("I2", "its allocations, and what was sent back, are more than its amount"),
                ("I17", "its history tells that other money was sent back than stands there"),
            ],
        ),
        (
            |shop| shop.deposit_item(20)["hold_reasons"] = json!(["refund_seen"]),
            &[("I16", "its reasons are not those that its history explains")],
        ),
        (
            |shop| shop.deposit_item(19)["history"][3]["d"] = json!(300),
            &[("I17", "its history tells that other money was sent back than stands there")],
        ),
    ];
    for (spoil, expected) in spoilt {
        let mut shop = sound();
        spoil(&mut shop);
        shop.assert_found(expected);
    }
}
