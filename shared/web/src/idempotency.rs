//! `Idempotency-Key` on every POST with a token: the same request again is answered as the first was, and changes
//! nothing (IETF draft "The Idempotency-Key HTTP Header Field"; the manners are Stripe's).
//!
//! A key belongs to its user and counts for 24 hours. Only what succeeded is kept, sealed, since an answer may show a
//! token. What was refused or failed may try again under the same key, and so may, after a minute, a request that died
//! in the middle: if it had committed all the same, either its answer was kept by that very commit ([`crate::answer`])
//! and is told now, or the operation recognises by itself what it made (an order by its number, a deposit by its
//! fingerprint), or doing it again changes nothing. docs/decisions.md, "Repeats", says which does which.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::ClosedSet;
use serde::{Deserialize, Serialize};
use store::idempotency::{Attempt, Claim, Hash, KeptAnswer};
use store::tokens::Freshness;

use crate::answer::{KeptByCommit, KeyedRequest};
use crate::body::BODY_MAX;
use crate::caller::{self, Seated};
use crate::keys::{random, sha256};
use crate::token::Bearer;
use crate::{App, Code, Problem};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The routes that ask for no token. They know no user whose key it would be, and a phone's app may send any header.
pub const FOR_ANYBODY: [&str; 4] = ["/auth/signup", "/auth/login", "/auth/password/", "/webhooks/"];
/// How long a key may be, in characters.
pub const KEY_MAX: usize = 255;
/// How large a kept answer may be, in bytes.
const ANSWER_MAX: usize = 256 * 1024;

/// An answer, as it is kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct Kept {
    status: u16,
    content_type: Option<String>,
    body: String,
}

impl Kept {
    pub(crate) fn json(status: StatusCode, body: String) -> Self {
        Self { status: status.as_u16(), content_type: Some("application/json".to_owned()), body }
    }
}

/// Around every route: a POST that carries a key and a token of ours runs once.
pub async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    if FOR_ANYBODY.iter().any(|open| request.uri().path().starts_with(open)) {
        return next.run(request).await;
    }
    let key = match key_of(&request) {
        Ok(Some(key)) => key,
        Ok(None) => return next.run(request).await,
        Err(problem) => return problem.into_response(),
    };
    let (parts, body) = request.into_parts();
    // Whoever has no token of ours is refused by the handler.
    let Ok(bearer) = caller::bearer(&parts, &app) else { return next.run(Request::from_parts(parts, body)).await };
    run(&app, bearer, key, parts, body, next).await.unwrap_or_else(IntoResponse::into_response)
}

async fn run(
    app: &App,
    bearer: Bearer,
    key: Hash,
    mut parts: Parts,
    body: Body,
    next: Next,
) -> Result<Response, Problem> {
    let body = to_bytes(body, BODY_MAX).await.map_err(|_| Problem::of(Code::BodyTooLarge))?;
    let nonce = random().map_err(|_| Problem::internal("no random bytes"))?;
    // Sessions and API tokens have separate keys: a session's answer may hold what a token may not see.
    // A limited token has keys of its own, for the same reason.
    let own = if bearer.limited { bearer.jti.as_bytes() } else { b"" };
    let key = sha256(&[bearer.kind.code().as_bytes(), b" ", own, &key].concat());
    let this = Attempt { user: bearer.user, key, started: app.now(), nonce };
    let request = hash_of(&parts, &body);
    let begun = app.store().begin_once(&this, &request).await?;
    if begun != Claim::Acquired {
        admit(app, &mut parts, bearer).await?;
    }
    match begun {
        Claim::Acquired => {}
        Claim::InProgress => {
            return Err(Problem { retry_after_s: Some(1), ..Problem::of(Code::IdempotencyKeyInUse) });
        }
        Claim::Mismatch => return Err(Problem::of(Code::IdempotencyKeyReused)),
        Claim::Replay(sealed) => return replay(app, &this, &sealed),
    }
    parts.extensions.insert(KeyedRequest { this: this.clone(), request });
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    keep(app, this, response).await
}

/// The key of a request that is to run once.
fn key_of(request: &Request) -> Result<Option<Hash>, Problem> {
    let Some(given) = request.headers().get(&KEY).filter(|_| request.method() == Method::POST) else { return Ok(None) };
    let text = given.to_str().unwrap_or_default().trim().trim_matches('"');
    if text.is_empty() || text.len() > KEY_MAX {
        return Err(Problem::of(Code::IdempotencyKeyInvalid));
    }
    Ok(Some(sha256(text.as_bytes())))
}

/// What makes two requests the same.
fn hash_of(parts: &Parts, body: &Bytes) -> Hash {
    let target = parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default();
    sha256(&[sha256(target.as_bytes()).as_slice(), body].concat())
}

/// What a key stands for is for those only who may still ask.
async fn admit(app: &App, parts: &mut Parts, bearer: Bearer) -> Result<(), Problem> {
    let workspace = caller::workspace_of(parts).await;
    match caller::seated(app, parts, bearer, workspace.flatten().map(|workspace| (workspace, Freshness::Now))).await? {
        Seated::Nowhere(_) if workspace.is_some() => Err(Problem::of(Code::WorkspaceNotFound)),
        Seated::Nowhere(_) | Seated::In(_) => Ok(()),
    }
}

fn replay(app: &App, this: &Attempt, sealed: &[u8]) -> Result<Response, Problem> {
    let opened = app.keys.answers().open(&context(this), sealed);
    let kept = opened.and_then(|opened| serde_json::from_slice::<Kept>(&opened.secret).ok());
    let Some(kept) = kept else {
        // Sealed with a key that is newer than this program's list, or that was taken off it.
        tracing::error!("no live key opens a kept answer");
        return Err(Problem::of(Code::Unavailable));
    };
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut response = (status, kept.body).into_response();
    response.headers_mut().remove(header::CONTENT_TYPE);
    if let Some(kind) = kept.content_type.and_then(|kind| HeaderValue::from_str(&kind).ok()) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}

/// Keeps what succeeded and forgets the rest. What cannot be kept is answered all the same.
async fn keep(app: &App, this: Attempt, response: Response) -> Result<Response, Problem> {
    if !response.status().is_success() {
        if let Err(error) = app.store().forget_request(&this).await {
            tracing::warn!(%error, "a request's key could not be forgotten");
        }
        return Ok(response);
    }
    if response.extensions().get::<KeptByCommit>().is_some() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, ANSWER_MAX).await.map_err(|_| Problem::internal("an answer is too large to be kept"))?;
    let kept = Kept {
        status: parts.status.as_u16(),
        content_type: parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    let answer = KeptAnswer { sealed: seal(app, &this, &kept)?, of: this };
    if let Err(error) = app.store().keep_answer(&answer).await {
        tracing::warn!(%error, "an answer could not be kept; its key may run again in a minute");
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// An answer as it is kept: for its user alone.
pub(crate) fn seal(app: &App, this: &Attempt, kept: &Kept) -> Result<Vec<u8>, Problem> {
    let kept = serde_json::to_vec(kept).map_err(|error| Problem::internal(&error.to_string()))?;
    app.keys.answers().seal(&context(this), &kept).map_err(|_| Problem::internal("an answer cannot be sealed"))
}

fn context(this: &Attempt) -> String {
    format!("idempotency {}", this.user)
}
