//! A forgotten password: the link of a mail, once, within an hour, whoever asks.

use axum::body::Body;
use axum::http::{Method, Request, header};
use domain::time::{HOUR_MS, MINUTE_MS};
use serde_json::{Value, json};
use tests::mail_server::MailServer;
use tests::{Answer, Shop};
use web::Policy;
use web::caller::Source;

use super::super::api::help::{assert_problem, bad_fields};
use super::{Seen, mail, only, open};

const OWNER: &str = "owner@example.com";
const NEW: &str = "another horse battery";

async fn ask(shop: &Shop, path: &str, body: Value, expected: u16) -> Answer {
    shop.call(Method::POST, path, None, Some(body), expected).await
}

async fn forgot(shop: &Shop, email: &str, expected: u16) -> Answer {
    ask(shop, "/auth/password/forgot", json!({"email": email}), expected).await
}

async fn reset(shop: &Shop, token: &str, password: &str, expected: u16) -> Answer {
    ask(shop, "/auth/password/reset", json!({"token": token, "password": password}), expected).await
}

async fn log_in(shop: &Shop, password: &str, expected: u16) -> Answer {
    ask(shop, "/auth/login", json!({"email": OWNER, "password": password}), expected).await
}

#[tokio::test]
async fn the_mail_s_link_chooses_a_new_password_once_and_ends_every_session() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let api = shop.post("/auth/tokens", json!({"name": "erp"}), 201).await.body["token"].as_str().unwrap().to_owned();
    forgot(&shop, " Owner@Example.com", 204).await;
    mail(&shop).await;
    let seen = only(&server);
    assert_eq!((seen.from.as_str(), seen.to.as_str()), ("우리 가게 <pay@shop.example>", OWNER));
    assert_eq!(seen.subject, "[LunePay] 비밀번호를 다시 정해 주세요");
    let (page, token) = seen.link();
    assert_eq!(page, "https://pay.shop.example/reset-password");

    assert_eq!(bad_fields(&reset(&shop, token, "owner@example.com", 400).await), ["password:too_weak"]);
    reset(&shop, token, NEW, 204).await;
    shop.call(Method::GET, "/auth/me", Some(&shop.owner), None, 401).await;
    shop.call(Method::GET, "/auth/me", Some(&api), None, 200).await;
    log_in(&shop, "correct horse battery", 401).await;
    log_in(&shop, NEW, 200).await;
    assert_problem(&reset(&shop, token, "a third horse battery", 400).await, "reset_invalid");
    log_in(&shop, NEW, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_link_is_worth_nothing_after_an_hour_or_another_change_or_bent() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    forgot(&shop, OWNER, 204).await;
    mail(&shop).await;
    let first = only(&server).link().1.to_owned();
    shop.clock.advance_ms(HOUR_MS - 1);
    forgot(&shop, OWNER, 204).await;
    mail(&shop).await;
    let second = Seen::of(&server.taken()[1].mail).link().1.to_owned();
    shop.clock.advance_ms(1);
    assert_problem(&reset(&shop, &first, NEW, 400).await, "reset_invalid");
    let no_tokens = [&second[1..], &second.replace(&second[60..], "0000")].map(str::to_owned);
    for bent in no_tokens.into_iter().chain(["0".to_owned()]) {
        assert_problem(&reset(&shop, &bent, NEW, 400).await, "reset_invalid");
    }
    for bent in ["", &format!("{second}0")] {
        let refused = reset(&shop, bent, NEW, 400).await.body;
        assert_eq!(refused["errors"][0]["field"], "token", "{refused}");
    }
    let session = shop.log_in(OWNER).await;
    let change = json!({"current": "correct horse battery", "new": NEW});
    shop.call(Method::POST, "/auth/password", Some(&session), Some(change), 204).await;
    assert_problem(&reset(&shop, &second, "a third horse battery", 400).await, "reset_invalid");
    log_in(&shop, NEW, 200).await;
    shop.end().await;
}

/// The requests are the same, one by one: nobody looks at the address before the notifier does.
#[tokio::test]
async fn an_address_that_nobody_has_is_answered_alike_and_gets_no_mail() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let mut did = Vec::new();
    for email in [OWNER, "nobody@example.com"] {
        shop.wire.taken();
        shop.queue_wire.taken();
        let answer = forgot(&shop, email, 204).await;
        assert!(answer.bytes.is_empty());
        let operations = |calls: Vec<tests::Call>| calls.into_iter().map(|call| call.operation).collect::<Vec<_>>();
        did.push((operations(shop.wire.taken()), operations(shop.queue_wire.taken())));
    }
    assert_eq!(did[0], did[1]);
    assert_eq!(did[0].1, ["SendMessage"]);
    mail(&shop).await;
    assert_eq!(only(&server).to, OWNER);
    shop.end().await;
}

/// Whoever asks for addresses that nobody has keeps nobody out.
#[tokio::test]
async fn a_flood_for_addresses_that_nobody_has_stops_no_mail() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    for nth in 0..520 {
        let body = json!({"email": format!("nobody{nth}@example.com")});
        let request = Request::post("/api/v1/auth/password/forgot")
            .header(header::CONTENT_TYPE, "application/json")
            .extension(Source(format!("203.0.113.{}", nth / 20)));
        assert_eq!(shop.send(request.body(Body::from(body.to_string())).unwrap()).await.status, 204, "{nth}");
    }
    forgot(&shop, OWNER, 204).await;
    mail(&shop).await;
    assert_eq!(only(&server).to, OWNER);
    shop.end().await;
}

/// Links that do leave are mailed no faster than a mail server bears: the next ones wait for the next minutes.
#[tokio::test]
async fn a_flood_for_addresses_that_somebody_has_is_slowed_down() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    let minutes = 5 * MINUTE_MS;
    shop.app.store().count("mail#reset", 500, minutes, shop.clock.now()).await.unwrap();
    forgot(&shop, OWNER, 204).await;
    shop.notify().await;
    assert_eq!(server.taken().len(), 0);
    shop.clock.advance_ms(minutes);
    mail(&shop).await;
    assert_eq!(only(&server).to, OWNER);
    shop.end().await;
}

#[tokio::test]
async fn mails_to_one_address_and_calls_of_one_source_are_limited() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    for email in [OWNER, "nobody@example.com"] {
        for _ in 0..5 {
            forgot(&shop, email, 204).await;
        }
        assert_problem(&forgot(&shop, email, 429).await, "too_many_requests");
    }
    shop.clock.advance_ms(HOUR_MS);
    forgot(&shop, OWNER, 204).await;
    let from = |path: &'static str, body: Value| {
        let request = Request::post(format!("/api/v1/auth/password/{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .extension(Source("203.0.113.7".to_owned()));
        shop.send(request.body(Body::from(body.to_string())).unwrap())
    };
    for nth in 0..20 {
        let answer = from("forgot", json!({"email": format!("a{nth}@example.com")})).await;
        assert_eq!(answer.status, 204, "{nth}");
        assert_eq!(from("reset", json!({"token": "0".repeat(64), "password": NEW})).await.status, 400, "{nth}");
    }
    assert_eq!(from("forgot", json!({"email": "fresh@example.com"})).await.status, 429);
    assert_eq!(from("reset", json!({"token": "0".repeat(64), "password": NEW})).await.status, 429);
    forgot(&shop, "elsewhere@example.com", 204).await;
    shop.end().await;
}

#[tokio::test]
async fn the_mail_is_in_the_language_that_was_asked_for() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    ask(&shop, "/auth/password/forgot", json!({"email": OWNER, "language": "en"}), 204).await;
    mail(&shop).await;
    let seen = only(&server);
    assert_eq!(seen.subject, "[LunePay] Choose a new password");
    assert!(
        seen.text.starts_with("Open this link") && seen.text.contains("2024-02-12 12:00 (Korean time)"),
        "{seen:?}"
    );
    let answer = ask(&shop, "/auth/password/forgot", json!({"email": OWNER, "language": "fr"}), 400).await;
    assert_eq!(bad_fields(&answer), ["language:invalid"]);
    shop.end().await;
}

/// What is an hour old is asked for anew by whoever still wants it.
#[tokio::test]
async fn a_mail_that_could_not_leave_for_an_hour_is_pointless() {
    let server = MailServer::start(|verb, _| (verb == "HELLO").then(|| "421 not now".to_owned())).await;
    let shop = open(&server).await;
    forgot(&shop, OWNER, 204).await;
    mail(&shop).await;
    assert_eq!(shop.product.events.counts().delayed, 1, "it is tried again");
    shop.clock.advance_ms(60 * MINUTE_MS);
    mail(&shop).await;
    assert_eq!(shop.product.events.counts().delayed, 0);
    shop.end().await;
}

/// The token is spent with the new password: had the sessions been left for afterwards, nobody could end them.
#[tokio::test]
async fn a_reset_that_dies_in_the_middle_leaves_no_session() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    forgot(&shop, OWNER, 204).await;
    mail(&shop).await;
    let token = only(&server).link().1.to_owned();
    let died = std::sync::atomic::AtomicBool::new(false);
    shop.wire.rule(move |call| {
        use std::sync::atomic::Ordering;
        if call.operation == "TransactWriteItems" {
            died.store(true, Ordering::SeqCst);
            return tests::Fate::Pass;
        }
        if died.load(Ordering::SeqCst) { tests::Fate::LoseRequest } else { tests::Fate::Pass }
    });
    reset(&shop, &token, NEW, 503).await;
    shop.wire.calm();
    shop.call(Method::GET, "/auth/me", Some(&shop.owner), None, 401).await;
    log_in(&shop, NEW, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_server_that_sends_no_mail_says_so() {
    let shop = Shop::open_with(Policy::default()).await;
    assert_problem(&forgot(&shop, OWNER, 400).await, "mail_off");
    assert_problem(&forgot(&shop, "nobody@example.com", 400).await, "mail_off");
    shop.end().await;
}
