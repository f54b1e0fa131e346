//! One HTTP request and its answer. No redirect is followed; a limit on the time and on what is read.

use std::error::Error;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{HeaderMap, Request};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(10);
/// How large an answer may be, in bytes.
const ANSWER_MAX: usize = 32 * 1024 * 1024;

/// Who sends requests.
#[derive(Clone)]
pub struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// No answer came.
#[derive(Debug)]
pub enum TransportError {
    /// Nothing was sent.
    NotSent(String),
    /// It may have been sent, and taken.
    NoResponse(String),
}

impl Http {
    /// `tls`: whether certificates are to be checked, which takes this machine's roots.
    pub fn new(tls: bool) -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        if tls {
            // Without any, the first handshake says so.
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
        let config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT));
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(config).https_or_http().enable_http1().wrap_connector(tcp);
        Ok(Self(Client::builder(TokioExecutor::new()).build(connector)))
    }

    /// Sends it, and reads the answer to its end, within a time.
    pub async fn send(&self, request: Request<Full<Bytes>>, within: Duration) -> Result<Answer, TransportError> {
        let late = |_| Err(TransportError::NoResponse(format!("no answer within {} s", within.as_secs())));
        tokio::time::timeout(within, self.exchange(request)).await.unwrap_or_else(late)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Answer, TransportError> {
        let response = self.0.request(request).await.map_err(|error| match error.is_connect() {
            true => TransportError::NotSent(root_cause(&error)),
            false => TransportError::NoResponse(root_cause(&error)),
        })?;
        let (head, body) = response.into_parts();
        let body = Limited::new(body, ANSWER_MAX)
            .collect()
            .await
            .map_err(|error| TransportError::NoResponse(error.to_string()))?;
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body: body.to_bytes() })
    }
}

/// The deepest cause: those above only say that a request failed.
fn root_cause(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
