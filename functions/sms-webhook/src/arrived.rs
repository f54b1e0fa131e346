//! A webhook's request as it came, whatever its method and content type, up to 64 KiB.

use axum::body::{Bytes, to_bytes};
use axum::extract::FromRequest;
use axum::http::HeaderMap;
use axum::http::Uri;
use web::body::BODY_MAX;
use web::{Code, Problem};

use crate::dialect;

/// The request, unread.
pub struct Arrived {
    pub headers: HeaderMap,
    uri: Uri,
    body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Arrived {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, BODY_MAX).await.map_err(|_| Problem::of(Code::BodyTooLarge))?;
        Ok(Self { headers: parts.headers, uri: parts.uri, body })
    }
}

impl Arrived {
    /// For those who read it.
    pub fn request(&self) -> dialect::Request<'_> {
        dialect::Request { path: self.uri.path(), query: self.uri.query(), headers: &self.headers, body: &self.body }
    }
}
