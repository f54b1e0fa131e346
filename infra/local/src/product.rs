//! The product, put together: the functions' routers and workers over one store, which talks to whatever HTTP clients
//! it is given. The local program and the tests share it.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use auditor::Finding;
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use axum::Router;
use domain::Clock;
use mail::Mailer;
use notifier::{NoTls, Notifier};
use pairing::Pairing;
use runtime::config::retries;
use store::{Store, StoreError};
use utoipa_axum::router::OpenApiRouter;
use web::{App, Keys, Policy};
use webhooks::Resolver;

use crate::engine::poller::Poller;
use crate::engine::queue::QueueEngine;
use crate::engine::table::TableEngine;
use crate::{engine, template};

/// What AWS is told and this machine is told: the table and the queue are described once.
pub const TEMPLATE: &str = include_str!("../../../template.yaml");
/// The table's name on this machine.
pub const TABLE: &str = "lunepay";

/// The engines of one product.
#[derive(Clone)]
pub struct Engines {
    pub table: TableEngine,
    /// The queue of messages, for the matcher.
    pub queue: QueueEngine,
    /// The queue of events, for the notifier.
    pub events: QueueEngine,
}

impl Engines {
    /// What an SDK client of both queues sends its requests through.
    pub fn queues_http(&self) -> SharedHttpClient {
        QueueEngine::http_client_of(&[self.queue.clone(), self.events.clone()])
    }

    /// A store over the engines, whose SDK clients send their requests through these. The engines are no AWS, but the
    /// clients try as often as they do there.
    pub fn store(&self, table_http: SharedHttpClient, queue_http: SharedHttpClient) -> Store {
        let queue_config = engine::queue::client(queue_http).config().to_builder().retry_config(retries());
        let table_config = engine::table::client(table_http).config().to_builder().retry_config(retries());
        let sqs = aws_sdk_sqs::Client::from_conf(queue_config.build());
        let dynamo = aws_sdk_dynamodb::Client::from_conf(table_config.build());
        Store::new(dynamo, sqs, TABLE, self.queue.queue_url(), self.events.queue_url())
    }
}

/// The engines, and the product over them.
#[derive(Clone)]
pub struct Product {
    pub table: TableEngine,
    pub queue: QueueEngine,
    pub events: QueueEngine,
    pub app: App,
    dynamo: aws_sdk_dynamodb::Client,
    poller: Poller,
    events_poller: Poller,
    matcher: Pairing,
    notifier: Notifier,
}

/// The engines of this machine: on disk, or in memory.
pub fn engines(data: Option<&Path>, clock: &Clock) -> Result<Engines> {
    let queue = |resource: &str, journal: &str| {
        let (settings, clock) = (template::queue(TEMPLATE, resource)?, clock.clone());
        let journal = data.map(|dir| dir.join(journal));
        QueueEngine::new(journal.as_deref(), settings, Arc::new(move || clock().ms()))
    };
    let for_table = clock.clone();
    let table = match data {
        Some(dir) => TableEngine::on_disk(dir)?,
        None => TableEngine::in_memory_at(Arc::new(move || for_table().ms()))?,
    };
    Ok(Engines {
        table,
        queue: queue("MessageQueue", "queue.journal")?,
        events: queue("EventQueue", "events.journal")?,
    })
}

/// Every route of every function, as one.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(auth::router())
        .merge(workspaces::router())
        .merge(bank_accounts::router())
        .merge(phone_numbers::router())
        .merge(orders::router())
        .merge(deposits::router())
        .merge(matches::router())
        .merge(messages::router())
        .merge(sms_webhook::open())
        .merge(sms_webhook::phones())
        .merge(webhook_endpoints::router())
}

/// A notifier over what an app works with.
pub fn notifier_of(app: &App, resolver: Resolver) -> Result<Notifier, NoTls> {
    Notifier::new(app.store().clone(), app.pairing.clock(), Arc::clone(&app.keys), app.policy, resolver)
}

impl Product {
    /// The product over these engines. `table_http` and `queue_http` are what its SDK clients send their requests
    /// through: the engines' own clients, or those wrapped by a test.
    pub async fn new(
        engines: Engines,
        table_http: SharedHttpClient,
        queue_http: SharedHttpClient,
        keys: Keys,
        policy: Policy,
        clock: Clock,
    ) -> Result<Self> {
        let plain = engine::table::client(engines.table.http_client());
        template::table(TEMPLATE)?.create(&plain, TABLE).await?;
        let store = engines.store(table_http, queue_http);
        let Engines { table, queue, events } = engines;
        let poller = |queue: &QueueEngine| Poller::new(engine::queue::client(queue.http_client()), queue.queue_url());
        let (poller, events_poller) = (poller(&queue)?, poller(&events)?);
        let app = App::new(Pairing::new(store, clock), keys, policy);
        let (matcher, notifier) = (app.pairing.clone(), notifier_of(&app, Resolver::system())?);
        Ok(Self { app, dynamo: plain, poller, events_poller, matcher, notifier, table, queue, events })
    }

    /// With a matcher over another store, as a test needs it.
    pub fn with_matcher(mut self, matcher: Pairing) -> Self {
        self.matcher = matcher;
        self
    }

    /// With another notifier, as a test needs it.
    pub fn with_notifier(mut self, notifier: Notifier) -> Self {
        self.notifier = notifier;
        self
    }

    /// Which also sends mail.
    pub fn with_mailer(mut self, mailer: Mailer) -> Self {
        self.notifier = self.notifier.with_mailer(mailer);
        self
    }

    /// The product over engines as they are.
    pub async fn plain(engines: Engines, keys: Keys, policy: Policy, clock: Clock) -> Result<Self> {
        let (table_http, queue_http) = (engines.table.http_client(), engines.queues_http());
        Self::new(engines, table_http, queue_http, keys, policy, clock).await
    }

    /// The API as one service.
    pub fn router(&self) -> Router {
        web::serve::finish(routes(), self.app.clone())
    }

    /// The event-source mapping of the queue.
    pub fn poller(&self) -> &Poller {
        &self.poller
    }

    /// What the matcher's Lambda does with an event.
    pub fn matcher(
        &self,
    ) -> impl Fn(
        SqsEvent,
    )
        -> std::pin::Pin<Box<dyn Future<Output = Result<SqsBatchResponse, std::convert::Infallible>> + Send>>
    + Send
    + Sync
    + Clone
    + 'static {
        let pairing = self.matcher.clone();
        move |event| {
            let pairing = pairing.clone();
            Box::pin(async move { Ok(matcher::handle(&pairing, event).await) })
        }
    }

    /// The event-source mapping of the queue of events.
    pub fn events_poller(&self) -> &Poller {
        &self.events_poller
    }

    /// What the notifier's Lambda does with an event.
    pub fn notifier(
        &self,
    ) -> impl Fn(
        SqsEvent,
    )
        -> std::pin::Pin<Box<dyn Future<Output = Result<SqsBatchResponse, std::convert::Infallible>> + Send>>
    + Send
    + Sync
    + Clone
    + 'static {
        let notifier = self.notifier.clone();
        move |event| {
            let notifier = notifier.clone();
            Box::pin(async move { Ok(notifier.handle(event).await) })
        }
    }

    /// One run of the sweeper.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        sweeper::run(&self.app.pairing).await
    }

    /// Checks the invariants over everything that the table holds.
    pub async fn audit(&self) -> Result<Vec<Finding>> {
        let items = auditor::read_all(&self.dynamo, TABLE).await?;
        Ok(auditor::audit(&items, self.app.now(), None))
    }

    /// A client of the table that nothing stands in front of.
    pub fn dynamo(&self) -> &aws_sdk_dynamodb::Client {
        &self.dynamo
    }
}
