//! Sign-up, login, log-out, and the change of a password.

use std::time::{Duration, Instant};

use axum::http::Method;
use serde_json::json;
use tests::Shop;
use web::Policy;

use super::super::help::{HOUR_MS, assert_has, assert_problem, bad_fields, refused};
use super::{PASSWORD, login, me, open_call, session};

#[tokio::test]
async fn a_person_signs_up_logs_in_and_is_known() {
    let shop = Shop::empty(Policy::default()).await;
    let body = json!({"email": " Owner@Example.com ", "password": PASSWORD, "name": " 홍길동 ", "id": 9});
    let made = open_call(&shop, "/auth/signup", body, 201).await;
    let person =
        json!({"id": 1, "email": "owner@example.com", "name": "홍길동", "created_at": "2024-02-12T11:00:00+09:00"});
    assert_eq!(made.body, person, "neither the password nor its hash is told");
    let answer = login(&shop, "OWNER@example.com", PASSWORD, 200).await;
    assert_has(&answer.body, &json!({"token_type": "Bearer", "expires_in": 43_200}));
    let token = answer.body["access_token"].as_str().unwrap();
    assert_eq!(me(&shop, token, 200).await.body, person);
    shop.end().await;
}

#[tokio::test]
async fn an_address_signs_up_once_whatever_its_case() {
    let shop = Shop::open().await;
    let body = json!({"email": "OWNER@example.com", "password": PASSWORD, "name": "다른 사람"});
    assert_problem(&open_call(&shop, "/auth/signup", body, 400).await, "email_taken");
    shop.end().await;
}

#[tokio::test]
async fn a_bad_sign_up_hears_of_every_field_at_once() {
    let shop = Shop::empty(Policy::default()).await;
    let answer = open_call(&shop, "/auth/signup", json!({}), 400).await;
    assert_problem(&answer, "invalid_fields");
    assert_eq!(bad_fields(&answer), ["email:required", "password:required", "name:required"]);
    let answer =
        open_call(&shop, "/auth/signup", json!({"email": "a@b", "password": "123456789", "name": "\u{7}"}), 400).await;
    assert_eq!(bad_fields(&answer), ["email:invalid", "password:too_short", "name:forbidden_character"]);
    let answer = open_call(&shop, "/auth/signup", json!({"email": 1, "password": 2, "name": 3}), 400).await;
    assert_eq!(bad_fields(&answer), ["email:invalid", "password:wrong_type", "name:wrong_type"]);
    shop.end().await;
}

/// Two names that look alike are one: nothing in a name is unseen. What pictographs are made of may be.
#[tokio::test]
async fn a_name_of_which_a_letter_is_not_seen_is_refused() {
    let shop = Shop::open().await;
    for letter in ['\u{200b}', '\u{200d}', '\u{3164}', '\u{ad}', '\u{e0041}'] {
        let name = format!("쇼핑몰{letter} 운영팀");
        let person = json!({"email": "new@example.com", "password": PASSWORD, "name": &name});
        let account = json!({"bank_code": "004", "bank_name": &name, "account_number": "110-999-000001", "account_holder": &name});
        let phone = json!({"phone_number": "010-1234-5678", "label": &name});
        let answers = [
            open_call(&shop, "/auth/signup", person, 400).await,
            shop.post("/workspaces", json!({"name": &name}), 400).await,
            shop.patch("/workspaces/1", json!({"name": &name}), 400).await,
            shop.post("/workspaces/1/phone-numbers", phone, 400).await,
            shop.post("/auth/tokens", json!({"name": &name}), 400).await,
            shop.post("/workspaces/1/bank-accounts", account, 400).await,
        ];
        let named: [&[&str]; 6] =
            [&["name"], &["name"], &["name"], &["label"], &["name"], &["bank_name", "account_holder"]];
        for (answer, fields) in answers.iter().zip(named) {
            let wanted: Vec<_> = fields.iter().map(|field| format!("{field}:forbidden_character")).collect();
            assert_eq!(bad_fields(answer), wanted, "{letter:?}");
        }
    }
    for name in ["가게 👩\u{200d}🍳", "☎\u{fe0f} 가게"] {
        assert_eq!(shop.patch("/workspaces/1", json!({"name": name}), 200).await.body["name"], name);
    }
    shop.end().await;
}

#[tokio::test]
async fn a_closed_deployment_takes_no_sign_up_and_still_logs_in() {
    let mut shop = Shop::open().await;
    let app = web::App { policy: Policy { signup_open: false, ..Policy::default() }, ..shop.product.app.clone() };
    shop.api = web::serve::finish(local::product::routes(), app);
    let body = json!({"email": "new@example.com", "password": PASSWORD, "name": "새 사람"});
    assert_problem(&open_call(&shop, "/auth/signup", body, 400).await, "signup_closed");
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_wrong_address_and_a_wrong_password_get_the_same_answer() {
    let shop = Shop::open().await;
    let mut bodies = Vec::new();
    for email in ["owner@example.com", "nobody@example.com", "no address at all"] {
        let mut answer = login(&shop, email, "a wrong password", 401).await;
        assert_problem(&answer, "login_failed");
        answer.body["request_id"] = json!(null);
        bodies.push(answer.body);
    }
    assert!(bodies.windows(2).all(|two| two[0] == two[1]), "{bodies:?}");
    shop.end().await;
}

async fn time_to_refuse(shop: &Shop, email: &str) -> Duration {
    let started = Instant::now();
    login(shop, email, "a wrong password", 401).await;
    started.elapsed()
}

#[tokio::test]
async fn an_address_that_nobody_has_is_answered_no_sooner() {
    let shop = Shop::open().await;
    // A hash is most of a login: without it, an answer takes a small part of the time. What else the machine does makes
    // single tries longer, so each has one beside it, and a third of the pairs will do.
    let mut alike = 0;
    for nth in 0..9 {
        let known = time_to_refuse(&shop, "owner@example.com").await;
        let unknown = time_to_refuse(&shop, &format!("nobody{nth}@example.com")).await;
        alike += usize::from(unknown * 2 > known);
    }
    assert!(alike >= 3, "only {alike} of 9 answers about nobody took half as long as one about somebody");
    shop.end().await;
}

#[tokio::test]
async fn a_password_is_taken_as_it_is_typed() {
    let shop = Shop::empty(Policy::default()).await;
    let typed = " 비밀번호 with spaces\u{1F511} ";
    open_call(&shop, "/auth/signup", json!({"email": "a@example.com", "password": typed, "name": "가"}), 201).await;
    login(&shop, "a@example.com", typed, 200).await;
    login(&shop, "a@example.com", typed.trim(), 401).await;
    shop.end().await;
}

#[tokio::test]
async fn a_session_ends_at_its_logout_and_no_other_does() {
    let shop = Shop::open().await;
    let (first, second) =
        (session(&shop, "owner@example.com", PASSWORD).await, session(&shop, "owner@example.com", PASSWORD).await);
    shop.call(Method::POST, "/auth/logout", Some(&first), None, 204).await;
    assert_problem(&me(&shop, &first, 401).await, "token_invalid");
    me(&shop, &second, 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_session_lives_twelve_hours() {
    let shop = Shop::open().await;
    shop.clock.advance_ms(12 * HOUR_MS - 1_000);
    me(&shop, &shop.owner, 200).await;
    shop.clock.advance_ms(1_000);
    assert_problem(&me(&shop, &shop.owner, 401).await, "token_expired");
    shop.end().await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_leaves_api_tokens() {
    let shop = Shop::open().await;
    let other = session(&shop, "owner@example.com", PASSWORD).await;
    let api = shop.post("/auth/tokens", json!({"name": "서버"}), 201).await.body["token"].as_str().unwrap().to_owned();
    shop.post("/auth/password", json!({"current": PASSWORD, "new": "another long password"}), 204).await;
    me(&shop, &shop.owner, 200).await;
    me(&shop, &api, 200).await;
    assert_problem(&me(&shop, &other, 401).await, "token_invalid");
    login(&shop, "owner@example.com", PASSWORD, 401).await;
    login(&shop, "owner@example.com", "another long password", 200).await;
    shop.end().await;
}

#[tokio::test]
async fn a_new_password_ends_api_tokens_where_it_says_so_and_the_audit_log_tells() {
    let shop = Shop::open().await;
    let api = shop.post("/auth/tokens", json!({"name": "서버"}), 201).await.body["token"].as_str().unwrap().to_owned();
    let change = json!({"current": PASSWORD, "new": "another long password", "end_tokens": true});
    shop.post("/auth/password", change, 204).await;
    me(&shop, &shop.owner, 200).await;
    assert_problem(&me(&shop, &api, 401).await, "token_invalid");
    let log = shop.get("/workspaces/1/audit?kind=token.revoked", 200).await.body;
    assert_eq!((&log[0]["by"], &log[0]["subject_id"]), (&json!("user:1"), &json!(1)));
    shop.end().await;
}

#[tokio::test]
async fn a_password_changes_only_for_who_knows_it() {
    let shop = Shop::open().await;
    refused(
        &shop,
        Method::POST,
        "/auth/password",
        json!({"current": "a wrong password", "new": "another long password"}),
        "password_wrong",
    )
    .await;
    let answer =
        refused(&shop, Method::POST, "/auth/password", json!({"current": PASSWORD, "new": "short"}), "invalid_fields")
            .await;
    assert_eq!(bad_fields(&answer), ["new:too_short"]);
    let answer = refused(&shop, Method::POST, "/auth/password", json!({}), "invalid_fields").await;
    assert_eq!(bad_fields(&answer), ["current:required", "new:required"]);
    login(&shop, "owner@example.com", PASSWORD, 200).await;
    shop.end().await;
}
