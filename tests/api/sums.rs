//! Sums of days, and what waits right now.

use axum::http::Method;
use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::Shop;

use super::help::{DEPOSITS, assert_problem, bad_fields, record};

const DAYS: &str = "/workspaces/1/days";
const COUNTS: &str = "/workspaces/1/counts";

fn tally(count: u64, amount: u64) -> Value {
    json!({"count": count, "amount": amount})
}

fn account(id: u64, deposits: Value, matched: Value, unmatched: Value) -> Value {
    json!({"bank_account_id": id, "deposits": deposits, "matched": matched, "unmatched": unmatched})
}

#[tokio::test]
async fn a_day_tells_its_orders_and_deposits_as_they_stand_now() {
    let mut shop = Shop::open().await;
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "김철수").await;
    record(&shop, "홍길동", 1_000).await;
    record(&shop, "박영희", 500).await;
    shop.clock.advance_ms(DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    shop.place("A-3", 4_000, "홍길동").await;
    record(&shop, "홍*동", 700).await;
    let days = shop.get(&format!("{DAYS}?from=2024-02-11&to=2024-02-13"), 200).await.body;
    let none = tally(0, 0);
    assert_eq!(
        days,
        json!([
            {"day": "2024-02-11", "orders": none, "deposits": none, "matched": none, "unmatched": none, "accounts": [], "complete": true},
            {"day": "2024-02-12", "orders": tally(2, 3_000), "deposits": tally(2, 1_500), "matched": tally(1, 1_000), "unmatched": tally(1, 500),
                "accounts": [account(1, tally(2, 1_500), tally(1, 1_000), tally(1, 500))], "complete": true},
            {"day": "2024-02-13", "orders": tally(1, 4_000), "deposits": tally(1, 700), "matched": none, "unmatched": tally(1, 700),
                "accounts": [account(1, tally(1, 700), tally(0, 0), tally(1, 700))], "complete": true}
        ])
    );
    shop.post("/workspaces/1/matches/1/unmatch", Value::Null, 200).await;
    let days = shop.get(&format!("{DAYS}?from=2024-02-12&to=2024-02-12"), 200).await.body;
    assert_eq!((&days[0]["matched"], &days[0]["unmatched"]), (&none, &tally(2, 1_500)));
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_counts_on_the_day_of_its_money_in_seoul() {
    let shop = Shop::open().await;
    for (at, amount) in
        [("2024-02-10T23:59:59+09:00", 10), ("2024-02-11T00:00:00+09:00", 20), ("2024-02-13T01:00:00Z", 40)]
    {
        let body = json!({"bank_account_id": 1, "amount": amount, "depositor_name": "홍길동", "deposited_at": at, "raw_sms": null});
        shop.post(DEPOSITS, body, 201).await;
    }
    let days = shop.get(&format!("{DAYS}?from=2024-02-10&to=2024-02-13"), 200).await.body;
    let of = |day: usize| days[day]["deposits"]["amount"].as_u64().unwrap();
    assert_eq!([of(0), of(1), of(2), of(3)], [10, 20, 0, 40], "typed in late, and a day ahead");
    shop.end().await;
}

#[tokio::test]
async fn a_day_tells_its_deposits_by_account() {
    let shop = Shop::open().await;
    let second = shop.register("110-999-000001").await;
    for (to, amount) in [(&json!(1), 100), (&second["id"], 200), (&second["id"], 300)] {
        let at = "2024-02-12T10:00:00+09:00";
        let body = json!({"bank_account_id": to, "amount": amount, "depositor_name": "홍길동", "deposited_at": at, "raw_sms": null});
        shop.post(DEPOSITS, body, 201).await;
    }
    let day = &shop.get(&format!("{DAYS}?from=2024-02-12"), 200).await.body[0];
    assert_eq!(day["deposits"], tally(3, 600));
    let second = second["id"].as_u64().unwrap();
    let of = |id, count, amount| account(id, tally(count, amount), tally(0, 0), tally(count, amount));
    assert_eq!(day["accounts"], json!([of(1, 1, 100), of(second, 2, 500)]));
    shop.end().await;
}

#[tokio::test]
async fn days_are_the_last_fourteen_unless_somebody_says() {
    let shop = Shop::open().await;
    let days = |body: &Value| {
        let days: Vec<_> = body.as_array().unwrap().iter().map(|row| row["day"].as_str().unwrap().to_owned()).collect();
        (days.len(), days[0].clone(), days[days.len() - 1].clone())
    };
    let told = |many: usize, first: &str, last: &str| (many, first.to_owned(), last.to_owned());
    assert_eq!(days(&shop.get(DAYS, 200).await.body), told(14, "2024-01-30", "2024-02-12"));
    let by_end = shop.get(&format!("{DAYS}?to=2024-01-31"), 200).await;
    assert_eq!(days(&by_end.body), told(14, "2024-01-18", "2024-01-31"));
    let most = shop.get(&format!("{DAYS}?from=2023-12-13"), 200).await;
    assert_eq!(days(&most.body), told(62, "2023-12-13", "2024-02-12"));
    for (query, fields) in [
        ("from=2023-12-12", vec!["to:invalid"]),
        ("from=2024-02-13", vec!["to:invalid"]),
        ("from=2024-02-30&to=yesterday", vec!["from:invalid", "to:invalid"]),
    ] {
        let answer = shop.get(&format!("{DAYS}?{query}"), 400).await;
        assert_problem(&answer, "invalid_query");
        assert_eq!(bad_fields(&answer), fields, "{query}");
    }
    shop.end().await;
}

/// Many days of deposits before the one that is asked for cost nothing: a sum reads from the newest down to its first
/// day.
#[tokio::test]
async fn a_sum_reads_one_page_of_each_and_no_older_one() {
    let mut shop = Shop::open().await;
    for nth in 1..=300_u64 {
        shop.place(&format!("A-{nth}"), 1_000 + nth, "홍길동").await;
    }
    shop.clock.advance_ms(DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    shop.place("B-1", 500, "홍길동").await;
    shop.wire.taken();
    let days = shop.get(&format!("{DAYS}?from=2024-02-13"), 200).await.body;
    assert_eq!((&days[0]["orders"], &days[0]["complete"]), (&tally(1, 500), &json!(true)));
    let read: Vec<_> = shop.wire.taken().into_iter().filter(|call| call.operation == "Query").collect();
    assert_eq!(read.len(), 2, "one page of orders, one of deposits");
    assert!(read.iter().all(|call| call.body["ConsistentRead"] == json!(true)));
    let days = shop.get(&format!("{DAYS}?from=2024-02-12"), 200).await.body;
    assert_eq!(days[0]["orders"]["count"], 300, "more than one page");
    shop.end().await;
}

#[tokio::test]
async fn what_waits_is_counted_by_whom_it_waits_for() {
    let shop = Shop::open().await;
    let open = |count: u64, amount: u64| json!({"count": count, "amount": amount, "capped": false});
    let nothing = json!({"orders_pending": open(0, 0), "deposits_waiting": open(0, 0), "deposits_held": open(0, 0)});
    assert_eq!(shop.get(COUNTS, 200).await.body, nothing);
    shop.place("A-1", 1_000, "홍길동").await;
    shop.place("A-2", 2_000, "김철수").await;
    let soon = shop.clock.now().plus_ms(60_000).rfc3339();
    let expiring = json!({"order_number": "A-3", "amount": 4_000, "depositor_name": "홍길동", "expires_at": soon});
    shop.post("/workspaces/1/orders", expiring, 201).await;
    record(&shop, "홍길동", 1_000).await;
    record(&shop, "박영희", 500).await;
    record(&shop, "홍*동", 700).await;
    let counted = |orders: Value| json!({"orders_pending": orders, "deposits_waiting": open(1, 500), "deposits_held": open(1, 700)});
    assert_eq!(shop.get(COUNTS, 200).await.body, counted(open(2, 6_000)));
    shop.clock.advance_ms(3_600_000);
    assert_eq!(shop.get(COUNTS, 200).await.body, counted(open(1, 2_000)), "what reads as EXPIRED does not wait");
    shop.end().await;
}

#[tokio::test]
async fn a_count_stops_at_a_thousand_and_says_so() {
    let shop = Shop::open().await;
    for nth in 1..=1_001_u64 {
        shop.place(&format!("A-{nth}"), 1, &format!("가{nth}")).await;
    }
    let counted = shop.call(Method::GET, COUNTS, Some(&shop.owner), None, 200).await.body;
    assert_eq!(counted["orders_pending"], json!({"count": 1_000, "amount": 1_000, "capped": true}));
    assert_eq!(counted["deposits_held"]["capped"], false);
    shop.end().await;
}
