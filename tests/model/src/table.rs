//! What stands in the table and in the queue, with every word as small as it can be.

/// How many orders a scene can have.
pub const ORDERS: usize = 3;
/// How many messages a scene can have.
pub const MESSAGES: usize = 3;
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

/// A name key. A bank cuts both `Xa` and `Xb` to `X`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Name {
    X,
    Xa,
    Xb,
    Y,
}

impl Name {
    pub const ALL: [Self; 4] = [Self::X, Self::Xa, Self::Xb, Self::Y];
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
}

impl Order {
    /// Whether it has a waiting entry: `domain::Order::waiting`.
    pub fn waits(&self) -> bool {
        self.state == OrderState::Pending
    }

    /// The key of its entry: `store::key::waiting_order`.
    pub fn key(&self) -> (Amount, Name) {
        (self.amount, self.name)
    }
}

/// `domain::DepositState`, as stored. Why a deposit is held does not matter here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum DepositState {
    Waiting,
    Held,
    Matched { order: u8, by: By },
}

/// `domain::Deposit`. What it tells is what its message tells, and never changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Deposit {
    pub message: u8,
    pub state: DepositState,
}

/// `domain::TiePolicy`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Policy {
    Hold,
    Oldest,
}

/// The waiting entries of one order: its key is amount and name, and each entry tells a deadline. The protocol has one
/// at most; a broken protocol may leave more.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Entries([[Option<Deadline>; Name::ALL.len()]; Amount::ALL.len()]);

impl Entries {
    pub fn at(&self, amount: Amount, name: Name) -> Option<Deadline> {
        self.0[amount as usize][name as usize]
    }

    pub fn put(&mut self, order: &Order) {
        self.0[order.amount as usize][order.name as usize] = Some(order.deadline);
    }

    pub fn delete(&mut self, amount: Amount, name: Name) {
        self.0[amount as usize][name as usize] = None;
    }

    /// The first entry under an amount, with its name.
    pub fn under(&self, amount: Amount) -> Option<(Name, Deadline)> {
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
    /// The occurrence guards, each at the place of its first message: the deposits of the messages that were seen.
    pub guards: [u8; MESSAGES],
    pub policy: Policy,
    pub broken: Broken,
}

impl Table {
    pub fn empty() -> Self {
        Self {
            orders: [None; ORDERS],
            order_entries: [Entries::default(); ORDERS],
            deposits: [None; DEPOSITS],
            deposit_entries: 0,
            guards: [0; MESSAGES],
            policy: Policy::Hold,
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

    /// Whether an order is matched with this very deposit.
    pub fn pays(&self, deposit: u8, order: u8) -> bool {
        self.order(order).is_some_and(|order| order.state == OrderState::Matched { deposit })
    }
}

/// The numbers of the bits that are set, from the lowest.
pub fn bits(set: u8) -> impl Iterator<Item = u8> {
    (0..8).filter(move |bit| set & (1 << bit) != 0)
}
