//! GET /auth/me

use axum::Json;
use axum::extract::State;
use domain::User;
use serde::Serialize;
use utoipa::ToSchema;
use web::caller::Caller;
use web::{App, Problem};

/// A user.
#[derive(Serialize, ToSchema)]
pub struct UserView {
    pub id: u64,
    pub email: String,
    pub name: String,
    pub created_at: String,
}

impl UserView {
    pub fn of(user: &User) -> Self {
        Self {
            id: user.id.get(),
            email: user.email.as_str().to_owned(),
            name: user.name.clone(),
            created_at: user.created_at.rfc3339(),
        }
    }
}

/// The caller.
#[utoipa::path(get, path = "/auth/me", operation_id = "get_me", tag = "auth", responses((status = 200, body = UserView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn me(State(app): State<App>, caller: Caller) -> Result<Json<UserView>, Problem> {
    Ok(Json(UserView::of(&caller.person(&app).await?)))
}
