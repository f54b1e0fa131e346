//! The model: which steps each state offers, and what must hold.

use stateright::{Model, Property};

use crate::scene::{Call, Scene};
use crate::state::{Looks, Phase, Settling, State, Task, Worker};
use crate::step::Next;
use crate::switch::{Protocol, Switch};
use crate::table::{Amount, DepositState, MESSAGES, bits};
use crate::{check, evidence_check};

/// The code that a step stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Code {
    PlaceOrder,
    Order,
    WriteOrder,
    Deposit,
    WritePair,
    WriteWorkspace,
    Guard,
    OrdersFor,
    PairNew,
    Record,
    WaitingAmounts,
    LookAtDeposits,
    LookAtOrders,
    LookAtMates,
    PairWaiting,
    NoteReport,
    WriteReversal,
    /// A person reads a deposit's page.
    Page,
    /// `release` or `dismiss`, of the deposit as the page showed it.
    Press,
    Restore,
    Approve,
    HeldDeposits,
    Release,
    /// The short cut's look is older than `CHOICE_GOOD_FOR_MS`.
    ChoiceTooOld,
    /// `settle` after its last try.
    LeaveOver,
}

/// How a step ends.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Fate {
    Answered,
    /// It was committed and the reply was lost: the transaction is sent again.
    ReplyLost,
}

/// One atomic step. A program starts with its first request; what it waited before makes no difference.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Action {
    Starts(Task, Code, Fate),
    Goes(u8, Task, Code, Fate),
    Dies(u8, Task),
    Tick,
}

/// The protocol, in a scene.
#[derive(Clone, Debug)]
pub struct Pairing {
    pub scene: Scene,
    pub protocol: Protocol,
}

impl Pairing {
    pub(crate) fn has(&self, switch: Switch) -> bool {
        self.protocol.has(switch)
    }

    /// What can start now.
    fn tasks(&self, state: &State) -> Vec<Task> {
        let mut tasks = Vec::new();
        if state.workers.iter().flatten().count() >= self.scene.at_once {
            return tasks;
        }
        let calls = (0u8..).zip(&self.scene.calls).filter(|(call, _)| state.calls & (1 << call) != 0);
        tasks.extend(calls.filter(|(_, call)| can_begin(state, **call)).map(|(call, _)| Task::Call(call)));
        let delivered = |message: &usize| state.fresh[*message] + state.owed[*message] > 0;
        let arrived = |message: &u8| self.scene.told(*message).at <= state.clock;
        tasks.extend(
            (0u8..).zip(0..MESSAGES).filter(|(_, n)| delivered(n)).map(|(n, _)| n).filter(arrived).map(Task::Sms),
        );
        tasks.extend(state.looks.each().map(Task::Look));
        tasks.extend(state.revisit.then_some(Task::Revisit));
        tasks.extend((state.recheck && !state.has_not_read_of_approval()).then_some(Task::Recheck));
        let at_work = |task: &Task| state.workers.iter().flatten().any(|worker| worker.task == *task);
        let due = (0u8..).zip(&state.table.orders).filter(|(_, order)| {
            order.as_ref().is_some_and(|order| crate::rules::expire(order, state.clock).is_some())
        });
        tasks.extend(due.map(|(order, _)| Task::Sweep(order)).filter(|task| !at_work(task)));
        tasks
    }

    /// Takes a task out of where it waits.
    fn take(&self, state: &mut State, task: Task) -> Phase {
        match task {
            Task::Call(call) => {
                state.calls &= !(1 << call);
                match self.scene.calls[usize::from(call)] {
                    Call::Place(order) => Phase::Place { order, own: false },
                    Call::Amend(..) => Phase::ReadOrder,
                    Call::Match(..) | Call::MatchBoth(..) | Call::KeepOpen(..) | Call::Unmatch(_) => Phase::ReadDeposit,
                    Call::Record(_) => Phase::FirstLook { guard: None, orders: None },
                    Call::Oldest => Phase::WriteSettings,
                    Call::Approve if self.has(Switch::ApprovalCommitsFirst) => Phase::Approve,
                    Call::Approve => Phase::ReadHeld,
                    Call::Release(_) | Call::DismissDuplicate(_) | Call::DismissRefunded(_) => Phase::ReadPage,
                    Call::Restore(_) => Phase::Restore,
                }
            }
            Task::Sms(message) => {
                let (fresh, owed) = (&mut state.fresh[usize::from(message)], &mut state.owed[usize::from(message)]);
                if *owed > 0 {
                    *owed -= 1
                } else {
                    *fresh -= 1
                }
                Phase::FirstLook { guard: None, orders: None }
            }
            Task::Look(looks) => {
                state.looks = state.looks.without(looks);
                let settling = Settling { work: looks, insured: looks, sent: Looks::NONE };
                Phase::LookAtDeposits { settling, again: false }
            }
            Task::Revisit => {
                state.revisit = false;
                Phase::ReadAmounts
            }
            Task::Recheck => {
                state.recheck = false;
                Phase::ReadHeld
            }
            Task::Sweep(_) => Phase::ReadOrder,
        }
    }

    /// The steps that a program can take in a phase.
    fn moves(&self, phase: &Phase, moves: &mut Vec<(Code, Fate)>) {
        let code = match phase {
            Phase::Place { .. } => Code::PlaceOrder,
            Phase::ReadOrder | Phase::ReadItsOrder(..) => Code::Order,
            Phase::WriteOrder(_) => Code::WriteOrder,
            Phase::ReadDeposit => Code::Deposit,
            Phase::WritePair(..) => Code::WritePair,
            Phase::WriteSettings => Code::WriteWorkspace,
            Phase::FirstLook { guard, orders } => {
                moves.extend(guard.is_none().then_some((Code::Guard, Fate::Answered)));
                moves.extend(orders.is_none().then_some((Code::OrdersFor, Fate::Answered)));
                return;
            }
            Phase::ShortCut { own, .. } => {
                moves.extend(own.is_none().then_some((Code::ChoiceTooOld, Fate::Answered)));
                Code::PairNew
            }
            Phase::Record { .. } => Code::Record,
            Phase::RereadGuard => Code::Guard,
            Phase::Note { .. } => Code::NoteReport,
            Phase::Reverse { .. } => Code::WriteReversal,
            Phase::ReadPage => Code::Page,
            Phase::Press { .. } => Code::Press,
            Phase::Restore => Code::Restore,
            Phase::Approve => Code::Approve,
            Phase::ReadHeld => Code::HeldDeposits,
            Phase::ReleaseHeld { .. } => Code::Release,
            Phase::ReadAmounts => Code::WaitingAmounts,
            Phase::LookAtDeposits { again, .. } => {
                moves.extend((*again && self.scene.bounded).then_some((Code::LeaveOver, Fate::Answered)));
                Code::LookAtDeposits
            }
            Phase::LookAtOrders { .. } => Code::LookAtOrders,
            Phase::LookAtMates { .. } => Code::LookAtMates,
            Phase::Pair { .. } => Code::PairWaiting,
        };
        moves.push((code, Fate::Answered));
        let commits = matches!(
            code,
            Code::PlaceOrder | Code::WriteOrder | Code::WritePair | Code::PairNew | Code::Record | Code::PairWaiting
        );
        moves.extend((commits && self.scene.lost_replies).then_some((code, Fate::ReplyLost)));
    }

    /// One step of a program that stands at `place`, or in the wings.
    fn go(&self, mut state: State, place: usize, worker: Worker, code: Code, fate: Fate) -> Option<State> {
        state.workers[place] = None;
        let phase = match self.step(&mut state, worker, code, fate) {
            Next::To(phase) => Some(phase),
            Next::End => None,
            Next::Never => return None,
        };
        state.workers[place] = phase.map(|phase| Worker { phase, ..worker });
        state.workers.sort_unstable();
        Some(state)
    }

    /// A program that dies after its commit. Before it, nothing is there that a program which never began would not
    /// leave too.
    fn dies(&self, mut state: State, place: usize) -> Option<State> {
        let worker = state.workers[place].take()?;
        if !after_commit(&worker) {
            return None;
        }
        if self.has(Switch::Insurance) && self.has(Switch::InsuranceDelay) {
            state.looks = state.looks.and(insured_looks(&worker));
        }
        match worker.task {
            Task::Sms(message) if self.has(Switch::Redelivery) => state.owed[usize::from(message)] += 1,
            Task::Sms(_) => {}
            Task::Look(looks) => state.looks = state.looks.and(looks),
            Task::Revisit => state.revisit = true,
            Task::Recheck => state.recheck = true,
            Task::Call(_) | Task::Sweep(_) => {}
        }
        state.workers.sort_unstable();
        Some(state)
    }
}

/// What the queue looks at for a program that died. What delivers a task again insures the rest of it.
fn insured_looks(worker: &Worker) -> Looks {
    let settling = if let Phase::LookAtDeposits { settling, .. }
    | Phase::LookAtOrders { settling, .. }
    | Phase::LookAtMates { settling, .. }
    | Phase::Pair { settling, .. } = worker.phase
    {
        settling
    } else if let Phase::ReleaseHeld { released, .. } = worker.phase {
        Settling { sent: Looks { deposits: released, ..Looks::NONE }, ..Settling::default() }
    } else {
        Settling::default()
    };
    match worker.task {
        Task::Call(_) | Task::Sweep(_) | Task::Recheck => settling.insured.and(settling.sent),
        Task::Sms(_) | Task::Look(_) | Task::Revisit => settling.sent,
    }
}

/// Whether a program has committed something that it is not done with.
fn after_commit(worker: &Worker) -> bool {
    let releases = matches!(worker.phase, Phase::ReadHeld | Phase::ReleaseHeld { .. } | Phase::ReadAmounts);
    let looks = matches!(worker.phase, Phase::LookAtDeposits { .. } | Phase::LookAtOrders { .. });
    let settles = looks || matches!(worker.phase, Phase::LookAtMates { .. } | Phase::Pair { .. });
    settles || releases && worker.task != Task::Revisit
}

/// Whether there is what the call is about; without it, the call is refused and nothing happens.
fn can_begin(state: &State, call: Call) -> bool {
    let deposit = |deposit| state.table.deposit(deposit).map(|deposit| deposit.state);
    match call {
        Call::Place(_) | Call::Record(_) | Call::Oldest | Call::Approve => true,
        Call::Amend(order, _) => state.table.order(order).is_some(),
        Call::Match(money, order) | Call::KeepOpen(money, order) => {
            deposit(money).is_some() && state.table.order(order).is_some()
        }
        Call::MatchBoth(money, first, second) => {
            deposit(money).is_some() && [first, second].iter().all(|order| state.table.order(*order).is_some())
        }
        Call::Unmatch(money) => matches!(deposit(money), Some(DepositState::Matched { .. })),
        Call::Release(money) => deposit(money) == Some(DepositState::Held),
        Call::DismissDuplicate(money) | Call::DismissRefunded(money) => {
            state.table.deposit(money).is_some_and(|deposit| deposit.is_open())
        }
        Call::Restore(money) => deposit(money) == Some(DepositState::Dismissed),
    }
}

impl Model for Pairing {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        vec![State::first(&self.scene)]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        let mut moves = Vec::new();
        for (place, worker) in (0u8..).zip(&state.workers) {
            let twin = place > 0 && state.workers[usize::from(place) - 1] == *worker;
            let Some(worker) = worker.filter(|_| !twin) else { continue };
            self.moves(&worker.phase, &mut moves);
            actions.extend(moves.drain(..).map(|(code, fate)| Action::Goes(place, worker.task, code, fate)));
            actions.extend((self.scene.deaths && after_commit(&worker)).then_some(Action::Dies(place, worker.task)));
        }
        for task in self.tasks(state) {
            let phase = self.take(&mut state.clone(), task);
            self.moves(&phase, &mut moves);
            actions.extend(moves.drain(..).map(|(code, fate)| Action::Starts(task, code, fate)));
        }
        if state.clock < self.scene.last_tick {
            actions.push(Action::Tick);
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        match action {
            Action::Goes(place, _, code, fate) => {
                let worker = state.workers[usize::from(place)]?;
                self.go(state, usize::from(place), worker, code, fate)
            }
            Action::Starts(task, code, fate) => {
                let place = state.workers.iter().position(Option::is_none)?;
                let phase = self.take(&mut state, task);
                self.go(state, place, Worker { task, phase }, code, fate)
            }
            Action::Dies(place, _) => self.dies(state, usize::from(place)),
            Action::Tick => {
                state.clock += 1;
                Some(state)
            }
        }
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let all = check::PROPERTIES.iter().chain(&evidence_check::PROPERTIES);
        all.map(|(name, holds)| Property::always(name, *holds)).collect()
    }
}

/// The deposits that wait under an amount.
pub(crate) fn deposits_under(scene: &Scene, state: &State, amount: Amount) -> u8 {
    let of_amount =
        |deposit: &u8| state.table.deposit(*deposit).is_some_and(|deposit| scene.told(deposit.words).amount == amount);
    bits(state.table.deposit_entries).filter(of_amount).fold(0, |set, deposit| set | 1 << deposit)
}
