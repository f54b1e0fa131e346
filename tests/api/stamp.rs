//! What an open page asks: whether anything is new. And that a commit which nobody watches pays nothing for it.

use domain::Workspace;
use serde_json::{Value, json};
use tests::{Call, Fate, Shop};

const STAMP: &str = "/workspaces/1/stamp";

async fn stamp(shop: &Shop) -> u64 {
    shop.get(STAMP, 200).await.body["stamp"].as_u64().unwrap()
}

/// Whether it counts a change for open pages.
fn counts_a_change(call: &Call) -> bool {
    call.operation == "UpdateItem" && call.body["Key"]["SK"]["S"] == "CHANGE"
}

#[tokio::test]
async fn whatever_is_new_or_changes_shows_in_the_stamp() {
    let shop = Shop::open().await;
    let mut before = stamp(&shop).await;
    let mut is_new = async |what: &str| {
        let now = stamp(&shop).await;
        assert_ne!(now, before, "{what}");
        before = now;
    };
    shop.place("A-1", 14_510, "홍길동").await;
    is_new("an order is placed").await;
    shop.pay("홍길동", 14_510, 900_000).await;
    is_new("a message pays it").await;
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    is_new("a person takes the match back").await;
    shop.patch("/workspaces/1/orders/1", json!({"memo": "퀵"}), 200).await;
    is_new("an order has another memo").await;
    shop.pay("박영희", 500, 800_000).await;
    is_new("a deposit waits").await;
    shop.place("A-2", 500, "박영희").await;
    is_new("an order finds its deposit").await;
    shop.post("/workspaces/1/deposits/1/dismiss", json!({"reason": "PRIVATE"}), 200).await;
    is_new("a deposit is put aside").await;
    let unread = format!("{}\n알수없는문구", shop.kb("홍길동", 30_000, 90_000));
    shop.sms(&unread, shop.clock.now()).await;
    is_new("a message that nobody can read").await;
    assert_eq!(stamp(&shop).await, before, "and nothing is new by itself");
    shop.end().await;
}

#[tokio::test]
async fn a_commit_that_nobody_watches_writes_nothing_for_pages() {
    let shop = Shop::open().await;
    let counted = async |name: &str, nth: u64| {
        shop.wire.taken();
        shop.place(&format!("A-{nth}"), 14_510, name).await;
        shop.pay(name, 14_510, 900_000 + nth).await;
        shop.wire.taken().iter().filter(|call| counts_a_change(call)).count()
    };
    assert_eq!(counted("홍길동", 1).await, 0, "no page was ever open");
    let first = stamp(&shop).await;
    assert_eq!(counted("김철수", 2).await, 2, "the order, and the deposit that pays it");
    assert_eq!(stamp(&shop).await, first + 2);
    shop.clock.advance_ms(Workspace::WATCHED_FOR_MS + 1);
    assert_eq!(counted("박영희", 3).await, 0, "the page was closed");
    shop.end().await;
}

#[tokio::test]
async fn a_page_that_keeps_asking_writes_once_in_minutes() {
    let shop = Shop::open().await;
    let watched = |call: &Call| call.operation == "UpdateItem" && call.body["Key"]["SK"]["S"] == "WS";
    let mut writes = 0;
    for _ in 0..60 {
        shop.wire.taken();
        stamp(&shop).await;
        writes += shop.wire.taken().iter().filter(|call| watched(call)).count();
        shop.clock.advance_ms(10_000);
    }
    assert_eq!(writes, 4, "ten minutes, each time as the half of five is over");
    shop.end().await;
}

/// Reads half the price: a copy that lags a second behind. What it does not have yet is looked for as it is now.
#[tokio::test]
async fn a_copy_that_lags_turns_nobody_away() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let nothing = json!([{"PK": {"S": "NONE#1"}, "SK": {"S": "NONE"}}]);
    shop.wire.rule(move |call| {
        let mut body = call.body.clone();
        let lags = body["RequestItems"].as_object_mut().into_iter().flatten().map(|(_, table)| table);
        match lags.filter(|table| table["ConsistentRead"] != true).map(|table| table["Keys"] = nothing.clone()).count()
        {
            0 => Fate::Pass,
            _ => Fate::Rewrite(body),
        }
    });
    assert_eq!(shop.get("/workspaces/1/orders/1", 200).await.body["order_number"], "A-1");
    shop.wire.calm();
    shop.end().await;
}
