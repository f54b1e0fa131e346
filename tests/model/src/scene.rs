//! Scenes: what there is, what can happen to it, and how much of it at one time. Each is explored to its end.

use crate::rules::{Change, LAST_TICK, Told};
use crate::state::Task;
use crate::table::{Amount, Deadline, Name, Order, OrderState, WORKERS};

/// An order as it is placed, or as it waits when the scene begins.
#[derive(Clone, Copy, Debug)]
pub struct NewOrder {
    pub amount: Amount,
    pub name: Name,
    pub deadline: Deadline,
    /// It waits when the scene begins.
    pub waits: bool,
}

impl NewOrder {
    /// The order, PENDING.
    pub fn order(&self) -> Order {
        Order { state: OrderState::Pending, amount: self.amount, name: self.name, deadline: self.deadline }
    }
}

/// A message that a bank sends.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    pub told: Told,
    /// How often the queue delivers it although no program died: 1, or 2 for a duplicate. 0 for a deposit that a
    /// person types in.
    pub deliveries: u8,
}

/// An HTTP call.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Call {
    /// `Pairing::place`. Of an order that stands: the same words again.
    Place(u8),
    /// `Pairing::amend`.
    Amend(u8, Change),
    /// `Pairing::match_by_hand`: a deposit, an order.
    Match(u8, u8),
    /// `Pairing::unmatch`: a deposit.
    Unmatch(u8),
    /// `Pairing::receive` of a deposit that a person types in: the message that tells what it tells.
    Record(u8),
    /// A change of settings: from now on the oldest of equals is paid.
    Oldest,
}

/// What is explored.
#[derive(Clone, Debug)]
pub struct Scene {
    pub name: &'static str,
    pub orders: Vec<NewOrder>,
    pub messages: Vec<Message>,
    /// Each can happen once, at any time, or not at all.
    pub calls: Vec<Call>,
    /// How many programs are at work at one time.
    pub at_once: usize,
    /// The last tick of the clock: 0 for a clock that stands still.
    pub last_tick: u8,
    /// Two messages of one account, amount and name may be twins: the later is held.
    pub twins: bool,
    /// Any program can die between any two steps, as often as it likes.
    pub deaths: bool,
    /// Any commit's reply can be lost, so that the transaction is sent again.
    pub lost_replies: bool,
    /// A settling can reach its bound after any pass.
    pub bounded: bool,
    /// A look at the orders is no snapshot: what a transaction writes shows key by key.
    pub torn: bool,
}

impl Scene {
    /// A scene in which nothing is and nothing goes wrong.
    pub fn named(name: &'static str) -> Self {
        Self {
            name,
            orders: Vec::new(),
            messages: Vec::new(),
            calls: Vec::new(),
            at_once: WORKERS,
            last_tick: 0,
            twins: false,
            deaths: false,
            lost_replies: false,
            bounded: false,
            torn: false,
        }
    }

    /// An order that a call may place.
    pub fn order(mut self, amount: Amount, name: Name, deadline: Deadline) -> Self {
        self.orders.push(NewOrder { amount, name, deadline, waits: false });
        self
    }

    /// An order that waits when the scene begins.
    pub fn waiting(mut self, amount: Amount, name: Name, deadline: Deadline) -> Self {
        self.orders.push(NewOrder { amount, name, deadline, waits: true });
        self
    }

    /// A message, delivered so often.
    pub fn message(mut self, amount: Amount, name: Name, deliveries: u8) -> Self {
        self.messages.push(Message { told: Told { amount, name, at: 0 }, deliveries });
        self
    }

    /// The last message tells of money that came after the deadline.
    pub fn late(mut self) -> Self {
        if let Some(message) = self.messages.last_mut() {
            message.told.at = 1;
        }
        self
    }

    pub fn calls(mut self, calls: &[Call]) -> Self {
        self.calls.extend(calls);
        self
    }

    pub fn at_once(mut self, programs: usize) -> Self {
        self.at_once = programs.min(WORKERS);
        self
    }

    /// Deadlines pass.
    pub fn time_passes(mut self) -> Self {
        self.last_tick = LAST_TICK;
        self
    }

    pub fn twins(mut self) -> Self {
        self.twins = true;
        self
    }

    pub fn deaths(mut self) -> Self {
        self.deaths = true;
        self
    }

    pub fn lost_replies(mut self) -> Self {
        self.lost_replies = true;
        self
    }

    pub fn bounded(mut self) -> Self {
        self.bounded = true;
        self
    }

    pub fn torn(mut self) -> Self {
        self.torn = true;
        self
    }

    /// What a message tells.
    pub fn told(&self, message: u8) -> Told {
        self.messages[usize::from(message)].told
    }

    /// The message that a program works on.
    pub fn message_of(&self, task: Task) -> Option<u8> {
        match task {
            Task::Sms(message) => Some(message),
            Task::Call(call) => match self.calls[usize::from(call)] {
                Call::Record(message) => Some(message),
                Call::Place(_) | Call::Amend(..) | Call::Match(..) | Call::Unmatch(_) | Call::Oldest => None,
            },
            Task::Look(_) | Task::Revisit | Task::Sweep(_) => None,
        }
    }

    /// The occurrence guard of a message: that of the first message of its amount and name.
    pub fn guard_of(&self, message: u8) -> usize {
        let own = self.told(message);
        let of_its_key = |message: &Message| message.told.amount == own.amount && message.told.name == own.name;
        self.messages.iter().position(of_its_key).unwrap_or(usize::from(message))
    }
}
