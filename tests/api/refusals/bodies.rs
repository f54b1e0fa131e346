//! Bodies that are no JSON objects of at most 64 KiB.

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::json;
use tests::Shop;
use tokio_util::io::ReaderStream;
use web::body::BODY_MAX;

use super::super::help::{ORDERS, assert_problem, raw};

const ORDER: &str = r#"{"order_number":"A-1","amount":14510,"depositor_name":"홍길동"}"#;
const JSON: Option<&str> = Some("application/json");

#[tokio::test]
async fn a_body_that_is_no_json_object_is_malformed() {
    let shop = Shop::open().await;
    let bent: [&[u8]; 12] = [
        b"",
        b"{",
        b"[]",
        b"[{\"order_number\":\"A-1\"}]",
        b"null",
        b"\"text\"",
        b"7",
        b"{\"a\":1}{\"b\":2}",
        b"{'order_number':'A-1'}",
        b"{\"order_number\":\"\xff\xfe\"}",
        b"\xef\xbb\xbf{}",
        b"order_number=A-1&amount=1",
    ];
    for body in bent {
        let answer = raw(&shop, Method::POST, ORDERS, JSON, body).await;
        assert_eq!(answer.code(), "malformed_json", "{}", String::from_utf8_lossy(body));
        assert_problem(&answer, "malformed_json");
    }
    let deep = format!("{{\"memo\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert_problem(&raw(&shop, Method::POST, ORDERS, JSON, deep).await, "malformed_json");
    shop.end().await;
}

#[tokio::test]
async fn a_half_of_a_surrogate_pair_is_malformed() {
    let shop = Shop::open().await;
    let body = r#"{"order_number":"A-1","amount":14510,"depositor_name":"\ud83d"}"#;
    assert_problem(&raw(&shop, Method::POST, ORDERS, JSON, body).await, "malformed_json");
    shop.end().await;
}

#[tokio::test]
async fn a_body_of_another_type_is_unsupported() {
    let shop = Shop::open().await;
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/jsonp"),
        Some(""),
    ] {
        let answer = raw(&shop, Method::POST, ORDERS, kind, ORDER).await;
        assert_eq!(answer.code(), "unsupported_media_type", "{kind:?}");
        assert_problem(&answer, "unsupported_media_type");
    }
    for kind in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.shop+json"] {
        assert_eq!(raw(&shop, Method::POST, ORDERS, Some(kind), ORDER).await.status, 201, "{kind}");
    }
    shop.end().await;
}

#[tokio::test]
async fn a_body_over_64_kib_is_too_large_declared_or_not() {
    let shop = Shop::open().await;
    let megabyte = || format!("{{\"memo\":\"{}\"}}", "x".repeat(1 << 20));
    assert_problem(&raw(&shop, Method::POST, ORDERS, JSON, megabyte()).await, "body_too_large");

    let request = Request::post(format!("/api/v1{ORDERS}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_LENGTH, 1 << 20);
    let request = request.header(header::AUTHORIZATION, format!("Bearer {}", shop.owner));
    assert_problem(&shop.send(request.body(Body::empty()).unwrap()).await, "body_too_large");

    // In chunks, with no length told in advance.
    let streamed = Body::from_stream(ReaderStream::new(Cursor::new(megabyte())));
    assert_problem(&raw(&shop, Method::POST, ORDERS, JSON, streamed).await, "body_too_large");
    shop.end().await;
}

#[tokio::test]
async fn the_limit_is_64_kib_to_the_byte() {
    let shop = Shop::open().await;
    for (size, status) in [(BODY_MAX, 201), (BODY_MAX + 1, 413)] {
        let body = format!("{ORDER}{}", " ".repeat(size - ORDER.len()));
        assert_eq!(raw(&shop, Method::POST, ORDERS, JSON, body).await.status, status, "{size}");
    }
    shop.end().await;
}

#[tokio::test]
async fn an_endpoint_without_a_body_ignores_one() {
    let shop = Shop::open().await;
    for body in ["not json", "[]", r#"{"limit":1}"#] {
        assert_eq!(raw(&shop, Method::GET, ORDERS, Some("text/plain"), body).await.status, 200);
        assert_eq!(
            raw(&shop, Method::POST, "/workspaces/1/matches/9/unmatch", None, body).await.code(),
            "deposit_not_found"
        );
    }
    shop.end().await;
}

#[tokio::test]
async fn of_a_field_told_twice_the_body_is_not_split() {
    let shop = Shop::open().await;
    let twice = r#"{"order_number":"A-1","amount":1,"amount":14510,"depositor_name":"홍길동"}"#;
    let answer = raw(&shop, Method::POST, ORDERS, JSON, twice).await;
    assert!(answer.status == 400 || answer.body["amount"] == json!(14_510), "{}", answer.body);
    shop.end().await;
}

/// On a path with a token, and on the open URL.
#[tokio::test]
async fn an_object_of_a_body_has_64_keys_at_most() {
    let shop = Shop::open().await;
    let with = |first: &str, more: usize| {
        let more: String = (0..more).map(|nth| format!(r#","key{nth}":{nth}"#)).collect();
        format!("{{{first}{more}}}")
    };
    let order = r#""order_number":"A-1","amount":14510,"depositor_name":"홍길동""#;
    let answer = raw(&shop, Method::POST, ORDERS, JSON, with(order, 62)).await;
    assert_problem(&answer, "too_many_fields");
    assert_eq!(raw(&shop, Method::POST, ORDERS, JSON, with(order, 61)).await.status, 201);
    let text = r#""raw_sms":"오늘 저녁에 볼까?""#;
    let webhook = "/webhooks/bank-sms";
    assert_problem(&raw(&shop, Method::POST, webhook, JSON, with(text, 64)).await, "too_many_fields");
    assert_eq!(raw(&shop, Method::POST, webhook, JSON, with(text, 63)).await.status, 200);
    let list = format!("[{},{}]", with(text, 0), with(text, 64));
    assert_problem(&raw(&shop, Method::POST, webhook, JSON, list).await, "too_many_fields");
    shop.end().await;
}
