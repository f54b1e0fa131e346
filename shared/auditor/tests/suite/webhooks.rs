//! I10.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, merge};

/// Where the deliveries of endpoint 1 stand.
const TOLD: &str = "WS#0000000001#DELIVERY";

fn endpoint() -> Value {
    json!({
        "fmt": 1, "workspace_id": 1, "id": 1, "url": "https://shop.example/", "events": ["order.cancelled"],
        "secrets": [{"s": "00ff"}], "times_disabled": 1, "strikes": 0, "created_at": T0 - 40_000,
        "subscribed_at": T0 - 40_000, "version": 3
    })
}

/// Of the cancellation of order 3, a millisecond after everything began.
fn delivery(event: &str, kind: &str, at: i64) -> (String, Value) {
    let item = json!({
        "fmt": 1, "workspace_id": 1, "endpoint_id": 1, "event_id": event, "event_type": kind, "at": at, "body": "{}",
        "state": "SUCCEEDED", "tries": 1, "attempts": [{"t": at, "d": 5, "s": 200}],
        "created_at": at, "version": 2, "ttl": 1
    });
    (format!("0000000001#{at:013}#{event}"), item)
}

/// A sound shop that has an endpoint and what it was told.
fn told() -> Shop {
    let mut shop = Shop::sound();
    shop.at("", "WS")["endpoints"] = json!(1);
    shop.put("SEQ#0000000001", "ENDPOINT", &json!({"fmt": 1}), json!({"last": 1}));
    shop.put("WS#0000000001#ENDPOINT", "0000000001", &endpoint(), json!({}));
    deliver(&mut shop, delivery("evt_1_o3_2", "order.cancelled", T0 + 1));
    shop
}

fn deliver(shop: &mut Shop, (sk, item): (String, Value)) {
    shop.put(TOLD, &sk, &item, json!({}));
}

#[test]
fn what_was_asked_for_and_told_is_sound() {
    told().assert_found(&[]);
    let mut shop = told();
    deliver(&mut shop, delivery("evt_1_e1_1", "endpoint.disabled", T0));
    deliver(&mut shop, delivery("evt_1_d1_1", "deposit.waiting", T0 + 4));
    shop.assert_found(&[]);
}

/// A deposit that was freed and matched in one instant never waited; who looked in between may have told it.
#[test]
fn a_deposit_that_was_freed_and_matched_at_once_did_not_wait() {
    let freed = |version: u64, at: i64| {
        let mut shop = told();
        shop.deposit_item(14)["history"][3]["t"] = json!(T0 + 6);
        shop.order_item(14)["history"][1]["t"] = json!(T0 + 6);
        merge(shop.order_item(14), &json!({"matched_at": T0 + 6, "updated_at": T0 + 6}));
        let asked = json!({"events": ["deposit.waiting"], "subscribed_at": T0 + 5 - 30_000});
        merge(shop.at("#ENDPOINT", "0000000001"), &asked);
        shop.remove(|item| item["PK"] == TOLD);
        deliver(&mut shop, delivery("evt_1_d15_3", "deposit.waiting", T0 + 6));
        shop.assert_found(&[]);
        deliver(&mut shop, delivery(&format!("evt_1_d14_{version}"), "deposit.waiting", at));
        shop
    };
    freed(3, T0 + 6).assert_found(&[]);
    freed(2, T0 + 5).assert_found(&[("I10", "its event did not happen")]);
}

#[test]
fn what_was_asked_for_and_not_told_is_found() {
    let mut shop = told();
    shop.remove(|item| item["PK"] == TOLD);
    let what = format!("{TOLD} / 0000000001#{:013}#evt_1_o3_2: order.cancelled was not told", T0 + 1);
    shop.assert_found(&[("I10", &what)]);
    // What happened before it asked, or in the half minute after, is not due.
    for subscribed_at in [T0 + 2, T0 - 29_999] {
        let mut shop = told();
        shop.remove(|item| item["PK"] == TOLD);
        shop.at("#ENDPOINT", "0000000001")["subscribed_at"] = json!(subscribed_at);
        shop.assert_found(&[]);
    }
}

#[test]
fn a_delivery_of_no_endpoint_or_of_no_event_is_found() {
    let mut shop = told();
    shop.remove(|item| item["PK"] == "WS#0000000001#ENDPOINT");
    shop.at("", "WS")["endpoints"] = json!(0);
    shop.assert_found(&[("I10", "its endpoint does not stand")]);
    for (event, kind, at, what) in [
        ("evt_1_o3_7", "order.cancelled", T0 + 1, "its event did not happen"),
        ("evt_1_o99_1", "order.cancelled", T0 + 1, "its event did not happen"),
        ("evt_1_d99_1", "deposit.held", T0 + 1, "its event did not happen"),
        ("evt_1_e1_2", "endpoint.disabled", T0 + 1, "its event did not happen"),
        ("evt_1_o3_2", "order.expired", T0 + 2, "its event was of another type or time"),
    ] {
        let mut shop = told();
        deliver(&mut shop, delivery(event, kind, at));
        shop.assert_found(&[("I10", what)]);
    }
}

#[test]
fn a_number_of_endpoints_that_is_not_theirs_is_found() {
    let mut shop = told();
    shop.at("", "WS")["endpoints"] = json!(2);
    shop.assert_found(&[("I10", "it tells of 2 endpoints, and 1 stand")]);
}

#[test]
fn a_bent_endpoint_or_delivery_is_found() {
    let bends: [(&str, Value, &str); 4] = [
        ("events", json!(["order.placed"]), "events is of another type"),
        ("secrets", json!([]), "secrets are not"),
        ("disabled_at", json!(T0), "do not come together"),
        ("shoe", json!("size"), "does not belong there"),
    ];
    for (field, value, what) in bends {
        let mut shop = told();
        shop.remove(|item| item["PK"] == TOLD);
        shop.at("", "WS")["endpoints"] = json!(0);
        shop.at("#ENDPOINT", "0000000001")[field] = value;
        shop.assert_found(&[("ITEM", what)]);
    }
    let bends: [(&str, Value, &str); 4] = [
        ("state", json!("LOST"), "state is no known word"),
        ("next_at", json!(T0), "next_at does not agree"),
        ("endpoint_id", json!(2), "endpoint_id is not the one of its key"),
        ("attempts", json!([{"t": 1, "d": 1}]), "do not exclude one another"),
    ];
    for (field, value, what) in bends {
        let mut shop = told();
        let (sk, _) = delivery("evt_1_o3_2", "order.cancelled", T0 + 1);
        shop.at("#DELIVERY", &sk)[field] = value;
        shop.assert_found(&[("ITEM", what), ("I10", "was not told")]);
    }
}
