//! A price at which thousands wait: a look reads what bears the name, and nothing else.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use local::product::TABLE;
use serde_json::Value;
use tests::heat::size;
use tests::{Call, Shop};

type Item = HashMap<String, AttributeValue>;

/// How many wait.
const CROWD: u64 = 2_000;
/// What a look of one operation may read, and by how many requests.
const UNITS: u64 = 2;
const REQUESTS: usize = 2;

fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

/// A name of three letters: a thousand given names of twenty family names.
fn payer(nth: u64) -> String {
    let families: Vec<char> = "김이박최정강조윤장임한오서신권황안송전홍".chars().collect();
    let letter = |nth: u64| char::from_u32(0xAC00 + u32::try_from(nth * 353 % 11_172).unwrap()).unwrap();
    let family = families[usize::try_from(nth).unwrap() % families.len()];
    [family, letter(nth / 20), letter(nth / 20 + 7 * nth)].iter().collect()
}

/// Copies of the one entry that begins so, under the names of a crowd.
async fn crowd(shop: &Shop, begins: &str) {
    let items = shop.items().await;
    let one = items.iter().find(|item| text(item, "SK").starts_with(begins)).expect("one waits");
    let name = text(one, "name_key");
    let copies: Vec<WriteRequest> = (0..CROWD)
        .map(|nth| {
            let mut item = one.clone();
            let payer = payer(nth);
            let sk = text(one, "SK").replace(name, &payer).replace("#0000000001", &format!("#{:010}", 10_000 + nth));
            item.insert("SK".into(), AttributeValue::S(sk));
            item.insert("id".into(), AttributeValue::N((10_000 + nth).to_string()));
            item.insert("name_key".into(), AttributeValue::S(payer.clone()));
            if item.contains_key("printed") {
                item.insert("printed".into(), AttributeValue::S(payer));
            }
            let put = PutRequest::builder().set_item(Some(item)).build().unwrap();
            WriteRequest::builder().put_request(put).build()
        })
        .collect();
    for some in copies.chunks(25) {
        shop.product.dynamo().batch_write_item().request_items(TABLE, some.to_vec()).send().await.unwrap();
    }
}

/// The bytes of the items that a Query reads.
fn bytes(call: &Call, items: &[Item]) -> u64 {
    let values = &call.body["ExpressionAttributeValues"];
    let value = |name: &str| values[name]["S"].as_str();
    let is_read = |item: &&Item| {
        let sk = text(item, "SK");
        let in_span = value(":low").is_none_or(|low| low <= sk) && value(":high").is_none_or(|high| sk <= high);
        value(":pk") == Some(text(item, "PK"))
            && in_span
            && value(":prefix").is_none_or(|prefix| sk.starts_with(prefix))
    };
    items.iter().filter(is_read).map(|item| u64::try_from(size(item)).unwrap()).sum()
}

/// What was read of what waits, or of the settings, since the last commit: requests and units.
fn looks(calls: &[Call], items: &[Item]) -> (usize, u64) {
    let commit = calls.iter().rposition(|call| call.operation == "TransactWriteItems").expect("a commit");
    let key = |call: &Call| call.body["Key"]["SK"]["S"].as_str().map(str::to_owned);
    let is_look = |call: &&Call| match call.operation.as_str() {
        "Query" => call.body["Limit"] == Value::Null,
        "GetItem" => key(call).as_deref() == Some("WS"),
        _ => false,
    };
    let looks: Vec<&Call> = calls[commit..].iter().filter(is_look).collect();
    let units =
        looks.iter().map(|call| if call.operation == "Query" { bytes(call, items).div_ceil(4_096).max(1) } else { 1 });
    (looks.len(), units.sum())
}

#[tokio::test]
async fn a_look_among_two_thousand_deposits_of_one_price_reads_two_units_at_most() {
    let shop = Shop::open().await;
    // What a new account asks for is done: its reads are none of a look's.
    shop.rest().await;
    shop.pay("홍길동", 14_510, 900_000).await;
    crowd(&shop, "DEPOSIT#").await;
    for (nth, name) in ["김철수", "이수민", "홍길순"].into_iter().enumerate() {
        shop.wire.taken();
        assert_eq!(shop.place(&format!("A-{nth}"), 14_510, name).await["status"], "PENDING");
        let (requests, units) = looks(&shop.wire.taken(), &shop.items().await);
        println!("an order among {CROWD} deposits: {requests} requests, {units} units");
        assert!(requests <= REQUESTS && units <= UNITS, "{name}: {requests} requests, {units} units");
    }
    shop.abandon();
}

#[tokio::test]
async fn a_look_among_two_thousand_orders_of_one_price_reads_two_units_at_most() {
    let shop = Shop::open().await;
    // What a new account asks for is done: its reads are none of a look's.
    shop.rest().await;
    shop.place("A-1", 14_510, "홍길동").await;
    crowd(&shop, "ORDER#").await;
    // A deposit that fits none, and then an order, a deposit that pays, and one more order beside the one that waits.
    let (mut measured, mut seen) = (Vec::new(), Vec::new());
    for (name, balance) in [("김없음", 900_000), ("홍길동", 914_510)] {
        shop.wire.taken();
        shop.pay(name, 14_510, balance).await;
        let calls = shop.wire.taken();
        measured.push(looks(&calls, &shop.items().await));
        seen.push(calls);
    }
    shop.wire.taken();
    shop.place("A-2", 14_510, "박영희").await;
    measured.push(looks(&shop.wire.taken(), &shop.items().await));
    println!("a deposit that waits, one that pays, an order, among {CROWD} orders and a deposit: {measured:?}");
    let is_cheap = measured.iter().all(|(requests, units)| *requests <= REQUESTS && *units <= UNITS);
    assert!(is_cheap, "{measured:?}, of the deposits: {seen:#?}");
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.abandon();
}
