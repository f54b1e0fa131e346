//! What `docs/scale.md` says an operation touches is what it touches: the partitions and units of its requests, and of
//! the index entries that its writes make or take away, and nothing else.

use std::collections::{BTreeMap, HashMap};

use axum::http::Method;
use domain::{AccountId, UserId, Won, WorkspaceId};
use serde_json::{Value, json};
use store::key;
use tests::day::{Item, kind};
use tests::heat::{At, LOOKUP_BYTES, Load, Place, Touched, WAITING_DEPOSIT_BYTES, WAITING_ORDER_BYTES, page, size};
use tests::held::{self, GUARD_BYTES, REPORT_BYTES, SHOPS};
use tests::{Call, Shop, documents};

const RECEIPT: &str = "0123456789abcdef0123456789abcdef";

/// What one request costs, by the partition of each of its keys.
fn add(call: &Call, loads: &mut BTreeMap<Place, Load>) {
    let mut load = |pk: &Value, writes: u64, half_reads: u64| {
        let load = loads.entry(("table", pk.as_str().unwrap().to_owned())).or_default();
        load.writes += writes;
        load.half_reads += half_reads;
    };
    let read = |consistent: &Value| if consistent == &json!(true) { 2 } else { 1 };
    let body = &call.body;
    match call.operation.as_str() {
        "TransactWriteItems" => {
            for write in body["TransactItems"].as_array().unwrap() {
                let write = write.as_object().unwrap().values().next().unwrap();
                let key = if write["Key"].is_null() { &write["Item"] } else { &write["Key"] };
                load(&key["PK"]["S"], 2, 0);
            }
        }
        "PutItem" => load(&body["Item"]["PK"]["S"], 1, 0),
        "UpdateItem" => load(&body["Key"]["PK"]["S"], 1, 0),
        "GetItem" => load(&body["Key"]["PK"]["S"], 0, read(&body["ConsistentRead"])),
        "Query" => load(&body["ExpressionAttributeValues"][":pk"]["S"], 0, read(&body["ConsistentRead"])),
        "BatchGetItem" => {
            let table = body["RequestItems"].as_object().unwrap().values().next().unwrap();
            for key in table["Keys"].as_array().unwrap() {
                load(&key["PK"]["S"], 0, read(&table["ConsistentRead"]));
            }
        }
        other => panic!("what does {other} cost?"),
    }
}

/// The entries of the indexes: index, partition and sort key, and the item that stands there.
fn entries(items: &[Item]) -> HashMap<(&'static str, String, String), Item> {
    let mut entries = HashMap::new();
    for item in items {
        for index in ["GSI1", "GSI2", "GSI3"] {
            let part = |name: &str| item.get(&format!("{index}{name}")).map(|value| value.as_s().unwrap().clone());
            if let (Some(pk), Some(sk)) = (part("PK"), part("SK")) {
                entries.insert((index, pk, sk), item.clone());
            }
        }
    }
    entries
}

async fn measured(shop: &Shop, operation: impl Future) -> BTreeMap<Place, Load> {
    let before = entries(&shop.items().await);
    shop.wire.taken();
    operation.await;
    let mut loads = BTreeMap::new();
    shop.wire.taken().iter().for_each(|call| add(call, &mut loads));
    let after = entries(&shop.items().await);
    let mut index = |(index, pk, _): &(&'static str, String, String)| {
        loads.entry((*index, pk.clone())).or_default().writes += 1;
    };
    before.iter().filter(|(key, item)| after.get(*key) != Some(item)).for_each(|(key, _)| index(key));
    after.keys().filter(|key| !before.contains_key(*key)).for_each(index);
    loads
}

fn said(touched: Touched) -> BTreeMap<Place, Load> {
    touched.0.into_iter().collect()
}

fn at(amount: u64, deposits: u64) -> At {
    At {
        workspace: WorkspaceId::new(1).unwrap(),
        user: UserId::new(1).unwrap(),
        account: AccountId::new(1).unwrap(),
        amount: Won::new(amount).unwrap(),
        deposits,
    }
}

fn lookup() -> (String, u64) {
    let printed = bank_sms::PrintedAccount::parse("110-***-000000").unwrap();
    (key::account_lookup("004", &printed).unwrap().0, LOOKUP_BYTES)
}

fn receipt() -> domain::occurrence::ReceiptId {
    u128::from_str_radix(RECEIPT, 16).unwrap().to_be_bytes().into()
}

async fn place(shop: &Shop, number: &str, amount: u64, name: &str) {
    let until = shop.clock.now().plus_ms(3_600_000).rfc3339();
    let body = json!({"order_number": number, "amount": amount, "depositor_name": name, "expires_at": until});
    shop.call(Method::POST, "/workspaces/1/orders", Some(&shop.owner), Some(body), 201).await;
}

async fn message(shop: &Shop, name: &str, amount: u64) {
    let task = json!({"v": 1, "kind": "sms", "receipt": RECEIPT, "raw_sms": shop.kb(name, amount, 900_000),
        "received_at_ms": shop.clock.now().ms(), "via": "open"});
    shop.work_on(&task.to_string()).await.unwrap();
}

#[tokio::test]
async fn an_operation_touches_what_the_page_of_scale_says() {
    let shop = Shop::open().await;
    assert_eq!(measured(&shop, place(&shop, "A-1", 19_900, "홍길동")).await, said(at(19_900, 0).place()));
    let paid = measured(&shop, message(&shop, "홍길동", 19_900)).await;
    assert_eq!(paid, said(at(19_900, 0).pay(lookup(), &receipt())));
    shop.end().await;
}

/// A deposit that fits nothing costs its own look and no other.
#[tokio::test]
async fn money_that_fits_nothing_makes_no_look_dearer() {
    let shop = Shop::open().await;
    place(&shop, "A-1", 19_900, "홍길동").await;
    let waits = measured(&shop, message(&shop, "김철수", 19_900)).await;
    assert_eq!(waits, said(at(19_900, 0).wait(lookup(), &receipt())));
    // The new order stands there when it is looked for.
    let placed = measured(&shop, place(&shop, "A-2", 19_900, "박영희")).await;
    assert_eq!(placed, said(at(19_900, 1).place()));
    shop.end().await;
}

#[tokio::test]
async fn the_sizes_are_those_of_the_items() {
    let shop = Shop::open().await;
    place(&shop, "A-1", 19_900, "홍길동").await;
    message(&shop, "김철수", 19_900).await;
    let items = shop.items().await;
    let largest = |of: &[&str]| {
        let sizes = items.iter().filter(|item| of.contains(&kind(item))).map(size);
        u64::try_from(sizes.max().unwrap()).unwrap()
    };
    let sizes = [
        largest(&["waiting order"]),
        largest(&["waiting deposit"]),
        largest(&["account lookup by head", "account lookup by tail"]),
    ];
    assert_eq!(sizes, [WAITING_ORDER_BYTES, WAITING_DEPOSIT_BYTES, LOOKUP_BYTES]);
    shop.end().await;
}

/// A guard that has no room for words of its own: what a report adds to it.
#[tokio::test]
async fn a_report_adds_so_many_bytes_to_its_guard() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    let mut sizes = Vec::new();
    for nth in 1..=3 {
        // As long as a balance is in the simulation, and as the longer of the two spellings.
        let raw = shop.kb("토스김철수", 19_900, 1_000_000 + nth);
        shop.sms_over(&key, &raw, shop.clock.now()).await;
        let items = shop.items().await;
        let guard = items.iter().find(|item| item["PK"].as_s().unwrap().ends_with("#SEEN")).unwrap();
        sizes.push(u64::try_from(size(guard)).unwrap());
    }
    assert_eq!((sizes[1] - sizes[0], sizes[2] - sizes[1]), (REPORT_BYTES, REPORT_BYTES), "{sizes:?}");
    assert_eq!(sizes[0] - REPORT_BYTES, GUARD_BYTES, "{sizes:?}");
    shop.end().await;
}

#[test]
fn fewer_than_one_true_deposit_in_a_thousand_is_held_and_none_pays_twice() {
    for shop in &SHOPS {
        let came = held::run(shop);
        println!("{}: {came:?}", shop.title);
        assert_eq!(came.paid_twice, 0, "{}", shop.title);
        if shop.is_promised {
            assert!(came.held * 1_000 < came.deposits, "{}: {came:?}", shop.title);
            assert_eq!(came.swallowed, 0, "{}", shop.title);
        }
    }
}

#[test]
fn the_page_holds_what_the_simulation_shows() {
    assert_eq!(documents::read("docs/scale.md"), page(), "run: cargo run -p tests --example documents");
}
