//! A text from anybody reaches the shop's phone: only the bank's own word pays.

use serde_json::{Value, json};
use tests::Shop;

use super::{BANK, call, kb, keyed, newest};

/// An order, and a text about it that arrives as `told` says: the order's status and the deposit.
async fn after(shop: &Shop, key: &str, nth: u64, told: Value) -> (Value, Value) {
    let amount = 50_000 + nth;
    let order = shop.place(&format!("S-{nth}"), amount, "김하나").await;
    let mut body = told;
    let raw = kb(shop.clock.now(), "김하나", amount, Some(900_000 + i64::try_from(nth).unwrap()));
    let field = if body.get("org_content").is_some() { "org_content" } else { "text" };
    let mark = body[field].as_str().unwrap_or_default().to_owned();
    body[field] = json!(format!("{mark}{raw}"));
    call(shop, key, &body).await;
    (shop.order(order["id"].as_u64().unwrap()).await["status"].clone(), newest(shop).await)
}

#[tokio::test]
async fn a_strangers_text_never_pays_by_itself() {
    let (shop, key) = keyed().await;
    let strangers = [
        (json!({"text": "", "from": "010-9876-5432", "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "", "from": "+821098765432", "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "", "from": "070-1234-5678", "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "", "from": "+1 202 555 0100", "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "", "from": "1577-8000", "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "[국제발신]\n", "from": BANK, "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "[국외발신]\n", "from": BANK, "sentStamp": 1}), "sender_unlikely"),
        (json!({"text": "", "from": "shop@example.com", "sentStamp": 1}), "sender_unlikely"),
        (json!({"org_content": "", "from": "com.kakao.talk", "title": "국민은행"}), "sender_unlikely"),
        (json!({"org_content": "", "from": "org.telegram.messenger", "title": BANK}), "sender_unlikely"),
        (json!({"text": "", "from": "02-123-4567", "sentStamp": 1}), "sender_unlisted"),
        (json!({"text": "", "sentStamp": 1}), "sender_missing"),
        (json!({"text": "", "from": "국민은행", "sentStamp": 1}), "sender_missing"),
        (json!({"text": "", "from": "9".repeat(2_000), "sentStamp": 1}), "sender_missing"),
        (json!({"text": "", "from": [BANK], "sentStamp": 1}), "sender_missing"),
    ];
    for (nth, (told, reason)) in (0..).zip(strangers) {
        let shown = told.to_string();
        let (status, deposit) = after(&shop, &key, nth, told).await;
        assert_eq!((status, &deposit["state"]), (json!("PENDING"), &json!("HELD")), "{shown}");
        assert_eq!(deposit["hold_reasons"], json!([reason]), "{shown}");
    }
    shop.end().await;
}

#[tokio::test]
async fn the_bank_itself_pays_by_number_and_by_app() {
    let (shop, key) = keyed().await;
    let banks = [
        json!({"text": "", "from": BANK, "sentStamp": 1}),
        json!({"text": "", "from": "16449999", "sentStamp": 1}),
        json!({"text": "", "from": "+82 1644-9999", "sentStamp": 1}),
        json!({"org_content": "", "from": "com.kbstar.kbbank", "title": "KB국민은행"}),
        json!({"org_content": "", "from": "com.google.android.apps.messaging", "title": BANK}),
    ];
    for (nth, told) in (0..).zip(banks) {
        let shown = told.to_string();
        let (status, deposit) = after(&shop, &key, nth, told).await;
        assert_eq!(status, json!("MATCHED"), "{shown}: {deposit}");
        assert_eq!(deposit["sender_verdict"], json!("bank"), "{shown}");
    }
    shop.end().await;
}

/// The guide's example has such a number, and there anybody may say anything.
#[tokio::test]
async fn over_the_open_url_an_unlisted_number_pays_and_a_mobile_one_does_not() {
    let shop = Shop::open().await;
    for (nth, (sender, state)) in (0..).zip([("15881234", "MATCHED"), ("010-1234-5678", "HELD")]) {
        shop.place(&format!("A-{nth}"), 700 + nth, "홍길동").await;
        let raw = kb(shop.clock.now(), "홍길동", 700 + nth, Some(5_000));
        let body = json!({"raw_sms": raw, "sender": sender}).to_string();
        let request = axum::http::Request::post("/api/v1/webhooks/bank-sms")
            .header("content-type", "application/json")
            .header("prefer", "respond-async");
        let accepted = shop.send(request.body(axum::body::Body::from(body)).unwrap()).await;
        let became = shop.outcome(accepted).await;
        assert_eq!(newest(&shop).await["state"], json!(state), "{}", became.body);
    }
    shop.end().await;
}

#[tokio::test]
async fn a_template_that_a_text_rewrites_is_held_even_where_missing_senders_are_allowed() {
    // The template's own sender stands after the text, or before it: then the last word is the text's.
    for sender_first in [false, true] {
        let (shop, key) = keyed().await;
        shop.patch("/workspaces/1/phone-numbers/1", json!({"sender_missing": "ALLOWED"}), 200).await;
        shop.place("A-1", 81_001, "김템플").await;
        let raw = kb(shop.clock.now(), "김템플", 81_001, Some(900_000)).replace('\n', "\\n");
        let text = format!(r#""sms_message":"안녕","sms_number":"{BANK}","sms_message":"{raw}""#);
        let own = r#""sms_number":"01098765432""#;
        let body = if sender_first { format!("{{{own},{text}}}") } else { format!("{{{text},{own}}}") };
        let request = axum::http::Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
            .header("content-type", "application/json")
            .header("prefer", "respond-async");
        let accepted = shop.send(request.body(axum::body::Body::from(body)).unwrap()).await;
        shop.outcome(accepted).await;
        let deposits = shop.get("/workspaces/1/deposits", 200).await.body;
        assert_eq!(deposits[0]["hold_reasons"], json!(["sender_missing"]), "{deposits}");
        assert_eq!((&deposits[0]["sender_ambiguous"], &deposits[1]), (&json!(true), &json!(null)));
        assert_eq!(shop.order(1).await["status"], json!("PENDING"));
        shop.end().await;
    }
}

#[tokio::test]
async fn a_phone_may_allow_calls_that_tell_no_sender() {
    let (shop, key) = keyed().await;
    shop.patch("/workspaces/1/phone-numbers/1", json!({"sender_missing": "ALLOWED"}), 200).await;
    let (status, deposit) = after(&shop, &key, 0, json!({"text": "", "sentStamp": 1})).await;
    assert_eq!((status, &deposit["sender_verdict"]), (json!("MATCHED"), &json!("missing")));
    shop.end().await;
}

#[tokio::test]
async fn an_approved_sender_pays_and_frees_what_was_held_for_it() {
    let (shop, key) = keyed().await;
    let told = || json!({"text": "", "from": "02-123-4567", "sentStamp": 1});
    let (status, held) = after(&shop, &key, 0, told()).await;
    assert_eq!((status, &held["hold_reasons"]), (json!("PENDING"), &json!(["sender_unlisted"])));
    let approved =
        shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": held["sender"]}), 201).await.body;
    assert_eq!((&approved["sender"], &approved["released"]), (&json!("021234567"), &json!(1)), "{approved}");
    assert_eq!(shop.order(1).await["status"], json!("MATCHED"));
    let (status, deposit) = after(&shop, &key, 1, told()).await;
    assert_eq!((status, &deposit["sender_verdict"]), (json!("MATCHED"), &json!("approved")));
    let again = shop.post("/workspaces/1/senders", json!({"bank_code": "004", "sender": "021234567"}), 201).await;
    assert_eq!(again.body["id"], approved["id"], "the same again is the same approval");
    shop.delete("/workspaces/1/senders/1", 204).await;
    let (status, _) = after(&shop, &key, 2, told()).await;
    assert_eq!(status, json!("PENDING"), "an approval that was taken back");
    shop.end().await;
}

#[tokio::test]
async fn what_anybody_can_have_cannot_be_approved() {
    let (shop, _) = keyed().await;
    for sender in ["010-1234-5678", "070-1234-5678", "+1 202 555 0100", "com.kakao.talk", "shop@example.com"] {
        let body = json!({"bank_code": "004", "sender": sender});
        let refused = shop.post("/workspaces/1/senders", body, 400).await;
        assert_eq!(refused.body["code"], json!("sender_not_approvable"), "{sender}");
    }
    let member = shop.member("member@example.com", "MEMBER").await;
    let body = json!({"bank_code": "004", "sender": "02-123-4567"});
    shop.call(axum::http::Method::POST, "/workspaces/1/senders", Some(&member), Some(body), 403).await;
    shop.end().await;
}

#[tokio::test]
async fn any_unlisted_number_pays_where_the_owner_says_so() {
    let (shop, key) = keyed().await;
    shop.patch("/workspaces/1", json!({"settings": {"senders": "ANY"}}), 200).await;
    let (status, _) = after(&shop, &key, 0, json!({"text": "", "from": "02-123-4567", "sentStamp": 1})).await;
    assert_eq!(status, json!("MATCHED"));
    let (status, _) = after(&shop, &key, 1, json!({"text": "", "from": "010-1234-5678", "sentStamp": 1})).await;
    assert_eq!(status, json!("PENDING"));
    shop.end().await;
}
