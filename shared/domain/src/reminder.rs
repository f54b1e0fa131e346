//! Reminders: a member is mailed that deposits of a workspace wait for a person, or what else they want to hear of.

use crate::endpoint::QuietHours;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Deposit, DepositState, HoldReason, Language, Timestamp, UserId, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// How often a reminder is looked at, and the most that a person is mailed, in milliseconds.
pub const REMIND_EVERY_MS: i64 = 15 * MINUTE_MS;

/// What a member may be mailed of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum ReminderKind {
    /// Deposits that wait for a person.
    Deposits,
    /// Deposits that the bank took back.
    Reversals,
    /// Phones that fell silent.
    Phones,
    /// Orders that were paid.
    Orders,
}

impl ReminderKind {
    /// What whoever says nothing else is mailed of.
    pub const FIRST: [Self; 2] = [Self::Deposits, Self::Reversals];
}

/// A member's wish to be mailed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reminder {
    pub workspace: WorkspaceId,
    pub user: UserId,
    pub language: Language,
    /// Each once, in the order of their type.
    pub kinds: Vec<ReminderKind>,
    /// When no mail is asked for; what happens then is mailed of after it.
    pub quiet: Option<QuietHours>,
    /// What happened until then was mailed of.
    pub told_until: Timestamp,
    /// When to look again.
    pub due_at: Timestamp,
    /// Counts the writes of this item.
    pub version: u64,
}

impl Reminder {
    /// One that was just switched on: of what waits already, too.
    pub fn begin(workspace: WorkspaceId, user: UserId, language: Language, now: Timestamp) -> Self {
        let (kinds, told_until) = (ReminderKind::FIRST.to_vec(), Timestamp::from_ms(0));
        Self { workspace, user, language, kinds, quiet: None, told_until, due_at: now, version: 1 }
    }

    /// The reminder that is looked at again when its quiet hours end; `None`: it is not quiet.
    pub fn put_off(&self, now: Timestamp) -> Option<Self> {
        let due_at = self.quiet?.until(now)?;
        Some(Self { due_at, version: self.version + 1, ..self.clone() })
    }

    /// The reminder after a look. `newest`: when the last thing happened that it is of.
    pub fn look(&self, newest: Option<Timestamp>, now: Timestamp) -> Self {
        let told_until = newest.map_or(self.told_until, |newest| newest.max(self.told_until));
        let due_at = now.plus_ms(REMIND_EVERY_MS);
        Self { told_until, due_at, version: self.version + 1, ..self.clone() }
    }

    /// Whether `after` is to be mailed of.
    pub fn has_news(&self, after: &Self) -> bool {
        after.told_until > self.told_until
    }
}

/// The deposits that a person must decide.
pub fn held(deposits: &[Deposit], match_window_days: u16, now: Timestamp) -> impl Iterator<Item = &Deposit> {
    deposits.iter().filter(move |deposit| match deposit.state_now(match_window_days, now) {
        DepositState::Held(_) => true,
        DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => false,
    })
}

/// Of which kind a deposit is that a person must decide.
pub fn kind_of_held(deposit: &Deposit) -> ReminderKind {
    match deposit.state {
        DepositState::Held(reasons) if reasons.contains(HoldReason::Reversed) => ReminderKind::Reversals,
        DepositState::Held(_) | DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => {
            ReminderKind::Deposits
        }
    }
}

/// Since when a person must decide such a deposit. One that waited too long is held by the clock, and tells of no
/// change.
pub fn held_since(deposit: &Deposit, match_window_days: u16) -> Timestamp {
    match deposit.state {
        DepositState::Waiting => deposit.details.deposited_at.plus_ms(i64::from(match_window_days) * DAY_MS),
        DepositState::Held(_) | DepositState::Matched { .. } | DepositState::Dismissed(_) => {
            deposit.history.last().map_or(deposit.created_at, |entry| entry.at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deposit::fixture::{at, received};
    use crate::{HoldReason, HoldReasons};

    #[test]
    fn what_waited_too_long_is_held_since_then_and_not_since_it_came() {
        assert_eq!(held_since(&received(HoldReasons::NONE), 30), at(30 * 24 * 60));
        assert_eq!(held_since(&received(HoldReason::OneWon.into()), 30), at(0));
    }

    #[test]
    fn a_look_tells_what_is_newer_than_what_was_told_and_comes_again_in_a_quarter_of_an_hour() {
        let at = Timestamp::from_ms;
        let first = Reminder::begin(WorkspaceId::new(1).unwrap(), UserId::new(2).unwrap(), Language::Ko, at(1_000));
        let nothing = first.look(None, at(2_000));
        assert!(!first.has_news(&nothing) && nothing.due_at == at(2_000 + REMIND_EVERY_MS));
        let told = nothing.look(Some(at(500)), at(3_000));
        assert!(nothing.has_news(&told) && told.version == 3);
        for older in [Some(at(500)), Some(at(400)), None] {
            assert!(!told.has_news(&told.look(older, at(4_000))), "{older:?}");
        }
        assert!(told.has_news(&told.look(Some(at(501)), at(4_000))));
    }

    #[test]
    fn a_look_in_quiet_hours_is_put_off_to_their_end() {
        // Nine in the morning, Korea's time.
        let now = Timestamp::from_ms(0);
        let loud = Reminder::begin(WorkspaceId::new(1).unwrap(), UserId::new(2).unwrap(), Language::Ko, now);
        assert_eq!(loud.put_off(now), None);
        let quiet = Reminder { quiet: QuietHours::new(8 * 60, 10 * 60), ..loud };
        assert_eq!(quiet.put_off(now).unwrap().due_at, Timestamp::from_ms(60 * MINUTE_MS));
        assert_eq!(quiet.put_off(Timestamp::from_ms(60 * MINUTE_MS)), None);
    }
}
