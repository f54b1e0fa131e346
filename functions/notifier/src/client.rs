//! One HTTP request to a stranger's server: the name resolved once, every address checked, that very address connected
//! to; HTTP/1.1, no redirect followed, no connection kept; a limit on the time and on what is read.

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::delivery::{ANSWER_KEPT, Broken};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use webhooks::{Resolver, Target, Unsendable};

/// How long the beginning of an answer's body is waited for, once its status is there.
const BODY_WAIT: Duration = Duration::from_secs(1);
/// How large the head of an answer may be, in bytes.
const HEAD_MAX: usize = 16 * 1024;

/// TLS cannot be set up.
#[derive(Debug, thiserror::Error)]
#[error("no TLS client can be made: {0}")]
pub struct NoTls(String);

/// The sender.
#[derive(Clone)]
pub struct Client {
    resolver: Resolver,
    loopback: bool,
    /// For a sending in all.
    pub timeout: Duration,
    tls: TlsConnector,
}

/// What is sent.
pub struct Message<'a> {
    pub url: &'a str,
    pub headers: &'a [(&'static str, String)],
    pub body: &'a [u8],
}

/// The head of an answer, and what keeps its connection going: dropped with it, however much the other side still has
/// to say.
struct Head {
    response: Response<Incoming>,
    _driving: JoinSet<hyper::Result<()>>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub retry_after_ms: Option<i64>,
    /// Its beginning.
    pub body: String,
}

impl Client {
    pub fn new(resolver: Resolver, loopback: bool) -> Result<Self, NoTls> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| NoTls(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let tls = TlsConnector::from(Arc::new(config));
        Ok(Self { resolver, loopback, timeout: crate::TIMEOUT, tls })
    }

    /// Posts a message. `now` is what a `Retry-After` with a date is counted from.
    pub async fn post(&self, message: &Message<'_>, now: Timestamp) -> Result<Answer, Broken> {
        let started = Instant::now();
        let head = timeout(self.timeout, self.exchange(message)).await.unwrap_or(Err(Broken::Timeout))?;
        let Head { response, _driving } = head;
        let (status, retry_after_ms) = (response.status().as_u16(), retry_after(&response, now));
        let mut body = Vec::new();
        // The status is the answer; a body that is slow or breaks off takes nothing from it.
        let left = self.timeout.saturating_sub(started.elapsed()).min(BODY_WAIT);
        let _ = timeout(left, beginning(response, &mut body)).await;
        Ok(Answer { status, retry_after_ms, body: shown(&body) })
    }

    async fn exchange(&self, message: &Message<'_>) -> Result<Head, Broken> {
        let target = Target::parse(message.url, self.loopback).map_err(|_| Broken::UrlRefused)?;
        let stream = self.connect(&target).await?;
        if !target.tls {
            return talk(stream, &target, message).await;
        }
        let name = ServerName::try_from(target.host.clone()).map_err(|_| Broken::UrlRefused)?;
        let stream = self.tls.connect(name, stream).await.map_err(|error| {
            let of_tls = error.kind() == std::io::ErrorKind::InvalidData;
            if of_tls { Broken::Tls } else { Broken::Connection }
        })?;
        talk(stream, &target, message).await
    }

    /// To the first address that takes the connection, of those that were checked.
    async fn connect(&self, target: &Target) -> Result<TcpStream, Broken> {
        let addresses = self.resolver.addresses(target, self.loopback).await.map_err(|refused| match refused {
            Unsendable::Unresolved => Broken::NameUnresolved,
            Unsendable::Refused => Broken::AddressRefused,
        })?;
        for address in addresses {
            if let Ok(stream) = TcpStream::connect(address).await {
                return Ok(stream);
            }
        }
        Err(Broken::Connection)
    }
}

async fn talk<S>(stream: S, target: &Target, message: &Message<'_>) -> Result<Head, Broken>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_MAX)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Broken::Connection)?;
    let mut driving = JoinSet::new();
    driving.spawn(connection);
    let request = request(target, message)?;
    let response = sender.send_request(request).await.map_err(|error| match error.is_parse() {
        true => Broken::NotHttp,
        false => Broken::Connection,
    })?;
    Ok(Head { response, _driving: driving })
}

fn request(target: &Target, message: &Message<'_>) -> Result<Request<Full<Bytes>>, Broken> {
    let bare = Request::post(&target.path).header(header::HOST, &target.authority).header(header::CONNECTION, "close");
    message
        .headers
        .iter()
        .fold(bare, |request, (name, value)| request.header(*name, value))
        .body(Full::new(Bytes::copy_from_slice(message.body)))
        .map_err(|_| Broken::UrlRefused)
}

async fn beginning(response: Response<Incoming>, kept: &mut Vec<u8>) {
    let mut body = response.into_body();
    while let Some(Ok(frame)) = body.frame().await {
        if let Ok(data) = frame.into_data() {
            let room = ANSWER_KEPT - kept.len();
            kept.extend_from_slice(data.get(..room).unwrap_or(&data));
        }
        if kept.len() == ANSWER_KEPT {
            return;
        }
    }
}

/// As text of at most [`ANSWER_KEPT`] bytes.
fn shown(body: &[u8]) -> String {
    let mut text = String::new();
    for char in String::from_utf8_lossy(body).chars() {
        if text.len() + char.len_utf8() > ANSWER_KEPT {
            break;
        }
        text.push(char);
    }
    text
}

/// `Retry-After` in milliseconds from now: seconds, or a date (RFC 9110, 10.2.3).
fn retry_after(response: &Response<Incoming>, now: Timestamp) -> Option<i64> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    match text.parse::<i64>() {
        Ok(seconds) => Some(seconds.saturating_mul(1000)),
        Err(_) => {
            let at = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
            Some(i64::try_from(at.as_millis()).ok()?.saturating_sub(now.ms()).max(0))
        }
    }
}
