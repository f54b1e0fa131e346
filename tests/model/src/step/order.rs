//! `pairing::{place, amend, expire}` over `store::orders`.

use std::mem::discriminant;

use crate::model::{Fate, Pairing};
use crate::rules::{self, Change};
use crate::scene::Call;
use crate::state::{Looks, OrderPut, Phase, State, Task};
use crate::step::Next;
use crate::switch::Switch;
use crate::table::Order;

impl Pairing {
    /// `Store::place_order`, and what `Pairing::place` makes of its answer.
    pub(super) fn place_order(&self, state: &mut State, order: u8, own: bool, fate: Fate) -> Next {
        let (place, new) = (usize::from(order), self.scene.orders[usize::from(order)].order());
        let stands = state.table.orders[place].is_some();
        let has_entry = state.table.order_entries[place].at(new.amount, new.name).is_some();
        let absent = self.has(Switch::PlaceOrderAbsent) || self.has(Switch::PlaceNumberAbsent);
        let refused = (stands && absent) || (has_entry && self.has(Switch::PlaceEntryAbsent));
        match (refused, state.table.orders[place]) {
            (true, Some(stands)) if !own => self.settle(&[(Looks::of(&stands), Switch::LookAfterPlaceAgain)]),
            (true, _) => self.settle(&[(Looks::of(&new), Switch::LookAfterPlace)]),
            (false, before) => {
                state.table.broken.overwrote |= before.is_some();
                state.table.orders[place] = Some(new);
                state.table.order_entries[place].put(&new);
                state.order_written(order);
                match fate {
                    Fate::Answered => self.settle(&[(Looks::of(&new), Switch::LookAfterPlace)]),
                    Fate::ReplyLost => Next::To(Phase::Place { order, own: true }),
                }
            }
        }
    }

    /// `Pairing::order`, and the decision of `Order::amend` or `Order::expire`.
    pub(super) fn read_order(&self, state: &mut State, task: Task) -> Next {
        let (Some(order), clock) = (self.order_of(task), state.clock) else { return Next::End };
        let Some(before) = state.table.order(order) else { return Next::End };
        let after = match self.change_of(task) {
            Some(change) => rules::amend(&before, change, clock),
            None => rules::expire(&before, clock),
        };
        let Some(after) = after else { return Next::End };
        self.insure(state, &self.looks_at(task, &before, &after));
        if let Some(put) = before.part.filter(|_| after.part.is_none()).and_then(|part| self.lost(state, part)) {
            return Next::To(Phase::WritePair(put, OrderPut { order, before, after, unmoved: true, own: false }, None));
        }
        Next::To(Phase::WriteOrder(OrderPut { order, before, after, unmoved: true, own: false }))
    }

    /// `Store::write_order`, and the look that follows it.
    pub(super) fn write_order(&self, state: &mut State, task: Task, put: OrderPut, fate: Fate) -> Next {
        let touched = self.looks_at(task, &put.before, &put.after);
        let sweeps = matches!(task, Task::Sweep(_));
        if self.order_put_is_refused(state, &put) {
            // The sweeper settles whatever became of its write; an amendment is made again over a new read.
            return if put.own || sweeps { self.settle(&touched) } else { Next::To(Phase::ReadOrder) };
        }
        let stands = state.table.order(put.order);
        state.table.broken.expired_early |=
            sweeps && stands.is_some_and(|order| rules::expire(&order, state.clock).is_none()) && !put.own;
        put_order(state, &put);
        match fate {
            Fate::Answered => self.settle(&touched),
            Fate::ReplyLost => Next::To(Phase::WriteOrder(OrderPut { unmoved: false, own: true, ..put })),
        }
    }

    /// The conditions of `Store::order_writes`.
    pub(super) fn order_put_is_refused(&self, state: &State, put: &OrderPut) -> bool {
        let Some(stands) = state.table.order(put.order) else { return true };
        let entry = |order: &Order| state.table.order_entries[usize::from(put.order)].at(order.open(), order.name);
        let (old, new) = (put.before.waits(), put.after.waits());
        let same_key = old && new && put.before.key() == put.after.key();
        let same = same_key && put.before.entry() == put.after.entry();
        let as_read = (put.unmoved || !self.has(Switch::OrderVersion))
            && (discriminant(&stands.state) == discriminant(&put.before.state) || !self.has(Switch::OrderFrom));
        let old_stands = same || !old || entry(&put.before).is_some() || !self.has(Switch::OldEntryStands);
        let new_absent = same_key || !new || entry(&put.after).is_none() || !self.has(Switch::NewEntryAbsent);
        !(as_read && old_stands && new_absent)
    }

    pub(super) fn order_of(&self, task: Task) -> Option<u8> {
        match task {
            Task::Sweep(order) => Some(order),
            Task::Call(call) => match self.scene.calls[usize::from(call)] {
                Call::Place(order) | Call::Amend(order, _) | Call::Match(_, order) => Some(order),
                Call::MatchBoth(..) | Call::Unmatch(_) | Call::Record(_) | Call::Oldest | Call::Approve => None,
                Call::Release(_) | Call::KeepOpen(..) => None,
                Call::DismissDuplicate(_) | Call::DismissRefunded(_) | Call::Restore(_) => None,
            },
            Task::Sms(_) | Task::Look(_) | Task::Revisit | Task::Recheck => None,
        }
    }

    fn change_of(&self, task: Task) -> Option<Change> {
        match task {
            Task::Call(call) => match self.scene.calls[usize::from(call)] {
                Call::Amend(_, change) => Some(change),
                Call::Place(_) | Call::Match(..) | Call::Unmatch(_) | Call::Record(_) | Call::Oldest => None,
                Call::MatchBoth(..) | Call::KeepOpen(..) | Call::Approve | Call::Release(_) => None,
                Call::DismissDuplicate(_) | Call::DismissRefunded(_) | Call::Restore(_) => None,
            },
            Task::Sms(_) | Task::Look(_) | Task::Revisit | Task::Recheck | Task::Sweep(_) => None,
        }
    }

    /// `Looks::of_change`, each with the switch of its look.
    pub(super) fn looks_at(&self, task: Task, before: &Order, after: &Order) -> Vec<(Looks, Switch)> {
        let (old, new) = (before.waits(), after.waits());
        let unchanged = old == new && before.key() == after.key() && before.entry() == after.entry();
        if (!old && !new) || unchanged {
            return Vec::new();
        }
        let (left, came) = match self.change_of(task) {
            Some(Change::Amount(_)) => (Switch::LookAtOldAmount, Switch::LookAtNewAmount),
            Some(Change::Name(_)) => (Switch::LookAtOldName, Switch::LookAfterRename),
            Some(Change::Deadline(_)) => (Switch::LookAfterDeadline, Switch::LookAfterDeadline),
            Some(Change::Code(_)) => (Switch::LookAfterCode, Switch::LookAfterCode),
            Some(Change::Cancel) => (Switch::LookAfterCancel, Switch::LookAfterCancel),
            Some(Change::Reopen) => (Switch::LookAfterReopen, Switch::LookAfterReopen),
            None => (Switch::LookAfterExpire, Switch::LookAfterExpire),
        };
        [old.then_some((Looks::of(before), left)), new.then_some((Looks::of(after), came))]
            .into_iter()
            .flatten()
            .collect()
    }
}

/// Puts the order and its entry, as `Store::order_writes` does.
pub(super) fn put_order(state: &mut State, put: &OrderPut) {
    let place = usize::from(put.order);
    state.table.broken.overwrote |= !put.unmoved && !put.own;
    state.table.orders[place] = Some(put.after);
    let entries = &mut state.table.order_entries[place];
    if put.before.waits() {
        entries.delete(put.before.open(), put.before.name);
    }
    if put.after.waits() {
        entries.put(&put.after);
    }
    state.order_written(put.order);
}
