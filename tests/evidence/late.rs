//! Money that is told late: after later money of the same balance, or after its guard dropped the reports of its time.
//! It is never paid beside what it may repeat.

use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use serde_json::json;
use tests::Shop;

use super::{BANK, call, kb, keyed, later, newest, told};

const AMOUNT: u64 = 50_000;
/// The balance after each deposit.
const BALANCE: Option<i64> = Some(50_000);

async fn status(shop: &Shop, order: u64) -> String {
    shop.order(order).await["status"].as_str().unwrap().to_owned()
}

/// The first day's money is told again in another spelling, after the second day's took the balance.
#[tokio::test]
async fn money_that_later_money_of_its_balance_followed_is_not_paid_again() {
    let (mut shop, key) = keyed().await;
    shop.place("A-1", AMOUNT, "홍길동").await;
    let first = shop.clock.now();
    told(&shop, &key, &kb(first, "홍길동", AMOUNT, BALANCE)).await;
    later(&mut shop, DAY_MS).await;
    shop.place("A-2", AMOUNT, "박영희").await;
    told(&shop, &key, &kb(shop.clock.now(), "박영희", AMOUNT, BALANCE)).await;
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("MATCHED".into(), "MATCHED".into()));
    shop.place("A-3", AMOUNT, "김철수").await;
    told(&shop, &key, &kb(first, "김철수", AMOUNT, BALANCE)).await;
    let again = newest(&shop).await;
    assert_eq!(status(&shop, 3).await, "PENDING");
    assert_eq!(again["hold_reasons"], json!(["possible_duplicate"]), "{again}");
    assert_eq!(again["duplicate_of"], json!(1), "the money of its own day, not the latest: {again}");
    shop.end().await;
}

/// True money that is told only after later money of its balance: nothing can tell it from a second report.
#[tokio::test]
async fn money_told_after_later_money_of_its_balance_says_that_it_cannot_be_compared() {
    let (mut shop, key) = keyed().await;
    let first = shop.clock.now();
    later(&mut shop, DAY_MS).await;
    shop.place("A-2", AMOUNT, "박영희").await;
    told(&shop, &key, &kb(shop.clock.now(), "박영희", AMOUNT, BALANCE)).await;
    shop.place("A-3", AMOUNT, "김철수").await;
    told(&shop, &key, &kb(first, "김철수", AMOUNT, BALANCE)).await;
    let late = newest(&shop).await;
    assert_eq!((&late["hold_reasons"], &late["duplicate_of"]), (&json!(["too_late_to_compare"]), &json!(null)));
    shop.post("/workspaces/1/deposits/2/release", json!({}), 200).await;
    assert_eq!(status(&shop, 2).await, "MATCHED", "a person says that it is money of its own");
    shop.end().await;
}

/// A person vouches for earlier money: the balance stays that of the latest.
#[tokio::test]
async fn a_person_who_vouches_for_earlier_money_does_not_uncover_the_latest() {
    for by_match in [false, true] {
        let (mut shop, key) = keyed().await;
        let first = shop.clock.now();
        later(&mut shop, DAY_MS).await;
        let second = shop.clock.now();
        shop.place("A-1", AMOUNT, "박영희").await;
        told(&shop, &key, &kb(second, "박영희", AMOUNT, BALANCE)).await;
        shop.place("A-2", AMOUNT, "김철수").await;
        told(&shop, &key, &kb(first, "김철수", AMOUNT, BALANCE)).await;
        match by_match {
            true => shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 2, "order_id": 2}), 200).await,
            false => shop.post("/workspaces/1/deposits/2/release", json!({}), 200).await,
        };
        assert_eq!(status(&shop, 2).await, "MATCHED");
        shop.place("A-3", AMOUNT, "최민수").await;
        told(&shop, &key, &kb(second, "최민수", AMOUNT, BALANCE)).await;
        assert_eq!(status(&shop, 3).await, "PENDING", "by a match: {by_match}");
        assert_eq!(newest(&shop).await["duplicate_of"], json!(1));
        shop.end().await;
    }
}

/// A guard keeps the reports of three days: money from before what it dropped says that it cannot be compared.
#[tokio::test]
async fn money_from_before_what_a_guard_forgot_says_that_it_cannot_be_compared() {
    let (mut shop, key) = keyed().await;
    let first = shop.clock.now();
    shop.place("A-1", AMOUNT, "홍길동").await;
    told(&shop, &key, &kb(first, "홍길동", AMOUNT, None)).await;
    later(&mut shop, 4 * DAY_MS).await;
    shop.place("A-2", AMOUNT, "홍길동").await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", AMOUNT, None)).await;
    assert_eq!(status(&shop, 2).await, "MATCHED");
    let body =
        json!({"order_number": "A-3", "amount": AMOUNT, "depositor_name": "홍길동", "ordered_at": first.rfc3339()});
    shop.post("/workspaces/1/orders", body, 201).await;
    let stamped =
        |at: domain::Timestamp| json!({"text": kb(at, "홍길동", AMOUNT, None), "from": BANK, "sentStamp": at.ms()});
    call(&shop, &key, &stamped(first.plus_ms(-HOUR_MS))).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["too_late_to_compare"]));
    assert_eq!(status(&shop, 3).await, "PENDING");
    call(&shop, &key, &stamped(first.plus_ms(HOUR_MS))).await;
    assert_eq!(status(&shop, 3).await, "MATCHED", "it is later than all that was dropped");
    shop.end().await;
}

/// The guard dropped a reversal: told once more, it takes nothing else back.
#[tokio::test]
async fn a_reversal_that_was_forgotten_takes_no_second_deposit_back() {
    let (mut shop, key) = keyed().await;
    for nth in 1..=2 {
        shop.place(&format!("A-{nth}"), AMOUNT, "홍길동").await;
        told(&shop, &key, &kb(shop.clock.now(), "홍길동", AMOUNT, None)).await;
        shop.clock.advance_ms(10 * MINUTE_MS);
    }
    let back = |at| kb(at, "홍길동", AMOUNT, None).replace("입금 ", "입금취소 ");
    let at = shop.clock.now();
    told(&shop, &key, &back(at)).await;
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("MATCHED".into(), "PENDING".into()));
    later(&mut shop, 4 * DAY_MS).await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", AMOUNT, None)).await;
    let again = json!({"org_content": back(at), "from": "com.kbstar.kbbank", "title": "KB"});
    call(&shop, &key, &again).await;
    assert_eq!(status(&shop, 1).await, "MATCHED", "the same reversal");
    shop.end().await;
}
