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
            Some(Call::Match(deposit, order)) => self.read_both(state, deposit, (order, None)),
            Some(Call::MatchBoth(deposit, order, also)) => self.read_both(state, deposit, (order, Some(also))),
            Some(Call::KeepOpen(deposit, order)) => self.read_part(state, deposit, order),
            Some(Call::Unmatch(deposit)) => {
                let Some(before) = state.table.deposit(deposit) else { return Next::End };
                let DepositState::Matched { order, .. } = before.state else { return Next::End };
                let kept = if self.has(Switch::UnmatchKeepsHolds) { before.holds } else { Holds::NONE };
                let holds = kept.with(Hold::Unmatched);
                let after = Deposit { state: DepositState::Held, also: None, holds, ..before };
                Next::To(Phase::ReadItsOrder(DepositPut { deposit, before, after, unmoved: true }, order))
            }
            Some(Call::Place(_) | Call::Amend(..) | Call::Record(_) | Call::Oldest | Call::Approve) => Next::End,
            Some(Call::Release(_) | Call::DismissDuplicate(_) | Call::DismissRefunded(_) | Call::Restore(_)) => {
                Next::End
            }
            None => Next::End,
        }
    }

    fn read_both(&self, state: &mut State, deposit: u8, (order, also): (u8, Option<u8>)) -> Next {
        let Some(money) = state.table.deposit(deposit).filter(|money| rules::can_pay(money.state)) else {
            return Next::End;
        };
        let put = |order: u8| {
            let before = state.table.order(order)?;
            let after = rules::pay(&before, deposit)?;
            Some(OrderPut { order, before, after, unmoved: true, own: false })
        };
        let (first, second) = (put(order), also.map(put));
        let (Some(first), false) = (first, second == Some(None)) else { return Next::End };
        let second = second.flatten();
        let matched = Deposit { state: DepositState::Matched { order, by: By::Hand }, also, ..money };
        self.insure(state, &looks_of_match(&first.before, second.as_ref().map(|put| &put.before)));
        Next::To(Phase::WritePair(DepositPut { deposit, before: money, after: matched, unmoved: true }, first, second))
    }

    /// The same of a part that leaves its order open.
    fn read_part(&self, state: &mut State, deposit: u8, order: u8) -> Next {
        let money = state.table.deposit(deposit).filter(|money| rules::can_pay(money.state));
        let (Some(before), Some(stands)) = (money, state.table.order(order)) else { return Next::End };
        let amount = self.scene.told(before.words).amount;
        let Some(after) = rules::keep_open(&stands, deposit, amount) else { return Next::End };
        let put = OrderPut { order, before: stands, after, unmoved: true, own: false };
        let matched = Deposit { state: DepositState::Matched { order, by: By::Hand }, also: None, ..before };
        self.insure(state, &looks_of_part(&put));
        Next::To(Phase::WritePair(DepositPut { deposit, before, after: matched, unmoved: true }, put, None))
    }

    /// The deposit of a part whose order is cancelled: held.
    pub(super) fn lost(&self, state: &State, deposit: u8) -> Option<DepositPut> {
        let before = state.table.deposit(deposit).filter(|_| self.has(Switch::CancelGivesBack))?;
        let holds = before.holds.with(Hold::Unmatched);
        let after = Deposit { state: DepositState::Held, also: None, holds, ..before };
        Some(DepositPut { deposit, before, after, unmoved: true })
    }

    /// `Pairing::order` of an unmatch: each that the deposit pays.
    pub(super) fn read_its_order(&self, state: &mut State, money: DepositPut, order: u8) -> Next {
        let put = |order: u8| {
            let before = state.table.order(order)?;
            let mut after = rules::unpay(&before, money.deposit, state.clock);
            if after.state == before.state && !self.has(Switch::UnmatchTakesPart) {
                after.part = before.part;
            }
            Some(OrderPut { order, before, after, unmoved: true, own: false })
        };
        let Some(first) = put(order) else { return Next::End };
        let also = money.before.also.filter(|_| self.has(Switch::EveryOrderUnmatched)).and_then(put);
        self.insure(state, &looks_of_unmatch(&first, also.as_ref()));
        Next::To(Phase::WritePair(money, first, also))
    }

    /// `Store::write_match`, and the looks that follow it.
    pub(super) fn write_pair(
        &self,
        state: &mut State,
        task: Task,
        money: DepositPut,
        (goods, also): (OrderPut, Option<OrderPut>),
        fate: Fate,
    ) -> Next {
        let call = self.call_of(task);
        let cancels = matches!(call, Some(Call::Amend(..)));
        let undoes = cancels || matches!(call, Some(Call::Unmatch(_)));
        let touched = match (undoes, call) {
            (true, _) if cancels => self.looks_at(task, &goods.before, &goods.after),
            (true, _) => looks_of_unmatch(&goods, also.as_ref()),
            (false, Some(Call::KeepOpen(..))) => looks_of_part(&goods),
            (false, _) => looks_of_match(&goods.before, also.as_ref().map(|put| &put.before)),
        };
        // One that stands as it was put tells our own commit; who changed the other since looks at that one only.
        let own = goods.own || also.is_some_and(|put| put.own);
        let also_refused =
            also.is_some_and(|put| self.has(Switch::EveryOrderAsRead) && self.order_put_is_refused(state, &put));
        if self.order_put_is_refused(state, &goods) || also_refused || self.deposit_put_is_refused(state, &money) {
            let again = if cancels { Phase::ReadOrder } else { Phase::ReadDeposit };
            return if own { self.settle(&touched) } else { Next::To(again) };
        }
        let rivals = if undoes { 0 } else { money.before.rivals() };
        let touched = [touched, self.beside(state, 1 << money.deposit | rivals)].concat();
        state.table.broken.overwrote |= !money.unmoved && !own;
        put_order(state, &goods);
        also.iter().for_each(|put| put_order(state, put));
        state.table.deposits[usize::from(money.deposit)] = Some(money.after);
        if money.before.state == DepositState::Waiting {
            state.table.deposit_entries &= !(1 << money.deposit);
        }
        state.deposit_written(money.deposit);
        if undoes {
            self.take_vouch_back(state, money.deposit);
        } else {
            self.vouch_by_hand(state, money.deposit);
        }
        let again = |put: OrderPut| OrderPut { unmoved: false, own: true, ..put };
        match fate {
            Fate::Answered => self.settle(&touched),
            Fate::ReplyLost => {
                Next::To(Phase::WritePair(DepositPut { unmoved: false, ..money }, again(goods), also.map(again)))
            }
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

/// What a match by hand touches: what read each order while it waited. Nothing reads a deposit that goes.
fn looks_of_match(order: &Order, also: Option<&Order>) -> Vec<(Looks, Switch)> {
    let looks = [(Some(order), Switch::LookAtHandOrder), (also, Switch::LookAtEveryHandOrder)];
    let waited = looks.into_iter().filter_map(|(order, look)| Some((order.filter(|order| order.waits())?, look)));
    waited.map(|(order, look)| (Looks::of(order), look)).collect()
}

/// What an unmatch touches: what read each order while it waited for less, and what reads it as it waits now.
fn looks_of_unmatch(put: &OrderPut, also: Option<&OrderPut>) -> Vec<(Looks, Switch)> {
    let looks = [(Some(put), Switch::LookAfterUnmatch), (also, Switch::LookAfterEveryUnmatch)];
    let of = |put: &OrderPut, look| {
        [put.before, put.after].into_iter().filter(Order::waits).map(move |order| (Looks::of(&order), look))
    };
    looks.into_iter().filter_map(|(put, look)| Some(of(put?, look))).flatten().collect()
}

/// What a part touches: what read the order as it waited for more, and what reads it as it waits now.
fn looks_of_part(put: &OrderPut) -> Vec<(Looks, Switch)> {
    let looks = [(put.before, Switch::LookAtHandOrder), (put.after, Switch::LookAfterPart)];
    looks.into_iter().filter(|(order, _)| order.waits()).map(|(order, look)| (Looks::of(&order), look)).collect()
}
