//! Where `listen` sends webhooks, and how one is sent: the very bytes and headers that the server made.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use http_body_util::Full;
use hyper::{Method, Request, Uri};
use serde::Deserialize;

use super::http::{Http, TransportError};

/// How long the receiver may take, as when the server sends itself.
const WITHIN: Duration = Duration::from_secs(15);

/// Who receives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target(Uri);

impl FromStr for Target {
    type Err = &'static str;

    /// As it is typed: `localhost:3000` will do.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let uri: Uri = whole.parse().map_err(|_| "it is no URL")?;
        let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
        let has_host = uri.host().is_some_and(|host| !host.is_empty());
        if is_web && has_host {
            Ok(Self(uri))
        } else {
            Err("it is no URL of a server, such as localhost:3000/webhooks")
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A webhook as the server would have sent it.
#[derive(Deserialize)]
pub struct Webhook {
    headers: BTreeMap<String, String>,
    body: String,
}

/// Sends webhooks on.
pub struct Forwarder {
    target: Target,
    http: Http,
}

impl Forwarder {
    pub fn new(target: Target) -> Result<Self, rustls::Error> {
        let http = Http::new(target.0.scheme_str() == Some("https"))?;
        Ok(Self { target, http })
    }

    /// The status that the receiver answered, or why there is none.
    pub async fn send(&self, webhook: &Webhook) -> Result<u16, String> {
        let mut request = Request::builder().method(Method::POST).uri(self.target.0.clone());
        for (name, value) in &webhook.headers {
            request = request.header(name, value);
        }
        let request = request.body(Full::from(webhook.body.clone())).map_err(|error| error.to_string())?;
        match self.http.send(request, WITHIN).await {
            Ok(answer) => Ok(answer.status),
            Err(TransportError::NotSent(cause) | TransportError::NoResponse(cause)) => Err(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_be_typed_short() {
        let parse = |text: &str| text.parse::<Target>().map(|target| target.to_string());
        assert_eq!(parse("localhost:3000/hook?a=b"), Ok("http://localhost:3000/hook?a=b".to_owned()));
        assert_eq!(parse("https://shop.test"), Ok("https://shop.test/".to_owned()));
        for refused in ["", "ftp://localhost", "http://", ":3000", "local host"] {
            assert!(parse(refused).is_err(), "{refused}");
        }
    }
}
