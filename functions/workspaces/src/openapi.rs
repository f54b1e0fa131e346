//! GET /openapi.json

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The document, as it was generated from the handlers; a test fails when it is not theirs.
const DOCUMENT: &str = include_str!("../../../docs/openapi.json");

/// This document.
#[utoipa::path(get, path = "/openapi.json", operation_id = "get_openapi", tag = "about", security(()), responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], DOCUMENT)
        .into_response()
}
