//! What a person does with a deposit that is held or waits, and what an approval frees.

use crate::evidence;
use crate::evidence_check;
use crate::model::Pairing;
use crate::scene::Call;
use crate::state::{Looks, Phase, State, Task};
use crate::step::Next;
use crate::switch::Switch;
use crate::table::{DepositState, Hold, Holds, Sender, bits};

impl Pairing {
    /// A person reads a deposit's page, and means to press only what is true of the money.
    pub(super) fn read_page(&self, state: &mut State, task: Task) -> Next {
        let (deposit, true_of_it) = match self.call_of(task) {
            Some(Call::Release(deposit)) => (deposit, evidence_check::is_released_rightly(&self.scene, state, deposit)),
            Some(Call::DismissDuplicate(deposit)) => {
                (deposit, evidence_check::is_duplicate(&self.scene, state, deposit))
            }
            Some(Call::DismissRefunded(deposit)) => (deposit, true),
            Some(
                Call::Place(_)
                | Call::Amend(..)
                | Call::Match(..)
                | Call::MatchBoth(..)
                | Call::KeepOpen(..)
                | Call::Unmatch(_)
                | Call::Record(_),
            ) => {
                return Next::End;
            }
            Some(Call::Oldest | Call::Approve | Call::Restore(_)) | None => return Next::End,
        };
        if true_of_it { Next::To(Phase::Press { deposit, unmoved: true }) } else { Next::End }
    }

    /// The press, of the deposit as the page showed it; otherwise the person is told to look again.
    pub(super) fn press(&self, state: &mut State, task: Task, deposit: u8, unmoved: bool) -> Next {
        if !unmoved && self.has(Switch::PressAsShown) {
            return Next::End;
        }
        let Some(stands) = state.table.deposit(deposit).filter(|deposit| deposit.is_open()) else { return Next::End };
        match self.call_of(task) {
            Some(Call::Release(_)) => {
                let never = stands.holds.has(Hold::Reversed) || self.is_unlikely(stands.words, stands.holds);
                if stands.state != DepositState::Held || never {
                    return Next::End;
                }
                self.release(state, deposit);
                self.settle(&[(waiting(state, 1 << deposit), Switch::LookAfterRelease)])
            }
            Some(Call::DismissDuplicate(_)) => {
                let twin = state.table.live(stands.rivals()).next().is_some();
                if !twin && self.has(Switch::DuplicateNeedsTwin) {
                    return Next::End;
                }
                let beside = self.beside(state, 1 << deposit);
                self.dismiss(state, deposit);
                bits(stands.twins).for_each(|twin| self.free(state, deposit, twin));
                let freed = (waiting(state, stands.twins), Switch::LookAfterDismiss);
                self.settle(&[vec![freed], beside].concat())
            }
            Some(Call::DismissRefunded(_)) => {
                let twins = stands.rivals() | 1 << deposit;
                let beside = self.beside(state, twins);
                bits(twins).for_each(|twin| self.dismiss(state, twin));
                self.settle(&beside)
            }
            Some(
                Call::Place(_)
                | Call::Amend(..)
                | Call::Match(..)
                | Call::MatchBoth(..)
                | Call::KeepOpen(..)
                | Call::Unmatch(_)
                | Call::Record(_),
            ) => Next::End,
            Some(Call::Oldest | Call::Approve | Call::Restore(_)) | None => Next::End,
        }
    }

    fn is_unlikely(&self, words: u8, holds: Holds) -> bool {
        holds.has(Hold::Sender) && self.scene.report(words).sender == Sender::Unlikely
    }

    /// The person vouches for the deposit, and says that its twins are other transfers.
    fn release(&self, state: &mut State, deposit: u8) {
        let Some(stands) = &mut state.table.deposits[usize::from(deposit)] else { return };
        let others = if stands.holds.has(Hold::Duplicate) { stands.twins } else { 0 };
        (stands.apart, stands.holds) = (stands.apart | others, Holds::NONE);
        for other in bits(others) {
            if let Some(other) = &mut state.table.deposits[usize::from(other)] {
                other.apart |= 1 << deposit;
            }
            state.deposit_written(other);
        }
        self.vouch(state, deposit);
        self.take_off(state, deposit, Holds::NONE);
    }

    fn dismiss(&self, state: &mut State, deposit: u8) {
        let Some(stands) = &mut state.table.deposits[usize::from(deposit)] else { return };
        if stands.is_open() {
            stands.state = DepositState::Dismissed;
            state.table.deposit_entries &= !(1 << deposit);
            state.deposit_written(deposit);
        }
    }

    /// The twin of a dismissed duplicate, where no third is left that may be the same.
    fn free(&self, state: &mut State, dismissed: u8, twin: u8) {
        let reversed = state.table.deposit(dismissed).is_some_and(|deposit| deposit.holds.has(Hold::Reversed));
        let Some(stands) = state.table.deposit(twin).filter(|twin| twin.state == DepositState::Held) else { return };
        let third = state.table.live(stands.rivals()).next().is_some();
        if reversed && self.has(Switch::FreedStaysReversed) {
            self.hold(state, twin, Hold::Reversed);
        }
        if !third || !self.has(Switch::DuplicateFreesAlone) {
            self.take_off(state, twin, Holds::NONE.with(Hold::Duplicate));
        }
    }

    /// `restore`: held for what it was held for, never straight into a pair.
    pub(super) fn restore(&self, state: &mut State, task: Task) -> Next {
        let Some(Call::Restore(deposit)) = self.call_of(task) else { return Next::End };
        let Some(before) = state.table.deposit(deposit).filter(|deposit| deposit.state == DepositState::Dismissed)
        else {
            return Next::End;
        };
        let may_pay = |twin: u8| state.table.deposit(twin).is_some_and(|twin| twin.pays);
        let twin = state.table.live(before.rivals()).any(may_pay) && self.has(Switch::RestoreLinks);
        let judged = self.judge_anew(state, deposit);
        let holds = if judged { before.holds.without(Hold::Sender) } else { before.holds };
        let holds = holds.with_if(Hold::Duplicate, twin);
        let holds = holds.with_if(Hold::Restored, holds.is_empty());
        if let Some(stands) = &mut state.table.deposits[usize::from(deposit)] {
            (stands.state, stands.holds) = (DepositState::Held, holds);
        }
        state.deposit_written(deposit);
        if self.has(Switch::RestoreHolds) || !before.holds.is_empty() {
            return Next::End;
        }
        self.take_off(state, deposit, holds);
        self.settle(&[(waiting(state, 1 << deposit), Switch::LookAfterRelease)])
    }

    /// `POST …/senders`: first the approval itself, then what it frees, and that again through the queue.
    pub(super) fn approve(&self, state: &mut State) -> Next {
        state.table.approved = true;
        let first = self.has(Switch::ApprovalCommitsFirst);
        state.recheck = self.has(Switch::ApprovalAgain) && first;
        if first { Next::To(Phase::ReadHeld) } else { Next::End }
    }

    /// The deposits that an approval frees.
    pub(super) fn read_held(&self, state: &mut State) -> Next {
        let freed = |deposit: &u8| {
            state.table.deposit(*deposit).is_some_and(|deposit| {
                let held = deposit.is_open() && deposit.holds.has(Hold::Sender);
                held && evidence::may_pay(self.scene.report(deposit.words).sender, true)
            })
        };
        let deposits = (0u8..).zip(&state.table.deposits).map(|(deposit, _)| deposit).filter(freed);
        Next::To(Phase::ReleaseHeld { deposits: deposits.fold(0, |set, deposit| set | 1 << deposit), released: 0 })
    }

    pub(super) fn release_held(&self, state: &mut State, task: Task, deposits: u8, released: u8) -> Next {
        let Some(deposit) = bits(deposits).next() else {
            let commits = matches!(task, Task::Call(_)) && !self.has(Switch::ApprovalCommitsFirst);
            let looks = Looks { deposits: released, ..Looks::NONE };
            return if commits { Next::To(Phase::Approve) } else { self.settle(&[(looks, Switch::LookAfterRelease)]) };
        };
        let held = |deposit: crate::table::Deposit| deposit.is_open() && deposit.holds.has(Hold::Sender);
        if state.table.deposit(deposit).is_some_and(held) {
            self.vouch(state, deposit);
            self.take_off(state, deposit, Holds::NONE.with(Hold::Sender));
        }
        let released = released | waiting(state, 1 << deposit).deposits;
        Next::To(Phase::ReleaseHeld { deposits: deposits & !(1 << deposit), released })
    }

    /// A match by hand: the person vouches for the deposit, and its twins wait no longer by themselves.
    pub(super) fn vouch_by_hand(&self, state: &mut State, deposit: u8) {
        let Some(before) = state.table.deposit(deposit) else { return };
        if self.has(Switch::HandVouches) && !before.pays {
            self.vouch(state, deposit);
        }
        for twin in bits(before.rivals()).filter(|_| self.has(Switch::HandHoldsTwins)) {
            if state.table.deposit(twin).is_some_and(|twin| twin.state == DepositState::Waiting) {
                self.hold(state, twin, Hold::Duplicate);
            }
        }
    }

    /// An unmatch of what is held for its sender again: it may pay no more than before, in guard and balance item too.
    pub(super) fn take_vouch_back(&self, state: &mut State, deposit: u8) {
        if self.judge_anew(state, deposit) {
            return self.take_off(state, deposit, Holds::NONE.with(Hold::Sender));
        }
        let Some(stands) = &mut state.table.deposits[usize::from(deposit)] else { return };
        if !stands.holds.has(Hold::Sender) || !stands.pays {
            return;
        }
        stands.pays = false;
        let before = *stands;
        let place = self.scene.guard_of(before.message);
        state.table.guards[place].pays &= !before.reports;
        state.guard_written(&self.scene, place);
        for item in state.table.balances.iter_mut().flatten().filter(|item| item.deposit == Some(deposit)) {
            item.pays = false;
        }
    }

    /// Whether a deposit is held for a sender that was approved since then; it may pay now.
    fn judge_anew(&self, state: &mut State, deposit: u8) -> bool {
        let judged = state.table.deposit(deposit).is_some_and(|deposit| {
            let approved = evidence::may_pay(self.scene.report(deposit.words).sender, state.table.approved);
            deposit.holds.has(Hold::Sender) && approved && self.has(Switch::JudgeAnew)
        });
        if judged {
            self.vouch(state, deposit);
        }
        judged
    }
}

/// Those of some deposits that wait now.
fn waiting(state: &State, deposits: u8) -> Looks {
    Looks { deposits: deposits & state.table.deposit_entries, ..Looks::NONE }
}
