//! Writes what a bank sends: a transfer, printed in one of the layouts that read it.
//!
//! Invariant: what is printed is read back as it was asked for. What a layout has no place for, [`Printed`] does not
//! have either; what it cannot do without, or cannot say, is a [`WriteError`].

mod print;
mod style;
mod value;

use crate::bank::{self, AGENCY_NOTICE, Bank};
use crate::layout::Shape;
use crate::reading::{Movement, Outcome, Why};
use crate::token::MAX_AMOUNT;
use print::Printer;
use std::fmt;
use time::OffsetDateTime;

pub use style::Style;
pub use value::grouped;

/// What a message is to tell of.
#[derive(Debug, Clone, Copy)]
pub struct Transfer<'a> {
    pub kind: TransferKind,
    /// KRW, from 1 to 10^12.
    pub amount: u64,
    /// The other side; printed as far as the bank prints names. Empty for none.
    pub name: &'a str,
    /// Printed in KST, to the minute.
    pub at: OffsetDateTime,
    /// The whole number of the account, printed as the bank masks it.
    pub account: &'a str,
    /// Whose account it is, printed with a mask. Empty for nobody.
    pub owner: &'a str,
    /// KRW, after the transfer.
    pub balance: Option<i64>,
}

/// The kinds of transfers that the reader tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TransferKind {
    Deposit,
    Salary,
    Interest,
    /// An own transfer that came back.
    Returned,
    /// A deposit taken back.
    Reversal,
    Withdrawal,
    Card,
    Fee,
    /// A withdrawal or a card payment taken back.
    Refund,
}

impl TransferKind {
    /// Each, for documents and tests.
    pub const ALL: [Self; 9] = [
        Self::Deposit,
        Self::Salary,
        Self::Interest,
        Self::Returned,
        Self::Reversal,
        Self::Withdrawal,
        Self::Card,
        Self::Fee,
        Self::Refund,
    ];

    /// A stable code for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deposit => "deposit",
            Self::Withdrawal => "withdrawal",
            Self::Salary | Self::Interest | Self::Returned | Self::Reversal | Self::Card | Self::Fee | Self::Refund => {
                self.movement().code()
            }
        }
    }

    /// The movement that the reader tells.
    pub const fn movement(self) -> Movement {
        match self {
            Self::Deposit | Self::Withdrawal => Movement::Transfer,
            Self::Salary => Movement::Salary,
            Self::Interest => Movement::Interest,
            Self::Returned => Movement::Returned,
            Self::Reversal => Movement::Reversal,
            Self::Card => Movement::Card,
            Self::Fee => Movement::Fee,
            Self::Refund => Movement::Refund,
        }
    }

    /// What the reader makes of it.
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::Deposit | Self::Salary | Self::Interest => Outcome::Deposit,
            Self::Returned => Outcome::Ignored(Why::Returned),
            Self::Refund => Outcome::Ignored(Why::Refund),
            Self::Reversal => Outcome::Withdrawal { reversal: true },
            Self::Withdrawal | Self::Card | Self::Fee => Outcome::Withdrawal { reversal: false },
        }
    }

    /// The balance after it, where `before` was the one before. `None` where no balance is so large.
    pub fn balance_after(self, before: i64, amount: u64) -> Option<i64> {
        let amount = i64::try_from(amount).ok()?;
        match self {
            Self::Deposit | Self::Salary | Self::Interest | Self::Returned | Self::Refund => before.checked_add(amount),
            Self::Reversal | Self::Withdrawal | Self::Card | Self::Fee => before.checked_sub(amount),
        }
    }
}

/// A message, and what of the transfer stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    pub raw: String,
    /// The number that the bank sends it from, or its app for a push. `None` where none is known.
    pub sender: Option<&'static str>,
    /// The name of the layout.
    pub shape: &'static str,
    pub name: Option<String>,
    /// With its mask. In a payment agency's notice, bank and account are the payer's.
    pub account: Option<String>,
    pub owner: Option<String>,
    pub balance: Option<i64>,
    pub has_date: bool,
    pub has_time: bool,
}

impl Printed {
    /// How much stands in it of what tells one transfer from another.
    fn told(&self) -> usize {
        let told = [self.name.is_some(), self.account.is_some(), self.balance.is_some(), self.has_date, self.has_time];
        told.into_iter().filter(|told| *told).count()
    }
}

/// Why a layout does not print a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteError {
    /// Nobody knows how this bank's messages look.
    Layout,
    /// It is no message of this kind: it has no word for it, or a reversal no account.
    Kind,
    /// No amount of a transfer.
    Amount,
    /// It needs the other side's name.
    Name,
    /// It needs a balance.
    Balance,
    /// It needs the account, of at least one digit more than it shows.
    Account,
    /// It needs the owner's name.
    Owner,
}

impl WriteError {
    /// A stable code for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Kind => "kind",
            Self::Amount => "amount",
            Self::Name => "name",
            Self::Balance => "balance",
            Self::Account => "account",
            Self::Owner => "owner",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Layout => "no layout of this bank is known",
            Self::Kind => "the layout does not print this kind of transfer",
            Self::Amount => "the amount is not from 1 to 10^12 KRW",
            Self::Name => "the layout needs the other side's name",
            Self::Balance => "the layout needs a balance",
            Self::Account => "the layout needs an account with more digits than it shows",
            Self::Owner => "the layout needs the owner's name",
        })
    }
}

impl std::error::Error for WriteError {}

impl Bank {
    /// The layouts in which its messages are read: its own, and those that any bank has.
    pub fn layouts(&self) -> impl Iterator<Item = &'static Shape> {
        let named = if self.headers.is_empty() { &[] } else { bank::COMMON };
        let (nameless, agency) = match (self.headers, self.senders) {
            ([], _) => (&[][..], None),
            (_, []) => (&[][..], Some(&AGENCY_NOTICE)),
            _ => (bank::NAMELESS, Some(&AGENCY_NOTICE)),
        };
        self.shapes.iter().chain(named).chain(nameless).chain(agency)
    }
}

/// Prints a transfer as the bank does: in the first of its own layouts that tells the most of it.
pub fn write(bank: &Bank, transfer: &Transfer<'_>) -> Result<Printed, WriteError> {
    let written = |shape| write_in(bank, shape, transfer, &Style::default());
    let own: Vec<_> = bank.shapes.iter().map(written).collect();
    let most = own.iter().flatten().map(Printed::told).max();
    let first_of_most = |printed: &Result<Printed, _>| printed.as_ref().ok().map(Printed::told) == most;
    match own.into_iter().find(|printed| most.is_none() || first_of_most(printed)) {
        Some(printed) => printed,
        None => bank.layouts().map(written).find(Result::is_ok).unwrap_or(Err(WriteError::Layout)),
    }
}

/// Prints a transfer in this layout of the bank's.
pub fn write_in(bank: &Bank, shape: &Shape, transfer: &Transfer<'_>, style: &Style) -> Result<Printed, WriteError> {
    if !(1..=MAX_AMOUNT).contains(&transfer.amount) {
        return Err(WriteError::Amount);
    }
    let printed = Printer::new(bank, shape, transfer, style).print()?;
    // Without an account a reversal could be anybody's.
    let is_anybodys = transfer.kind == TransferKind::Reversal && printed.account.is_none();
    if is_anybodys { Err(WriteError::Kind) } else { Ok(printed) }
}
