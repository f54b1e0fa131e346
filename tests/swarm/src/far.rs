//! Engines that are far away: every request takes the time that it is assumed to take on AWS, in virtual time, and the
//! program that sends it has one processor, of which each request takes its share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use serde_json::{Value, json};
use tests::Call;
use tokio::time::{Instant, sleep_until};

use crate::desk::{answer, call_of};
use crate::herd::at_once;

/// How long requests take.
#[derive(Clone, Copy, Debug)]
pub struct Latency {
    pub read_ms: u64,
    pub write_ms: u64,
    pub transaction_ms: u64,
    pub queue_ms: u64,
    /// The processor's time of each request, in microseconds.
    pub processor_us: u64,
}

impl Latency {
    fn of(&self, operation: &str) -> Duration {
        Duration::from_millis(match operation {
            "GetItem" | "BatchGetItem" | "Query" => self.read_ms,
            "TransactWriteItems" => self.transaction_ms,
            "SendMessage" => self.queue_ms,
            _ => self.write_ms,
        })
    }
}

/// What the requests came to.
#[derive(Clone, Debug, Default)]
pub struct Traffic {
    pub requests: u64,
    /// The most write units that each partition of the table took in one second.
    pub hottest: HashMap<String, u64>,
    second: u64,
    units: HashMap<String, u64>,
}

impl Traffic {
    /// A write is a unit, and two in a transaction: no item here is above a kilobyte.
    fn count(&mut self, second: u64, call: &Call) {
        self.requests += 1;
        if second != self.second {
            self.second = second;
            self.units.clear();
        }
        let (writes, units): (Vec<&Value>, u64) = match call.operation.as_str() {
            "TransactWriteItems" => {
                let items = call.body["TransactItems"].as_array().into_iter().flatten();
                (items.filter_map(|item| item.as_object()?.values().next()).collect(), 2)
            }
            "UpdateItem" | "PutItem" | "DeleteItem" => (vec![&call.body], 1),
            _ => (Vec::new(), 0),
        };
        for write in writes {
            let key = write["Key"]["PK"]["S"].as_str().or_else(|| write["Item"]["PK"]["S"].as_str());
            let key = key.unwrap_or_default().to_owned();
            let now = self.units.entry(key.clone()).or_default();
            *now += units;
            let most = self.hottest.entry(key).or_default();
            *most = (*most).max(*now);
        }
    }
}

struct Inner {
    latency: Latency,
    began: Instant,
    /// When the processor is free again.
    free_at: Instant,
    traffic: Traffic,
}

/// What stands between a program and its engines. Clones share it.
#[derive(Clone)]
pub struct Far(Arc<Mutex<Inner>>);

impl Far {
    pub fn new(latency: Latency) -> Self {
        let now = Instant::now();
        Self(Arc::new(Mutex::new(Inner { latency, began: now, free_at: now, traffic: Traffic::default() })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    pub fn traffic(&self) -> Traffic {
        self.inner().traffic.clone()
    }

    /// When the request that is sent now is done.
    fn done_at(&self, call: &Call) -> Instant {
        let (mut inner, now) = (self.inner(), Instant::now());
        let second = now.duration_since(inner.began).as_secs();
        inner.traffic.count(second, call);
        inner.free_at = inner.free_at.max(now) + Duration::from_micros(inner.latency.processor_us);
        inner.free_at + inner.latency.of(&call.operation)
    }

    /// A client of a table that is far away.
    pub fn table(&self, engine: SharedHttpClient) -> SharedHttpClient {
        let (far, engine) = (self.clone(), at_once(engine));
        http_client_fn(move |settings, components| {
            let engine = Some(engine.http_connector(settings, components));
            SharedHttpConnector::new(Sender { far: far.clone(), engine })
        })
    }

    /// A client of queues that are far away, and take every message.
    pub fn queues(&self) -> SharedHttpClient {
        let far = self.clone();
        http_client_fn(move |_, _| SharedHttpConnector::new(Sender { far: far.clone(), engine: None }))
    }
}

struct Sender {
    far: Far,
    /// `None`: a queue that nobody reads.
    engine: Option<SharedHttpConnector>,
}

impl std::fmt::Debug for Sender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sender")
    }
}

impl HttpConnector for Sender {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (done_at, engine) = (self.far.done_at(&call_of(&request)), self.engine.clone());
        HttpConnectorFuture::new(async move {
            sleep_until(done_at).await;
            match engine {
                Some(engine) => engine.call(request).await,
                None => Ok(answer(200, &json!({"MessageId": "1"}))),
            }
        })
    }
}
