//! I4.

use auditor::Accepted;
use domain::occurrence::ReceiptId;
use serde_json::json;

use crate::shop::{Shop, bytes, drop_field, merge};

fn receipt(id: u64) -> ReceiptId {
    u128::from(id).to_be_bytes().into()
}

#[test]
fn a_lost_message_is_found() {
    let receipts: Vec<_> = [1, 5, 101, 102, 103, 104, 105].map(receipt).to_vec();
    let in_flight = vec![receipt(104)];
    let found = Shop::sound().found(Some(&Accepted { receipts, in_flight }));
    let lost =
        "I4 RECEIPT#00000000000000000000000000000069 / RECEIPT: the message was accepted and nothing became of it";
    assert_eq!(found, [("I4", lost.to_owned())]);
}

#[test]
fn a_receipt_of_what_does_not_stand_is_found() {
    let mut shop = Shop::sound();
    shop.any("RECEIPT#00000000000000000000000000000002")["order_id"] = json!(9);
    shop.any("RECEIPT#00000000000000000000000000000001")["deposit_id"] = json!(9);
    shop.assert_found(&[
        ("I4", "it tells of order 9, which does not stand"),
        ("I4", "it tells of deposit 9, which does not stand"),
    ]);
    let mut shop = Shop::sound();
    shop.any("RECEIPT#00000000000000000000000000000001")["deposit_id"] = json!(4);
    shop.assert_found(&[("I4", "it tells another amount than deposit 4")]);
}

#[test]
fn a_receipt_tells_each_outcome_and_what_it_names_stands() {
    const OF: &str = "RECEIPT#00000000000000000000000000000067";
    let told = |outcome: serde_json::Value| {
        let mut shop = Shop::sound();
        let item = shop.any(OF);
        drop_field(item, "why");
        merge(item, &outcome);
        shop
    };
    let of = |id: u64| json!({"workspace_id": 1, "deposit_id": id});
    let with = |id: u64, more: serde_json::Value| {
        let mut item = of(id);
        merge(&mut item, &more);
        item
    };
    told(json!({"outcome": "reversal_unclear"})).assert_found(&[]);
    told(with(12, json!({"outcome": "reversed", "order_id": 12}))).assert_found(&[]);
    told(with(12, json!({"outcome": "reversed"}))).assert_found(&[]);
    told(with(11, json!({"outcome": "dismissed", "amount": 40_000, "why": "REFUNDED"}))).assert_found(&[]);
    told(with(11, json!({"outcome": "dismissed", "amount": 40_000, "why": "restored"})))
        .assert_found(&[("ITEM", "why is of another type")]);
    told(with(11, json!({"outcome": "dismissed", "amount": 40_001, "why": "REFUNDED"})))
        .assert_found(&[("I4", "it tells another amount than deposit 11")]);
    told(with(99, json!({"outcome": "reversed"}))).assert_found(&[("I4", "it tells of deposit 99")]);
}

#[test]
fn a_message_tells_its_sender_and_how_far_it_was_believed() {
    let mut shop = Shop::sound();
    let told =
        json!({"title": "은행", "package": "com.example", "call_id": "7", "ambiguous": true, "unconfirmed": true});
    merge(&mut shop.at("#MESSAGE", "")["sms"], &told);
    merge(&mut shop.at("#MESSAGE", "")["sms"], &json!({"missing_sender": "HELD", "heard_at_ms": 5}));
    merge(shop.at("#MESSAGE", ""), &json!({"sender_verdict": "unlisted", "why": "reversal_unclear"}));
    shop.assert_found(&[]);
    shop.at("#MESSAGE", "")["sms"]["missing_sender"] = json!("MAYBE");
    shop.assert_found(&[("ITEM", "sms.missing_sender is of another type")]);
}

/// The message of the sound shop's inbox, resolved.
fn resolved(deposit: Option<u64>) -> Shop {
    let mut shop = Shop::sound();
    let mut became = json!({"t": 1_700_000_000_000_i64, "b": "user:1", "c": bytes(7)});
    if let Some(deposit) = deposit {
        became["d"] = json!(deposit);
    }
    merge(shop.at("#MESSAGE", ""), &json!({"status": "RESOLVED", "version": 2, "resolved": became}));
    shop
}

#[test]
fn a_message_that_became_a_deposit_names_one_that_stands() {
    resolved(None).assert_found(&[]);
    resolved(Some(2)).assert_found(&[]);
    resolved(Some(9)).assert_found(&[("I4", "it became deposit 9, which does not stand")]);
}

#[test]
fn a_message_is_resolved_exactly_when_it_says_what_it_became() {
    let mut shop = resolved(Some(2));
    shop.at("#MESSAGE", "")["status"] = json!("QUARANTINED");
    shop.assert_found(&[("ITEM", "status, resolved and version do not agree")]);
    let mut shop = resolved(None);
    drop_field(shop.at("#MESSAGE", ""), "resolved");
    shop.assert_found(&[("ITEM", "status, resolved and version do not agree")]);
}

#[test]
fn a_receipt_of_a_deleted_workspace_goes_by_its_time_to_live() {
    let mut shop = Shop::sound();
    shop.any("RECEIPT#00000000000000000000000000000002")["workspace_id"] = json!(2);
    shop.any("RECEIPT#00000000000000000000000000000002")["deposit_id"] = json!(77);
    shop.assert_found(&[]);
}
