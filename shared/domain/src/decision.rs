//! What is decided of a deposit after it came: held for more reasons, released, dismissed, restored, taken back by the
//! bank. Each decision takes away only its own reason.

use crate::history::{Actor, DepositEvent};
use crate::hold::{DismissReason, HoldReason, HoldReasons};
use crate::{Deposit, DepositId, DepositState, OrderId, Refusal, SenderVerdict, Timestamp};

impl Deposit {
    /// The deposit held for these reasons besides; as it is when it has them all, or is matched or dismissed.
    pub fn hold(&self, reasons: HoldReasons, by: &Actor, now: Timestamp) -> Self {
        let stands = self.state.holds();
        match self.state {
            DepositState::Waiting | DepositState::Held(_) if !reasons.without(stands).is_empty() => {
                let mut after = self.stepped(DepositEvent::Held(stands.and(reasons)), by.clone(), now);
                after.state = DepositState::Held(stands.and(reasons));
                after
            }
            DepositState::Waiting | DepositState::Held(_) => self.clone(),
            DepositState::Matched { .. } | DepositState::Dismissed(_) => self.clone(),
        }
    }

    /// The deposit without these reasons: it waits when the last is gone. As it is when it has none of them.
    pub fn clear(&self, reasons: HoldReasons, by: &Actor, now: Timestamp) -> Self {
        let taken = self.state.holds().common(reasons);
        if taken.is_empty() {
            return self.clone();
        }
        let left = self.state.holds().without(taken);
        let what = if left.is_empty() { DepositEvent::Freed(taken) } else { DepositEvent::Cleared(taken) };
        let mut after = self.stepped(what, by.clone(), now);
        after.state = DepositState::held(left);
        after
    }

    /// The deposit after a person released it: without every reason that a person can take away. `None` when it waits
    /// already.
    pub fn release(&self, by: &Actor, now: Timestamp) -> Result<Option<Self>, Refusal> {
        let holds = match self.state {
            DepositState::Waiting => return Ok(None),
            DepositState::Held(holds) => holds,
            DepositState::Matched { order } => return Err(Refusal::DepositAlreadyMatched(order)),
            DepositState::Dismissed(_) => return Err(Refusal::RestoreFirst(self.id)),
        };
        let never = HoldReasons::from_iter(HoldReasons::NEVER_RELEASED);
        match (holds.releasable().is_empty(), holds.common(never).is_empty()) {
            (true, false) => Err(Refusal::NeverReleased(holds)),
            (true, true) => Err(Refusal::ReleaseChangesNothing(holds)),
            (false, _) => Ok(Some(self.clear(holds.releasable(), by, now))),
        }
    }

    /// The deposit after a person dismissed it; `None` when it is dismissed for this reason already.
    pub fn dismiss(
        &self,
        reason: DismissReason,
        note: Option<String>,
        by: &Actor,
        now: Timestamp,
    ) -> Result<Option<Self>, Refusal> {
        match self.state {
            DepositState::Matched { .. } => Err(Refusal::UnmatchFirst),
            DepositState::Dismissed(stands) if stands == reason && self.note == note => Ok(None),
            DepositState::Dismissed(_) => Err(Refusal::RestoreFirst(self.id)),
            DepositState::Waiting | DepositState::Held(_) => {
                let mut after = self.stepped(DepositEvent::Dismissed(reason), by.clone(), now);
                after.state = DepositState::Dismissed(reason);
                (after.former_holds, after.note) = (self.state.holds(), note);
                Ok(Some(after))
            }
        }
    }

    /// The deposit after its dismissal was undone: held for its former reasons, or as restored; never straight into a
    /// pair.
    pub fn restore(&self, by: &Actor, now: Timestamp) -> Result<Self, Refusal> {
        let DepositState::Dismissed(_) = self.state else { return Err(Refusal::DepositNotDismissed(self.id)) };
        if self.rest() == 0 {
            return Err(Refusal::AllReturned(self.id));
        }
        let mut after = self.stepped(DepositEvent::Restored, by.clone(), now);
        after.state = DepositState::Held(self.former_holds.or_restored());
        (after.former_holds, after.note, after.rest_treatment) = (HoldReasons::NONE, None, None);
        Ok(after)
    }

    /// A held deposit whose sender was judged again: held for `hold`, and for no other reason of its sender. It stays
    /// held: a dismissal that is undone leads into no pair.
    pub fn judged(&self, verdict: SenderVerdict, hold: Option<HoldReason>, now: Timestamp) -> Self {
        let new: HoldReasons = hold.into_iter().collect();
        let answered = self.state.holds().common(HoldReasons::from_iter(HoldReasons::OF_SENDER)).without(new);
        let left = self.state.holds().and(new).without(answered);
        let kept = if left.is_empty() { HoldReason::Restored.into() } else { HoldReasons::NONE };
        let mut after = self.hold(new.and(kept), &Actor::Auto, now).clear(answered, &Actor::Auto, now);
        after.details.verdict = verdict;
        after
    }

    /// The deposit after the bank took its money back, and the orders that it paid until now. Refused when it is
    /// dismissed: its money pays nothing already.
    pub fn reverse(&self, by: &Actor, now: Timestamp) -> Result<(Self, Vec<OrderId>), Refusal> {
        let (order, stands) = match self.state {
            DepositState::Matched { order } => (Some(order), self.former_holds),
            DepositState::Waiting | DepositState::Held(_) => (None, self.state.holds()),
            DepositState::Dismissed(_) => return Err(Refusal::RestoreFirst(self.id)),
        };
        let mut after = self.stepped(DepositEvent::Reversed { order, others: self.other_orders() }, by.clone(), now);
        after.state = DepositState::Held(stands.and(HoldReason::Reversed.into()));
        after.former_holds = HoldReasons::NONE;
        after.pay_nothing();
        Ok((after, self.orders()))
    }

    /// The deposit linked with one that may be the same money; as it is when it is linked already, or has too many.
    pub fn linked(&self, twin: DepositId, by: &Actor, now: Timestamp) -> Self {
        if twin == self.id || self.twins.contains(&twin) || self.twins.len() >= Self::TWINS_MAX {
            return self.clone();
        }
        let mut after = self.stepped(DepositEvent::Linked(twin), by.clone(), now);
        after.twins.push(twin);
        after
    }

    /// The deposit with a hint that money of its name and amount went out again after it was matched.
    pub fn refund_hinted(&self, by: &Actor, now: Timestamp) -> Self {
        self.stepped(DepositEvent::RefundSeen, by.clone(), now)
    }

    /// Whether the pair that it is in was made by the rules.
    pub fn is_paired_by_rule(&self) -> bool {
        let rule_of = |what: &DepositEvent| {
            if let DepositEvent::Matched { rule, .. } = what { Some(rule.is_some()) } else { None }
        };
        let last = self.history.iter().rev().find_map(|entry| rule_of(&entry.what));
        matches!(self.state, DepositState::Matched { .. }) && last == Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deposit::fixture::{at, received};

    const AUTO: Actor = Actor::Auto;

    #[test]
    fn a_decision_takes_away_only_its_own_reason() {
        let held = received(HoldReasons::from_iter([HoldReason::SenderMissing, HoldReason::PossibleDuplicate]));
        let half = held.clear(HoldReason::SenderMissing.into(), &AUTO, at(1));
        assert_eq!(half.state, DepositState::Held(HoldReason::PossibleDuplicate.into()));
        assert_eq!(half.clear(HoldReason::PossibleDuplicate.into(), &AUTO, at(2)).state, DepositState::Waiting);
        assert_eq!(half.clear(HoldReason::OneWon.into(), &AUTO, at(2)), half);
    }

    #[test]
    fn a_strangers_text_is_never_released_and_an_old_one_in_vain() {
        let unlikely = HoldReasons::from(HoldReason::SenderUnlikely);
        assert_eq!(received(unlikely).release(&AUTO, at(1)), Err(Refusal::NeverReleased(unlikely)));
        let old = HoldReasons::from(HoldReason::OutsideMatchWindow);
        assert_eq!(received(old).release(&AUTO, at(1)), Err(Refusal::ReleaseChangesNothing(old)));
        let both = unlikely.and(HoldReason::PossibleDuplicate.into());
        let left = received(both).release(&AUTO, at(1)).unwrap().unwrap();
        assert_eq!(left.state, DepositState::Held(unlikely));
        assert_eq!(received(HoldReasons::NONE).release(&AUTO, at(1)), Ok(None));
    }

    #[test]
    fn what_was_dismissed_comes_back_held_and_never_waits_at_once() {
        let waiting = received(HoldReasons::NONE);
        let away = waiting.dismiss(DismissReason::Refunded, Some("환불".into()), &AUTO, at(1)).unwrap().unwrap();
        assert_eq!(away.dismiss(DismissReason::Refunded, Some("환불".into()), &AUTO, at(2)), Ok(None));
        assert_eq!(away.restore(&AUTO, at(3)).unwrap().state, DepositState::Held(HoldReason::Restored.into()));
        assert_eq!(away.pay(OrderId::new(1).unwrap(), None, AUTO, at(3)), Err(Refusal::RestoreFirst(away.id)));
        let held = received(HoldReason::OneWon.into());
        let away = held.dismiss(DismissReason::Private, None, &AUTO, at(1)).unwrap().unwrap();
        assert_eq!(away.restore(&AUTO, at(2)).unwrap().state, held.state);
    }

    #[test]
    fn a_sender_that_is_judged_again_changes_its_own_reasons_and_never_frees() {
        let held = received(HoldReasons::from_iter([HoldReason::SenderUnlisted, HoldReason::OneWon]));
        let approved = held.judged(SenderVerdict::Approved, None, at(1));
        assert_eq!(approved.state, DepositState::Held(HoldReason::OneWon.into()));
        let again = approved.judged(SenderVerdict::Unlisted, Some(HoldReason::SenderUnlisted), at(2));
        assert_eq!((again.state, again.details.verdict), (held.state, SenderVerdict::Unlisted));
        let alone = received(HoldReason::SenderUnlisted.into()).judged(SenderVerdict::Approved, None, at(1));
        assert_eq!(alone.state, DepositState::Held(HoldReason::Restored.into()));
        assert_eq!(held.judged(held.details.verdict, Some(HoldReason::SenderUnlisted), at(1)).version, held.version);
    }

    #[test]
    fn money_that_the_bank_took_back_stays_held_for_it() {
        let order = OrderId::new(5).unwrap();
        let paid = received(HoldReasons::NONE).pay(order, Some(crate::Rule::Same), AUTO, at(1)).unwrap();
        assert!(paid.is_paired_by_rule());
        let (back, from) = paid.reverse(&AUTO, at(2)).unwrap();
        assert_eq!((back.state, from), (DepositState::Held(HoldReason::Reversed.into()), vec![order]));
        assert!(back.release(&AUTO, at(3)).is_err());
    }
}
