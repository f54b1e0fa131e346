//! Budgets: how many trips to the table one operation makes one after another, and what they cost. Counted on the wire
//! and computed from the bytes of the items, never measured as time, so that the numbers are exact on every machine.
//! ARCHITECTURE.md quotes these tables.
//!
//! A trip is found by holding every request until no more come: those stand side by side. Units are those of
//! DynamoDB on demand, GSI entries aside: a write 1 per started KB, in a transaction 2; a consistent read 1 per started
//! 4 KB, otherwise one half.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Call, Fate, Gate, Shop};

use tests::heat::size;
use tests::mutant::the_write;

/// Runs one operation and tells its trips, one a line, and their sum.
async fn measured(shop: &Shop, operation: impl Future) -> String {
    shop.wire.taken();
    let gate = Arc::new(Mutex::new(Gate::shut()));
    let held = Arc::clone(&gate);
    shop.wire.rule(move |_| Fate::HoldRequest(held.lock().unwrap().clone()));
    let mut trips: Vec<Vec<Call>> = Vec::new();
    let mut operation = std::pin::pin!(operation);
    loop {
        let now = gate.lock().unwrap().clone();
        tokio::select! {
            biased;
            _ = &mut operation => break,
            () = now.when_come(1) => {}
        }
        // Whatever the operation can send without an answer, it sends when it is polled.
        tokio::select! { biased; _ = &mut operation => break, () = tokio::task::yield_now() => {} }
        *gate.lock().unwrap() = Gate::shut();
        trips.push(shop.wire.taken());
        now.open();
    }
    shop.wire.calm();
    assert!(shop.wire.taken().is_empty(), "a request was not waited for");
    table(&trips, &sizes(shop).await)
}

/// The bytes of the items that stand, by partition and sort key.
type Sizes = HashMap<(String, String), usize>;

/// A kilobyte at most stands in every item of these tests but a guard, and four in every range that is read: checked
/// here.
async fn sizes(shop: &Shop) -> Sizes {
    let mut sizes = Sizes::new();
    for item in shop.items().await {
        let [pk, sk] = ["PK", "SK"].map(|part| item[part].as_s().unwrap().clone());
        let bytes = size(&item);
        assert!(bytes <= 1024 || pk.ends_with("#SEEN"), "{pk} / {sk} has {bytes} bytes: more than these tables say");
        sizes.insert((pk, sk), bytes);
    }
    sizes
}

/// The bytes of what a request writes or gets; an item that does not stand costs as a small one.
fn bytes(key: &Value, sizes: &Sizes) -> usize {
    let part = |name: &str| key[name]["S"].as_str().unwrap().to_owned();
    sizes.get(&(part("PK"), part("SK"))).copied().unwrap_or(1)
}

/// What a request costs: write units, and halves of read units.
fn cost(call: &Call, sizes: &Sizes) -> (usize, usize) {
    let read = |consistent: &Value| if consistent == &json!(true) { 2 } else { 1 };
    match call.operation.as_str() {
        "TransactWriteItems" => {
            let units = |item: &Value| {
                let write = item.as_object().unwrap().values().next().unwrap();
                let key = if write["Key"].is_null() { &write["Item"] } else { &write["Key"] };
                2 * bytes(key, sizes).div_ceil(1_024)
            };
            (call.body["TransactItems"].as_array().unwrap().iter().map(units).sum(), 0)
        }
        "PutItem" | "UpdateItem" | "DeleteItem" => (1, 0),
        "GetItem" => (0, read(&call.body["ConsistentRead"]) * bytes(&call.body["Key"], sizes).div_ceil(4_096)),
        "Query" => (0, read(&call.body["ConsistentRead"])),
        "BatchGetItem" => {
            let tables = call.body["RequestItems"].as_object().unwrap();
            (
                0,
                tables
                    .values()
                    .map(|table| table["Keys"].as_array().unwrap().len() * read(&table["ConsistentRead"]))
                    .sum(),
            )
        }
        other => panic!("what does {other} cost?"),
    }
}

/// What a request is about, by the partition of its key.
fn about(call: &Call) -> String {
    let key = match call.operation.as_str() {
        "TransactWriteItems" => {
            return format!("{} of {} writes", call.operation, call.body["TransactItems"].as_array().unwrap().len());
        }
        "BatchGetItem" => return call.operation.clone(),
        "PutItem" => &call.body["Item"]["PK"]["S"],
        "Query" => &call.body["ExpressionAttributeValues"][":pk"]["S"],
        _ => &call.body["Key"]["PK"]["S"],
    };
    let words: Vec<&str> =
        key.as_str().unwrap().split('#').filter(|word| word.chars().all(|c| c.is_ascii_uppercase())).collect();
    format!("{} {}", call.operation, words.join(" "))
}

fn table(trips: &[Vec<Call>], sizes: &Sizes) -> String {
    let largest = sizes.values().max().copied().unwrap_or_default();
    let mut text = String::new();
    let (mut writes, mut reads) = (0, 0);
    for (nth, trip) in trips.iter().enumerate() {
        let mut names: Vec<String> = trip.iter().map(about).collect();
        names.sort();
        text.push_str(&format!("{}: {}\n", nth + 1, names.join(" | ")));
        for call in trip {
            let (written, read) = cost(call, sizes);
            (writes, reads) = (writes + written, reads + read);
        }
    }
    println!(
        "{text}{writes} WRU + {}.{} RRU; the largest item has {largest} bytes\n",
        reads / 2,
        if reads % 2 == 1 { 5 } else { 0 }
    );
    text.push_str(&format!("{writes} WRU + {}.{} RRU", reads / 2, if reads % 2 == 1 { 5 } else { 0 }));
    text
}

fn sms(shop: &Shop, name: &str, amount: u64) -> String {
    let raw = shop.kb(name, amount, 900_000);
    json!({"v": 1, "kind": "sms", "receipt": "0123456789abcdef0123456789abcdef", "raw_sms": raw, "received_at_ms": shop.clock.now().ms(), "via": "open"}).to_string()
}

fn lines(expected: &str) -> String {
    expected.trim().lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_message_is_matched_in_three_trips_for_twelve_write_units() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let task = sms(&shop, "홍길동", 14_510);
    let measured = measured(&shop, shop.work_on(&task)).await;
    let expected = "
        1: Query BANK
        2: GetItem WS | GetItem WS SEEN | Query WS WAIT | UpdateItem SEQ
        3: TransactWriteItems of 5 writes
        4: Query WS WAIT
        5: PutItem RECEIPT
        12 WRU + 4.5 RRU";
    assert_eq!(measured, lines(expected));
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;
}

/// A message over a phone's URL finds its account by the number that it prints, however many accounts the shop has. The
/// first one of an account is followed by a note of it; the next ones find it beside what they need of it.
#[tokio::test]
async fn a_message_over_a_phone_is_matched_in_two_trips() {
    let shop = Shop::open().await;
    shop.phone().await;
    for nth in 0..60 {
        shop.register(&format!("210-555-{nth:06}")).await;
    }
    shop.place("A-1", 500, "김철수").await;
    shop.place("A-2", 14_510, "홍길동").await;
    let over = |raw: String| {
        let mut task: Value = serde_json::from_str(&sms(&shop, "", 1)).unwrap();
        task["raw_sms"] = raw.clone().into();
        task["via"] = "keyed".into();
        task["sender"] = "16449999".into();
        task["phone"] = json!({"workspace_id": 1, "phone_id": 1});
        task["receipt"] = format!("{:032x}", raw.len()).into();
        task.to_string()
    };
    shop.work_on(&over(shop.kb("김철수", 500, 900_000))).await.unwrap();
    let task = over(shop.kb("홍길동", 14_510, 1_900_000));
    let measured = measured(&shop, shop.work_on(&task)).await;
    let expected = "
        1: GetItem WS | GetItem WS SEEN | Query WS ACCOUNTNO | Query WS WAIT | UpdateItem SEQ
        2: TransactWriteItems of 5 writes
        3: Query WS WAIT
        4: PutItem RECEIPT
        12 WRU + 5.0 RRU";
    assert_eq!(measured, lines(expected));
    assert_eq!([shop.order(1).await["status"].clone(), shop.order(2).await["status"].clone()], ["MATCHED", "MATCHED"]);
    shop.end().await;
}

/// The guard is read and written whole: ten reports fit into one write unit, and 64, the most, into six. What the
/// simulation of `docs/scale.md` counts is this.
#[tokio::test]
async fn a_guard_that_remembers_many_reports_costs_what_the_page_says() {
    for (remembered, expected) in [(0, "12 WRU + 4.5 RRU"), (9, "12 WRU + 4.5 RRU"), (63, "22 WRU + 5.5 RRU")] {
        let shop = Shop::open().await;
        for nth in 0..remembered {
            shop.place(&format!("B-{nth}"), 14_510, "홍길동").await;
            shop.pay("홍길동", 14_510, 1_000_000 + nth).await;
        }
        shop.place("A-1", 14_510, "홍길동").await;
        let task = sms(&shop, "홍길동", 14_510);
        let measured = measured(&shop, shop.work_on(&task)).await;
        assert!(measured.contains("3: TransactWriteItems of 5 writes"), "{measured}");
        assert_eq!(measured.lines().last().unwrap(), expected, "{remembered}");
        assert!(measured.contains(&format!("{} WRU", tests::held::units(remembered, true))), "{measured}");
        assert_eq!(shop.order(remembered + 1).await["status"], "MATCHED");
        shop.end().await;
    }
}

#[tokio::test]
async fn a_message_whose_order_is_yet_to_come_is_recorded_in_three_trips() {
    let shop = Shop::open().await;
    let task = sms(&shop, "홍길동", 14_510);
    let measured = measured(&shop, shop.work_on(&task)).await;
    let expected = "
        1: Query BANK
        2: GetItem WS | GetItem WS SEEN | Query WS WAIT | UpdateItem SEQ
        3: TransactWriteItems of 4 writes
        4: GetItem WS | Query WS WAIT
        5: GetItem WS DEPOSIT
        6: PutItem RECEIPT
        10 WRU + 6.5 RRU";
    assert_eq!(measured, lines(expected));
    shop.end().await;
}

#[tokio::test]
async fn an_order_is_placed_in_three_trips_for_seven_write_units() {
    let shop = Shop::open().await;
    let first = measured(&shop, shop.place("A-1", 14_510, "홍길동")).await;
    let expected = "
        1: BatchGetItem
        2: UpdateItem SEQ
        3: TransactWriteItems of 3 writes
        4: Query WS WAIT
        7 WRU + 4.0 RRU";
    assert_eq!(first, lines(expected), "of a caller whom this program does not know yet");
    let next = measured(&shop, shop.place("A-2", 14_510, "홍길동")).await;
    let expected = "
        1: BatchGetItem | UpdateItem SEQ
        2: TransactWriteItems of 3 writes
        3: Query WS WAIT
        7 WRU + 4.0 RRU";
    assert_eq!(next, lines(expected));
    shop.end().await;
}

#[tokio::test]
async fn an_order_that_is_already_paid_for_is_placed_and_matched() {
    let shop = Shop::open().await;
    shop.pay("홍길동", 14_510, 900_000).await;
    let measured = measured(&shop, shop.place("A-1", 14_510, "홍길동")).await;
    let expected = "
        1: BatchGetItem
        2: UpdateItem SEQ
        3: TransactWriteItems of 3 writes
        4: Query WS WAIT
        5: GetItem WS | Query WS WAIT
        6: TransactWriteItems of 4 writes
        7: Query WS WAIT
        8: GetItem WS ORDER
        15 WRU + 8.0 RRU";
    assert_eq!(measured, lines(expected));
    shop.end().await;
}

#[tokio::test]
async fn what_is_read_is_one_trip_beside_the_check() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 900_000).await;
    for (path, second) in [
        ("/workspaces/1/orders/1", "GetItem WS ORDER"),
        ("/workspaces/1/orders", "Query WS ORDER"),
        ("/workspaces/1/deposits/1", "GetItem WS DEPOSIT"),
        ("/workspaces/1/deposits", "Query WS DEPOSIT"),
    ] {
        let measured = measured(&shop, shop.call(Method::GET, path, Some(&shop.owner), None, 200)).await;
        assert_eq!(measured, format!("1: BatchGetItem | GetItem USER\n2: {second}\n0 WRU + 3.0 RRU"), "{path}");
    }
    shop.end().await;
}

/// What an open page asks: the check, and the number.
#[tokio::test]
async fn a_question_of_an_open_page_reads_two_and_a_half_units() {
    let shop = Shop::open().await;
    shop.get("/workspaces/1/stamp", 200).await;
    let measured = measured(&shop, shop.get("/workspaces/1/stamp", 200)).await;
    assert_eq!(measured, "1: BatchGetItem | GetItem USER\n2: GetItem SEQ\n0 WRU + 2.5 RRU");
    shop.end().await;
}

/// What requests cost together.
fn units(calls: &[Call]) -> String {
    let (writes, reads) =
        calls.iter().map(|call| cost(call, &Sizes::new())).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    format!("{writes} WRU + {}.{} RRU", reads / 2, if reads % 2 == 1 { 5 } else { 0 })
}

/// Key, whether it came before, its limit (in use), its pulse. The looks at the receipt come on top.
#[tokio::test]
async fn a_phones_call_writes_three_units_and_reads_one_and_a_half() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let call = async |balance: u64| {
        shop.wire.taken();
        let raw = shop.kb("홍길동", 14_510, balance);
        let answer = shop.forward(&format!("/webhooks/bank-sms/{key}"), &raw, shop.clock.now()).await;
        assert_eq!(answer.status, 202);
        units(&shop.wire.taken())
    };
    call(1_000).await;
    let expected = "
        3 WRU + 1.5 RRU";
    assert_eq!(call(2_000).await, lines(expected));
    shop.abandon();
}

/// The sweeper runs every minute, whether or not there is anything to do.
#[tokio::test]
async fn a_sweep_of_nothing_reads_seventeen_units() {
    let shop = Shop::open().await;
    // A new workspace is looked through at once, and then once a day.
    shop.sweep().await.unwrap();
    shop.wire.taken();
    shop.sweep().await.unwrap();
    let expected = "
        0 WRU + 17.5 RRU";
    assert_eq!(units(&shop.wire.taken()), lines(expected));
    shop.end().await;
}

/// Once a day each workspace is looked through for what it forgets; here within a sweep that finds nothing else.
#[tokio::test]
async fn a_day_on_which_nothing_is_forgotten_costs_what_the_page_says() {
    let shop = Shop::open().await;
    shop.wire.taken();
    shop.sweep().await.unwrap();
    let expected = "
        6 WRU + 24.5 RRU";
    assert_eq!(units(&shop.wire.taken()), lines(expected));
    shop.end().await;
}

/// An event of a paid order, from the notices to its record, to one endpoint.
#[tokio::test]
async fn an_event_told_to_one_endpoint_costs_what_the_page_says() {
    let shop = Shop::open_with(web::Policy { loopback_endpoints: true, ..web::Policy::default() }).await;
    let server = tests::receiver::Receiver::good().await;
    let endpoint = json!({"url": server.url, "events": ["order.matched"]});
    shop.post("/workspaces/1/webhook-endpoints", endpoint, 201).await;
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 900_000).await;
    shop.wire.taken();
    shop.notify().await;
    // The promised notice comes half a minute later and finds everything made.
    shop.product.events.release_delayed();
    shop.notify().await;
    let expected = "
        2 WRU + 5.0 RRU";
    assert_eq!(units(&shop.wire.taken()), lines(expected));
    assert_eq!(server.arrived().len(), 1);
    shop.end().await;
}

#[tokio::test]
async fn every_write_of_a_pair_is_conditioned() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.pay("홍길동", 14_510, 900_000).await;
    shop.pay("김철수", 500, 900_000).await;
    shop.place("A-2", 500, "김철수").await;
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    for mut call in shop.wire.taken().into_iter().filter(|call| call.operation == "TransactWriteItems") {
        for write in call.body["TransactItems"].as_array_mut().unwrap() {
            let write = the_write(write).unwrap();
            assert!(write["ConditionExpression"].is_string(), "{write}");
            assert_eq!(write["ReturnValuesOnConditionCheckFailure"], "ALL_OLD", "{write}");
        }
    }
    shop.end().await;
}
