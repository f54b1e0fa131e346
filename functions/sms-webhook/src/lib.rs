//! The public webhook: takes a bank's message from a phone, queues it, and waits a moment for what became of it.
//!
//! Invariant: a message that was answered with a 2xx is on the queue, or was left alone for a reason that the answer
//! tells. Nothing is decided here: the matcher reads, finds the account, and pairs.

mod answer;
mod arrived;
mod batch;
mod call;
pub mod dialect;
mod intake;
mod keyed;
mod limit;
mod ping;
mod receipt_id;
mod receipts;
mod send;
pub mod signature;
pub mod test_message;
mod wait;

use axum::middleware::from_fn;
use axum::routing::post;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use web::App;
use web::foreign::no_page;

/// The open URL.
pub fn open() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(send::send)).layer(from_fn(no_page))
}

/// The bank that writes, for test workspaces.
pub fn test() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(test_message::send))
}

/// The phones' URLs, their pings, and the receipts of both.
pub fn phones() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(receipts::receipts))
        .routes(routes!(keyed::send, keyed::send_by_get))
        .routes(routes!(ping::ping))
        // As people copy it, with a slash behind the key; the document tells of the paths without one.
        .route("/webhooks/bank-sms/{key}/", post(keyed::send).get(keyed::send_by_get))
        .route("/webhooks/ping/{key}/", post(ping::ping))
}
