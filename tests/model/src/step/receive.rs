//! `pairing::receive` over `store::pair::{guard, record, pair_new}`.

use crate::model::{Code, Fate, Pairing};
use crate::rules::{self, Seen};
use crate::state::{Guard, Phase, State, Task};
use crate::step::Next;
use crate::step::pair::Told;
use crate::step::settle::waiting_orders;
use crate::switch::Switch;
use crate::table::{By, Deadline, Deposit, DepositState, Name, bits};

/// The short cut as it was chosen.
#[derive(Clone, Copy)]
pub(super) struct ShortCut {
    pub guard: Guard,
    pub order: u8,
    pub entry: (Name, Deadline),
    pub own: Option<u8>,
}

/// `domain::occurrence::Sighting`.
enum Sighting {
    New,
    Same,
    Twin,
}

impl Pairing {
    /// `first_look`: the guard and the orders, in either order; with the second of them, the decision.
    pub(super) fn first_look(
        &self,
        state: &mut State,
        task: Task,
        guard: Option<Guard>,
        orders: Option<Seen>,
        code: Code,
    ) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        let (guard, orders) = if code == Code::Guard {
            (Some(self.guard(state, message)), orders)
        } else {
            (guard, Some(waiting_orders(state, told.amount)))
        };
        let (Some(guard), Some(orders)) = (guard, orders) else {
            return Next::To(Phase::FirstLook { guard, orders });
        };
        self.decide(state, task, guard, Some(orders))
    }

    /// `Pairing::guard`, after a transaction that was refused.
    pub(super) fn reread_guard(&self, state: &mut State, task: Task) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        self.decide(state, task, self.guard(state, message), None)
    }

    fn guard(&self, state: &State, message: u8) -> Guard {
        Guard { seen: state.table.guards[self.scene.guard_of(message)], unmoved: true }
    }

    /// The body of the loop in `Pairing::receive`, up to its transaction. `orders`: on the first try only.
    fn decide(&self, state: &mut State, task: Task, guard: Guard, orders: Option<Seen>) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        let twin = match self.sight(state, guard, message) {
            Sighting::Same => return self.settle(&[(told.amount, Switch::LookOnRedelivery)]),
            Sighting::Twin => true,
            Sighting::New => false,
        };
        if matches!(task, Task::Call(_)) {
            self.insure(state, &[(told.amount, Switch::LookAfterRecord)]);
        }
        let seen = orders.filter(|_| !twin).unwrap_or_default();
        let chosen = rules::choose(&told, &seen, state.table.policy, state.clock);
        match chosen.and_then(|order| Some((order, seen[usize::from(order)]?))) {
            Some((order, entry)) => Next::To(Phase::ShortCut { guard, order, entry, own: None }),
            None => Next::To(Phase::Record { guard, twin, own: None }),
        }
    }

    /// `domain::occurrence::sight`. Twins are all messages of one guard, in a scene of twins.
    fn sight(&self, state: &State, guard: Guard, message: u8) -> Sighting {
        let mut seen = bits(guard.seen).filter_map(|deposit| state.table.deposit(deposit));
        match (seen.any(|deposit| deposit.message == message), guard.seen) {
            (true, _) => Sighting::Same,
            (false, 0) => Sighting::New,
            (false, _) if self.scene.twins => Sighting::Twin,
            (false, _) => Sighting::New,
        }
    }

    /// `Store::pair_new`, and what `receive` makes of its answer.
    pub(super) fn pair_new(&self, state: &mut State, task: Task, cut: ShortCut, fate: Fate) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        let order = Told { order: cut.order, amount: told.amount, entry: cut.entry, at: told.at };
        let deposit_moved = (cut.own.is_some() && self.has(Switch::PairNewDepositAbsent))
            || (!cut.guard.unmoved && self.has(Switch::PairNewGuardAsRead));
        if deposit_moved || self.order_paid_is_refused(state, order) {
            let own = cut.own.is_some_and(|deposit| state.table.pays(deposit, cut.order));
            return match (own && self.has(Switch::OwnCommitIsPaired), deposit_moved) {
                (true, _) => self.settle(&[(told.amount, Switch::LookAfterShortCut)]),
                (false, true) => Next::To(Phase::RereadGuard),
                (false, false) => Next::To(Phase::Record { guard: cut.guard, twin: false, own: None }),
            };
        }
        let Some(deposit) = cut.own.or_else(|| state.table.next_deposit()) else { return Next::Never };
        let held = state.table.deposit(deposit).is_some_and(|deposit| deposit.state == DepositState::Held);
        state.table.broken.matched_held |= held;
        let matched = DepositState::Matched { order: cut.order, by: By::Auto };
        state.table.deposits[usize::from(deposit)] = Some(Deposit { message, state: matched });
        state.deposit_written(deposit);
        self.remember(state, message, cut.guard, deposit);
        self.order_paid(state, order, deposit);
        match fate {
            Fate::Answered => self.settle(&[(told.amount, Switch::LookAfterShortCut)]),
            Fate::ReplyLost => {
                let guard = Guard { unmoved: false, ..cut.guard };
                Next::To(Phase::ShortCut { guard, order: cut.order, entry: cut.entry, own: Some(deposit) })
            }
        }
    }

    /// `Store::record`, and what `receive` makes of its answer.
    pub(super) fn record(
        &self,
        state: &mut State,
        task: Task,
        guard: Guard,
        twin: bool,
        own: Option<u8>,
        fate: Fate,
    ) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let amount = self.scene.told(message).amount;
        let has_entry = own.is_some_and(|deposit| state.table.deposit_entries & (1 << deposit) != 0);
        let refused = (own.is_some() && self.has(Switch::RecordDepositAbsent))
            || (!guard.unmoved && self.has(Switch::RecordGuardAsRead))
            || (!twin && has_entry && self.has(Switch::RecordEntryAbsent));
        if refused {
            return Next::To(Phase::RereadGuard);
        }
        let Some(deposit) = own.or_else(|| state.table.next_deposit()) else { return Next::Never };
        let recorded = if twin { DepositState::Held } else { DepositState::Waiting };
        state.table.deposits[usize::from(deposit)] = Some(Deposit { message, state: recorded });
        state.table.deposit_entries |= u8::from(!twin) << deposit;
        state.deposit_written(deposit);
        self.remember(state, message, guard, deposit);
        match (fate, twin) {
            (Fate::Answered, false) => self.settle(&[(amount, Switch::LookAfterRecord)]),
            (Fate::Answered, true) => Next::End,
            (Fate::ReplyLost, _) => {
                Next::To(Phase::Record { guard: Guard { unmoved: false, ..guard }, twin, own: Some(deposit) })
            }
        }
    }

    /// `guard_write`: the guard as it was read, with the new occurrence.
    fn remember(&self, state: &mut State, message: u8, guard: Guard, deposit: u8) {
        let place = self.scene.guard_of(message);
        state.table.guards[place] = guard.seen | 1 << deposit;
        state.guard_written(&self.scene, place);
    }
}
