//! Behind a proxy: who calls is whom it names.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, header};
use domain::{Clock, Timestamp};
use local::dashboard::Dashboard;
use local::product::{Product, engines};
use local::secret;
use local::serve::site;
use serde_json::json;
use tower::ServiceExt;
use web::Policy;

use crate::support::temporary_dir;

#[tokio::test]
async fn behind_a_trusted_proxy_each_caller_has_tries_of_their_own() {
    let dir = temporary_dir();
    // It stands still: no window of a limit ends meanwhile.
    let clock: Clock = Arc::new(|| Timestamp::from_ms(1_790_000_000_000));
    let keys = secret::keys(None).unwrap();
    let product = Product::plain(engines(None, &clock).unwrap(), keys, Policy::default(), clock).await.unwrap();
    let proxy: IpAddr = "127.0.0.1".parse().unwrap();
    let guess = async |proxies: &[IpAddr], named: &str| {
        let site = site(&product, Dashboard::at(dir.path()), proxies);
        let body = json!({"email": "nobody@example.com", "password": "not the password"}).to_string();
        let request = Request::post("/api/v1/auth/login")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-forwarded-for", named)
            .extension(ConnectInfo(SocketAddr::from((proxy, 4711))));
        site.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().status().as_u16()
    };
    for _ in 0..10 {
        assert_eq!(guess(&[proxy], "203.0.113.7").await, 401);
    }
    assert_eq!(guess(&[proxy], "203.0.113.7").await, 429);
    assert_eq!(guess(&[proxy], "203.0.113.8").await, 401, "another caller");
    assert_eq!(
        guess(&[proxy], "203.0.113.8, 203.0.113.7").await,
        429,
        "what a caller writes in front is not looked at"
    );
    // Whoever is no proxy of ours names nobody: it is the same caller each time.
    for nth in 0..10 {
        assert_eq!(guess(&[], &format!("198.51.100.{nth}")).await, 401);
    }
    assert_eq!(guess(&[], "198.51.100.99").await, 429);
}
