//! What a person marks on a message.

/// What a marked piece of a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hole {
    Amount,
    Payer,
    Balance,
    Account,
    Date,
    Time,
}

/// A marked piece of [`super::shown`], in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub hole: Hole,
    pub from: usize,
    /// Behind its last character.
    pub to: usize,
}

impl Hole {
    /// Each, for documents and tests.
    pub const ALL: [Self; 6] = [Self::Amount, Self::Payer, Self::Balance, Self::Account, Self::Date, Self::Time];

    /// The stable word of the JSON interface.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Payer => "payer",
            Self::Balance => "balance",
            Self::Account => "account",
            Self::Date => "date",
            Self::Time => "time",
        }
    }

    /// For shop staff.
    pub const fn korean(self) -> &'static str {
        match self {
            Self::Amount => "금액",
            Self::Payer => "입금자명",
            Self::Balance => "잔액",
            Self::Account => "계좌",
            Self::Date => "날짜",
            Self::Time => "시각",
        }
    }
}
