//! What a call tells of its text's sender reaches the matcher: three different things, and what makes them doubtful.

use axum::body::Body;
use axum::http::{Request, header};
use domain::ArrivedMessage;
use serde_json::json;
use store::queue;
use store::tasks::Task;
use tests::Shop;

use super::super::help::{DEPOSITS, assert_has, ids};
use super::{WEBHOOK, outcome};

/// Sends a request that does not wait, and takes what was queued for the matcher. The matcher then works it off.
async fn queued(shop: &Shop, request: Request<Body>) -> ArrivedMessage {
    shop.queue_wire.taken();
    let answer = shop.send(request).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let sent = shop.queue_wire.taken().into_iter().find(|call| call.operation == "SendMessage").unwrap();
    shop.drain().await;
    match queue::read(sent.body["MessageBody"].as_str().unwrap()).unwrap() {
        Task::Sms(sms) => *sms,
        other => panic!("{other:?}"),
    }
}

fn post(kind: &str, query: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(format!("{WEBHOOK}{query}")).header("prefer", "respond-async");
    request.header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()
}

async fn of_json(shop: &Shop, body: &str) -> ArrivedMessage {
    queued(shop, post("application/json", "", body.to_owned())).await
}

const TEXT: &str = r"[Web발신]\n국민 02/12 11:00\n110-***-000000\n입금 1,000원\n잔액 5,000원\n홍길동";

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_sender_a_title_and_a_package_are_told_apart() {
    let shop = Shop::open().await;
    let app = "com.android.mms";
    for (nth, (fields, [sender, title, package])) in [
        (json!({"from": "16449999", "sentStamp": 1}), [Some("16449999"), None, None]),
        (json!({"from": "1644-9999", "sim": "notification"}), [None, Some("1644-9999"), None]),
        (json!({"title": "국민은행", "package": app}), [None, Some("국민은행"), Some(app)]),
        (json!({"title": "국민은행", "sender": app}), [None, Some("국민은행"), Some(app)]),
        (json!({"sender": "16449999"}), [Some("16449999"), None, None]),
        (json!({}), [None, None, None]),
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = json!({"text": shop.kb("홍길동", 1_000, 5_000 + nth as u64)});
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        let sms = of_json(&shop, &body.to_string()).await;
        let claim = sms.sender;
        assert_eq!(
            [claim.sender.as_deref(), claim.title.as_deref(), claim.package.as_deref()],
            [sender, title, package]
        );
        assert!(!claim.ambiguous && !claim.unconfirmed, "{fields}");
        assert!(sms.raw.starts_with("[Web발신]"), "a text message stands by itself: {}", sms.raw);
        assert_eq!((sms.missing_sender, sms.heard_at), (None, shop.clock.now()));
    }
    shop.end().await;
}

/// A text that a template carries unescaped can close its string and write fields of its own.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_text_that_writes_its_own_sender_is_marked() {
    let shop = Shop::open().await;
    let template = |text: &str| format!(r#"{{"text":"{text}","sender":"01000000000"}}"#);
    for (nth, more) in [
        r#"","sender":"16449999"#,
        r#"","Sender":"16449999"#,
        r#"","from":"16449999"#,
        r#"","package":"com.kbstar.kbbank"#,
        r#"","phone_number":"16449999"#,
    ]
    .into_iter()
    .enumerate()
    {
        let text = TEXT.replace("5,000", &format!("5,00{nth}"));
        assert!(of_json(&shop, &template(&format!("{text}{more}"))).await.sender.ambiguous, "{more}");
    }
    // Raw line breaks are an app's way of carrying a text, and nobody's way of writing a sender.
    let raw = template(&TEXT.replace(r"\n", "\n"));
    assert!(!of_json(&shop, &raw).await.sender.ambiguous);
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_name_that_stands_twice_in_a_form_or_a_query_is_marked() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 1_000, 5_000);
    let text = |query: &str| post("text/plain", query, raw.clone());
    assert!(queued(&shop, text("?sender=16449999&Sender=01000000000")).await.sender.ambiguous);
    let encoded: String = raw.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let form = format!("content={encoded}&from=16449999&from=01000000000");
    assert!(queued(&shop, post("application/x-www-form-urlencoded", "", form)).await.sender.ambiguous);
    let sms = queued(&shop, text("?sender=16449999&title=1&package=com.android.mms&sender=")).await;
    assert!(sms.sender.ambiguous);
    let told = queued(&shop, text("?sender=16449999")).await;
    assert_eq!((told.sender.sender.as_deref(), told.sender.ambiguous), (Some("16449999"), false));
    shop.end().await;
}

/// Nor does a stamp that makes no sense: not in the guide's own body, either.
#[tokio::test]
async fn a_sender_that_makes_no_sense_loses_no_message() {
    let shop = Shop::open().await;
    let senders = [json!("1".repeat(2_000)), json!(["15881234"]), json!({"a": 1}), json!(15_881_234), json!(true)];
    let stamps = ["2024-02-12 10:55:00", "", "yesterday", "1707703200000", "{{time}}"];
    let mut nth = 0;
    for field in ["raw_sms", "text"] {
        for (sender, stamp) in senders.iter().zip(stamps) {
            nth += 1;
            let raw = shop.kb("홍길동", 1_000 + nth, 5_000);
            let answer = outcome(&shop, &json!({field: raw, "sender": sender, "received_at": stamp})).await;
            assert_has(&answer.body, &json!({"success": true, "deposit_id": nth}));
        }
    }
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await).len(), 10);
    shop.end().await;
}

/// The messages app shows a contact's name, or the number, above a text message.
#[tokio::test]
async fn a_notification_of_a_text_message_is_read_whatever_its_contact_is_called() {
    let shop = Shop::open().await;
    for (nth, title) in
        ["국민은행", "1644-9999", "엄마", "KB국민은행(1644-9999)", "국민 입금 알림"].into_iter().enumerate()
    {
        let raw = shop.kb("홍길동", 1_000 + nth as u64, 5_000);
        let body = json!({"from": title, "text": raw, "sentStamp": 1, "receivedStamp": 1, "sim": "notification"});
        let answer = outcome(&shop, &body).await;
        assert_has(&answer.body, &json!({"success": true, "deposit_id": nth + 1}));
    }
    shop.end().await;
}
