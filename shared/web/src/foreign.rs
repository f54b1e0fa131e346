//! Pages. A browser sends what any page asks of it, to a program on its own machine too; so what asks for no token
//! takes nothing from a page. No page of ours sends to such a route, and whether a page is ours is not to be told from
//! its `Origin` and `Host`: whoever has a name point here (DNS rebinding) makes them equal.

use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::{Code, Problem};

/// Around a route: refuses what a page sent. Apps and servers send no `Origin`, and are let through.
pub async fn no_page(request: Request, next: Next) -> Response {
    match request.headers().contains_key(header::ORIGIN) {
        true => Problem::of(Code::ForeignPage).into_response(),
        false => next.run(request).await,
    }
}
