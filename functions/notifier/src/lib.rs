//! The notifier: takes tasks off the queue of events. A notice is looked into (`look`), and each delivery that it makes
//! is sent (`send`) over a client of its own (`client`), which connects to public addresses only.
//!
//! Invariant: a delivery is made once for each event and endpoint; whatever dies here comes again from the queue, and may
//! arrive twice, under the same id.
//!
//! Deliberately not here: the schedule and what an answer means (`domain::delivery`, `domain::endpoint`), the JSON of an
//! event and its signature (`webhooks`), and starting what waits for longer than a queue can hold it (the sweeper).

mod client;
mod look;
mod manage;
mod send;
mod slots;

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{Clock, EndpointId, Timestamp, WorkspaceId};
use store::events::{self, EventTask, Unreadable};
use store::{Store, StoreError};
use web::batch::{self, TaskFailed};
use web::{App, Keys};
use webhooks::Resolver;

use crate::client::Client;
pub use crate::client::NoTls;
use crate::send::DeliveryMessage;
use crate::slots::Slots;

/// How long a replay, and the forgetting of deliveries, goes on in one invocation, in milliseconds: what is left goes on
/// through the queue. Half of the function's time-out.
pub const GOES_ON_FOR_MS: i64 = 15_000;

/// How long a sending may take in all: name, connection, TLS, answer.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// The notifier over one store, one clock and one client.
#[derive(Clone)]
pub struct Notifier {
    store: Store,
    clock: Clock,
    keys: Arc<Keys>,
    client: Client,
    slots: Slots,
}

/// Why a task must be tried again.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error("the task names no such {0}")]
    Unnamed(&'static str),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Notifier {
    /// Sends by `resolver`'s addresses. Fails only when TLS cannot be set up.
    pub fn new(app: &App, resolver: Resolver) -> Result<Self, NoTls> {
        Ok(Self {
            store: app.store().clone(),
            clock: app.pairing.clock(),
            keys: Arc::clone(&app.keys),
            client: Client::new(resolver, app.policy.loopback_endpoints)?,
            slots: Slots::default(),
        })
    }

    /// With another limit for each sending than [`TIMEOUT`].
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.client.timeout = timeout;
        self
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Works on a batch, record by record, and answers which must be tried again.
    pub async fn handle(&self, event: SqsEvent) -> SqsBatchResponse {
        let acknowledge = |handles| self.store.acknowledge_events(handles);
        let task = |record| {
            let notifier = self.clone();
            async move { notifier.work(record).await }
        };
        batch::work(event.records, acknowledge, task).await
    }

    /// Works on one record.
    async fn work(&self, record: SqsMessage) -> Result<(), TaskFailed> {
        let receives = batch::receives(&record);
        let id = record.message_id.unwrap_or_default();
        self.run(record.body.as_deref().unwrap_or_default(), receives).await.map_err(|error| {
            tracing::error!(message.id = id, %error, "a task of the notifier failed and will be tried again");
            TaskFailed
        })
    }

    /// Runs one task. `receives` counts how often its message came.
    pub async fn run(&self, body: &str, receives: u32) -> Result<(), TaskError> {
        match events::read(body)? {
            EventTask::Notice(notice) => self.look(&notice).await,
            EventTask::Deliver { workspace_id, endpoint_id, delivery, tries, hops } => {
                let (workspace, endpoint) = (workspace(workspace_id)?, endpoint(endpoint_id)?);
                self.deliver(workspace, endpoint, &delivery, DeliveryMessage { tries, hops, receives }).await
            }
            EventTask::Replay { workspace_id, endpoint_id, since_ms, after } => {
                let since = Timestamp::from_ms(since_ms);
                self.replay(workspace(workspace_id)?, endpoint(endpoint_id)?, since, after).await
            }
            EventTask::Forget { workspace_id, endpoint_id } => {
                self.forget(workspace(workspace_id)?, endpoint(endpoint_id)?).await
            }
        }
    }
}

fn workspace(id: u64) -> Result<WorkspaceId, TaskError> {
    WorkspaceId::new(id).ok_or(TaskError::Unnamed("workspace"))
}

fn endpoint(id: u64) -> Result<EndpointId, TaskError> {
    EndpointId::new(id).ok_or(TaskError::Unnamed("endpoint"))
}
