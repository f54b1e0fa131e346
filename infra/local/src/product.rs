//! The product, put together: the functions' routers and workers over one store, which talks to whatever HTTP clients
//! it is given. The local program and the tests share it.

use std::path::Path;

use anyhow::Result;
use auditor::Finding;
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use axum::Router;
use domain::Clock;
use pairing::Pairing;
use store::Store;
use utoipa_axum::router::OpenApiRouter;
use web::{App, Keys, Policy};

use crate::engine::poller::Poller;
use crate::engine::queue::QueueEngine;
use crate::engine::table::TableEngine;
use crate::{engine, template};

/// What AWS is told and this machine is told: the table and the queue are described once.
pub const TEMPLATE: &str = include_str!("../../../template.yaml");
/// The table's name on this machine.
pub const TABLE: &str = "lunepay";

/// The engines, and the product over them.
#[derive(Clone)]
pub struct Product {
    pub table: TableEngine,
    pub queue: QueueEngine,
    pub app: App,
    dynamo: aws_sdk_dynamodb::Client,
    poller: Poller,
}

/// The engines of this machine: on disk, or in memory.
pub fn engines(data: Option<&Path>, clock: &Clock) -> Result<(TableEngine, QueueEngine)> {
    let queue = template::queue(TEMPLATE, "MessageQueue")?;
    let (for_table, for_queue) = (clock.clone(), clock.clone());
    let journal = data.map(|dir| dir.join("queue.journal"));
    let table = match data {
        Some(dir) => TableEngine::on_disk(dir)?,
        None => TableEngine::in_memory_at(std::sync::Arc::new(move || for_table().ms()))?,
    };
    Ok((table, QueueEngine::new(journal.as_deref(), queue, std::sync::Arc::new(move || for_queue().ms()))?))
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
        .merge(sms_webhook::router())
}

impl Product {
    /// The product over these engines. `table_http` and `queue_http` are what its SDK clients send their requests
    /// through: the engines' own clients, or those wrapped by a test.
    pub async fn new(
        engines: (TableEngine, QueueEngine),
        table_http: SharedHttpClient,
        queue_http: SharedHttpClient,
        keys: Keys,
        policy: Policy,
        clock: Clock,
    ) -> Result<Self> {
        let (table, queue) = engines;
        let plain = engine::table::client(table.http_client());
        template::table(TEMPLATE)?.create(&plain, TABLE).await?;
        let sqs = engine::queue::client(queue_http);
        let store = Store::new(engine::table::client(table_http), sqs, TABLE, queue.queue_url());
        let poller = Poller::new(engine::queue::client(queue.http_client()), queue.queue_url())?;
        Ok(Self { app: App::new(Pairing::new(store, clock), keys, policy), dynamo: plain, poller, table, queue })
    }

    /// The product over engines as they are.
    pub async fn plain(engines: (TableEngine, QueueEngine), keys: Keys, policy: Policy, clock: Clock) -> Result<Self> {
        let (table_http, queue_http) = (engines.0.http_client(), engines.1.http_client());
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
        let pairing = self.app.pairing.clone();
        move |event| {
            let pairing = pairing.clone();
            Box::pin(async move { Ok(matcher::handle(&pairing, event).await) })
        }
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
