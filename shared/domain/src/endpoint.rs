//! Endpoints: a URL of the shop's that is told of events, or a queue that the shop polls; the secrets that sign for it,
//! and how it fares.
//!
//! An endpoint that answers well is never written. One that is overloaded or out of reach is *paused*: what goes to it
//! waits, and when the pause is over one delivery goes ahead to see. One that fails for five days, or answers 410, is
//! *disabled*.

use crate::delivery::{DeliveryState, FETCHED_WITHIN_MS, RETRY_AFTER_MAX_MS, TryResult};
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Actor, EndpointId, Event, EventId, EventType, Subject, Timestamp, UserId, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// How many endpoints a workspace may have.
pub const ENDPOINTS_MAX: u8 = 10;
/// How many browsers of its members a workspace may tell.
pub const SUBSCRIPTIONS_MAX: u8 = 30;
/// `url`, in characters.
pub const URL_MAX: usize = 2_000;
/// How long the secret before the newest goes on signing, in milliseconds.
pub const OLD_SECRET_SIGNS_FOR_MS: i64 = DAY_MS;
/// How many secrets an endpoint has at most: the newest, and those before it while they sign.
pub const SECRETS_MAX: usize = 10;
/// How long an endpoint may fail before it is disabled, in milliseconds.
pub const FAILING_FOR_MS: i64 = 5 * DAY_MS;
/// The first pause, in milliseconds; each further one is twice as long.
const PAUSE_MS: i64 = 5_000;
/// The longest pause that nobody asked for, in milliseconds.
const PAUSE_MAX_MS: i64 = 15 * MINUTE_MS;
/// How long the one delivery that goes ahead after a pause has, in milliseconds, before another one may.
const PROBE_MS: i64 = 30_000;
/// From how long after its creation, or a change of its types, nothing is missed, in milliseconds: a program that was
/// at work at that moment may have read that nobody wants to be told. Longer than any program lives on after that
/// reading.
pub const TOLD_FROM_MS: i64 = 30_000;

/// How an endpoint is told of events; it stays as it was registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum EndpointKind {
    /// They are sent to its URL.
    Push,
    /// They wait until they are fetched.
    Pull,
}

/// In which form an endpoint is told of events; it stays as it was registered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum EndpointFormat {
    /// Signed, for a program.
    Json,
    /// As a message that people read: unsigned, to a URL that is a secret itself.
    Slack,
    Discord,
    Telegram,
    /// As a notification of a member's browser, encrypted for it.
    WebPush,
}

impl EndpointFormat {
    /// Whether people read it.
    pub fn is_for_people(self) -> bool {
        match self {
            Self::Json => false,
            Self::Slack | Self::Discord | Self::Telegram | Self::WebPush => true,
        }
    }
}

/// Who is told of events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint {
    pub id: EndpointId,
    pub workspace: WorkspaceId,
    /// Where events are sent, of a chat as far as it may be shown; `None` of one that fetches them.
    pub url: Option<String>,
    pub format: EndpointFormat,
    /// Of a chat: payers' names are told whole, not masked.
    pub shows_names: bool,
    /// Whose browser it is: a push subscription is theirs alone.
    pub member: Option<UserId>,
    /// When nothing is sent; what happens then is sent after it.
    pub quiet: Option<QuietHours>,
    pub description: Option<String>,
    /// What it is told of, without repeats.
    pub events: Vec<EventType>,
    /// Newest first, at most [`SECRETS_MAX`]: one, and those that it replaced within a day. Of a chat: its whole URL.
    pub secrets: Vec<SealedSecret>,
    pub disabled: Option<Disabled>,
    /// How often it was disabled by itself: what names its events.
    pub times_disabled: u64,
    /// Since when every try fails.
    pub failing_since: Option<Timestamp>,
    /// How often in a row it was overloaded or out of reach.
    pub strikes: u32,
    /// Until when nothing is sent.
    pub paused_until: Option<Timestamp>,
    pub created_at: Timestamp,
    /// Since when it is told of just these types.
    pub subscribed_at: Timestamp,
    /// Counts the writes of this endpoint's item.
    pub version: u64,
}

/// A part of every day, in Korea's time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuietHours {
    /// Minutes after midnight.
    from: u16,
    /// The same; before `from`: of the next day.
    until: u16,
}

impl QuietHours {
    /// `None`: one is no minute of a day, or both are the same.
    pub fn new(from: u16, until: u16) -> Option<Self> {
        let is_day = |minute: u16| i64::from(minute) * MINUTE_MS < DAY_MS;
        (is_day(from) && is_day(until) && from != until).then_some(Self { from, until })
    }

    /// Both minutes.
    pub fn minutes(self) -> (u16, u16) {
        (self.from, self.until)
    }

    /// Until when they last; `None`: it is not quiet.
    pub fn until(self, now: Timestamp) -> Option<Timestamp> {
        let clock = now.datetime();
        let minute = i64::from(u16::from(clock.hour()) * 60 + u16::from(clock.minute()));
        let after = |start: u16| (minute - i64::from(start)).rem_euclid(DAY_MS / MINUTE_MS);
        let length = (i64::from(self.until) - i64::from(self.from)).rem_euclid(DAY_MS / MINUTE_MS);
        let left = length - after(self.from);
        let whole = now.ms() - now.ms().rem_euclid(MINUTE_MS);
        (left > 0).then(|| Timestamp::from_ms(whole + left * MINUTE_MS))
    }
}

/// A signing secret, sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SealedSecret {
    pub sealed: Vec<u8>,
    /// Until when it signs; `None` for the newest.
    pub until: Option<Timestamp>,
}

/// Since when and why nothing is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Disabled {
    pub at: Timestamp,
    pub reason: DisabledReason,
}

/// Why an endpoint is disabled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum DisabledReason {
    /// A person did.
    ByHand,
    /// It answered 410; a chat, 410 or 404.
    Gone,
    /// Every try of five days failed.
    Failing,
}

/// Whether a delivery may be sent now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gate {
    Open,
    /// The pause is over: one goes ahead, who writes [`Endpoint::probed`] first.
    Probe,
    /// Not before this instant.
    Wait(Timestamp),
}

impl Endpoint {
    /// An endpoint that is at work from now on: one that fetches, and is told of all that there is to be told of.
    pub fn new(workspace: WorkspaceId, id: EndpointId, secret: SealedSecret, now: Timestamp) -> Self {
        Self {
            id,
            workspace,
            url: None,
            format: EndpointFormat::Json,
            shows_names: false,
            member: None,
            quiet: None,
            description: None,
            events: EventType::subscribable().collect(),
            secrets: vec![secret],
            disabled: None,
            times_disabled: 0,
            failing_since: None,
            strikes: 0,
            paused_until: None,
            created_at: now,
            subscribed_at: now,
            version: 1,
        }
    }

    pub fn kind(&self) -> EndpointKind {
        if self.url.is_some() { EndpointKind::Push } else { EndpointKind::Pull }
    }

    /// The state in which a delivery to it begins, and begins again.
    pub fn first_state(&self, now: Timestamp) -> DeliveryState {
        match (self.disabled, self.kind()) {
            (Some(_), _) => DeliveryState::Missed,
            (None, EndpointKind::Push) => DeliveryState::Pending { next_at: now },
            (None, EndpointKind::Pull) => DeliveryState::Offered { until: now.plus_ms(FETCHED_WITHIN_MS) },
        }
    }

    /// Whether it is told of an event.
    pub fn wants(&self, event: &Event) -> bool {
        event.at >= self.subscribed_at
            && self.events.contains(&event.kind)
            && event.id.subject != Subject::Endpoint(self.id)
    }

    /// The endpoint with a new secret; the one before signs for a day more, older ones for as long as they were
    /// promised. `None`: too many of them still sign.
    pub fn rotated(&self, sealed: Vec<u8>, now: Timestamp) -> Option<Self> {
        let old = self.signing(now).map(|secret| SealedSecret {
            until: Some(secret.until.unwrap_or(now.plus_ms(OLD_SECRET_SIGNS_FOR_MS))),
            ..secret.clone()
        });
        let secrets: Vec<_> = std::iter::once(SealedSecret { sealed, until: None }).chain(old).collect();
        (secrets.len() <= SECRETS_MAX).then(|| Self { secrets, version: self.version + 1, ..self.clone() })
    }

    /// The secrets that sign now, newest first.
    pub fn signing(&self, now: Timestamp) -> impl Iterator<Item = &SealedSecret> {
        self.secrets.iter().filter(move |secret| secret.until.is_none_or(|until| now < until))
    }

    /// Whether a delivery of such an event may be sent now. A test rings in quiet hours too.
    pub fn gate(&self, kind: EventType, now: Timestamp) -> Gate {
        let quiet = self.quiet.filter(|_| kind != EventType::Ping).and_then(|quiet| quiet.until(now));
        match (self.paused_until.max(quiet), self.paused_until) {
            (Some(until), _) if now < until => Gate::Wait(until),
            (_, None) => Gate::Open,
            (_, Some(_)) => Gate::Probe,
        }
    }

    /// The endpoint while one delivery goes ahead.
    pub fn probed(&self, now: Timestamp) -> Self {
        Self { paused_until: Some(now.plus_ms(PROBE_MS)), version: self.version + 1, ..self.clone() }
    }

    /// The endpoint after a try; `None` when nothing changes, as when one that is well answers well.
    pub fn heard(&self, result: TryResult, retry_after_ms: Option<i64>, now: Timestamp) -> Option<Self> {
        let mut after = self.clone();
        if result.is_success() {
            (after.failing_since, after.paused_until, after.strikes) = (None, None, 0);
        } else {
            let since = *after.failing_since.get_or_insert(now);
            let fails_long = now.ms() - since.ms() >= FAILING_FOR_MS;
            after.slow_down(result, retry_after_ms, now);
            let is_gone = result.is_gone() || (self.format.is_for_people() && result == TryResult::Answered(404));
            if after.disabled.is_none() && (is_gone || fails_long) {
                let reason = if is_gone { DisabledReason::Gone } else { DisabledReason::Failing };
                after.disabled = Some(Disabled { at: now, reason });
                after.times_disabled += 1;
            }
        }
        after.version = self.version + 1;
        (Self { version: self.version, ..after.clone() } != *self).then_some(after)
    }

    fn slow_down(&mut self, result: TryResult, retry_after_ms: Option<i64>, now: Timestamp) {
        if !result.slows_down() {
            self.paused_until = None;
            self.strikes = 0;
            return;
        }
        let pause = (PAUSE_MS << self.strikes.min(10)).min(PAUSE_MAX_MS);
        let asked = retry_after_ms.unwrap_or(0).clamp(0, RETRY_AFTER_MAX_MS);
        self.strikes += 1;
        self.paused_until = Some(now.plus_ms(pause.max(asked)));
    }

    /// A browser that is told nothing any more.
    pub fn gone(&self, now: Timestamp) -> Self {
        let disabled = Some(Disabled { at: now, reason: DisabledReason::Gone });
        Self { disabled, version: self.version + 1, ..self.clone() }
    }

    /// The endpoint taken back to work.
    pub fn enabled(&self) -> Self {
        Self {
            disabled: None,
            failing_since: None,
            paused_until: None,
            strikes: 0,
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The event of its having been disabled by itself; `None` when it is at work, or a person disabled it.
    pub fn event(&self) -> Option<Event> {
        let disabled = self.disabled.filter(|disabled| disabled.reason != DisabledReason::ByHand)?;
        let subject = Subject::Endpoint(self.id);
        Some(Event {
            id: EventId { workspace: self.workspace, subject, version: self.times_disabled },
            kind: EventType::EndpointDisabled,
            at: disabled.at,
            by: Actor::Auto,
        })
    }
}

#[cfg(test)]
#[path = "endpoint_tests.rs"]
pub(crate) mod tests;
