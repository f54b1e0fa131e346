//! The dashboard at `/`: static files under a strict policy; until they are built, a page that says what to do.

pub mod build;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

/// The files' own server may say nothing else: no foreign origin, no inline script, no inline style, no frame around
/// it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The two pages below are one file each, with their few lines of style inside, and nothing that a visitor sent.
const NOTICE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
const MISSING: &str = include_str!("dashboard/missing.html");
const BUILDING: &str = include_str!("dashboard/building.html");

/// A directory of built files, which may come later.
#[derive(Clone)]
pub struct Dashboard {
    dir: PathBuf,
    building: Arc<AtomicBool>,
}

impl Dashboard {
    /// What stands in `dir`, whenever it does.
    pub fn at(dir: &Path) -> Self {
        Self { dir: dir.to_owned(), building: Arc::new(AtomicBool::new(false)) }
    }

    /// Whether `/` says that a build is under way while there are no files.
    pub fn set_building(&self, building: bool) {
        self.building.store(building, Ordering::Relaxed);
    }

    /// Everything that is not the API.
    pub fn router(self) -> Router {
        Router::new().fallback(page).with_state(self)
    }
}

async fn page(State(dashboard): State<Dashboard>, request: Request) -> Response {
    let index = dashboard.dir.join("index.html");
    if !index.is_file() {
        return notice(dashboard.building.load(Ordering::Relaxed));
    }
    let path = request.uri().path().to_owned();
    let (method, uri, headers) = (request.method().clone(), request.uri().clone(), request.headers().clone());
    let Ok(mut found) = ServeDir::new(&dashboard.dir).oneshot(request).await.map(|found| found.map(Body::new));
    if found.status() == StatusCode::NOT_FOUND && is_screen(&path) && matches!(method, Method::GET | Method::HEAD) {
        let mut again = Request::new(Body::empty());
        (*again.method_mut(), *again.uri_mut(), *again.headers_mut()) = (method, uri, headers);
        let Ok(served) = ServeFile::new(index).oneshot(again).await.map(|served| served.map(Body::new));
        found = served;
    }
    mannered(found, path.starts_with("/assets/"), POLICY)
}

/// An address that the page's own router shows, such as `/w/1/orders`; a file's name has a dot.
fn is_screen(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|last| !last.contains('.'))
}

/// With the headers that every answer of the dashboard has. Assets have their content's hash in their names.
fn mannered(mut response: Response, hashed: bool, policy: &'static str) -> Response {
    let cache =
        if hashed && response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = [
        (header::CACHE_CONTROL, cache),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn notice(building: bool) -> Response {
    let page = if building { BUILDING } else { MISSING };
    let response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
    mannered(response, false, NOTICE_POLICY)
}
