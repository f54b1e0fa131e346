//! Money that was sent back: a person notes how much, and what is left of the deposit pays no order by itself from then
//! on.
//!
//! Invariant: a deposit of which a return is noted has the reason [`HoldReason::PartlyReturned`], now or among its
//! former ones; and what was sent back is never more than what pays no order.

use crate::history::{Actor, DepositEvent};
use crate::hold::{DismissReason, HoldReason, HoldReasons};
use crate::matching::Press;
use crate::{Deposit, DepositState, Refusal, RestTreatment, Timestamp, Won};

/// A part of a deposit that was sent back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Return {
    pub amount: Won,
    /// When it was sent.
    pub at: Timestamp,
    /// Who noted it.
    pub by: Actor,
    pub note: Option<String>,
}

impl Deposit {
    /// How many returns are noted of one deposit.
    pub const RETURNS_MAX: usize = 8;

    /// What of it was sent back, in KRW.
    pub fn returned(&self) -> u64 {
        self.returns.iter().map(|one| one.amount.get()).sum()
    }

    /// The deposit after a person noted that a part of it was sent back. One that paid nothing and is sent back whole
    /// is dismissed as `REFUNDED`.
    pub fn give_back(&self, sent: Return, now: Timestamp) -> Result<Self, Refusal> {
        let rest = self.rest();
        match (self.state, self.rest_treatment) {
            (DepositState::Waiting, _) => return Err(Refusal::DepositWaits(self.id)),
            (_, Some(RestTreatment::AcceptOver)) => return Err(Refusal::KeptWithOrder(self.id)),
            (DepositState::Held(_) | DepositState::Matched { .. } | DepositState::Dismissed(_), _) => {}
        }
        if rest == 0 {
            return Err(Refusal::NothingLeft(self.id));
        }
        if sent.amount.get() > rest {
            return Err(Refusal::MoreThanRest { rest });
        }
        if self.returns.len() >= Self::RETURNS_MAX {
            return Err(Refusal::TooManyReturns(self.id));
        }
        let by = sent.by.clone();
        let mut after = self.stepped(DepositEvent::Returned(sent.amount), by.clone(), now);
        after.returns.push(sent);
        let reason = HoldReasons::from(HoldReason::PartlyReturned);
        match self.state {
            DepositState::Held(reasons) => after.state = DepositState::Held(reasons.and(reason)),
            DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => {
                after.former_holds = self.former_holds.and(reason);
            }
        }
        if after.rest() > 0 {
            return Ok(after);
        }
        after.rest_treatment = None;
        let refunded = match after.state {
            DepositState::Held(_) => after.dismiss(DismissReason::Refunded, None, &by, now)?,
            DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => None,
        };
        Ok(refunded.unwrap_or(after))
    }

    /// The deposit after a person took the last note back. What was left of a matched one is to be sent back again; one
    /// that was dismissed for it is held.
    pub fn undo_return(&self, by: &Actor, now: Timestamp) -> Result<Self, Refusal> {
        let Some(last) = self.returns.last() else { return Err(Refusal::NothingReturned(self.id)) };
        if self.rest_treatment == Some(RestTreatment::AcceptOver) {
            return Err(Refusal::KeptWithOrder(self.id));
        }
        let was_all = self.rest() == 0;
        let mut after = self.stepped(DepositEvent::ReturnUndone(last.amount), by.clone(), now);
        after.returns.pop();
        let left = |reasons: HoldReasons| match after.returns.is_empty() {
            true => reasons.without(HoldReason::PartlyReturned.into()),
            false => reasons,
        };
        let (state, former) = match self.state {
            DepositState::Held(reasons) => (DepositState::Held(left(reasons).or_restored()), self.former_holds),
            DepositState::Waiting | DepositState::Matched { .. } | DepositState::Dismissed(_) => {
                (self.state, left(self.former_holds))
            }
        };
        (after.state, after.former_holds) = (state, former);
        match self.state {
            DepositState::Dismissed(DismissReason::Refunded) if was_all => after.restore(by, now),
            DepositState::Dismissed(DismissReason::OrderCancelled) | DepositState::Matched { .. } => {
                if self.rest_treatment.is_none() {
                    after.rest_treatment = Some(RestTreatment::RefundDue);
                    after = after.with_refund_told(Press { by, now });
                }
                Ok(after)
            }
            DepositState::Waiting | DepositState::Held(_) | DepositState::Dismissed(_) => Ok(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OrderId;
    use crate::deposit::fixture::{at, received};

    const BY: Actor = Actor::Operator;

    fn sent(krw: u64) -> Return {
        Return { amount: Won::new(krw).unwrap(), at: at(5), by: BY, note: None }
    }

    fn held() -> Deposit {
        received(HoldReason::OneWon.into())
    }

    #[test]
    fn what_is_left_of_a_deposit_stays_held_and_never_waits_again() {
        let all = held().details.amount.get();
        let part = held().give_back(sent(all - 1), at(6)).unwrap();
        assert_eq!((part.rest(), part.returned()), (1, all - 1));
        let released = part.release(&BY, at(7)).unwrap().unwrap();
        assert_eq!(released.state, DepositState::Held(HoldReason::PartlyReturned.into()));
        let undone = released.undo_return(&BY, at(8)).unwrap();
        assert_eq!((undone.state, undone.rest()), (DepositState::Held(HoldReason::Restored.into()), all));
        assert_eq!(undone.undo_return(&BY, at(9)), Err(Refusal::NothingReturned(undone.id)));
    }

    #[test]
    fn a_deposit_that_is_sent_back_whole_is_refunded_until_that_is_taken_back() {
        let all = held().details.amount.get();
        let gone = held().give_back(sent(1), at(6)).unwrap().give_back(sent(all - 1), at(7)).unwrap();
        assert_eq!((gone.state, gone.rest()), (DepositState::Dismissed(DismissReason::Refunded), 0));
        assert_eq!(gone.restore(&BY, at(8)), Err(Refusal::AllReturned(gone.id)));
        assert_eq!(gone.give_back(sent(1), at(8)), Err(Refusal::NothingLeft(gone.id)));
        let back = gone.undo_return(&BY, at(8)).unwrap();
        let reasons = HoldReasons::from_iter([HoldReason::OneWon, HoldReason::PartlyReturned]);
        assert_eq!((back.state, back.rest()), (DepositState::Held(reasons), all - 1));
        assert_eq!(back.undo_return(&BY, at(9)).unwrap().state, held().state);
    }

    #[test]
    fn only_what_pays_nothing_and_does_not_wait_is_sent_back() {
        let waiting = received(HoldReasons::NONE);
        assert_eq!(waiting.give_back(sent(1), at(6)), Err(Refusal::DepositWaits(waiting.id)));
        let paid = waiting.pay(OrderId::new(1).unwrap(), None, BY, at(1)).unwrap();
        assert_eq!(paid.give_back(sent(1), at(6)), Err(Refusal::NothingLeft(paid.id)));
        let rest = held().details.amount.get();
        assert_eq!(held().give_back(sent(rest + 1), at(6)), Err(Refusal::MoreThanRest { rest }));
        let mut often = held();
        for _ in 0..Deposit::RETURNS_MAX {
            often = often.give_back(sent(1), at(6)).unwrap();
        }
        assert_eq!(often.give_back(sent(1), at(6)), Err(Refusal::TooManyReturns(often.id)));
    }
}
