//! A server that was written for what landed before understands what comes today: whatever it reads stands there, of
//! the type that it had.

use serde_json::{Value, json};
use tests::receiver::Receiver;

use super::{endpoint, open};

/// What an order's and a deposit's events told in the release before, each with a value of its type. Nothing is taken
/// out of here.
fn of_before() -> [(&'static str, Value); 3] {
    let order = json!({
        "id": 1, "order_number": "", "amount": 1, "depositor_name": "", "status": "", "customer_email": null,
        "customer_phone": null, "memo": null, "metadata": {}, "bank_account_id": null, "expires_at": null,
        "matched_at": "", "matched_deposit_id": 1, "difference": 0, "amount_received": 1, "payment_state": "", "flags": [],
        "created_at": "",
    });
    let deposit = json!({
        "id": 1, "bank_account_id": 1, "bank_code": "", "amount": 1, "depositor_name": "", "deposited_at": "",
        "state": "", "hold_reason": null, "hold_reasons": [], "dismiss_reason": null, "matched_order_id": 1,
        "duplicate_of": null, "source": "", "via": "", "sender_verdict": "", "balance": 1, "created_at": "",
    });
    [("order", order), ("deposit", deposit), ("match", json!({"rule": "", "reasons": []}))]
}

fn is_of_type(told: &Value, before: &Value) -> bool {
    match before {
        Value::Null => true,
        Value::Bool(_) => told.is_boolean(),
        Value::Number(_) => told.is_number(),
        Value::String(_) => told.is_string(),
        Value::Array(_) => told.is_array(),
        Value::Object(_) => told.is_object(),
    }
}

#[tokio::test]
async fn what_a_server_of_before_reads_still_stands_there() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.matched", "deposit.matched"]).await;
    shop.place("A-1", 14_510, "김철수").await;
    shop.place("A-2", 30_000, "김철수").await;
    for (name, amount) in [("김철수", 14_510), ("이영희", 20_000)] {
        shop.sms(&shop.kb(name, amount, 1_000_000), shop.clock.now()).await;
    }
    // In parts, and settled: the newest way to be paid.
    let part = |deposits: Value, said: &str| json!({"deposit_ids": deposits, "order_ids": [2], "difference": said});
    shop.post("/workspaces/1/matches", part(json!([2]), "KEEP_OPEN"), 200).await;
    shop.post("/workspaces/1/matches", part(json!([]), "ACCEPT_SHORT"), 200).await;
    shop.notify().await;
    let arrived = server.arrived();
    let of = |kind: &str| arrived.iter().filter(|event| event.kind() == kind).count();
    assert_eq!((of("order.matched"), of("deposit.matched")), (2, 2));
    for event in &arrived {
        let event = event.json();
        for field in ["id", "type", "timestamp", "by"] {
            assert!(event[field].is_string(), "{field} of {event}");
        }
        assert!(event["workspace_id"].is_number() && event["version"].is_number(), "{event}");
        for (part, before) in of_before() {
            let told = &event["data"][part];
            for (field, before) in before.as_object().unwrap() {
                let stands = told.get(field).is_some_and(|told| is_of_type(told, before));
                assert!(stands, "{part}.{field} of {event}");
            }
        }
        assert!(event["data"]["order"]["difference"].is_i64(), "whoever ships reads it: {event}");
    }
    shop.end().await;
}
