//! An embedded SQS standard queue with its dead-letter queue, behind the real SDK client.
//!
//! Our own, because the crate at hand (`rustack-sqs`) refuses `MessageGroupId` on a standard queue, which SQS takes;
//! moves messages to its dead-letter queue where no journal can see it; gives a replayed message a new id and a receive
//! count of nought; and has no clock that a test could drive.
//!
//! Left out on purpose: FIFO queues, message attributes, retention (nothing is dropped here), purging.
mod broker;
mod journal;
mod messages;
mod protocol;
mod service;

pub use messages::Counts;

use super::{Clock, embedded_config, lock, wire};
use anyhow::Result;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use broker::Broker;
use journal::Which;
use messages::Message;
use std::{
    fmt,
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::sync::watch;

/// The account that stands in queue addresses and ARNs.
const ACCOUNT: &str = "000000000000";

/// What the template says of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueSettings {
    pub name: String,
    pub dead_letter_name: String,
    pub visibility_timeout: Duration,
    /// After so many receives without a delete, a message goes to the dead-letter queue.
    pub max_receive_count: u32,
}

/// A message that was received too often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadLetter {
    pub id: String,
    pub body: String,
    pub sent_ms: i64,
}

/// A queue and its dead-letter queue. Clones share them.
#[derive(Clone)]
pub struct QueueEngine(Arc<Inner>);

struct Inner {
    settings: QueueSettings,
    queue_url: String,
    dlq_url: String,
    broker: Mutex<Broker>,
    clock: Clock,
    /// How far a test has put the clock forward.
    advanced_ms: AtomicI64,
    /// Told of everything that may have made a message visible.
    shown: watch::Sender<()>,
    _held: Option<lock::Held>,
}

impl QueueEngine {
    /// With a journal, whatever was acknowledged survives the death of the process. Messages that were in flight then
    /// are visible again at once, and delays go on as if nothing had happened. Only one process may hold a journal.
    pub fn new(journal: Option<&Path>, settings: QueueSettings, clock: Clock) -> Result<Self> {
        let held = journal.map(|path| lock::hold(&path.with_extension("lock"))).transpose()?;
        let broker = Broker::open(journal, settings.max_receive_count)?;
        let url = |name: &str| format!("https://sqs.{}.amazonaws.com/{ACCOUNT}/{name}", super::REGION);
        Ok(Self(Arc::new(Inner {
            queue_url: url(&settings.name),
            dlq_url: url(&settings.dead_letter_name),
            settings,
            broker: Mutex::new(broker),
            clock,
            advanced_ms: AtomicI64::new(0),
            shown: watch::Sender::new(()),
            _held: held,
        })))
    }

    /// What an SDK client sends its requests through. Wrap it to hold, drop or delay replies.
    pub fn http_client(&self) -> SharedHttpClient {
        let inner = Arc::clone(&self.0);
        wire::http_client("queue", move |call| {
            let inner = Arc::clone(&inner);
            async move { Ok(service::answer(&inner, &call).await) }
        })
    }

    /// What one SDK client sends its requests to several queues through: each goes to the queue whose address it names.
    pub fn http_client_of(engines: &[Self]) -> SharedHttpClient {
        let all: Vec<_> = engines.iter().map(|engine| Arc::clone(&engine.0)).collect();
        wire::http_client("queues", move |call| {
            let named = serde_json::from_slice::<serde_json::Value>(&call.body).unwrap_or_default();
            let url = named["QueueUrl"].as_str().unwrap_or_default();
            // An address of none of them is for the first to refuse, as SQS would.
            let inner = all.iter().find(|inner| inner.which(url).is_ok()).or(all.first()).map(Arc::clone);
            async move {
                match inner {
                    Some(inner) => Ok(service::answer(&inner, &call).await),
                    None => Err(wire::gone("queues")),
                }
            }
        })
    }

    pub fn queue_url(&self) -> &str {
        &self.0.queue_url
    }

    pub fn dlq_url(&self) -> &str {
        &self.0.dlq_url
    }

    /// The messages of the queue, exactly; SQS itself only approximates them.
    pub fn counts(&self) -> Counts {
        self.0.broker().queue(Which::Main).counts(self.0.now_ms())
    }

    /// What is in the dead-letter queue.
    pub fn dead_letters(&self) -> Vec<DeadLetter> {
        let broker = self.0.broker();
        let letter = |message: &Message| DeadLetter {
            id: message.id.clone(),
            body: message.body.clone(),
            sent_ms: message.sent_ms,
        };
        broker.queue(Which::Dead).iter().map(|(message, _)| letter(message)).collect()
    }

    /// For tests: puts this queue's clock forward.
    pub fn advance(&self, by: Duration) {
        self.0.advanced_ms.fetch_add(ms(by), Ordering::Relaxed);
        self.0.shown.send_replace(());
    }

    /// For tests: the delays of all delayed messages are over. Returns how many there were.
    pub fn release_delayed(&self) -> usize {
        self.0.show_hidden(|message| message.receives == 0)
    }

    /// For tests: the visibility timeouts of all messages in flight are over. Returns how many there were.
    pub fn release_in_flight(&self) -> usize {
        self.0.show_hidden(|message| message.receives > 0)
    }
}

impl Inner {
    fn now_ms(&self) -> i64 {
        (self.clock)() + self.advanced_ms.load(Ordering::Relaxed)
    }

    fn broker(&self) -> MutexGuard<'_, Broker> {
        // A panic in one request says nothing about the messages, which change only after the journal.
        self.broker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show_hidden(&self, which: impl Fn(&Message) -> bool) -> usize {
        let shown = self.broker().queue_mut(Which::Main).show_hidden(self.now_ms(), which);
        self.shown.send_replace(());
        shown
    }
}

impl fmt::Debug for QueueEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueueEngine").field("queue_url", &self.0.queue_url).finish_non_exhaustive()
    }
}

/// The real SDK client, over `http`.
pub fn client(http: SharedHttpClient) -> aws_sdk_sqs::Client {
    aws_sdk_sqs::Client::from_conf(embedded_config!(aws_sdk_sqs, http))
}

/// The ARN of the queue at an address like [`QueueEngine::queue_url`]:
/// `https://sqs.<region>.amazonaws.com/<account>/<name>`.
pub(super) fn arn_of(queue_url: &str) -> Option<String> {
    let (host, path) = queue_url.strip_prefix("https://sqs.")?.split_once('/')?;
    let (region, (account, name)) = (host.split('.').next()?, path.split_once('/')?);
    Some(format!("arn:aws:sqs:{region}:{account}:{name}"))
}

fn ms(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
