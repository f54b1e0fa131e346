//! Whether the program lives, and whether it can serve: for a service manager, a proxy or a monitor.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::product::Product;

/// Answers as long as the program lives.
pub const LIVE: &str = "/healthz";
/// Answers 200 while the table can be read, and 503 otherwise.
pub const READY: &str = "/readyz";

/// The answer to one of the two paths; `None` of any other.
pub async fn answer(path: &str, product: &Product) -> Option<Response> {
    match path {
        LIVE => Some("ok\n".into_response()),
        READY => {
            let read = product.dynamo().scan().table_name(crate::product::TABLE).limit(1).send().await;
            Some(match read {
                Ok(_) => "ready\n".into_response(),
                Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the table cannot be read\n").into_response(),
            })
        }
        _ => None,
    }
}
