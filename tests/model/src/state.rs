//! A state of the whole: the table, the queue, the clock, and every program that is at work with what it has read.

use crate::rules::{self, Seen};
use crate::scene::Scene;
use crate::table::{Amount, Deposit, Entry, GuardItem, MESSAGES, Name, Order, Policy, Table, WORKERS};

/// What a program was started for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Task {
    /// An HTTP call: its number in the scene.
    Call(u8),
    /// A bank's message off the queue: `Task::Sms`.
    Sms(u8),
    /// A delayed look off the queue: `Task::Look`. One thing at a time: what one message of the queue asks for together
    /// may as well come apart.
    Look(Looks),
    /// A change of settings off the queue: `Task::Revisit`.
    Revisit,
    /// What an approval frees, off the queue, after every program that has not read of it has ended.
    Recheck,
    /// The sweeper's minute, and an order that the due index showed it.
    Sweep(u8),
}

/// An occurrence guard as it was read, and the workspace beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Guard {
    pub item: GuardItem,
    /// Nobody has written it since: what a comparison of its version says.
    pub unmoved: bool,
    pub approved: bool,
}

/// An order that is to be put as it will be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct OrderPut {
    pub order: u8,
    pub before: Order,
    pub after: Order,
    /// Nobody has written it since it was read: what a comparison of its version says.
    pub unmoved: bool,
    /// This very put was committed, its reply was lost, and nobody has written the order since.
    pub own: bool,
}

/// The same of a deposit; only its state changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct DepositPut {
    pub deposit: u8,
    pub before: Deposit,
    pub after: Deposit,
    pub unmoved: bool,
}

/// What is to be looked at: `domain::Looks`, of both amounts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Looks {
    /// The deposits that orders of this amount and name read, a bit for each.
    pub keys: u16,
    /// Single deposits: their own choice while they wait; when they have paid, what the order's key finds.
    pub deposits: u8,
    /// Whole amounts.
    pub amounts: u8,
}

impl Looks {
    pub const NONE: Self = Self { keys: 0, deposits: 0, amounts: 0 };

    pub fn key(amount: Amount, name: Name) -> Self {
        Self { keys: 1 << (amount as usize * Name::ALL.len() + name as usize), ..Self::NONE }
    }

    /// Under the key of an order.
    pub fn of(order: &Order) -> Self {
        Self::key(order.open(), order.name)
    }

    pub fn deposit(deposit: u8) -> Self {
        Self { deposits: 1 << deposit, ..Self::NONE }
    }

    pub fn amount(amount: Amount) -> Self {
        Self { amounts: amount.bit(), ..Self::NONE }
    }

    #[must_use]
    pub fn and(self, more: Self) -> Self {
        Self {
            keys: self.keys | more.keys,
            deposits: self.deposits | more.deposits,
            amounts: self.amounts | more.amounts,
        }
    }

    #[must_use]
    pub fn without(self, less: Self) -> Self {
        Self {
            keys: self.keys & !less.keys,
            deposits: self.deposits & !less.deposits,
            amounts: self.amounts & !less.amounts,
        }
    }

    pub fn has(self, one: Self) -> bool {
        one.without(self) == Self::NONE
    }

    /// Each of them by itself.
    pub fn each(self) -> impl Iterator<Item = Self> {
        let keys = Amount::ALL.into_iter().flat_map(|amount| Name::ALL.map(|name| Self::key(amount, name)));
        let deposits = crate::table::bits(self.deposits).map(Self::deposit);
        let amounts = Amount::ALL.into_iter().map(Self::amount);
        keys.chain(deposits).chain(amounts).filter(move |one| self.has(*one))
    }
}

/// A settling: what it has still to look at, and what will be looked at should its program die.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Settling {
    pub work: Looks,
    /// What the task itself is insured for: by the call's insurance, or by being delivered again.
    pub insured: Looks,
    /// What it insured on its way, before it paired an order of another key.
    pub sent: Looks,
}

/// One pass of `settle` over deposits that it saw.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Pass {
    /// Those that are still to come, of the name whose orders were read.
    pub deposits: u8,
    /// Those of other names, whose orders are still to be read.
    pub others: u8,
    pub orders: Seen,
    pub policy: Policy,
}

/// Where a program stands: what it does next, and what it has read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Phase {
    /// `place_order`. `own`: committed, its reply lost, the order as it was put.
    Place { order: u8, own: bool },
    /// `Pairing::order`, to amend it or to expire it.
    ReadOrder,
    /// `write_order`.
    WriteOrder(OrderPut),
    /// `Pairing::both`, or `Store::deposit` of an unmatch.
    ReadDeposit,
    /// `Pairing::order` of an unmatch, after its deposit was read.
    ReadItsOrder(DepositPut, u8),
    /// `write_pair`.
    WritePair(DepositPut, OrderPut, Option<OrderPut>),
    /// `write_workspace`.
    WriteSettings,
    /// `first_look`: two reads side by side.
    FirstLook { guard: Option<Guard>, orders: Option<Seen> },
    /// `pair_new`, with the order as its entry told it. `own`: the deposit that was committed, its reply lost.
    ShortCut { guard: Guard, order: u8, entry: (Name, Entry), own: Option<u8> },
    /// `record`. `own` as before.
    Record { guard: Guard, own: Option<u8> },
    /// One more report of a deposit is noted on it.
    Note { guard: Guard, deposit: u8 },
    /// A reversal is written into its guard, with what it takes back.
    Reverse { guard: Guard },
    /// `Pairing::guard`, again.
    RereadGuard,
    /// A person opens a deposit's page.
    ReadPage,
    /// The deposit as the page showed it, until a person presses.
    Press { deposit: u8, unmoved: bool },
    /// `restore`.
    Restore,
    /// The approval is written into the workspace's item.
    Approve,
    /// The list of what an approval frees.
    ReadHeld,
    /// What it frees is released, one after the other; each is looked at, and insured.
    ReleaseHeld { deposits: u8, released: u8 },
    /// `waiting_amounts` of `settle_all`.
    ReadAmounts,
    /// `deposits_of_key`, `deposits_of_amount` or `deposit`, of the next that is to be looked at. `again`: it is not
    /// the first.
    LookAtDeposits { settling: Settling, again: bool },
    /// `orders_for` of the first of these deposits, and `active_settings`. `seen`: what a look that is no snapshot has
    /// read so far, and how many names.
    LookAtOrders { settling: Settling, deposits: u8, seen: Seen, names: u8 },
    /// `deposits_of_key`, for a choice that reads what else waits.
    LookAtMates { settling: Settling, deposit: u8, pass: Pass },
    /// `pair_waiting` of a deposit, as its entry told it, with an order as its entry told it.
    Pair { settling: Settling, deposit: u8, words: u8, order: u8, pass: Pass },
}

/// A program at work.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Worker {
    pub task: Task,
    pub phase: Phase,
}

/// A state of the whole. The programs stand in a sorted row: which of two equal ones goes on makes no difference.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    pub table: Table,
    pub workers: [Option<Worker>; WORKERS],
    /// The calls of the scene that have not begun.
    pub calls: u16,
    /// How often the queue can still deliver each message out of itself: first time and duplicates.
    pub fresh: [u8; MESSAGES],
    /// How often it must deliver each message again, since a program died over it.
    pub owed: [u8; MESSAGES],
    /// Looks in the queue.
    pub looks: Looks,
    /// A `Revisit` is in the queue.
    pub revisit: bool,
    /// A `Recheck` is in the queue.
    pub recheck: bool,
    pub clock: u8,
}

impl State {
    pub fn first(scene: &Scene) -> Self {
        let mut table = Table { policy: scene.policy, ..Table::empty() };
        for (place, new) in scene.orders.iter().enumerate().filter(|(_, new)| new.waits) {
            table.orders[place] = Some(new.order());
            table.order_entries[place].put(&new.order());
        }
        let mut fresh = [0; MESSAGES];
        fresh.iter_mut().zip(&scene.messages).for_each(|(fresh, message)| *fresh = message.deliveries);
        Self {
            table,
            workers: [None; WORKERS],
            calls: (1 << scene.calls.len()) - 1,
            fresh,
            owed: [0; MESSAGES],
            looks: Looks::NONE,
            revisit: false,
            recheck: false,
            clock: 0,
        }
    }

    /// An order was written: whoever has read it will be told so by its version.
    pub fn order_written(&mut self, written: u8) {
        for worker in self.workers.iter_mut().flatten() {
            if let Phase::WriteOrder(put) | Phase::WritePair(_, put, _) = &mut worker.phase
                && put.order == written
            {
                (put.unmoved, put.own) = (false, false);
            }
            if let Phase::WritePair(_, _, Some(put)) = &mut worker.phase
                && put.order == written
            {
                (put.unmoved, put.own) = (false, false);
            }
            if let Phase::Place { order, own } = &mut worker.phase
                && *order == written
            {
                *own = false;
            }
        }
    }

    /// A deposit was written.
    pub fn deposit_written(&mut self, written: u8) {
        for worker in self.workers.iter_mut().flatten() {
            if let Phase::ReadItsOrder(put, _) | Phase::WritePair(put, _, _) = &mut worker.phase
                && put.deposit == written
            {
                put.unmoved = false;
            }
            if let Phase::Press { deposit, unmoved } = &mut worker.phase
                && *deposit == written
            {
                *unmoved = false;
            }
        }
    }

    /// A guard was written.
    pub fn guard_written(&mut self, scene: &Scene, written: usize) {
        for worker in self.workers.iter_mut().flatten() {
            let is_its = scene.message_of(worker.task).is_some_and(|message| scene.guard_of(message) == written);
            if let Phase::FirstLook { guard: Some(guard), .. }
            | Phase::ShortCut { guard, .. }
            | Phase::Record { guard, .. }
            | Phase::Note { guard, .. }
            | Phase::Reverse { guard } = &mut worker.phase
                && is_its
            {
                guard.unmoved = false;
            }
        }
    }

    /// Whether a program is at work that read the workspace before the approval.
    pub fn has_not_read_of_approval(&self) -> bool {
        self.workers.iter().flatten().any(|worker| {
            if let Phase::FirstLook { guard: Some(guard), .. }
            | Phase::ShortCut { guard, .. }
            | Phase::Record { guard, .. }
            | Phase::Note { guard, .. } = worker.phase
            {
                !guard.approved
            } else {
                false
            }
        })
    }

    /// A message came, once at least.
    pub fn came(&self, scene: &Scene, message: u8) -> bool {
        self.fresh[usize::from(message)] < scene.report(message).deliveries
    }

    /// Whether nothing is under way: no program at work, nothing in the queue that must be worked on, and no order that
    /// the sweeper's next minute expires.
    pub fn is_at_rest(&self) -> bool {
        let due = self.table.orders.iter().flatten().any(|order| rules::expire(order, self.clock).is_some());
        let idle = self.workers.iter().all(Option::is_none) && self.owed == [0; MESSAGES];
        idle && self.looks == Looks::NONE && !self.revisit && !self.recheck && !due
    }
}
