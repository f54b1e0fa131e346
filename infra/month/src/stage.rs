//! What a month is played against.

use anyhow::Result;
use axum::body::Body;
use axum::http::Request;
use domain::Timestamp;
use serde_json::Value;

/// The product, new and without limits of calls, and with a clock that is moved. A month begins at eleven in the
/// morning.
pub trait Stage {
    /// One request of the API.
    fn send(&self, request: Request<Body>) -> impl Future<Output = Result<Answer>>;

    fn now(&self) -> Timestamp;

    fn advance_ms(&self, ms: i64);

    /// The matcher works until its queue shows nothing more.
    fn drain(&self) -> impl Future<Output = Result<()>>;

    /// One run of the sweeper.
    fn sweep(&self) -> impl Future<Output = Result<()>>;
}

/// An answer of the API.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    /// `Null` where there is none.
    pub body: Value,
}

impl Answer {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
