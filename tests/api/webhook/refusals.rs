//! What the webhook refuses, and what a phone then does: it sends again.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use tests::{Fate, Shop};
use web::Policy;

use super::super::help::{DEPOSITS, assert_problem, bad_fields, ids};
use super::{WEBHOOK, body, outcome, send};

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_body_that_is_not_the_guides_is_told_field_by_field() {
    let shop = Shop::open().await;
    let raw = shop.kb("홍길동", 14_510, 532_513);
    let long = format!("{raw}\n{}", "x".repeat(8_000));
    let table: [(Value, &[&str]); 6] = [
        (json!({}), &["raw_sms:required"]),
        (json!({"raw_sms": null, "sender": 1, "received_at": 2}), &["raw_sms:required"]),
        (json!({"raw_sms": ["x"]}), &["raw_sms:wrong_type"]),
        (json!({"raw_sms": ""}), &["raw_sms:too_short"]),
        (json!({"raw_sms": " \n "}), &["raw_sms:too_short"]),
        (json!({"raw_sms": long}), &["raw_sms:too_long"]),
    ];
    for (body, fields) in table {
        let answer = send(&shop, &body, false).await;
        assert_problem(&answer, "invalid_fields");
        assert_eq!(bad_fields(&answer), fields);
    }
    assert!(shop.queue_wire.taken().is_empty(), "nothing was queued");
    shop.end().await;
}

#[tokio::test]
async fn a_sender_and_a_stamp_may_be_missing() {
    let shop = Shop::open().await;
    for (nth, mut message) in
        [json!({}), json!({"sender": null, "received_at": null}), json!({"sender": ""})].into_iter().enumerate()
    {
        message["raw_sms"] = json!(shop.kb("홍길동", 14_510 + nth as u64, 532_513));
        let answer = outcome(&shop, &message).await;
        assert_eq!((answer.status, &answer.body["deposit_id"]), (200, &json!(nth + 1)), "{}", answer.body);
    }
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "the emulator makes text of any bytes")]
async fn other_bodies_are_refused_as_everywhere() {
    let shop = Shop::open().await;
    let raw = async |kind: &str, bytes: Vec<u8>| {
        shop.send(Request::post(WEBHOOK).header(header::CONTENT_TYPE, kind).body(Body::from(bytes)).unwrap()).await
    };
    // JSON is JSON whatever it calls itself, as some apps call it a text; what is neither text nor JSON is refused.
    assert_eq!(bad_fields(&raw("text/plain", b"{}".to_vec()).await), ["raw_sms:required"]);
    assert_problem(&raw("image/png", b"{}".to_vec()).await, "unsupported_media_type");
    assert_problem(&raw("application/json", b"[]".to_vec()).await, "malformed_json");
    assert_problem(&raw("application/json", b"{\"raw_sms\":\"\xc8\xab\xb1\xe6\"}".to_vec()).await, "malformed_json");
    assert_problem(&raw("application/json", vec![b' '; 1 << 20]).await, "body_too_large");
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_queue_that_is_down_has_the_phone_send_again() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513));
    for fate in [
        Fate::LoseRequest,
        Fate::LoseReply,
        Fate::Refuse(500, json!({"__type": "InternalError", "message": "secret of the queue"})),
    ] {
        shop.queue_wire.rule(move |_| fate.clone());
        let answer = send(&shop, &message, true).await;
        assert_problem(&answer, "unavailable");
        assert_eq!(answer.header("retry-after"), Some("5"));
        assert!(!answer.body.to_string().contains("secret"), "{}", answer.body);
    }
    shop.queue_wire.calm();
    // The lost replies were of messages that arrived: however often it is sent, it is one deposit.
    let answer = outcome(&shop, &message).await;
    assert_eq!(answer.body["message"], "입금 14510원 (홍길동) → 주문 #1 자동 매칭");
    assert_eq!(ids(&shop.get(DEPOSITS, 200).await).len(), 1);
    shop.end().await;
}

/// A browser sends what any page asks of it, as `text/plain` without asking first. A page whose name was pointed here
/// has the very `Host` of its `Origin`.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_page_sends_no_message() {
    let shop = Shop::open().await;
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513));
    for (origin, kind) in
        [("https://evil.example", "text/plain"), ("null", "application/json"), ("http://127.0.0.1:8787", "text/plain")]
    {
        let request = Request::post(WEBHOOK).header(header::CONTENT_TYPE, kind);
        let request = request.header(header::HOST, "127.0.0.1:8787").header(header::ORIGIN, origin);
        let answer = shop.send(request.body(Body::from(message.to_string())).unwrap()).await;
        assert_problem(&answer, "foreign_page");
    }
    assert!(ids(&shop.get(DEPOSITS, 200).await).is_empty());
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks inside")]
async fn a_deployment_may_close_the_public_webhook() {
    let mut shop = Shop::open().await;
    let app =
        web::App { policy: Policy { public_webhook_open: false, ..Policy::default() }, ..shop.product.app.clone() };
    shop.api = web::serve::finish(local::product::routes(), app);
    let message = body(&shop, &shop.kb("홍길동", 14_510, 532_513));
    assert_problem(&send(&shop, &message, false).await, "public_webhook_closed");
    assert_problem(&send(&shop, &json!({"raw_sms": "오늘 저녁에 볼까?"}), false).await, "public_webhook_closed");
    assert!(shop.queue_wire.taken().is_empty(), "nothing was queued");
    shop.end().await;
}
