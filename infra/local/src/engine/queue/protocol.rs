//! The shapes of SQS's JSON protocol, and its rules for what a request may hold.
//! Source: the SQS API Reference. What the product does not use is refused, never ignored.
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// Of one message, and of a batch together.
const MAX_MESSAGE_BYTES: usize = 1024 * 1024;
const MAX_BATCH: usize = 10;
const MAX_DELAY_S: i64 = 900;
const MAX_WAIT_S: i64 = 20;
const MAX_VISIBILITY_S: i64 = 12 * 60 * 60;
const MAX_GROUP_CHARS: usize = 128;

/// A refusal, or a failure of the engine itself.
#[derive(Debug)]
pub(super) struct Fault {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
}

impl Fault {
    pub fn refused(code: &'static str, message: impl Into<String>) -> Self {
        Self { status: 400, code, message: message.into() }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::refused("InvalidParameterValue", message)
    }

    pub fn body(&self) -> Vec<u8> {
        let code = format!("com.amazonaws.sqs#{}", self.code);
        serde_json::json!({ "__type": code, "message": self.message }).to_string().into_bytes()
    }
}

/// The engine could not do it, for example because the disk is full; the SDK tries again.
impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!(error = format!("{error:#}"), "the embedded queue failed");
        Self { status: 500, code: "InternalFailure", message: "the embedded queue failed".to_owned() }
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendMessage {
    pub queue_url: String,
    #[serde(flatten)]
    pub message: Outgoing,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Outgoing {
    pub message_body: String,
    #[serde(default)]
    pub delay_seconds: i64,
    pub message_group_id: Option<String>,
    message_deduplication_id: Option<String>,
    #[serde(default)]
    message_attributes: BTreeMap<String, serde_json::Value>,
    #[serde(default)]
    message_system_attributes: BTreeMap<String, serde_json::Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch<E> {
    pub queue_url: String,
    pub entries: Vec<E>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SendEntry {
    pub id: String,
    #[serde(flatten)]
    pub message: Outgoing,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteEntry {
    pub id: String,
    pub receipt_handle: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReceiveMessage {
    pub queue_url: String,
    #[serde(default = "one")]
    pub max_number_of_messages: i64,
    pub visibility_timeout: Option<i64>,
    #[serde(default)]
    pub wait_time_seconds: i64,
    #[serde(default)]
    pub attribute_names: Vec<String>,
    #[serde(default)]
    pub message_system_attribute_names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteMessage {
    pub queue_url: String,
    pub receipt_handle: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ChangeVisibility {
    pub queue_url: String,
    pub receipt_handle: String,
    pub visibility_timeout: i64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetAttributes {
    pub queue_url: String,
    #[serde(default)]
    pub attribute_names: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Sent {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub message_id: String,
    #[serde(rename = "MD5OfMessageBody")]
    pub md5_of_message_body: String,
}

/// The answer that says no more than that it is done.
#[derive(Debug, Serialize)]
pub(super) struct Done {}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Deleted {
    pub id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct BatchResult<S> {
    pub successful: Vec<S>,
    pub failed: Vec<Failed>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Failed {
    pub id: String,
    pub sender_fault: bool,
    pub code: &'static str,
    pub message: String,
}

impl Failed {
    pub fn of(id: String, fault: Fault) -> Self {
        Self { id, sender_fault: fault.status < 500, code: fault.code, message: fault.message }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Received {
    pub messages: Vec<ReceivedMessage>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ReceivedMessage {
    pub message_id: String,
    pub receipt_handle: String,
    pub body: String,
    #[serde(rename = "MD5OfBody")]
    pub md5_of_body: String,
    pub attributes: BTreeMap<&'static str, String>,
}

fn one() -> i64 {
    1
}

fn within(name: &str, value: i64, least: i64, most: i64) -> Result<(), Fault> {
    match value {
        value if (least..=most).contains(&value) => Ok(()),
        value => Err(Fault::invalid(format!("{name} is {value}, and must be {least} to {most}"))),
    }
}

impl Outgoing {
    pub fn check(&self) -> Result<(), Fault> {
        let body = &self.message_body;
        if body.is_empty() {
            return Err(Fault::refused("MissingParameter", "MessageBody must not be empty"));
        }
        if body.len() > MAX_MESSAGE_BYTES {
            return Err(Fault::invalid(format!("MessageBody must be at most {MAX_MESSAGE_BYTES} bytes")));
        }
        if !body.chars().all(is_xml) {
            return Err(Fault::refused(
                "InvalidMessageContents",
                "MessageBody holds a character outside the allowed set",
            ));
        }
        within("DelaySeconds", self.delay_seconds, 0, MAX_DELAY_S)?;
        if self.message_group_id.as_deref().is_some_and(|group| !is_group(group)) {
            return Err(Fault::invalid("MessageGroupId must be 1 to 128 letters, digits or punctuation marks"));
        }
        if self.message_deduplication_id.is_some() {
            return Err(Fault::invalid("MessageDeduplicationId is for FIFO queues"));
        }
        if !self.message_attributes.is_empty() || !self.message_system_attributes.is_empty() {
            return Err(Fault::refused("UnsupportedOperation", "the embedded queue keeps no message attributes"));
        }
        Ok(())
    }
}

/// The characters of XML 1.0. JSON escapes what is below U+0020, but not U+FFFE and U+FFFF.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

fn is_group(group: &str) -> bool {
    (1..=MAX_GROUP_CHARS).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_graphic())
}

impl ReceiveMessage {
    pub fn check(&self) -> Result<(), Fault> {
        within("MaxNumberOfMessages", self.max_number_of_messages, 1, MAX_BATCH as i64)?;
        within("WaitTimeSeconds", self.wait_time_seconds, 0, MAX_WAIT_S)?;
        within("VisibilityTimeout", self.visibility_timeout.unwrap_or(0), 0, MAX_VISIBILITY_S)
    }

    pub fn asks_for(&self, attribute: &str) -> bool {
        let mut names = self.attribute_names.iter().chain(&self.message_system_attribute_names);
        names.any(|name| name == "All" || name == attribute)
    }
}

impl ChangeVisibility {
    pub fn check(&self) -> Result<(), Fault> {
        within("VisibilityTimeout", self.visibility_timeout, 0, MAX_VISIBILITY_S)
    }
}

/// What a batch must be as a whole; each entry is then judged by itself.
pub(super) fn check_batch<'a>(ids: impl ExactSizeIterator<Item = &'a str>, bytes: usize) -> Result<(), Fault> {
    let count = ids.len();
    if count == 0 {
        return Err(Fault::refused("EmptyBatchRequest", "the batch has no entries"));
    }
    if count > MAX_BATCH {
        return Err(Fault::refused(
            "TooManyEntriesInBatchRequest",
            format!("the batch has {count} entries, not 1 to 10"),
        ));
    }
    if ids.collect::<HashSet<_>>().len() < count {
        return Err(Fault::refused("BatchEntryIdsNotDistinct", "two entries have one id"));
    }
    if bytes > MAX_MESSAGE_BYTES {
        return Err(Fault::refused(
            "BatchRequestTooLong",
            format!("the batch has more than {MAX_MESSAGE_BYTES} bytes"),
        ));
    }
    Ok(())
}
