//! POST /auth/password/forgot and POST /auth/password/reset
//!
//! Invariant: nothing here tells whether an e-mail address has an account. Who asks is answered before anybody looks:
//! the notifier finds the person, and writes the mail.

use axum::extract::State;
use axum::http::StatusCode;
use domain::{Email, Language, User};
use store::events::EventTask;
use store::mail::{Mail, MailTask};
use web::caller::Source;
use web::field::{Exact, Optional, Required};
use web::form::Sent;
use web::reset::{self, ResetToken};
use web::{App, Code, Problem, fields};

use crate::password::{self, BY_ITS_OWNER, NewPassword};
use crate::throttle;

fields! {
    /// Who forgot their password.
    pub struct ForgotPassword {
        email: Required<Email> = "owner@example.com",
        /// The language of the mail; `ko` unless said otherwise.
        language: Optional<words::Language>,
    }
}

/// Mails the link by which whoever has this address chooses a new password. It works once, within an hour. The answer
/// is the same whether or not the address has an account.
#[utoipa::path(post, path = "/auth/password/forgot", operation_id = "forgot_password", tag = "auth", request_body = ForgotPassword, security(()),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn forgot(State(app): State<App>, source: Source, body: Sent<ForgotPassword>) -> Result<StatusCode, Problem> {
    let ForgotPassword { email, language } = body.finish()?;
    if !app.policy.mail {
        return Err(Problem::of(Code::MailOff));
    }
    throttle::forgot(&app, email.as_str(), &source).await?;
    let mail = MailTask::new(Mail::PasswordReset { email }, language.unwrap_or(Language::Ko), app.now());
    app.store().events.send(EventTask::Mail(mail), 0).await?;
    Ok(StatusCode::NO_CONTENT)
}

fields! {
    /// What a mail's link carries, and the new password.
    pub struct ResetPassword {
        token: Required<Exact<{ reset::LENGTH }>>,
        password: Required<NewPassword>,
    }
}

/// Chooses a new password by a mail's link, and ends all sessions of its person; API tokens live on.
#[utoipa::path(post, path = "/auth/password/reset", operation_id = "reset_password", tag = "auth", request_body = ResetPassword, security(()),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn reset(State(app): State<App>, source: Source, body: Sent<ResetPassword>) -> Result<StatusCode, Problem> {
    throttle::reset(&app, &source).await?;
    let user = match body.value::<Exact<{ reset::LENGTH }>>("token") {
        Some(token) => user_of(&app, &token).await?,
        None => None,
    };
    let known = user.as_ref().map_or([""; 2], |user| [user.email.as_str(), &user.name]);
    let body = body.check_or::<NewPassword>("password", |new| password::must_be_strong(&new, &known));
    let ResetPassword { password, .. } = body.finish()?;
    let user = user.ok_or_else(|| Problem::of(Code::ResetInvalid))?;
    let hash = password::hash(password).await?;
    // Before as well: the token is spent by the new password, so what dies in between could not be asked for again.
    app.store().end_sessions(user.id, None).await?;
    if !app.store().set_password(&user, &hash, BY_ITS_OWNER).await? {
        return Err(Problem::of(Code::ResetInvalid));
    }
    app.store().end_sessions(user.id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whose token it is, if it is good.
async fn user_of(app: &App, token: &str) -> Result<Option<User>, Problem> {
    let Some(token) = ResetToken::parse(token) else { return Ok(None) };
    let user = app.store().user(token.user).await?;
    Ok(user.filter(|user| token.is_good(&app.keys, user, app.now())))
}
