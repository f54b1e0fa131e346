//! POST /auth/signup

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{Email, User, UserId};
use serde::Deserialize;
use store::Sequence;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input};
use web::caller::Source;
use web::field::{Bad, Name};
use web::{App, Code, Problem};

use crate::me::UserView;
use crate::password::NewPassword;
use crate::{password, throttle};

/// A new user.
#[derive(Deserialize, ToSchema)]
pub struct SignUp {
    #[serde(default)]
    #[schema(required = true, value_type = String, max_length = 254, example = "owner@example.com")]
    email: Input,
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 10, max_length = 128)]
    password: Input,
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "홍길동")]
    name: Input,
}

/// Creates a user.
#[utoipa::path(post, path = "/auth/signup", operation_id = "sign_up", tag = "auth", request_body = SignUp, security(()),
    responses((status = 201, body = UserView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn signup(
    State(app): State<App>,
    source: Source,
    Body(body): Body<SignUp>,
) -> Result<(StatusCode, Json<UserView>), Problem> {
    if !app.policy.signup_open {
        return Err(Problem::of(Code::SignupClosed));
    }
    let mut fields = Fields::default();
    let email = fields
        .required("email", &body.email, |f, name, value| f.parsed(name, value, Email::parse, "올바른 이메일 주소"));
    let secret = fields.required("password", &body.password, Fields::of::<NewPassword>);
    let name = fields.required("name", &body.name, Fields::of::<Name>);
    let known = [email.as_ref().map(Email::as_str).unwrap_or_default(), name.as_deref().unwrap_or_default()];
    let secret = secret.filter(|secret| {
        let strong = password::must_be_strong(secret, &known);
        strong.map_err(|Bad { code, detail }| fields.bad("password", code, detail)).is_ok()
    });
    let ((email, secret), name) = fields.finish(email.zip(secret).zip(name))?;
    throttle::signup(&app, &source).await?;
    // Before the hash, which costs more than everything else here; the guard in the transaction decides.
    if app.store().user_by_email(&email).await?.is_some() {
        return Err(Problem::of(Code::EmailTaken));
    }
    let password_hash = password::hash(secret).await?;
    let id = app.store().next_id(Sequence::User, UserId::new).await?;
    let user = User { id, email, name, password_hash, created_at: app.now() };
    if !app.store().create_user(&user).await? {
        return Err(Problem::of(Code::EmailTaken));
    }
    Ok((StatusCode::CREATED, Json(UserView::of(&user))))
}
