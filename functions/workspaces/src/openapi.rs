//! GET /openapi.json, and /openapi.ko.json: the same with Korean descriptions.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The document, as it was generated from the handlers; a test fails when it is not theirs.
const ENGLISH: &str = include_str!("../../../docs/openapi.json");
const KOREAN: &str = include_str!("../../../docs/openapi.ko.json");

/// This document.
#[utoipa::path(get, path = "/openapi.json", operation_id = "get_openapi", tag = "about", security(()), responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub async fn openapi() -> Response {
    document(ENGLISH)
}

/// This document with Korean descriptions.
#[utoipa::path(get, path = "/openapi.ko.json", operation_id = "get_korean_openapi", tag = "about", security(()), responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json")))]
pub async fn korean() -> Response {
    document(KOREAN)
}

fn document(text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "public, max-age=300")], text).into_response()
}
