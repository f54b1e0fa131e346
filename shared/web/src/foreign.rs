//! Pages of other sites. A browser sends what any page asks of it, to a program on its own machine too; so what asks for
//! no token takes nothing from a page that is not its own.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{Code, Problem};

/// Around a route: refuses what a page of another site sent. Apps and servers send no `Origin`, and are let through.
pub async fn no_foreign_page(request: Request, next: Next) -> Response {
    if is_foreign(request.headers()) { Problem::of(Code::ForeignPage).into_response() } else { next.run(request).await }
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let authority = origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    authority.is_none() || host.is_none() || authority != host
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_page_is_foreign_unless_it_was_served_here() {
        let foreign = |origin: Option<&'static str>, host: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            for (name, value) in [(header::ORIGIN, origin), (header::HOST, host)] {
                headers.extend(value.map(|value| (name, HeaderValue::from_static(value))));
            }
            is_foreign(&headers)
        };
        let here = Some("127.0.0.1:8787");
        assert!(!foreign(None, here) && !foreign(None, None), "an app, or a server");
        assert!(!foreign(Some("http://127.0.0.1:8787"), here));
        for origin in
            ["http://evil.example", "http://127.0.0.1:8788", "https://127.0.0.1", "null", "", "127.0.0.1:8787"]
        {
            assert!(foreign(Some(origin), here), "{origin}");
        }
        assert!(foreign(Some("http://127.0.0.1:8787"), None));
    }
}
