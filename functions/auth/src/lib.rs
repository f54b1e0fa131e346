//! Sign-up, login, log-out, passwords and API tokens.

mod device;
mod login;
mod me;
pub mod password;
mod signup;
mod throttle;
mod tokens;
mod weak;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(signup::signup))
        .routes(routes!(login::login))
        .routes(routes!(login::logout))
        .routes(routes!(me::me))
        .routes(routes!(password::change))
        .routes(routes!(tokens::list, tokens::issue))
        .routes(routes!(tokens::revoke))
}
