//! Phones that forward a bank's messages: each has a webhook URL of its own, which carries a key.
//!
//! What a phone *is* (its number, keys, secret) and what it *does* (when it was last heard of) are two values, because
//! people write the one and every message writes the other.

use crate::arrival::Arrival;
use crate::sender::MissingSender;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{PhoneId, Timestamp, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// How many phones a workspace may have.
pub const PHONES_MAX: usize = 50;

/// SHA-256 of a key: the key itself is shown once and never kept.
pub type KeyHash = [u8; 32];

/// Which phone of which workspace.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct PhoneRef {
    pub workspace: WorkspaceId,
    pub phone: PhoneId,
}

/// A phone of a workspace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phone {
    pub id: PhoneId,
    pub workspace: WorkspaceId,
    /// As typed.
    pub number: String,
    /// What people call it. May be empty.
    pub label: String,
    /// Newest first, at most [`Phone::KEYS_MAX`].
    pub keys: Vec<PhoneKey>,
    /// The secret that its app signs with, sealed. `None`: its messages come unsigned.
    pub secret: Option<Vec<u8>>,
    /// After so many minutes without a message or a ping it reads as silent: see [`Phone::SILENT_AFTER_MINUTES`].
    /// `None`: nobody chose, see [`patience_minutes`].
    pub silent_after_minutes: Option<u32>,
    /// What becomes of texts whose call tells no sender. `Undecided` only for phones of before senders were judged.
    pub sender_missing: MissingSender,
    pub created_at: Timestamp,
    /// Counts the writes of this phone's item.
    pub version: u64,
}

/// A key of a phone's URL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PhoneKey {
    pub hash: KeyHash,
    pub created_at: Timestamp,
    /// `None` for the newest; one that was replaced works until then.
    pub valid_until: Option<Timestamp>,
}

impl PhoneKey {
    /// Whether messages may still come over it.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.valid_until.is_none_or(|end| now < end)
    }
}

impl Phone {
    /// How many keys a phone has at most: the newest, and those before it while they overlap.
    pub const KEYS_MAX: usize = 10;
    /// The least and the most minutes without a sign of life before a phone is silent.
    pub const SILENT_AFTER_MINUTES: std::ops::RangeInclusive<u32> = 5..=43_200;
    /// Minutes without a sign of life before a phone is silent for which nobody chose another time.
    pub const SILENT_AFTER_DEFAULT: u32 = 180;
    /// The same while orders wait: money is expected then.
    pub const SILENT_WHILE_ORDERS_WAIT: u32 = 60;

    /// The phone with a new key. The key before it works on for `overlap_ms`, older ones for as long as they were
    /// promised; an overlap of 0 ends all of them now. `None`: too many of them still work.
    pub fn rotate(&self, hash: KeyHash, overlap_ms: i64, now: Timestamp) -> Option<Self> {
        let replaced = |key: &PhoneKey| PhoneKey {
            valid_until: Some(key.valid_until.unwrap_or(now.plus_ms(overlap_ms))),
            ..key.clone()
        };
        let newest = PhoneKey { hash, created_at: now, valid_until: None };
        let older = self.keys.iter().map(replaced).filter(|key| overlap_ms > 0 && key.is_live(now));
        let keys: Vec<_> = std::iter::once(newest).chain(older).collect();
        (keys.len() <= Self::KEYS_MAX).then(|| Self { keys, version: self.version + 1, ..self.clone() })
    }
}

/// After how many minutes without a sign of life a phone is silent: the chosen time, or the usual one, which is shorter
/// while orders wait.
pub fn patience_minutes(chosen: Option<u32>, orders_wait: bool) -> u32 {
    let usual = if orders_wait { Phone::SILENT_WHILE_ORDERS_WAIT } else { Phone::SILENT_AFTER_DEFAULT };
    chosen.unwrap_or(usual)
}

/// What a phone did.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Pulse {
    /// Its last message or ping; `None`: never heard of.
    pub last_seen_at: Option<Timestamp>,
    /// Bank messages on the day (KST) of `last_seen_at`.
    pub messages: u64,
    /// Other texts on that day: counted, and kept nowhere.
    pub others: u64,
    /// When its test message came.
    pub verified_at: Option<Timestamp>,
    /// What the first call of an undecided phone decided; read only where the phone itself is `Undecided`.
    pub decided: Option<MissingSender>,
    /// Since when the phone tells a sender that its owner has not confirmed.
    pub sender_unconfirmed_since: Option<Timestamp>,
    /// Its last arrivals, newest first, at most [`Arrival::KEPT`].
    pub arrivals: Vec<Arrival>,
}

/// Whether a phone is heard of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum PhoneStatus {
    Online,
    Silent,
}

impl Pulse {
    /// Whether the phone reads as alive. One that was never heard of is silent.
    pub fn status(&self, silent_after_minutes: u32, now: Timestamp) -> PhoneStatus {
        let patience_ms = i64::from(silent_after_minutes) * MINUTE_MS;
        match self.last_seen_at {
            Some(seen) if now.ms() - seen.ms() <= patience_ms => PhoneStatus::Online,
            Some(_) | None => PhoneStatus::Silent,
        }
    }

    /// What becomes of texts of `phone` whose call tells no sender.
    pub fn sender_missing(&self, phone: &Phone) -> MissingSender {
        match phone.sender_missing {
            MissingSender::Undecided => self.decided.unwrap_or(MissingSender::Undecided),
            set @ (MissingSender::Held | MissingSender::Allowed) => set,
        }
    }

    /// Bank messages and other texts of the day that `now` lies in.
    pub fn today(&self, now: Timestamp) -> (u64, u64) {
        match self.last_seen_at {
            Some(seen) if day(seen) == day(now) => (self.messages, self.others),
            Some(_) | None => (0, 0),
        }
    }
}

/// The number of the day in KST.
pub fn day(at: Timestamp) -> i64 {
    const KST_MS: i64 = 9 * 60 * MINUTE_MS;
    (at.ms() + KST_MS).div_euclid(DAY_MS)
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
            keys: vec![PhoneKey { hash: [1; 32], created_at: at(0), valid_until: None }],
            secret: None,
            silent_after_minutes: Some(60),
            sender_missing: MissingSender::Held,
            created_at: at(0),
            version: 1,
        }
    }

    #[test]
    fn a_replaced_key_works_until_its_own_overlap_ends_however_often_it_is_rotated_again() {
        let hours =
            |hash, hours: i64, from: &Phone, minute| from.rotate([hash; 32], hours * 60 * MINUTE_MS, at(minute));
        let twice = hours(3, 1, &hours(2, 2, &phone(), 10).unwrap(), 20).unwrap();
        assert_eq!(twice.keys.iter().map(|key| key.hash[0]).collect::<Vec<_>>(), [3, 2, 1]);
        assert!(twice.keys[1].is_live(at(79)) && !twice.keys[1].is_live(at(80)));
        assert!(twice.keys[2].is_live(at(129)) && !twice.keys[2].is_live(at(130)));
        assert!(twice.keys[0].is_live(at(1_000_000)));
        let later = hours(4, 1, &twice, 100).unwrap();
        assert_eq!(later.keys.iter().map(|key| key.hash[0]).collect::<Vec<_>>(), [4, 3, 1], "what ended is gone");
        assert_eq!(hours(4, 0, &twice, 30).unwrap().keys.len(), 1, "nothing of before works on");
        let many = (2..=10).fold(phone(), |phone, hash| hours(hash, 1, &phone, 10).unwrap());
        assert_eq!((many.keys.len(), hours(11, 1, &many, 11)), (Phone::KEYS_MAX, None));
        assert!(hours(11, 0, &many, 11).is_some() && hours(11, 1, &many, 80).is_some());
    }

    #[test]
    fn a_phone_is_silent_until_it_is_heard_of_and_when_it_is_not_heard_of_any_more() {
        let seen = |minute| Pulse { last_seen_at: Some(at(minute)), ..Pulse::default() };
        assert_eq!(Pulse::default().status(60, at(0)), PhoneStatus::Silent);
        assert_eq!(seen(0).status(60, at(60)), PhoneStatus::Online);
        assert_eq!(seen(0).status(60, at(61)), PhoneStatus::Silent);
    }

    #[test]
    fn the_usual_patience_is_shorter_while_orders_wait_and_a_chosen_one_is_not() {
        assert_eq!((patience_minutes(None, false), patience_minutes(None, true)), (180, 60));
        assert_eq!((patience_minutes(Some(1_440), false), patience_minutes(Some(1_440), true)), (1_440, 1_440));
    }

    #[test]
    fn the_owners_word_counts_before_what_the_first_call_decided() {
        use MissingSender::{Allowed, Held, Undecided};
        for (set, decided, counts) in [
            (Undecided, None, Undecided),
            (Undecided, Some(Allowed), Allowed),
            (Undecided, Some(Held), Held),
            (Held, Some(Allowed), Held),
            (Allowed, Some(Held), Allowed),
        ] {
            let pulse = Pulse { decided, ..Pulse::default() };
            assert_eq!(pulse.sender_missing(&Phone { sender_missing: set, ..phone() }), counts);
        }
    }

    #[test]
    fn messages_of_yesterday_are_not_of_today() {
        let midnight = Timestamp::parse("2024-02-13T00:00:00+09:00").unwrap();
        let pulse = Pulse { last_seen_at: Some(midnight.plus_ms(-1000)), messages: 3, others: 2, ..Pulse::default() };
        assert_eq!(pulse.today(midnight.plus_ms(-500)), (3, 2));
        assert_eq!(pulse.today(midnight), (0, 0));
    }
}
