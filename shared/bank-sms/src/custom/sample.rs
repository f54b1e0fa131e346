//! A message that a format reads, with invented names and digits: to be handed on as a row of the corpus.

use super::{CustomFormat, Hole};

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
    /// A message of this format. Digits of the fixed text are replaced too: they may be somebody's.
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
        let mut rest = self.layout();
        while let Some((fixed, hole)) = rest.split_once('{') {
            print_fixed(&mut sample.raw, fixed);
            let (hole, after) = hole.split_once('}').unwrap_or((hole, ""));
            sample.print_hole(hole);
            rest = after;
        }
        print_fixed(&mut sample.raw, rest);
        sample
    }
}

fn print_fixed(raw: &mut String, fixed: &str) {
    raw.extend(fixed.chars().map(|c| if c.is_ascii_digit() { '1' } else { c }));
}

impl Sample {
    fn print_hole(&mut self, hole: &str) {
        let (kind, printed) = match hole {
            "date" => (Hole::Date, "07/04"),
            "day8" => {
                self.date = "2026-07-04";
                (Hole::Date, "20260704")
            }
            "time" => (Hole::Time, self.time),
            "account" => (Hole::Account, self.account),
            "last4" => {
                self.account = "(6789)";
                (Hole::Account, "(6789)")
            }
            "name" => (Hole::Payer, self.depositor),
            "amount" => (Hole::Amount, "14,510"),
            "won" => (Hole::Amount, "14,510원"),
            "total" => (Hole::Balance, "532,513원"),
            direction => return self.raw.push_str(direction.trim_start_matches("in=")),
        };
        self.holes.push(kind);
        self.raw.push_str(printed);
    }
}
