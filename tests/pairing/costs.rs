//! What `docs/cost.md` counts besides the units of the budgets: entries of the indexes, and messages of the queues.
//! Each operation is made once, and what it changed is counted.

use std::collections::BTreeSet;

use serde_json::json;
use tests::cost::PATHS;
use tests::day::Item;
use tests::{Call, Shop};

/// Entries that were written or moved away between two states of the table. The indexes project everything, so an item
/// that changes writes its entries again.
fn entries(before: &[Item], after: &[Item]) -> u64 {
    let find = |items: &[Item], key: &(String, String)| items.iter().find(|item| &key_of(item) == key).cloned();
    let keys: BTreeSet<_> = before.iter().chain(after).map(key_of).collect();
    let mut count = 0;
    for key in keys {
        let (old, new) = (find(before, &key), find(after, &key));
        for index in ["GSI1", "GSI2", "GSI3"] {
            let place = |item: &Option<Item>| -> Option<(String, String)> {
                let text = |part: &str| item.as_ref()?.get(&format!("{index}{part}"))?.as_s().ok().cloned();
                Some((text("PK")?, text("SK")?))
            };
            let (was, is) = (place(&old), place(&new));
            count += match was == is {
                true => u64::from(is.is_some() && old != new),
                false => u64::from(was.is_some()) + u64::from(is.is_some()),
            };
        }
    }
    count
}

fn key_of(item: &Item) -> (String, String) {
    let text = |name: &str| item[name].as_s().unwrap().clone();
    (text("PK"), text("SK"))
}

fn sends(calls: &[Call]) -> u64 {
    u64::try_from(calls.iter().filter(|call| call.operation == "SendMessage").count()).unwrap()
}

/// What an operation costs besides its units: entries, and requests of the queues (each message is sent, received,
/// deleted).
async fn counted(shop: &Shop, operation: impl Future) -> (u64, u64) {
    let before = shop.items().await;
    shop.queue_wire.taken();
    operation.await;
    (entries(&before, &shop.items().await), 3 * sends(&shop.queue_wire.taken()))
}

fn told(name: &str) -> (u64, u64) {
    let path = PATHS.iter().find(|path| path.name == name).unwrap_or_else(|| panic!("{name} is gone"));
    (path.index_writes, path.queue_requests)
}

async fn message(shop: &Shop, name: &str) {
    let raw = shop.kb(name, 14_510, 900_000);
    let task = json!({"v": 1, "kind": "sms", "receipt": "0123456789abcdef0123456789abcdef", "raw_sms": raw, "received_at_ms": shop.clock.now().ms(), "via": "open"});
    shop.work_on(&task.to_string()).await.unwrap();
}

/// The webhook's own message to the matcher.
const QUEUED: u64 = 3;

#[tokio::test]
async fn what_the_page_on_costs_counts_is_so() {
    let shop = Shop::open().await;
    let placed = counted(&shop, shop.place("A-1", 14_510, "홍길동")).await;
    assert_eq!(placed, told("an order is placed"));
    let (entries, requests) = counted(&shop, message(&shop, "홍길동")).await;
    assert_eq!((entries, requests + QUEUED), told("a message pays an order that waits"));
    assert_eq!(shop.order(1).await["status"], "MATCHED");
    shop.end().await;

    let shop = Shop::open().await;
    let (entries, requests) = counted(&shop, message(&shop, "홍길동")).await;
    assert_eq!((entries, requests + QUEUED), told("a message comes before its order"));
    shop.end().await;
}
