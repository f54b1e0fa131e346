//! LunePay's one table and its queues, on the real AWS SDK.
//!
//! Concrete on purpose: there is no trait and no double. The local program and the tests swap only the SDK's HTTP
//! connector for an embedded engine, so that the conditions, which are what is most likely wrong, are the ones that
//! run.
//!
//! `key` is the only place that spells keys, `record` the only one that knows item shapes, `pair` holds the transaction
//! that this product exists for. A method takes the workspace that the caller was proved to be in.

pub mod accounts;
pub mod audit;
pub mod bucket;
pub mod deliveries;
pub mod deposits;
pub mod due;
mod endpoints;
pub mod erase;
pub mod error;
pub mod events;
mod expression;
mod formats;
pub mod idempotency;
pub mod inbox;
pub mod key;
pub mod layout;
pub mod mail;
pub mod messages;
pub mod moving;
pub mod orders;
pub mod pair;
pub mod people;
pub mod phones;
pub mod proposals;
pub mod pulse;
pub mod queue;
mod read;
pub mod record;
pub mod recording;
mod reminders;
pub mod retention;
mod rewrite;
mod scenarios;
mod sequence;
pub mod sums;
pub mod tasks;
pub mod throttle;
pub mod tokens;
mod transact;
mod tx;
pub mod upgrade;
pub mod vouch;
pub mod waiting;
mod watch;
mod wire;
pub mod workspaces;

use std::sync::Arc;

use domain::occurrence::ReceiptId;
use tokio::sync::broadcast;

pub use deliveries::Making;
pub use error::StoreError;
pub use read::Page;
pub use sequence::Sequence;
pub use transact::pause;

use crate::events::EventTask;
use crate::queue::Queue;
use crate::tasks::Task;

/// How many written receipts one that waits may fall behind: then it looks by itself.
const RECEIPTS_TOLD: usize = 1024;

/// The table, the queue of messages and the queue of events.
#[derive(Clone, Debug)]
pub struct Store {
    dynamo: aws_sdk_dynamodb::Client,
    table: String,
    /// For the matcher.
    pub tasks: Queue<Task>,
    /// For the notifier.
    pub events: Queue<EventTask>,
    /// What its transactions keep besides.
    answer: Option<Arc<idempotency::KeptAnswer>>,
    /// Tells who waits in this process for the outcome of a message that it was written.
    receipts: broadcast::Sender<ReceiptId>,
}

impl Store {
    /// The client and the table, for the auditor: it reads what stands, with a decoder of its own.
    pub fn raw(&self) -> (&aws_sdk_dynamodb::Client, &str) {
        (&self.dynamo, &self.table)
    }

    /// A store over these clients.
    pub fn new(
        dynamo: aws_sdk_dynamodb::Client,
        sqs: aws_sdk_sqs::Client,
        table: impl Into<String>,
        queue_url: impl Into<String>,
        events_queue_url: impl Into<String>,
    ) -> Self {
        let (tasks, events) = (Queue::new(sqs.clone(), queue_url), Queue::new(sqs, events_queue_url));
        let receipts = broadcast::Sender::new(RECEIPTS_TOLD);
        Self { dynamo, table: table.into(), tasks, events, answer: None, receipts }
    }

    /// One cheap signed read, so that the connection stands before the first event: during a Lambda's start the
    /// processor is free of its throttle. A fault is left for the first real call to meet.
    pub async fn connect(&self) {
        let warm = self
            .get::<record::workspace::WorkspaceRecord>(&key::Key { pk: "WARM".into(), sk: "WARM".into() }, false)
            .await;
        if let Err(error) = warm {
            tracing::debug!(%error, "the table could not be reached at the start");
        }
    }
}
