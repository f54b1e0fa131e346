//! What can happen to money, as data: which orders are placed, what the bank sends and when, and what must come out.
//!
//! Everything is decided by a name and a seed. Times count from a start that the player chooses; who plays a scenario
//! makes the calls, waits, and compares what is there in the end with [`Scenario::expected`]. The settings are those of
//! a new workspace, and so is the phone but for [`Scenario::silent_after_minutes`].

mod people;
mod plot;
mod teller;

use bank_sms::TransferKind;
use domain::time::MINUTE_MS;
use domain::{EndState, ScenarioId};

pub use teller::{Message, Teller};

/// The longest wait between two steps, in milliseconds: no message of a queue waits longer.
pub const WAIT_MAX_MS: i64 = 15 * MINUTE_MS;

/// One scenario, with its values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scenario {
    pub id: ScenarioId,
    /// After so many minutes the phone is silent; `None`: after the usual time.
    pub silent_after_minutes: Option<u32>,
    /// In the order of their times.
    pub steps: Vec<Step>,
    /// Milliseconds after the start at which the lists for a person show what is expected: by then its deposits have
    /// waited for long enough.
    pub shown_at_ms: i64,
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
    /// Nothing: something falls due by the clock, so this time is waited for.
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

impl Scenario {
    /// The scenario of this id: the same for ever.
    pub fn new(id: ScenarioId) -> Self {
        plot::plot(id)
    }

    /// How long before its start its steps may begin, in milliseconds: up to the first time that must be waited for.
    /// Orders are then placed with the time at which they were made, and messages come as those of a phone that was
    /// away for so long.
    pub fn head_start_ms(&self) -> i64 {
        let early = self.steps.iter().take_while(|step| step.action != Action::Wait);
        early.last().map_or(0, |step| step.at_ms)
    }
}
