//! Deposits: list, read, record by hand, and the orders that a deposit could pay.

mod candidates;
mod get;
mod list;
mod record;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, record::record))
        .routes(routes!(get::get))
        .routes(routes!(candidates::candidates))
}
