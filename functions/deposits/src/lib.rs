//! Deposits: list, read, record by hand, decide on; the orders that a deposit could pay, and the senders that are
//! approved.

mod candidates;
mod decided;
mod dismiss;
mod get;
pub mod list;
mod record;
mod release;
mod restore;
mod returned;
pub mod senders;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, record::record))
        .routes(routes!(get::get))
        .routes(routes!(candidates::candidates))
        .routes(routes!(release::release))
        .routes(routes!(dismiss::dismiss))
        .routes(routes!(restore::restore))
        .routes(routes!(returned::give_back, returned::undo_return))
        .routes(routes!(senders::list, senders::approve))
        .routes(routes!(senders::remove))
}
