//! Webhook endpoints: the URLs of shops that are told of events, or the boxes that they fetch them from; their secrets,
//! and what became of each delivery. And members' browsers that are told (`push`).

mod amend;
mod ask;
mod create;
mod deliveries;
mod endpoint;
mod fetch;
mod fields;
mod push;
pub mod quiet;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;

/// The routes of this group.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(endpoint::list, create::create))
        .routes(routes!(endpoint::get, amend::amend, endpoint::delete))
        .routes(routes!(endpoint::rotate))
        .routes(routes!(ask::ping))
        .routes(routes!(ask::replay))
        .routes(routes!(deliveries::list))
        .routes(routes!(deliveries::get))
        .routes(routes!(fetch::acknowledge))
        .routes(routes!(ask::replay_one))
        .routes(routes!(push::list, push::create))
        .routes(routes!(push::amend, push::delete))
        .routes(routes!(push::test))
}
