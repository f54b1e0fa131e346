//! Watching over phones: a shop is told when one falls silent, and when it is heard of again.
//!
//! Whether a phone reads as alive follows from its pulse at any moment; a watch only remembers what was last noticed,
//! so that each turn is told once.

use crate::phone::{PhoneStatus, Pulse, patience_minutes};
use crate::time::MINUTE_MS;
use crate::{Phone, PhoneId, Timestamp, WorkspaceId};

/// How many turns a watch keeps.
const TURNS_KEPT: usize = 10;

/// How often a silent phone is looked at, in case that nobody said that it was heard of again.
const LOOK_AGAIN_MS: i64 = 60 * MINUTE_MS;

/// How often a phone is looked at that would be silent if an order waited.
const LOOK_FOR_ORDERS_MS: i64 = 10 * MINUTE_MS;

/// A phone fell silent, or was heard of again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Counts the turns of this phone, from 1.
    pub number: u64,
    /// When it was noticed.
    pub at: Timestamp,
    pub status: PhoneStatus,
    /// When the phone was last heard of, as of then.
    pub last_seen_at: Option<Timestamp>,
}

/// What was noticed of a phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Watch {
    pub workspace: WorkspaceId,
    pub phone: PhoneId,
    /// The newest turns, oldest first. A phone of no turn was never heard of.
    pub turns: Vec<Turn>,
    /// When to look at the phone again.
    pub due_at: Timestamp,
    /// Counts the writes of this item.
    pub version: u64,
}

impl Watch {
    /// The watch over a phone that was just added, or came with an import.
    pub fn begin(phone: &Phone, now: Timestamp) -> Self {
        let due_at = now.plus_ms(LOOK_AGAIN_MS);
        Self { workspace: phone.workspace, phone: phone.id, turns: Vec::new(), due_at, version: 1 }
    }

    /// What was last noticed.
    pub fn status(&self) -> PhoneStatus {
        self.turns.last().map_or(PhoneStatus::Silent, |turn| turn.status)
    }

    /// The watch after a look at the phone, its pulse, and whether orders wait.
    pub fn look(&self, phone: &Phone, pulse: &Pulse, orders_wait: bool, now: Timestamp) -> Self {
        let by_pulse = pulse.status(patience_minutes(phone.silent_after_minutes, orders_wait), now);
        let status = if self.is_still_silent(phone, pulse) { PhoneStatus::Silent } else { by_pulse };
        let mut turns = self.turns.clone();
        if status != self.status() {
            let number = turns.last().map_or(0, |turn| turn.number) + 1;
            turns.push(Turn { number, at: now, status, last_seen_at: pulse.last_seen_at });
            turns.drain(..turns.len().saturating_sub(TURNS_KEPT));
        }
        let due_at = match (status, pulse.last_seen_at) {
            (PhoneStatus::Online, Some(seen)) => match patience_ends(phone, seen, true) {
                if_orders_wait if now < if_orders_wait => if_orders_wait,
                _ => patience_ends(phone, seen, false).min(now.plus_ms(LOOK_FOR_ORDERS_MS)),
            },
            (PhoneStatus::Online | PhoneStatus::Silent, _) => now.plus_ms(LOOK_AGAIN_MS),
        };
        Self { turns, due_at, version: self.version + 1, ..self.clone() }
    }

    /// Whether it fell silent and was not heard of since. That no order waits any more is no sign of life.
    fn is_still_silent(&self, phone: &Phone, pulse: &Pulse) -> bool {
        let unheard = |turn: &Turn| turn.status == PhoneStatus::Silent && turn.last_seen_at == pulse.last_seen_at;
        phone.silent_after_minutes.is_none() && self.turns.last().is_some_and(unheard)
    }

    /// Whether `after` tells of a turn that this does not.
    pub fn turned(&self, after: &Self) -> bool {
        self.turns.last() != after.turns.last()
    }
}

/// The first moment at which a phone that was heard of then is silent.
fn patience_ends(phone: &Phone, seen: Timestamp, orders_wait: bool) -> Timestamp {
    seen.plus_ms(i64::from(patience_minutes(phone.silent_after_minutes, orders_wait)) * MINUTE_MS + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_ms(1_700_000_000_000 + minute * MINUTE_MS)
    }

    fn phone() -> Phone {
        Phone {
            id: PhoneId::new(1).unwrap(),
            workspace: WorkspaceId::new(1).unwrap(),
            number: "010-0000-0000".into(),
            label: String::new(),
            keys: Vec::new(),
            secret: None,
            silent_after_minutes: Some(30),
            sender_missing: crate::MissingSender::Held,
            created_at: at(0),
            version: 1,
        }
    }

    fn seen(minute: i64) -> Pulse {
        Pulse { last_seen_at: Some(at(minute)), ..Pulse::default() }
    }

    #[test]
    fn a_phone_that_was_never_heard_of_makes_no_turn() {
        let watch = Watch::begin(&phone(), phone().created_at);
        let after = watch.look(&phone(), &Pulse::default(), false, at(60));
        assert!(!watch.turned(&after));
        assert_eq!((after.status(), after.due_at, after.version), (PhoneStatus::Silent, at(120), 2));
    }

    #[test]
    fn each_turn_is_noticed_once_and_the_next_look_is_due_when_its_patience_ends() {
        let heard = Watch::begin(&phone(), phone().created_at).look(&phone(), &seen(1), false, at(2));
        assert_eq!((heard.status(), heard.due_at), (PhoneStatus::Online, at(31).plus_ms(1)));
        let alive = heard.look(&phone(), &seen(25), false, at(32));
        assert!(!heard.turned(&alive));
        assert_eq!(alive.due_at, at(55).plus_ms(1));
        let silent = alive.look(&phone(), &seen(25), false, at(56));
        let turn = *silent.turns.last().unwrap();
        assert!(alive.turned(&silent));
        assert_eq!(
            (turn.number, turn.at, turn.status, turn.last_seen_at),
            (2, at(56), PhoneStatus::Silent, Some(at(25)))
        );
        assert!(!silent.turned(&silent.look(&phone(), &seen(25), false, at(120))));
    }

    #[test]
    fn a_phone_of_the_usual_patience_is_looked_at_in_time_for_an_order_that_comes_meanwhile() {
        let phone = Phone { silent_after_minutes: None, ..phone() };
        let heard = Watch::begin(&phone, phone.created_at).look(&phone, &seen(0), false, at(1));
        assert_eq!(heard.due_at, at(60).plus_ms(1));
        let idle = heard.look(&phone, &seen(0), false, at(61));
        assert_eq!((idle.status(), idle.due_at), (PhoneStatus::Online, at(71)));
        assert_eq!(idle.look(&phone, &seen(0), false, at(175)).due_at, at(180).plus_ms(1));
        assert_eq!(idle.look(&phone, &seen(0), false, at(181)).status(), PhoneStatus::Silent);
        let missed = idle.look(&phone, &seen(0), true, at(71));
        assert_eq!((missed.status(), missed.due_at), (PhoneStatus::Silent, at(131)));
        assert!(
            !missed.turned(&missed.look(&phone, &seen(0), false, at(131))),
            "the order was cancelled: no sign of life"
        );
        assert_eq!(missed.look(&phone, &seen(131), true, at(132)).status(), PhoneStatus::Online);
    }

    #[test]
    fn only_the_newest_turns_are_kept_and_their_numbers_go_on() {
        let mut watch = Watch::begin(&phone(), phone().created_at);
        for n in 0..30 {
            watch = watch.look(&phone(), &seen(n * 100), false, at(n * 100));
            watch = watch.look(&phone(), &seen(n * 100), false, at(n * 100 + 50));
        }
        assert_eq!((watch.turns.len(), watch.turns[0].number, watch.turns[9].number), (10, 51, 60));
    }
}
