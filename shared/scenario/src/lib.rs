//! What can happen to money, as data: which orders are placed, what the bank sends and when, and what must come out.
//!
//! Everything is decided by a name and a seed. Times count from a start that the player chooses; who plays a scenario
//! makes the calls, waits, and compares what is there in the end with [`Scenario::expected`]. The settings are those of
//! a new workspace.

mod people;
mod plot;
mod teller;

use bank_sms::TransferKind;
use domain::time::MINUTE_MS;
use domain::{DepositStatus, HoldReason, OrderStatus, PaymentState, PhoneStatus, ProposalKind};
use strum::{EnumIter, IntoStaticStr};

pub use teller::{Message, Teller};

/// The longest wait between two steps, in milliseconds: no message of a queue waits longer.
pub const WAIT_MAX_MS: i64 = 15 * MINUTE_MS;

/// What happens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ScenarioName {
    /// A customer pays the order in time.
    Paid,
    /// Two transfers for one order.
    Split,
    /// One transfer for two orders.
    Combined,
    /// A little less than the order.
    Short,
    /// A little more than the order.
    Over,
    /// Money after the deadline.
    Late,
    /// Money before its order.
    Before,
    /// The phone forwards one message twice.
    Duplicate,
    /// Two messages of one sum and name, and nothing tells whether they are one transfer.
    Twin,
    /// The bank takes the money back.
    Reversal,
    /// Somebody else's number sends a bank's text.
    Spoof,
    /// The bank writes a word that the reader does not know.
    FormatDrift,
    /// The phone falls silent while an order waits.
    PhoneDark,
}

/// One scenario, with its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    pub name: ScenarioName,
    pub seed: u64,
    /// In the order of their times.
    pub steps: Vec<Step>,
    pub expected: EndState,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Milliseconds after the start.
    pub at_ms: i64,
    pub action: Action,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    Place(AskedOrder),
    Send(BankText),
    /// The text of this step comes once more, word for word.
    SendAgain {
        step: usize,
    },
    /// Nothing: what fell due is done.
    Wait,
}

/// An order to place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedOrder {
    pub depositor_name: String,
    /// KRW.
    pub amount: u64,
    /// Its deadline, in milliseconds after the start.
    pub expires_at_ms: Option<i64>,
}

/// What the bank sends of money that moved at this very time. A [`Teller`] prints it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankText {
    pub kind: TransferKind,
    /// KRW.
    pub amount: u64,
    pub name: String,
    pub has_balance: bool,
    /// It has a word that no bank wrote so far.
    pub has_new_word: bool,
    pub from: TextSender,
}

/// Who sends a text to the phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TextSender {
    /// The number or app of the bank.
    Bank,
    /// This number.
    Other(&'static str),
}

/// What is there when a scenario is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndState {
    /// In the order in which they were placed.
    pub orders: Vec<(OrderStatus, PaymentState)>,
    /// In the order in which they came.
    pub deposits: Vec<(DepositStatus, Vec<HoldReason>)>,
    /// Of the proposals of these deposits, in the order of the list.
    pub proposals: Vec<ProposalKind>,
    /// How many messages wait for a person.
    pub unread: usize,
    pub phone: PhoneStatus,
}

impl Scenario {
    /// The scenario of this name and seed: the same for ever.
    pub fn new(name: ScenarioName, seed: u64) -> Self {
        plot::plot(name, seed)
    }
}
