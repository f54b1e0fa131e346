//! `settings.retention_days`: what people wrote and banks told is forgotten after so many days, and nothing that a
//! match rests on.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::time::DAY_MS;
use serde_json::{Value, json};
use tests::{Call, Fate, Shop};

use super::help::assert_has;

async fn keep_for(shop: &Shop, days: Value) {
    shop.patch("/workspaces/1", json!({"settings": {"retention_days": days}}), 200).await;
}

/// A minute of the sweeper.
async fn sweep(shop: &Shop) {
    shop.sweep().await.unwrap();
}

/// Time goes by; the owner logs in again.
async fn pass(shop: &mut Shop, ms: i64) {
    shop.clock.advance_ms(ms);
    shop.owner = shop.log_in("owner@example.com").await;
}

/// Order 1 is paid by deposit 1, order 2 cancelled, order 3 waits; deposit 2 waits, deposit 3 is held; a message is in
/// the inbox.
async fn shop() -> Shop {
    let shop = Shop::open().await;
    for (number, amount) in [("A-1", 14_510), ("A-2", 500), ("A-3", 600)] {
        let body = json!({"order_number": number, "amount": amount, "depositor_name": "홍길동",
            "customer_email": "buyer@example.com", "customer_phone": "01000000000", "memo": "문 앞",
            "metadata": {"cart": "c-81"}});
        shop.post("/workspaces/1/orders", body, 201).await;
    }
    shop.patch("/workspaces/1/orders/2", json!({"status": "CANCELLED"}), 200).await;
    shop.pay("홍길동", 14_510, 532_513).await;
    shop.pay("김철수", 9_000, 541_513).await;
    shop.pay("이*수", 900, 542_413).await;
    shop.sms(&shop.kb("한가인", 800, 600_000).replace("입금", "출금"), shop.clock.now()).await;
    shop
}

async fn inbox(shop: &Shop) -> usize {
    shop.get("/workspaces/1/messages", 200).await.body.as_array().unwrap().len()
}

#[tokio::test]
async fn after_its_days_what_does_not_wait_is_forgotten() {
    let mut shop = shop().await;
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 30 * DAY_MS - 1_000).await;
    sweep(&shop).await;
    assert_eq!((&shop.order(1).await["memo"], inbox(&shop).await), (&json!("문 앞"), 1), "its time is not over");

    pass(&mut shop, DAY_MS + 2_000).await;
    for _ in 0..2 {
        sweep(&shop).await;
        for id in [1, 2] {
            let order = shop.order(id).await;
            assert_has(
                &order,
                &json!({"customer_email": null, "customer_phone": null, "memo": null, "metadata": {},
                    "depositor_name": "홍길동"}),
            );
            let last = order["history"].as_array().unwrap().last().unwrap().clone();
            assert_has(&last, &json!({"what": "redacted", "by": "sweeper"}));
        }
        assert_has(&shop.order(3).await, &json!({"customer_email": "buyer@example.com", "memo": "문 앞"}));
        assert_has(&shop.deposit(1).await, &json!({"raw_sms": null, "amount": 14_510, "depositor_name": "홍길동"}));
        assert_has(&shop.deposit(3).await, &json!({"raw_sms": null, "state": "HELD"}));
        assert!(shop.deposit(2).await["raw_sms"].is_string(), "it waits");
        assert_eq!(inbox(&shop).await, 0);
    }
    assert_eq!(shop.order(1).await["history"].as_array().unwrap().len(), 3, "it is forgotten once");
    shop.end().await;
}

#[tokio::test]
async fn what_waited_is_forgotten_on_the_day_after_it_no_longer_does() {
    let mut shop = shop().await;
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 40 * DAY_MS).await;
    sweep(&shop).await;
    shop.patch("/workspaces/1/orders/3", json!({"status": "CANCELLED"}), 200).await;
    shop.patch("/workspaces/1/orders/1", json!({"memo": "반품"}), 200).await;
    for _ in 0..29 {
        pass(&mut shop, DAY_MS).await;
        sweep(&shop).await;
    }
    assert_has(&shop.order(3).await, &json!({"memo": "문 앞"}));
    assert_has(&shop.order(1).await, &json!({"memo": "반품", "customer_email": null}));
    for _ in 0..2 {
        pass(&mut shop, DAY_MS).await;
        sweep(&shop).await;
    }
    assert_eq!((&shop.order(3).await["memo"], &shop.order(1).await["memo"]), (&Value::Null, &Value::Null));
    shop.end().await;
}

#[tokio::test]
async fn pairing_does_not_notice_what_was_forgotten() {
    let mut shop = shop().await;
    let raw = shop.kb("홍길동", 14_510, 532_513);
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 31 * DAY_MS).await;
    sweep(&shop).await;
    // The same message is still the same message.
    let again = shop.sms(&raw, shop.clock.now()).await;
    assert_has(
        &again.body,
        &json!({"deposit_id": 1, "duplicate": true, "message": "입금 14510원 (홍길동) → 주문 #1 자동 매칭"}),
    );
    shop.post("/workspaces/1/matches/1/unmatch", json!({}), 200).await;
    shop.post("/workspaces/1/matches/manual", json!({"deposit_id": 1, "order_id": 1}), 200).await;
    shop.place("A-9", 9_000, "김철수").await;
    shop.end().await;
}

/// How the workspace of this id keeps, and whether a pass of it is due some day.
async fn kept(shop: &Shop, id: u64) -> (Value, bool) {
    let pk = format!("WS#{id:010}");
    let is_pass =
        |item: &tests::day::Item| item["PK"].as_s().unwrap() == &pk && item["SK"].as_s().unwrap() == "RETENTION";
    let days = shop.get(&format!("/workspaces/{id}"), 200).await.body["settings"]["retention_days"].clone();
    (days, shop.items().await.iter().any(is_pass))
}

#[tokio::test]
async fn a_new_workspace_forgets_after_four_hundred_days_unless_its_owner_says_otherwise() {
    let mut shop = shop().await;
    assert_eq!(kept(&shop, 1).await, (json!(400), true));
    for (nth, settings, days) in [
        (2, json!({"retention_days": null}), Value::Null),
        (3, json!({"retention_days": 30, "tie_policy": "OLDEST"}), json!(30)),
        (4, json!({"tie_policy": "OLDEST"}), json!(400)),
        (5, Value::Null, json!(400)),
    ] {
        let made = shop.post("/workspaces", json!({"name": "둘째", "settings": settings}), 200).await;
        assert_eq!(made.body["settings"]["retention_days"], days, "{settings}");
        assert_eq!(kept(&shop, nth).await, (days.clone(), !days.is_null()), "{settings}");
    }
    assert_eq!(shop.get("/workspaces/3", 200).await.body["settings"]["tie_policy"], "OLDEST");
    for (settings, field) in [
        (json!({"retention_days": 29}), "settings.retention_days"),
        (json!({"retention_days": ""}), "settings.retention_days"),
        (json!("keep"), "settings"),
    ] {
        let refused = shop.post("/workspaces", json!({"name": "둘째", "settings": settings}), 400).await;
        assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.body);
    }

    pass(&mut shop, 400 * DAY_MS - 1_000).await;
    sweep(&shop).await;
    assert_has(&shop.order(2).await, &json!({"memo": "문 앞"}));
    pass(&mut shop, DAY_MS + 2_000).await;
    sweep(&shop).await;
    assert_has(&shop.order(2).await, &json!({"memo": null, "customer_email": null}));
    keep_for(&shop, Value::Null).await;
    assert_eq!(kept(&shop, 1).await, (Value::Null, false));
    shop.end().await;
}

/// The pages that name the days name those of the program.
#[test]
fn who_creates_a_workspace_is_told_after_how_many_days_it_forgets() {
    let days = domain::Settings::RETENTION_DEFAULT_DAYS.to_string();
    for (page, what) in [
        ("dashboard/src/i18n/en.ts", "are deleted after {} days"),
        ("dashboard/src/i18n/ko.ts", "{}일 뒤에 지웁니다"),
        ("README.md", "`settings.retention_days`, {} in a new workspace"),
        ("README.ko.md", "새 워크스페이스는 {}일"),
        ("docs/openapi.json", "after {} days"),
    ] {
        assert!(tests::documents::read(page).contains(&what.replace("{}", &days)), "{page}");
    }
}

#[tokio::test]
async fn without_the_setting_everything_stays() {
    let mut shop = shop().await;
    keep_for(&shop, json!(30)).await;
    keep_for(&shop, Value::Null).await;
    pass(&mut shop, 4_000 * DAY_MS).await;
    sweep(&shop).await;
    assert_has(&shop.order(1).await, &json!({"memo": "문 앞"}));
    assert_eq!(inbox(&shop).await, 1);
    assert!(shop.items().await.iter().all(|item| item["SK"].as_s().unwrap() != "RETENTION"));
    shop.end().await;
}

/// Two hundred and fifty orders are three pages; a run that dies in the middle is followed by the next.
#[tokio::test]
async fn a_pass_goes_on_where_a_run_died() {
    let mut shop = Shop::open().await;
    for nth in 1..=250 {
        let body = json!({"order_number": format!("A-{nth}"), "amount": 500 + nth, "depositor_name": "홍길동", "memo": "문 앞"});
        shop.post("/workspaces/1/orders", body, 201).await;
        shop.patch(&format!("/workspaces/1/orders/{nth}"), json!({"status": "CANCELLED"}), 200).await;
    }
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 31 * DAY_MS).await;
    let is_dead = AtomicBool::new(false);
    shop.wire.rule(move |call: &Call| {
        let dies = call.operation == "TransactWriteItems" && call.body.to_string().contains("\"A-150\"");
        if is_dead.fetch_or(dies, Ordering::SeqCst) || dies { Fate::LoseRequest } else { Fate::Pass }
    });
    assert!(shop.sweep().await.is_err());
    shop.wire.calm();
    let left = || async { shop.items().await.iter().filter(|item| item.contains_key("memo")).count() };
    assert_eq!(left().await, 101);
    shop.wire.taken();
    sweep(&shop).await;
    assert_eq!(left().await, 0);
    let first_page = |call: &Call| call.operation == "TransactWriteItems" && call.body.to_string().contains("\"A-1\"");
    assert!(!shop.wire.taken().iter().any(first_page), "what was done is not done again");
    shop.end().await;
}

/// The row that fails is left to the next day, and all others are forgotten.
#[tokio::test]
async fn a_row_that_fails_every_time_holds_up_no_other() {
    let mut shop = shop().await;
    shop.patch("/workspaces/1/orders/3", json!({"status": "CANCELLED"}), 200).await;
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 31 * DAY_MS).await;
    shop.wire.rule(|call: &Call| {
        let fails = call.operation == "TransactWriteItems" && call.body.to_string().contains("\"A-1\"");
        if fails { Fate::LoseRequest } else { Fate::Pass }
    });
    assert!(shop.sweep().await.is_err(), "the run says so");
    assert_has(&shop.order(1).await, &json!({"memo": "문 앞"}));
    for id in [2, 3] {
        assert_has(&shop.order(id).await, &json!({"memo": null}));
    }
    assert_eq!((&shop.deposit(1).await["raw_sms"], inbox(&shop).await), (&Value::Null, 0));
    shop.wire.calm();
    sweep(&shop).await;
    assert_has(&shop.order(1).await, &json!({"memo": "문 앞"}));
    pass(&mut shop, DAY_MS).await;
    sweep(&shop).await;
    assert_has(&shop.order(1).await, &json!({"memo": null}));
    shop.end().await;
}

/// An order that somebody writes at the same moment is left for the next day, and nothing of what they wrote is lost.
#[tokio::test]
async fn a_redaction_never_undoes_what_somebody_wrote_meanwhile() {
    let mut shop = shop().await;
    keep_for(&shop, json!(30)).await;
    pass(&mut shop, 31 * DAY_MS).await;
    let order = shop.product.app.store().order(domain::WorkspaceId::new(1).unwrap(), domain::OrderId::new(2).unwrap());
    let before = order.await.unwrap().unwrap();
    let after = before.forget(shop.clock.now(), shop.clock.now()).unwrap();
    shop.patch("/workspaces/1/orders/2", json!({"status": "PENDING"}), 200).await;
    assert!(!shop.product.app.store().write_order(&before, &after).await.unwrap());
    assert_has(&shop.order(2).await, &json!({"status": "PENDING", "memo": "문 앞"}));
    shop.end().await;
}
