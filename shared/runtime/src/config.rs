//! The environment: the one place that reads it, and the clients that come of it.
//!
//! No `aws-config`: a Lambda's credentials stand in its environment, and its region too. That, and trusting Amazon's
//! own roots instead of the system's hundred and forty, is most of a short cold start.

use std::time::Duration;

use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use domain::{Clock, ClosedSet, Timestamp};
use store::Store;

use crate::Keys;
use crate::calls::CallLimit;
use crate::keys::Purpose;

/// Amazon Trust Services' roots, and the Starfield root that they replaced: what AWS endpoints' certificates end in.
const AMAZON_ROOTS: &str = include_str!("amazon-roots.pem");

/// How long a webhook's call waits where nobody decided otherwise, in milliseconds.
pub const WEBHOOK_WAIT_MS: u64 = 1_500;

/// Where each question of an open page is paid for: a thousand idle pages ask 33 times a second.
const PAGE_IDLE_S: u32 = 30;

/// What an operator decides at deployment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Whether strangers may create an account.
    pub signup_open: bool,
    /// Whether the webhook takes messages on the URL that carries no key.
    pub public_webhook_open: bool,
    /// Whether webhooks may be sent to programs on this very machine. Never on AWS.
    pub loopback_endpoints: bool,
    /// How long a webhook's call waits for the outcome of its message, in milliseconds.
    pub webhook_wait_ms: u64,
    /// After how many seconds a page that is open, and has nothing new to show, asks again.
    pub page_idle_s: u32,
    /// Whether mail is sent.
    pub mail: bool,
    /// How many calls a token may make; `None` is no limit.
    pub token_calls: Option<CallLimit>,
    /// How many calls all tokens may make in one workspace.
    pub workspace_calls: Option<CallLimit>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            signup_open: true,
            public_webhook_open: true,
            loopback_endpoints: false,
            webhook_wait_ms: WEBHOOK_WAIT_MS,
            page_idle_s: PAGE_IDLE_S,
            mail: false,
            token_calls: Some(CallLimit::TOKEN),
            workspace_calls: Some(CallLimit::WORKSPACE),
        }
    }
}

/// An environment that the program refuses to start in.
#[derive(Debug, thiserror::Error)]
pub enum BadEnvironment {
    #[error("the environment variable {0} is missing: the template sets it")]
    Missing(&'static str),
    #[error(transparent)]
    WeakKeys(#[from] crate::keys::WeakKeys),
    #[error("the certificates of SSL_CERT_FILE ({0}) cannot be read")]
    Certificates(String),
    #[error(transparent)]
    BadLimit(#[from] crate::calls::BadLimit),
    #[error("no TLS client can be made: {0}")]
    Tls(String),
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn variable(name: &'static str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn needed(name: &'static str) -> Result<String, BadEnvironment> {
    variable(name).ok_or(BadEnvironment::Missing(name))
}

/// What `RUST_LOG` says, or `level`.
pub fn log_filter(level: &str) -> String {
    variable("RUST_LOG").unwrap_or_else(|| level.to_owned())
}

/// The installation, as metrics name it.
pub fn stage() -> String {
    variable("STAGE").unwrap_or_else(|| "prod".to_owned())
}

/// What this function is called on Lambda; empty elsewhere.
pub fn function() -> String {
    variable("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default()
}

/// The keys of these purposes, and of no others.
pub fn keys(purposes: &[Purpose]) -> Result<Keys, BadEnvironment> {
    purposes.iter().try_fold(Keys::default(), |keys, purpose| Ok(keys.with(*purpose, &needed(purpose.code())?)?))
}

/// What the distribution before the API shows with each request; `None` where there is none.
pub fn origin_key() -> Option<String> {
    variable("ORIGIN_KEY")
}

/// Through which server mail is sent, and as whose.
#[derive(Clone)]
pub struct MailSettings {
    /// Host and port of an SMTP server.
    pub server: String,
    /// User and password at the server; `None`: it asks for none.
    pub login: Option<(String, String)>,
    /// Whom the mails are from, such as `LunePay <pay@shop.example>`.
    pub from: String,
    /// Where the dashboard is, which the mails lead to.
    pub page_url: String,
}

/// How mail is sent; `None` where the operator named no server.
pub fn mail() -> Result<Option<MailSettings>, BadEnvironment> {
    let Some(server) = variable("SMTP_SERVER") else { return Ok(None) };
    let login = match variable("SMTP_USER") {
        Some(user) => Some((user, needed("SMTP_PASSWORD")?)),
        None => None,
    };
    Ok(Some(MailSettings { server, login, from: needed("MAIL_FROM")?, page_url: needed("PAGE_URL")? }))
}

/// What the operator decided. Missing variables mean what the template's parameters default to.
pub fn policy() -> Result<Policy, BadEnvironment> {
    let calls = |name, default| match variable(name) {
        None => Ok(Some(default)),
        Some(text) => CallLimit::parse(&text),
    };
    let open = |name| variable(name).as_deref() != Some("CLOSED");
    Ok(Policy {
        signup_open: open("SIGNUP"),
        public_webhook_open: open("PUBLIC_WEBHOOK"),
        // Against an emulator of AWS on this machine, webhooks may go to this machine as well. The real one is never
        // here.
        loopback_endpoints: variable("AWS_ENDPOINT_URL").is_some_and(|url| is_here(&url)),
        webhook_wait_ms: variable("WEBHOOK_WAIT_MS").and_then(|ms| ms.parse().ok()).unwrap_or(WEBHOOK_WAIT_MS),
        page_idle_s: PAGE_IDLE_S,
        mail: variable("MAIL").as_deref() == Some("ON"),
        token_calls: calls("TOKEN_CALLS", CallLimit::TOKEN)?,
        workspace_calls: calls("WORKSPACE_CALLS", CallLimit::WORKSPACE)?,
    })
}

/// Whether a URL's host is this machine, by its address.
fn is_here(url: &str) -> bool {
    let host = url.parse::<http::Uri>().ok().and_then(|uri| uri.host().map(str::to_owned));
    host.is_some_and(|host| host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback()))
}

/// The system's clock.
pub fn clock() -> Clock {
    std::sync::Arc::new(|| {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp::from_ms(since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or(0))
    })
}

/// The store over the AWS services that the environment names.
pub fn store() -> Result<Store, BadEnvironment> {
    let http = http_client()?;
    let region = needed("AWS_REGION")?;
    let (key, secret) = (needed("AWS_ACCESS_KEY_ID")?, needed("AWS_SECRET_ACCESS_KEY")?);
    let session = variable("AWS_SESSION_TOKEN");
    let endpoint = variable("AWS_ENDPOINT_URL");
    macro_rules! client {
        ($sdk:ident) => {{
            let credentials = $sdk::config::Credentials::new(&key, &secret, session.clone(), None, "environment");
            let mut config = $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::new(region.clone()))
                .credentials_provider(credentials)
                .retry_config(retries())
                .timeout_config(timeouts())
                .http_client(http.clone());
            config.set_endpoint_url(endpoint.clone());
            $sdk::Client::from_conf(config.build())
        }};
    }
    let (messages, events) = (needed("QUEUE_URL")?, needed("EVENTS_QUEUE_URL")?);
    Ok(Store::new(client!(aws_sdk_dynamodb), client!(aws_sdk_sqs), needed("TABLE_NAME")?, messages, events))
}

/// Short retries: what waits for us is a person's request or a message with its own redelivery.
pub fn retries() -> RetryConfig {
    RetryConfig::standard().with_initial_backoff(Duration::from_millis(25)).with_max_backoff(Duration::from_millis(500))
}

fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(Duration::from_millis(800))
        .operation_attempt_timeout(Duration::from_millis(800))
        .operation_timeout(Duration::from_secs(3))
        .build()
}

fn http_client() -> Result<aws_sdk_dynamodb::config::SharedHttpClient, BadEnvironment> {
    let pem = match variable("SSL_CERT_FILE") {
        None => AMAZON_ROOTS.as_bytes().to_vec(),
        Some(path) => std::fs::read(&path).map_err(|_| BadEnvironment::Certificates(path))?,
    };
    let tls = TlsContext::builder()
        .with_trust_store(TrustStore::empty().with_pem_certificate(pem))
        .build()
        .map_err(|error| BadEnvironment::Tls(error.to_string()))?;
    Ok(aws_smithy_http_client::Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::Ring))
        .tls_context(tls)
        .build_https())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use aws_smithy_types::retry::RetryMode;

    use super::{is_here, retries, timeouts};

    #[test]
    fn an_operation_is_tried_three_times_and_ends_within_three_seconds() {
        let retries = retries();
        assert_eq!((retries.mode(), retries.max_attempts()), (RetryMode::Standard, 3));
        assert_eq!(retries.initial_backoff(), Duration::from_millis(25));
        assert_eq!(retries.max_backoff(), Duration::from_millis(500));
        let timeouts = timeouts();
        assert_eq!(timeouts.connect_timeout(), Some(Duration::from_millis(800)));
        assert_eq!(timeouts.operation_attempt_timeout(), Some(Duration::from_millis(800)));
        assert_eq!(timeouts.operation_timeout(), Some(Duration::from_secs(3)));
    }

    #[test]
    fn only_an_address_of_this_machine_is_here() {
        assert!(is_here("http://127.0.0.1:4566"));
        for elsewhere in [
            "https://dynamodb.ap-northeast-2.amazonaws.com",
            "http://10.0.0.1:8000",
            "localhost",
            "",
            "http://127.0.0.1.example.com",
            "http://127.0.0.1:80@example.com",
        ] {
            assert!(!is_here(elsewhere), "{elsewhere}");
        }
    }
}
