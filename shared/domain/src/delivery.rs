//! Deliveries: one event on its way to one endpoint. When it is tried, and what each try means.
//!
//! Pure: the time and the jitter are passed in. How an answer comes about is for `functions/notifier`.

use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Endpoint, EndpointId, Event, EventId, EventType, Timestamp, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

const HOUR_MS: i64 = 60 * MINUTE_MS;

/// How long each try waits after the one before it, in milliseconds: ten tries over three days, as Standard Webhooks
/// proposes.
pub const DELAYS_MS: [i64; 10] = [
    0,
    5_000,
    5 * MINUTE_MS,
    30 * MINUTE_MS,
    2 * HOUR_MS,
    5 * HOUR_MS,
    10 * HOUR_MS,
    14 * HOUR_MS,
    20 * HOUR_MS,
    24 * HOUR_MS,
];

/// The longest `Retry-After` that is honoured, in milliseconds; a longer one counts as this.
pub const RETRY_AFTER_MAX_MS: i64 = DAY_MS;
/// How many tries are kept: the newest.
pub const ATTEMPTS_KEPT: usize = 20;
/// How much of an answer is kept, in bytes.
pub const ANSWER_KEPT: usize = 1024;
/// How long a delivery waits to be fetched, in milliseconds: as long as ten tries take, less their jitter.
pub const FETCHED_WITHIN_MS: i64 = {
    let (mut all, mut n) = (0, 0);
    while n < DELAYS_MS.len() {
        all += DELAYS_MS[n];
        n += 1;
    }
    all
};
/// How long a caller may wait for something to fetch, in seconds: with what the answer takes besides, below the
/// gateway's half minute.
pub const FETCH_WAIT_MAX_S: u64 = 20;
/// How long a delivery is kept, in milliseconds.
pub const KEPT_MS: i64 = 30 * DAY_MS;
/// An entry older than this is no news: it is told to nobody for the first time. Less than [`KEPT_MS`], so that a
/// delivery that was forgotten is never made again; more than the fourteen days of a dead-letter queue.
pub const NEWS_FOR_MS: i64 = 20 * DAY_MS;

/// One event on its way to one endpoint.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delivery {
    pub workspace: WorkspaceId,
    pub endpoint: EndpointId,
    pub event: EventId,
    pub kind: EventType,
    /// When the event happened.
    pub at: Timestamp,
    /// The JSON text, as it was made once; every try sends these bytes.
    pub body: String,
    pub state: DeliveryState,
    /// The tries since the delivery was made, or asked for again.
    pub tries: u32,
    /// Oldest first, the newest [`ATTEMPTS_KEPT`].
    pub attempts: Vec<Attempt>,
    pub created_at: Timestamp,
    /// Counts the writes of this delivery's item.
    pub version: u64,
}

/// How a delivery stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeliveryState {
    /// It is tried at this instant or soon after.
    Pending { next_at: Timestamp },
    /// It waits until it is fetched and acknowledged, until this instant.
    Offered { until: Timestamp },
    /// The endpoint took it.
    Succeeded,
    /// Every try failed, or it was not acknowledged in time.
    Failed,
    /// The endpoint was disabled when its turn came.
    Missed,
}

impl DeliveryState {
    /// When something is to be done for it: its next try, or the end of its waiting.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Pending { next_at: at } | Self::Offered { until: at } => Some(*at),
            Self::Succeeded | Self::Failed | Self::Missed => None,
        }
    }

    /// The state without what it carries.
    pub fn status(&self) -> DeliveryStatus {
        match self {
            Self::Pending { .. } | Self::Offered { .. } => DeliveryStatus::Pending,
            Self::Succeeded => DeliveryStatus::Succeeded,
            Self::Failed => DeliveryStatus::Failed,
            Self::Missed => DeliveryStatus::Missed,
        }
    }
}

/// How a delivery stands, without what it carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum DeliveryStatus {
    Pending,
    Succeeded,
    Failed,
    Missed,
}

/// One try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    pub at: Timestamp,
    pub duration_ms: u32,
    pub result: TryResult,
    /// The beginning of the answer's body, at most [`ANSWER_KEPT`] bytes of text.
    pub answer: String,
}

/// What a try came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TryResult {
    /// The endpoint answered with this status.
    Answered(u16),
    /// No answer came.
    Broke(Broken),
}

/// Why no answer came.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Broken {
    /// The URL is not one that may be sent to (any more).
    UrlRefused,
    /// The name has no address.
    NameUnresolved,
    /// The name resolves to an address that is not public.
    AddressRefused,
    /// No connection, or it broke.
    #[strum(serialize = "connection_failed")]
    Connection,
    /// The certificate is not valid for the name, or TLS failed otherwise.
    #[strum(serialize = "tls_failed")]
    Tls,
    /// No answer within the time.
    Timeout,
    /// Something answered that is not HTTP.
    NotHttp,
    /// The endpoint's secret cannot be opened: the server's keys were changed without it.
    SecretLost,
}

impl TryResult {
    /// Only a 2xx is success; a redirect is not followed and is none.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Answered(200..=299))
    }

    /// 410: the endpoint asks to be told nothing any more.
    pub fn is_gone(self) -> bool {
        self == Self::Answered(410)
    }

    /// Whether the endpoint is overloaded or out of reach: then all that goes to it slows down.
    pub fn slows_down(self) -> bool {
        match self {
            Self::Answered(status) => matches!(status, 429 | 502 | 504),
            Self::Broke(Broken::Connection | Broken::Timeout) => true,
            Self::Broke(Broken::UrlRefused | Broken::NameUnresolved | Broken::AddressRefused) => false,
            Self::Broke(Broken::Tls | Broken::NotHttp | Broken::SecretLost) => false,
        }
    }
}

impl Delivery {
    /// A new delivery: to be tried at once or fetched, or missed when the endpoint is disabled.
    pub fn make(endpoint: &Endpoint, event: &Event, body: String, now: Timestamp) -> Self {
        Self {
            workspace: event.id.workspace,
            endpoint: endpoint.id,
            event: event.id.clone(),
            kind: event.kind,
            at: event.at,
            body,
            state: endpoint.first_state(now),
            tries: 0,
            attempts: Vec::new(),
            created_at: now,
            version: 1,
        }
    }

    /// Its id: `dlv_<when the event happened, 13 digits>_<the event's id>`.
    pub fn id(&self) -> DeliveryId {
        DeliveryId { at: self.at, event: self.event.clone() }
    }

    /// Whether it is to be sent, and was not tried yet.
    pub fn awaits_first_try(&self) -> bool {
        self.tries == 0 && matches!(self.state, DeliveryState::Pending { .. })
    }

    /// The delivery after a try. `retry_after_ms` is what the endpoint asked for; `jitter` lies between 0 and 1,000 and
    /// adds up to a tenth to the wait, so that what failed together does not come back together.
    pub fn tried(&self, attempt: Attempt, retry_after_ms: Option<i64>, jitter: u16) -> Self {
        let mut after = self.clone();
        let ended = attempt.at.plus_ms(i64::from(attempt.duration_ms));
        after.tries += 1;
        after.version += 1;
        after.state = match (attempt.result.is_success(), DELAYS_MS.get(after.tries as usize)) {
            (true, _) => DeliveryState::Succeeded,
            (false, None) => DeliveryState::Failed,
            (false, Some(delay)) => {
                let asked = retry_after_ms.unwrap_or(0).clamp(0, RETRY_AFTER_MAX_MS);
                let wait = (*delay).max(asked);
                DeliveryState::Pending { next_at: ended.plus_ms(wait + wait * i64::from(jitter.min(1000)) / 10_000) }
            }
        };
        after.attempts.push(attempt);
        if after.attempts.len() > ATTEMPTS_KEPT {
            after.attempts.drain(..after.attempts.len() - ATTEMPTS_KEPT);
        }
        after
    }

    /// The delivery whose next try is put off: it was not its turn.
    pub fn put_off(&self, until: Timestamp) -> Self {
        Self { state: DeliveryState::Pending { next_at: until }, version: self.version + 1, ..self.clone() }
    }

    /// The delivery asked for again: from the first try on.
    pub fn again(&self, endpoint: &Endpoint, now: Timestamp) -> Self {
        Self { state: endpoint.first_state(now), tries: 0, version: self.version + 1, ..self.clone() }
    }

    /// The delivery that was fetched and is acknowledged, also after its time.
    pub fn acknowledged(&self) -> Self {
        Self { state: DeliveryState::Succeeded, version: self.version + 1, ..self.clone() }
    }

    /// The delivery that nobody acknowledged in time.
    pub fn lapsed(&self) -> Self {
        Self { state: DeliveryState::Failed, version: self.version + 1, ..self.clone() }
    }

    /// The delivery whose endpoint was disabled.
    pub fn missed(&self) -> Self {
        Self { state: DeliveryState::Missed, version: self.version + 1, ..self.clone() }
    }
}

/// The id of a delivery within its endpoint: when the event happened, and the event.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct DeliveryId {
    pub at: Timestamp,
    pub event: EventId,
}

impl DeliveryId {
    /// The id of its text form.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, event) = text.strip_prefix("dlv_")?.split_once('_')?;
        let at = Timestamp::from_ms(at.parse().ok()?);
        let id = Self { at, event: EventId::parse(&format!("evt_{event}"))? };
        (id.to_string() == text).then_some(id)
    }
}

impl std::fmt::Display for DeliveryId {
    /// `dlv_1700000000000_1_o55_3`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "dlv_{:013}_{}", self.at.ms(), self.event.to_string().trim_start_matches("evt_"))
    }
}

#[cfg(test)]
#[path = "delivery_tests.rs"]
mod tests;
