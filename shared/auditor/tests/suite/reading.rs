//! The sound shop, and items that cannot be read.

use serde_json::json;

use crate::shop::{Shop, drop_field, hex};

#[test]
fn a_sound_shop_has_no_findings() {
    Shop::sound().assert_found(&[]);
    assert!(auditor::audit(&[], domain::Timestamp::from_ms(0), None).is_empty());
}

#[test]
fn a_key_that_no_kind_of_item_has_is_found() {
    let keys = [
        ("", ""),
        ("WS#1", "WS"),
        ("WS#0000000001", "ROBOT#0000000001"),
        ("WS#0000000001#ORDER", "1"),
        ("WS#0000000001#WAIT#0000000000000", "ORDER#가#0#0"),
        ("WS#0000000001#WAIT#0000000014510", "ROBOT#가#0#0"),
        ("USER#0000000001", "USERS"),
        ("RECEIPT#00", "RECEIPT"),
        ("SEQ#GLOBAL", "ORDER"),
        ("SEQ#0000000001", "USER"),
        ("UNCLAIMED#BANK#004#999", "now"),
        ("WS#0000000001#SEEN", "0000000001#0000000014510#이몽룡"),
        ("WS#0000000001#BALANCE#04", "deposit#0000000001#0000000014510#+500004"),
        ("WS#0000000001#BALANCE#04", "refund#0000000001#0000000014510#500004"),
        ("WARM", "WARM"),
        // Where money is real, nothing is played.
        ("WS#0000000001#SCENARIO", "split-7"),
        ("WS#9000000001#SCENARIO", "dance-7"),
    ];
    for (pk, sk) in keys {
        let mut shop = Shop::sound();
        shop.put(pk, sk, &json!({"fmt": 1}), json!({}));
        shop.assert_found(&[("ITEM", "no kind of item has such a key")]);
    }
}

#[test]
fn a_stranger_among_the_attributes_is_found_in_every_kind_of_item() {
    let count = Shop::sound().items().len();
    for n in 0..count {
        let mut items = Shop::sound().items();
        items[n].insert("stranger".to_owned(), aws_sdk_dynamodb::types::AttributeValue::Bool(true));
        let found = auditor::audit(&items, domain::Timestamp::from_ms(crate::shop::T0), None);
        let told = found.iter().any(|f| f.invariant == "ITEM" && f.what == "attribute stranger does not belong there");
        assert!(told, "item {n}: {:?} gave {found:?}", items[n]);
    }
}

#[test]
fn an_attribute_missing_of_another_type_or_out_of_range_is_found() {
    let bent = [
        ("amount", json!("14510"), "amount is of another type or out of range"),
        ("amount", json!(0), "amount is of another type or out of range"),
        ("status", json!("PAID"), "status is of another type or out of range"),
        ("memo", json!(null), "memo is of another type or out of range"),
        ("fmt", json!(2), "format 2 is not known"),
        ("id", json!(2), "id is not the one of its key"),
        ("workspace_id", json!(2), "workspace_id is not the one of its key"),
        ("GSI3PK", json!("DUE#01"), "GSI3PK and GSI3SK do not come together"),
        ("matched_at", json!(5), "matched_deposit_id and matched_at do not come together"),
        ("history", json!([{"t": 1, "b": "robot", "w": "placed"}]), "history[0].b is of another type or out of range"),
        ("history", json!([{"t": 1, "b": "auto", "w": "eaten"}]), "history[0].w is no word of an order"),
        ("history", json!([{"t": 1, "b": "auto", "w": "restored"}]), "history[0].w is no word of an order"),
        ("history", json!([5]), "history[0] is no map"),
    ];
    for (field, value, what) in bent {
        let mut shop = Shop::sound();
        shop.order_item(3)[field] = value;
        shop.assert_found(&[("ITEM", what), ("I3", "order 3 does not stand")]);
    }
    let mut shop = Shop::sound();
    drop_field(shop.order_item(3), "version");
    shop.assert_found(&[("ITEM", "version is missing"), ("I3", "order 3 does not stand")]);
}

#[test]
fn a_deposit_or_a_guard_of_another_shape_is_found() {
    let bent = [
        ("fmt", json!(1), "format 1 is not known"),
        ("sender_verdict", json!("likely"), "sender_verdict is of another type or out of range"),
        ("sender", json!({"n": 5}), "sender.n is of another type or out of range"),
        ("sender", json!({"z": "0"}), "sender.attribute z does not belong there"),
        ("state", json!("PAID"), "state is of another type or out of range"),
        ("hold_reasons", json!(["one_won", "reversed"]), "hold_reasons are not a set, gravest first"),
        ("hold_reasons", json!(["one_won", "one_won"]), "hold_reasons are not a set, gravest first"),
        ("hold_reasons", json!(["tired"]), "hold_reasons is of another type or out of range"),
        ("dismiss_reason", json!("BORED"), "dismiss_reason is of another type or out of range"),
        ("reports", json!([{"t": 1, "v": "open"}]), "reports[0].d is missing"),
        ("history", json!([{"t": 1, "b": "auto", "w": "held", "r": "one_won,reversed"}]), "history[0].r is of another"),
        ("history", json!([{"t": 1, "b": "auto", "w": "linked"}]), "history[0].n is missing"),
    ];
    for (field, value, what) in bent {
        let mut shop = Shop::sound();
        shop.deposit_item(4)[field] = value;
        let found = shop.found(None);
        assert!(found.iter().any(|(by, line)| *by == "ITEM" && line.contains(what)), "{field}: {found:?}");
    }
    for (field, value, what) in [
        ("x", json!("PM"), "seen[0].x is not of known flags in their order"),
        ("x", json!("Q"), "seen[0].x is not of known flags in their order"),
        ("b", json!("500"), "seen[0].b is of another type or out of range"),
        ("w", json!("words"), "seen[0].w is of another type or out of range"),
    ] {
        let mut shop = Shop::sound();
        shop.at("#SEEN", "0000000001#0000000014510")["seen"][0][field] = value;
        let found = shop.found(None);
        assert!(found.iter().any(|(by, line)| *by == "ITEM" && line.contains(what)), "{field}: {found:?}");
    }
    let mut shop = Shop::sound();
    shop.at("#SEEN", "0000000001#0000000014510")["fmt"] = json!(1);
    let found = shop.found(None);
    assert!(found.iter().any(|(by, line)| *by == "ITEM" && line.contains("format 1 is not known")), "{found:?}");
}

#[test]
fn approved_senders_that_repeat_an_id_are_found() {
    let mut shop = Shop::sound();
    let sender = shop.at("", "WS")["senders"][0].clone();
    shop.at("", "WS")["senders"] = json!([sender, sender]);
    let found = shop.found(None);
    assert!(found.iter().any(|(by, line)| *by == "ITEM" && line.contains("senders repeat an id")), "{found:?}");
}

#[test]
fn formats_that_repeat_a_press_or_have_no_layout_are_found() {
    let changes = [("proved_by", json!([2, 2]), "formats repeat"), ("layout", json!("{moon}"), "layout is none")];
    for (field, value, what) in changes {
        let mut shop = Shop::sound();
        shop.at("", "FORMATS")["formats"][0][field] = value;
        let found = shop.found(None);
        assert!(found.iter().any(|(by, line)| *by == "ITEM" && line.contains(what)), "{field}: {found:?}");
    }
}

#[test]
fn a_reading_of_an_unproved_format_that_was_not_held_is_found() {
    let mut shop = Shop::sound();
    let deposit = shop.at("#DEPOSIT", "0000000001");
    deposit["format_id"] = json!(2);
    let amount = deposit["amount"].as_u64().unwrap();
    shop.at(&format!("#WAIT#{amount:013}"), "DEPOSIT#")["by_format"] = json!(true);
    let found = shop.found(None);
    assert!(found.iter().any(|(by, line)| *by == "I9" && line.contains("format_unproved")), "{found:?}");
    shop.at("", "FORMATS")["formats"][0]["proved_by"] = json!([2, 3, 4, 5, 6]);
    shop.assert_found(&[]);
}

#[test]
fn personal_values_in_a_history_are_found() {
    let mut shop = Shop::sound();
    shop.order_item(4)["history"][1]["c"][1] = json!({"f": "memo", "z": "문 앞"});
    shop.assert_found(&[
        ("ITEM", "history[1].c[1].the values of memo stand in history"),
        ("I3", "order 4 does not stand"),
    ]);
}

#[test]
fn an_entry_under_another_key_than_its_own_is_found() {
    let mut shop = Shop::sound();
    shop.at("#WAIT#0000000014510", "ORDER#")["name_key"] = json!("홍길순");
    shop.assert_found(&[("ITEM", "it does not stand under the key"), ("I3", "PENDING and has 0 waiting entries")]);
    let mut shop = Shop::sound();
    shop.any("BANK#004#110")["account_number"] = json!("110-123-000001");
    shop.assert_found(&[("ITEM", "it does not stand under the key")]);
}

#[test]
fn a_message_that_does_not_belong_where_it_is_kept_is_found() {
    let mut shop = Shop::sound();
    shop.at("#MESSAGE", "")["status"] = json!("UNCLAIMED");
    shop.assert_found(&[("ITEM", "status is of another type or out of range")]);
    let mut shop = Shop::sound();
    shop.at("#MESSAGE", "")["sms"]["received_at_ms"] = json!(1);
    shop.assert_found(&[("ITEM", "sms.received_at_ms is not the one of its key")]);
    let mut shop = Shop::sound();
    shop.any("UNCLAIMED#")["sms"]["receipt"] = json!(hex(7));
    shop.assert_found(&[("ITEM", "sms.receipt is not the one of its key")]);
}

#[test]
fn an_item_read_twice_is_found() {
    let mut shop = Shop::sound();
    let again = shop.order_item(1).clone();
    shop.put("", "", &again, json!({}));
    shop.assert_found(&[("ITEM", "it stands twice")]);
}
