//! A dialect never changes the text: for every dialect, what comes out is what the phone was given.

use axum::http::{HeaderMap, HeaderValue, header};
use domain::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

/// How an app carries its values.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Carrier {
    Json,
    /// A template into which the app puts values as they are.
    Unescaped,
    Form,
    Query,
    /// The text by itself, the rest in the query.
    Plain,
}

use Carrier::{Form as FormBody, Json, Plain, Query, Unescaped};

/// What a phone was given, for an app to send on.
#[derive(Clone, Debug)]
struct Given {
    text: String,
    title: String,
    sender: String,
    at_ms: i64,
}

/// One way in which an app sends.
struct Way {
    dialect: &'static str,
    carrier: Carrier,
    /// The app's body, with its values in it.
    body: fn(&Given) -> Value,
    /// The title comes before the text.
    titled: bool,
    /// What the app's stamp leaves of the milliseconds.
    unit_ms: i64,
}

impl Way {
    /// What stands above the text is an MMS's subject, not a notification's title.
    fn has_subject(&self) -> bool {
        let (given, subject) =
            (Given { text: String::new(), title: String::new(), sender: String::new(), at_ms: 0 }, "subject");
        let body = (self.body)(&given);
        body.get(subject).or_else(|| body["payload"].get(subject)).is_some()
    }
}

const PACKAGE: &str = "com.kbstar.kbbank";

fn iso(at_ms: i64) -> String {
    Timestamp::from_ms(at_ms).rfc3339()
}

/// As a phone in Korea shows it.
fn local(at_ms: i64) -> String {
    iso(at_ms).replace('T', " ").replace("+09:00", "")
}

#[rustfmt::skip]
const WAYS: [Way; 24] = [
    Way { dialect: "guide", carrier: Json, titled: false, unit_ms: 1000, body: |g| json!({"raw_sms": g.text, "sender": g.sender, "received_at": iso(g.at_ms)}) },
    Way { dialect: "guide", carrier: Unescaped, titled: false, unit_ms: 1000, body: |g| json!({"raw_sms": g.text, "sender": g.sender, "received_at": iso(g.at_ms)}) },
    Way { dialect: "incoming-sms", carrier: Json, titled: false, unit_ms: 1, body: |g| json!({"from": g.sender, "text": g.text, "sentStamp": g.at_ms, "receivedStamp": g.at_ms + 1, "sim": "sim1"}) },
    Way { dialect: "incoming-sms", carrier: Json, titled: false, unit_ms: 1, body: |g| json!({"from": g.sender, "text": g.text, "sentStamp": g.at_ms.to_string(), "receivedStamp": (g.at_ms + 1).to_string(), "sim": "sim1"}) },
    Way { dialect: "incoming-sms-notification", carrier: Json, titled: true, unit_ms: 1, body: |g| json!({"from": g.title, "text": g.text, "sentStamp": g.at_ms, "receivedStamp": g.at_ms + 1, "sim": "notification"}) },
    Way { dialect: "httpsms", carrier: Json, titled: false, unit_ms: 1000, body: |g| json!({"specversion": "1.0", "id": "1", "source": "/v1/messages/receive", "type": "message.phone.received", "time": iso(g.at_ms + 9_000), "datacontenttype": "application/json", "data": {"message_id": "1", "user_id": "u", "owner": "+821000000000", "encrypted": false, "contact": g.sender, "timestamp": iso(g.at_ms), "content": g.text, "sim": "SIM1"}}) },
    Way { dialect: "sms-gate", carrier: Json, titled: false, unit_ms: 1000, body: |g| json!({"id": "1", "webhookId": "1", "deviceId": "1", "event": "sms:received", "payload": {"messageId": "1", "sender": g.sender, "phoneNumber": g.sender, "simNumber": 1, "message": g.text, "receivedAt": iso(g.at_ms)}}) },
    Way { dialect: "sms-gate", carrier: Json, titled: true, unit_ms: 1000, body: |g| json!({"id": "1", "webhookId": "1", "deviceId": "1", "event": "mms:downloaded", "payload": {"messageId": "1", "sender": g.sender, "simNumber": null, "subject": g.title, "body": g.text, "attachments": [], "receivedAt": iso(g.at_ms)}}) },
    Way { dialect: "sms-forwarder", carrier: FormBody, titled: false, unit_ms: 1, body: |g| json!({"from": g.sender, "content": g.text, "timestamp": g.at_ms.to_string()}) },
    Way { dialect: "sms-forwarder", carrier: Query, titled: false, unit_ms: 1, body: |g| json!({"from": g.sender, "content": g.text, "timestamp": g.at_ms.to_string(), "sign": "x"}) },
    Way { dialect: "sms-forwarder", carrier: Json, titled: false, unit_ms: 1000, body: |g| json!({"from": g.sender, "title": "SIM1_SKT", "content": format!("wrapped {}", g.text), "org_content": g.text, "receive_time": local(g.at_ms), "timestamp": g.at_ms + 9_000}) },
    Way { dialect: "sms-forwarder-notification", carrier: Json, titled: true, unit_ms: 1000, body: |g| json!({"from": PACKAGE, "title": g.title, "org_content": g.text, "receive_time": local(g.at_ms), "timestamp": g.at_ms + 9_000}) },
    Way { dialect: "macrodroid", carrier: Unescaped, titled: false, unit_ms: 0, body: |g| json!({"sms_message": g.text, "sms_number": g.sender}) },
    Way { dialect: "macrodroid", carrier: Json, titled: false, unit_ms: 0, body: |g| json!({"sms_message": g.text, "sms_number": g.sender}) },
    Way { dialect: "macrodroid", carrier: FormBody, titled: false, unit_ms: 0, body: |g| json!({"sms_message": g.text, "sms_number": g.sender}) },
    Way { dialect: "macrodroid-notification", carrier: Unescaped, titled: true, unit_ms: 1, body: |g| json!({"notification": "short", "not_text_big": g.text, "not_title": g.title, "not_app_package": PACKAGE, "not_timestamp": g.at_ms.to_string()}) },
    Way { dialect: "tasker", carrier: Unescaped, titled: false, unit_ms: 1000, body: |g| json!({"smsrb": g.text, "smsrf": g.sender, "times": (g.at_ms / 1000).to_string()}) },
    Way { dialect: "tasker", carrier: Unescaped, titled: true, unit_ms: 1000, body: |g| json!({"antext": g.text, "antitle": g.title, "anpackage": PACKAGE, "times": (g.at_ms / 1000).to_string()}) },
    Way { dialect: "any", carrier: Json, titled: false, unit_ms: 1000, body: |g| json!({"sender": g.sender, "body": g.text, "received_at": iso(g.at_ms)}) },
    Way { dialect: "any", carrier: Json, titled: false, unit_ms: 0, body: |g| json!({"messageText": g.text, "Sender": g.sender}) },
    Way { dialect: "any", carrier: FormBody, titled: true, unit_ms: 1, body: |g| json!({"TXT": g.text, "SNDN": g.sender, "subject": g.title, "time": g.at_ms.to_string(), "DATE": "20240407020130"}) },
    Way { dialect: "any", carrier: Query, titled: false, unit_ms: 1, body: |g| json!({"raw_sms": g.text, "sender": g.sender, "received_at": g.at_ms.to_string()}) },
    Way { dialect: "plain", carrier: Plain, titled: false, unit_ms: 1000, body: |g| json!({"text": g.text, "sender": g.sender, "time": (g.at_ms / 1000).to_string()}) },
    Way { dialect: "plain", carrier: Plain, titled: true, unit_ms: 0, body: |g| json!({"text": g.text, "title": g.title, "sender": g.sender}) },
];

/// The request that an app makes of its values: content type, query and body.
fn carry(carrier: Carrier, values: &Value) -> (Option<&'static str>, Option<String>, Vec<u8>) {
    let fields = values.as_object().unwrap();
    let form = |skip: &str| {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields.iter().filter(|(name, _)| *name != skip) {
            form.append_pair(name, value.as_str().unwrap());
        }
        form.finish()
    };
    match carrier {
        Json => (Some("application/json; charset=utf-8"), None, values.to_string().into_bytes()),
        Unescaped => {
            let quoted = fields.iter().map(|(name, value)| format!("  \"{name}\": \"{}\"", value.as_str().unwrap()));
            (Some("application/json"), None, format!("{{\n{}\n}}", quoted.collect::<Vec<_>>().join(",\n")).into_bytes())
        }
        FormBody => (Some("application/x-www-form-urlencoded"), None, form("").into_bytes()),
        Query => (None, Some(form("")), Vec::new()),
        Plain => (Some("text/plain; charset=utf-8"), Some(form("text")), fields["text"].as_str().unwrap().into()),
    }
}

fn read_as(kind: Option<&'static str>, query: Option<&str>, body: &[u8]) -> Result<Forwarded, Problem> {
    let mut headers = HeaderMap::new();
    if let Some(kind) = kind {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    read(&Request { path: "/webhooks/bank-sms", query, headers: &headers, body, parts: None })?.remove(0)
}

/// A text that is there and that no app would send instead of one.
fn is_text(text: &str) -> bool {
    text.chars().any(|letter| !letter.is_whitespace() && !letter.is_control()) && !placeholder::is_placeholder(text)
}

fn texts() -> impl Strategy<Value = String> {
    let bank = "\\[Web발신\\]\n(국민|KB) 02/01 11:05\n110-\\*\\*\\*-000000\n입금 [0-9,]{1,9}원\r?\n잔액 [0-9]{1,7}원\n[가-힣]{2,4}";
    let hostile = "[ -~\\t\\r\\n\u{1}\u{7f}가-힣０-９₩&=+%{}\\[\\]\"\\\\🙂\u{202E}\u{FEFF}]{1,80}";
    prop_oneof![bank, hostile, any::<String>()]
        .prop_filter("a text", |text| is_text(text) && text.chars().count() < 4_000)
}

fn given() -> impl Strategy<Value = Given> {
    let title = "[가-힣A-Z0-9,]{1,8}( [가-힣0-9]{1,6})?".prop_filter("a title", |title| is_text(title));
    // Instants that a phone may tell: from 2001-09-09, below which a count of seconds is no time, to 2100.
    (texts(), title, "[0-9]{4}-?[0-9]{4}", 1_000_000_000_000_i64..4_102_444_800_000)
        .prop_map(|(text, title, sender, at_ms)| Given { text, title, sender, at_ms })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_out_is_what_the_phone_was_given(given in given()) {
        for way in &WAYS {
            // What an unescaped quote or backslash means cannot be told; see the next test.
            if way.carrier == Unescaped && given.text.contains(['"', '\\']) {
                continue;
            }
            // A text that looks like JSON is taken for JSON, whatever its content type says.
            let begins = given.text.trim_start_matches('\u{FEFF}').trim_ascii_start();
            let in_list = begins.strip_prefix('[').map(str::trim_ascii_start);
            let is_list = in_list.is_some_and(|inside| inside.is_empty() || inside.starts_with(['{', '"']));
            if way.carrier == Plain && (begins.starts_with('{') || is_list) {
                continue;
            }
            let (kind, query, body) = carry(way.carrier, &(way.body)(&given));
            let forwarded = read_as(kind, query.as_deref(), &body)
                .map_err(|problem| TestCaseError::fail(format!("{} {:?}: {problem:?}", way.dialect, way.carrier)))?;
            prop_assert_eq!(forwarded.dialect, way.dialect);
            let Content::Message(message) = forwarded.content else { panic!("{}: no message", way.dialect) };
            let stands_alone = given.text.trim_start().starts_with("[Web발신]") && !way.has_subject();
            let text = if way.titled && !stands_alone { format!("{}\n{}", given.title, given.text) } else { given.text.clone() };
            prop_assert_eq!(&message.text, &text, "{} {:?}", way.dialect, way.carrier);
            let stamp = (way.unit_ms > 0).then(|| Timestamp::from_ms(given.at_ms - given.at_ms % way.unit_ms));
            prop_assert_eq!(message.stamp, stamp, "{} {:?}", way.dialect, way.carrier);
            let senders = [given.sender.as_str(), given.title.as_str(), PACKAGE];
            prop_assert!(senders.contains(&message.claim.hint().unwrap_or_default()), "{:?}", message.claim);
            prop_assert!(!message.claim.ambiguous, "{} {:?}", way.dialect, way.carrier);
        }
    }

    /// A template that was broken by a quote is refused, or read as the JSON that it happens to be: never as a text
    /// that has JSON in it.
    #[test]
    fn of_a_template_that_broke_no_json_gets_into_a_text(given in given(), at in 0_usize..80) {
        let mut text: Vec<char> = given.text.chars().collect();
        text.insert(at.min(text.len()), '"');
        let text: String = text.into_iter().collect();
        for kind in [Some("application/json"), Some("text/plain"), Some("application/x-www-form-urlencoded"), None] {
            let (_, _, body) = carry(Unescaped, &json!({"sms_message": text.replace('\\', ""), "sms_number": "15881234"}));
            if let Ok(Forwarded { content: Content::Message(message), .. }) = read_as(kind, None, &body) {
                prop_assert!(!message.text.contains("sms_number"), "{}", message.text);
            }
        }
    }

    #[test]
    fn nothing_makes_it_panic(
        body in prop::collection::vec(any::<u8>(), 0..200),
        query in prop::option::of(any::<String>()),
        kind in prop::sample::select(vec![None, Some("application/json"), Some("text/plain"), Some("application/x-www-form-urlencoded")]),
    ) {
        if let Ok(Forwarded { content: Content::Message(message), .. }) = read_as(kind, query.as_deref(), &body) {
            prop_assert!(!message.text.trim().is_empty());
            prop_assert!(message.text.chars().count() <= domain::text::RAW_SMS);
        }
    }
}

#[test]
fn every_dialect_is_tried() {
    for name in names().filter(|name| *name != "notipay") {
        assert!(WAYS.iter().any(|way| way.dialect == name), "{name} has no way in this test");
    }
}

fn refused(kind: Option<&'static str>, query: Option<&str>, body: &str) -> (Code, Vec<String>) {
    let problem = read_as(kind, query, body.as_bytes()).expect_err(body);
    (
        problem.code,
        problem
            .errors
            .iter()
            .map(|error| format!("{}:{}", error.field, domain::ClosedSet::code(error.code.0)))
            .collect(),
    )
}

use web::Code;

#[test]
fn a_template_that_was_not_filled_in_is_told() {
    let told = |body: &str| {
        let (code, errors) = refused(Some("application/json"), None, body);
        assert_eq!(code, Code::InvalidFields);
        errors.join(" ")
    };
    assert_eq!(told(r#"{"smsrb":"%SMSRB"}"#), "smsrb:placeholder");
    assert_eq!(told(r#"{"antext":"%antext","antitle":"%antitle"}"#), "antext:placeholder");
    assert_eq!(told(r#"{"sms_message":"{sms_message}","sms_number":"{sms_number}"}"#), "sms_message:placeholder");
    assert_eq!(told(r#"{"sms_message":"","sms_number":""}"#), "sms_message:too_short");
    assert_eq!(told(r#"{"from":"1","org_content":"[org_content]"}"#), "org_content:placeholder");
    assert_eq!(told(r#"{"raw_sms":"{sms_message}"}"#), "raw_sms:placeholder");
    assert_eq!(told(r#"{"text":["입금"]}"#), "text:wrong_type");
    assert_eq!(told(r#"{"hello":"입금"}"#), "raw_sms:required");
    assert_eq!(refused(Some("text/plain"), None, "%SMSRB").1, ["body:placeholder"]);
    assert_eq!(refused(Some("text/plain"), None, " \n").1, ["body:too_short"]);
    assert_eq!(refused(None, Some("timeStamp=1"), "").1, ["raw_sms:required"]);
}

#[test]
fn a_sender_or_a_stamp_that_was_not_filled_in_loses_no_message() {
    let body = r#"{"sms_message":"입금 1원","sms_number":"{sms_number}","sentStamp":"x"}"#;
    let Ok(Forwarded { content: Content::Message(message), .. }) = read_as(None, None, body.as_bytes()) else {
        panic!()
    };
    let claim = SenderClaim::default();
    assert_eq!(message, Message { text: "입금 1원".to_owned(), claim, call_id: None, stamp: None });
}

#[test]
fn what_carries_no_message_is_told_apart() {
    let content =
        |body: Value| read_as(Some("application/json"), None, body.to_string().as_bytes()).map(|it| it.content);
    let gate = |event: &str, payload: Value| content(json!({"event": event, "payload": payload})).unwrap();
    assert_eq!(gate("system:ping", json!({"health": {}})), Content::Ping);
    for event in ["mms:received", "sms:sent", "sms:batch:received", "app:started", "not yet invented"] {
        assert_eq!(
            gate(event, json!({"messageId": "1", "subject": "입금", "message": "x"})),
            Content::Other,
            "{event}"
        );
    }
    assert_eq!(gate("mms:downloaded", json!({"body": null, "subject": "사진"})), Content::Other, "only a picture");
    let event = |kind: &str, encrypted: bool| json!({"specversion": "1.0", "type": kind, "data": {"content": "x", "encrypted": encrypted}});
    assert_eq!(content(event("message.phone.sent", false)).unwrap(), Content::Other);
    assert_eq!(content(event("message.phone.received", true)).unwrap_err().code, Code::MessageEncrypted);
    let told =
        content(json!({"deposit_datetime": "06/02 11:35", "depositor_name": "홍길동", "amount": "70,000"})).unwrap();
    let deposit = ParsedDeposit {
        depositor_name: "홍길동".to_owned(),
        amount: Won::new(70_000).unwrap(),
        printed_at: "06/02 11:35".to_owned(),
    };
    assert_eq!(told, Content::Parsed(deposit));
    let bad = content(json!({"deposit_datetime": "", "depositor_name": "홍길동", "amount": "-1"})).unwrap_err();
    assert_eq!(bad.errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["deposit_datetime", "amount"]);
}

/// What says one thing and is another.
#[test]
fn a_content_type_that_is_wrong_loses_no_text() {
    let sms = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n홍길동";
    for kind in [
        None,
        Some("text/plain"),
        Some("application/json"),
        Some("application/x-www-form-urlencoded"),
        Some("application/octet-stream"),
    ] {
        let Ok(Forwarded { dialect: "plain", content: Content::Message(message) }) =
            read_as(kind, None, sms.as_bytes())
        else {
            panic!("{kind:?}")
        };
        assert_eq!(message.text, sms, "{kind:?}");
        let json = json!({"text": sms, "from": "1588"}).to_string();
        let Ok(Forwarded { dialect: "any", content: Content::Message(message) }) = read_as(kind, None, json.as_bytes())
        else {
            panic!("{kind:?}")
        };
        assert_eq!(message.text, sms, "{kind:?}");
    }
    let json = Some("application/json");
    for bent in ["", "{", "[]", "null", "7", "\"입금 1원\"", "\u{0}", "hello", "{\"text\": \"입금 \"1\"원\"}"] {
        assert_eq!(refused(json, None, bent).0, Code::MalformedJson, "{bent}");
    }
    // Not encoded: the text would end at the first `&`.
    assert_eq!(
        refused(Some("application/x-www-form-urlencoded"), None, "text=입금 1원 A&B&from=1").0,
        Code::MalformedBody
    );
    assert_eq!(read_as(Some("text/plain"), None, b"\xc0\xd4\xb1\xdd").unwrap_err().code, Code::MalformedBody);
    for kind in ["multipart/form-data; boundary=x", "image/png", "application/xml"] {
        assert_eq!(read_as(Some(kind), None, b"x").unwrap_err().code, Code::UnsupportedMediaType, "{kind}");
    }
}
