//! A circuit breaker for waiting: after a few timeouts in a row nobody waits for a while.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use domain::Timestamp;

/// How many timeouts in a row open the breaker.
const TIMEOUTS: u32 = 3;
/// How long it stays open, in milliseconds.
const OPEN_FOR_MS: i64 = 30_000;

/// The breaker of one process.
#[derive(Debug, Default)]
pub struct WaitBreaker {
    timeouts: AtomicU32,
    open_until_ms: AtomicI64,
}

impl WaitBreaker {
    /// Whether callers should not wait now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now.ms() < self.open_until_ms.load(Ordering::Relaxed)
    }

    /// A caller got what it waited for.
    pub fn record_success(&self) {
        self.timeouts.store(0, Ordering::Relaxed);
    }

    /// A caller waited and got nothing.
    pub fn record_timeout(&self, now: Timestamp) {
        if self.timeouts.fetch_add(1, Ordering::Relaxed) + 1 >= TIMEOUTS {
            self.timeouts.store(0, Ordering::Relaxed);
            self.open_until_ms.store(now.plus_ms(OPEN_FOR_MS).ms(), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_timeouts_in_a_row_open_it_for_half_a_minute() {
        let (breaker, now) = (WaitBreaker::default(), Timestamp::from_ms(1_700_000_000_000));
        breaker.record_timeout(now);
        breaker.record_timeout(now);
        breaker.record_success();
        breaker.record_timeout(now);
        breaker.record_timeout(now);
        assert!(!breaker.is_open(now), "a success in between resets it");
        breaker.record_timeout(now);
        assert!(breaker.is_open(now) && breaker.is_open(now.plus_ms(29_999)));
        assert!(!breaker.is_open(now.plus_ms(30_000)));
    }
}
