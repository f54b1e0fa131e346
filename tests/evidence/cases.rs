//! What ended in MATCHED before, and its kind, as phones and strangers send it. What has a page of its own stands
//! beside this file: who sent it (`sender`), when (`time`), told twice (`once`, `late`), taken back (`reversal`), names
//! (`tests/pairing/names.rs`).

use axum::body::Body;
use axum::http::Request;
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};
use tests::Shop;

use super::{BANK, call, deposits, kb, keyed, later, newest, told};

async fn status(shop: &Shop, order: u64) -> String {
    shop.order(order).await["status"].as_str().unwrap().to_owned()
}

/// Over the open URL as over a phone's, and however short the window is.
#[tokio::test]
async fn old_money_over_the_open_url_pays_no_order_of_today() {
    let shop = Shop::open().await;
    for window in [30, 1] {
        shop.patch("/workspaces/1", json!({"settings": {"match_window_days": window}}), 200).await;
        shop.place(&format!("A-{window}"), 50_000, "홍길동").await;
        let old = shop.clock.now().plus_ms(-300 * DAY_MS + i64::from(window) * MINUTE_MS);
        let raw = kb(old, "홍길동", 50_000, Some(900_000 + i64::from(window)));
        let body = json!({"from": BANK, "text": raw, "sentStamp": old.ms(), "receivedStamp": old.ms(), "sim": "sim1"});
        let request = Request::post("/api/v1/webhooks/bank-sms")
            .header("content-type", "application/json")
            .header("prefer", "respond-async");
        let accepted = shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
        shop.outcome(accepted).await;
        assert_eq!(newest(&shop).await["hold_reasons"], json!(["outside_match_window"]));
    }
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("PENDING".into(), "PENDING".into()));
    shop.end().await;
}

/// Texts of three days to most of a year ago, each with an order of today.
#[tokio::test]
async fn a_text_pays_an_order_of_today_for_three_days_and_no_longer() {
    let (shop, key) = keyed().await;
    for (nth, (days, expected)) in
        (1..).zip([(2, "MATCHED"), (4, "PENDING"), (20, "PENDING"), (60, "PENDING"), (330, "PENDING")])
    {
        let (amount, at) = (70_000 + nth, shop.clock.now().plus_ms(-days * DAY_MS));
        shop.place(&format!("A-{nth}"), amount, "정기고객").await;
        let raw = kb(at, "정기고객", amount, Some(900_000));
        call(&shop, &key, &json!({"raw_sms": raw, "sender": BANK, "received_at": at.rfc3339()})).await;
        assert_eq!(status(&shop, nth).await, expected, "{days} days");
    }
    shop.end().await;
}

/// The forwarder stamps anew what it sends again.
#[tokio::test]
async fn the_same_words_without_a_balance_under_another_stamp_are_held() {
    let (shop, key) = keyed().await;
    let raw = kb(shop.clock.now(), "김재전", 71_000, None);
    for nth in 0..2 {
        shop.place(&format!("A-{nth}"), 71_000, "김재전").await;
        let at = shop.clock.now().plus_ms(nth * MINUTE_MS);
        call(&shop, &key, &json!({"raw_sms": raw, "sender": BANK, "received_at": at.rfc3339()})).await;
    }
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("MATCHED".into(), "PENDING".into()));
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["possible_duplicate"]));
    shop.end().await;
}

/// The bank's number is saved as a contact, and the app tells the contact's name.
#[tokio::test]
async fn a_saved_contact_is_read_and_held_unless_the_phone_may_leave_senders_out() {
    let (shop, key) = keyed().await;
    let body = |raw: String, at: i64| json!({"from": "국민은행", "text": raw, "sentStamp": at, "receivedStamp": at, "sim": "notification"});
    shop.place("A-1", 30_000, "홍길동").await;
    call(&shop, &key, &body(kb(shop.clock.now(), "홍길동", 30_000, Some(90_000)), shop.clock.now().ms())).await;
    assert_eq!(newest(&shop).await["hold_reasons"], json!(["sender_missing"]));
    shop.patch("/workspaces/1/phone-numbers/1", json!({"sender_missing": "ALLOWED"}), 200).await;
    shop.place("A-2", 31_000, "홍길동").await;
    call(&shop, &key, &body(kb(shop.clock.now(), "홍길동", 31_000, Some(121_000)), shop.clock.now().ms())).await;
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("PENDING".into(), "MATCHED".into()));
    shop.end().await;
}

/// A signature proves the phone, not who texted it.
#[tokio::test]
async fn a_signed_call_with_a_strangers_text_is_held() {
    use hmac::{Hmac, KeyInit, Mac};
    let (shop, key) = keyed().await;
    let secret = "s".repeat(40);
    shop.patch("/workspaces/1/phone-numbers/1", json!({"signing_secret": secret}), 200).await;
    shop.place("A-1", 51_009, "김하나").await;
    let raw = kb(shop.clock.now(), "김하나", 51_009, Some(900_000));
    let body = json!({"raw_sms": raw, "sender": "01098765432", "received_at": shop.clock.now().rfc3339()}).to_string();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header("content-type", "application/json")
        .header("x-signature", signature)
        .header("prefer", "respond-async");
    let accepted = shop.send(request.body(Body::from(body)).unwrap()).await;
    shop.outcome(accepted).await;
    let deposit = newest(&shop).await;
    assert_eq!(
        (&deposit["via"], &deposit["hold_reasons"]),
        (&json!("signed"), &json!(["sender_unlikely"])),
        "{deposit}"
    );
    assert_eq!(status(&shop, 1).await, "PENDING");
    shop.end().await;
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One money: the SMS cuts the name, the app's push prints it whole.
#[tokio::test]
async fn a_push_with_the_whole_name_of_a_cut_one_is_the_same_money() {
    let (shop, key) = keyed().await;
    let (whole, cut) = ("가나다라마바사아자차카타", "가나다라마바사아자차");
    shop.place("A-1", 50_000, whole).await;
    told(&shop, &key, &kb(shop.clock.now(), cut, 50_000, Some(1_050_000))).await;
    let push = kb(shop.clock.now(), whole, 50_000, Some(1_050_000)).replace("[Web발신]\n", "");
    call(&shop, &key, &json!({"org_content": push, "from": "com.kbstar.kbbank", "title": "KB"})).await;
    shop.place("A-2", 50_000, whole).await;
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("MATCHED".into(), "PENDING".into()));
    assert_eq!(deposits(&shop).await, 1);
    shop.end().await;
}

/// An app that tells name and amount without the bank's text, beside the SMS of the same money.
#[tokio::test]
async fn what_an_app_told_by_itself_pays_nothing_beside_the_text() {
    let (shop, key) = keyed().await;
    shop.place("A-1", 60_000, "나고객").await;
    told(&shop, &key, &kb(shop.clock.now(), "나고객", 60_000, Some(900_000))).await;
    shop.place("A-2", 60_000, "나고객").await;
    let told_by_app =
        json!({"deposit_datetime": shop.clock.now().rfc3339(), "depositor_name": "나고객", "amount": 60_000});
    call(&shop, &key, &told_by_app).await;
    assert_eq!((status(&shop, 1).await, status(&shop, 2).await), ("MATCHED".into(), "PENDING".into()));
    let reasons = newest(&shop).await["hold_reasons"].clone();
    assert_eq!(reasons, json!(["possible_duplicate", "sender_missing"]));
    shop.end().await;
}

/// A sender that is no text loses no message, and is worth no more than none; a number is its digits.
#[tokio::test]
async fn a_sender_of_another_shape_is_no_bank_and_loses_no_message() {
    let (shop, key) = keyed().await;
    let senders = [
        json!("9".repeat(2_000)),
        json!([BANK]),
        json!({"number": BANK}),
        json!(1_098_765_432),
        json!(null),
        json!(true),
    ];
    for (nth, sender) in (1..).zip(senders) {
        let amount = 20_000 + nth;
        shop.place(&format!("A-{nth}"), amount, "홍길동").await;
        let raw = kb(shop.clock.now(), "홍길동", amount, Some(900_000));
        call(&shop, &key, &json!({"text": raw, "from": sender, "sentStamp": shop.clock.now().ms()})).await;
        let deposit = newest(&shop).await;
        assert_eq!((&deposit["amount"], &deposit["state"]), (&json!(amount), &json!("HELD")), "{sender}: {deposit}");
        assert_eq!(status(&shop, nth).await, "PENDING", "{sender}");
    }
    shop.end().await;
}

/// A reversal with the deposit's call, in either order and twice, at one instant.
#[tokio::test]
async fn a_reversal_beside_its_deposit_at_one_instant_leaves_the_order_waiting() {
    for _ in 0..4 {
        let (shop, key) = keyed().await;
        shop.place("A-1", 14_510, "박하늘").await;
        let at = shop.clock.now();
        let deposit = kb(at, "박하늘", 14_510, Some(900_000));
        let back = kb(at, "박하늘", 14_510, Some(885_490)).replace("입금 ", "입금취소 ");
        let send = async |raw: &str| {
            let body = json!({"text": raw, "from": BANK, "sentStamp": at.ms()});
            let request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
                .header("content-type", "application/json")
                .header("prefer", "respond-async");
            shop.send(request.body(Body::from(body.to_string())).unwrap()).await
        };
        tokio::join!(send(&deposit), send(&back), send(&deposit), send(&back));
        shop.drain().await;
        assert_eq!(status(&shop, 1).await, "PENDING");
        assert_eq!(newest(&shop).await["hold_reasons"], json!(["reversed"]));
        assert_eq!(deposits(&shop).await, 1);
        shop.end().await;
    }
}

/// An approval and the order of the deposit that it frees, at one instant: both find each other.
#[tokio::test]
async fn an_approval_at_the_instant_of_the_order_leaves_none_waiting() {
    let (shop, key) = keyed().await;
    for nth in 1..=4 {
        let raw = kb(shop.clock.now(), "홍길동", 50_000 + nth, Some(900_000));
        call(&shop, &key, &json!({"text": raw, "from": "02-123-4567", "sentStamp": 1})).await;
        let placed = json!({"order_number": format!("A-{nth}"), "amount": 50_000 + nth, "depositor_name": "홍길동"});
        let approve = json!({"bank_code": "004", "sender": "02-123-4567"});
        let (_, approved) = tokio::join!(
            shop.post("/workspaces/1/orders", placed, 201),
            shop.post("/workspaces/1/senders", approve, 201)
        );
        shop.rest().await;
        assert_eq!(status(&shop, nth).await, "MATCHED");
        let id: &Value = &approved.body["id"];
        shop.delete(&format!("/workspaces/1/senders/{id}"), 204).await;
    }
    shop.end().await;
}

/// A match and a dismissal of one deposit at one instant: one of the two holds.
#[tokio::test]
async fn a_dismissal_against_a_match_leaves_one_of_the_two() {
    let mut shop = Shop::open().await;
    for nth in 1..=4 {
        shop.pay("홍길동", 50_000 + nth, 900_000).await;
        shop.place(&format!("A-{nth}"), 50_000 + nth, "김다른").await;
        let by_match = json!({"deposit_id": nth, "order_id": nth});
        let (path, reason) = (format!("/workspaces/1/deposits/{nth}/dismiss"), json!({"reason": "OTHER"}));
        let (dismissed, matched) =
            tokio::join!(ask(&shop, &path, reason), ask(&shop, "/workspaces/1/matches/manual", by_match));
        let deposit = shop.deposit(nth).await;
        let expected = if matched == 200 { ("MATCHED", 400) } else { ("DISMISSED", 200) };
        assert_eq!((deposit["state"].as_str().unwrap(), dismissed), expected, "{deposit}");
        assert_eq!(status(&shop, nth).await == "MATCHED", matched == 200);
        later(&mut shop, MINUTE_MS).await;
    }
    shop.end().await;
}

async fn ask(shop: &Shop, path: &str, body: Value) -> u16 {
    let request = Request::post(format!("/api/v1{path}"))
        .header("authorization", format!("Bearer {}", shop.owner))
        .header("content-type", "application/json");
    shop.send(request.body(Body::from(body.to_string())).unwrap()).await.status
}
