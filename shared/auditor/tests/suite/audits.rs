//! I14.

use serde_json::{Value, json};

use crate::shop::{Shop, T0, merge};

const LOG: &str = "#AUDIT";

/// The sound shop with its log, in which everything is entered that it has.
fn logged() -> Shop {
    let mut shop = Shop::sound();
    let all = [
        ("workspace.created", 1),
        ("account.added", 1),
        ("phone.added", 1),
        ("phone.key_rotated", 1),
        ("sender.approved", 3),
        ("format.added", 2),
    ];
    for (n, (change, subject)) in all.into_iter().enumerate() {
        enter(&mut shop, T0, n, change, subject, json!([]));
    }
    let window = |from: &str, to: &str| json!([{"f": "match_window_days", "a": from, "z": to}]);
    enter(&mut shop, T0 + 5_000, 9, "settings.changed", 1, window("30", "7"));
    enter(&mut shop, T0 + 9_000, 9, "settings.changed", 1, window("7", "30"));
    shop
}

fn enter(shop: &mut Shop, at: i64, nonce: usize, change: &str, subject: u64, fields: Value) {
    let entry = json!({"fmt": 1, "by": "user:1", "change": change, "subject": subject, "fields": fields});
    shop.put("WS#0000000001#AUDIT", &format!("{at:013}-{nonce:08x}"), &entry, json!({}));
}

/// Another member, on both sides.
fn seat(shop: &mut Shop) {
    let person = json!({"workspace_id": 1, "user_id": 2, "email": "c@shop.example", "name": "나", "fmt": 1});
    let seat = json!({"role": "MEMBER", "joined_at": T0 + 1});
    for (pk, sk) in [("USER#0000000002", "WS#0000000001"), ("WS#0000000001", "MEMBER#0000000002")] {
        shop.put(pk, sk, &person, seat.clone());
    }
}

#[test]
fn a_shop_whose_changes_are_all_entered_is_sound() {
    logged().assert_found(&[]);
}

#[test]
fn what_was_added_without_its_entry_is_found() {
    for change in ["account.added", "phone.added", "phone.key_rotated", "sender.approved", "format.added"] {
        let mut shop = logged();
        shop.remove(|item| item["change"] == change);
        shop.assert_found(&[("I14", &format!("the audit log has no {change} of it"))]);
    }
}

#[test]
fn a_member_who_never_joined_is_found_on_both_sides() {
    let mut shop = logged();
    seat(&mut shop);
    let missing = ("I14", "the audit log has no member.joined of it");
    shop.assert_found(&[missing, missing]);
    enter(&mut shop, T0 + 1, 1, "member.joined", 2, json!([]));
    shop.assert_found(&[]);
}

#[test]
fn what_was_there_before_the_log_began_needs_no_entry() {
    let mut shop = Shop::sound();
    enter(&mut shop, T0 + 10_000, 1, "account.changed", 1, json!([]));
    shop.assert_found(&[]);
}

#[test]
fn a_setting_that_is_not_what_the_log_tells_is_found() {
    let mut shop = logged();
    shop.at("", "WS")["match_window_days"] = json!(31);
    shop.assert_found(&[("I14", "the audit log tells another match_window_days than it has")]);
}

/// Whoever had a workspace imported was never invited: the entry of the import names them.
#[test]
fn the_owner_of_an_import_is_told_by_its_entry_which_only_the_operator_makes() {
    let mut shop = logged();
    seat(&mut shop);
    let missing = ("I14", "the audit log has no member.joined of it");
    enter(&mut shop, T0 + 1, 1, "workspace.imported", 1, json!([{"f": "owner_id", "z": "2"}]));
    shop.assert_found(&[("ITEM", "only the operator does so"), missing, missing]);
    merge(shop.at(LOG, &format!("{:013}", T0 + 1)), &json!({"by": "operator"}));
    shop.assert_found(&[]);
}

#[test]
fn an_entry_that_no_person_made_or_of_no_known_change_is_found() {
    let mut shop = logged();
    merge(shop.at(LOG, &format!("{:013}", T0 + 5_000)), &json!({"by": "auto"}));
    shop.assert_found(&[("ITEM", "no person made it")]);
    let mut shop = logged();
    merge(shop.at(LOG, &format!("{:013}", T0 + 5_000)), &json!({"change": "door.opened"}));
    shop.assert_found(&[("ITEM", "change is of another type or out of range")]);
}
