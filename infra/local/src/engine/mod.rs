//! The AWS services that the product uses, embedded.
//!
//! Invariant: nothing in here knows an order, a deposit or a key. An engine speaks its AWS wire protocol and that is
//! all.
mod lock;
pub mod poller;
pub mod queue;
pub mod table;
mod wire;

use std::{sync::Arc, time::Duration};

/// The time in milliseconds since the Unix epoch, handed in so that a test can drive it.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What every embedded client is told; none of it leaves this process, and the engines check none of it.
const REGION: &str = "ap-northeast-2";

/// An embedded engine answers in microseconds: a retry that waited the SDK's usual second would only slow the tests.
const INITIAL_BACKOFF: Duration = Duration::from_millis(25);

/// The parts of an SDK configuration that both services share.
macro_rules! embedded_config {
    ($sdk:ident, $http:expr) => {
        $sdk::Config::builder()
            .behavior_version($sdk::config::BehaviorVersion::latest())
            .region($sdk::config::Region::new(super::REGION))
            .credentials_provider($sdk::config::Credentials::new("embedded", "embedded", None, None, "embedded"))
            .retry_config($sdk::config::retry::RetryConfig::standard().with_initial_backoff(super::INITIAL_BACKOFF))
            // A long poll is silent for twenty seconds on purpose.
            .stalled_stream_protection($sdk::config::StalledStreamProtectionConfig::disabled())
            .http_client($http)
            .build()
    };
}
use embedded_config;
