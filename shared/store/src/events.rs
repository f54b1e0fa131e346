//! The queue of events: what writers leave for the notifier, and the notifier for itself.
//!
//! A notice names what was written, not what happened: the notifier reads the items and finds the events in their
//! histories. So a notice can be sent before the commit, for the case that its writer dies, and sent twice.

use domain::{AuditEntry, DepositId, EndpointId, MessageId, OrderId, PhoneId, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

use crate::{Store, StoreError};

/// The version of the message formats that this program writes.
const FORMAT: u8 = 1;

/// What the notifier is asked to do.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventTask {
    /// Look for events and make their deliveries.
    Notice(Notice),
    /// Try a delivery. `tries` is how often it had been tried: it tells a message that came twice. `hops` counts the
    /// messages, each sent while the one before was worked on, that lead to this one.
    Deliver {
        workspace_id: u64,
        endpoint_id: u64,
        delivery: String,
        tries: u32,
        #[serde(default, skip_serializing_if = "is_first")]
        hops: u8,
    },
    /// Try again what an endpoint did not take since an instant, from the sort key `after` on.
    Replay { workspace_id: u64, endpoint_id: u64, since_ms: i64, after: Option<String> },
    /// Forget the deliveries of an endpoint that was deleted.
    Forget { workspace_id: u64, endpoint_id: u64 },
}

fn is_first(hops: &u8) -> bool {
    *hops == 0
}

/// What was written, or is about to be.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct Notice {
    pub workspace_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposit_id: Option<u64>,
    /// An endpoint that was disabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint_id: Option<u64>,
    /// A phone that fell silent, or was heard of again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_id: Option<u64>,
    /// Entries of the audit log, by their ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audit: Vec<String>,
    /// A message in the inbox, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Only what happened from this instant on.
    pub since_ms: i64,
}

impl Notice {
    /// Nothing of a workspace, from an instant on.
    pub fn of(workspace: WorkspaceId, since: Timestamp) -> Self {
        Self { workspace_id: workspace.get(), since_ms: since.ms(), ..Self::default() }
    }

    /// And this order.
    pub fn order(self, order: OrderId) -> Self {
        Self { order_id: Some(order.get()), ..self }
    }

    /// And this deposit.
    pub fn deposit(self, deposit: DepositId) -> Self {
        Self { deposit_id: Some(deposit.get()), ..self }
    }

    /// And this endpoint.
    pub fn endpoint(self, endpoint: EndpointId) -> Self {
        Self { endpoint_id: Some(endpoint.get()), ..self }
    }

    /// And this phone.
    pub fn phone(self, phone: PhoneId) -> Self {
        Self { phone_id: Some(phone.get()), ..self }
    }

    /// And these entries of the audit log, as far as endpoints are told of them.
    pub fn audit(self, entries: &[AuditEntry]) -> Self {
        let told = entries.iter().filter(|entry| entry.change.event().is_some());
        Self { audit: told.map(|entry| entry.id.to_string()).collect(), ..self }
    }

    /// And this message of the inbox.
    pub fn message(self, message: MessageId) -> Self {
        Self { message: Some(message.to_string()), ..self }
    }
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    v: u8,
    #[serde(flatten)]
    task: EventTask,
}

/// A message of the queue of events that this program cannot read.
#[derive(Debug, thiserror::Error)]
#[error("unreadable event message: {0}")]
pub struct Unreadable(String);

/// The task of a queue message's body.
pub fn read(body: &str) -> Result<EventTask, Unreadable> {
    let envelope: Envelope = serde_json::from_str(body).map_err(|error| Unreadable(error.to_string()))?;
    match envelope.v {
        FORMAT => Ok(envelope.task),
        v => Err(Unreadable(format!("format {v} is not known"))),
    }
}

impl EventTask {
    /// The group within which the queue is fair: one endpoint's flood does not hold up the others'.
    fn group(&self) -> String {
        match self {
            Self::Notice(notice) => format!("{}", notice.workspace_id),
            Self::Deliver { workspace_id, endpoint_id, .. }
            | Self::Replay { workspace_id, endpoint_id, .. }
            | Self::Forget { workspace_id, endpoint_id } => format!("{workspace_id}-{endpoint_id}"),
        }
    }
}

impl Store {
    /// Queues a task of the notifier, to be seen after `delay_s` seconds, 900 at most.
    pub async fn send_event(&self, task: EventTask, delay_s: i32) -> Result<(), StoreError> {
        let group = task.group();
        let body = serde_json::to_string(&Envelope { v: FORMAT, task })
            .map_err(|error| StoreError::Rejected(error.to_string()))?;
        self.sqs
            .send_message()
            .queue_url(&self.events_queue_url)
            .message_body(body)
            .message_group_id(group)
            .delay_seconds(delay_s)
            .send()
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_read_back_and_a_body_of_another_format_is_refused() {
        let notice = Notice::of(WorkspaceId::new(1).unwrap(), Timestamp::from_ms(5)).order(OrderId::new(55).unwrap());
        let body = serde_json::to_string(&Envelope { v: FORMAT, task: EventTask::Notice(notice.clone()) }).unwrap();
        assert_eq!(body, r#"{"v":1,"kind":"notice","workspace_id":1,"order_id":55,"since_ms":5}"#);
        assert_eq!(read(&body).unwrap(), EventTask::Notice(notice));
        assert!(read(&body.replace("\"v\":1", "\"v\":2")).is_err());
        assert!(read(r#"{"v":1,"kind":"dance"}"#).is_err());
    }
}
