//! Sign-up, login, sessions, API tokens, and the text of a token.

mod api_tokens;
mod jwt;
mod people;
mod scopes;
mod second_factor;
mod throttle;

use axum::http::Method;
use serde_json::{Value, json};
use tests::{Answer, Shop};

pub const PASSWORD: &str = "correct horse battery";

/// A call without a token.
async fn open_call(shop: &Shop, path: &str, body: Value, expected: u16) -> Answer {
    shop.call(Method::POST, path, None, Some(body), expected).await
}

async fn login(shop: &Shop, email: &str, password: &str, expected: u16) -> Answer {
    open_call(shop, "/auth/login", json!({"email": email, "password": password}), expected).await
}

/// The session of a login that succeeds.
async fn session(shop: &Shop, email: &str, password: &str) -> String {
    login(shop, email, password, 200).await.body["access_token"].as_str().unwrap().to_owned()
}

/// Whether a token is let in, as the status of `GET /auth/me`.
async fn me(shop: &Shop, token: &str, expected: u16) -> Answer {
    shop.call(Method::GET, "/auth/me", Some(token), None, expected).await
}
