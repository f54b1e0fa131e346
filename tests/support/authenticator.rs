//! An authenticator app: what a person has on their phone for the second factor of their logins.

use axum::http::Method;
use domain::Timestamp;
use serde_json::{Value, json};
use totp_rs::{Secret, Totp};

use crate::Shop;

pub struct Authenticator {
    totp: Totp,
}

impl Authenticator {
    /// Reads the QR code of a second factor that this session begins.
    pub async fn begin(shop: &Shop, session: &str) -> Self {
        let body = json!({"password": "correct horse battery"});
        Self::of(&shop.call(Method::POST, "/auth/second-factor", Some(session), Some(body), 201).await.body)
    }

    /// Reads the QR code that was answered.
    pub fn of(begun: &Value) -> Self {
        let totp = Totp::from_url(begun["otpauth_url"].as_str().unwrap()).expect("an app reads it");
        let typed = Secret::try_from_base32(begun["secret"].as_str().unwrap()).unwrap();
        assert_eq!(totp.secret(), &typed, "the code and the text are one secret");
        Self { totp }
    }

    /// Begins a second factor and switches it on: the app, and the recovery codes.
    pub async fn enrol(shop: &Shop, session: &str) -> (Self, Vec<String>) {
        let app = Self::begin(shop, session).await;
        let body = json!({"code": app.code(shop.clock.now())});
        let codes = shop.call(Method::POST, "/auth/second-factor/confirm", Some(session), Some(body), 200).await.body;
        let text = |code: &Value| code.as_str().unwrap().to_owned();
        (app, codes["recovery_codes"].as_array().unwrap().iter().map(text).collect())
    }

    /// What it shares with the server, in base32.
    pub fn secret(&self) -> String {
        self.totp.secret().to_base32()
    }

    /// What it shows at a time.
    pub fn code(&self, at: Timestamp) -> String {
        self.totp.generate(u64::try_from(at.seconds()).unwrap()).to_string()
    }
}
