//! What stands in the table and in the queue, with every word as small as it can be.

pub use crate::holds::{Hold, Holds};
use crate::scene::Message;

/// How many orders a scene can have.
pub const ORDERS: usize = 3;
/// How many messages (reports of deposits and of reversals) a scene can have.
pub const MESSAGES: usize = 4;
/// How many deposits can stand: one more than messages, so that a second deposit of one message has room to show.
pub const DEPOSITS: usize = MESSAGES + 1;
/// How many programs can be at work at one time.
pub const WORKERS: usize = 4;

/// An amount of money: `domain::Won`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Amount {
    A,
    B,
}

impl Amount {
    pub const ALL: [Self; 2] = [Self::A, Self::B];

    /// The amount's own bit, in a set of amounts.
    pub fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A name. A bank cuts both `Xa` and `Xb` to `X`. `Bx` is `X` with a bank's name before it: as printed it can be read
/// as `X` too, and its deposit waits under `X`. `Yd` is `Y` with digits behind it, and its deposit waits under `Y`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Name {
    X,
    Xa,
    Xb,
    Y,
    Bx,
    Yd,
}

impl Name {
    pub const ALL: [Self; 6] = [Self::X, Self::Xa, Self::Xb, Self::Y, Self::Bx, Self::Yd];

    /// The first two letters of the deepest reading, as the guard's key has them: a number for each.
    pub fn first_letters(self) -> u8 {
        match self {
            Self::X | Self::Xa | Self::Xb | Self::Bx => 0,
            Self::Y | Self::Yd => 1,
        }
    }
}

/// Who sent a report, from the worst to the best: `domain::SenderVerdict`, as the pairing sees it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Sender {
    /// Never approved and never released.
    Unlikely,
    /// Held until the owner approves it, or a person releases the deposit.
    Unlisted,
    /// May pay.
    Bank,
}

/// What a message reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Kind {
    Deposit,
    Reversal,
}

/// A deadline: none, or one that passes between the ticks 0 and 1 and whose grace passes between 1 and 2.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Deadline {
    None,
    Noon,
}

/// Who matched.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum By {
    Auto,
    Hand,
}

/// `domain::OrderState`, as stored. Orders and deposits are named by their place in the table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum OrderState {
    Pending,
    Matched { deposit: u8 },
    Cancelled,
    Expired,
}

/// `domain::Order`: its item, without what the protocol does not read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Order {
    pub state: OrderState,
    pub amount: Amount,
    pub name: Name,
    pub deadline: Deadline,
    /// The digits of [`Name::Yd`] are one of its codes.
    pub has_code: bool,
    /// The deposit that paid half of an order of [`Amount::A`], so that [`Amount::B`] is open: twice this makes that.
    pub part: Option<u8>,
}

/// What a waiting entry tells of its order besides its key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Entry {
    pub deadline: Deadline,
    pub has_code: bool,
    /// A part of the order is paid.
    pub in_parts: bool,
}

impl Order {
    /// Whether it has a waiting entry: `domain::Order::waiting`.
    pub fn waits(&self) -> bool {
        self.state == OrderState::Pending
    }

    /// What its entry tells.
    pub fn entry(&self) -> Entry {
        Entry { deadline: self.deadline, has_code: self.has_code, in_parts: self.part.is_some() }
    }

    /// What is open of it: `domain::Order::open`.
    pub fn open(&self) -> Amount {
        if self.part.is_some() { Amount::B } else { self.amount }
    }

    /// Whether this deposit pays it, or a part of it.
    pub fn is_paid_by(&self, deposit: u8) -> bool {
        self.state == OrderState::Matched { deposit } || self.part == Some(deposit)
    }

    /// The key of its entry: `store::key::waiting_order`.
    pub fn key(&self) -> (Amount, Name) {
        (self.open(), self.name)
    }
}

/// `domain::DepositState`, as stored. Why a deposit is held stands beside it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum DepositState {
    Waiting,
    Held,
    Matched { order: u8, by: By },
    Dismissed,
}

/// `domain::Deposit`. Sets of deposits and of messages have a bit for each.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Deposit {
    /// The message that made it.
    pub message: u8,
    /// The report whose words it has: amount, name and time.
    pub words: u8,
    pub state: DepositState,
    /// The second order that a person matched it with.
    pub also: Option<u8>,
    /// Empty while it waits and when `auto` matched it.
    pub holds: Holds,
    /// Its sender may pay: a bank's, or one that was approved, or a person vouched for it.
    pub pays: bool,
    /// The reports of it, the first among them.
    pub reports: u8,
    /// The deposits that may be the same transfer.
    pub twins: u8,
    /// Those of them which a person said to be other transfers.
    pub apart: u8,
    /// The order that waited again when a reversal took this back: it stands in the history.
    pub gave_back: Option<u8>,
}

impl Deposit {
    /// The deposits that may be the same transfer, as far as no person said otherwise.
    pub fn rivals(&self) -> u8 {
        self.twins & !self.apart
    }

    /// Whether it is matched with this order.
    pub fn pays_for(&self, place: u8) -> bool {
        matches!(self.state, DepositState::Matched { order, .. } if order == place || self.also == Some(place))
    }

    /// Neither matched nor dismissed.
    pub fn is_open(&self) -> bool {
        matches!(self.state, DepositState::Waiting | DepositState::Held)
    }
}

/// A guard of one amount and two letters: the messages that it keeps. Deposits and verdicts of its occurrences stand in
/// the same item.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct GuardItem {
    pub seen: u8,
    /// Those of them that may pay.
    pub pays: u8,
    /// The reversals among them that have met a deposit.
    pub used: u8,
    /// The latest time of what was dropped, without those of the next.
    pub forgot: Option<u8>,
    /// The latest time of dropped reports that told a balance: its item still holds their second report, if that tells
    /// it too.
    pub forgot_balanced: Option<u8>,
}

impl GuardItem {
    /// Whether a report may have been told by one that was dropped, and that no balance item tells.
    pub fn has_forgotten(&self, new: &Message) -> bool {
        let balanced = if new.meets_its_balance() { None } else { self.forgot_balanced };
        self.forgot.max(balanced).is_some_and(|forgot| new.moment <= forgot)
    }
}

/// A balance item: one kind, amount and balance.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct BalanceItem {
    /// `None` for a reversal.
    pub deposit: Option<u8>,
    pub moment: u8,
    pub pays: bool,
}

/// `domain::TiePolicy`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Policy {
    Hold,
    Oldest,
    AsMany,
}

/// The waiting entries of one order, by its key, which is amount and name. The protocol has one at most; a broken
/// protocol may leave more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Entries([[Option<Entry>; Name::ALL.len()]; Amount::ALL.len()]);

impl Entries {
    pub fn at(&self, amount: Amount, name: Name) -> Option<Entry> {
        self.0[amount as usize][name as usize]
    }

    pub fn put(&mut self, order: &Order) {
        let (amount, name) = order.key();
        self.0[amount as usize][name as usize] = Some(order.entry());
    }

    pub fn delete(&mut self, amount: Amount, name: Name) {
        self.0[amount as usize][name as usize] = None;
    }

    /// The first entry under an amount, with its name.
    pub fn under(&self, amount: Amount) -> Option<(Name, Entry)> {
        Name::ALL.into_iter().find_map(|name| Some((name, self.at(amount, name)?)))
    }

    /// Exactly these entries: one for a PENDING order, none for any other.
    pub fn of(order: Option<&Order>) -> Self {
        let mut entries = Self::default();
        if let Some(order) = order.filter(|order| order.waits()) {
            entries.put(order);
        }
        entries
    }
}

/// What a write did that no later look at the items could tell: it stands in an item's history.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Broken {
    /// An item was put over a change that its writer had not read.
    pub overwrote: bool,
    /// `auto` paid an order that was not stored PENDING.
    pub paid_unpending: bool,
    /// An order was expired that was not due.
    pub expired_early: bool,
    /// `auto` matched a deposit that was not stored waiting.
    pub matched_held: bool,
    /// `auto` paid an order by a code that it did not have.
    pub paid_uncoded: bool,
    /// `auto` matched a deposit of a transfer that another deposit had paid an order with.
    pub paid_again: bool,
}

/// The one table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Table {
    pub orders: [Option<Order>; ORDERS],
    pub order_entries: [Entries; ORDERS],
    /// By id, which is their age.
    pub deposits: [Option<Deposit>; DEPOSITS],
    /// The deposits that have a waiting entry.
    pub deposit_entries: u8,
    /// The occurrence guards, each at the place of the first message of its key.
    pub guards: [GuardItem; MESSAGES],
    /// The balance items, each at the place of the first message of its key.
    pub balances: [Option<BalanceItem>; MESSAGES],
    /// The reversals that were written: each changed a deposit, waits in the inbox, or does both.
    pub reversals: u8,
    pub policy: Policy,
    /// The owner approved what is [`Sender::Unlisted`].
    pub approved: bool,
    pub broken: Broken,
}

impl Table {
    pub fn empty() -> Self {
        Self {
            orders: [None; ORDERS],
            order_entries: [Entries::default(); ORDERS],
            deposits: [None; DEPOSITS],
            deposit_entries: 0,
            guards: [GuardItem::default(); MESSAGES],
            balances: [None; MESSAGES],
            reversals: 0,
            policy: Policy::Hold,
            approved: false,
            broken: Broken::default(),
        }
    }

    pub fn order(&self, order: u8) -> Option<Order> {
        self.orders[usize::from(order)]
    }

    pub fn deposit(&self, deposit: u8) -> Option<Deposit> {
        self.deposits[usize::from(deposit)]
    }

    /// The id that the next deposit bears: `store::next_id`. `None` when the model has no room left.
    pub fn next_deposit(&self) -> Option<u8> {
        self.deposits.iter().position(Option::is_none).and_then(|place| u8::try_from(place).ok())
    }

    /// The deposit that a message made or was noted on.
    pub fn deposit_of(&self, message: u8) -> Option<u8> {
        let reported = |deposit: &Option<Deposit>| deposit.is_some_and(|deposit| deposit.reports & 1 << message != 0);
        self.deposits.iter().position(reported).and_then(|place| u8::try_from(place).ok())
    }

    /// The deposits of a set that are not dismissed.
    pub fn live(&self, deposits: u8) -> impl Iterator<Item = u8> + '_ {
        let dismissed = |deposit: Deposit| deposit.state == DepositState::Dismissed;
        bits(deposits).filter(move |deposit| self.deposit(*deposit).is_some_and(|stands| !dismissed(stands)))
    }

    /// Whether this very deposit pays an order, or a part of it.
    pub fn pays(&self, deposit: u8, order: u8) -> bool {
        self.order(order).is_some_and(|order| order.is_paid_by(deposit))
    }
}

/// The numbers of the bits that are set, from the lowest.
pub fn bits(set: u8) -> impl Iterator<Item = u8> {
    (0..8).filter(move |bit| set & (1 << bit) != 0)
}
