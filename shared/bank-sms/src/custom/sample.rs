//! A message that a format reads, with invented names and digits: to be handed on as a row of the corpus.

use super::{CustomFormat, Hole};
use crate::layout::Kind;
use crate::payer;

/// A printed message, and what it says. A field that the format has no hole for is printed nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub raw: String,
    pub holes: Vec<Hole>,
    pub account: &'static str,
    pub amount: u64,
    pub balance: i64,
    pub depositor: &'static str,
    pub date: &'static str,
    pub time: &'static str,
}

impl CustomFormat {
    /// A message of this format. Digits of the fixed text, and persons addressed in it, are replaced too; whatever else
    /// names somebody there is as it came.
    pub fn sample(&self) -> Sample {
        let mut sample = Sample {
            raw: String::new(),
            holes: Vec::new(),
            account: "123-***-456789",
            amount: 14_510,
            balance: 532_513,
            depositor: "김하늘",
            date: "07-04",
            time: "14:23",
        };
        for op in &self.ops {
            let fixed = self.layout.get(usize::from(op.from)..usize::from(op.to)).unwrap_or_default();
            sample.print(op.kind, fixed);
        }
        sample
    }
}

impl Sample {
    fn print(&mut self, kind: Kind, fixed: &str) {
        let (hole, printed) = match kind {
            Kind::Date => (Hole::Date, "07/04"),
            Kind::Day8 => {
                self.date = "2026-07-04";
                (Hole::Date, "20260704")
            }
            Kind::Time => (Hole::Time, self.time),
            Kind::Account => (Hole::Account, self.account),
            Kind::Last4 => {
                self.account = "(6789)";
                (Hole::Account, "(6789)")
            }
            Kind::Name => (Hole::Payer, self.depositor),
            Kind::Amount => (Hole::Amount, "14,510"),
            Kind::Won => (Hole::Amount, "14,510원"),
            Kind::Total => (Hole::Balance, "532,513원"),
            Kind::Literal | Kind::Space | Kind::Line | Kind::In => return self.print_fixed(fixed),
            // The banks' own layouts alone have these.
            Kind::Glue
            | Kind::Optional
            | Kind::OneOf
            | Kind::Out
            | Kind::AccountForm
            | Kind::Owner
            | Kind::Own
            | Kind::Memo
            | Kind::Fee
            | Kind::Type
            | Kind::Balance
            | Kind::Word
            | Kind::Shop
            | Kind::Alias => return,
        };
        self.holes.push(hole);
        self.raw.push_str(printed);
    }

    fn print_fixed(&mut self, fixed: &str) {
        let addressed = fixed.split_once('님').filter(|(before, _)| payer::is_person(before));
        let (person, rest) = addressed.map_or(("", fixed), |(_, behind)| ("이바다님", behind));
        self.raw.push_str(person);
        self.raw.extend(rest.chars().map(|c| if c.is_ascii_digit() { '1' } else { c }));
    }
}
