//! The sweeper's passes: pages of a bounded size, rows side by side, an end in time, and nothing that holds up others.

use std::sync::atomic::{AtomicUsize, Ordering};

use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::{Call, Fate, Gate, Shop};

const AMOUNT: u64 = 14_510;

fn is_transaction(call: &Call) -> bool {
    call.operation == "TransactWriteItems"
}

/// Places so many orders whose deadline and grace have passed by the time that this returns.
async fn overdue(shop: &Shop, many: u64) {
    let until = shop.clock.now().plus_ms(60_000).rfc3339();
    for nth in 0..many {
        let body = json!({"order_number": format!("A-{nth}"), "amount": AMOUNT + nth % 7, "depositor_name": "홍길동", "expires_at": until});
        shop.post("/workspaces/1/orders", body, 201).await;
    }
    shop.rest().await;
    shop.clock.advance_ms(12 * 60_000);
}

#[tokio::test]
async fn the_sweeper_expires_what_is_due_in_bounded_pages_and_side_by_side() {
    let shop = Shop::open().await;
    overdue(&shop, 250).await;
    // No write is answered before sixteen are under way: one after the other, this would never end.
    let (gate, seen) = (Gate::for_all(16), AtomicUsize::new(0));
    shop.wire.rule(move |call| match is_transaction(call) && seen.fetch_add(1, Ordering::SeqCst) < 16 {
        true => Fate::HoldReply(gate.clone()),
        false => Fate::Pass,
    });
    shop.wire.taken();
    assert_eq!(shop.expire_due().await, 250);
    let pages: Vec<Call> = shop.wire.taken().into_iter().filter(|call| call.body["IndexName"] == "GSI3").collect();
    assert!(pages.iter().all(|page| page.body["Limit"] == 100), "a page without a bound");
    assert_eq!(pages.len(), 16 + 2, "a page for each shard, and two more for the 250");
    shop.end().await;
}

#[tokio::test]
async fn a_sweep_that_takes_long_leaves_the_rest_to_the_next() {
    let shop = Shop::open().await;
    overdue(&shop, 250).await;
    // Every page of the orders' shard takes twenty seconds, of which the run has thirty.
    let clock = shop.clock.clone();
    shop.wire.rule(move |call| {
        if call.body["IndexName"] == "GSI3" && call.body["ExpressionAttributeValues"].to_string().contains("DUE#01") {
            clock.advance_ms(20_000);
        }
        Fate::Pass
    });
    let mut runs = Vec::new();
    while runs.iter().sum::<usize>() < 250 {
        let until = shop.clock.now().plus_ms(30_000);
        runs.push(shop.product.app.pairing.expire_due(until).await.done);
        assert!(runs.len() < 10, "{runs:?}");
    }
    assert_eq!(runs, [200, 50]);
    shop.end().await;
}

/// The order that fails is tried again by the next run, and those behind it do not wait for it.
#[tokio::test]
async fn an_order_that_fails_every_time_holds_up_none_behind_it() {
    let shop = Shop::open().await;
    overdue(&shop, 150).await;
    shop.wire.rule(|call| {
        let fails = is_transaction(call) && call.body.to_string().contains("\"A-0\"");
        if fails { Fate::LoseRequest } else { Fate::Pass }
    });
    let expired = async || {
        let items = shop.items().await;
        items.iter().filter(|item| item.get("status").is_some_and(|status| status.as_s().unwrap() == "EXPIRED")).count()
    };
    for _ in 0..2 {
        assert!(shop.sweep().await.is_err(), "the run says so");
        assert_eq!(expired().await, 149);
    }
    shop.wire.calm();
    shop.sweep().await.unwrap();
    assert_eq!(expired().await, 150);
    shop.end().await;
}

/// An order of the table whose item somebody broke by hand: it is told of, and the run is a good one.
#[tokio::test]
async fn an_order_that_cannot_be_read_is_passed_by() {
    let shop = Shop::open().await;
    overdue(&shop, 2).await;
    let key = |name: &str, text: &str| (name.to_owned(), aws_sdk_dynamodb::types::AttributeValue::S(text.to_owned()));
    let broken = shop.product.dynamo().update_item().table_name(local::product::TABLE);
    let broken = broken.set_key(Some([key("PK", "WS#0000000001#ORDER"), key("SK", "0000000001")].into()));
    let broken = broken.update_expression("SET #status = :none").expression_attribute_names("#status", "status");
    broken.expression_attribute_values(":none", key("", "LOST").1).send().await.unwrap();
    let pairing = &shop.product.app.pairing;
    let report = pairing.expire_due(pairing.now().plus_ms(sweeper::RUN_MS)).await;
    assert_eq!((report.done, report.corrupt, report.failed), (1, 1, 0), "{report:?}");
    assert_eq!(shop.order(2).await["status"], "EXPIRED");
    shop.abandon();
}

/// Whichever other pass cannot read its index, retention does its work, and the run fails in the end.
#[tokio::test]
async fn a_pass_that_fails_stops_no_other() {
    let mut shop = Shop::open().await;
    shop.patch("/workspaces/1", json!({"settings": {"retention_days": 30}}), 200).await;
    let old = json!({"order_number": "A-1", "amount": 500, "depositor_name": "홍길동", "memo": "문 앞"});
    shop.post("/workspaces/1/orders", old, 201).await;
    shop.patch("/workspaces/1/orders/1", json!({"status": "CANCELLED"}), 200).await;
    for (nth, broken) in ["DUE#0", "RETRY#", "DUE#WATCH", "DUE#REMINDER"].into_iter().enumerate() {
        shop.clock.advance_ms(31 * DAY_MS);
        shop.owner = shop.log_in("owner@example.com").await;
        let id = 2 + nth;
        let memo =
            json!({"order_number": format!("A-{id}"), "amount": 500, "depositor_name": "홍길동", "memo": "문 앞"});
        shop.post("/workspaces/1/orders", memo, 201).await;
        shop.patch(&format!("/workspaces/1/orders/{id}"), json!({"status": "CANCELLED"}), 200).await;
        shop.wire.rule(move |call| {
            let of = call.body["ExpressionAttributeValues"][":pk"]["S"].as_str().unwrap_or_default();
            if of.starts_with(broken) { Fate::LoseRequest } else { Fate::Pass }
        });
        assert!(shop.sweep().await.is_err(), "{broken}");
        shop.wire.calm();
        assert_eq!(shop.order(u64::try_from(id).unwrap() - 1).await["memo"], Value::Null, "{broken}");
    }
    shop.end().await;
}
