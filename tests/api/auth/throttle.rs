//! Guessing is slow: per address and source, before any password is hashed.

use axum::body::Body;
use axum::http::{Request, header};
use domain::time::DAY_MS;
use serde_json::{Value, json};
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

/// No flood keeps everybody out: in one each source has fewer tries, and so many each source has.
#[tokio::test]
async fn in_a_flood_from_everywhere_each_source_has_five_tries_and_nobody_is_kept_out() {
    let shop = Shop::open().await;
    let so_far = shop.app.store().count("login", 4_998, WINDOW_MS, shop.clock.now()).await.unwrap();
    assert_eq!(so_far, 4_998, "the owner's own login was taken back");
    let device = login(&shop, "owner@example.com", PASSWORD, 200).await.body["device"].clone();
    for nth in 0..10 {
        // The third is the first of the flood.
        let status = if nth < 5 { 401 } else { 429 };
        let answer = login_from(&shop, "203.0.113.7", &format!("{nth}@example.com")).await;
        assert_eq!(answer.status, status, "{nth}");
    }
    for nth in 0..5 {
        let answer = login_from(&shop, "203.0.113.8", &format!("{nth}@example.com")).await;
        assert_eq!(answer.status, 401, "another source, {nth}");
    }
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    // And whoever was here before is asked nothing of it.
    for nth in 0..6 {
        login(&shop, &format!("{nth}@example.com"), "a wrong password", if nth < 5 { 401 } else { 429 }).await;
    }
    assert_problem(&login(&shop, "owner@example.com", PASSWORD, 429).await, "too_many_requests");
    known(&shop, PASSWORD, &device, 200).await;
    shop.end().await;
}

/// Guesses from ever other sources: the longer they go on, the longer each next one waits.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn an_address_is_guessed_at_ever_more_slowly_from_however_many_sources() {
    let shop = Shop::open().await;
    shop.clock.advance_ms(60_000);
    let (mut guesses, mut waits, mut source) = (0, Vec::new(), 0);
    while waits.len() < 5 {
        source += 1;
        let from = format!("198.51.{}.{}", source / 250, source % 250);
        let answer = login_from(&shop, &from, "owner@example.com").await;
        if answer.status == 401 {
            guesses += 1;
        } else {
            let wait_s: i64 = answer.header("retry-after").unwrap().parse().unwrap();
            waits.push((guesses, wait_s));
            shop.clock.advance_ms(wait_s * 1_000);
        }
    }
    // Thirty in five minutes, and ninety in the hour: the fourth wait is for the next hour.
    assert_eq!(waits.iter().map(|(guesses, _)| *guesses).collect::<Vec<_>>(), [30, 60, 90, 90, 120], "{waits:?}");
    assert!(waits[..3].iter().all(|(_, wait_s)| *wait_s <= 300) && waits[3].1 > 300, "{waits:?}");
    // The right password waits with them: who has it by a guess is not told.
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}

async fn known(shop: &Shop, password: &str, device: &Value, status: u16) -> Answer {
    let body = json!({"email": "owner@example.com", "password": password, "device": device});
    super::open_call(shop, "/auth/login", body, status).await
}

/// Guesses at the owner's address from many sources, until it waits.
async fn flood(shop: &Shop) {
    for source in 0..40 {
        login_from(shop, &format!("198.51.100.{source}"), "owner@example.com").await;
    }
    login(shop, "owner@example.com", PASSWORD, 429).await;
}

/// The owner's own device passes, for 180 days and until the password is another.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_device_that_was_here_passes_a_flood_at_its_address() {
    let mut shop = Shop::open().await;
    shop.clock.advance_ms(60_000);
    let device = login(&shop, "owner@example.com", PASSWORD, 200).await.body["device"].clone();
    let stranger = shop.sign_up("stranger@example.com").await;
    assert!(!stranger.is_empty());
    let body = json!({"email": "stranger@example.com", "password": PASSWORD});
    let of_another = super::open_call(&shop, "/auth/login", body, 200).await.body["device"].clone();
    // Guesses from the owner's own network keep out who sends no device, and nobody else.
    for _ in 0..TRIES {
        login(&shop, "owner@example.com", "a wrong password", 401).await;
    }
    login(&shop, "owner@example.com", PASSWORD, 429).await;
    known(&shop, PASSWORD, &device, 200).await;
    shop.clock.advance_ms(WINDOW_MS);
    flood(&shop).await;
    known(&shop, PASSWORD, &device, 200).await;
    for bent in [json!("x"), json!("A".repeat(32)), json!(""), json!(null), of_another] {
        known(&shop, PASSWORD, &bent, 429).await;
    }
    // It is no password, and has tries of its own, from wherever.
    shop.clock.advance_ms(WINDOW_MS);
    for _ in 0..TRIES {
        known(&shop, "a wrong password", &device, 401).await;
    }
    known(&shop, PASSWORD, &device, 429).await;
    shop.clock.advance_ms(180 * DAY_MS - 2 * WINDOW_MS - 1_000);
    flood(&shop).await;
    known(&shop, PASSWORD, &device, 200).await;
    shop.clock.advance_ms(1_000);
    known(&shop, PASSWORD, &device, 429).await;
    shop.clock.advance_ms(DAY_MS);
    let fresh = login(&shop, "owner@example.com", PASSWORD, 200).await.body;
    shop.owner = fresh["access_token"].as_str().unwrap().to_owned();
    shop.post("/auth/password", json!({"current": PASSWORD, "new": "another horse battery"}), 204).await;
    flood(&shop).await;
    known(&shop, "another horse battery", &fresh["device"], 429).await;
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
