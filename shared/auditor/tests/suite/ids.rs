//! I6.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn an_id_above_its_sequence_is_found() {
    let sequences = [
        ("SEQ#0000000001", "ORDER", 16, "id 17 was given, and only 16 were counted"),
        ("SEQ#0000000001", "DEPOSIT", 15, "id 16 was given, and only 15 were counted"),
        ("SEQ#0000000001", "SENDER", 2, "id 3 was given, and only 2 were counted"),
        ("SEQ#0000000001", "PHONE", 0, "id 1 was given, and only 0 were counted"),
        ("SEQ#0000000001", "ACCOUNT", 0, "id 1 was given, and only 0 were counted"),
        ("SEQ#GLOBAL", "USER", 0, "id 1 was given, and only 0 were counted"),
        ("SEQ#GLOBAL", "WORKSPACE", 0, "id 1 was given, and only 0 were counted"),
        ("SEQ#GLOBAL", "TOKEN", 0, "id 1 was given, and only 0 were counted"),
    ];
    for (pk, sk, last, what) in sequences {
        let mut shop = Shop::sound();
        shop.remove(|item| item["PK"] == pk && item["SK"] == sk);
        shop.put(pk, sk, &json!({"fmt": 1}), json!({"last": last}));
        shop.assert_found(&[("I6", &format!("{pk} / {sk}: {what}"))]);
    }
}

#[test]
fn ids_without_a_sequence_are_found() {
    let mut shop = Shop::sound();
    shop.remove(|item| item["PK"] == "SEQ#0000000001" && item["SK"] == "ORDER");
    shop.assert_found(&[("I6", "id 17 was given, and only 0 were counted")]);
}

#[test]
fn a_token_number_given_twice_is_found() {
    let mut shop = Shop::sound();
    let token = json!({"fmt": 1, "user_id": 1, "jti": "a2", "kind": "api", "number": 1, "name": "pos",
        "scopes": ["read"], "created_at": 1});
    shop.put("USER#0000000001", "TOKEN#a2", &token, json!({}));
    shop.assert_found(&[("I6", "number 1 was given to another token too")]);
}
