//! The text of a token (RFC 7519, RFC 8725): only what was issued is let in, to the last claim.

use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tests::Shop;
use tests::secrets::{self, every_but};
use web::{App, Purpose};

use super::super::help::assert_problem;
use super::me;

const SIGNING_KEY: &str = secrets::key(Purpose::Sessions);

fn encode(json: &Value) -> String {
    URL_SAFE_NO_PAD.encode(json.to_string())
}

fn decode(part: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn signature(text: &str, key: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(text.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

fn signed(header: &Value, claims: &Value, key: &str) -> String {
    let text = format!("{}.{}", encode(header), encode(claims));
    format!("{text}.{}", signature(&text, key))
}

/// Header and claims of a token that was issued.
fn taken_apart(token: &str) -> (Value, Value) {
    let parts: Vec<&str> = token.split('.').collect();
    (decode(parts[0]), decode(parts[1]))
}

fn with(json: &Value, field: &str, value: Value) -> Value {
    let mut json = json.clone();
    json[field] = value;
    json
}

fn without(json: &Value, field: &str) -> Value {
    let mut json = json.clone();
    json.as_object_mut().unwrap().remove(field).unwrap();
    json
}

#[tokio::test]
async fn an_issued_token_says_who_for_whom_and_until_when() {
    let shop = Shop::open().await;
    let (header, claims) = taken_apart(&shop.owner);
    assert_eq!((&header["alg"], &header["typ"]), (&json!("HS256"), &json!("JWT")));
    assert_eq!(header["kid"], json!(secrets::every().newest().unwrap().kid));
    let now = shop.clock.now().seconds();
    let wanted =
        json!({"iss": "lunepay", "aud": "lunepay-api", "sub": "1", "iat": now, "exp": now + 43_200, "kind": "session"});
    super::super::help::assert_has(&claims, &wanted);
    assert!(claims["jti"].as_str().unwrap().len() >= 22, "128 random bits");
    assert!(!claims.to_string().contains("example.com"), "no personal data: {claims}");
    shop.end().await;
}

#[tokio::test]
async fn what_was_not_issued_is_refused() {
    let shop = Shop::open().await;
    let (head, claims) = taken_apart(&shop.owner);
    let again = signed(&head, &claims, SIGNING_KEY);
    me(&shop, &again, 200).await;

    // What else is signed alike is let in, so that none of those below is refused for something else.
    let now = shop.clock.now().seconds();
    for good in [with(&claims, "nbf", json!(now)), with(&claims, "more", json!("beside"))] {
        me(&shop, &signed(&head, &good, SIGNING_KEY), 200).await;
    }

    let issued: Vec<&str> = shop.owner.split('.').collect();
    let unsigned = format!("{}.{}.", encode(&json!({"alg": "none", "typ": "JWT", "kid": head["kid"]})), issued[1]);
    let tampered = format!("{}.{}.{}", issued[0], encode(&with(&claims, "sub", json!("2"))), issued[2]);
    let bent = [
        ("alg none", unsigned.clone()),
        ("alg none with the old signature", format!("{unsigned}{}", issued[2])),
        ("alg None", format!("{}.{}.", encode(&with(&head, "alg", json!("None"))), issued[1])),
        ("an RS256 header over an HMAC", signed(&with(&head, "alg", json!("RS256")), &claims, SIGNING_KEY)),
        ("an HS512 header", signed(&with(&head, "alg", json!("HS512")), &claims, SIGNING_KEY)),
        ("another key", signed(&head, &claims, "another key of 256 bits and more, quite unknown here")),
        ("another audience", signed(&head, &with(&claims, "aud", json!("another-api")), SIGNING_KEY)),
        ("no audience", signed(&head, &without(&claims, "aud"), SIGNING_KEY)),
        ("another issuer", signed(&head, &with(&claims, "iss", json!("another")), SIGNING_KEY)),
        ("no issuer", signed(&head, &without(&claims, "iss"), SIGNING_KEY)),
        ("no expiry", signed(&head, &without(&claims, "exp"), SIGNING_KEY)),
        ("no subject", signed(&head, &without(&claims, "sub"), SIGNING_KEY)),
        ("no token id", signed(&head, &without(&claims, "jti"), SIGNING_KEY)),
        ("no time of issue", signed(&head, &without(&claims, "iat"), SIGNING_KEY)),
        ("no kind", signed(&head, &without(&claims, "kind"), SIGNING_KEY)),
        ("a time that has not come", signed(&head, &with(&claims, "nbf", json!(now + 1)), SIGNING_KEY)),
        ("a time that is none", signed(&head, &with(&claims, "nbf", json!("now")), SIGNING_KEY)),
        ("an issue in an hour", signed(&head, &with(&claims, "iat", json!(now + 3_600)), SIGNING_KEY)),
        ("an issue in the far future", signed(&head, &with(&claims, "iat", json!(i64::MAX)), SIGNING_KEY)),
        ("an expiry that is no number", signed(&head, &with(&claims, "exp", json!("never")), SIGNING_KEY)),
        ("a kid that is a number", signed(&with(&head, "kid", json!(7)), &claims, SIGNING_KEY)),
        ("a kid that is a list", signed(&with(&head, "kid", json!([head["kid"]])), &claims, SIGNING_KEY)),
        ("a kid that is null", signed(&with(&head, "kid", Value::Null), &claims, SIGNING_KEY)),
        ("no kid", signed(&without(&head, "kid"), &claims, SIGNING_KEY)),
        ("an unknown kid", signed(&with(&head, "kid", json!("0123456789ab")), &claims, SIGNING_KEY)),
        ("a kid that is a path", signed(&with(&head, "kid", json!("../../dev/null")), &claims, SIGNING_KEY)),
        ("a critical extension", signed(&with(&head, "crit", json!(["exp"])), &claims, SIGNING_KEY)),
        ("another person's id", tampered),
        ("a subject that is none", signed(&head, &with(&claims, "sub", json!("0")), SIGNING_KEY)),
        ("a token that was never kept", signed(&head, &with(&claims, "jti", json!("invented")), SIGNING_KEY)),
        ("a session that says it is an API token", signed(&head, &with(&claims, "kind", json!("api")), SIGNING_KEY)),
        ("an unknown kind", signed(&head, &with(&claims, "kind", json!("root")), SIGNING_KEY)),
        ("an oversized token", signed(&head, &with(&claims, "more", json!("x".repeat(2_048))), SIGNING_KEY)),
        ("a cut signature", shop.owner[..shop.owner.len() - 1].to_owned()),
        ("no signature", format!("{}.{}", issued[0], issued[1])),
        ("five parts", format!("{}.a.b", shop.owner)),
        ("no token", "no token".to_owned()),
        ("nothing", String::new()),
    ];
    let mut let_in = Vec::new();
    for (what, token) in bent {
        let request = Request::get("/api/v1/auth/me").header(header::AUTHORIZATION, format!("Bearer {token}"));
        let answer = shop.send(request.body(Body::empty()).unwrap()).await;
        match answer.status {
            401 => assert_problem(&answer, "token_invalid"),
            _ => let_in.push(what),
        }
    }
    assert!(let_in.is_empty(), "let in: {let_in:?}");
    me(&shop, &shop.owner, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_later_expiry_in_the_text_does_not_prolong_a_session() {
    let shop = Shop::open().await;
    let (header, claims) = taken_apart(&shop.owner);
    let prolonged = signed(&header, &with(&claims, "exp", json!(9_999_999_999_u64)), SIGNING_KEY);
    shop.clock.advance_ms(13 * super::super::help::HOUR_MS);
    assert_problem(&me(&shop, &prolonged, 401).await, "token_expired");
    shop.end().await;
}

#[tokio::test]
async fn two_keys_live_at_once_and_a_key_that_is_gone_signs_nobody_in() {
    let mut shop = Shop::open().await;
    let new_key = "the next signing key of tests and more than 256 bits";
    let app = |shop: &Shop, keys: &str| {
        App::new(shop.product.app.pairing.clone(), every_but(Purpose::Sessions, keys), shop.product.app.policy)
    };
    let both = app(&shop, &format!("{new_key},{SIGNING_KEY}"));
    shop.api = web::serve::finish(local::product::routes(), both);
    me(&shop, &shop.owner, 200).await;
    let fresh = super::session(&shop, "owner@example.com", super::PASSWORD).await;
    let (text, signed_as) = fresh.rsplit_once('.').unwrap();
    assert_eq!(signed_as, signature(text, new_key), "the newest key signs");
    assert_ne!(taken_apart(&fresh).0["kid"], taken_apart(&shop.owner).0["kid"]);
    me(&shop, &fresh, 200).await;
    // Each key by its own name only.
    for (token, key) in [(&fresh, new_key), (&shop.owner, SIGNING_KEY)] {
        let ((head, claims), other) = (taken_apart(token), if key == new_key { &shop.owner } else { &fresh });
        me(&shop, &signed(&head, &claims, key), 200).await;
        let misnamed = with(&head, "kid", taken_apart(other).0["kid"].clone());
        assert_problem(&me(&shop, &signed(&misnamed, &claims, key), 401).await, "token_invalid");
    }

    let only_new = app(&shop, new_key);
    shop.api = web::serve::finish(local::product::routes(), only_new);
    assert_problem(&me(&shop, &shop.owner, 401).await, "token_invalid");
    me(&shop, &fresh, 200).await;
    shop.end().await;
}
