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
use crate::rules::{self, Seen};
use crate::state::{Looks, Phase, Settling, State, Worker};
use crate::switch::Switch;
use crate::table::{Policy, bits};

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
            Phase::WritePair(money, goods, also) => self.write_pair(state, task, money, (goods, also), fate),
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
            Phase::ReleaseHeld { deposits, released } => self.release_held(state, task, deposits, released),
            Phase::ReadAmounts => self.read_amounts(state),
            Phase::LookAtDeposits { settling, .. } if code == Code::LeaveOver => self.leave_over(state, settling),
            Phase::LookAtDeposits { settling, .. } => self.look_at_deposits(state, settling),
            Phase::LookAtOrders { settling, deposits, seen, names } if self.scene.torn => {
                self.look_at_a_name(state, settling, deposits, seen, names)
            }
            Phase::LookAtOrders { settling, deposits, .. } => self.look_at_orders(state, settling, deposits),
            Phase::LookAtMates { settling, deposit, pass } => self.look_at_mates(state, settling, deposit, pass),
            Phase::Pair { settling, deposit, words, order, pass } => {
                self.pair_waiting(state, settling, (deposit, words), order, pass, fate)
            }
        }
    }

    /// `settle_committed`: what a commit touched, without that whose look is taken out.
    fn settle(&self, looks: &[(Looks, Switch)]) -> Next {
        let all =
            |looks: &mut dyn Iterator<Item = &(Looks, Switch)>| looks.fold(Looks::NONE, |all, (one, _)| all.and(*one));
        let (insured, work) = (all(&mut looks.iter()), all(&mut looks.iter().filter(|(_, look)| self.has(*look))));
        next_look(Settling { work, insured, sent: Looks::NONE }, false)
    }

    /// The same after a message, which insures no look but what was counted with the deposits that wait no longer.
    fn settle_with(&self, looks: &[(Looks, Switch)], beside: &[(Looks, Switch)]) -> Next {
        let work = looks.iter().chain(beside).filter(|(_, look)| self.has(*look));
        let work = work.fold(Looks::NONE, |all, (one, _)| all.and(*one));
        let insured = looks.iter().fold(Looks::NONE, |all, (one, _)| all.and(*one));
        let sent = beside.iter().fold(Looks::NONE, |all, (one, _)| all.and(*one));
        next_look(Settling { work, insured, sent }, false)
    }

    /// `pairing::equals::looks_beside_all`, of these deposits as they stand.
    fn beside(&self, state: &State, deposits: u8) -> Vec<(Looks, Switch)> {
        let waits = bits(deposits & state.table.deposit_entries).filter_map(|deposit| state.table.deposit(deposit));
        waits.map(|left| (self.beside_of(left.words, state), Switch::LookBeside)).collect()
    }

    /// What was counted with the deposit of these words.
    fn beside_of(&self, words: u8, state: &State) -> Looks {
        let told = self.scene.told(words);
        let readings = rules::readings(told.name).into_iter().filter(|_| state.table.policy == Policy::AsMany);
        readings.fold(Looks::NONE, |all, name| all.and(Looks::key(told.amount, name)))
    }

    /// The same of a deposit that was just written: its own choice, without reading it again. `insured`: by what its
    /// program is insured.
    fn settle_deposit(&self, deposit: u8, insured: Looks, look: Switch) -> Next {
        if !self.has(look) {
            return Next::End;
        }
        let settling = Settling { work: Looks::NONE, insured, sent: Looks::NONE };
        Next::To(Phase::LookAtOrders { settling, deposits: 1 << deposit, seen: Seen::default(), names: 0 })
    }

    /// `store::insure`. The look comes after the program has ended, so that it is queued here only where the delay is
    /// taken out; [`Pairing::dies`] queues it otherwise.
    fn insure(&self, state: &mut State, looks: &[(Looks, Switch)]) {
        if !self.has(Switch::InsuranceDelay) {
            looks.iter().for_each(|(one, _)| state.looks = state.looks.and(*one));
        }
    }
}

/// The next of what a settling has to look at.
fn next_look(settling: Settling, again: bool) -> Next {
    match settling.work == Looks::NONE {
        true => Next::End,
        false => Next::To(Phase::LookAtDeposits { settling, again }),
    }
}
