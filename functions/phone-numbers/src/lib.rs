//! Phones: list, add, read, amend, remove; a new key, a test code, and the confirmation of a sender.

mod add;
mod amend;
mod confirm_sender;
mod fields;
mod get;
mod key;
mod list;
mod remove;
mod rotate;
mod test_code;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, add::add))
        .routes(routes!(get::get, amend::amend, remove::remove))
        .routes(routes!(rotate::rotate))
        .routes(routes!(test_code::test_code))
        .routes(routes!(confirm_sender::confirm_sender))
}
