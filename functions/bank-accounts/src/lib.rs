//! Bank accounts: list, register, read, amend; and the institutions that LunePay knows.

mod amend;
mod banks;
mod get;
mod list;
mod offer;
mod phone;
mod register;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, register::register))
        .routes(routes!(get::get, amend::amend))
        .routes(routes!(banks::banks))
}
