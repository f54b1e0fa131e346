//! Sign-up, login, log-out, passwords and API tokens.

mod device;
mod forgotten;
mod login;
mod me;
pub mod password;
mod second_factor;
mod signup;
mod throttle;
mod tokens;
mod totp;
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
        .routes(routes!(forgotten::forgot))
        .routes(routes!(forgotten::reset))
        .routes(routes!(second_factor::get, second_factor::begin))
        .routes(routes!(second_factor::confirm))
        .routes(routes!(second_factor::renew))
        .routes(routes!(second_factor::end))
        .routes(routes!(tokens::list, tokens::issue))
        .routes(routes!(tokens::revoke))
}
