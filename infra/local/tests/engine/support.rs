//! What the tests of this binary share.
use local::engine::{Clock, queue::QueueSettings};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tempfile::TempDir;

/// A clock that stands still until it is told.
#[derive(Clone)]
pub struct Manual(Arc<AtomicI64>);

impl Manual {
    pub fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_790_000_000_000)))
    }

    pub fn clock(&self) -> Clock {
        let now = Arc::clone(&self.0);
        Arc::new(move || now.load(Ordering::Relaxed))
    }

    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

pub fn queue_settings() -> QueueSettings {
    QueueSettings {
        name: "MessageQueue".to_owned(),
        dead_letter_name: "MessageDeadLetterQueue".to_owned(),
        visibility_timeout: Duration::from_secs(180),
        max_receive_count: 5,
    }
}

pub fn temporary_dir() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}
