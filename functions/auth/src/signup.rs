//! POST /auth/signup

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{Email, User, UserId};
use store::Sequence;
use web::caller::Source;
use web::field::{Name, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::me::UserView;
use crate::password::NewPassword;
use crate::{password, throttle};

fields! {
    /// A new user.
    pub struct SignUp {
        email: Required<Email> = "owner@example.com",
        password: Required<NewPassword>,
        name: Required<Name> = "홍길동",
    }
}

/// Creates a user.
#[utoipa::path(post, path = "/auth/signup", operation_id = "sign_up", tag = "auth", request_body = SignUp, security(()),
    responses((status = 201, body = UserView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn signup(
    State(app): State<App>,
    source: Source,
    body: Sent<SignUp>,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    if !app.policy.signup_open {
        return Err(Problem::of(Code::SignupClosed));
    }
    let (email, name) = (body.value::<Email>("email"), body.value::<Name>("name"));
    let known = [email.as_ref().map(Email::as_str).unwrap_or_default(), name.as_deref().unwrap_or_default()];
    let body = body.check_or::<NewPassword>("password", |new| password::must_be_strong(&new, &known));
    let SignUp { email, password, name } = body.finish()?;
    throttle::signup(&app, &source).await?;
    // Before the hash, which costs more than everything else here; the guard in the transaction decides.
    if app.store().user_by_email(&email).await?.is_some() {
        return Err(Problem::of(Code::EmailTaken));
    }
    let password_hash = password::hash(password).await?;
    let id = app.store().next_id(Sequence::User, UserId::new).await?;
    let user = User { id, email, name, password_hash, created_at: app.now() };
    if !app.store().create_user(&user).await? {
        return Err(Problem::of(Code::EmailTaken));
    }
    Ok((StatusCode::CREATED, Json(UserView::of(&user))))
}
