//! A clock that stands still until it is told. It begins at 2024-02-12T11:00:00+09:00, when the guide's orders are
//! made. A deployed product has the world's clock, and so has its shop.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::{Clock, Timestamp};

/// 2024-02-12T11:00:00+09:00.
pub const START_MS: i64 = 1_707_703_200_000;

#[derive(Clone)]
pub enum ManualClock {
    Still(Arc<AtomicI64>),
    /// Nobody moves it.
    World,
}

impl Default for ManualClock {
    fn default() -> Self {
        Self::Still(Arc::new(AtomicI64::new(START_MS)))
    }
}

impl ManualClock {
    pub fn clock(&self) -> Clock {
        match self {
            Self::Still(now) => {
                let now = Arc::clone(now);
                Arc::new(move || Timestamp::from_ms(now.load(Ordering::SeqCst)))
            }
            Self::World => runtime::config::clock(),
        }
    }

    pub fn now(&self) -> Timestamp {
        self.clock()()
    }

    pub fn advance_ms(&self, ms: i64) {
        match self {
            Self::Still(now) => now.fetch_add(ms, Ordering::SeqCst),
            Self::World => panic!("this test moves the clock: it cannot run against a deployed program"),
        };
    }

    /// Lets a time pass that shows in what is told and changes nothing else: the world's clock does so by itself.
    pub fn tick_ms(&self, ms: i64) {
        if let Self::Still(now) = self {
            now.fetch_add(ms, Ordering::SeqCst);
        }
    }
}
