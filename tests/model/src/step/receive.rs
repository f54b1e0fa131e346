//! `pairing::receive` over `store::pair::{guard, record, pair_new}`.

use crate::evidence_check;
use crate::model::{Code, Fate, Pairing};
use crate::rules::{self, Seen};
use crate::state::{Guard, Looks, Phase, State, Task};
use crate::step::Next;
use crate::step::pair::Told;
use crate::step::settle::waiting_orders;
use crate::switch::Switch;
use crate::table::{By, DepositState, Entry, Hold, Holds, Kind, Name};

/// The short cut as it was chosen.
#[derive(Clone, Copy)]
pub(super) struct ShortCut {
    pub guard: Guard,
    pub order: u8,
    pub entry: (Name, Entry),
    pub own: Option<u8>,
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
        if self.scene.report(message).kind == Kind::Reversal {
            return self.decide(state, task, self.guard(state, message), None);
        }
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
        let item = state.table.guards[self.scene.guard_of(message)];
        Guard { item, unmoved: true, approved: state.table.approved }
    }

    /// The body of the loop in `Pairing::receive`, up to its transaction. `orders`: on the first try only.
    fn decide(&self, state: &mut State, task: Task, guard: Guard, orders: Option<Seen>) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        if guard.item.seen & 1 << message != 0 {
            return self.look_again(state, message);
        }
        if self.scene.report(message).kind == Kind::Reversal {
            return Next::To(Phase::Reverse { guard });
        }
        if matches!(task, Task::Call(_)) {
            self.insure(state, &[(typed(&told), Switch::LookAfterRecord)]);
        }
        let found = self.find(state, &guard, message);
        if let Some(deposit) = found.certain {
            return Next::To(Phase::Note { guard, deposit });
        }
        let free = self.holds_of(&guard, &found, message).is_empty();
        let seen = orders.filter(|_| free).unwrap_or_default();
        let chosen = rules::choose(&told, &seen, state.table.policy, state.clock);
        match chosen.and_then(|order| Some((order, seen[usize::from(order)]?))) {
            Some((order, entry)) => Next::To(Phase::ShortCut { guard, order, entry, own: None }),
            None => Next::To(Phase::Record { guard, own: None }),
        }
    }

    /// `Store::pair_new`, and what `receive` makes of its answer.
    pub(super) fn pair_new(&self, state: &mut State, task: Task, cut: ShortCut, fate: Fate) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        let order = Told { order: cut.order, amount: told.amount, entry: cut.entry, printed: told.name, at: told.at };
        let taken = self.balance_taken(&state.table, message, true, cut.own).is_some();
        let deposit_moved = (cut.own.is_some() && self.has(Switch::PairNewDepositAbsent))
            || (!cut.guard.unmoved && self.has(Switch::PairNewGuardAsRead));
        if deposit_moved || taken || self.order_paid_is_refused(state, order) {
            let own = cut.own.is_some_and(|deposit| state.table.pays(deposit, cut.order));
            return match (own && self.has(Switch::OwnCommitIsPaired), deposit_moved) {
                (true, _) => self.settle(&[(Looks::key(told.amount, cut.entry.0), Switch::LookAfterShortCut)]),
                (false, true) => Next::To(Phase::RereadGuard),
                (false, false) => Next::To(Phase::Record { guard: cut.guard, own: None }),
            };
        }
        let Some(deposit) = cut.own.or_else(|| state.table.next_deposit()) else { return Next::Never };
        let held = state.table.deposit(deposit).is_some_and(|deposit| deposit.state == DepositState::Held);
        state.table.broken.matched_held |= held;
        let matched = DepositState::Matched { order: cut.order, by: By::Auto };
        self.put_new(state, message, &cut.guard, deposit, (matched, Holds::NONE));
        state.table.broken.paid_again |= evidence_check::is_paid_already(&self.scene, state, deposit);
        self.order_paid(state, order, deposit);
        match fate {
            Fate::Answered => self.settle(&[(Looks::key(told.amount, cut.entry.0), Switch::LookAfterShortCut)]),
            Fate::ReplyLost => {
                let guard = Guard { unmoved: false, ..cut.guard };
                Next::To(Phase::ShortCut { guard, order: cut.order, entry: cut.entry, own: Some(deposit) })
            }
        }
    }

    /// `Store::record`, and what `receive` makes of its answer. Where the balance item refuses, the deposit that it
    /// names is read, and the transaction sent again with both: that they are as they were read is a condition, so one
    /// step stands for both.
    pub(super) fn record(&self, state: &mut State, task: Task, guard: Guard, own: Option<u8>, fate: Fate) -> Next {
        let Some(message) = self.scene.message_of(task) else { return Next::End };
        let told = self.scene.told(message);
        let found = self.find(state, &guard, message);
        let pays = self.pays(&guard, message);
        let holder = self.balance_taken(&state.table, message, pays, own);
        let holds = self.holds_of(&guard, &found, message).with_if(Hold::Duplicate, holder.is_some() && pays);
        let held = !holds.is_empty();
        let has_entry = own.is_some_and(|deposit| state.table.deposit_entries & (1 << deposit) != 0);
        let refused = (own.is_some() && self.has(Switch::RecordDepositAbsent))
            || (!guard.unmoved && self.has(Switch::RecordGuardAsRead))
            || (!held && has_entry && self.has(Switch::RecordEntryAbsent));
        if refused {
            return Next::To(Phase::RereadGuard);
        }
        let Some(deposit) = own.or_else(|| state.table.next_deposit()) else { return Next::Never };
        let recorded = if held { DepositState::Held } else { DepositState::Waiting };
        self.put_new(state, message, &guard, deposit, (recorded, holds));
        state.table.deposit_entries |= u8::from(!held) << deposit;
        let by_call = matches!(task, Task::Call(_));
        match (fate, held) {
            (Fate::Answered, false) => {
                let insured = if by_call { typed(&told) } else { Looks::deposit(deposit) };
                self.settle_deposit(deposit, insured, Switch::LookAfterRecord)
            }
            // The guard may have forgotten this very message, whose program died before it looked.
            (Fate::Answered, true) if found.forgotten => {
                self.settle(&[(Looks::amount(told.amount), Switch::LookOfForgotten)])
            }
            // ... while the balance item still names its deposit.
            (Fate::Answered, true) => match holder.flatten() {
                Some(first) => self.settle(&[(Looks::deposit(first), Switch::LookOfForgotten)]),
                None => Next::End,
            },
            (Fate::ReplyLost, _) => {
                Next::To(Phase::Record { guard: Guard { unmoved: false, ..guard }, own: Some(deposit) })
            }
        }
    }
}

/// What insures a deposit that a person types: it is queued before the deposit has its id.
fn typed(told: &rules::Details) -> Looks {
    Looks::key(told.amount, rules::waiting_key(told.name))
}
