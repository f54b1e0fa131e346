//! How often waiting for another program was in vain: after a few times in a row nobody waits for a while.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use domain::Timestamp;

/// So many waits in vain, in a row, and there are no more for a while.
const WAITS: u32 = 3;
/// How long nobody waits then, in milliseconds.
const SPENT_FOR_MS: i64 = 30_000;

/// The waits of one program.
#[derive(Debug, Default)]
pub struct Patience {
    in_vain: AtomicU32,
    spent_until_ms: AtomicI64,
}

impl Patience {
    /// Whether waiting is given up for now.
    pub fn is_spent(&self, now: Timestamp) -> bool {
        now.ms() < self.spent_until_ms.load(Ordering::Relaxed)
    }

    /// What was waited for came.
    pub fn rewarded(&self) {
        self.in_vain.store(0, Ordering::Relaxed);
    }

    /// It did not come in time.
    pub fn in_vain(&self, now: Timestamp) {
        if self.in_vain.fetch_add(1, Ordering::Relaxed) + 1 >= WAITS {
            self.in_vain.store(0, Ordering::Relaxed);
            self.spent_until_ms.store(now.plus_ms(SPENT_FOR_MS).ms(), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_waits_in_vain_in_a_row_end_the_waiting_for_half_a_minute() {
        let (patience, now) = (Patience::default(), Timestamp::from_ms(1_700_000_000_000));
        patience.in_vain(now);
        patience.in_vain(now);
        patience.rewarded();
        patience.in_vain(now);
        patience.in_vain(now);
        assert!(!patience.is_spent(now), "one in between was rewarded");
        patience.in_vain(now);
        assert!(patience.is_spent(now) && patience.is_spent(now.plus_ms(29_999)));
        assert!(!patience.is_spent(now.plus_ms(30_000)));
    }
}
