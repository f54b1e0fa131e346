//! How a router becomes a program: the base path, request ids, problems for what no route takes, and the Lambda entry.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lambda_http::request::RequestContext;
use pairing::Pairing;
use runtime::{Error, config, log};
use tracing::{Instrument, Span};
use utoipa_axum::router::OpenApiRouter;

use crate::body::BODY_MAX;
use crate::caller::Source;
use crate::{App, Code, Problem, Purpose, calls, idempotency, keys, parameters};

/// Where the API stands.
pub const BASE_PATH: &str = "/api/v1";

/// What the distribution shows to be it, and whose request it passes on.
const ORIGIN_KEY: &str = "x-origin-key";
const VIEWER: &str = "x-viewer-address";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The routes of one or several groups as a service: under the base path, with request ids, and with a problem for
/// every path and method that no route takes.
pub fn finish(routes: OpenApiRouter<App>, app: App) -> Router {
    let (routes, document) = routes.split_for_parts();
    let known = parameters::known(&document);
    let routes = routes
        .method_not_allowed_fallback(async || Problem::of(Code::MethodNotAllowed))
        .route_layer(from_fn_with_state(app.clone(), idempotency::once))
        .route_layer(from_fn_with_state((app.clone(), known), parameters::only_known))
        .route_layer(from_fn(calls::tell));
    Router::new()
        .nest(BASE_PATH, routes)
        .fallback(async || Problem::of(Code::NotFound))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(manners))
        .with_state(app)
}

/// Around every request: its id, its size, its log line, and the body of its problem.
async fn manners(request: Request, next: Next) -> Response {
    let id = keys::random::<12>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).unwrap_or_default();
    let theirs = request
        .headers()
        .get(&REQUEST_ID)
        .and_then(|theirs| theirs.to_str().ok())
        .map(|theirs| theirs.chars().take(64).collect::<String>());
    let (method, route) = (request.method().clone(), route_of(request.uri().path()));
    // Of the highest level, as that of the invocation: an operator's filter takes no id from a warning.
    let span = tracing::error_span!("request", request.id = id);
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse::<usize>().ok());
    let mut response = match (request.method(), declared) {
        (&Method::OPTIONS, _) => StatusCode::NO_CONTENT.into_response(),
        (_, Some(length)) if length > BODY_MAX => Problem::of(Code::BodyTooLarge).into_response(),
        (_, _) => next.run(request).instrument(span).await,
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        let (parts, _) = response.into_parts();
        let (_, body) = Json(problem.body(&id)).into_response().into_parts();
        response = Response::from_parts(parts, body);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    let status = response.status().as_u16();
    tracing::info!(request.id = id, request.their_id = theirs, http.method = %method, http.route = route, http.status = status, "{method} {route} answered {status}");
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The path with its ids and keys taken out, so that logs hold no secret of a URL.
fn route_of(path: &str) -> String {
    let known = |part: &str| {
        part.is_empty()
            || part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'.')
            || part == "v1"
    };
    path.split('/').map(|part| if known(part) && part.len() <= 24 { part } else { "*" }).collect::<Vec<_>>().join("/")
}

/// The app of an HTTP function, from its environment, with the keys of these purposes.
pub async fn app(purposes: &[Purpose]) -> Result<App, Error> {
    let keys = config::keys(purposes).map_err(|bad| bad.to_string())?;
    let (store, clock) = runtime::connect().await?;
    Ok(App::new(Pairing::new(store, clock), keys, config::policy().map_err(|bad| bad.to_string())?))
}

/// A group's routes as its Lambda serves them.
pub fn lambda(routes: OpenApiRouter<App>, app: App) -> Router {
    lambda_behind(routes, app, None)
}

/// As [`lambda`], behind a distribution that shows this key with each request and tells whose it is.
pub fn lambda_behind(routes: OpenApiRouter<App>, app: App, origin_key: Option<String>) -> Router {
    let origin_key: Option<Arc<str>> = origin_key.map(Into::into);
    finish(routes, app).layer(from_fn_with_state(origin_key, source))
}

/// Runs a group's routes as a Lambda behind the HTTP API (payload 2.0), with the keys of these purposes.
pub async fn run(routes: OpenApiRouter<App>, purposes: &[Purpose]) -> Result<(), Error> {
    log::to_stdout();
    lambda_http::run(lambda_behind(routes, app(purposes).await?, config::origin_key())).await
}

/// Tells the handlers where the request comes from, as the gateway saw it, or as the distribution tells that shows its
/// key: to the gateway all people of the dashboard are the distribution's few addresses.
async fn source(State(origin_key): State<Option<Arc<str>>>, mut request: Request, next: Next) -> Response {
    let address = match request.extensions().get::<RequestContext>() {
        Some(RequestContext::ApiGatewayV2(context)) => context.http.source_ip.clone(),
        Some(_) | None => None,
    };
    let invocation = invocation_of(&request);
    let viewer = origin_key.and_then(|key| viewer(request.headers(), &key));
    if let Some(address) = viewer.or(address) {
        request.extensions_mut().insert(Source(address));
    }
    next.run(request).instrument(invocation).await
}

fn invocation_of(request: &Request) -> Span {
    let gateway = match request.extensions().get::<RequestContext>() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.as_deref(),
        Some(_) | None => None,
    };
    let lambda = request.extensions().get::<lambda_http::Context>();
    log::invocation(lambda.map(|context| context.request_id.as_str()).unwrap_or_default(), gateway)
}

/// The address that the distribution tells. Whoever shows another key, or none, tells nothing.
fn viewer(headers: &HeaderMap, origin_key: &str) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // Hashed, so that the time of the comparison tells nothing of the key.
    let shown =
        text(ORIGIN_KEY).is_some_and(|shown| keys::sha256(shown.as_bytes()) == keys::sha256(origin_key.as_bytes()));
    let address = text(VIEWER).filter(|_| shown)?;
    address.parse::<IpAddr>().ok().map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_is_told_by_whoever_has_the_origins_key_and_by_nobody_else() {
        let key = "a key of the origin, and long";
        let told = |shown: Option<&str>, address: &str| {
            let mut headers = HeaderMap::new();
            headers.extend(shown.map(|shown| (HeaderName::from_static(ORIGIN_KEY), shown.parse().unwrap())));
            headers.insert(VIEWER, address.parse().unwrap());
            viewer(&headers, key)
        };
        assert_eq!(told(Some(key), "203.0.113.7"), Some("203.0.113.7".to_owned()));
        assert_eq!(told(Some(key), "2001:db8::0:7"), Some("2001:db8::7".to_owned()));
        assert_eq!(told(Some(key), "somebody"), None);
        for shown in [None, Some(""), Some("another key")] {
            assert_eq!(told(shown, "203.0.113.7"), None, "{shown:?}");
        }
    }
}
