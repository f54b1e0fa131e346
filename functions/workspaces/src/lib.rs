//! Workspaces, their settings and their members; and what belongs to no group: the OpenAPI document and, behind the
//! gateway's `$default` route, every path that does not exist.

mod amend;
mod audit;
mod counts;
mod create;
mod days;
mod delete;
pub mod export;
mod get;
mod invitations;
mod list;
mod members;
mod openapi;
mod policies;
mod reminder;
mod settings;
pub mod sheet;
mod stamp;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(get::get, amend::amend, delete::delete))
        .routes(routes!(audit::audit))
        .routes(routes!(export::export))
        .routes(routes!(sheet::orders_csv))
        .routes(routes!(sheet::orders_xlsx))
        .routes(routes!(sheet::deposits_csv))
        .routes(routes!(sheet::deposits_xlsx))
        .routes(routes!(days::days))
        .routes(routes!(counts::counts))
        .routes(routes!(stamp::stamp))
        .routes(routes!(members::list))
        .routes(routes!(members::amend, members::remove))
        .routes(routes!(reminder::get, reminder::amend))
        .routes(routes!(reminder::test))
        .routes(routes!(invitations::list, invitations::invite))
        .routes(routes!(invitations::withdraw))
        .routes(routes!(invitations::accept))
        .routes(routes!(openapi::openapi))
        .routes(routes!(openapi::korean))
}
