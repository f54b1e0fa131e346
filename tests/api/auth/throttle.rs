//! Guessing is slow: per address and source, before any password is hashed.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use tests::{Answer, Shop};
use web::caller::Source;

use super::super::help::{assert_problem, bad_fields};
use super::{PASSWORD, login};

const WINDOW_MS: i64 = 5 * 60_000;
const TRIES: usize = 10;

#[tokio::test]
async fn the_eleventh_wrong_guess_waits_and_so_does_the_right_password() {
    let shop = Shop::open().await;
    shop.clock.advance_ms(60_000);
    for _ in 0..TRIES {
        login(&shop, "owner@example.com", "a wrong password", 401).await;
    }
    for password in ["a wrong password", PASSWORD] {
        let answer = login(&shop, "owner@example.com", password, 429).await;
        assert_problem(&answer, "too_many_requests");
        assert_eq!(answer.header("retry-after"), Some("241"), "what is left of the window");
    }
    login(&shop, "other@example.com", "a wrong password", 401).await;
    shop.clock.advance_ms(WINDOW_MS - 60_000);
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn an_address_that_nobody_has_is_throttled_alike() {
    let shop = Shop::open().await;
    for _ in 0..TRIES {
        login(&shop, "nobody@example.com", "a wrong password", 401).await;
    }
    login(&shop, "nobody@example.com", "a wrong password", 429).await;
    login(&shop, " NOBODY@example.com", "a wrong password", 429).await;
    shop.end().await;
}

#[tokio::test]
async fn right_logins_are_no_guesses() {
    let shop = Shop::open().await;
    for _ in 0..=TRIES {
        login(&shop, "owner@example.com", PASSWORD, 200).await;
    }
    shop.end().await;
}

#[tokio::test]
async fn guesses_at_the_current_password_count_too() {
    let shop = Shop::open().await;
    let guess = json!({"current": "a wrong password", "new": "another long password"});
    for _ in 0..TRIES {
        shop.post("/auth/password", guess.clone(), 400).await;
    }
    assert_problem(&shop.post("/auth/password", guess, 429).await, "too_many_requests");
    shop.end().await;
}

async fn login_from(shop: &Shop, source: &str, email: &str) -> Answer {
    let body = json!({"email": email, "password": "a wrong password"}).to_string();
    let request = Request::post("/api/v1/auth/login")
        .header(header::CONTENT_TYPE, "application/json")
        .extension(Source(source.to_owned()));
    shop.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_flood_from_one_source_leaves_other_sources_alone() {
    let shop = Shop::open().await;
    for nth in 0..100 {
        // Beyond the hundredth try of a source, whatever the address.
        assert_eq!(login_from(&shop, "203.0.113.7", &format!("a{}@example.com", nth / 8)).await.status, 401, "{nth}");
    }
    assert_eq!(login_from(&shop, "203.0.113.7", "fresh@example.com").await.status, 429);
    assert_eq!(login_from(&shop, "203.0.113.8", "fresh@example.com").await.status, 401);
    shop.end().await;
}

#[tokio::test]
async fn a_flood_from_everywhere_stops_at_five_thousand_guesses_in_a_window() {
    let shop = Shop::open().await;
    let so_far = shop.app.store().count("login", 4_998, WINDOW_MS, shop.clock.now()).await.unwrap();
    assert_eq!(so_far, 4_998, "the owner's own login was taken back");
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    for (source, status) in [("203.0.113.7", 401), ("203.0.113.8", 401), ("203.0.113.9", 429)] {
        let answer = login_from(&shop, source, &format!("{source}@example.com")).await;
        assert_eq!(answer.status, status, "{source}");
    }
    assert_problem(&login(&shop, "owner@example.com", PASSWORD, 429).await, "too_many_requests");
    shop.clock.advance_ms(WINDOW_MS);
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_password_that_is_guessed_first_is_refused_with_the_reason() {
    let shop = Shop::open().await;
    let mut reasons = Vec::new();
    for password in ["1234567890", "Password123!!", "aaaaaaaaaaaa", "new@example.com1", "홍길동홍길동홍길동1"]
    {
        let body = json!({"email": "new@example.com", "password": password, "name": "홍길동"});
        let answer = super::open_call(&shop, "/auth/signup", body, 400).await;
        assert_eq!(bad_fields(&answer), ["password:too_weak"], "{password}");
        reasons.push(answer.body["errors"][0]["detail"].as_str().unwrap().to_owned());
    }
    assert!(reasons[0].contains("많이 쓰여") && reasons[2].contains("되풀이") && reasons[3].contains("이메일"));
    for password in ["owner@example.com", "홍길동홍길동홍길동1", "1234567890"] {
        let answer = shop.post("/auth/password", json!({"current": PASSWORD, "new": password}), 400).await;
        assert_eq!(bad_fields(&answer), ["new:too_weak"], "{password}");
    }
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_source_signs_up_two_hundred_people_in_a_window() {
    let shop = Shop::open().await;
    // A bad body and a taken address cost no hash; only the taken address counts, for it says that somebody is there.
    for _ in 1..200 {
        super::open_call(
            &shop,
            "/auth/signup",
            json!({"email": "owner@example.com", "password": PASSWORD, "name": "가"}),
            400,
        )
        .await;
    }
    let answer = super::open_call(&shop, "/auth/signup", json!({}), 400).await;
    assert_eq!(bad_fields(&answer).len(), 3);
    let body = json!({"email": "new@example.com", "password": PASSWORD, "name": "가"});
    assert_problem(&super::open_call(&shop, "/auth/signup", body.clone(), 429).await, "too_many_requests");
    shop.clock.advance_ms(WINDOW_MS);
    super::open_call(&shop, "/auth/signup", body, 201).await;
    shop.end().await;
}
