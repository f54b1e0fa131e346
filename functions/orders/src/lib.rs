//! Orders: place, read, list, amend.

mod amend;
mod get;
pub mod list;
mod names;
mod place;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list, place::place)).routes(routes!(get::get, amend::amend))
}
