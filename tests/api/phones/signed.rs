//! A phone with a signing secret takes signed calls only.

use axum::body::Body;
use axum::http::Request;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::Sha256;
use tests::{Answer, Shop};

use super::super::help::{PHONES, assert_has, assert_problem};

const SECRET: &str = "a secret of the app";

/// A call as the SMS Gateway signs it: hex HMAC-SHA256 over the body and the seconds.
async fn signed(shop: &Shop, key: &str, body: &str, secret: Option<&str>) -> Answer {
    let mut request = Request::post(format!("/api/v1/webhooks/bank-sms/{key}"))
        .header("content-type", "application/json")
        .header("prefer", "respond-async");
    if let Some(secret) = secret {
        let stamp = shop.clock.now().seconds().to_string();
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{body}{stamp}").as_bytes());
        let code: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        request = request.header("x-signature", code).header("x-timestamp", stamp);
    }
    shop.send(request.body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn only_what_the_phones_secret_signed_is_taken() {
    let shop = Shop::open().await;
    let key = shop.phone().await;
    shop.patch(&format!("{PHONES}/1"), json!({"signing_secret": SECRET}), 200).await;
    let body = json!({"raw_sms": shop.kb("홍길동", 14_510, 50_000)}).to_string();
    assert_problem(&signed(&shop, &key, &body, None).await, "signature_invalid");
    assert_problem(&signed(&shop, &key, &body, Some("another secret")).await, "signature_invalid");
    let accepted = signed(&shop, &key, &body, Some(SECRET)).await;
    assert_eq!(shop.outcome(accepted).await.body["deposit_id"], 1);
    assert_has(&shop.deposit(1).await, &json!({"via": "signed"}));
    shop.end().await;
}

#[tokio::test]
async fn a_rotated_key_keeps_the_secret_and_taking_it_away_takes_unsigned_calls_again() {
    let shop = Shop::open().await;
    let old = shop.phone().await;
    shop.patch(&format!("{PHONES}/1"), json!({"signing_secret": SECRET}), 200).await;
    let new = shop.post(&format!("{PHONES}/1/rotate-key"), json!({}), 200).await.body;
    let new = new["key"].as_str().unwrap();
    let body = json!({"raw_sms": shop.kb("홍길동", 14_510, 50_000)}).to_string();
    for key in [old.as_str(), new] {
        assert_problem(&signed(&shop, key, &body, None).await, "signature_invalid");
    }
    shop.patch(&format!("{PHONES}/1"), json!({"signing_secret": null}), 200).await;
    for key in [old.as_str(), new] {
        assert!(signed(&shop, key, &body, None).await.status < 300);
        shop.drain().await;
    }
    shop.end().await;
}
