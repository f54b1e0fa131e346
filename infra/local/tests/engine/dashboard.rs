//! The dashboard's files as a browser asks for them, and the page that stands in while there are none.

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use local::dashboard::Dashboard;
use tower::ServiceExt;

struct Built {
    _dir: tempfile::TempDir,
    dashboard: Dashboard,
}

fn built() -> Built {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("assets")).unwrap();
    std::fs::write(dir.path().join("index.html"), "<!doctype html><title>shell</title>").unwrap();
    std::fs::write(dir.path().join("assets/app-1a2b.js"), "export {}").unwrap();
    std::fs::write(dir.path().join("icon.svg"), "<svg/>").unwrap();
    Built { dashboard: Dashboard::at(dir.path()), _dir: dir }
}

async fn get(dashboard: &Dashboard, path: &str) -> Response<Body> {
    let request = Request::get(path).body(Body::empty()).unwrap();
    dashboard.clone().router().oneshot(request).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn named<'a>(response: &'a Response<Body>, header: &header::HeaderName) -> &'a str {
    response.headers()[header].to_str().unwrap()
}

#[tokio::test]
async fn a_file_has_its_type_and_only_a_hashed_one_is_kept_for_good() {
    let built = built();
    for (path, kind, cache) in [
        ("/", "text/html", "no-cache"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/assets/app-1a2b.js", "text/javascript", "public, max-age=31536000, immutable"),
    ] {
        let response = get(&built.dashboard, path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert!(named(&response, &header::CONTENT_TYPE).starts_with(kind), "{path}");
        assert_eq!(named(&response, &header::CACHE_CONTROL), cache, "{path}");
    }
}

#[tokio::test]
async fn every_address_of_the_page_is_the_page_and_a_missing_file_is_missing() {
    let built = built();
    for path in ["/w/1/orders", "/w/1/orders/7?status=PENDING", "/login"] {
        let response = get(&built.dashboard, path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert!(text(response).await.contains("shell"), "{path}");
    }
    for path in ["/assets/app-0000.js", "/robots.txt", "/../secret.txt", "/%2e%2e/secret.txt"] {
        let response = get(&built.dashboard, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(named(&response, &header::CACHE_CONTROL), "no-cache", "{path}");
    }
}

#[tokio::test]
async fn no_page_may_run_or_load_what_is_not_its_own() {
    let built = built();
    for path in ["/", "/w/1/today", "/assets/app-1a2b.js", "/assets/missing.js"] {
        let response = get(&built.dashboard, path).await;
        let policy = named(&response, &header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(named(&response, &header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
    }
}

#[tokio::test]
async fn without_files_the_page_says_what_to_type_and_while_they_are_built_it_waits() {
    let empty = tempfile::tempdir().unwrap();
    let dashboard = Dashboard::at(empty.path());
    let missing = get(&dashboard, "/w/1/today").await;
    assert!(named(&missing, &header::CONTENT_SECURITY_POLICY).starts_with("default-src 'none'"));
    assert!(text(missing).await.contains("npm ci &amp;&amp; npm run build"));
    dashboard.set_building(true);
    assert!(text(get(&dashboard, "/").await).await.contains("http-equiv=\"refresh\""));
    std::fs::write(empty.path().join("index.html"), "built").unwrap();
    assert_eq!(text(get(&dashboard, "/").await).await, "built");
}
