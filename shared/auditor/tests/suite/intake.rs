//! I4.

use auditor::Accepted;
use serde_json::json;

use crate::shop::Shop;

fn receipt(id: u64) -> [u8; 16] {
    u128::from(id).to_be_bytes()
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
