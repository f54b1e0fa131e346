//! Queue messages: what the webhook and the HTTP operations leave for the matcher.
//!
//! Every message carries its format version `v`. A body that this program cannot read is a fault of a deployment, not
//! of the message: it is failed, redelivered, and ends in the dead-letter queue, where an alarm tells.

use aws_sdk_sqs::types::DeleteMessageBatchRequestEntry;
use domain::occurrence::ReceiptId;
use domain::{AccountId, ClosedSet, MissingSender, SenderClaim, Timestamp, Via, Won, WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError};

/// How long a look that insures an HTTP operation against its own death waits, in seconds.
pub const INSURANCE_DELAY_S: i32 = 30;
/// How long a look that goes on where a bounded one stopped waits, in seconds.
pub const CONTINUE_DELAY_S: i32 = 1;

/// The version of the message formats that this program writes.
const FORMAT: u8 = 1;

/// What the matcher is asked to do.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Task {
    /// Read this message and pair the deposit that it tells of.
    Sms(Box<SmsMessage>),
    /// Settle this amount of this workspace. `after`: where the look before stopped at its bound.
    Look {
        workspace_id: u64,
        amount: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
    },
    /// The workspace's settings changed, or it takes messages again: settle every amount of its waiting deposits with
    /// an id above `after`, and offer the unclaimed messages to its accounts.
    Revisit { workspace_id: u64, after: u64 },
    /// Offer the unclaimed messages to this newly active account.
    Offer { workspace_id: u64, account_id: u64 },
    /// Release the held deposits whose sender its owner approved.
    Release { workspace_id: u64 },
    /// Delete some of what a deleted workspace held, and go on. `round` counts how often nothing was left.
    Erase { workspace_id: u64, round: u8 },
}

/// A bank's message on its way to the matcher.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct SmsMessage {
    /// The webhook call, 32 hexadecimal digits.
    pub receipt: String,
    pub raw_sms: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// The title of the notification that carried the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The Android package whose notification carried the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub package: Option<String>,
    /// See [`SenderClaim::ambiguous`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ambiguous: bool,
    /// See [`SenderClaim::unconfirmed`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unconfirmed: bool,
    /// What the phone says of calls that tell no sender: [`MissingSender`]; absent over the open URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_sender: Option<String>,
    /// What the app calls this message, where it tells an id: the same id is the same message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call_id: Option<String>,
    /// The server's clock when the call came, in milliseconds since the Unix epoch; absent: as `received_at_ms`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard_at_ms: Option<i64>,
    /// When it arrived, in milliseconds since the Unix epoch.
    pub received_at_ms: i64,
    /// The phone's own stamp was not believed: `received_at_ms` is the server's time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub server_time: bool,
    pub via: String,
    /// The phone whose URL it came over; absent for the open URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneRef>,
    /// What an app told that keeps the text to itself; then `raw_sms` is what it sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<ToldDeposit>,
}

/// A deposit as an app tells it that read the bank's message by itself.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct ToldDeposit {
    pub depositor_name: String,
    /// In KRW.
    pub amount: u64,
}

/// A phone of a workspace.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhoneRef {
    pub workspace_id: u64,
    pub phone_id: u64,
}

impl SmsMessage {
    /// The receipt of the webhook call. `None` when the text is not 32 hexadecimal digits.
    pub fn receipt(&self) -> Option<ReceiptId> {
        let mut id = [0; 16];
        let digits = self.receipt.as_bytes();
        if digits.len() != 32 {
            return None;
        }
        for (byte, pair) in id.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(id)
    }

    pub fn received_at(&self) -> Timestamp {
        Timestamp::from_ms(self.received_at_ms)
    }

    /// The server's clock when the call came.
    pub fn heard_at(&self) -> Timestamp {
        self.heard_at_ms.map_or(self.received_at(), Timestamp::from_ms)
    }

    /// What the call said of the sender.
    pub fn sender_claim(&self) -> SenderClaim {
        SenderClaim {
            sender: self.sender.clone(),
            title: self.title.clone(),
            package: self.package.clone(),
            ambiguous: self.ambiguous,
            unconfirmed: self.unconfirmed,
        }
    }

    /// What the phone says of calls that tell no sender. `Held` where nothing is told.
    pub fn missing_sender(&self) -> MissingSender {
        self.missing_sender.as_deref().and_then(ClosedSet::parse).unwrap_or(MissingSender::Held)
    }

    /// The way it came; `None` for an unknown word.
    pub fn via(&self) -> Option<Via> {
        Via::parse(&self.via)
    }
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    v: u8,
    #[serde(flatten)]
    task: Task,
}

/// A queue message that this program cannot read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable queue message: {0}")]
pub struct Unreadable(String);

/// The body of a task's queue message. SQS refuses U+FFFE and U+FFFF, which JSON leaves as they are: here they are
/// escaped, so that no text of a phone makes a message that the queue will never take.
fn write(task: Task) -> Result<String, StoreError> {
    let body = serde_json::to_string(&Envelope { v: FORMAT, task })
        .map_err(|error| StoreError::Rejected(error.to_string()))?;
    Ok(body.replace('\u{FFFE}', "\\ufffe").replace('\u{FFFF}', "\\uffff"))
}

/// The task of a queue message's body.
pub fn read(body: &str) -> Result<Task, Unreadable> {
    let envelope: Envelope = serde_json::from_str(body).map_err(|error| Unreadable(error.to_string()))?;
    match envelope.v {
        FORMAT => Ok(envelope.task),
        v => Err(Unreadable(format!("format {v} is not known"))),
    }
}

impl Store {
    /// Queues a task, to be seen after `delay_s` seconds.
    pub async fn send(&self, task: Task, delay_s: i32) -> Result<(), StoreError> {
        let body = write(task)?;
        self.sqs.send_message().queue_url(&self.queue_url).message_body(body).delay_seconds(delay_s).send().await?;
        Ok(())
    }

    /// Queues a message with the group that keeps one account's flood from holding up the others.
    pub async fn send_sms(&self, sms: SmsMessage, group: &str) -> Result<(), StoreError> {
        let body = write(Task::Sms(Box::new(sms)))?;
        self.sqs.send_message().queue_url(&self.queue_url).message_body(body).message_group_id(group).send().await?;
        Ok(())
    }

    /// Deletes messages that are done with, by their receipt handles, before the batch that they came in is. One that
    /// stays comes again, which every task bears.
    pub async fn acknowledge(&self, handles: Vec<String>) {
        self.delete_from(&self.queue_url, handles).await;
    }

    /// As [`Store::acknowledge`], for the queue of events.
    pub async fn acknowledge_events(&self, handles: Vec<String>) {
        self.delete_from(&self.events_queue_url, handles).await;
    }

    async fn delete_from(&self, queue_url: &str, handles: Vec<String>) {
        let entries = handles.into_iter().enumerate().filter_map(|(nth, handle)| {
            DeleteMessageBatchRequestEntry::builder().id(nth.to_string()).receipt_handle(handle).build().ok()
        });
        let entries: Vec<_> = entries.collect();
        if let Err(error) = self.sqs.delete_message_batch().queue_url(queue_url).set_entries(Some(entries)).send().await
        {
            let error = StoreError::from(error);
            tracing::warn!(%error, "messages that are done with could not be deleted; they will come again");
        }
    }

    /// Insures an operation against its own death: its amount is looked at again in half a minute, whatever happens to
    /// this program. Sent before the commit. A queue that is down is logged and does not stop the operation; `false`
    /// says that the operation is not insured.
    pub async fn insure(&self, workspace: WorkspaceId, amounts: &[Won]) -> bool {
        let mut insured = true;
        for amount in amounts {
            let look = Task::Look { workspace_id: workspace.get(), amount: amount.get(), after: None };
            if let Err(error) = self.send(look, INSURANCE_DELAY_S).await {
                tracing::warn!(workspace.id = workspace.get(), %error, "no insurance look could be queued; going on");
                insured = false;
            }
        }
        insured
    }

    /// Offers the unclaimed messages to an account.
    pub async fn offer(&self, workspace: WorkspaceId, account: AccountId, delay_s: i32) -> Result<(), StoreError> {
        self.send(Task::Offer { workspace_id: workspace.get(), account_id: account.get() }, delay_s).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQS takes: #x9 | #xA | #xD | #x20–#xD7FF | #xE000–#xFFFD | #x10000–#x10FFFF (SendMessage, AWS reference).
    #[test]
    fn every_text_makes_a_body_that_the_queue_takes_and_gives_back() {
        let raw_sms: String =
            ('\0'..='\u{2FF}').chain(['\u{FFFD}', '\u{FFFE}', '\u{FFFF}', '\u{10000}', '"', '\\']).collect();
        let sms = SmsMessage {
            receipt: "0".repeat(32),
            raw_sms,
            sender: None,
            title: None,
            package: None,
            ambiguous: false,
            unconfirmed: false,
            missing_sender: None,
            call_id: None,
            heard_at_ms: None,
            received_at_ms: 1,
            server_time: false,
            via: "open".into(),
            phone: None,
            told: None,
        };
        let body = write(Task::Sms(Box::new(sms.clone()))).unwrap();
        assert!(body.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)), "{body:?}");
        assert_eq!(read(&body).unwrap(), Task::Sms(Box::new(sms)));
    }

    #[test]
    fn a_body_of_another_format_is_refused() {
        assert!(read(r#"{"v":2,"kind":"look","workspace_id":1,"amount":5}"#).is_err());
        assert!(read(r#"{"v":1,"kind":"dance"}"#).is_err());
        assert!(read("").is_err());
    }
}
