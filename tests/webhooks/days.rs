//! A clock of days: the schedule of a failing delivery from its first try to its last, and the end of its endpoint.

use domain::delivery::DELAYS_MS;
use domain::time::{DAY_MS, MINUTE_MS};
use domain::{Timestamp, endpoint};
use serde_json::{Value, json};
use tests::Shop;
use tests::receiver::{Receiver, Reply};

use super::{ENDPOINTS, deliveries, endpoint as register, open, sell};

/// Lets time pass, a minute at a time as the schedule does, until `until`.
async fn pass(shop: &Shop, until: Timestamp) {
    while shop.clock.now() < until {
        let left = until.ms() - shop.clock.now().ms();
        shop.clock.advance_ms(left.min(MINUTE_MS));
        shop.sweep().await.unwrap();
        shop.notify().await;
    }
}

fn instant(value: &Value) -> Timestamp {
    Timestamp::parse(value.as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_failing_delivery_is_tried_ten_times_over_three_days() {
    let shop = open().await;
    let server = Receiver::start(|_, _| Reply::Status(500)).await;
    let (id, _) = register(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    for tries in 2..=10 {
        let next = instant(&deliveries(&shop, id).await[0]["next_attempt_at"]);
        // Nobody looks every minute of a day in which nothing is due.
        shop.clock.advance_ms((next.ms() - 2 * MINUTE_MS - shop.clock.now().ms()).max(0));
        pass(&shop, next.plus_ms(MINUTE_MS)).await;
        assert_eq!(server.arrived().len(), tries, "at {}", next.rfc3339());
    }
    let last = deliveries(&shop, id).await.remove(0);
    assert_eq!((&last["status"], &last["tries"]), (&json!("FAILED"), &json!(10)));
    let times: Vec<i64> = last["attempts"].as_array().unwrap().iter().map(|it| instant(&it["at"]).ms()).collect();
    for (nth, pair) in times.windows(2).enumerate() {
        let (wait, told) = (pair[1] - pair[0], DELAYS_MS[nth + 1]);
        let late = told / 10 + 4 * MINUTE_MS;
        assert!((told - 1_000..=told + late).contains(&wait), "try {}: {wait} ms after {told}", nth + 2);
    }
    shop.clock.advance_ms(DAY_MS);
    pass(&shop, shop.clock.now().plus_ms(2 * MINUTE_MS)).await;
    assert_eq!(server.arrived().len(), 10, "and then no more");
    shop.end().await;
}

#[tokio::test]
async fn an_endpoint_that_fails_for_five_days_is_disabled_and_the_others_are_told() {
    let shop = open().await;
    let (bad, good) = (Receiver::start(|_, _| Reply::Status(500)).await, Receiver::good().await);
    let (id, _) = register(&shop, &bad.url, &["order.matched"]).await;
    register(&shop, &good.url, &["endpoint.disabled"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    let since = deliveries(&shop, id).await[0]["attempts"][0]["at"].clone();
    shop.clock.advance_ms(endpoint::FAILING_FOR_MS - 10 * MINUTE_MS);
    sell(&shop, "A-2", 14_520).await;
    shop.notify().await;
    assert_eq!(shop.get(&format!("{ENDPOINTS}/{id}"), 200).await.body["is_active"], true);
    shop.clock.advance_ms(10 * MINUTE_MS);
    sell(&shop, "A-3", 14_530).await;
    shop.notify().await;
    let stands = shop.get(&format!("{ENDPOINTS}/{id}"), 200).await.body;
    assert_eq!((&stands["is_active"], &stands["disabled_reason"]), (&json!(false), &json!("failing")));
    let told = good.arrived().remove(0).json();
    assert_eq!((&told["type"], &told["data"]["reason"]), (&json!("endpoint.disabled"), &json!("failing")));
    assert_eq!(told["data"]["failing_since"], since);
    shop.end().await;
}

#[tokio::test]
async fn a_delivery_whose_starter_died_is_started_by_a_later_sweep() {
    let shop = open().await;
    let server = Receiver::start(|_, n| Reply::Status(if n < 3 { 500 } else { 200 })).await;
    let (id, _) = register(&shop, &server.url, &["order.matched"]).await;
    sell(&shop, "A-1", 14_510).await;
    shop.notify().await;
    for _ in 0..2 {
        let next = instant(&deliveries(&shop, id).await[0]["next_attempt_at"]);
        pass(&shop, next.plus_ms(MINUTE_MS)).await;
    }
    assert_eq!(server.arrived().len(), 3, "the fourth try waits in the index");
    shop.clock.advance_ms(40 * MINUTE_MS);
    shop.queue_wire.rule(|_| tests::Fate::LoseRequest);
    assert!(shop.sweep().await.is_err());
    shop.queue_wire.calm();
    shop.sweep().await.unwrap();
    shop.notify().await;
    assert_eq!(server.arrived().len(), 3, "it was taken, and stands in the index a quarter of an hour later");
    pass(&shop, shop.clock.now().plus_ms(16 * MINUTE_MS)).await;
    assert_eq!(deliveries(&shop, id).await[0]["status"], "SUCCEEDED");
    shop.end().await;
}
