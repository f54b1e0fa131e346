//! Same message, or a second deposit? Messages of one account, amount and name are remembered in one guard, and each
//! new one is held against it.

use crate::time::MINUTE_MS;
use crate::{DepositId, Timestamp, Via};

/// How many occurrences a guard keeps: the newest.
pub const KEPT: usize = 64;
/// Two messages of one account, amount and name this close, in milliseconds, may be one deposit.
pub const TWIN_WINDOW_MS: i64 = 5 * MINUTE_MS;

/// 128 bits that stand for the text of a message.
pub type Fingerprint = [u8; 16];
/// 128 bits that stand for one webhook call.
pub type ReceiptId = [u8; 16];

/// One message (or a deposit typed by hand) that was seen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    pub fingerprint: Fingerprint,
    /// The webhook call that brought it; `None` for a deposit typed by hand.
    pub receipt: Option<ReceiptId>,
    pub deposited_at: Timestamp,
    pub balance: Option<i64>,
    pub deposit: DepositId,
    pub via: Via,
}

/// What a guard says of a new message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sighting {
    /// Never seen: a deposit of its own.
    New,
    /// The very message was seen. `redelivered`: by the very call too, so that this is the queue's redelivery.
    Same { deposit: DepositId, redelivered: bool },
    /// Another message, so close that it may tell of the same deposit: a person decides.
    Twin { deposit: DepositId },
}

/// Holds a new message against those seen before. The new one's `deposit` is not read.
pub fn sight(seen: &[Occurrence], new: &Occurrence) -> Sighting {
    if let Some(same) = seen.iter().find(|old| old.fingerprint == new.fingerprint) {
        let redelivered = same.receipt.is_some() && same.receipt == new.receipt;
        return Sighting::Same { deposit: same.deposit, redelivered };
    }
    let twin = seen.iter().find(|old| {
        let close = (old.deposited_at.ms() - new.deposited_at.ms()).abs() <= TWIN_WINDOW_MS;
        let told_apart = old.balance.zip(new.balance).is_some_and(|(old, new)| old != new);
        close && !told_apart
    });
    twin.map_or(Sighting::New, |old| Sighting::Twin { deposit: old.deposit })
}

/// The guard with the new occurrence, keeping the newest [`KEPT`].
pub fn remember(mut seen: Vec<Occurrence>, new: Occurrence) -> Vec<Occurrence> {
    seen.push(new);
    if seen.len() > KEPT {
        seen.drain(..seen.len() - KEPT);
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(fingerprint: u8, receipt: u8, minute: i64, balance: Option<i64>) -> Occurrence {
        Occurrence {
            fingerprint: [fingerprint; 16],
            receipt: Some([receipt; 16]),
            deposited_at: Timestamp::from_ms(1_700_000_000_000 + minute * MINUTE_MS),
            balance,
            deposit: DepositId::new(u64::from(fingerprint)).unwrap(),
            via: Via::Open,
        }
    }

    #[test]
    fn the_same_text_is_the_same_message_and_the_same_call_a_redelivery() {
        let guard = [seen(1, 1, 0, Some(500))];
        let deposit = DepositId::new(1).unwrap();
        assert_eq!(sight(&guard, &seen(1, 2, 0, Some(500))), Sighting::Same { deposit, redelivered: false });
        assert_eq!(sight(&guard, &seen(1, 1, 0, Some(500))), Sighting::Same { deposit, redelivered: true });
    }

    #[test]
    fn a_deposit_typed_twice_by_hand_is_no_redelivery() {
        let by_hand = |fingerprint| Occurrence { receipt: None, ..seen(fingerprint, 0, 0, None) };
        assert_eq!(
            sight(&[by_hand(1)], &by_hand(1)),
            Sighting::Same { deposit: DepositId::new(1).unwrap(), redelivered: false }
        );
    }

    #[test]
    fn five_minutes_apart_may_be_a_twin_unless_both_balances_differ() {
        let twin = Sighting::Twin { deposit: DepositId::new(1).unwrap() };
        let table = [
            (Some(500), 5, Some(500), twin),
            (Some(500), 5, Some(900), Sighting::New),
            (Some(500), 5, None, twin),
            (None, 5, Some(900), twin),
            (None, -5, None, twin),
            (None, 6, None, Sighting::New),
            (None, -6, None, Sighting::New),
        ];
        for (old, minute, new, expected) in table {
            assert_eq!(sight(&[seen(1, 1, 0, old)], &seen(2, 2, minute, new)), expected, "{old:?} {minute} {new:?}");
        }
    }

    #[test]
    fn a_guard_keeps_the_newest() {
        let full = (1..=70).fold(Vec::new(), |guard, n| remember(guard, seen(n, n, 0, None)));
        assert_eq!((full.len(), full[0].fingerprint[0]), (KEPT, 7));
        // One that is too long, whoever wrote it, is cut to size as well.
        let long = (1..=80).map(|n| seen(n, n, 0, None)).collect();
        let kept = remember(long, seen(81, 81, 0, None));
        assert_eq!((kept.len(), kept[0].fingerprint[0]), (KEPT, 18));
    }
}
