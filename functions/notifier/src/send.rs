//! A delivery is tried: whether it is its turn, the sending, and what the answer means for it and for its endpoint.

use domain::delivery::{Attempt, Broken, TryResult};
use domain::endpoint::{DisabledReason, Gate};
use domain::{
    ClosedSet, Delivery, DeliveryId, DeliveryState, Endpoint, EndpointFormat, EndpointId, Timestamp, WorkspaceId,
};
use store::StoreError;
use store::audit::BY_PROGRAM;
use store::events::{EventTask, Notice};
use store::record::delivery::QUEUE_HOLDS_MS;
use tokio::time::Instant;
use webhooks::push::Browser;
use webhooks::{Target, chat, sign};

use crate::Notifier;
use crate::client::{Answer, Message};
use crate::push::{Pushed, push};
use crate::slots::Ahead;

/// How often the state of an endpoint is written anew after somebody else wrote it.
const TRIES: usize = 4;
/// How many messages in a row may lead from one to the next: half of what Lambda lets pass.
pub(crate) const HOPS_MAX: u8 = 8;
/// How long a delivery that found no slot waits at least, in milliseconds.
const NO_SLOT_MS: i64 = 2_000;
/// The status of an answer that asks for a pause.
const TOO_MANY: u16 = 429;

/// What the queue message of a delivery tells.
pub(crate) struct DeliveryMessage {
    /// How often the delivery had been tried when the message was sent.
    pub tries: u32,
    /// How many messages led to this one.
    pub hops: u8,
    /// How often the message came.
    pub receives: u32,
}

impl Notifier {
    /// Tries a delivery.
    pub(crate) async fn deliver(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        id: &DeliveryId,
        message: DeliveryMessage,
    ) -> Result<(), StoreError> {
        let DeliveryMessage { tries, hops, receives } = message;
        // Before it is read: what is read then is what the other message left.
        let Some(_in_hand) = self.slots.take_in_hand(endpoint, id) else { return Ok(()) };
        let ahead = self.slots.ahead(workspace, endpoint);
        let (delivery, endpoint) =
            tokio::join!(self.store.delivery(workspace, endpoint, id), self.store.endpoint(workspace, endpoint));
        let (Some(delivery), endpoint) = (delivery?, endpoint?) else { return Ok(()) };
        let Some(endpoint) = endpoint else { return self.store.forget_delivery(&delivery).await };
        let next_at = match delivery.state {
            DeliveryState::Pending { next_at } => next_at,
            DeliveryState::Offered { until } => return self.lapse(&delivery, &endpoint, until).await,
            DeliveryState::Succeeded | DeliveryState::Failed | DeliveryState::Missed => return Ok(()),
        };
        if delivery.tries != tries {
            // Another message did this try. If that was this very one, it died before it sent for the next.
            return if receives > 1 { self.queue_next(&delivery, next_at, hops).await } else { Ok(()) };
        }
        if endpoint.disabled.is_some() {
            if receives > 1 {
                self.tell_disabled(&endpoint).await?;
            }
            self.store.write_delivery(&delivery.missed(), self.now()).await?;
            return Ok(());
        }
        if self.has_left(&endpoint).await? {
            // Another writer in between: the next delivery finds it so again.
            self.store.write_endpoint(&endpoint.gone(self.now()), BY_PROGRAM).await?;
            self.store.write_delivery(&delivery.missed(), self.now()).await?;
            return Ok(());
        }
        let now = self.now();
        match endpoint.gate(delivery.kind, now) {
            Gate::Open => self.attempt(&delivery, endpoint, &ahead, hops).await,
            Gate::Wait(until) => self.wait(&delivery, until, hops).await,
            Gate::Probe => {
                let probed = endpoint.probed(now);
                match (self.store.write_endpoint(&probed, BY_PROGRAM).await?, probed.paused_until) {
                    (true, _) => self.attempt(&delivery, probed, &ahead, hops).await,
                    (false, until) => self.wait(&delivery, until.unwrap_or(now), hops).await,
                }
            }
        }
    }

    /// Ends the offer of a delivery that nobody acknowledged in time.
    async fn lapse(&self, delivery: &Delivery, endpoint: &Endpoint, until: Timestamp) -> Result<(), StoreError> {
        let now = self.now();
        if now >= until {
            let after = if endpoint.disabled.is_some() { delivery.missed() } else { delivery.lapsed() };
            self.store.write_delivery(&after, now).await?;
        }
        Ok(())
    }

    /// The sending, and its record. A death in between sends it again, under the same id.
    async fn attempt(
        &self,
        delivery: &Delivery,
        endpoint: Endpoint,
        ahead: &Ahead,
        hops: u8,
    ) -> Result<(), StoreError> {
        let target = endpoint.url.as_deref().and_then(|url| Target::parse(url, true).ok());
        let host = target.map(|target| target.host).unwrap_or_default();
        let Some(_slot) = self.slots.take(ahead, endpoint.workspace, &host).await else {
            return self.wait(delivery, self.now().plus_ms(NO_SLOT_MS), hops).await;
        };
        // Meanwhile it may have answered 410 to another: then nothing more is sent.
        let endpoint = match ahead.is_passed() {
            false => Some(endpoint),
            true => self.store.endpoint(endpoint.workspace, endpoint.id).await?,
        };
        let Some(endpoint) = endpoint else { return self.store.forget_delivery(delivery).await };
        if endpoint.disabled.is_some() {
            self.store.write_delivery(&delivery.missed(), self.now()).await?;
            return Ok(());
        }
        let endpoint = self.sealed_anew(endpoint).await?;
        let (at, started) = (self.now(), Instant::now());
        let answered = self.send(delivery, &endpoint, at).await;
        let duration_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        let (result, retry_after_ms, answer) = match answered {
            Ok(answer) => (TryResult::Answered(answer.status), answer.retry_after_ms, answer.body),
            Err(broken) => (TryResult::Broke(broken), None, String::new()),
        };
        tracing::info!(
            workspace.id = endpoint.workspace.get(),
            endpoint.id = endpoint.id.get(),
            event.id = %delivery.event,
            http.status = if let TryResult::Answered(status) = result { Some(status) } else { None },
            duration_ms,
            "a webhook was sent"
        );
        let attempt = Attempt { at, duration_ms, result, answer };
        self.hear(endpoint, result, retry_after_ms, ahead).await?;
        let after = delivery.tried(attempt, retry_after_ms, fastrand::u16(0..=1000));
        if !self.store.write_delivery(&after, self.now()).await? {
            return Ok(());
        }
        match after.state {
            DeliveryState::Pending { next_at } => self.queue_next(&after, next_at, hops).await,
            DeliveryState::Offered { .. } | DeliveryState::Succeeded => Ok(()),
            DeliveryState::Failed | DeliveryState::Missed => Ok(()),
        }
    }

    /// The endpoint with its secrets under the server's newest key, so that the older one can go some day. Another
    /// writer in between leaves it for the next time.
    async fn sealed_anew(&self, endpoint: Endpoint) -> Result<Endpoint, StoreError> {
        let reseal = |sealed_for: &str, sealed: &[u8]| self.keys.secrets().sealed_anew(sealed_for, sealed);
        match sign::sealed_anew(&endpoint, reseal) {
            Some(after) if self.store.write_endpoint(&after, BY_PROGRAM).await? => Ok(after),
            Some(_) | None => Ok(endpoint),
        }
    }

    async fn send(&self, delivery: &Delivery, endpoint: &Endpoint, now: Timestamp) -> Result<Answer, Broken> {
        let open = |sealed_for: &str, sealed: &[u8]| self.keys.secrets().open(sealed_for, sealed);
        let secrets = sign::secrets(endpoint, now, |to, sealed| open(to, sealed).map(|opened| opened.secret));
        let Some(newest) = secrets.first() else {
            tracing::error!(endpoint.id = endpoint.id.get(), "no secret of an endpoint can be opened");
            return Err(Broken::SecretLost);
        };
        let body = delivery.body.as_bytes();
        match endpoint.format {
            EndpointFormat::Json => {
                let url = endpoint.url.as_deref().ok_or(Broken::UrlRefused)?;
                self.client.post(&Message { url, headers: &sign::headers(delivery, &secrets, now), body }, now).await
            }
            EndpointFormat::Slack | EndpointFormat::Discord | EndpointFormat::Telegram => {
                let url = std::str::from_utf8(newest).map_err(|_| Broken::UrlRefused)?;
                let answer = self.client.post(&Message { url, headers: &sign::plain_headers(), body }, now).await?;
                let told = chat::retry_after_s(&answer.body).filter(|_| answer.status == TOO_MANY);
                let retry_after_ms = answer.retry_after_ms.or_else(|| told.map(|seconds| seconds.saturating_mul(1000)));
                Ok(Answer { retry_after_ms, ..answer })
            }
            EndpointFormat::WebPush => {
                let browser = Browser::read(newest).ok_or(Broken::SecretLost)?;
                let target = Target::parse(&browser.url, true).map_err(|_| Broken::UrlRefused)?;
                let Pushed { body, headers } =
                    push(&browser, &target, &delivery.body, now).ok_or(Broken::SecretLost)?;
                self.client.post(&Message { url: &browser.url, headers: &headers, body: &body }, now).await
            }
        }
    }

    /// Whether it is the browser of somebody who is no member any more.
    async fn has_left(&self, endpoint: &Endpoint) -> Result<bool, StoreError> {
        match endpoint.member {
            Some(user) => Ok(self.store.member(endpoint.workspace, user).await?.is_none()),
            None => Ok(false),
        }
    }

    /// What the answer means for the endpoint.
    async fn hear(
        &self,
        mut endpoint: Endpoint,
        result: TryResult,
        retry_after_ms: Option<i64>,
        ahead: &Ahead,
    ) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let Some(after) = endpoint.heard(result, retry_after_ms, self.now()) else { return Ok(()) };
            if self.store.write_endpoint(&after, BY_PROGRAM).await? {
                ahead.pass();
                return if endpoint.disabled != after.disabled { self.tell_disabled(&after).await } else { Ok(()) };
            }
            let Some(written) = self.store.endpoint(endpoint.workspace, endpoint.id).await? else { return Ok(()) };
            endpoint = written;
        }
        // Others heard the same of it at the same time, and wrote that.
        Ok(())
    }

    async fn tell_disabled(&self, endpoint: &Endpoint) -> Result<(), StoreError> {
        let Some(disabled) = endpoint.disabled.filter(|disabled| disabled.reason != DisabledReason::ByHand) else {
            return Ok(());
        };
        // A member's browser is nobody else's business.
        if endpoint.member.is_some() {
            return Ok(());
        }
        tracing::warn!(
            workspace.id = endpoint.workspace.get(),
            endpoint.id = endpoint.id.get(),
            reason = disabled.reason.code(),
            "an endpoint was disabled"
        );
        let notice = Notice::of(endpoint.workspace, disabled.at).endpoint(endpoint.id);
        self.store.events.send(EventTask::Notice(notice), 0).await
    }

    /// Sends for the next try. What stands in the index is the sweeper's to start.
    async fn queue_next(&self, delivery: &Delivery, next_at: Timestamp, hops: u8) -> Result<(), StoreError> {
        let indexed = next_at.ms() - self.now().ms() > QUEUE_HOLDS_MS;
        if indexed { Ok(()) } else { self.wait(delivery, next_at, hops).await }
    }

    /// Has a delivery come again at an instant: a short wait goes over the queue, a few times; everything else is
    /// written down, and the sweeper starts it. So no chain of messages is long, however long an endpoint hangs.
    async fn wait(&self, delivery: &Delivery, until: Timestamp, hops: u8) -> Result<(), StoreError> {
        let now = self.now();
        let wait_ms = until.ms() - now.ms();
        if wait_ms <= QUEUE_HOLDS_MS && hops < HOPS_MAX {
            return self.queue(delivery, wait_ms, hops + 1).await;
        }
        let until = until.max(now.plus_ms(QUEUE_HOLDS_MS + 1));
        // Whoever wrote it meanwhile has seen to what comes next.
        self.store.write_delivery(&delivery.put_off(until), now).await?;
        Ok(())
    }

    /// Has a delivery come again over the queue after some milliseconds, a minute at most.
    pub(crate) async fn queue(&self, delivery: &Delivery, wait_ms: i64, hops: u8) -> Result<(), StoreError> {
        let wait_s = wait_ms.clamp(0, QUEUE_HOLDS_MS).unsigned_abs().div_ceil(1000);
        self.store.events.send(EventTask::deliver(delivery, hops), i32::try_from(wait_s).unwrap_or(0)).await
    }
}
