//! Who the call says that it is from, as far as it tells the bank of a text that names none.

use crate::bank::{self, Bank};
use crate::sender::{self, App, NumberKind, Sender};

/// What a sender says of a text without a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A number or an app of this bank, or its name as the title.
    Bank(&'static Bank),
    /// A wallet: its money is no bank's.
    PayService,
    /// No bank sends from there: a mobile number, a messenger, an app that nobody listed, mail.
    NoBank,
    /// Nothing, a representative number that no list has, the phone's messages app.
    Unknown,
}

impl Source {
    /// Of the sender of a call, of the number that a forwarder wrote above the text, and of the app whose title stood
    /// there. A number in the text shows no bank: whoever writes the text writes it.
    pub(crate) fn of(sender: Option<&str>, number: Option<&str>, app_of: Option<&str>) -> Self {
        let of_number = || number.map(Self::of_field).filter(|told| told.bank().is_none());
        let told = sender.map(Self::of_field).or_else(of_number).unwrap_or(Self::Unknown);
        match (told, app_of.and_then(bank::by_code)) {
            (Self::Unknown, Some(bank)) => Self::Bank(bank),
            (told, _) => told,
        }
    }

    fn of_field(field: &str) -> Self {
        if let Some(bank) = bank::by_sender(field) {
            return Self::Bank(bank);
        }
        match sender::parse(field.trim_end_matches("()")) {
            Sender::Number(number) if sender::PAY_NUMBERS.contains(&number.digits.as_str()) => Self::PayService,
            Sender::Number(number) => match number.kind {
                NumberKind::Mobile | NumberKind::Voip | NumberKind::Foreign => Self::NoBank,
                NumberKind::Landline | NumberKind::Representative | NumberKind::Other => Self::Unknown,
            },
            Sender::Package(package) => match sender::app(package) {
                App::PayService => Self::PayService,
                App::Messenger | App::Unlisted => Self::NoBank,
                App::Messages | App::Bank => Self::Unknown,
            },
            Sender::Email => Self::NoBank,
            Sender::Name(name) => match bank::header(name, 0) {
                Some((bank, end)) if end == name.len() => Self::Bank(bank),
                Some(_) | None => Self::Unknown,
            },
            Sender::Nothing => Self::Unknown,
        }
    }

    /// The bank that it shows.
    pub(crate) const fn bank(self) -> Option<&'static Bank> {
        match self {
            Self::Bank(bank) => Some(bank),
            Self::PayService | Self::NoBank | Self::Unknown => None,
        }
    }
}
