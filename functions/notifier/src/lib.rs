//! The notifier: takes tasks off the queue of events. A notice is looked into (`look`), and each delivery that it makes
//! is sent (`send`) over a client of its own (`client`), which connects to public addresses only; what goes to a
//! member's browser is encrypted for it (`push`). A mail is written and sent (`mail`).
//!
//! Invariant: a delivery is made once for each event and endpoint; whatever dies here comes again from the queue, and
//! may arrive twice, under the same id.
//!
//! Deliberately not here: the schedule and what an answer means (`domain::delivery`, `domain::endpoint`), the JSON of
//! an event and its signature (`webhooks`), and starting what waits for longer than a queue can hold it (the sweeper).

mod client;
mod look;
mod mail;
mod manage;
mod push;
mod send;
mod slots;

use std::sync::Arc;
use std::time::Duration;

use ::mail::Mailer;
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{Clock, Timestamp};
use runtime::{Keys, Policy, worker};
use store::events::EventTask;
use store::{Store, StoreError};
use webhooks::Resolver;

use crate::client::Client;
pub use crate::client::NoTls;
use crate::send::DeliveryMessage;
use crate::slots::Slots;

/// How long a replay, and the forgetting of deliveries, goes on in one invocation, in milliseconds: what is left goes
/// on through the queue. Half of the function's time-out.
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
    /// `None`: no mail is sent.
    mailer: Option<Mailer>,
}

impl Notifier {
    /// Sends by `resolver`'s addresses. Fails only when TLS cannot be set up.
    pub fn new(store: Store, clock: Clock, keys: Arc<Keys>, policy: Policy, resolver: Resolver) -> Result<Self, NoTls> {
        let client = Client::new(resolver, policy.loopback_endpoints)?;
        Ok(Self { store, clock, keys, client, slots: Slots::default(), mailer: None })
    }

    /// Which also sends mail.
    pub fn with_mailer(self, mailer: Mailer) -> Self {
        Self { mailer: Some(mailer), ..self }
    }

    /// With another limit for each sending than [`TIMEOUT`].
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.client.timeout = timeout;
        self
    }

    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// Works on a batch, message by message, and answers which must be tried again.
    pub async fn handle(&self, event: SqsEvent) -> SqsBatchResponse {
        let run = {
            let notifier = self.clone();
            move |task, receives| {
                let notifier = notifier.clone();
                async move { notifier.run(task, receives).await }
            }
        };
        worker::handle(&self.store.events, event, run, |error| matches!(error, StoreError::Contended)).await
    }

    /// Runs one task. `receives` counts how often its message came.
    async fn run(&self, task: EventTask, receives: u32) -> Result<(), StoreError> {
        match task {
            EventTask::Notice(notice) => self.look(&notice).await,
            EventTask::Deliver { workspace, endpoint, delivery, tries, hops } => {
                self.deliver(workspace, endpoint, &delivery, DeliveryMessage { tries, hops, receives }).await
            }
            EventTask::Replay { workspace, endpoint, since, after } => {
                self.replay(workspace, endpoint, since, after).await
            }
            EventTask::Mail(task) => self.mail(task).await,
            EventTask::Forget { workspace, endpoint } => self.forget(workspace, endpoint).await,
        }
    }
}
