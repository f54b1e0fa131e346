//! A webhook's request as it came, whatever its method and content type, up to 64 KiB.

use axum::body::{Bytes, to_bytes};
use axum::extract::FromRequest;
use axum::http::{HeaderMap, Uri, header};
use web::body::BODY_MAX;
use web::{Code, Problem};

use crate::dialect::{self, Part};

/// The request, unread.
pub struct Arrived {
    pub headers: HeaderMap,
    uri: Uri,
    body: Bytes,
    parts: Option<Vec<Part>>,
}

impl<S: Send + Sync> FromRequest<S> for Arrived {
    type Rejection = Problem;

    async fn from_request(request: axum::extract::Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, BODY_MAX).await.map_err(|_| Problem::of(Code::BodyTooLarge))?;
        let fields = multipart(&parts.headers, &body).await?;
        Ok(Self { headers: parts.headers, uri: parts.uri, body, parts: fields })
    }
}

impl Arrived {
    /// For those who read it.
    pub fn request(&self) -> dialect::Request<'_> {
        dialect::Request {
            path: self.uri.path(),
            query: self.uri.query(),
            headers: &self.headers,
            body: &self.body,
            parts: self.parts.as_deref(),
        }
    }
}

/// How many parts a multipart body may have.
const PARTS_MAX: usize = 64;

/// The parts of a multipart body, as iOS Shortcuts and `curl -F` send a form; `None` for any other body.
async fn multipart(headers: &HeaderMap, body: &Bytes) -> Result<Option<Vec<Part>>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        return Ok(None);
    }
    let bad = |_| Problem::of(Code::MalformedBody);
    let mut multipart = multer::Multipart::with_reader(body.as_ref(), multer::parse_boundary(kind).map_err(bad)?);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(bad)? {
        if parts.len() == PARTS_MAX {
            return Err(Problem::of(Code::MalformedBody));
        }
        let name = field.name().unwrap_or_default().to_owned();
        parts.push((name, field.bytes().await.map_err(bad)?.to_vec()));
    }
    Ok(Some(parts))
}
