//! Bodies as apps and people really send them: spelled twice, in CP949, under another name, several at once, as a
//! multipart form, to a URL that was copied with a blank. Each either pays its order or is told what to do.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::super::help::{assert_has, assert_problem, bad_fields};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// A shop with one phone that may leave senders out: the path of its URL.
async fn open() -> (Shop, String) {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.patch("/workspaces/1/phone-numbers/1", json!({"sender_missing": "ALLOWED"}), 200).await;
    (shop, format!("/webhooks/bank-sms/{key}"))
}

async fn post(shop: &Shop, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(format!("/api/v1{path}")).header(header::CONTENT_TYPE, kind);
    let answer = shop.send(request.header("prefer", "respond-async").body(body.into()).unwrap()).await;
    shop.drain().await;
    answer
}

/// The orders that are paid by now.
async fn paid(shop: &Shop) -> usize {
    let matched = shop.get("/workspaces/1/orders?status=MATCHED&limit=100", 200).await.body;
    matched.as_array().map_or(0, Vec::len)
}

/// The letters as JSON escapes of JSON escapes: `\\uad6d`.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |all, letter| match letter {
        '\n' => all + "\\n",
        letter if letter.is_ascii() => all + &letter.to_string(),
        letter => all + &format!("\\u{:04x}", u32::from(letter)),
    })
}

fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

fn cp949(text: &str) -> Vec<u8> {
    encoding_rs::EUC_KR.encode(text).0.into_owned()
}

/// What carries one message, whose content type and body come of its text.
type Carrier = (&'static str, fn(&str) -> Vec<u8>);

const CARRIERS: [Carrier; 18] = [
    (JSON, |text| json!({"text": escaped(text), "sentStamp": 1}).to_string().into()),
    (JSON, |text| json!({"raw_sms": escaped(text)}).to_string().into()),
    (JSON, |text| json!({"content": percent(text.as_bytes())}).to_string().into()),
    (FORM, |text| format!("content={}", percent(percent(text.as_bytes()).as_bytes())).into()),
    (JSON, |text| json!({"text": "입금알림", "content": text}).to_string().into()),
    (JSON, |text| json!({"text": "새 메시지", "sentStamp": 1, "body": text}).to_string().into()),
    (FORM, |text| format!("content={}&from=15881234", percent(&cp949(text))).into()),
    ("text/plain; charset=euc-kr", cp949),
    (JSON, |text| cp949(&json!({"text": text}).to_string())),
    (JSON, |text| {
        json!({"update_id": 7, "message": {"message_id": 5, "chat": {"id": 1}, "date": 1, "text": text}})
            .to_string()
            .into()
    }),
    (JSON, |text| json!({"ok": true, "result": [{"update_id": 7, "message": {"text": text}}]}).to_string().into()),
    (JSON, |text| json!({"value1": "15881234", "value2": text, "value3": ""}).to_string().into()),
    (JSON, |text| json!({"data": {"message": text}}).to_string().into()),
    (JSON, |text| json!({"address": "16449999", "messageBody": text, "date_sent": 1}).to_string().into()),
    (JSON, |text| json!([{"text": text}]).to_string().into()),
    (JSON, |text| json!([text]).to_string().into()),
    (JSON, |text| json!({"raw_sms": text, "received_at": "2026-11-28 19:55:00"}).to_string().into()),
    ("multipart/form-data; boundary=x1", |text| {
        let part = |name: &str, value: &str| {
            format!("--x1\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        format!("{}{}--x1--\r\n", part("from", "16449999"), part("content", text)).into()
    }),
];

#[tokio::test]
async fn a_message_pays_however_it_is_carried() {
    let (shop, path) = open().await;
    for (nth, (kind, carry)) in (1..).zip(CARRIERS) {
        let amount = 20_000 + nth;
        shop.place(&format!("A-{nth}"), amount, "홍길동").await;
        let body = carry(&shop.kb("홍길동", amount, 900_000 + nth));
        let shown = String::from_utf8_lossy(&body).into_owned();
        let answer = post(&shop, &path, kind, body).await;
        assert_eq!(shop.order(nth).await["status"], "MATCHED", "{shown}: {}", answer.body);
    }
    shop.end().await;
}

/// No stamp is worth a message, in whatever form it is told.
#[tokio::test]
async fn a_stamp_of_any_form_loses_no_message() {
    let (shop, path) = open().await;
    let stamps = [
        json!(""),
        json!("2024-02-12 10:59:00"),
        json!("2024. 2. 12. 오전 10:59:00"),
        json!("Feb 12, 2024 10:59 AM"),
        json!("20240212105900"),
        json!(-1),
        json!(1e300),
        json!([2024, 2]),
        json!({"at": 1}),
        json!(null),
        json!(true),
        json!("9".repeat(500)),
    ];
    let mut nth = 0;
    for stamp in stamps {
        for name in ["received_at", "sentStamp", "time"] {
            nth += 1;
            let text = if name == "received_at" { "raw_sms" } else { "text" };
            shop.place(&format!("A-{nth}"), 20_000 + nth, "홍길동").await;
            let body = json!({text: shop.kb("홍길동", 20_000 + nth, 900_000 + nth), name: stamp});
            let answer = post(&shop, &path, JSON, body.to_string()).await;
            assert_eq!(shop.order(nth).await["status"], "MATCHED", "{body}: {}", answer.body);
        }
    }
    shop.end().await;
}

#[tokio::test]
async fn several_messages_of_one_call_are_each_taken_and_told() {
    let (shop, path) = open().await;
    let text = |nth: u64| shop.kb("홍길동", 20_000 + nth, 900_000 + nth);
    for nth in 1..=6 {
        shop.place(&format!("A-{nth}"), 20_000 + nth, "홍길동").await;
    }
    let list = json!([{"text": text(1)}, {"text": "안녕하세요"}, {"hello": "x"}, {"text": text(2)}]);
    let answer = post(&shop, &path, JSON, list.to_string()).await;
    let results = answer.body["results"].as_array().unwrap();
    let told: Vec<_> = results.iter().map(|one| one["success"].as_bool().unwrap()).collect();
    assert_eq!((answer.status, told), (200, vec![true, true, false, true]), "{}", answer.body);
    assert_eq!((&answer.body["success"], paid(&shop).await), (&json!(false), 2));
    assert_eq!(results[2]["errors"][0]["field"], "raw_sms", "{}", results[2]);
    // Sent again, they are the same; beside a new one under the name of a list.
    let again = json!({"device": "a", "messages": [{"text": text(1)}, {"body": text(2)}, {"text": text(3)}]});
    assert_eq!(post(&shop, &path, JSON, again.to_string()).await.body["success"], true);
    assert_eq!(
        (paid(&shop).await, shop.get("/workspaces/1/deposits", 200).await.body.as_array().unwrap().len()),
        (3, 3)
    );
    // Over the open URL too, and as texts by themselves.
    let closed = post(&shop, "/webhooks/bank-sms", JSON, json!([text(4), text(5)]).to_string()).await;
    assert_eq!(closed.body["results"].as_array().map(Vec::len), Some(2), "{}", closed.body);
    let many: Vec<Value> = (0..51).map(|_| json!({"text": text(6)})).collect();
    assert_eq!(bad_fields(&post(&shop, &path, JSON, json!(many).to_string()).await), ["body:too_long"]);
    assert_problem(&post(&shop, &path, JSON, json!([{"hello": 1}, {"text": ""}]).to_string()).await, "invalid_fields");
    shop.end().await;
}

/// A limit that a list would run into refuses the call before any of it is queued: sent again, each text is one
/// deposit, though nothing but the call tells two of the same words apart.
#[tokio::test]
async fn a_list_that_runs_into_the_limit_is_sent_again_and_loses_and_doubles_nothing() {
    let (shop, path) = open().await;
    let list =
        |texts: Vec<String>| json!(texts.iter().map(|text| json!({"text": text})).collect::<Vec<_>>()).to_string();
    for call in 0..6 {
        let many = if call == 5 { 25 } else { 50 };
        let texts = (0..many).map(|nth| shop.kb("홍길동", 1, call * 50 + nth)).collect();
        assert_eq!(post(&shop, &path, JSON, list(texts)).await.status, 200);
    }
    let unmarked = |nth: u64| shop.kb("홍길동", 2 + nth, 5_000).replace("잔액 5000원\n", "");
    let last: Vec<String> = (0..50).map(unmarked).collect();
    assert!(!last.iter().any(|text| text.contains("잔액")), "{last:?}");
    assert_problem(&post(&shop, &path, JSON, list(last.clone())).await, "too_many_requests");
    shop.clock.advance_ms(60_000);
    assert_eq!(post(&shop, &path, JSON, list(last)).await.body["success"], true);
    let newest = shop.get("/workspaces/1/deposits?limit=100", 200).await.body;
    let amounts = newest.as_array().unwrap().iter().filter_map(|deposit| deposit["amount"].as_u64());
    let mut amounts: Vec<u64> = amounts.filter(|amount| *amount > 1).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, (2..52).collect::<Vec<_>>());
    shop.end().await;
}

#[tokio::test]
async fn a_body_under_no_known_name_hears_the_names() {
    let (shop, path) = open().await;
    let sms = shop.kb("홍길동", 1, 2);
    for (kind, body) in [
        (JSON, json!({"내용": sms}).to_string()),
        (JSON, json!({"message": {"chat": 1}}).to_string()),
        (FORM, "hello=1".to_owned()),
        ("multipart/form-data; boundary=x", "--x--".to_owned()),
    ] {
        let answer = post(&shop, &path, kind, body).await;
        assert_problem(&answer, "invalid_fields");
        let names = answer.body["accepted_fields"].as_array().unwrap();
        for name in ["raw_sms", "text", "value1", "messageBody", "data.message", "message.text"] {
            assert!(names.contains(&json!(name)), "{name} of {names:?}");
        }
    }
    shop.end().await;
}

/// Whoever can write a second message into the template of a forwarder must not choose which one counts.
#[tokio::test]
async fn two_fields_that_tell_of_different_money_are_held() {
    let (shop, path) = open().await;
    for nth in [1, 2] {
        shop.place(&format!("A-{nth}"), 20_000 + nth, "홍길동").await;
    }
    let (one, other) = (shop.kb("홍길동", 20_001, 900_000), shop.kb("홍길동", 20_002, 920_002));
    let body = json!({"text": one, "content": other, "from": "16449999"});
    post(&shop, &path, JSON, body.to_string()).await;
    assert_eq!(shop.deposit(1).await["hold_reasons"], json!(["sender_missing"]));
    assert_eq!(paid(&shop).await, 0);
    shop.end().await;
}

#[tokio::test]
async fn a_slash_or_a_blank_behind_the_key_is_none_of_it() {
    let (shop, path) = open().await;
    for (nth, behind) in (1..).zip(["/", "%20", "%20%20", "%0A", "/?sender=16449999"]) {
        shop.place(&format!("A-{nth}"), 20_000 + nth, "홍길동").await;
        let text = shop.kb("홍길동", 20_000 + nth, 900_000 + nth);
        let answer = post(&shop, &format!("{path}{behind}"), "text/plain", text).await;
        assert_eq!(shop.order(nth).await["status"], "MATCHED", "{behind}: {}", answer.body);
    }
    let ping = path.replace("bank-sms", "ping");
    assert_eq!(post(&shop, &format!("{ping}/"), JSON, "").await.status, 200);
    for other in [format!("{path}x"), format!("{path}/x"), "/webhooks/bank-sms/%20".to_owned()] {
        assert_eq!(post(&shop, &other, "text/plain", "x").await.status, 404, "{other}");
    }
    shop.end().await;
}

/// The phone hides the text: nothing is kept, and the phone's page says what to do.
#[tokio::test]
async fn a_hidden_notification_is_told_and_stands_on_the_phones_page() {
    let (shop, path) = open().await;
    for text in ["Sensitive notification content hidden", "민감한 알림 콘텐츠가 숨겨짐"] {
        let body = json!({"not_title": "KB", "not_text_big": text, "not_app_package": "com.kbstar.kbbank"});
        let answer = post(&shop, &path, JSON, body.to_string()).await;
        assert_has(&answer.body, &json!({"success": false, "deposit_id": null}));
    }
    let phone = shop.get("/workspaces/1/phone-numbers/1", 200).await.body;
    assert_eq!((&phone["last_arrivals"][0]["kind"], &phone["others_today"]), (&json!("HIDDEN"), &json!(2)));
    assert_eq!(phone["last_arrivals"][0]["problems"][0]["code"], "content_hidden");
    assert_eq!(shop.get("/workspaces/1/messages", 200).await.body, json!([]));
    shop.end().await;
}

/// Bytes that are neither UTF-8 nor a bank's message in CP949 are refused: the app has them still.
#[tokio::test]
async fn bytes_of_no_known_spelling_are_refused() {
    let (shop, path) = open().await;
    let mut cut = shop.kb("홍길동", 1, 2).into_bytes();
    cut.truncate(cut.len() - 1);
    for (kind, body) in [
        ("text/plain", cp949("오늘 만나요")),
        ("text/plain", cut.clone()),
        (FORM, format!("content={}", percent(&cut)).into_bytes()),
        (JSON, b"{\"text\":\"\xff\xff\"}".to_vec()),
    ] {
        assert_eq!(post(&shop, &path, kind, body).await.status, 400, "{kind}");
    }
    shop.end().await;
}
