//! What the tests of this binary share.
use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn},
    orchestrator::HttpRequest,
    result::ConnectorError,
};
use local::engine::{Clock, queue::QueueSettings};
use local::product::{Product, engines};
use local::secret;
use runtime::config;
use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;
use web::Policy;

/// A clock that stands still until it is told.
#[derive(Clone)]
pub struct Manual(Arc<AtomicI64>);

impl Manual {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_790_000_000_000)))
    }

    pub fn clock(&self) -> Clock {
        let now = Arc::clone(&self.0);
        Arc::new(move || now.load(Ordering::Relaxed))
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

pub fn queue_settings() -> QueueSettings {
    QueueSettings {
        name: "MessageQueue".to_owned(),
        dead_letter_name: "MessageDeadLetterQueue".to_owned(),
        visibility_timeout: Duration::from_secs(180),
        max_receive_count: 5,
    }
}

pub fn temporary_dir() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// What is lost on the way: before the engine saw it, or after.
#[derive(Clone, Copy, Debug)]
pub enum Lost {
    Request,
    Reply,
}

/// An HTTP client that loses its first `losses` requests or replies.
pub fn losing(lost: Lost, losses: usize, http: SharedHttpClient) -> SharedHttpClient {
    let left = Arc::new(AtomicUsize::new(losses));
    http_client_fn(move |settings, components| {
        let inner = http.http_connector(settings, components);
        SharedHttpConnector::new(Lossy { lost, left: Arc::clone(&left), inner })
    })
}

#[derive(Debug)]
struct Lossy {
    lost: Lost,
    left: Arc<AtomicUsize>,
    inner: SharedHttpConnector,
}

impl HttpConnector for Lossy {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let loses = self.left.try_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok();
        let gone = || ConnectorError::io("lost on the way".into());
        match self.lost {
            Lost::Request if loses => HttpConnectorFuture::ready(Err(gone())),
            Lost::Reply if loses => {
                let answered = self.inner.call(request);
                HttpConnectorFuture::new(async move { answered.await.and(Err(gone())) })
            }
            Lost::Request | Lost::Reply => self.inner.call(request),
        }
    }
}

/// Lets every other task of this thread get as far as it can.
pub async fn settle() {
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
}

/// The product over a database on disk, past the program that would serve it.
pub async fn open(data: &Path) -> Product {
    let clock = config::clock();
    let keys = secret::keys(None).unwrap();
    Product::plain(engines(Some(data), &clock).unwrap(), keys, Policy::default(), clock).await.unwrap()
}
