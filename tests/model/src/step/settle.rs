//! `pairing::settle` over `store::waiting` and `store::pair::pair_waiting`.

use crate::evidence_check as check;
use crate::model::{Fate, Pairing, deposits_under};
use crate::rules::{self, Seen};
use crate::state::{Pass, Phase, State, Task, Todo};
use crate::step::Next;
use crate::step::pair::Told;
use crate::switch::Switch;
use crate::table::{Amount, By, Deposit, DepositState, Name, Policy, bits};

/// `Store::all_orders`, and `Store::orders_for`, which sees some of them.
pub(super) fn waiting_orders(state: &State, amount: Amount) -> Seen {
    state.table.order_entries.map(|entries| entries.under(amount))
}

impl Pairing {
    /// `Store::waiting_amounts` of `settle_all`.
    pub(super) fn read_amounts(&self, state: &mut State, task: Task) -> Next {
        let look = if task == Task::Revisit { Switch::LookAfterSettings } else { Switch::LookAfterRelease };
        let waits = |amount: &Amount| {
            state.table.deposits.iter().flatten().any(|deposit| {
                deposit.state == DepositState::Waiting && self.scene.told(deposit.words).amount == *amount
            })
        };
        let amounts: Vec<_> = Amount::ALL.into_iter().filter(waits).map(|amount| (amount, look)).collect();
        self.settle(&amounts)
    }

    /// `Store::deposits_of_amount`.
    pub(super) fn look_at_deposits(&self, state: &mut State, todo: Todo) -> Next {
        match deposits_under(&self.scene, state, todo.amount) {
            0 => next_amount(todo),
            deposits => Next::To(Phase::LookAtOrders { todo, deposits, seen: Seen::default(), names: 0 }),
        }
    }

    /// `settle` after its last try: what is left over goes on through the queue.
    pub(super) fn leave_over(&self, state: &mut State, todo: Todo) -> Next {
        if self.has(Switch::LookLeftOver) {
            state.looks |= todo.amount.bit();
        }
        next_amount(todo)
    }

    /// `Store::all_orders` and `Store::active_settings`.
    pub(super) fn look_at_orders(&self, state: &mut State, todo: Todo, deposits: u8) -> Next {
        let orders = waiting_orders(state, todo.amount);
        self.go_on(state, todo, Pass { deposits, orders, policy: state.table.policy, moved: false })
    }

    /// The same where the Query is no snapshot: it reads name after name, in the order of its keys, and may so miss an
    /// order that a transaction moves from a name to come to one that it has read.
    pub(super) fn look_at_a_name(
        &self,
        state: &mut State,
        todo: Todo,
        deposits: u8,
        mut seen: Seen,
        names: u8,
    ) -> Next {
        let Some(name) = Name::ALL.get(usize::from(names)).copied() else { return Next::End };
        for (seen, entries) in seen.iter_mut().zip(&state.table.order_entries) {
            let read = entries.at(todo.amount, name).map(|deadline| (name, deadline));
            *seen = seen.or(read);
        }
        if usize::from(names) + 1 < Name::ALL.len() {
            return Next::To(Phase::LookAtOrders { todo, deposits, seen, names: names + 1 });
        }
        self.go_on(state, todo, Pass { deposits, orders: seen, policy: state.table.policy, moved: false })
    }

    /// The choices of the deposits that are still to come, up to the first that finds its order.
    fn go_on(&self, state: &State, todo: Todo, mut pass: Pass) -> Next {
        for deposit in bits(pass.deposits) {
            pass.deposits &= !(1 << deposit);
            let Some(stands) = state.table.deposit(deposit) else { continue };
            let told = self.scene.told(stands.words);
            if let Some(order) = rules::choose(&told, &pass.orders, pass.policy, state.clock) {
                if pass.deposits == 0 {
                    // Nobody reads the rest of the look any more.
                    pass.policy = Policy::Hold;
                    (0u8..).zip(&mut pass.orders).for_each(|(place, seen)| *seen = seen.filter(|_| place == order));
                }
                return Next::To(Phase::Pair { todo, deposit, words: stands.words, order, pass });
            }
        }
        match pass.moved {
            true => Next::To(Phase::LookAtDeposits { todo, again: true }),
            false => next_amount(todo),
        }
    }

    /// `Store::pair_waiting`, and what the pass makes of its answer.
    pub(super) fn pair_waiting(
        &self,
        state: &mut State,
        todo: Todo,
        (deposit, words): (u8, u8),
        order: u8,
        mut pass: Pass,
        fate: Fate,
    ) -> Next {
        let (Some(entry), Some(stands)) = (pass.orders[usize::from(order)], state.table.deposit(deposit)) else {
            return Next::End;
        };
        let told = Told { order, amount: todo.amount, entry, at: self.scene.told(words).at };
        // Its entry stands under the name that it had.
        let has_entry = state.table.deposit_entries & (1 << deposit) != 0 && stands.words == words;
        let deposit_moved = (stands.state != DepositState::Waiting && self.has(Switch::DepositIsWaiting))
            || (!has_entry && self.has(Switch::DepositEntryStands));
        let refused = deposit_moved || self.order_paid_is_refused(state, told);
        if !refused {
            state.table.broken.matched_held |= matches!(stands.state, DepositState::Held | DepositState::Dismissed);
            state.table.broken.paid_again |= check::is_paid_already(&self.scene, state, deposit);
            let matched = DepositState::Matched { order, by: By::Auto };
            state.table.deposits[usize::from(deposit)] = Some(Deposit { state: matched, ..stands });
            state.table.deposit_entries &= !(1 << deposit);
            state.deposit_written(deposit);
            self.order_paid(state, told, deposit);
            if fate == Fate::ReplyLost {
                return Next::To(Phase::Pair { todo, deposit, words: stands.words, order, pass });
            }
        }
        let own = matches!(stands.state, DepositState::Matched { order: paid, .. } if paid == order);
        if !refused || (own && self.has(Switch::OwnCommitIsPaired)) {
            pass.orders[usize::from(order)] = None;
            pass.moved |= self.has(Switch::PassAfterPair);
        } else {
            pass.moved |= self.has(Switch::PassAfterLostRace);
        }
        self.go_on(state, todo, pass)
    }
}

/// The next amount of `settle_committed`.
fn next_amount(todo: Todo) -> Next {
    match todo.then {
        Some(amount) => Next::To(Phase::LookAtDeposits { todo: Todo { amount, then: None }, again: false }),
        None => Next::End,
    }
}
