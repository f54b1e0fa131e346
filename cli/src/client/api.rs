//! Calls of the API: a body and an answer in JSON, sent again where that is safe.

use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{HeaderMap, Method, Request};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::{Failure, Problem};
use super::http::{Answer, Http, TransportError};
use super::lang::Lang;
use super::print;
use super::profile::ApiUrl;

/// How long a call may take.
const WITHIN: Duration = Duration::from_secs(30);
/// How often a call is sent at most.
const TRIES: u32 = 4;
/// How long is waited before the second try; twice as long before each other.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No server makes a person wait for longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A wait that is longer than this is told.
const SILENT_WAIT: Duration = Duration::from_secs(2);
/// The first request with this key still runs, or died: its key is free again within a minute.
const IN_USE: &str = "idempotency_key_in_use";
/// How many rows of a list the server answers at once, at most.
pub const PAGE_MAX: usize = 100;
const USER_AGENT: &str = concat!("lunepay-cli/", env!("CARGO_PKG_VERSION"));

/// A server, and who calls it.
#[derive(Clone)]
pub struct Api {
    pub url: ApiUrl,
    pub lang: Lang,
    token: Option<String>,
    http: Http,
}

/// A page of a list.
pub struct Page {
    pub items: Vec<Value>,
    /// Where the next one begins.
    pub next: Option<String>,
}

/// What is called.
struct Call {
    method: Method,
    path: String,
    body: Option<Value>,
    /// Under it a call that is sent again takes effect once.
    key: Option<String>,
    /// Whether it may be sent again although it may have taken effect.
    is_repeatable: bool,
    within: Duration,
}

impl Api {
    pub fn new(url: ApiUrl, token: Option<String>, lang: Lang) -> Result<Self, Failure> {
        let http = Http::new(url.is_https()).map_err(|error| Failure::Failed(lang.no_tls(error)))?;
        Ok(Self { url, lang, token, http })
    }

    /// The same server, called by someone else.
    pub fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.read(&self.call(get(path)).await?)
    }

    /// With the headers of the answer.
    pub async fn get_with_headers<T: DeserializeOwned>(&self, path: &str) -> Result<(T, HeaderMap), Failure> {
        let answer = self.call(get(path)).await?;
        Ok((self.read(&answer)?, answer.headers))
    }

    /// A page of a list, whose path may have a query.
    pub async fn page(&self, path: &str) -> Result<Page, Failure> {
        let (items, headers) = self.get_with_headers(path).await?;
        let next = headers.get("x-next-cursor").and_then(|cursor| cursor.to_str().ok()).map(str::to_owned);
        Ok(Page { items, next })
    }

    /// A change that takes effect once, however often it is sent.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Failure> {
        let key = Some(random_hex::<16>());
        self.read(&self.call(Call { key, is_repeatable: true, ..post(path, Some(body)) }).await?)
    }

    /// A change that takes no key: sent once.
    pub async fn post_once<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Failure> {
        self.read(&self.call(post(path, Some(body))).await?)
    }

    /// A change without body and answer.
    pub async fn ask(&self, path: &str) -> Result<(), Failure> {
        self.call(post(path, None)).await.map(drop)
    }

    /// A change without body that takes effect once, however often it is sent.
    pub async fn ask_with_key<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        let key = Some(random_hex::<16>());
        self.read(&self.call(Call { key, is_repeatable: true, ..post(path, None) }).await?)
    }

    /// A change without body, which is the same however often it is asked for.
    pub async fn ask_again<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        self.read(&self.call(Call { is_repeatable: true, ..post(path, None) }).await?)
    }

    /// Fields of something are to be as the body says.
    pub async fn patch<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Failure> {
        let call = Call { method: Method::PATCH, is_repeatable: true, ..post(path, Some(body)) };
        self.read(&self.call(call).await?)
    }

    /// What is there as soon as something is, or after so long: sent once.
    pub async fn wait<T: DeserializeOwned>(&self, path: &str, wait: Duration) -> Result<T, Failure> {
        self.read(&self.call(Call { is_repeatable: false, within: WITHIN + wait, ..get(path) }).await?)
    }

    async fn call(&self, call: Call) -> Result<Answer, Failure> {
        let (mut wait, mut tries) = (FIRST_WAIT, 1);
        loop {
            let sent = self.http.send(self.request(&call)?, call.within).await;
            let Some(asked) = again_after(&call, &sent, wait).filter(|_| tries < TRIES) else {
                return self.judged(&call, sent);
            };
            if asked > SILENT_WAIT {
                print::note(&self.lang.tries_again(asked.as_secs()));
            }
            tokio::time::sleep(asked).await;
            wait *= 2;
            tries += 1;
        }
    }

    fn request(&self, call: &Call) -> Result<Request<Full<Bytes>>, Failure> {
        let mut request = Request::builder()
            .method(call.method.clone())
            .uri(format!("{}{}", self.url, call.path))
            .header(header::USER_AGENT, USER_AGENT)
            .header(header::ACCEPT, "application/json, application/problem+json");
        if let Some(token) = &self.token {
            let value = HeaderValue::try_from(format!("Bearer {token}"));
            let mut value = value.map_err(|_| Failure::NotLoggedIn(self.lang.is_no_token()))?;
            value.set_sensitive(true);
            request = request.header(header::AUTHORIZATION, value);
        }
        if let Some(key) = &call.key {
            request = request.header("idempotency-key", key);
        }
        let body = match &call.body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Full::from(body.to_string())
            }
            None => Full::default(),
        };
        request.body(body).map_err(|error| Failure::Failed(error.to_string()))
    }

    fn judged(&self, call: &Call, sent: Result<Answer, TransportError>) -> Result<Answer, Failure> {
        let answer = match sent {
            Ok(answer) => answer,
            Err(broken) => return Err(Failure::NoServer(self.unanswered(call, broken))),
        };
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        match serde_json::from_slice::<Problem>(&answer.body) {
            Ok(problem) => Err(Failure::Problem(Box::new(Problem { status: answer.status, ..problem }))),
            Err(_) if answer.status >= 500 => Err(Failure::NoServer(self.lang.server_failed(answer.status))),
            Err(_) => Err(Failure::NoServer(self.lang.not_lunepay(&self.url, answer.status))),
        }
    }

    fn unanswered(&self, call: &Call, broken: TransportError) -> String {
        let (cause, advice) = match broken {
            TransportError::NotSent(cause) if self.url.is_here() => (cause, Some(self.lang.start_one())),
            TransportError::NotSent(cause) => (cause, Some(self.lang.check_address())),
            TransportError::NoResponse(cause) => {
                (cause, (call.method != Method::GET).then(|| self.lang.may_have_happened()))
            }
        };
        let said = self.lang.nothing_answers(&self.url, cause);
        advice.map_or(said.clone(), |advice| format!("{said}\n{advice}"))
    }

    /// An item of a page.
    pub fn of<T: DeserializeOwned>(&self, item: Value) -> Result<T, Failure> {
        serde_json::from_value(item).map_err(|_| Failure::NoServer(self.lang.not_lunepay(&self.url, 200)))
    }

    fn read<T: DeserializeOwned>(&self, answer: &Answer) -> Result<T, Failure> {
        let wrong = |_| Failure::NoServer(self.lang.not_lunepay(&self.url, answer.status));
        serde_json::from_slice(&answer.body).map_err(wrong)
    }
}

/// After how long a call is sent again; `None`: it is not.
fn again_after(call: &Call, sent: &Result<Answer, TransportError>, wait: Duration) -> Option<Duration> {
    match sent {
        // Nobody listens: a person is told at once.
        Err(TransportError::NotSent(_)) => None,
        Err(TransportError::NoResponse(_)) => call.is_repeatable.then_some(wait),
        Ok(answer) => {
            let is_up_again_soon = matches!(answer.status, 502..=504) && call.is_repeatable;
            let is_in_use = answer.status == 409 && call.key.is_some() && is_refused_as(answer, IN_USE);
            let asked = answer.headers.get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
            let asked = asked.map_or(wait, Duration::from_secs);
            (answer.status == 429 || is_up_again_soon || is_in_use)
                .then_some(asked)
                .filter(|asked| *asked <= LONGEST_WAIT)
        }
    }
}

fn is_refused_as(answer: &Answer, code: &str) -> bool {
    serde_json::from_slice::<Problem>(&answer.body).is_ok_and(|problem| problem.code == code)
}

fn get(path: &str) -> Call {
    Call { method: Method::GET, path: path.to_owned(), body: None, key: None, is_repeatable: true, within: WITHIN }
}

fn post(path: &str, body: Option<&Value>) -> Call {
    Call {
        method: Method::POST,
        path: path.to_owned(),
        body: body.cloned(),
        key: None,
        is_repeatable: false,
        within: WITHIN,
    }
}

/// So many random bytes, as hex.
pub fn random_hex<const BYTES: usize>() -> String {
    let mut bytes = [0; BYTES];
    // Without random bytes, keys and passwords would not be unique.
    if let Err(error) = getrandom::fill(&mut bytes) {
        print::note(&error.to_string());
        std::process::exit(1);
    }
    hex::encode(bytes)
}
