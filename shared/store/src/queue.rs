//! A queue of one kind of task, on SQS: what one program leaves for another, or for itself.
//!
//! Every message carries its format version `v`. A body that this program cannot read is a fault of a deployment, not
//! of the message: it is failed, redelivered, and ends in the dead-letter queue, where an alarm tells.

use std::marker::PhantomData;

use aws_sdk_sqs::types::DeleteMessageBatchRequestEntry;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::StoreError;

/// How long a task that is queued before a commit waits, in seconds: it is for the case that the program dies.
pub const INSURANCE_DELAY_S: i32 = 30;
/// How long a task that goes on where a bounded one stopped waits, in seconds.
pub const CONTINUE_DELAY_S: i32 = 1;
/// So long after a deposit or an order came, policies look at what waits: by then what belongs to it came too.
pub const POLICY_DELAY_S: i32 = 30;

/// The version of the message formats that this program writes.
const FORMAT: u8 = 1;

/// What a worker is asked to do.
pub trait QueueTask: Serialize + DeserializeOwned {
    /// The group within which the queue is fair; `None`: it stands for itself.
    fn group(&self) -> Option<String>;
}

#[derive(Serialize, Deserialize)]
struct Envelope<T> {
    v: u8,
    #[serde(flatten)]
    task: T,
}

/// A queue message that this program cannot read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable queue message: {0}")]
pub struct Unreadable(String);

/// The body of a task's message. SQS refuses U+FFFE and U+FFFF, which JSON leaves as they are: here they are
/// escaped, so that no text of a phone makes a message that the queue will never take.
pub(crate) fn write<T: QueueTask>(task: T) -> Result<String, StoreError> {
    let body = serde_json::to_string(&Envelope { v: FORMAT, task })
        .map_err(|error| StoreError::Rejected(error.to_string()))?;
    Ok(body.replace('\u{FFFE}', "\\ufffe").replace('\u{FFFF}', "\\uffff"))
}

/// The task of a message's body.
pub fn read<T: QueueTask>(body: &str) -> Result<T, Unreadable> {
    let envelope: Envelope<T> = serde_json::from_str(body).map_err(|error| Unreadable(error.to_string()))?;
    match envelope.v {
        FORMAT => Ok(envelope.task),
        v => Err(Unreadable(format!("format {v} is not known"))),
    }
}

/// A queue of one kind of task.
#[derive(Clone, Debug)]
pub struct Queue<T> {
    sqs: aws_sdk_sqs::Client,
    url: String,
    tasks: PhantomData<fn(T) -> T>,
}

impl<T: QueueTask> Queue<T> {
    /// The queue at a URL.
    pub fn new(sqs: aws_sdk_sqs::Client, url: impl Into<String>) -> Self {
        Self { sqs, url: url.into(), tasks: PhantomData }
    }

    /// Queues a task, to be seen after `delay_s` seconds, 900 at most.
    pub async fn send(&self, task: T, delay_s: i32) -> Result<(), StoreError> {
        let group = task.group();
        self.send_as(task, group, delay_s).await
    }

    /// Queues a task under a group that the caller chooses, to be seen at once.
    pub async fn send_in_group(&self, task: T, group: String) -> Result<(), StoreError> {
        self.send_as(task, Some(group), 0).await
    }

    async fn send_as(&self, task: T, group: Option<String>, delay_s: i32) -> Result<(), StoreError> {
        let message = self.sqs.send_message().queue_url(&self.url).message_body(write(task)?);
        message.set_message_group_id(group).delay_seconds(delay_s).send().await?;
        Ok(())
    }

    /// Deletes messages that are done with, by their receipt handles, before the batch that they came in is. One that
    /// stays comes again, which every task bears.
    pub async fn acknowledge(&self, handles: Vec<String>) {
        let entries = handles.into_iter().enumerate().filter_map(|(nth, handle)| {
            DeleteMessageBatchRequestEntry::builder().id(nth.to_string()).receipt_handle(handle).build().ok()
        });
        let delete = self.sqs.delete_message_batch().queue_url(&self.url).set_entries(Some(entries.collect()));
        if let Err(error) = delete.send().await {
            let error = StoreError::from(error);
            tracing::warn!(%error, "messages that are done with could not be deleted; they will come again");
        }
    }
}
