//! What may be otherwise about a deposit than its order says, and how often it is.

use serde::Serialize;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

/// Why a deposit is not plain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, EnumIter, IntoStaticStr, Serialize)]
#[strum(serialize_all = "kebab-case")]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Nothing is: one order's name and amount, in time.
    Plain,
    /// Somebody else pays: a parent, a friend.
    OtherPerson,
    /// Digits behind the name.
    Code,
    /// A word beside the name.
    Memo,
    /// A slip of a finger, or Latin letters.
    Spelling,
    /// A company pays, or its form is written otherwise.
    Company,
    /// The bank masks a letter.
    Masked,
    Short,
    Over,
    /// One transfer for several orders.
    Combined,
    /// Two transfers for one order.
    Split,
    /// The customer ordered the same twice, and pays once.
    TwiceOrdered,
    Late,
    /// The order was cancelled before.
    Cancelled,
    /// It pays no order of the shop.
    NoOrder,
    /// The message never comes.
    LostMessage,
    /// Nobody can read the message.
    Unreadable,
    BeforeOrder,
}

/// How much of what the page says of causes happens.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Rates {
    /// Half of it.
    Low,
    Mid,
    /// Half as much again.
    High,
}

impl Cause {
    /// Of a thousand deposits, in the middle.
    fn of_thousand(self) -> u64 {
        match self {
            Self::Plain => 0,
            Self::Code => 60,
            Self::OtherPerson => 50,
            Self::NoOrder => 40,
            Self::Combined | Self::Late => 20,
            Self::Spelling | Self::TwiceOrdered => 15,
            Self::Memo | Self::Company | Self::Masked | Self::Short | Self::Over => 10,
            Self::Split | Self::Cancelled | Self::LostMessage | Self::Unreadable | Self::BeforeOrder => 5,
        }
    }

    /// Which causes so many deposits have, in no order yet. Two transfers of one order are told once.
    pub(crate) fn of(deposits: u64, rates: Rates) -> Vec<Self> {
        let tenths = match rates {
            Rates::Low => 5,
            Rates::Mid => 10,
            Rates::High => 15,
        };
        let mut causes = Vec::new();
        let mut counted = 0;
        for cause in Self::iter().filter(|cause| *cause != Self::Plain) {
            let many = (deposits * cause.of_thousand() * tenths + 5_000) / 10_000;
            let transfers = if cause == Self::Split { 2 } else { 1 };
            causes.extend((0..many / transfers).map(|_| cause));
            counted += many / transfers * transfers;
        }
        causes.extend((counted..deposits).map(|_| Self::Plain));
        causes
    }

    /// Whether the name that the bank prints is another than the order's.
    pub fn is_of_name(self) -> bool {
        matches!(self, Self::OtherPerson | Self::Code | Self::Memo | Self::Spelling | Self::Company | Self::Masked)
    }
}
