//! A call that carries several messages, as apps send what they kept while the phone was offline.
//!
//! Invariant: a call that is answered with a 2xx lost none of its messages. A limit refuses the whole call before any
//! of it is queued. A fault in the middle refuses it too, and the app sends it again: what was queued by then is known
//! by its receipt, and a text that nothing tells from a second one of the same words is held as a possible duplicate.

use axum::body::to_bytes;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use serde_json::{Value, json};
use web::Problem;
use web::body::BODY_MAX;

use crate::answer;

/// The headers of a call whose messages are not waited for, one after the other.
pub fn at_once(headers: &HeaderMap) -> HeaderMap {
    let mut at_once = headers.clone();
    at_once.insert("prefer", HeaderValue::from_static("respond-async"));
    at_once
}

/// What became of each message of a call.
#[derive(Default)]
pub struct Results {
    told: Vec<Value>,
    refused: Option<Problem>,
}

impl Results {
    /// Notes what became of the next message. A refusal that passes is the whole call's.
    pub async fn add(&mut self, taken: Result<Response, Problem>) -> Result<(), Problem> {
        match taken {
            Ok(response) => self.told.push(body(response).await),
            Err(problem) if problem.is_passing() => return Err(problem),
            Err(problem) => {
                self.told.push(json!(answer::refused(&problem)));
                self.refused = Some(problem);
            }
        }
        Ok(())
    }

    /// The answer to the call. Where nothing of it could be read, the call as a whole must be mended.
    pub fn answer(self) -> Result<Response, Problem> {
        match self.refused {
            Some(problem) if !self.told.iter().any(answer::is_taken) => Err(problem),
            Some(_) | None => Ok(answer::several(self.told)),
        }
    }
}

async fn body(response: Response) -> Value {
    let bytes = to_bytes(response.into_body(), BODY_MAX).await.unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}
