//! The desk: where every request of the programs to table and queue waits until the schedule decides what becomes of
//! it. A request that is let through is done at once, on this thread, so that requests happen one after the other in
//! the order of the schedule.

use std::sync::{Arc, Mutex, MutexGuard};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient, SharedHttpConnector,
    http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use serde_json::Value;
use tests::Call;
use tokio::sync::oneshot;
use tokio::task::unconstrained;

use crate::bug::{Bug, Meddling, Planted};

pub type Reply = Result<HttpResponse, ConnectorError>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Service {
    Table,
    Queue,
}

/// A request that waits.
pub struct Pending {
    seat: Seat,
    pub operation: String,
    request: HttpRequest,
    reply: oneshot::Sender<Reply>,
}

impl Pending {
    /// Whose it is.
    pub fn worker(&self) -> usize {
        self.seat.worker
    }

    pub fn service(&self) -> Service {
        self.seat.service
    }

    pub fn call(&self) -> Call {
        call_of(&self.request)
    }

    pub fn answer(self, reply: Reply) {
        // Whoever asked may be gone.
        let _ = self.reply.send(reply);
    }

    /// Does it, here and now. The answer is for [`Waiting::answer`].
    pub fn perform(self) -> (Waiting, Reply) {
        let reply = self.seat.perform(self.request);
        (Waiting(self.reply), reply)
    }
}

/// Whoever waits for the reply of a request that was done.
pub struct Waiting(oneshot::Sender<Reply>);

impl Waiting {
    pub fn answer(self, reply: Reply) {
        let _ = self.0.send(reply);
    }
}

#[derive(Default)]
struct Inner {
    pending: Vec<Pending>,
    table: Option<SharedHttpClient>,
    queue: Option<SharedHttpClient>,
    /// Nothing waits any more: every request is done as it comes.
    calm: bool,
    planted: Option<Planted>,
    /// The bodies of the messages that the queue took, or that a planted bug says it took.
    accepted: Vec<String>,
    requests: u64,
}

/// Clones share it.
#[derive(Clone, Default)]
pub struct Desk(Arc<Mutex<Inner>>);

impl Desk {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// A fresh start over these engines.
    pub fn open(&self, table: &SharedHttpClient, queue: &SharedHttpClient, bug: Option<Bug>) {
        *self.inner() = Inner {
            table: Some(table.clone()),
            queue: Some(queue.clone()),
            planted: bug.map(Planted::new),
            ..Inner::default()
        };
    }

    /// From here on everything passes.
    pub fn calm(&self) {
        self.inner().calm = true;
    }

    pub fn waiting(&self) -> usize {
        self.inner().pending.len()
    }

    pub fn take(&self, nth: usize) -> Pending {
        self.inner().pending.remove(nth)
    }

    /// The first request of a worker that waits.
    pub fn take_of(&self, worker: usize) -> Option<Pending> {
        let mut inner = self.inner();
        let at = inner.pending.iter().position(|pending| pending.worker() == worker)?;
        Some(inner.pending.remove(at))
    }

    /// Takes away the requests of a worker that died.
    pub fn forget(&self, worker: usize) {
        self.inner().pending.retain(|pending| pending.worker() != worker);
    }

    pub fn accepted(&self) -> Vec<String> {
        self.inner().accepted.clone()
    }

    pub fn requests(&self) -> u64 {
        self.inner().requests
    }

    /// What the SDK clients of a worker send through.
    pub fn client(&self, worker: usize, service: Service) -> SharedHttpClient {
        let desk = self.clone();
        http_client_fn(move |settings, components| {
            let (settings, components) = (settings.clone(), components.clone());
            SharedHttpConnector::new(Seat { desk: desk.clone(), worker, service, settings, components })
        })
    }
}

#[derive(Clone)]
struct Seat {
    desk: Desk,
    worker: usize,
    service: Service,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl Seat {
    /// Does a request, here and now.
    fn perform(&self, mut request: HttpRequest) -> Reply {
        let (engine, meddling) = {
            let mut inner = self.desk.inner();
            inner.requests += 1;
            let engine = match self.service {
                Service::Table => inner.table.clone(),
                Service::Queue => inner.queue.clone(),
            };
            let call = call_of(&request);
            if call.operation == "SendMessage" {
                inner.accepted.extend(call.body["MessageBody"].as_str().map(str::to_owned));
            }
            let meddling = inner.planted.as_mut().map_or(Meddling::None, |planted| planted.meddle(&call));
            (engine.expect("the desk is open"), meddling)
        };
        let connector = engine.http_connector(&self.settings, &self.components);
        // This task waits here and never yields: tokio must not ask it to, since then the reply would come after that.
        let go = |request| pollster::block_on(unconstrained(connector.call(request)));
        match meddling {
            Meddling::None => go(request),
            Meddling::Rewrite(body) => go(rewritten(request, &body)),
            Meddling::Twice(first, second) => {
                let again = request.try_clone().map(|request| rewritten(request, &second));
                request = rewritten(request, &first);
                let reply = go(request);
                again.map(go);
                reply
            }
            Meddling::Answer(body) => Ok(answer(200, &body)),
            Meddling::Remember => {
                let reply = go(request)?;
                let bytes = reply.body().bytes().map(<[u8]>::to_vec).unwrap_or_default();
                if let Some(planted) = self.desk.inner().planted.as_mut() {
                    planted.remember(serde_json::from_slice(&bytes).unwrap_or(Value::Null));
                }
                Ok(reply)
            }
            Meddling::TakeForDone => go(request).map(|_| answer(200, &serde_json::json!({}))),
        }
    }
}

impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seat({})", self.worker)
    }
}

impl HttpConnector for Seat {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        if self.desk.inner().calm {
            return HttpConnectorFuture::ready(self.perform(request));
        }
        let (reply, answered) = oneshot::channel();
        let operation = operation_of(&request);
        self.desk.inner().pending.push(Pending { seat: self.clone(), operation, request, reply });
        HttpConnectorFuture::new(async move { answered.await.unwrap_or_else(|_| Err(lost())) })
    }
}

/// What the SDK sees of a connection that broke.
pub fn lost() -> ConnectorError {
    ConnectorError::io("lost on the way".into())
}

/// A reply that no engine gave.
pub fn answer(status: u16, body: &Value) -> HttpResponse {
    HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body.to_string()))
}

fn operation_of(request: &HttpRequest) -> String {
    let target = request.headers().get("x-amz-target").unwrap_or_default();
    target.rsplit('.').next().unwrap_or_default().to_owned()
}

pub fn call_of(request: &HttpRequest) -> Call {
    let body = request.body().bytes().and_then(|bytes| serde_json::from_slice(bytes).ok()).unwrap_or(Value::Null);
    Call { operation: operation_of(request), body }
}

fn rewritten(mut request: HttpRequest, body: &Value) -> HttpRequest {
    let body = body.to_string();
    request.headers_mut().insert("content-length", body.len().to_string());
    *request.body_mut() = SdkBody::from(body);
    request
}
