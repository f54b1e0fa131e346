//! The second factor: asked for once it is on, each code once, and a way back in for who lost their app.

use axum::http::Method;
use serde_json::{Value, json};
use tests::authenticator::Authenticator;
use tests::{Answer, Fate, Gate, Shop};

use super::super::help::{assert_has, assert_problem};
use super::{PASSWORD, login, me, open_call};

const EMAIL: &str = "owner@example.com";
const STEP_MS: i64 = 30_000;

async fn login_with(shop: &Shop, code: &str, expected: u16) -> Answer {
    open_call(shop, "/auth/login", json!({"email": EMAIL, "password": PASSWORD, "code": code}), expected).await
}

async fn post(shop: &Shop, path: &str, body: Value, expected: u16) -> Answer {
    shop.call(Method::POST, &format!("/auth/second-factor{path}"), Some(&shop.owner), Some(body), expected).await
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_login_asks_for_a_code_once_it_is_on_and_takes_each_once() {
    let shop = Shop::open().await;
    let (app, codes) = Authenticator::enrol(&shop, &shop.owner).await;
    assert_eq!(codes.len(), 10);
    let is_on = shop.get("/auth/second-factor", 200).await.body;
    assert_has(&is_on, &json!({"is_on": true, "recovery_codes_left": 10}));
    // The password alone opens nothing, and a wrong one does not tell that there is a second factor.
    assert_problem(&login(&shop, EMAIL, PASSWORD, 401).await, "second_factor_required");
    assert_problem(&login(&shop, EMAIL, "a wrong password", 401).await, "login_failed");
    let used = app.code(shop.clock.now());
    assert_problem(&login_with(&shop, &used, 401).await, "second_factor_failed");
    shop.clock.advance_ms(STEP_MS);
    let code = app.code(shop.clock.now());
    let spaced = format!("{} {}", &code[..3], &code[3..]);
    let session = login_with(&shop, &spaced, 200).await.body;
    me(&shop, session["access_token"].as_str().unwrap(), 200).await;
    assert_problem(&login_with(&shop, &code, 401).await, "second_factor_failed");
    // The one before is a code of now for a clock that is behind; it was used up by the one after it.
    assert_problem(&login_with(&shop, &used, 401).await, "second_factor_failed");
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn two_logins_with_one_code_are_one() {
    let shop = Shop::open().await;
    let (app, codes) = Authenticator::enrol(&shop, &shop.owner).await;
    shop.clock.advance_ms(STEP_MS);
    for code in [app.code(shop.clock.now()), codes[0].clone()] {
        // Both have read the factor as it was before either writes.
        let gate = Gate::for_all(2);
        shop.wire.rule(move |call| match call.operation == "TransactWriteItems" {
            true => Fate::HoldRequest(gate.clone()),
            false => Fate::Pass,
        });
        let body = || json!({"email": EMAIL, "password": PASSWORD, "code": &code});
        let ask = || shop.ask(Method::POST, "/auth/login", None, Some(body()));
        let (one, other) = tokio::join!(ask(), ask());
        let mut told = [one.status, other.status];
        told.sort_unstable();
        assert_eq!(told, [200, 401], "{} {}", one.body, other.body);
    }
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn a_recovery_code_lets_in_once_and_new_ones_end_those_of_before() {
    let shop = Shop::open().await;
    let (app, codes) = Authenticator::enrol(&shop, &shop.owner).await;
    let written = codes[0].to_lowercase().replace('-', " ");
    login_with(&shop, &written, 200).await;
    assert_problem(&login_with(&shop, &codes[0], 401).await, "second_factor_failed");
    assert_eq!(shop.get("/auth/second-factor", 200).await.body["recovery_codes_left"], 9);
    shop.clock.advance_ms(STEP_MS);
    let renewed = post(&shop, "/recovery-codes", json!({"code": app.code(shop.clock.now())}), 200).await.body;
    assert_problem(&login_with(&shop, &codes[1], 401).await, "second_factor_failed");
    login_with(&shop, renewed["recovery_codes"][9].as_str().unwrap(), 200).await;
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn it_begins_with_the_password_is_on_with_a_code_and_ends_with_both() {
    let shop = Shop::open().await;
    assert_problem(&post(&shop, "", json!({"password": "a wrong password"}), 400).await, "password_wrong");
    assert_problem(&post(&shop, "/confirm", json!({"code": "000000"}), 400).await, "second_factor_off");
    let lost = Authenticator::begin(&shop, &shop.owner).await;
    // Begun is not on.
    login(&shop, EMAIL, PASSWORD, 200).await;
    assert_problem(
        &post(&shop, "/end", json!({"password": PASSWORD, "code": "000000"}), 400).await,
        "second_factor_off",
    );
    let app = Authenticator::begin(&shop, &shop.owner).await;
    let old = json!({"code": lost.code(shop.clock.now())});
    assert_problem(&post(&shop, "/confirm", old, 400).await, "second_factor_wrong");
    post(&shop, "/confirm", json!({"code": app.code(shop.clock.now())}), 200).await;
    assert_problem(&post(&shop, "", json!({"password": PASSWORD}), 400).await, "second_factor_on");
    shop.clock.advance_ms(STEP_MS);
    let code = app.code(shop.clock.now());
    let wrong = json!({"password": "a wrong password", "code": &code});
    assert_problem(&post(&shop, "/end", wrong, 400).await, "password_wrong");
    assert_problem(
        &post(&shop, "/end", json!({"password": PASSWORD, "code": "000000"}), 400).await,
        "second_factor_wrong",
    );
    post(&shop, "/end", json!({"password": PASSWORD, "code": code}), 200).await;
    login(&shop, EMAIL, PASSWORD, 200).await;
    shop.end().await;
}

#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "moves the clock")]
async fn guesses_at_a_code_wait_as_guesses_at_a_password_do() {
    let shop = Shop::open().await;
    let (app, _) = Authenticator::enrol(&shop, &shop.owner).await;
    shop.clock.advance_ms(STEP_MS);
    for _ in 0..10 {
        login_with(&shop, "000000", 401).await;
    }
    assert_problem(&login_with(&shop, &app.code(shop.clock.now()), 429).await, "too_many_requests");
    shop.end().await;
}

/// What is kept opens nothing: neither the app's secret nor a recovery code stands in the table.
#[tokio::test]
#[cfg_attr(feature = "deployed", ignore = "looks into the table")]
async fn the_table_holds_no_secret_of_it() {
    let shop = Shop::open().await;
    let (app, codes) = Authenticator::enrol(&shop, &shop.owner).await;
    let table = format!("{:?}", shop.items().await);
    let whole = codes.iter().map(|code| code.replace('-', ""));
    for secret in whole.chain(codes.clone()).chain([app.secret()]) {
        assert!(!table.contains(&secret), "{secret}");
    }
    shop.end().await;
}
