//! Endpoints and deliveries as JSON.

use std::collections::BTreeMap;

use domain::delivery::{Attempt, TryResult};
use domain::{Delivery, DeliveryState, Endpoint, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// Who is told of events.
#[derive(Serialize, ToSchema)]
pub struct EndpointView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = 1)]
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    /// `PUSH`: events are sent to `url`. `PULL`: they wait until they are fetched.
    pub kind: words::EndpointKind,
    /// `null` of `PULL`. Of a chat, whose URL is a secret, only its host.
    #[schema(example = "https://shop.example/hooks/lunepay")]
    pub url: Option<String>,
    /// `JSON`: signed, for a program. The others: messages that people read in a chat.
    pub format: words::EndpointFormat,
    /// Of a chat: payers' names are told whole, not masked.
    pub shows_names: bool,
    pub description: Option<String>,
    /// What it is told of.
    #[schema(example = json!(["order.matched", "order.unmatched"]))]
    pub events: Vec<words::EventType>,
    /// Only an active endpoint is sent to, or fetches.
    pub is_active: bool,
    /// `gone`: it answered 410, a chat 410 or 404. `failing`: every try of five days failed.
    pub disabled_reason: Option<words::DisabledReason>,
    pub disabled_at: Option<String>,
    /// Since when every try fails; `null` while it is well.
    pub failing_since: Option<String>,
    /// Until when the secret before the newest signs too.
    pub old_secret_until: Option<String>,
    pub created_at: String,
}

impl EndpointView {
    pub fn of(endpoint: &Endpoint, now: Timestamp) -> Self {
        Self {
            id: endpoint.id.get(),
            workspace_id: endpoint.workspace.get(),
            livemode: endpoint.workspace.is_live(),
            kind: endpoint.kind().into(),
            url: endpoint.url.clone(),
            format: endpoint.format.into(),
            shows_names: endpoint.shows_names,
            description: endpoint.description.clone(),
            events: words::list(endpoint.events.iter().copied()),
            is_active: endpoint.disabled.is_none(),
            disabled_reason: endpoint.disabled.map(|disabled| disabled.reason.into()),
            disabled_at: endpoint.disabled.map(|disabled| disabled.at.rfc3339()),
            failing_since: endpoint.failing_since.map(Timestamp::rfc3339),
            old_secret_until: endpoint.signing(now).find_map(|secret| secret.until).map(Timestamp::rfc3339),
            created_at: endpoint.created_at.rfc3339(),
        }
    }
}

/// An endpoint with its newest secret: shown once, here.
#[derive(Serialize, ToSchema)]
pub struct EndpointWithSecret {
    #[serde(flatten)]
    pub endpoint: EndpointView,
    /// What its webhooks are signed with; `null` of a chat.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=")]
    pub secret: Option<String>,
}

/// An event on its way to an endpoint.
#[derive(Serialize, ToSchema)]
pub struct DeliveryView {
    #[schema(example = "dlv_1707703200000_1_o55_2")]
    pub id: String,
    pub endpoint_id: u64,
    /// As in the header `webhook-id`.
    #[schema(example = "evt_1_o55_2")]
    pub event_id: String,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    #[schema(example = "order.matched")]
    pub event_type: words::EventType,
    /// `FAILED`: ten tries over three days did, or nobody acknowledged it in that time. `MISSED`: the endpoint was
    /// disabled.
    pub status: words::DeliveryStatus,
    /// When the event happened.
    pub occurred_at: String,
    /// When a pending one is tried next, at the earliest.
    pub next_attempt_at: Option<String>,
    /// Until when a pending one of a `PULL` endpoint can be fetched.
    pub offered_until: Option<String>,
    /// The tries since it was made, or asked for again.
    pub tries: u32,
    pub created_at: String,
}

impl DeliveryView {
    pub fn of(delivery: &Delivery) -> Self {
        let (next_at, until) = match delivery.state {
            DeliveryState::Pending { next_at } => (Some(next_at), None),
            DeliveryState::Offered { until } => (None, Some(until)),
            DeliveryState::Succeeded | DeliveryState::Failed | DeliveryState::Missed => (None, None),
        };
        Self {
            id: delivery.id().to_string(),
            endpoint_id: delivery.endpoint.get(),
            event_id: delivery.event.to_string(),
            livemode: delivery.event.workspace.is_live(),
            event_type: delivery.kind.into(),
            status: delivery.state.status().into(),
            occurred_at: delivery.at.rfc3339(),
            next_attempt_at: next_at.map(Timestamp::rfc3339),
            offered_until: until.map(Timestamp::rfc3339),
            tries: delivery.tries,
            created_at: delivery.created_at.rfc3339(),
        }
    }
}

/// A delivery as a list shows it.
#[derive(Serialize, ToSchema)]
pub struct ListedDelivery {
    #[serde(flatten)]
    pub delivery: DeliveryView,
    /// Only where `wait` is asked for: what a `PUSH` endpoint would be sent.
    pub request: Option<WebhookRequest>,
}

/// A signed webhook. Its signature is of the moment of the answer, and good for five minutes.
#[derive(Serialize, ToSchema)]
pub struct WebhookRequest {
    /// `webhook-id`, `webhook-timestamp`, `webhook-signature`, `content-type` and `user-agent`.
    #[schema(example = json!({"content-type": "application/json", "user-agent": "LunePay-Webhooks/0.2.0",
        "webhook-id": "evt_1_o55_2", "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
        "webhook-timestamp": "1707703500"}))]
    pub headers: BTreeMap<&'static str, String>,
    /// The body, to the byte.
    pub body: String,
}

/// A delivery with what is sent and what came of each try.
#[derive(Serialize, ToSchema)]
pub struct DeliveryWithAttempts {
    #[serde(flatten)]
    pub delivery: DeliveryView,
    /// The body that is sent, to the byte.
    pub body: String,
    /// Oldest first; the newest 20.
    pub attempts: Vec<AttemptView>,
}

/// One try.
#[derive(Serialize, ToSchema)]
pub struct AttemptView {
    pub at: String,
    pub duration_ms: u32,
    /// The status of the answer; `null` when none came.
    pub status: Option<u16>,
    /// Why none came.
    pub error: Option<words::Broken>,
    /// The first 1,024 bytes of the answer.
    pub answer: String,
}

impl DeliveryWithAttempts {
    pub fn of(delivery: &Delivery) -> Self {
        Self {
            delivery: DeliveryView::of(delivery),
            body: delivery.body.clone(),
            attempts: delivery.attempts.iter().map(AttemptView::of).collect(),
        }
    }
}

impl AttemptView {
    fn of(attempt: &Attempt) -> Self {
        let (status, error) = match attempt.result {
            TryResult::Answered(status) => (Some(status), None),
            TryResult::Broke(broken) => (None, Some(broken.into())),
        };
        Self {
            at: attempt.at.rfc3339(),
            duration_ms: attempt.duration_ms,
            status,
            error,
            answer: attempt.answer.clone(),
        }
    }
}
