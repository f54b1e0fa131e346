//! Web Push to members' browsers: what arrives at the push service is read by nobody but the browser, and comes at
//! once.

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::{HOUR_MS, MINUTE_MS};
use domain::{UserId, WorkspaceId};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::rand::SystemRandom;
use ring::{hmac, signature};
use serde_json::{Value, json};
use tests::Shop;
use tests::browser::{AUTH, browser};
use tests::receiver::{Arrived, Receiver, Reply};

use super::super::api::help::assert_problem;

const SUBSCRIPTIONS: &str = "/workspaces/1/push-subscriptions";

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text).as_ref().to_vec()
}

/// A browser with a key of its own, which reads one message.
struct Reader {
    secret: EphemeralPrivateKey,
    point: Vec<u8>,
}

impl Reader {
    fn new() -> Self {
        let secret = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).unwrap();
        let point = secret.compute_public_key().unwrap().as_ref().to_vec();
        Self { secret, point }
    }

    fn subscription(&self, url: &str) -> Value {
        let mut told = browser(url);
        told["p256dh"] = URL_SAFE_NO_PAD.encode(&self.point).into();
        told
    }

    /// As RFC 8291, 3.4 tells it, in terms of HMAC.
    fn read(self, arrived: &Arrived) -> Value {
        let (salt, rest) = arrived.bytes.split_at(16);
        let (record_size, rest) = rest.split_at(4);
        assert_eq!((record_size, rest[0]), (&[0, 0, 0x10, 0][..], 65));
        let (server, sealed) = rest[1..].split_at(65);
        let peer = UnparsedPublicKey::new(&ECDH_P256, server);
        let point = self.point;
        let text = agree_ephemeral(self.secret, &peer, |shared| {
            let info = [b"WebPush: info\0", point.as_slice(), server, &[1]].concat();
            let ikm = hmac(&hmac(&bytes(AUTH), shared), &info);
            let prk = hmac(salt, &ikm);
            let key = hmac(&prk, b"Content-Encoding: aes128gcm\0\x01");
            let nonce = hmac(&prk, b"Content-Encoding: nonce\0\x01");
            let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16]).unwrap());
            let mut record = sealed.to_vec();
            let nonce = Nonce::try_assume_unique_for_key(&nonce[..12]).unwrap();
            key.open_in_place(nonce, Aad::empty(), &mut record).unwrap().to_vec()
        });
        let text = text.unwrap();
        let (end, text) = text.split_last().unwrap();
        assert_eq!(*end, 2, "the last record");
        serde_json::from_slice(text).unwrap()
    }
}

/// What the push service reads of whom it is from.
fn claims(arrived: &Arrived) -> Value {
    let told = arrived.headers["authorization"].strip_prefix("vapid t=").unwrap();
    let (token, key) = told.split_once(", k=").unwrap();
    assert_eq!(key, browser("")["server_key"]);
    let (signed, by) = token.rsplit_once('.').unwrap();
    let key = signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, bytes(key));
    key.verify(signed.as_bytes(), &bytes(by)).unwrap();
    serde_json::from_slice(&bytes(signed.split_once('.').unwrap().1)).unwrap()
}

/// A shop whose owner is there in person.
async fn open() -> Shop {
    let mut shop = super::open().await;
    shop.owner = shop.log_in("owner@example.com").await;
    shop
}

async fn subscribe(shop: &Shop, session: &str, body: Value) -> Value {
    let made = shop.call(Method::POST, SUBSCRIPTIONS, Some(session), Some(body), 201).await.body;
    shop.clock.tick_ms(domain::endpoint::TOLD_FROM_MS + 1);
    made
}

/// A deposit that a person must look at. Of one won nobody knows whose text stands in the name.
async fn held(shop: &Shop, name: &str, balance: u64) {
    shop.pay(name, 1, balance).await;
    shop.notify().await;
}

#[tokio::test]
async fn a_deposit_to_check_reaches_the_browser_alone_and_at_once() {
    let shop = open().await;
    let service = Receiver::start(|_, _| Reply::Status(201)).await;
    let reader = Reader::new();
    let made = subscribe(&shop, &shop.owner, reader.subscription(&service.url)).await;
    assert_eq!(made["service"], service.url.replace("/hook", "/***"));
    let began = std::time::Instant::now();
    held(&shop, "김철수", 500_000).await;
    service.when_arrived(1).await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    let one = &service.arrived()[0];
    assert_eq!(
        (one.headers["content-encoding"].as_str(), one.headers["ttl"].as_str(), one.headers["urgency"].as_str()),
        ("aes128gcm", "43200", "high")
    );
    let claims = claims(one);
    assert_eq!(claims["aud"], service.url.replace("/hook", ""));
    assert_eq!(claims["sub"], "https://pay.shop.example");
    assert_eq!(claims["exp"].as_i64().unwrap() - shop.clock.now().seconds(), 12 * 60 * 60);
    for secret in ["김철수", "김*수", "deposit", made["description"].as_str().unwrap_or("owner")] {
        assert!(!one.body.contains(secret), "the service reads {secret}");
    }
    let told = reader.read(one);
    assert!(told["text"].as_str().unwrap().starts_with("확인할 입금 · 김*수 · 1원"), "{told}");
    assert_eq!((&told["path"], &told["type"]), (&json!("/w/1/deposits/1"), &json!("deposit.held")));
    shop.end().await;
}

#[tokio::test]
async fn what_a_browser_told_is_sealed_and_its_person_alone_sees_it() {
    let shop = open().await;
    let service = Receiver::start(|_, _| Reply::Status(201)).await;
    let (owner, staff) = (shop.owner.clone(), shop.member("staff@example.com", "VIEWER").await);
    let mut body = browser(&service.url.replace("/hook", "/send/secret-part"));
    body["quiet_hours"] = json!({"from": 0, "until": 1});
    body["description"] = "사무실".into();
    let made = subscribe(&shop, &staff, body).await;
    let one = format!("{SUBSCRIPTIONS}/{}", made["id"]);
    assert_eq!((&made["shows_names"], &made["quiet_hours"]["until"]), (&json!(false), &json!(1)));
    let mine = shop.call(Method::GET, SUBSCRIPTIONS, Some(&staff), None, 200).await.body;
    assert_eq!(mine, json!([made]));
    assert_eq!(shop.call(Method::GET, SUBSCRIPTIONS, Some(&owner), None, 200).await.body, json!([]));
    assert_eq!(shop.get("/workspaces/1/webhook-endpoints", 200).await.body, json!([]));
    let refused = shop.call(Method::DELETE, &one, Some(&owner), None, 404).await;
    assert_problem(&refused, "push_subscription_not_found");
    shop.get(&format!("/workspaces/1/webhook-endpoints/{}", made["id"]), 404).await;
    let all = format!("{:?}", shop.items().await);
    for secret in ["secret-part", browser("")["server_secret"].as_str().unwrap(), AUTH] {
        assert!(!all.contains(secret), "{secret} is kept open");
    }
    let change = json!({"events": ["phone.silent"], "quiet_hours": null, "description": null, "shows_names": true});
    let changed = shop.call(Method::PATCH, &one, Some(&staff), Some(change), 200).await.body;
    assert_eq!((&changed["events"], &changed["quiet_hours"]), (&json!(["phone.silent"]), &Value::Null));
    held(&shop, "김철수", 500_000).await;
    assert!(service.arrived().is_empty(), "it asked for something else");
    shop.call(Method::DELETE, &one, Some(&staff), None, 204).await;
    shop.rest().await;
    shop.end().await;
}

#[tokio::test]
async fn quiet_hours_end_before_anything_but_a_test_rings() {
    let shop = open().await;
    let service = Receiver::start(|_, _| Reply::Status(201)).await;
    let clock = shop.clock.now().datetime();
    let minute = u64::from(clock.hour()) * 60 + u64::from(clock.minute());
    let mut body = browser(&service.url);
    body["quiet_hours"] = json!({"from": minute, "until": (minute + 120) % 1440});
    let session = shop.owner.clone();
    let made = subscribe(&shop, &session, body).await;
    held(&shop, "김철수", 500_000).await;
    shop.clock.advance_ms(HOUR_MS);
    shop.sweep().await.unwrap();
    shop.notify().await;
    assert!(service.arrived().is_empty(), "it is quiet");
    shop.call(Method::POST, &format!("{SUBSCRIPTIONS}/{}/test", made["id"]), Some(&session), None, 202).await;
    shop.notify().await;
    assert_eq!(service.arrived().len(), 1, "a test rings");
    shop.clock.advance_ms(HOUR_MS + MINUTE_MS);
    shop.sweep().await.unwrap();
    shop.notify().await;
    assert_eq!(service.arrived().len(), 2, "what happened meanwhile is told");
    shop.end().await;
}

/// 404 and 410: the browser was unsubscribed there. And who left is told nothing, whatever their browser says.
#[tokio::test]
async fn a_browser_that_is_gone_and_one_of_who_left_are_forgotten() {
    let shop = open().await;
    let session = shop.owner.clone();
    for status in [404, 410] {
        let service = Receiver::start(move |_, _| Reply::Status(status)).await;
        let made = subscribe(&shop, &session, browser(&service.url)).await;
        let test = format!("{SUBSCRIPTIONS}/{}/test", made["id"]);
        shop.call(Method::POST, &test, Some(&session), None, 202).await;
        shop.notify().await;
        assert_eq!(service.arrived().len(), 1);
        assert_eq!(shop.call(Method::GET, SUBSCRIPTIONS, Some(&session), None, 200).await.body, json!([]));
        assert_problem(&shop.call(Method::POST, &test, Some(&session), None, 404).await, "push_subscription_not_found");
    }
    let service = Receiver::start(|_, _| Reply::Status(201)).await;
    let made = subscribe(&shop, &session, browser(&service.url)).await;
    shop.call(Method::DELETE, &format!("{SUBSCRIPTIONS}/{}", made["id"]), Some(&session), None, 204).await;
    for (email, user, by_api) in [("staff@example.com", 2, true), ("other@example.com", 3, false)] {
        let staff = shop.member(email, "MEMBER").await;
        subscribe(&shop, &staff, browser(&service.url)).await;
        if by_api {
            shop.in_person(Method::DELETE, &format!("/workspaces/1/members/{user}"), Value::Null, 204).await;
        } else {
            // A program that died right after it took the member out.
            let (workspace, user) = (WorkspaceId::new(1).unwrap(), UserId::new(user).unwrap());
            assert!(shop.product.app.store().remove_member(workspace, user, &[]).await.unwrap());
        }
        held(&shop, "김철수", 500_000 + user).await;
        shop.rest().await;
        let left = shop.items().await.iter().filter(|item| tests::day::kind(item) == "endpoint").count();
        assert_eq!(left, usize::from(!by_api));
    }
    assert!(service.arrived().is_empty());
    shop.end().await;
}

#[tokio::test]
async fn what_is_no_browser_is_refused_and_so_is_one_too_many() {
    let shop = open().await;
    let session = shop.owner.clone();
    for (field, value) in [
        ("p256dh", json!("abc")),
        ("auth", json!(format!("{AUTH}AA"))),
        ("server_secret", Value::Null),
        ("url", json!("http://push.example/abc")),
        ("quiet_hours.until", json!({"from": 7, "until": 7})),
        ("quiet_hours.from", json!({"from": 1440, "until": 7})),
        ("events", json!([])),
    ] {
        let mut body = browser("http://127.0.0.1:9/");
        body[field.split('.').next().unwrap()] = value;
        let refused = shop.call(Method::POST, SUBSCRIPTIONS, Some(&session), Some(body), 400).await;
        assert_eq!(refused.body["errors"][0]["field"], field, "{}", refused.body);
    }
    let other = json!({"format": "WEB_PUSH", "url": "http://127.0.0.1:9/"});
    assert_eq!(shop.post("/workspaces/1/webhook-endpoints", other, 400).await.body["errors"][0]["field"], "format");
    for _ in 0..domain::endpoint::SUBSCRIPTIONS_MAX {
        shop.call(Method::POST, SUBSCRIPTIONS, Some(&session), Some(browser("http://127.0.0.1:9/")), 201).await;
    }
    let refused =
        shop.call(Method::POST, SUBSCRIPTIONS, Some(&session), Some(browser("http://127.0.0.1:9/")), 400).await;
    assert_problem(&refused, "too_many_push_subscriptions");
    let server = Receiver::good().await;
    shop.post("/workspaces/1/webhook-endpoints", json!({"url": server.url}), 201).await;
    shop.end().await;
}
