//! What became of the deposits of a month, counted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Cause, Rules, ShopKind};

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
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
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

/// A goal that a month does not reach.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Miss {
    /// So many deposits went to another customer.
    WrongPayer(u64),
    /// Of a thousand deposits only so many were paired by themselves.
    Automatic(u64),
    /// Of a thousand deposits so many were searched.
    Search(u64),
}

/// Of a thousand deposits of a mall under every policy, at least so many are to be paired by themselves, and at most so
/// many searched.
const AUTOMATIC_LEAST: u64 = 840;
const SEARCH_MOST: u64 = 25;

/// What each costs a person, in seconds.
const PRESS_S: u64 = 20;
const SEARCH_S: u64 = 2 * 60;
const CALL_S: u64 = 7 * 60;
const WRONG_S: u64 = 30 * 60;

/// `79.8 %` of 798 in a thousand.
pub fn percent(per_mille: u64) -> String {
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

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

    /// The cells behind the name in a table, but for the minutes.
    pub fn cells(&self) -> Vec<String> {
        let shares = [self.automatic, self.press, self.search, self.call].map(|part| percent(self.per_mille(part)));
        let counts = [self.deposits, self.left, self.wrong_payer].map(|count| count.to_string());
        let [deposits, left, wrong_payer] = counts;
        [deposits].into_iter().chain(shares).chain([left, wrong_payer]).collect()
    }

    /// Automatic, one press, and what needs more, of how many.
    pub fn shares(&self) -> String {
        let share = |part| (self.per_mille(part) + 5) / 10;
        let more = self.search + self.call + self.left;
        format!("{} · {} · {} of {}", share(self.automatic), share(self.press), share(more), self.deposits)
    }
}

impl Figures {
    /// All that pays orders: money that pays none has no part in the shares, but it must pay nobody's order.
    pub fn all(&self) -> Row {
        let mut all = Row::default();
        for (cause, row) in &self.by_cause {
            if *cause == Cause::NoOrder {
                all.wrong_payer += row.wrong_payer;
            } else {
                all.add(row);
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

    /// The cells behind the shop's name in a table of shops.
    pub fn cells(&self) -> Vec<String> {
        let mut cells = self.all().cells();
        cells.push(self.minutes().to_string());
        cells
    }

    /// What a whole month of this kind, played under these rules, is to reach and does not. `OLDEST` knows no
    /// customers: it may pay a stranger's order.
    pub fn misses(&self, kind: ShopKind, rules: Rules) -> Vec<Miss> {
        let all = self.all();
        let (automatic, search) = (all.per_mille(all.automatic), all.per_mille(all.search));
        let has_goals = kind == ShopKind::Mall && rules == Rules::EveryPolicy;
        let missed = [
            (all.wrong_payer > 0 && rules != Rules::Oldest, Miss::WrongPayer(all.wrong_payer)),
            (has_goals && automatic < AUTOMATIC_LEAST, Miss::Automatic(automatic)),
            (has_goals && search > SEARCH_MOST, Miss::Search(search)),
        ];
        missed.into_iter().filter(|(is_missed, _)| *is_missed).map(|(_, miss)| miss).collect()
    }
}
