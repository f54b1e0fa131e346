//! Scenes: what there is, what can happen to it, and how much of it at one time. Each is explored to its end.

use crate::rules::{Change, Details, LAST_TICK};
use crate::state::Task;
use crate::table::{Amount, Deadline, Kind, MESSAGES, Name, Order, OrderState, Policy, Sender, WORKERS};

/// A distance in time at which no two reports are of one transfer.
const FAR: u8 = 60;

/// An order as it is placed, or as it waits when the scene begins.
#[derive(Clone, Copy, Debug)]
pub struct NewOrder {
    pub amount: Amount,
    pub name: Name,
    pub deadline: Deadline,
    /// It has the code.
    pub has_code: bool,
    /// It waits when the scene begins.
    pub waits: bool,
}

impl NewOrder {
    /// The order, PENDING.
    pub fn order(&self) -> Order {
        let Self { amount, name, deadline, has_code, .. } = *self;
        Order { state: OrderState::Pending, amount, name, deadline, has_code, part: None }
    }
}

/// A message that a bank sends.
#[derive(Clone, Copy, Debug)]
pub struct Message {
    pub details: Details,
    /// How often the queue delivers it although no program died: 1, or 2 for a duplicate. 0 for a deposit that a
    /// person types in.
    pub deliveries: u8,
    pub kind: Kind,
    pub sender: Sender,
    /// The balance that it prints: a number for each.
    pub balance: Option<u8>,
    /// When the money came or went, on the scale of [`crate::evidence`].
    pub moment: u8,
    /// The money that really came, or was taken back: a number that no rule sees. `None` for a fake.
    pub transfer: Option<u8>,
}

impl Message {
    /// Whether another report of the same money that tells a balance is met by the balance item.
    pub fn meets_its_balance(&self) -> bool {
        self.kind == Kind::Deposit && self.balance.is_some()
    }
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
    /// `Pairing::match_orders`: a deposit, two orders.
    MatchBoth(u8, u8, u8),
    /// The same of a deposit that pays half of an order, which is kept open: a deposit, an order.
    KeepOpen(u8, u8),
    /// `Pairing::unmatch`: a deposit.
    Unmatch(u8),
    /// `Pairing::receive` of a deposit that a person types in: the message that tells what it tells.
    Record(u8),
    /// A change of settings: from now on the oldest of equals is paid.
    Oldest,
    /// `POST …/senders`: what is [`Sender::Unlisted`] may pay.
    Approve,
    /// `POST …/deposits/{id}/release`: a deposit.
    Release(u8),
    /// `POST …/deposits/{id}/dismiss`, DUPLICATE.
    DismissDuplicate(u8),
    /// The same, REFUNDED or PRIVATE.
    DismissRefunded(u8),
    /// `POST …/deposits/{id}/restore`.
    Restore(u8),
}

/// What is explored.
#[derive(Clone, Debug)]
pub struct Scene {
    pub name: &'static str,
    pub orders: Vec<NewOrder>,
    pub messages: Vec<Message>,
    /// Each can happen once, at any time, or not at all.
    pub calls: Vec<Call>,
    /// What the settings say of ties when the scene begins.
    pub policy: Policy,
    /// How many programs are at work at one time.
    pub at_once: usize,
    /// The last tick of the clock: 0 for a clock that stands still.
    pub last_tick: u8,
    /// How many occurrences a guard keeps: the latest.
    pub keeps: u32,
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
            policy: Policy::Hold,
            at_once: WORKERS,
            last_tick: 0,
            keeps: 8,
            deaths: false,
            lost_replies: false,
            bounded: false,
            torn: false,
        }
    }

    /// An order that a call may place.
    pub fn order(mut self, amount: Amount, name: Name, deadline: Deadline) -> Self {
        self.orders.push(NewOrder { amount, name, deadline, has_code: false, waits: false });
        self
    }

    /// An order that waits when the scene begins.
    pub fn waiting(mut self, amount: Amount, name: Name, deadline: Deadline) -> Self {
        self.orders.push(NewOrder { amount, name, deadline, has_code: false, waits: true });
        self
    }

    /// The last order has the code.
    pub fn coded(mut self) -> Self {
        if let Some(order) = self.orders.last_mut() {
            order.has_code = true;
        }
        self
    }

    /// A message of a bank, delivered so often: of a transfer of its own, long after the one before it.
    pub fn message(mut self, amount: Amount, name: Name, deliveries: u8) -> Self {
        let place = u8::try_from(self.messages.len()).unwrap_or(0);
        self.messages.push(Message {
            details: Details { amount, name, at: 0 },
            deliveries,
            kind: Kind::Deposit,
            sender: Sender::Bank,
            balance: None,
            moment: place * FAR,
            transfer: Some(place),
        });
        self
    }

    fn last(mut self, change: impl FnOnce(&mut Message)) -> Self {
        if let Some(message) = self.messages.last_mut() {
            change(message);
        }
        self
    }

    /// The last message tells of money that came after the deadline.
    pub fn late(self) -> Self {
        self.last(|message| message.details.at = 1)
    }

    /// The last message prints this balance.
    pub fn balance(self, balance: u8) -> Self {
        self.last(|message| message.balance = Some(balance))
    }

    /// The last message came from this sender.
    pub fn sender(self, sender: Sender) -> Self {
        self.last(|message| message.sender = sender)
    }

    /// The last message tells of money that came at this moment.
    pub fn moment(self, moment: u8) -> Self {
        self.last(|message| message.moment = moment)
    }

    /// The last message tells of the transfer that this one told of.
    pub fn again(self, first: u8) -> Self {
        let Message { moment, transfer, .. } = self.messages[usize::from(first)];
        self.last(|message| (message.moment, message.transfer) = (moment, transfer))
    }

    /// The last message is invented, to look as if it told of the transfer that this one tells of.
    pub fn fake(self, of: u8, sender: Sender) -> Self {
        self.again(of).last(|message| (message.transfer, message.sender) = (None, sender))
    }

    /// This message is invented.
    pub fn invent(mut self, message: u8) -> Self {
        if let Some(message) = self.messages.get_mut(usize::from(message)) {
            message.transfer = None;
        }
        self
    }

    /// The last message takes back the transfer that this one told of.
    pub fn reverses(self, first: u8) -> Self {
        self.again(first).last(|message| {
            message.kind = Kind::Reversal;
            message.moment += FAR / 2;
        })
    }

    pub fn calls(mut self, calls: &[Call]) -> Self {
        self.calls.extend(calls);
        self
    }

    /// The oldest of equals is paid from the beginning, so that each of several deposits finds an order.
    pub fn oldest(mut self) -> Self {
        self.policy = Policy::Oldest;
        self
    }

    /// As many deposits as orders pay one another from the beginning.
    pub fn as_many(mut self) -> Self {
        self.policy = Policy::AsMany;
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

    /// A guard keeps so many occurrences.
    pub fn keeps(mut self, occurrences: u32) -> Self {
        self.keeps = occurrences;
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
    pub fn told(&self, message: u8) -> Details {
        self.messages[usize::from(message)].details
    }

    /// A message, with what no rule sees.
    pub fn report(&self, message: u8) -> &Message {
        &self.messages[usize::from(message)]
    }

    /// The message that a program works on.
    pub fn message_of(&self, task: Task) -> Option<u8> {
        match task {
            Task::Sms(message) => Some(message),
            Task::Call(call) => match self.calls[usize::from(call)] {
                Call::Record(message) => Some(message),
                Call::Place(_) | Call::Amend(..) | Call::Match(..) | Call::Unmatch(_) | Call::Oldest => None,
                Call::MatchBoth(..)
                | Call::KeepOpen(..)
                | Call::Approve
                | Call::Release(_)
                | Call::DismissDuplicate(_) => None,
                Call::DismissRefunded(_) | Call::Restore(_) => None,
            },
            Task::Look(_) | Task::Revisit | Task::Recheck | Task::Sweep(_) => None,
        }
    }

    /// The occurrence guard of a message: that of the first message of its amount and first letters.
    pub fn guard_of(&self, message: u8) -> usize {
        let key = |message: &Message| (message.details.amount, message.details.name.first_letters());
        self.first_of(message, key)
    }

    /// The balance item of a message, if it prints a balance.
    pub fn balance_of(&self, message: u8) -> Option<usize> {
        self.report(message).balance?;
        Some(self.first_of(message, |message| (message.kind, message.details.amount, message.balance)))
    }

    fn first_of<K: PartialEq>(&self, message: u8, key: impl Fn(&Message) -> K) -> usize {
        let own = key(self.report(message));
        self.messages.iter().take(MESSAGES).position(|message| key(message) == own).unwrap_or(usize::from(message))
    }
}
