//! Answers that are kept by the transaction which makes what they tell of, so that a request under an `Idempotency-Key`
//! takes effect once and is answered the same, whichever reply is lost.
//!
//! A handler makes its answer first, and commits through the answer's own store: `answer.store(&app).add_phone(…)`.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::{StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use store::idempotency::{Attempt, Hash, KeptAnswer};
use store::{Store, StoreError};

use crate::idempotency::{Kept, seal};
use crate::{App, Problem};

/// The try of a request under a key, and what the request is; nothing where it carries no key.
#[derive(Clone, Debug)]
pub struct IdempotencyContext(Option<KeyedRequest>);

/// A request under a key, as the layer around every route found it.
#[derive(Clone, Debug)]
pub(crate) struct KeyedRequest {
    pub(crate) this: Attempt,
    pub(crate) request: Hash,
}

impl<S: Send + Sync> FromRequestParts<S> for IdempotencyContext {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(parts.extensions.get::<KeyedRequest>().cloned()))
    }
}

impl IdempotencyContext {
    /// The answer of this request, if what it tells of is committed through [`Answer::store`].
    pub fn answer<T: Serialize>(&self, app: &App, status: StatusCode, view: T) -> Result<Answer<T>, Problem> {
        let Some(KeyedRequest { this, .. }) = &self.0 else { return Ok(Answer { status, view, kept: None }) };
        let body = serde_json::to_string(&view).map_err(|error| Problem::internal(&error.to_string()))?;
        let sealed = seal(app, this, &Kept::json(status, body))?;
        Ok(Answer { status, view, kept: Some(KeptAnswer { of: this.clone(), sealed }) })
    }

    /// What names this request and all its repeats, for something that is recognised by a fingerprint.
    pub fn fingerprint(&self) -> Option<Hash> {
        let marked = self.0.as_ref()?;
        let parts: [&[u8]; 4] = [b"once", &marked.this.user.get().to_be_bytes(), &marked.this.key, &marked.request];
        Some(Sha256::digest(parts.concat()).into())
    }
}

/// An answer, made before the commit.
#[derive(Debug)]
pub struct Answer<T> {
    status: StatusCode,
    view: T,
    kept: Option<KeptAnswer>,
}

/// Marks a response whose answer was kept by its commit.
#[derive(Clone, Copy)]
pub(crate) struct KeptByCommit;

impl<T> Answer<T> {
    /// The answer of a request that committed nothing: the layer around every route keeps it.
    pub fn not_kept(self) -> Self {
        Self { kept: None, ..self }
    }

    /// The same, with what is known only after its commit: a repeat is answered without that.
    pub fn showing(self, view: T) -> Self {
        Self { view, ..self }
    }

    /// The store that keeps the answer with what it commits.
    pub fn store(&self, app: &App) -> Store {
        app.store().keeping(self.kept.clone())
    }
}

/// The store that keeps an answer with what it commits, for a use case that makes the answer itself.
pub fn keeping<T>(app: &App, answer: Result<Answer<T>, Problem>) -> Result<Store, StoreError> {
    match answer {
        Ok(answer) => Ok(answer.store(app)),
        Err(_) => Err(StoreError::Rejected("an answer cannot be kept".to_owned())),
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.view)).into_response();
        if self.kept.is_some() {
            response.extensions_mut().insert(KeptByCommit);
        }
        response
    }
}
