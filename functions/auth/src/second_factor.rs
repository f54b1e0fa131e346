//! GET and POST /auth/second-factor, and POST of its /confirm, /recovery-codes and /end: the second factor of the
//! caller.

use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::text::PASSWORD_MAX;
use domain::{SecondFactor, Timestamp, User, UserId};
use serde::Serialize;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{Session, Source};
use web::field::{Exact, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::throttle::Device;
use crate::{password, throttle, totp};

/// How long a code may be, with its hyphens and blanks.
pub const CODE_MAX: usize = 40;

/// Whether a login asks for a second factor.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorView {
    pub is_on: bool,
    /// When it was switched on.
    pub confirmed_at: Option<String>,
    /// Recovery codes that were not used.
    #[schema(example = 10)]
    pub recovery_codes_left: usize,
}

impl SecondFactorView {
    fn of(on: Option<&SecondFactor>) -> Self {
        Self {
            is_on: on.is_some(),
            confirmed_at: on.and_then(|factor| factor.confirmed_at).map(Timestamp::rfc3339),
            recovery_codes_left: on.map_or(0, |factor| factor.recovery.len()),
        }
    }
}

/// A secret to share with an authenticator app. It is shown this once.
#[derive(Serialize, ToSchema)]
pub struct BegunSecondFactor {
    /// Base32, for typing it into the app.
    #[schema(example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")]
    pub secret: String,
    /// For a QR code, which the app reads.
    #[schema(
        example = "otpauth://totp/LunePay:owner%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=LunePay"
    )]
    pub otpauth_url: String,
}

/// Recovery codes: each lets its person in once, in place of the app's code. They are shown this once.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodesView {
    #[schema(example = json!(["MFRG-GZDF-MZTW-Q2LK"]))]
    pub recovery_codes: Vec<String>,
}

fields! {
    /// The password of the one who begins a second factor.
    pub struct BeginSecondFactor {
        password: Required<Exact<PASSWORD_MAX>>,
    }
}

fields! {
    /// What the authenticator app shows now.
    pub struct ConfirmSecondFactor {
        code: Required<Exact<CODE_MAX>> = "123456",
    }
}

fields! {
    /// The password and a code of the one who ends their second factor.
    pub struct EndSecondFactor {
        password: Required<Exact<PASSWORD_MAX>>,
        /// Of the app, or a recovery code.
        code: Required<Exact<CODE_MAX>> = "123456",
    }
}

/// Whether the caller's logins ask for a second factor.
#[utoipa::path(get, path = "/auth/second-factor", operation_id = "get_second_factor", tag = "auth",
    responses((status = 200, body = SecondFactorView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn get(State(app): State<App>, Session(caller): Session) -> Result<Json<SecondFactorView>, Problem> {
    let factor = app.store().second_factor(caller.user).await?.filter(SecondFactor::is_on);
    Ok(Json(SecondFactorView::of(factor.as_ref())))
}

/// Begins a second factor: an authenticator app takes the secret, and a code of it confirms. Until then no login asks
/// for one, and it can be begun anew.
#[utoipa::path(post, path = "/auth/second-factor", operation_id = "begin_second_factor", tag = "auth", request_body = BeginSecondFactor,
    responses((status = 201, body = BegunSecondFactor), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn begin(asked: Asked, body: Sent<BeginSecondFactor>) -> Result<Answer<BegunSecondFactor>, Problem> {
    let said = body.finish()?;
    let before = asked.begun().await?;
    asked.counts_as_guess().await?;
    asked.must_know(said.password).await?;
    let user = &asked.user;
    let new = totp::new_secret(&asked.app, user.id, &user.email)?;
    let begun = SecondFactor::begin(user.id, new.sealed, before.as_ref());
    let told = BegunSecondFactor { secret: new.text, otpauth_url: new.url };
    asked.keep(StatusCode::CREATED, told, &begun).await
}

/// Switches the second factor on: from now on each login asks for a code. Answers the recovery codes.
#[utoipa::path(post, path = "/auth/second-factor/confirm", operation_id = "confirm_second_factor", tag = "auth", request_body = ConfirmSecondFactor,
    responses((status = 200, body = RecoveryCodesView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn confirm(asked: Asked, body: Sent<ConfirmSecondFactor>) -> Result<Answer<RecoveryCodesView>, Problem> {
    let said = body.finish()?;
    let begun = asked.begun().await?.ok_or_else(off)?;
    asked.with_codes(&begun, &said.code).await
}

/// New recovery codes; those of before count no more.
#[utoipa::path(post, path = "/auth/second-factor/recovery-codes", operation_id = "renew_recovery_codes", tag = "auth", request_body = ConfirmSecondFactor,
    responses((status = 200, body = RecoveryCodesView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn renew(asked: Asked, body: Sent<ConfirmSecondFactor>) -> Result<Answer<RecoveryCodesView>, Problem> {
    let said = body.finish()?;
    let factor = asked.on().await?;
    asked.with_codes(&factor, &said.code).await
}

/// Ends the second factor: a login asks for the password alone.
#[utoipa::path(post, path = "/auth/second-factor/end", operation_id = "end_second_factor", tag = "auth", request_body = EndSecondFactor,
    responses((status = 200, body = SecondFactorView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn end(asked: Asked, body: Sent<EndSecondFactor>) -> Result<Answer<SecondFactorView>, Problem> {
    let said = body.finish()?;
    let factor = asked.on().await?;
    asked.counts_as_guess().await?;
    asked.must_know(said.password).await?;
    totp::after(&asked.app, &factor, &said.code)?.ok_or_else(wrong)?;
    let answer = asked.once.answer(&asked.app, StatusCode::OK, SecondFactorView::of(None))?;
    let ended = answer.store(&asked.app).end_second_factor(&factor).await?;
    asked.was_right(ended).await?;
    Ok(answer)
}

/// Uses up the code that a login shows, where its person has a second factor. No code at all asks for one.
pub async fn pass(app: &App, user: UserId, code: Option<&str>) -> Result<(), Problem> {
    let Some(factor) = app.store().second_factor(user).await?.filter(SecondFactor::is_on) else { return Ok(()) };
    let code = code.ok_or_else(|| Problem::of(Code::SecondFactorRequired))?;
    let used = totp::after(app, &factor, code)?.ok_or_else(failed)?;
    if app.store().keep_second_factor(&used).await? { Ok(()) } else { Err(failed()) }
}

/// A call of a person about their own second factor.
pub struct Asked {
    app: App,
    user: User,
    source: Source,
    once: IdempotencyContext,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let user = Session::from_request_parts(parts, app).await?.0.person(app).await?;
        let source = Source::from_request_parts(parts, app).await?;
        let Ok(once) = IdempotencyContext::from_request_parts(parts, app).await;
        Ok(Self { app: app.clone(), user, source, once })
    }
}

impl Asked {
    /// What was begun and is not on, if anything was.
    async fn begun(&self) -> Result<Option<SecondFactor>, Problem> {
        let factor = self.app.store().second_factor(self.user.id).await?;
        let is_on = factor.as_ref().is_some_and(SecondFactor::is_on);
        if is_on { Err(Problem::of(Code::SecondFactorOn)) } else { Ok(factor) }
    }

    /// The factor that is on.
    async fn on(&self) -> Result<SecondFactor, Problem> {
        let factor = self.app.store().second_factor(self.user.id).await?;
        factor.filter(SecondFactor::is_on).ok_or_else(off)
    }

    /// What the caller shows counts against guessing, until it was right.
    async fn counts_as_guess(&self) -> Result<(), Problem> {
        // Whoever has a session was logged in on this device.
        throttle::attempt(&self.app, self.user.email.as_str(), &self.source, Device::Known).await
    }

    async fn must_know(&self, password: String) -> Result<(), Problem> {
        let right = password::is_right(password, Some(self.user.password_hash.clone())).await?;
        if right { Ok(()) } else { Err(Problem::of(Code::PasswordWrong)) }
    }

    /// Uses a code up, and gives new recovery codes.
    async fn with_codes(&self, factor: &SecondFactor, code: &str) -> Result<Answer<RecoveryCodesView>, Problem> {
        self.counts_as_guess().await?;
        let used = totp::after(&self.app, factor, code)?.ok_or_else(wrong)?;
        let (recovery_codes, hashes) = totp::recovery_codes()?;
        self.keep(StatusCode::OK, RecoveryCodesView { recovery_codes }, &used.confirmed(hashes, self.app.now())).await
    }

    /// What was shown is right: the factor is kept as it is now, and the answer with it.
    async fn keep<T: Serialize>(
        &self,
        status: StatusCode,
        told: T,
        factor: &SecondFactor,
    ) -> Result<Answer<T>, Problem> {
        let answer = self.once.answer(&self.app, status, told)?;
        let kept = answer.store(&self.app).keep_second_factor(factor).await?;
        self.was_right(kept).await?;
        Ok(answer)
    }

    /// It was no guess. `committed`: nobody changed the factor meanwhile.
    async fn was_right(&self, committed: bool) -> Result<(), Problem> {
        throttle::succeeded(&self.app, self.user.email.as_str(), &self.source, Device::Known).await;
        if committed { Ok(()) } else { Err(Problem::of(Code::Contended)) }
    }
}

fn off() -> Problem {
    Problem::of(Code::SecondFactorOff)
}

fn wrong() -> Problem {
    Problem::of(Code::SecondFactorWrong)
}

fn failed() -> Problem {
    Problem::of(Code::SecondFactorFailed)
}
