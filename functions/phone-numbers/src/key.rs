//! The key of a phone's URL: 160 random bits, shown once.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::phone::KeyHash;
use serde::Serialize;
use utoipa::ToSchema;
use web::Problem;
use web::keys::{random, sha256};
use web::serve::BASE_PATH;

/// A new key, as its phone is told it.
pub struct NewKey {
    text: String,
}

impl NewKey {
    pub fn random() -> Result<Self, Problem> {
        let bytes = random::<20>().map_err(|_| Problem::internal("no random bytes for a phone's key"))?;
        Ok(Self { text: URL_SAFE_NO_PAD.encode(bytes) })
    }

    pub fn hash(&self) -> KeyHash {
        sha256(self.text.as_bytes())
    }

    /// The URLs that carry it.
    pub fn urls(&self, headers: &HeaderMap) -> KeyView {
        let origin = origin(headers);
        let (path, ping) = (
            format!("{BASE_PATH}/webhooks/bank-sms/{}", self.text),
            format!("{BASE_PATH}/webhooks/ping/{}", self.text),
        );
        KeyView {
            webhook_url: format!("{origin}{path}"),
            ping_url: format!("{origin}{ping}"),
            webhook_path: path,
            key: self.text.clone(),
        }
    }
}

/// Where a phone sends its messages. Shown once: the key is kept as a hash only.
#[derive(Serialize, ToSchema)]
pub struct KeyView {
    #[schema(example = "q5Yc0mYw1r8x0o3yJ8m2u0f7d2A")]
    pub key: String,
    /// What the forwarder app posts to.
    #[schema(example = "https://api.example.com/api/v1/webhooks/bank-sms/q5Yc0mYw1r8x0o3yJ8m2u0f7d2A")]
    pub webhook_url: String,
    /// The path of `webhook_url`, for a server that is reached under another name than this call's.
    pub webhook_path: String,
    /// What an app may post to from time to time, so that the phone reads as alive.
    pub ping_url: String,
}

/// The name under which the caller reached this server: good enough to be shown back to that caller.
fn origin(headers: &HeaderMap) -> String {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = header("host") else { return String::new() };
    let scheme = header("x-forwarded-proto").unwrap_or("http");
    format!("{scheme}://{host}")
}
