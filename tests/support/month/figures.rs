//! What became of the deposits of a month, counted.

use std::collections::BTreeMap;

use super::Cause;

/// How a deposit came to its order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// By itself.
    Automatic,
    /// A person accepted a proposal.
    Press,
    /// No proposal told it: a person looked through orders and messages.
    Search,
    /// Nothing that the shop can see tells it: a person asked the customer.
    Call,
    /// It pays nothing at the end of the month.
    Left,
}

/// How many deposits there were, and what became of them.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Row {
    pub deposits: u64,
    pub automatic: u64,
    pub press: u64,
    pub search: u64,
    pub call: u64,
    pub left: u64,
    /// By itself, to an order of another customer.
    pub wrong_payer: u64,
}

/// The figures of a month.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Figures {
    pub by_cause: BTreeMap<Cause, Row>,
    /// Deposits under another name that a proposal explained rightly, and of these, those whose first proposal did.
    pub named: (u64, u64),
    /// Deposits that went to another customer.
    pub wrong: Vec<String>,
    /// Deposits whose truth no proposal told: why they are not plain, what was printed, and what was expected.
    pub unseen: Vec<String>,
}

/// What each costs a person, in seconds.
const PRESS_S: u64 = 20;
const SEARCH_S: u64 = 2 * 60;
const CALL_S: u64 = 7 * 60;
const WRONG_S: u64 = 30 * 60;

impl Row {
    pub fn count(&mut self, fate: Fate, is_wrong: bool) {
        self.deposits += 1;
        self.wrong_payer += u64::from(is_wrong);
        *match fate {
            Fate::Automatic => &mut self.automatic,
            Fate::Press => &mut self.press,
            Fate::Search => &mut self.search,
            Fate::Call => &mut self.call,
            Fate::Left => &mut self.left,
        } += 1;
    }

    fn add(&mut self, other: &Self) {
        self.deposits += other.deposits;
        self.automatic += other.automatic;
        self.press += other.press;
        self.search += other.search;
        self.call += other.call;
        self.left += other.left;
        self.wrong_payer += other.wrong_payer;
    }

    pub fn minutes(&self) -> u64 {
        let seconds = self.press * PRESS_S + self.search * SEARCH_S + self.call * CALL_S + self.wrong_payer * WRONG_S;
        seconds.div_ceil(60)
    }

    /// Of a thousand deposits, so many are `part`.
    pub fn per_mille(&self, part: u64) -> u64 {
        (part * 1_000 + self.deposits / 2) / self.deposits.max(1)
    }

    fn cells(&self, name: &str) -> String {
        let share = |part| format!("{}.{} %", self.per_mille(part) / 10, self.per_mille(part) % 10);
        let shares = [self.automatic, self.press, self.search, self.call].map(share).join(" | ");
        format!("| {name} | {} | {shares} | {} | {} |", self.deposits, self.left, self.wrong_payer)
    }
}

impl Figures {
    /// All that pays orders: money that pays none has no part in the shares, but it must pay nobody's order.
    pub fn all(&self) -> Row {
        let mut all = Row::default();
        for (cause, row) in &self.by_cause {
            match cause {
                Cause::NoOrder => all.wrong_payer += row.wrong_payer,
                _ => all.add(row),
            }
        }
        all
    }

    /// What the month's work took, with what pays no order.
    pub fn minutes(&self) -> u64 {
        let none = self.by_cause.get(&Cause::NoOrder).copied().unwrap_or_default();
        let mut all = self.all();
        all.press += none.press;
        all.minutes()
    }

    /// A row of the table of shops.
    pub fn summary(&self, name: &str) -> String {
        format!("{} {} |", self.all().cells(name), self.minutes())
    }

    /// A row for each cause.
    pub fn causes(&self) -> Vec<String> {
        self.by_cause.iter().map(|(cause, row)| row.cells(cause.into())).collect()
    }
}
