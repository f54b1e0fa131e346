//! `pairing::by_hand` over `store::pair::write_pair`, and a change of settings.

use std::mem::discriminant;

use crate::model::{Fate, Pairing};
use crate::rules;
use crate::scene::Call;
use crate::state::{DepositPut, Looks, OrderPut, Phase, State, Task};
use crate::step::Next;
use crate::step::order::put_order;
use crate::switch::Switch;
use crate::table::{By, Deposit, DepositState, Hold, Holds, Order, Policy};

impl Pairing {
    /// `Pairing::both` of a match, or `Store::deposit` of an unmatch.
    pub(super) fn read_deposit(&self, state: &mut State, task: Task) -> Next {
        match self.call_of(task) {
            Some(Call::Match(deposit, order)) => self.read_both(state, deposit, order),
            Some(Call::Unmatch(deposit)) => {
                let Some(before) = state.table.deposit(deposit) else { return Next::End };
                let DepositState::Matched { order, .. } = before.state else { return Next::End };
                let kept = if self.has(Switch::UnmatchKeepsHolds) { before.holds } else { Holds::NONE };
                let holds = kept.with(Hold::Unmatched);
                let after = Deposit { state: DepositState::Held, holds, ..before };
                Next::To(Phase::ReadItsOrder(DepositPut { deposit, before, after, unmoved: true }, order))
            }
            Some(Call::Place(_) | Call::Amend(..) | Call::Record(_) | Call::Oldest | Call::Approve) => Next::End,
            Some(Call::Release(_) | Call::DismissDuplicate(_) | Call::DismissRefunded(_) | Call::Restore(_)) => {
                Next::End
            }
            None => Next::End,
        }
    }

    fn read_both(&self, state: &mut State, deposit: u8, order: u8) -> Next {
        let (Some(money), Some(goods)) = (state.table.deposit(deposit), state.table.order(order)) else {
            return Next::End;
        };
        let Some(paid) = rules::pay(&goods, deposit).filter(|_| rules::can_pay(money.state)) else { return Next::End };
        let matched = Deposit { state: DepositState::Matched { order, by: By::Hand }, ..money };
        self.insure(state, &looks_of_match(&goods));
        Next::To(Phase::WritePair(
            DepositPut { deposit, before: money, after: matched, unmoved: true },
            OrderPut { order, before: goods, after: paid, unmoved: true, own: false },
        ))
    }

    /// `Pairing::order` of an unmatch.
    pub(super) fn read_its_order(&self, state: &mut State, money: DepositPut, order: u8) -> Next {
        let Some(before) = state.table.order(order) else { return Next::End };
        let after = rules::unpay(&before, state.clock);
        self.insure(state, &[(Looks::of(&after), Switch::LookAfterUnmatch)]);
        Next::To(Phase::WritePair(money, OrderPut { order, before, after, unmoved: true, own: false }))
    }

    /// `Store::write_pair`, and the look that follows it.
    pub(super) fn write_pair(
        &self,
        state: &mut State,
        task: Task,
        money: DepositPut,
        goods: OrderPut,
        fate: Fate,
    ) -> Next {
        let unmatches = matches!(self.call_of(task), Some(Call::Unmatch(_)));
        let touched = match unmatches {
            true => vec![(Looks::of(&goods.after), Switch::LookAfterUnmatch)],
            false => looks_of_match(&goods.before),
        };
        if self.order_put_is_refused(state, &goods) || self.deposit_put_is_refused(state, &money) {
            return if goods.own { self.settle(&touched) } else { Next::To(Phase::ReadDeposit) };
        }
        state.table.broken.overwrote |= !money.unmoved && !goods.own;
        put_order(state, &goods);
        state.table.deposits[usize::from(money.deposit)] = Some(money.after);
        if money.before.state == DepositState::Waiting {
            state.table.deposit_entries &= !(1 << money.deposit);
        }
        state.deposit_written(money.deposit);
        if unmatches {
            self.take_vouch_back(state, money.deposit);
        } else {
            self.vouch_by_hand(state, money.deposit);
        }
        match fate {
            Fate::Answered => self.settle(&touched),
            Fate::ReplyLost => Next::To(Phase::WritePair(
                DepositPut { unmoved: false, ..money },
                OrderPut { unmoved: false, own: true, ..goods },
            )),
        }
    }

    fn deposit_put_is_refused(&self, state: &State, put: &DepositPut) -> bool {
        let Some(stands) = state.table.deposit(put.deposit) else { return true };
        let has_entry = state.table.deposit_entries & (1 << put.deposit) != 0;
        let waited = put.before.state == DepositState::Waiting;
        let as_read = (put.unmoved || !self.has(Switch::DepositVersion))
            && (discriminant(&stands.state) == discriminant(&put.before.state) || !self.has(Switch::DepositFrom));
        !as_read || (waited && !has_entry && self.has(Switch::HandDepositEntryStands))
    }

    /// `Store::write_workspace`, and the `Revisit` that was queued before it and is queued again after it.
    pub(super) fn write_settings(&self, state: &mut State) -> Next {
        state.table.policy = Policy::Oldest;
        state.revisit |= self.has(Switch::LookAfterSettings);
        Next::End
    }

    pub(super) fn call_of(&self, task: Task) -> Option<Call> {
        match task {
            Task::Call(call) => Some(self.scene.calls[usize::from(call)]),
            Task::Sms(_) | Task::Look(_) | Task::Revisit | Task::Recheck | Task::Sweep(_) => None,
        }
    }
}

/// What a match by hand touches: what read the order while it waited. Nothing reads a deposit that goes.
fn looks_of_match(order: &Order) -> Vec<(Looks, Switch)> {
    order.waits().then(|| (Looks::of(order), Switch::LookAtHandOrder)).into_iter().collect()
}
