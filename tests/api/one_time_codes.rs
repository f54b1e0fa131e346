//! A one-time code is kept nowhere, whichever way its text comes: its call is answered, and neither the table nor the
//! queue hears of it.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::help::{DEPOSITS, assert_has, typed};

/// What stands in every text of this test, and in nothing else.
const CANARY: &str = "카나리아";

/// Texts with a code, of which some might be a bank's.
const TEXTS: [&str; 10] = [
    "[Web발신]\n[국민은행] 인증번호 [482118] 카나리아",
    "[KB] 인 증 번 호 : 482118 카나리아",
    "[KB] 인\u{200b}증번호 482118 입금 확인 카나리아",
    "[Web발신]\n[KB]카나리아 OTP 482118",
    "[KB] 카나리아님 이체 1,000,000원 승인 OTP: 482118 입력",
    "[KB]카나리아 일회용 비밀번호는 482118 입니다. 출금 50,000원",
    "국민 02/12 11:05\n110-***-000000\n입금 안내 카나리아\nＯＴＰ번호 ４８２１１８",
    "Your KB Verification Code is 482118. 카나리아",
    "[국외발신]\n482118",
    "482118",
];

/// Whether a text holds what is to be kept nowhere. Codes and hashes of ours have letters beside the digits.
fn tells(text: &str) -> bool {
    let by_itself = |at: usize| {
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_edge(text[..at].chars().next_back()) && is_edge(text[at + 6..].chars().next())
    };
    let folded = text.contains("４８２１１８") || text.match_indices("482118").any(|(at, _)| by_itself(at));
    folded || text.contains(CANARY)
}

/// What was sent to table and queue since the last look, and what the table holds.
async fn assert_kept_nowhere(shop: &Shop, what: &str) {
    for call in shop.wire.taken().into_iter().chain(shop.queue_wire.taken()) {
        assert!(!tells(&call.body.to_string()), "{what}: {} tells it: {}", call.operation, call.body);
    }
    shop.rest().await;
    for item in shop.items().await {
        assert!(!tells(&format!("{item:?}")), "{what}: the table keeps it: {item:?}");
    }
}

async fn send(shop: &Shop, path: &str, kind: &str, body: String) -> Answer {
    let request = Request::post(format!("/api/v1/webhooks/{path}")).header(header::CONTENT_TYPE, kind);
    shop.send(request.body(Body::from(body)).unwrap()).await
}

/// A text over every way in: the open URL and a phone's, as JSON, form, plain text, list, query, and under a title.
async fn everywhere(shop: &Shop, key: &str, text: &str) -> Vec<(&'static str, Answer)> {
    let (json_type, form) = ("application/json", "application/x-www-form-urlencoded");
    let keyed = format!("bank-sms/{key}");
    let guide = json!({"raw_sms": text, "sender": "16449999"}).to_string();
    let pushed = json!({"title": text, "text": "알림", "package": "com.kbstar.kbbank"}).to_string();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("raw_sms", text)
        .append_pair("sender", "16449999")
        .finish();
    let by_get = Request::get(format!("/api/v1/webhooks/{keyed}?{query}")).body(Body::empty()).unwrap();
    vec![
        ("open", send(shop, "bank-sms", json_type, guide.clone()).await),
        ("a phone's", send(shop, &keyed, json_type, guide.clone()).await),
        ("a list", send(shop, &keyed, json_type, format!("[{guide},{guide}]")).await),
        ("a form", send(shop, &keyed, form, query).await),
        ("a text", send(shop, &format!("{keyed}?sender=16449999"), "text/plain", text.to_owned()).await),
        ("a title", send(shop, &keyed, json_type, pushed).await),
        ("a query", shop.send(by_get).await),
    ]
}

#[tokio::test]
async fn a_one_time_code_is_answered_and_kept_nowhere_whichever_way_it_comes() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.patch("/workspaces/1", json!({"settings": {"intake": "OPEN"}}), 200).await;
    for text in TEXTS {
        shop.wire.taken();
        for (way, answer) in everywhere(&shop, &key, text).await {
            assert_eq!((answer.status, &answer.body["success"]), (200, &json!(true)), "{way}: {text}: {}", answer.body);
            assert_has(&answer.body, &json!({"deposit_id": null}));
            assert!(!tells(&answer.body.to_string()), "{way}: {}", answer.body);
        }
        assert_kept_nowhere(&shop, text).await;
    }
    let list = shop.get("/workspaces/1/messages", 200).await.body;
    assert_eq!(list, json!([]), "nothing waits for a person");
    shop.end().await;
}

/// The title tells that the number below it is a code.
#[tokio::test]
async fn a_code_whose_word_stands_in_the_title_is_one() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.wire.taken();
    for body in [
        json!({"title": "카나리아 OTP", "text": "482118", "package": "com.kbstar.kbbank"}),
        json!({"title": "카나리아 비밀번호", "text": "[KB] 482118 출금", "package": "com.kbstar.kbbank"}),
        json!({"raw_sms": "[KB] 482118", "sender": "카나리아 OTP"}),
    ] {
        let answer = send(&shop, &format!("bank-sms/{key}"), "application/json", body.to_string()).await;
        assert_eq!((answer.status, &answer.body["success"]), (200, &json!(true)), "{body}: {}", answer.body);
    }
    assert_kept_nowhere(&shop, "a title").await;
    shop.end().await;
}

#[tokio::test]
async fn a_deposit_that_a_person_types_keeps_no_code_of_its_message() {
    let shop = Shop::open().await;
    let mut body = typed(&shop, "홍길동", 14_510);
    body["raw_sms"] = json!(TEXTS[0]);
    shop.wire.taken();
    let made = shop.post(DEPOSITS, body.clone(), 201).await;
    assert_has(&made.body, &json!({"raw_sms": null, "amount": 14_510}));
    let again = shop.post(DEPOSITS, body, 201).await;
    assert_has(&again.body, &json!({"id": made.body["id"], "duplicate": true}));
    assert_kept_nowhere(&shop, "a typed deposit").await;
    shop.end().await;
}

/// A name that looks like a word for a code loses no money.
#[tokio::test]
async fn a_payer_whose_name_holds_such_a_word_pays() {
    let shop = Shop::open().await;
    for (nth, name) in ["OTP코리아", "비밀번호", "공인인증"].into_iter().enumerate() {
        let amount = 14_510 + u64::try_from(nth).unwrap();
        shop.place(&format!("A-{nth}"), amount, name).await;
        let paid = shop.pay(name, amount, 532_513 + amount).await;
        assert!(paid.body["message"].as_str().unwrap().ends_with("자동 매칭"), "{name}: {}", paid.body);
        let kept: Value = shop.deposit(u64::try_from(nth).unwrap() + 1).await["raw_sms"].clone();
        assert!(kept.as_str().unwrap().contains(name));
    }
    shop.end().await;
}
