//! One event, from the bank's message to the shop's server: in this process, and deployed.

use serde_json::{Value, json};
use tests::receiver::Receiver;

use super::{ENDPOINTS, deliveries, endpoint, open, sell};

#[tokio::test]
async fn a_paid_order_is_told_once_and_the_reference_library_takes_its_signature() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, secret) = endpoint(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let arrived = server.arrived();
    assert_eq!(arrived.len(), 1, "{arrived:?}");
    assert!(arrived[0].signed_by(&secret));
    assert_eq!((arrived[0].id(), arrived[0].path.as_str()), ("evt_1_o1_2", "/hook"));
    let event = arrived[0].json();
    assert_eq!(
        (&event["id"], &event["type"], &event["version"]),
        (&json!("evt_1_o1_2"), &json!("order.matched"), &json!(2))
    );
    assert_eq!(
        (&event["data"]["order"]["amount"], &event["data"]["order"]["status"]),
        (&json!(14_510), &json!("MATCHED"))
    );
    assert_eq!((&event["data"]["deposit"]["via"], &event["data"]["match"]["rule"]), (&json!("open"), &json!("same")));
    assert_eq!(event["data"]["match"]["reasons"], json!(["amount_equal", "name_same"]));
    // The promised notices come too, and find that everything was told. Where the world's clock runs they come half a
    // minute later, and nobody waits for them.
    if cfg!(not(feature = "deployed")) {
        shop.rest().await;
        assert_eq!(server.arrived().len(), 1);
    }
    let kept = deliveries(&shop, id).await;
    assert_eq!((&kept[0]["status"], &kept[0]["attempts"][0]["status"]), (&json!("SUCCEEDED"), &json!(204)));
    shop.end().await;
}

/// 60,000 for an order of 191,000: whoever ships must be able to see that it is not all.
#[tokio::test]
async fn an_order_that_is_matched_with_too_little_tells_what_is_missing() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.matched", "deposit.matched", "order.unmatched"]).await;
    shop.place("A-1", 191_000, "김철수").await;
    let message = shop.kb("이영희", 60_000, 1_000_000);
    shop.sms(&message, shop.clock.now()).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    shop.notify().await;
    let told = |kind: &str| server.arrived().iter().find(|event| event.kind() == kind).unwrap().json();
    for kind in ["order.matched", "deposit.matched"] {
        let data = told(kind)["data"].clone();
        assert_eq!(
            (&data["order"]["difference"], &data["match"]["rule"]),
            (&json!(-131_000), &json!("by_hand")),
            "{kind}"
        );
        assert_eq!((&data["order"]["amount"], &data["deposit"]["amount"]), (&json!(191_000), &json!(60_000)), "{kind}");
    }
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    shop.notify().await;
    assert_eq!(told("order.unmatched")["data"]["order"]["difference"], Value::Null);
    shop.end().await;
}

/// What is missing is missing of the newest order alone, also where the deposit's own event names the first.
#[tokio::test]
async fn a_transfer_for_two_orders_tells_each_what_it_got() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.matched", "deposit.matched"]).await;
    shop.place("A-1", 10_000, "김철수").await;
    shop.place("A-2", 20_000, "김철수").await;
    let message = shop.kb("이영희", 29_500, 1_000_000);
    shop.sms(&message, shop.clock.now()).await;
    let both = json!({"deposit_ids": [1], "order_ids": [1, 2], "difference": "ACCEPT_SHORT"});
    shop.post("/workspaces/1/matches", both, 200).await;
    shop.notify().await;
    let mut told: Vec<_> = server.arrived().iter().map(|event| (event.kind(), event.json()["data"].clone())).collect();
    told.sort_by_key(|(kind, data)| (kind.clone(), data["order"]["id"].as_u64()));
    let difference = |(kind, data): &(String, Value)| {
        json!([kind, data["order"]["id"], data["order"]["difference"], data["deposit"]["id"]])
    };
    let told: Vec<Value> = told.iter().map(difference).collect();
    let rest = [json!(["order.matched", 1, 0, 1]), json!(["order.matched", 2, -500, 1])];
    assert_eq!(told[0], json!(["deposit.matched", 1, 0, 1]));
    assert_eq!(told[1..], rest);
    shop.end().await;
}

/// A part is told as a part, and the order as matched once, when nothing is missing.
#[tokio::test]
async fn an_order_that_is_paid_in_parts_is_told_as_matched_once_and_as_cancelled_with_what_it_had() {
    let (shop, server) = (open().await, Receiver::good().await);
    endpoint(&shop, &server.url, &["order.matched", "order.partially_paid", "order.cancelled", "deposit.held"]).await;
    shop.place("A-1", 100_000, "김철수").await;
    shop.place("A-2", 70_000, "박철수").await;
    for (nth, amount) in (1..).zip([60_000_u64, 50_000]) {
        shop.sms(&shop.kb("이영희", amount, 1_000_000 * nth), shop.clock.now()).await;
        let part = json!({"deposit_ids": [nth], "order_ids": [nth], "difference": "KEEP_OPEN"});
        shop.post("/workspaces/1/matches", part, 200).await;
    }
    shop.pay("김철수", 40_000, 3_000_000).await;
    shop.patch("/workspaces/1/orders/2", json!({"status": "CANCELLED"}), 200).await;
    shop.notify().await;
    let order = |event: &Value| event["data"]["order"].clone();
    let mut told: Vec<Value> = Vec::new();
    for event in server.arrived() {
        let (kind, order) = (event.kind(), order(&event.json()));
        let state = [&order["status"], &order["payment_state"], &order["amount_received"], &order["difference"]];
        told.push(json!([kind, order["id"], state]));
    }
    told.sort_by_key(Value::to_string);
    let expected = [
        json!(["deposit.held", 2, ["CANCELLED", "UNPAID", 0, null]]),
        json!(["order.cancelled", 2, ["CANCELLED", "UNPAID", 50_000, null]]),
        json!(["order.matched", 1, ["MATCHED", "PAID", 100_000, 0]]),
        json!(["order.partially_paid", 1, ["PENDING", "PARTIAL", 60_000, null]]),
        json!(["order.partially_paid", 2, ["PENDING", "PARTIAL", 50_000, null]]),
    ];
    assert_eq!(told, expected);
    shop.end().await;
}

#[tokio::test]
async fn a_ping_arrives_and_is_signed() {
    let (shop, server) = (open().await, Receiver::good().await);
    let (id, secret) = endpoint(&shop, &server.url, &["order.matched"]).await;
    let ping = shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await.body;
    shop.notify().await;
    let arrived = server.arrived();
    assert_eq!((arrived.len(), arrived[0].kind().as_str()), (1, "ping"), "{arrived:?}");
    assert!(arrived[0].signed_by(&secret), "{ping}");
    shop.end().await;
}

/// A server that hears of a test workspace and of a real one must tell them apart by the event alone.
#[tokio::test]
async fn what_a_test_workspace_tells_says_that_it_is_none() {
    let (shop, server) = (open().await, Receiver::good().await);
    let real = Receiver::good().await;
    endpoint(&shop, &real.url, &["order.cancelled"]).await;
    let made = shop.post("/workspaces", json!({"name": "시험", "mode": "TEST"}), 200).await.body;
    let ws = format!("/workspaces/{}", made["id"]);
    let body = json!({"url": server.url, "events": ["order.cancelled"]});
    let of_test = shop.post(&format!("{ws}/webhook-endpoints"), body, 201).await.body;
    assert_eq!(of_test["livemode"], false);
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    let order = json!({"order_number": "T-1", "amount": 14_510, "depositor_name": "홍길동"});
    shop.post(&format!("{ws}/orders"), order, 201).await;
    let cancelled = json!({"status": "CANCELLED"});
    shop.patch(&format!("{ws}/orders/1"), cancelled.clone(), 200).await;
    shop.notify().await;
    let event = server.arrived()[0].json();
    assert_eq!((&event["livemode"], &event["workspace_id"]), (&json!(false), &made["id"]));
    assert_eq!(real.arrived().len(), 0, "no test event goes to a real workspace's endpoint");
    shop.place("A-1", 14_510, "홍길동").await;
    shop.patch("/workspaces/1/orders/1", cancelled, 200).await;
    shop.notify().await;
    assert_eq!((real.arrived()[0].json()["livemode"].clone(), server.arrived().len()), (json!(true), 1));
    shop.end().await;
}
