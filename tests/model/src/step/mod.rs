//! The steps of each program, one file for each part of `shared/pairing` and `shared/store`.

mod order;
mod pair;
mod person;
mod press;
mod receive;
mod report;
mod reversal;
mod settle;

use crate::model::{Code, Fate, Pairing};
use crate::state::{Phase, State, Todo, Worker};
use crate::switch::Switch;
use crate::table::Amount;

/// Where a program goes from a step.
pub(crate) enum Next {
    To(Phase),
    End,
    /// The model has no room for what would be written.
    Never,
}

impl Pairing {
    pub(crate) fn step(&self, state: &mut State, worker: Worker, code: Code, fate: Fate) -> Next {
        let task = worker.task;
        match worker.phase {
            Phase::Place { order, own } => self.place_order(state, order, own, fate),
            Phase::ReadOrder => self.read_order(state, task),
            Phase::WriteOrder(put) => self.write_order(state, task, put, fate),
            Phase::ReadDeposit => self.read_deposit(state, task),
            Phase::ReadItsOrder(money, order) => self.read_its_order(state, money, order),
            Phase::WritePair(money, goods) => self.write_pair(state, task, money, goods, fate),
            Phase::WriteSettings => self.write_settings(state),
            Phase::FirstLook { guard, orders } => self.first_look(state, task, guard, orders, code),
            Phase::ShortCut { guard, order, entry, own } if code == Code::PairNew => {
                self.pair_new(state, task, receive::ShortCut { guard, order, entry, own }, fate)
            }
            Phase::ShortCut { guard, .. } => Next::To(Phase::Record { guard, own: None }),
            Phase::Record { guard, own } => self.record(state, task, guard, own, fate),
            Phase::Note { guard, deposit } => self.note(state, task, guard, deposit),
            Phase::Reverse { guard } => self.reverse(state, task, guard),
            Phase::RereadGuard => self.reread_guard(state, task),
            Phase::ReadPage => self.read_page(state, task),
            Phase::Press { deposit, unmoved } => self.press(state, task, deposit, unmoved),
            Phase::Restore => self.restore(state, task),
            Phase::Approve => self.approve(state),
            Phase::ReadHeld => self.read_held(state),
            Phase::ReleaseHeld { deposits } => self.release_held(state, task, deposits),
            Phase::ReadAmounts => self.read_amounts(state, task),
            Phase::LookAtDeposits { todo, .. } if code == Code::LeaveOver => self.leave_over(state, todo),
            Phase::LookAtDeposits { todo, .. } => self.look_at_deposits(state, todo),
            Phase::LookAtOrders { todo, deposits, seen, names } if self.scene.torn => {
                self.look_at_a_name(state, todo, deposits, seen, names)
            }
            Phase::LookAtOrders { todo, deposits, .. } => self.look_at_orders(state, todo, deposits),
            Phase::Pair { todo, deposit, words, order, pass } => {
                self.pair_waiting(state, todo, (deposit, words), order, pass, fate)
            }
        }
    }

    /// `settle_committed`: the amounts that a commit touched, without those whose look is taken out.
    fn settle(&self, amounts: &[(Amount, Switch)]) -> Next {
        let mut left: Vec<Amount> =
            amounts.iter().filter(|(_, look)| self.has(*look)).map(|(amount, _)| *amount).collect();
        left.dedup();
        match left.as_slice() {
            [] => Next::End,
            [amount, rest @ ..] => {
                let todo = Todo { amount: *amount, then: rest.first().copied() };
                Next::To(Phase::LookAtDeposits { todo, again: false })
            }
        }
    }

    /// `store::insure`. The look comes after the program has ended, so that it is queued here only where the delay is
    /// taken out; [`Pairing::dies`] queues it otherwise.
    fn insure(&self, state: &mut State, amounts: &[(Amount, Switch)]) {
        if !self.has(Switch::InsuranceDelay) {
            amounts.iter().for_each(|(amount, _)| state.looks |= amount.bit());
        }
    }
}
