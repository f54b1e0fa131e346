//! The item of a request that a caller marked with a key.

use serde::Deserialize;

/// How far the request is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Running,
    Answered,
}

impl State {
    /// The stored word.
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Answered => "ANSWERED",
        }
    }
}

/// Written by the expressions of `crate::idempotency`, so only read here.
#[derive(Deserialize, Clone, Debug)]
pub struct IdempotencyRecord {
    state: String,
    #[serde(with = "serde_bytes")]
    request: Vec<u8>,
    /// The nonce of the try that has the key. Answers of older programs have none.
    #[serde(default, with = "serde_bytes")]
    attempt: Option<Vec<u8>>,
    #[serde(default, with = "serde_bytes")]
    pub answer: Option<Vec<u8>>,
}

impl IdempotencyRecord {
    pub fn is_of(&self, request: &[u8]) -> bool {
        self.request == request
    }

    pub fn is_of_try(&self, nonce: &[u8]) -> bool {
        self.attempt.as_deref() == Some(nonce)
    }

    pub fn is_answered_by(&self, nonce: &[u8]) -> bool {
        self.is_of_try(nonce) && self.state() == Some(State::Answered)
    }

    pub fn state(&self) -> Option<State> {
        [State::Running, State::Answered].into_iter().find(|state| state.code() == self.state)
    }
}
