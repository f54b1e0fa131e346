//! What each forwarder app sends, end to end: its request comes in, its deposit comes out and pays its order.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use lambda_http::request::LambdaRequest;
use serde_json::{Value, json};
use sms_webhook::dialect;
use tests::documents::{read, root};
use tests::{Answer, Shop};

use super::super::help::{DEPOSITS, assert_has, assert_problem, bad_fields, ids};
use super::{WEBHOOK, receipt};

/// The bank's text message in a payload of `events/`.
fn sms(amount: &str, balance: &str) -> String {
    format!("[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 {amount}원\n잔액 {balance}원\n홍길동")
}

/// The bank's notification in a payload of `events/`: its title on a line of its own, and its text.
fn push(amount: &str, balance: &str) -> String {
    format!("입금 {amount}원\n홍*동님 02/01 11:05 110-12-3***-000 홍길동 스마트폰입금 {amount} 잔액{balance}")
}

/// Every payload of `events/` that brings a message to the open URL: its amount, and the text as the phone was given
/// it.
fn messages() -> Vec<(&'static str, u64, String)> {
    let wrapped = format!("15881234\n{}\nSIM1_SKT\nSubId：1\n2024-02-01 11:05:09\nSM-G991N", sms("15,006", "590,030"));
    vec![
        ("guide", 14_510, sms("14,510", "532,513")),
        ("incoming-sms", 15_001, sms("15,001", "515,001")),
        ("incoming-sms-notification", 15_002, push("15,002", "530,003")),
        ("httpsms", 15_003, sms("15,003", "545,006")),
        ("sms-gate", 15_004, sms("15,004", "560,010")),
        ("sms-gate-mms", 15_014, format!("<제목: 입금 알림>\n{}", sms("15,014", "575,024"))),
        ("sms-forwarder", 15_006, wrapped),
        ("sms-forwarder-notification", 15_007, push("15,007", "605,037")),
        ("macrodroid", 15_008, sms("15,008", "620,045")),
        ("macrodroid-notification", 15_009, push("15,009", "635,054")),
        ("tasker", 15_010, sms("15,010", "650,064")),
        ("any", 15_011, sms("15,011", "665,075").replace('\n', " ")),
        ("plain", 15_012, sms("15,012", "680,087")),
    ]
}

/// The request of a payload of `events/`, with `Prefer: respond-async`.
fn request(name: &str) -> Request<Body> {
    let payload: LambdaRequest = serde_json::from_str(&read(&format!("events/sms-webhook-{name}.json"))).unwrap();
    let request: lambda_http::Request = payload.into();
    let (mut parts, body) = request.into_parts();
    parts.headers.insert("prefer", "respond-async".parse().unwrap());
    Request::from_parts(parts, Body::from(body.to_vec()))
}

/// Sends a request, lets the matcher work, and asks: the answer.
async fn became(shop: &Shop, request: Request<Body>) -> Answer {
    let accepted = shop.send(request).await;
    match accepted.body["receipt_id"].as_str() {
        None => accepted,
        Some(id) => {
            shop.drain().await;
            receipt(shop, id).await
        }
    }
}

/// A request of the open URL.
fn post(kind: Option<&str>, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post(WEBHOOK).header("prefer", "respond-async");
    let request = match kind {
        Some(kind) => request.header(header::CONTENT_TYPE, kind),
        None => request,
    };
    request.body(body.into()).unwrap()
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "tells times of the still clock")]
async fn every_app_pays_an_order() {
    let shop = Shop::open().await;
    // The apps' texts are of some days before their orders.
    shop.patch("/workspaces/1", json!({"settings": {"early_deposit_hours": 720}}), 200).await;
    for (nth, (name, amount, text)) in (1_u64..).zip(messages()) {
        shop.place(&format!("A-{nth}"), amount, "홍길동").await;
        let answer = became(&shop, request(name)).await;
        let words = format!("입금 {amount}원 (홍길동) → 주문 #{nth} 자동 매칭");
        assert_eq!(
            answer.body,
            json!({"success": true, "message": words, "deposit_id": nth}),
            "{name} answered {}",
            answer.status
        );
        assert_has(
            &shop.deposit(nth).await,
            &json!({"raw_sms": text, "via": "open", "deposited_at": "2024-02-01T11:05:00+09:00"}),
        );
        // As an app sends it again that did not hear the answer.
        assert_has(&became(&shop, request(name)).await.body, &json!({"duplicate": true, "deposit_id": nth}));
    }
    shop.end().await;
}

/// A dialect is an entry of the table, a payload and a row of the page: none without the others.
#[test]
fn every_dialect_has_its_payload_and_its_row() {
    let dialects: BTreeSet<String> = dialect::names().map(str::to_owned).collect();
    for name in &dialects {
        assert!(root().join(format!("events/sms-webhook-{name}.json")).is_file(), "{name} has no payload");
    }
    let tried: BTreeSet<_> = messages().into_iter().map(|(name, _, _)| name).collect();
    for name in dialects.iter().filter(|name| *name != "notipay") {
        assert!(tried.contains(name.as_str()), "{name} is not tried here");
    }
    for page in ["docs/forwarders.md", "docs/forwarders.ko.md"] {
        let rows: BTreeSet<String> = read(page)
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
            .map(|(name, _)| name.to_owned())
            .collect();
        assert_eq!(rows, dialects, "{page}");
    }
}

/// The Korean page is the same page: the same commands, templates and rows.
#[test]
fn the_two_pages_of_forwarders_say_the_same() {
    let shape = |page: &str| {
        let text = read(page);
        let code: Vec<String> = text.split("```").skip(1).step_by(2).map(str::to_owned).collect();
        let count = |prefix: &str| text.lines().filter(|line| line.starts_with(prefix)).count();
        (code, count("## "), count("### "), count("| "), count("- "))
    };
    assert_eq!(shape("docs/forwarders.md"), shape("docs/forwarders.ko.md"));
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn what_an_app_says_of_itself_is_no_message() {
    let shop = Shop::open().await;
    let answer = shop.send(request("sms-gate-ping")).await;
    let alive = json!({"success": true, "message": "휴대폰 연결을 확인함", "deposit_id": null});
    assert_eq!((answer.status, answer.body), (200, alive));
    let event = json!({"event": "mms:received", "payload": {"messageId": "1", "subject": null}});
    let other =
        json!({"success": true, "message": "새 메시지를 알리는 이벤트가 아니어서 처리하지 않음", "deposit_id": null});
    let answer = shop.send(post(Some("application/json"), event.to_string())).await;
    assert_eq!((answer.status, answer.body), (200, other));
    assert!(shop.queue_wire.taken().is_empty(), "nothing is queued");
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn what_cannot_be_read_is_told_with_what_to_do() {
    let shop = Shop::open().await;
    let json = Some("application/json");
    let encrypted =
        json!({"specversion": "1.0", "type": "message.phone.received", "data": {"content": "k3yZ", "encrypted": true}});
    assert_problem(&shop.send(post(json, encrypted.to_string())).await, "message_encrypted");
    assert_problem(&shop.send(request("notipay")).await, "phone_url_needed");
    let unfilled = shop.send(post(json, r#"{"sms_message":"{sms_message}","sms_number":"{sms_number}"}"#)).await;
    assert_problem(&unfilled, "invalid_fields");
    assert_eq!(bad_fields(&unfilled), ["sms_message:placeholder"]);
    assert_eq!(bad_fields(&shop.send(post(Some("text/plain"), "%SMSRB")).await), ["body:placeholder"]);
    let broken = shop.send(post(json, r#"{"sms_message":"입금 "1"원"}"#)).await;
    assert_problem(&broken, "malformed_json");
    assert!(broken.body["hint"].as_str().unwrap().contains("text/plain"), "{}", broken.body);
    assert_problem(&shop.send(post(Some("text/plain"), b"\xc0\xd4\xb1\xdd".to_vec())).await, "malformed_body");
    assert_problem(&shop.send(post(Some("multipart/form-data"), "--x--")).await, "malformed_body");
    assert_problem(&shop.send(post(Some("image/png"), "x")).await, "unsupported_media_type");
    assert_problem(&shop.send(post(Some("text/plain"), "입금 1원 ".repeat(8_000))).await, "body_too_large");
    assert_eq!(bad_fields(&shop.send(post(Some("text/plain"), "입".repeat(8_001))).await), ["body:too_long"]);
    assert!(shop.queue_wire.taken().is_empty(), "nothing is queued");
    shop.end().await;
}

/// A text that prints no time is dated by the app's best stamp, and by the server when the app has none to be believed.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "tells times of the still clock")]
async fn the_best_stamp_dates_a_message_without_a_time() {
    let shop = Shop::open().await;
    let now = shop.clock.now();
    let (minute_ago, server) = ("2024-02-12T10:59:00+09:00", now.rfc3339());
    let ms = now.ms() - 60_000;
    let stamps: [(Value, &str); 6] = [
        (json!({"sentStamp": ms, "receivedStamp": now.ms()}), minute_ago),
        (json!({"sentStamp": ms.to_string()}), minute_ago),
        (json!({"timestamp": ms / 1000}), minute_ago),
        (json!({"time": "2024-02-12 10:59:00"}), minute_ago),
        // A phone that believes to live in 1970, and one that lives in the year after next.
        (json!({"sentStamp": 86_400_000}), &server),
        (json!({"sentStamp": ms + 2 * 365 * 86_400_000}), &server),
    ];
    for (nth, (mut body, at)) in (1_u64..).zip(stamps) {
        body["text"] = json!(format!("[Web발신]\n국민\n110-***-000000\n입금 14,51{nth}원\n홍길동"));
        let answer = became(&shop, post(Some("application/json"), body.to_string())).await;
        assert_eq!(answer.body["deposit_id"], nth, "{body}: {}", answer.body);
        assert_eq!(shop.deposit(nth).await["deposited_at"], *at, "{body}");
    }
    shop.end().await;
}

/// One deposit, whichever of the shop's apps tells of it first.
#[tokio::test]
async fn two_apps_that_forward_one_message_make_one_deposit() {
    let shop = Shop::open().await;
    let text = shop.kb("홍길동", 14_510, 532_513);
    let wrapped = format!("15881234\n{text}\nSIM1_SKT\nSubId：1\n2024-02-12 11:00:09\nSM-G991N");
    let form =
        |text: &str| format!("from=1&content={}&timestamp=1707703200000", text.replace('\n', "%0A").replace(' ', "+"));
    let encoded = |text: &str| -> String {
        form(text).chars().map(|c| if c.is_ascii() { c.to_string() } else { percent(c) }).collect()
    };
    let calls = [
        post(Some("text/plain"), text.clone()),
        post(None, json!({"from": "1588", "text": text, "sentStamp": shop.clock.now().ms()}).to_string()),
        post(Some("application/x-www-form-urlencoded"), encoded(&wrapped)),
        post(Some("application/json"), format!("{{\"sms_message\": \"{}\"}}", text.replace('\n', "\r\n"))),
    ];
    for (nth, call) in calls.into_iter().enumerate() {
        let answer = became(&shop, call).await;
        assert_eq!(answer.body["deposit_id"], 1, "call {nth}: {}", answer.body);
    }
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await), [1]);
    shop.end().await;
}

/// The UTF-8 bytes of a letter, as a form has them.
fn percent(letter: char) -> String {
    letter.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()
}
