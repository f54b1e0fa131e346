//! HTTP manners that every endpoint shares: who is calling and what they may do (`caller`), bodies (`body`, `account`), pages
//! (`page`), answers that are kept for a repeat (`idempotency`, `answer`), problems (`problem`), tokens (`token`), sealed secrets (`seal`),
//! log lines (`lines`), metrics (`metrics`), the batches of a queue (`batch`), and how a program starts (`config`, `serve`).
//!
//! Deliberately not here: any endpoint, and any rule of orders and deposits.

pub mod account;
pub mod answer;
pub mod batch;
pub mod body;
pub mod caller;
mod code;
pub mod config;
pub mod idempotency;
pub mod keys;
pub mod lines;
pub mod metrics;
pub mod page;
pub mod problem;
pub mod seal;
pub mod serve;
pub mod token;
pub mod wait_breaker;

use std::sync::Arc;

use domain::Timestamp;
use pairing::Pairing;
use store::Store;

pub use keys::Keys;
pub use problem::{Code, FieldError, Problem};
pub use wait_breaker::WaitBreaker;

/// What every handler works with.
#[derive(Clone)]
pub struct App {
    pub pairing: Pairing,
    pub keys: Arc<Keys>,
    pub policy: Policy,
    /// Whether webhook calls wait for the matcher.
    pub wait_breaker: Arc<WaitBreaker>,
}

/// How long a webhook's call waits where nobody decided otherwise, in milliseconds.
pub const WEBHOOK_WAIT_MS: u64 = 1_500;

/// What an operator decides at deployment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// Whether strangers may create an account.
    pub signup_open: bool,
    /// Whether the webhook takes messages on the URL that carries no key.
    pub public_webhook_open: bool,
    /// Whether webhooks may be sent to programs on this very machine. Never on AWS.
    pub loopback_endpoints: bool,
    /// How long a webhook's call waits for the outcome of its message, in milliseconds.
    pub webhook_wait_ms: u64,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            signup_open: true,
            public_webhook_open: true,
            loopback_endpoints: false,
            webhook_wait_ms: WEBHOOK_WAIT_MS,
        }
    }
}

impl App {
    pub fn new(pairing: Pairing, keys: Keys, policy: Policy) -> Self {
        Self { pairing, keys: Arc::new(keys), policy, wait_breaker: Arc::default() }
    }

    pub fn store(&self) -> &Store {
        &self.pairing.store
    }

    pub fn now(&self) -> Timestamp {
        self.pairing.now()
    }
}
