//! The event-source mapping: what Lambda does between a queue and its function.
//!
//! It receives a batch, calls the same handler that runs on Lambda, and deletes only what the handler did not report as
//! failed. What it does not delete comes back when its visibility timeout is over. As on Lambda, an error or a panic
//! fails the whole batch, and so does a report that names no message of it: a second delivery does no harm, a lost
//! message does.
//!
//! Lambda's backoff after failing invocations is deliberately not imitated.
use anyhow::{Context, Result};
use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use aws_sdk_sqs::{
    Client,
    types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName},
};
use std::{collections::HashSet, fmt::Display, future::Future, num::NonZeroUsize, sync::Arc, time::Duration};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

/// What the template's mapping says, and the most that SQS gives at once.
const BATCH: i32 = 10;
const LONG_POLL_S: i32 = 20;
/// When the queue does not answer.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Polls one queue.
#[derive(Clone, Debug)]
pub struct Poller {
    client: Client,
    queue_url: String,
    event_source_arn: String,
    region: String,
    batch: usize,
}

/// What a [`Poller::drain`] did, counted in deliveries: a message that failed and came back counts again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    pub deleted: usize,
    pub failed: usize,
}

impl Poller {
    /// Of the queue at `queue_url`, which must have the form of [`super::queue::QueueEngine::queue_url`].
    pub fn new(client: Client, queue_url: &str) -> Result<Self> {
        let arn = super::queue::arn_of(queue_url).with_context(|| format!("{queue_url} is no queue's address"))?;
        let region = arn.split(':').nth(3).unwrap_or_default().to_owned();
        Ok(Self { client, queue_url: queue_url.to_owned(), event_source_arn: arn, region, batch: usize::MAX })
    }

    /// Delivers each message by itself, so that one that takes long holds up no other.
    pub fn one_by_one(mut self) -> Self {
        self.batch = 1;
        self
    }

    /// Delivers until `stop`, up to `concurrency` batches at a time. Returns when the last of them is done; what was
    /// received at the moment of the stop and not delivered stays in the queue.
    pub async fn run<H, F, E>(&self, concurrency: NonZeroUsize, stop: CancellationToken, handler: H)
    where
        H: Fn(SqsEvent) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        let handler = Arc::new(handler);
        let mut deliveries = JoinSet::new();
        while !stop.is_cancelled() {
            if deliveries.len() >= concurrency.get() {
                deliveries.join_next().await;
                continue;
            }
            let received = tokio::select! {
                () = stop.cancelled() => break,
                received = self.receive(LONG_POLL_S) => received,
            };
            match received {
                Ok(messages) if messages.is_empty() => {}
                Ok(messages) => {
                    let mut messages = messages.into_iter().peekable();
                    while messages.peek().is_some() {
                        let batch = messages.by_ref().take(self.batch).collect();
                        let (poller, handler) = (self.clone(), Arc::clone(&handler));
                        deliveries.spawn(async move { poller.deliver(batch, &*handler).await });
                    }
                }
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the queue does not answer; trying again");
                    tokio::select! { () = stop.cancelled() => {}, () = sleep(RETRY_AFTER) => {} }
                }
            }
            while deliveries.try_join_next().is_some() {}
        }
        while deliveries.join_next().await.is_some() {}
    }

    /// For tests: delivers what is visible, batch after batch, until the queue shows nothing more. What the handler
    /// sends meanwhile is delivered too; what fails stays in flight.
    pub async fn drain<H, F, E>(&self, handler: H) -> Result<Drained>
    where
        H: Fn(SqsEvent) -> F,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        let mut drained = Drained::default();
        loop {
            let messages = self.receive(0).await?;
            if messages.is_empty() {
                return Ok(drained);
            }
            let delivered = messages.len();
            let deleted = self.deliver(messages, &handler).await;
            drained.deleted += deleted;
            drained.failed += delivered - deleted;
        }
    }

    async fn receive(&self, wait_s: i32) -> Result<Vec<Message>> {
        let request = self.client.receive_message().queue_url(&self.queue_url).max_number_of_messages(BATCH);
        let request = request.wait_time_seconds(wait_s).message_system_attribute_names(MessageSystemAttributeName::All);
        Ok(request.send().await?.messages.unwrap_or_default())
    }

    /// One invocation. Returns how many messages are done with.
    async fn deliver<H, F, E>(&self, messages: Vec<Message>, handler: &H) -> usize
    where
        H: Fn(SqsEvent) -> F,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Display + Send + 'static,
    {
        // On a task of its own, so that a panic ends this invocation and not the poller.
        let answer = match tokio::spawn(handler(self.event(&messages))).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(error.to_string()),
            // What a panic says may hold what a log must not; the panic hook has told it on the terminal.
            Err(_) => Err("the handler panicked".to_owned()),
        };
        match answer {
            Ok(response) => self.delete(succeeded(&messages, &response)).await,
            Err(error) => {
                tracing::error!(error, messages = messages.len(), "a handler failed; its messages will come again");
                0
            }
        }
    }

    /// A message that could not be deleted comes again, which every handler must bear.
    async fn delete(&self, messages: Vec<&Message>) -> usize {
        let entries = messages.iter().enumerate().filter_map(|(nth, message)| {
            let entry = DeleteMessageBatchRequestEntry::builder().id(nth.to_string());
            entry.set_receipt_handle(message.receipt_handle.clone()).build().ok()
        });
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            return 0;
        }
        let request = self.client.delete_message_batch().queue_url(&self.queue_url).set_entries(Some(entries));
        match request.send().await {
            Ok(answer) => answer.successful().len(),
            Err(error) => {
                let error = aws_sdk_sqs::error::DisplayErrorContext(&error).to_string();
                tracing::warn!(error, "handled messages could not be deleted; they will come again");
                0
            }
        }
    }

    /// As Lambda builds it from what SQS returned.
    fn event(&self, messages: &[Message]) -> SqsEvent {
        let mut event = SqsEvent::default();
        event.records = messages.iter().map(|message| self.record(message)).collect();
        event
    }

    fn record(&self, message: &Message) -> SqsMessage {
        let mut record = SqsMessage::default();
        record.message_id = message.message_id.clone();
        record.receipt_handle = message.receipt_handle.clone();
        record.body = message.body.clone();
        record.md5_of_body = message.md5_of_body.clone();
        let attributes = message.attributes.iter().flatten();
        record.attributes = attributes.map(|(name, value)| (name.as_str().to_owned(), value.clone())).collect();
        record.event_source = Some("aws:sqs".to_owned());
        record.event_source_arn = Some(self.event_source_arn.clone());
        record.aws_region = Some(self.region.clone());
        record
    }
}

/// The messages that the response does not report as failed.
fn succeeded<'a>(messages: &'a [Message], response: &SqsBatchResponse) -> Vec<&'a Message> {
    let ids: HashSet<&str> = messages.iter().filter_map(Message::message_id).collect();
    let failed: HashSet<&str> = response.batch_item_failures.iter().map(|item| item.item_identifier.as_str()).collect();
    if !failed.is_subset(&ids) {
        tracing::error!("a handler reported a message that was not in its batch; the whole batch will come again");
        return Vec::new();
    }
    messages.iter().filter(|message| message.message_id().is_some_and(|id| !failed.contains(id))).collect()
}
