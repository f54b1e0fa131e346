//! Many events, and servers that fail: all end delivered, none is lost, none comes under two ids; and an endpoint that
//! hangs delays no other.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::time::Duration;

use domain::{Actor, Amendment, NewOrder, Order, OrderId, OrderStatus, Won, WorkspaceId};
use serde_json::{Value, json};
use store::events::{EventTask, Notice};
use tests::receiver::{Receiver, Reply};
use tokio_util::sync::CancellationToken;

use super::{ENDPOINTS, endpoint, open, open_with};

/// Orders, each cancelled and reopened so often: two thousand events.
const ORDERS: u64 = 50;
const CHANGES: i64 = 40;

/// Every fifth event fails at first: twice with a status, and the connection is reset once.
#[tokio::test]
async fn two_thousand_events_to_a_server_that_fails_every_fifth_all_arrive_once_each() {
    let shop = open().await;
    let failures: Mutex<BTreeMap<String, usize>> = Mutex::default();
    let server = Receiver::start(move |arrived, _| {
        let fails = arrived.id().bytes().map(usize::from).sum::<usize>() % 5 == 0;
        let mut failures = failures.lock().unwrap();
        let before = failures.entry(arrived.id().to_owned()).or_default();
        *before += 1;
        match (fails, *before) {
            (true, 1) => Reply::Status(500),
            (true, 2) => Reply::Status(503),
            (_, _) => Reply::Status(200),
        }
    })
    .await;
    endpoint(&shop, &server.url, &["order.cancelled", "order.reopened"]).await;
    plant(&shop).await;
    let since = shop.clock.now();
    let workspace = WorkspaceId::new(1).unwrap();
    for id in 1..=ORDERS {
        let notice = Notice::of(workspace, since.plus_ms(-1_000_000)).order(OrderId::new(id).unwrap());
        shop.product.app.store().events.send(EventTask::Notice(notice), 0).await.unwrap();
    }
    for _ in 0..4 {
        shop.notify().await;
        shop.clock.advance_ms(400_000);
        shop.sweep().await.unwrap();
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for arrived in server.arrived() {
        *taken.entry(arrived.id().to_owned()).or_default() += 1;
    }
    let expected: BTreeSet<String> =
        (1..=ORDERS).flat_map(|id| (2..=CHANGES + 1).map(move |version| format!("evt_1_o{id}_{version}"))).collect();
    assert_eq!(taken.keys().cloned().collect::<BTreeSet<_>>(), expected, "none is lost, none is another's");
    let failed = taken.values().filter(|times| **times == 3).count();
    assert!(
        taken.values().all(|times| [1, 3].contains(times)) && failed > taken.len() / 10,
        "{failed} failed at first"
    );
    let open: Vec<Value> =
        shop.get(&format!("{ENDPOINTS}/1/deliveries?status=PENDING"), 200).await.body.as_array().unwrap().clone();
    assert!(open.is_empty(), "{open:?}");
    shop.end().await;
}

/// Orders with a long story, put into the table as the store would have written them.
async fn plant(shop: &tests::Shop) {
    let store = shop.product.app.store();
    for id in 1..=ORDERS {
        let new = NewOrder::plain(format!("A-{id}"), Won::new(1_000 + id).unwrap(), "홍길동");
        let by = Actor::User(domain::UserId::new(1).unwrap());
        let given = store.next_id(store::Sequence::Order(WorkspaceId::new(1).unwrap()), OrderId::new).await.unwrap();
        let placed = Order::place(WorkspaceId::new(1).unwrap(), given, new, by.clone(), shop.clock.now()).unwrap();
        store.place_order(&placed, "planted").await.unwrap();
        let mut order = placed.clone();
        for n in 0..CHANGES {
            let status = if n % 2 == 0 { OrderStatus::Cancelled } else { OrderStatus::Pending };
            let change = Amendment { status: Some(status), ..Amendment::default() };
            order = order.amend(&change, &by, shop.clock.now().plus_ms(n)).unwrap().unwrap();
        }
        assert!(store.write_order(&placed, &order).await.unwrap());
    }
    shop.clock.advance_ms(1_000);
}

#[tokio::test]
async fn an_endpoint_that_hangs_delays_no_other() {
    let shop = open_with(Duration::from_secs(20)).await;
    let (hangs, good) = (Receiver::start(|_, _| Reply::Hang).await, Receiver::good().await);
    let (slow, _) = endpoint(&shop, &hangs.url, &["order.expired"]).await;
    let (fast, _) = endpoint(&shop, &good.url, &["order.expired"]).await;
    for _ in 0..40 {
        shop.post(&format!("{ENDPOINTS}/{slow}/ping"), Value::Null, 202).await;
    }
    for _ in 0..10 {
        shop.post(&format!("{ENDPOINTS}/{fast}/ping"), Value::Null, 202).await;
    }
    let (stop, poller, handler) =
        (CancellationToken::new(), shop.product.events_poller().clone(), shop.product.notifier());
    let polling = tokio::spawn({
        let stop = stop.clone();
        async move { poller.run(NonZeroUsize::new(20).unwrap(), stop, handler).await }
    });
    // Long before the first of the hanging ones has run out of time.
    tokio::time::timeout(Duration::from_secs(10), good.when_arrived(10)).await.unwrap();
    assert!(hangs.arrived().len() <= 4, "{} at once to one endpoint", hangs.arrived().len());
    polling.abort();
    stop.cancel();
    shop.abandon();
}

/// A neighbour with ten endpoints on hosts of their own, none of which answers: it holds what a workspace may, and the
/// program that works on each message by itself goes on.
#[tokio::test]
async fn a_shop_whose_endpoints_all_hang_delays_no_other() {
    const EACH_HOLDS: usize = 6;
    // None of the hanging ones ends while the test runs.
    let shop = open_with(Duration::from_secs(600)).await;
    let (hangs, good) = (Receiver::everywhere(|_, _| Reply::Hang).await, Receiver::good().await);
    let (fast, _) = endpoint(&shop, &good.url, &["order.expired"]).await;
    shop.post("/workspaces", json!({"name": "옆 가게"}), 200).await;
    for one in 1..=10 {
        let url = hangs.url.replace("0.0.0.0", &format!("127.0.2.{one}"));
        let all = "/workspaces/2/webhook-endpoints";
        shop.post(all, json!({"url": url, "events": ["order.expired"]}), 201).await;
        for _ in 0..2 {
            shop.post(&format!("{all}/{one}/ping"), Value::Null, 202).await;
        }
    }
    let (stop, poller, handler) =
        (CancellationToken::new(), shop.product.events_poller().clone().one_by_one(), shop.product.notifier());
    let polling = tokio::spawn({
        let stop = stop.clone();
        async move { poller.run(local::serve::NOTIFIERS, stop, handler).await }
    });
    let soon = Duration::from_secs(60);
    tokio::time::timeout(soon, hangs.when_arrived(EACH_HOLDS)).await.unwrap();
    for _ in 0..10 {
        shop.post(&format!("{ENDPOINTS}/{fast}/ping"), Value::Null, 202).await;
    }
    // All of them hang still.
    tokio::time::timeout(soon, good.when_arrived(10)).await.unwrap();
    assert_eq!(hangs.arrived().len(), EACH_HOLDS);
    polling.abort();
    stop.cancel();
    shop.abandon();
}

#[tokio::test]
async fn while_an_endpoint_is_out_of_reach_one_delivery_goes_ahead_and_the_others_wait() {
    let shop = open().await;
    let server = Receiver::start(|_, n| if n < 1 { Reply::Status(504) } else { Reply::Status(200) }).await;
    let (id, _) = endpoint(&shop, &server.url, &["order.expired"]).await;
    shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    shop.notify().await;
    for _ in 0..5 {
        shop.post(&format!("{ENDPOINTS}/{id}/ping"), Value::Null, 202).await;
    }
    shop.notify().await;
    assert_eq!(server.arrived().len(), 1, "they wait");
    for _ in 0..10 {
        shop.clock.advance_ms(40_000);
        shop.notify().await;
    }
    assert_eq!(server.arrived().len(), 7);
    let list = shop.get(&format!("{ENDPOINTS}/{id}/deliveries"), 200).await.body;
    assert!(list.as_array().unwrap().iter().all(|row| row["status"] == "SUCCEEDED"), "{}", json!(list));
    shop.end().await;
}
