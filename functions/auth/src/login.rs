//! POST /auth/login and POST /auth/logout

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::text::{EMAIL, PASSWORD_MAX};
use domain::{Email, Grant, Token, TokenKind, User};
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::{Session, Source};
use web::field::{Exact, Optional, Required};
use web::form::Sent;
use web::token::SESSION_MS;
use web::{App, Code, Problem, fields, token};

use crate::second_factor::CODE_MAX;
use crate::throttle::Device;
use crate::{device, password, second_factor, throttle, tokens};

fields! {
    /// Who logs in.
    pub struct Login {
        email: Required<Exact<EMAIL>> = "owner@example.com",
        password: Required<Exact<PASSWORD_MAX>>,
        /// Of the authenticator app, or a recovery code: of a person with a second factor.
        code: Optional<Exact<CODE_MAX>>,
        /// What the last login on this device answered: with it, no flood of guesses at the address keeps its
        /// person out.
        device: Optional<Exact<{ device::LENGTH }>>,
    }
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct LoggedIn {
    pub access_token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds.
    #[schema(example = 43200)]
    pub expires_in: i64,
    /// Keep it, and send it along at the next login. It counts for 180 days, until the password is changed.
    pub device: String,
}

/// Logs in. A wrong e-mail address and a wrong password get the same answer in the same time. Where the person has a
/// second factor, the right password without a `code` is answered with 401 `second_factor_required`.
#[utoipa::path(post, path = "/auth/login", operation_id = "log_in", tag = "auth", request_body = Login, security(()),
    responses((status = 200, body = LoggedIn), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn login(State(app): State<App>, source: Source, body: Sent<Login>) -> Result<Json<LoggedIn>, Problem> {
    let Login { email, password: secret, code, device } = body.finish()?;
    let email = email.trim().to_lowercase();
    let user = match Email::parse(&email) {
        Some(email) => app.store().user_by_email(&email).await?,
        None => None,
    };
    let is_known = |user: &User| device.as_ref().is_some_and(|value| device::is_known(&app, user, value));
    let device = if user.as_ref().is_some_and(is_known) { Device::Known } else { Device::New };
    throttle::attempt(&app, &email, &source, device).await?;
    let right = password::is_right(secret, user.as_ref().map(|user| user.password_hash.clone())).await?;
    let Some(user) = user.filter(|_| right) else { return Err(Problem::of(Code::LoginFailed)) };
    second_factor::pass(&app, user.id, code.as_deref()).await?;
    throttle::succeeded(&app, &email, &source, device).await;
    let now = app.now();
    let session = Token {
        user: user.id,
        jti: tokens::new_jti()?,
        kind: TokenKind::Session,
        number: 0,
        name: String::new(),
        grant: Grant::whole(),
        created_at: now,
        expires_at: Some(now.plus_ms(SESSION_MS)),
        last_used_at: None,
    };
    app.store().begin_session(&session).await?;
    let access_token = token::sign(&app.keys, &session)?;
    let device = device::value(&app, &user)?;
    Ok(Json(LoggedIn { access_token, token_type: "Bearer", expires_in: SESSION_MS / 1000, device }))
}

/// Ends the session.
#[utoipa::path(post, path = "/auth/logout", operation_id = "log_out", tag = "auth", responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn logout(State(app): State<App>, Session(caller): Session) -> Result<StatusCode, Problem> {
    app.store().revoke(caller.user, &caller.jti).await?;
    Ok(StatusCode::NO_CONTENT)
}
