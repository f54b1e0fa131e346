//! One transfer is told by SMS and push, by two phones, by a person: it pays once.

use axum::body::Body;
use axum::http::Request;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};
use tests::Shop;

use super::{BANK, call, deposits, kb, keyed, later, newest, told};

async fn matched(shop: &Shop) -> usize {
    shop.get("/workspaces/1/orders?status=MATCHED", 200).await.body.as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn sms_and_push_of_one_transfer_in_two_spellings_pay_one_order() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    told(&shop, &key, &kb(shop.clock.now(), "토스홍길동", 50_000, Some(900_111_000))).await;
    shop.place("A-2", 50_000, "홍길동").await;
    let push = kb(shop.clock.now(), "홍길동", 50_000, Some(900_111_000)).replace("[Web발신]\n", "");
    let second = call(&shop, &key, &json!({"org_content": push, "from": "com.kbstar.kbbank", "title": "KB"})).await;
    assert_eq!((second.body["duplicate"].clone(), deposits(&shop).await), (json!(true), 1), "{}", second.body);
    assert_eq!(matched(&shop).await, 1);
    assert_eq!(shop.deposit(1).await["reports"].as_array().map(Vec::len), Some(1), "and it is noted");
    shop.end().await;
}

/// The two names begin differently, so that two guards remember them: the balance tells.
#[tokio::test]
async fn equal_balance_in_one_minute_is_held_whatever_the_names() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(900_111_000))).await;
    shop.place("A-2", 50_000, "박영희").await;
    told(&shop, &key, &kb(shop.clock.now(), "박영희", 50_000, Some(900_111_000))).await;
    let second = newest(&shop).await;
    assert_eq!((&second["hold_reasons"], &second["duplicate_of"]), (&json!(["possible_duplicate"]), &json!(1)));
    assert_eq!(matched(&shop).await, 1);
    assert_eq!(shop.deposit(1).await["linked_deposit_ids"], json!([2]), "linked both ways");
    shop.end().await;
}

#[tokio::test]
async fn an_account_that_is_emptied_each_night_prints_its_balance_again() {
    let (mut shop, key) = keyed().await;
    for day in 0..5 {
        shop.place(&format!("A-{day}"), 50_000, "홍길동").await;
        told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(50_000))).await;
        later(&mut shop, DAY_MS + 2 * MINUTE_MS).await;
    }
    assert_eq!(matched(&shop).await, 5);
    shop.end().await;
}

/// The balance of older money says nothing against a stranger's text but that its money came later.
#[tokio::test]
async fn beside_the_balance_of_older_money_a_strangers_text_is_held_for_its_sender_alone() {
    let (mut shop, key) = keyed().await;
    let first = shop.clock.now();
    told(&shop, &key, &kb(first, "홍길동", 50_000, Some(900_111_000))).await;
    later(&mut shop, HOUR_MS).await;
    for (name, at, reasons) in [
        ("박영희", shop.clock.now(), json!(["sender_unlikely"])),
        ("최민수", first.plus_ms(-10 * MINUTE_MS), json!(["too_late_to_compare", "sender_unlikely"])),
    ] {
        let raw = kb(at, name, 50_000, Some(900_111_000));
        call(&shop, &key, &json!({"text": raw, "from": "010-9876-5432", "sentStamp": at.ms()})).await;
        assert_eq!(newest(&shop).await["hold_reasons"], reasons, "{raw}");
    }
    shop.end().await;
}

#[tokio::test]
async fn what_was_typed_holds_the_late_message_of_the_same_money() {
    let shop = Shop::open().await;
    shop.place("A-1", 50_000, "홍길동").await;
    let typed = json!({"bank_account_id": 1, "amount": 50_000, "depositor_name": "홍길동",
        "deposited_at": shop.clock.now().rfc3339(), "raw_sms": null});
    shop.post("/workspaces/1/deposits", typed, 201).await;
    let hour_ago = shop.clock.now().plus_ms(-HOUR_MS);
    shop.sms(&kb(hour_ago, "홍길동", 50_000, Some(70_000)), hour_ago).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["possible_duplicate"]));
    shop.place("A-2", 50_000, "홍길동").await;
    assert_eq!(matched(&shop).await, 1);
    shop.end().await;
}

async fn plain(shop: &Shop, key: &str, raw: &str) {
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}?sender=16449999"))
        .header("content-type", "text/plain")
        .header("prefer", "respond-async");
    let accepted = shop.send(request.body(Body::from(raw.to_owned())).unwrap()).await;
    shop.outcome(accepted).await;
}

/// Two true payments in one minute, told without balance, stamp or id: the second is kept for a person, never
/// swallowed.
#[tokio::test]
async fn an_identical_call_that_tells_nothing_of_its_own_is_a_call_of_its_own() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "홍길동", 20_000, None);
    shop.place("A-1", 20_000, "홍길동").await;
    plain(&shop, &key, &raw).await;
    shop.place("A-2", 20_000, "홍길동").await;
    plain(&shop, &key, &raw).await;
    let second = newest(&shop).await;
    assert_eq!((deposits(&shop).await, matched(&shop).await), (2, 1));
    assert_eq!(second["hold_reasons"], json!(["possible_duplicate"]));
    shop.post("/workspaces/1/deposits/2/release", json!({}), 200).await;
    assert_eq!(matched(&shop).await, 2, "a person says that these are two");
    shop.end().await;
}

#[tokio::test]
async fn the_same_stamp_is_a_repeat_and_different_ids_are_two() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "홍길동", 20_000, None);
    let body = json!({"text": raw, "from": BANK, "sentStamp": shop.clock.now().ms()});
    call(&shop, &key, &body).await;
    call(&shop, &key, &body).await;
    assert_eq!(deposits(&shop).await, 1, "the same stamp");
    for id in ["m-1", "m-2", "m-2"] {
        let raw = kb(shop.clock.now(), "박영희", 20_000, None);
        call(&shop, &key, &json!({"text": raw, "sender": BANK, "id": id})).await;
    }
    assert_eq!(deposits(&shop).await, 3, "two ids");
    shop.end().await;
}

/// A fake and the true text in either order, at one instant: the true one pays.
#[tokio::test]
async fn a_fake_neither_holds_nor_swallows_the_true_text() {
    for fake_first in [true, false] {
        let (shop, key) = keyed().await;
        shop.place("A-1", 50_000, "홍길동").await;
        let raw = kb(shop.clock.now(), "홍길동", 50_000, Some(70_000));
        let forged = kb(shop.clock.now(), "홍길동", 50_000, None);
        let fake = json!({"text": forged, "from": "010-9876-5432", "sentStamp": shop.clock.now().ms()});
        if fake_first {
            call(&shop, &key, &fake).await;
        }
        told(&shop, &key, &raw).await;
        if !fake_first {
            call(&shop, &key, &fake).await;
        }
        assert_eq!(shop.order(1).await["status"], json!("MATCHED"), "fake first: {fake_first}");
        shop.place("A-2", 50_000, "홍길동").await;
        assert_eq!(shop.order(2).await["status"], json!("PENDING"));
        let all = shop.get("/workspaces/1/deposits?state=HELD", 200).await.body;
        let reasons = all[0]["hold_reasons"].clone();
        assert_eq!(reasons, json!(["possible_duplicate", "sender_unlikely"]), "{all}");
        shop.end().await;
    }
}

/// The very text, first from a sender that may not pay and then from the bank: the first deposit takes the better
/// sender.
#[tokio::test]
async fn a_better_report_of_the_same_transfer_frees_the_first() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    let raw = kb(shop.clock.now(), "토스홍길동", 50_000, Some(70_000));
    call(&shop, &key, &json!({"text": raw, "from": "02-123-4567", "sentStamp": shop.clock.now().ms()})).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["sender_unlisted"]));
    told(&shop, &key, &kb(shop.clock.now(), "홍길동", 50_000, Some(70_000))).await;
    assert_eq!((deposits(&shop).await, matched(&shop).await), (1, 1));
    assert_eq!(newest(&shop).await["sender_verdict"], json!("bank"));
    shop.end().await;
}

/// An owner approves the sender of a report that stands in another guard than the one that paid.
#[tokio::test]
async fn an_approval_does_not_free_another_report_of_money_that_paid() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 50_000, "홍길동").await;
    shop.place("A-2", 50_000, "길동상사").await;
    let at = shop.clock.now();
    let unlisted =
        json!({"text": kb(at, "길동상사", 50_000, Some(70_000)), "from": "02-123-4567", "sentStamp": at.ms()});
    call(&shop, &key, &unlisted).await;
    told(&shop, &key, &kb(at, "홍길동", 50_000, Some(70_000))).await;
    assert_eq!(matched(&shop).await, 1);
    shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": "02-123-4567"}), 201).await;
    shop.clock.advance_ms(10 * MINUTE_MS);
    shop.rest().await;
    assert_eq!(matched(&shop).await, 1, "one money, one order");
    let first = shop.deposit(1).await;
    assert_eq!(first["hold_reasons"], json!(["possible_duplicate"]), "{first}");
    shop.end().await;
}

/// The reason stays with the first, whatever the time of day: a text without a date.
#[tokio::test]
async fn the_same_words_without_a_date_are_held() {
    let (mut shop, key) = keyed().await;
    let raw = format!("[Web발신]\n국민\n110-***-000000\n입금 20000원\n잔액 {}원\n홍길동", 90_000);
    told(&shop, &key, &raw).await;
    later(&mut shop, 30 * HOUR_MS).await;
    told(&shop, &key, &raw).await;
    let deposits: Vec<Value> = shop.get("/workspaces/1/deposits", 200).await.body.as_array().unwrap().clone();
    let held = deposits.iter().filter(|deposit| deposit["state"] == "HELD").count();
    assert!(deposits.len() < 2 || held == 1, "{deposits:?}");
    shop.end().await;
}
