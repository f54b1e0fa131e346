//! The wire between the SDK and an engine. Every request passes here; a test may count it, lose it or its reply, refuse
//! it, rewrite it, or hold its reply until others are in flight.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::{Response, StatusCode};
use aws_smithy_types::body::SdkBody;
use serde_json::Value;
use tokio::sync::watch;

use crate::rights::{FUNCTION, Watch};

/// A request on the wire.
#[derive(Clone, Debug)]
pub struct Call {
    /// `TransactWriteItems`, `Query`, `SendMessage` …
    pub operation: String,
    pub body: Value,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Fate {
    /// It goes through.
    Pass,
    /// It never arrives.
    LoseRequest,
    /// It arrives and is done; its reply is lost.
    LoseReply,
    /// It is refused with this status and body, and never arrives.
    Refuse(u16, Value),
    /// Another request goes through in its place.
    Rewrite(Value),
    /// It goes through; its reply waits at the gate.
    HoldReply(Gate),
    /// It waits at the gate before it goes through.
    HoldRequest(Gate),
    /// It waits at the gate; then another request goes through in its place.
    HoldRewritten(Gate, Value),
}

/// Opens when `expected` have come, or when it is opened.
#[derive(Clone, Debug)]
pub struct Gate {
    come: Arc<watch::Sender<usize>>,
    expected: usize,
}

impl Gate {
    pub fn for_all(expected: usize) -> Self {
        Self { come: Arc::new(watch::Sender::new(0)), expected }
    }

    /// A gate that stays shut until [`Gate::open`].
    pub fn shut() -> Self {
        Self::for_all(usize::MAX)
    }

    pub fn open(&self) {
        self.come.send_modify(|come| *come = usize::MAX);
    }

    /// Waits until this many have come.
    pub async fn when_come(&self, many: usize) {
        let mut come = self.come.subscribe();
        let _ = come.wait_for(|come| *come >= many).await;
    }

    async fn pass(&self) {
        self.come.send_modify(|come| *come = come.saturating_add(1));
        let mut come = self.come.subscribe();
        let _ = come.wait_for(|come| *come >= self.expected).await;
    }
}

type Rule = Arc<dyn Fn(&Call) -> Fate + Send + Sync>;

/// The wire's log and its rule.
#[derive(Clone, Default)]
pub struct Wire {
    log: Arc<Mutex<Vec<Call>>>,
    rule: Arc<Mutex<Option<Rule>>>,
    /// Who did what.
    pub watch: Watch,
}

impl Wire {
    /// Decides the fate of every request from here on.
    pub fn rule(&self, rule: impl Fn(&Call) -> Fate + Send + Sync + 'static) {
        *self.rule.lock().unwrap() = Some(Arc::new(rule));
    }

    /// Lets everything pass again.
    pub fn calm(&self) {
        *self.rule.lock().unwrap() = None;
    }

    /// The requests since the last call of this.
    pub fn taken(&self) -> Vec<Call> {
        std::mem::take(&mut self.log.lock().unwrap())
    }

    /// An HTTP client whose requests pass over this wire.
    pub fn wrap(&self, http: SharedHttpClient) -> SharedHttpClient {
        self.wrap_for(None, http)
    }

    /// As [`Wire::wrap`], for the requests of one function.
    pub fn wrap_for(&self, function: Option<&'static str>, http: SharedHttpClient) -> SharedHttpClient {
        let wire = self.clone();
        http_client_fn(move |settings, components| {
            let inner = http.http_connector(settings, components);
            SharedHttpConnector::new(OnWire { wire: wire.clone(), function, inner })
        })
    }
}

struct OnWire {
    wire: Wire,
    /// On whose behalf; `None`: the task knows, or nobody does.
    function: Option<&'static str>,
    inner: SharedHttpConnector,
}

impl std::fmt::Debug for OnWire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OnWire")
    }
}

impl HttpConnector for OnWire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = request
            .headers()
            .get("x-amz-target")
            .and_then(|target| target.rsplit('.').next())
            .unwrap_or_default()
            .to_owned();
        let body = request.body().bytes().and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or(Value::Null);
        let call = Call { operation, body };
        if let Some(function) = self.function.or_else(|| FUNCTION.try_with(|function| *function).ok()) {
            self.wire.watch.note(function, &call);
        }
        self.wire.log.lock().unwrap().push(call.clone());
        let rule = self.wire.rule.lock().unwrap().clone();
        let fate = rule.map_or(Fate::Pass, |rule| rule(&call));
        let gone = || ConnectorError::io("lost on the way".into());
        let inner = self.inner.clone();
        match fate {
            Fate::Pass => inner.call(request),
            Fate::LoseRequest => HttpConnectorFuture::ready(Err(gone())),
            Fate::LoseReply => HttpConnectorFuture::new(async move { inner.call(request).await.and(Err(gone())) }),
            Fate::Refuse(status, body) => HttpConnectorFuture::ready(Ok(Response::new(
                StatusCode::try_from(status).unwrap(),
                SdkBody::from(body.to_string()),
            ))),
            Fate::Rewrite(body) => inner.call(rewritten(request, &body)),
            Fate::HoldReply(gate) => HttpConnectorFuture::new(async move {
                let reply = inner.call(request).await;
                gate.pass().await;
                reply
            }),
            Fate::HoldRequest(gate) => HttpConnectorFuture::new(async move {
                gate.pass().await;
                inner.call(request).await
            }),
            Fate::HoldRewritten(gate, body) => HttpConnectorFuture::new(async move {
                gate.pass().await;
                inner.call(rewritten(request, &body)).await
            }),
        }
    }
}

/// The request with another body.
fn rewritten(mut request: HttpRequest, body: &Value) -> HttpRequest {
    let body = body.to_string();
    request.headers_mut().insert("content-length", body.len().to_string());
    *request.body_mut() = SdkBody::from(body);
    request
}
