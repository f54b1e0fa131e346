//! Phones: what is written twice.

use serde_json::json;

use crate::shop::{HASH_NEW, HASH_OLD, Shop, T0, bytes, merge};

#[test]
fn a_key_of_no_phone_is_found() {
    let mut shop = Shop::sound();
    shop.any(&format!("PHONEKEY#{HASH_OLD}"))["phone_id"] = json!(2);
    shop.assert_found(&[("PHONE", "its phone does not stand")]);
}

#[test]
fn a_key_that_its_phone_does_not_have_or_that_ends_at_another_time_is_found() {
    let mut shop = Shop::sound();
    shop.any(&format!("PHONEKEY#{HASH_OLD}"))["valid_until"] = json!(T0 + 10);
    shop.assert_found(&[("PHONE", "its phone has no such key, or one that ends at another time")]);
    let mut shop = Shop::sound();
    shop.at("#PHONE", "")["keys"].as_array_mut().unwrap().pop();
    shop.assert_found(&[("PHONE", "its phone has no such key, or one that ends at another time")]);
}

#[test]
fn a_key_with_another_secret_than_its_phone_is_found() {
    let mut shop = Shop::sound();
    shop.any(&format!("PHONEKEY#{HASH_NEW}"))["secret"] = json!(bytes(8));
    shop.assert_found(&[("PHONE", "its secret is not its phone's")]);
}

#[test]
fn a_newest_key_without_an_item_is_found_and_one_that_ended_may_be_gone() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["PK"] == format!("PHONEKEY#{HASH_OLD}"));
    shop.assert_found(&[]);
    shop.remove(|item| item["PK"] == format!("PHONEKEY#{HASH_NEW}"));
    shop.assert_found(&[("PHONE", "its newest key has no item")]);
}

#[test]
fn an_account_bound_to_a_phone_that_is_gone_is_found() {
    let mut shop = Shop::sound();
    shop.at("", "ACCOUNT#")["phone_id"] = json!(2);
    shop.assert_found(&[("PHONE", "it is bound to phone 2, which does not stand")]);
}

#[test]
fn a_phone_with_another_patience_than_its_key_says_is_found() {
    let mut shop = Shop::sound();
    shop.any(&format!("PHONEKEY#{HASH_NEW}"))["silent_after_minutes"] = json!(61);
    shop.assert_found(&[("PHONE", "its patience is not its phone's")]);
}

#[test]
fn a_phone_that_says_something_else_of_texts_without_a_sender_than_its_key_is_found() {
    let mut shop = Shop::sound();
    shop.any(&format!("PHONEKEY#{HASH_NEW}"))["sender_missing"] = json!("ALLOWED");
    shop.assert_found(&[("PHONE", "what it says of calls without a sender is not what its phone says")]);
}

#[test]
fn a_pulse_is_read_whole() {
    let mut shop = Shop::sound();
    let arrival = json!({"at": T0, "kind": "BANK_MESSAGE", "sender": "number", "problems": ["sender_unconfirmed"]});
    let more = json!({"arrivals": [arrival], "senderless": 3, "told_at": T0, "unconfirmed_at": T0, "ping_at": T0,
        "decided": "ALLOWED"});
    merge(shop.at("#PULSE", ""), &more);
    shop.assert_found(&[]);
    for (name, wrong) in [
        ("decided", json!("PERHAPS")),
        ("senderless", json!("three")),
        ("arrivals", json!([{"at": T0, "kind": "CALL", "sender": "number", "problems": []}])),
    ] {
        let mut shop = Shop::sound();
        shop.at("#PULSE", "")[name] = wrong;
        assert!(!shop.found(None).is_empty(), "{name}");
    }
}

#[test]
fn a_phone_that_nothing_watches_and_a_watch_over_none_are_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["PK"] == "WS#0000000001#WATCH");
    shop.assert_found(&[("PHONE", "nothing watches it")]);
    let mut shop = Shop::sound();
    let mut item = shop.at("#WATCH", "").clone();
    item["SK"] = json!("0000000002");
    item["phone_id"] = json!(2);
    item["GSI3SK"] = json!(format!("{T0:013}#0000000001#0000000002"));
    shop.put("WS#0000000001#WATCH", "0000000002", &item, json!({}));
    shop.assert_found(&[("PHONE", "its phone does not stand")]);
}

#[test]
fn a_watch_that_the_index_does_not_name_is_found() {
    for wrong in ["1700000000000#0000000001#0000000002", "17#0000000001#0000000001"] {
        let mut shop = Shop::sound();
        shop.at("#WATCH", "")["GSI3SK"] = json!(wrong);
        shop.assert_found(&[("PHONE", "GSI3 does not name it")]);
    }
}

#[test]
fn turns_that_do_not_follow_one_another_are_found() {
    for (field, value) in [("n", json!(3)), ("s", json!("ONLINE")), ("t", json!(T0 - 1))] {
        let mut shop = Shop::sound();
        shop.at("#WATCH", "")["turns"][1][field] = value;
        shop.assert_found(&[("PHONE", "its turns do not follow one another")]);
    }
}
