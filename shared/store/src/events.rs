//! The queue of events: what writers leave for the notifier, and the notifier for itself.
//!
//! A notice names what was written, not what happened: the notifier reads the items and finds the events in their
//! histories. So a notice can be sent before the commit, for the case that its writer dies, and sent twice.

use domain::{
    AuditEntry, AuditId, Delivery, DeliveryId, DepositId, EndpointId, MessageId, OrderId, PhoneId, Timestamp,
    WorkspaceId,
};
use serde::{Deserialize, Serialize};
use serde_with::{serde_as, skip_serializing_none};

use crate::mail::MailTask;
use crate::queue::QueueTask;
use crate::wire::{Ms, Number, Text};

/// What the notifier is asked to do.
#[serde_as]
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventTask {
    /// Look for events and make their deliveries.
    Notice(Notice),
    /// Try a delivery. `tries` is how often it had been tried: it tells a message that came twice. `hops` counts the
    /// messages, each sent while the one before was worked on, that lead to this one.
    Deliver {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "endpoint_id")]
        endpoint: EndpointId,
        #[serde_as(as = "Text")]
        delivery: DeliveryId,
        tries: u32,
        #[serde(default, skip_serializing_if = "is_first")]
        hops: u8,
    },
    /// Try again what an endpoint did not take since an instant, from the sort key `after` on.
    Replay {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "endpoint_id")]
        endpoint: EndpointId,
        #[serde_as(as = "Ms")]
        #[serde(rename = "since_ms")]
        since: Timestamp,
        after: Option<String>,
    },
    /// Write a mail, and send it.
    Mail(MailTask),
    /// Forget the deliveries of an endpoint that was deleted.
    Forget {
        #[serde_as(as = "Number")]
        #[serde(rename = "workspace_id")]
        workspace: WorkspaceId,
        #[serde_as(as = "Number")]
        #[serde(rename = "endpoint_id")]
        endpoint: EndpointId,
    },
}

impl EventTask {
    /// Tries a delivery as it stands.
    pub fn deliver(delivery: &Delivery, hops: u8) -> Self {
        let (workspace, endpoint, tries) = (delivery.workspace, delivery.endpoint, delivery.tries);
        Self::Deliver { workspace, endpoint, delivery: delivery.id(), tries, hops }
    }
}

fn is_first(hops: &u8) -> bool {
    *hops == 0
}

/// What was written, or is about to be.
#[serde_as]
#[skip_serializing_none]
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    #[serde_as(as = "Number")]
    #[serde(rename = "workspace_id")]
    pub workspace: WorkspaceId,
    #[serde_as(as = "Option<Number>")]
    #[serde(rename = "order_id")]
    pub order: Option<OrderId>,
    #[serde_as(as = "Option<Number>")]
    #[serde(rename = "deposit_id")]
    pub deposit: Option<DepositId>,
    /// An endpoint that was disabled.
    #[serde_as(as = "Option<Number>")]
    #[serde(rename = "endpoint_id")]
    pub endpoint: Option<EndpointId>,
    /// A phone that fell silent, or was heard of again.
    #[serde_as(as = "Option<Number>")]
    #[serde(rename = "phone_id")]
    pub phone: Option<PhoneId>,
    /// Entries of the audit log.
    #[serde_as(as = "Vec<Text>")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audit: Vec<AuditId>,
    /// A message in the inbox.
    #[serde_as(as = "Option<Text>")]
    pub message: Option<MessageId>,
    /// Only what happened from this instant on.
    #[serde_as(as = "Ms")]
    #[serde(rename = "since_ms")]
    pub since: Timestamp,
}

impl Notice {
    /// Nothing of a workspace, from an instant on.
    pub fn of(workspace: WorkspaceId, since: Timestamp) -> Self {
        let audit = Vec::new();
        Self { workspace, order: None, deposit: None, endpoint: None, phone: None, audit, message: None, since }
    }

    /// And this order.
    pub fn order(self, order: OrderId) -> Self {
        Self { order: Some(order), ..self }
    }

    /// And this deposit.
    pub fn deposit(self, deposit: DepositId) -> Self {
        Self { deposit: Some(deposit), ..self }
    }

    /// And this endpoint.
    pub fn endpoint(self, endpoint: EndpointId) -> Self {
        Self { endpoint: Some(endpoint), ..self }
    }

    /// And this phone.
    pub fn phone(self, phone: PhoneId) -> Self {
        Self { phone: Some(phone), ..self }
    }

    /// And these entries of the audit log, as far as endpoints are told of them.
    pub fn audit(self, entries: &[AuditEntry]) -> Self {
        let told = entries.iter().filter(|entry| entry.change.event().is_some());
        Self { audit: told.map(|entry| entry.id).collect(), ..self }
    }

    /// And this message of the inbox.
    pub fn message(self, message: MessageId) -> Self {
        Self { message: Some(message), ..self }
    }
}

impl QueueTask for EventTask {
    /// One endpoint's flood does not hold up the others'.
    fn group(&self) -> Option<String> {
        Some(match self {
            Self::Notice(notice) => notice.workspace.to_string(),
            Self::Mail(_) => "mail".to_owned(),
            Self::Deliver { workspace, endpoint, .. }
            | Self::Replay { workspace, endpoint, .. }
            | Self::Forget { workspace, endpoint } => format!("{workspace}-{endpoint}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::{read, write};

    #[test]
    fn a_notice_is_read_back_and_a_body_of_another_format_is_refused() {
        let notice = Notice::of(WorkspaceId::new(1).unwrap(), Timestamp::from_ms(5)).order(OrderId::new(55).unwrap());
        let body = write(EventTask::Notice(notice.clone())).unwrap();
        assert_eq!(body, r#"{"v":1,"kind":"notice","workspace_id":1,"order_id":55,"since_ms":5}"#);
        assert_eq!(read::<EventTask>(&body).unwrap(), EventTask::Notice(notice));
        assert!(read::<EventTask>(&body.replace("\"v\":1", "\"v\":2")).is_err());
        assert!(read::<EventTask>(r#"{"v":1,"kind":"dance"}"#).is_err());
    }
}
