//! The item of a delivery.

use domain::delivery::{Attempt, Broken, KEPT_MS, TryResult};
use domain::time::MINUTE_MS;
use domain::{ClosedSet, Delivery, DeliveryState, EndpointId, EventId, EventType, Timestamp, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

/// The longest wait over the queue, in milliseconds. What waits longer stands in the index, from which the sweeper
/// starts it: Lambda stops a function that its own messages invoke again and again.
pub const QUEUE_HOLDS_MS: i64 = MINUTE_MS;
/// How long a delivery that the sweeper started is not started again, in milliseconds: in case that nothing becomes of
/// it.
pub const STARTED_FOR_MS: i64 = 15 * MINUTE_MS;

/// The state of a delivery that waits to be fetched: to callers it is PENDING, too.
const OFFERED: &str = "OFFERED";

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct DeliveryRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    pub sk: String,
    #[serde(rename = "GSI1PK", default, skip_serializing_if = "Option::is_none")]
    gsi1pk: Option<String>,
    #[serde(rename = "GSI1SK", default, skip_serializing_if = "Option::is_none")]
    pub gsi1sk: Option<String>,
    #[serde(rename = "GSI3PK", default, skip_serializing_if = "Option::is_none")]
    gsi3pk: Option<String>,
    #[serde(rename = "GSI3SK", default, skip_serializing_if = "Option::is_none")]
    pub gsi3sk: Option<String>,
    fmt: u8,
    workspace_id: u64,
    endpoint_id: u64,
    event_id: String,
    event_type: String,
    at: i64,
    body: String,
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_at: Option<i64>,
    tries: u32,
    attempts: Vec<AttemptRecord>,
    created_at: i64,
    version: u64,
    ttl: i64,
}

/// `t` when, `d` for how long in milliseconds, `s` the status or `e` why there is none, `a` the beginning of the
/// answer.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct AttemptRecord {
    t: i64,
    d: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    s: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    e: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    a: String,
}

impl DeliveryRecord {
    /// `touched` is the time of this write: a delivery stays for thirty days from then on.
    pub fn of(delivery: &Delivery, touched: Timestamp) -> Self {
        let key = key::delivery(delivery.endpoint, &delivery.id());
        let (next_at, offered) = match delivery.state {
            DeliveryState::Pending { next_at } => (Some(next_at), false),
            DeliveryState::Offered { until } => (Some(until), true),
            DeliveryState::Succeeded | DeliveryState::Failed | DeliveryState::Missed => (None, false),
        };
        let indexed = next_at.filter(|next_at| next_at.ms() - touched.ms() > QUEUE_HOLDS_MS);
        Self {
            pk: key.pk,
            sk: key.sk,
            gsi1pk: offered.then(|| key::offered(delivery.workspace, delivery.endpoint)),
            gsi1sk: offered.then(|| key::offer(&delivery.id())),
            gsi3pk: indexed.map(|_| key::retry_shard(delivery.workspace)),
            gsi3sk: indexed.map(|at| key::retry(at, delivery.endpoint, &delivery.id())),
            fmt: FORMAT,
            workspace_id: delivery.workspace.get(),
            endpoint_id: delivery.endpoint.get(),
            event_id: delivery.event.to_string(),
            event_type: delivery.kind.code().to_owned(),
            at: delivery.at.ms(),
            body: delivery.body.clone(),
            state: if offered { OFFERED } else { delivery.state.status().code() }.to_owned(),
            next_at: next_at.map(Timestamp::ms),
            tries: delivery.tries,
            attempts: delivery.attempts.iter().map(AttemptRecord::of).collect(),
            created_at: delivery.created_at.ms(),
            version: delivery.version,
            ttl: touched.plus_ms(KEPT_MS).seconds(),
        }
    }

    pub fn read(self) -> Result<Delivery, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let state = match (self.state.as_str(), self.next_at) {
            ("PENDING", Some(at)) => Some(DeliveryState::Pending { next_at: Timestamp::from_ms(at) }),
            (OFFERED, Some(at)) => Some(DeliveryState::Offered { until: Timestamp::from_ms(at) }),
            ("SUCCEEDED", None) => Some(DeliveryState::Succeeded),
            ("FAILED", None) => Some(DeliveryState::Failed),
            ("MISSED", None) => Some(DeliveryState::Missed),
            _ => None,
        };
        let attempts = self.attempts.into_iter().map(AttemptRecord::read).collect::<Option<Vec<_>>>();
        Ok(Delivery {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            endpoint: reader.need("endpoint_id", EndpointId::new(self.endpoint_id))?,
            event: reader.need("event_id", EventId::parse(&self.event_id))?,
            kind: reader.need("event_type", EventType::parse(&self.event_type))?,
            state: reader.need("state", state)?,
            attempts: reader.need("attempts", attempts)?,
            at: Timestamp::from_ms(self.at),
            body: self.body,
            tries: self.tries,
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
        })
    }
}

impl AttemptRecord {
    fn of(attempt: &Attempt) -> Self {
        let (s, e) = match attempt.result {
            TryResult::Answered(status) => (Some(status), None),
            TryResult::Broke(broken) => (None, Some(broken.code().to_owned())),
        };
        Self { t: attempt.at.ms(), d: attempt.duration_ms, s, e, a: attempt.answer.clone() }
    }

    fn read(self) -> Option<Attempt> {
        let result = match (self.s, self.e) {
            (Some(status), None) => TryResult::Answered(status),
            (None, Some(code)) => TryResult::Broke(Broken::parse(&code)?),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        Some(Attempt { at: Timestamp::from_ms(self.t), duration_ms: self.d, result, answer: self.a })
    }
}
