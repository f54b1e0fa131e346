//! Formats that a shop adds for messages that nobody could read: the message with typed holes over what a person
//! marked.
//!
//! A format is a layout like those of the banks (`layout.rs`), read by the same interpreter: anchored at both ends,
//! every way to its end, two readings are none. It is tried only where the reader kept a message for a person, and its
//! payer is never confirmed: such a deposit pairs on an equal name only.

mod error;
mod fixed;
mod mark;
mod marks;
mod propose;
mod sample;

use crate::bank::{self, Bank};
use crate::layout::{Kind, Op, Pattern};
use crate::peel::peel;
use crate::read::{Context, Found};
use crate::shape::{self, Budget, Gap, Several};
use crate::source::Source;
use crate::text::{self, Text};
use crate::{Message, Outcome, Reading, Why};
pub use error::FormatError;
pub use mark::{Hole, Mark};
pub use propose::proposed;
pub use sample::Sample;

/// What a reading by such a format names as its shape.
pub const NAME: &str = "custom";

/// The longest text that is read, in bytes.
pub const TEXT_MAX: usize = text::MAX_BYTES;

/// The longest layout in characters.
pub const LAYOUT_MAX: usize = 1_000;

/// The holes of such layouts besides `in=`, which takes the direction word behind it.
const HOLES: [Kind; 9] =
    [Kind::Date, Kind::Day8, Kind::Time, Kind::Account, Kind::Last4, Kind::Name, Kind::Amount, Kind::Won, Kind::Total];

/// A format that a shop added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomFormat {
    layout: String,
    ops: Vec<Op>,
    bank: &'static Bank,
    is_headed: bool,
}

/// What the formats of a workspace make of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomReading {
    /// None fits, or none may be tried.
    Unread,
    /// The first of those that fit, by its place, and what all of them read.
    Read(usize, Box<Reading>),
    /// Two read it differently: a person reads it.
    Several,
}

impl CustomFormat {
    /// A format as it was kept. `None`: the layout is none, or the bank is not known.
    pub fn parse(layout: &str, bank_code: &str) -> Option<Self> {
        let bank = bank::by_code(bank_code)?;
        let ops = operations(layout)?;
        let is_headed = bank::header(layout, 0).is_some_and(|(header, _)| header == bank);
        Some(Self { layout: layout.to_owned(), ops, bank, is_headed })
    }

    /// The message with holes, `[KB] {date} {time}\n{in=별빛입금} {won}\n{name}`: what is kept.
    pub fn layout(&self) -> &str {
        &self.layout
    }

    pub const fn bank(&self) -> &'static Bank {
        self.bank
    }

    /// The text itself names the bank. Otherwise only a sender that is believed to be the bank's does: whoever asks
    /// must have judged it.
    pub const fn is_headed(&self) -> bool {
        self.is_headed
    }

    /// What the format alone reads in a message; `None` if it does not fit, or in two ways.
    fn read(&self, message: &Message<'_>) -> Option<Reading> {
        let raw = text::with_line_breaks(message.raw);
        let text = Text::new(&raw);
        let context = context(message, &text);
        let mut budget = Budget::WHOLE;
        self.reading(&context, &mut budget).ok().flatten()
    }

    fn reading(&self, context: &Context<'_>, budget: &mut Budget) -> Result<Option<Reading>, Several> {
        let (start, end) = (context.peeled.start, context.peeled.end);
        let text = context.text.folded().get(..end).unwrap_or_default();
        let header = bank::header(text, start).map(|(bank, _)| bank);
        if header.is_some() != self.is_headed || header.is_some_and(|bank| bank != self.bank) {
            return Ok(None);
        }
        let pattern = Pattern { layout: &self.layout, ops: &self.ops };
        let Some(fit) = shape::fit_pattern(pattern, Some(self.bank), (text, start, Gap::None), budget)? else {
            return Ok(None);
        };
        if budget.is_spent() {
            return Ok(None);
        }
        let found =
            Found { bank: Some(self.bank), banks: Vec::new(), shape: NAME, channel: None, ends_in_amount: false, fit };
        let reading = context.reading(&found);
        // Anything else that the words of the text object to stays what the reader said.
        let is_read = matches!(reading.outcome, Outcome::Deposit | Outcome::Quarantined(Why::BalanceBelowAmount));
        Ok(is_read.then_some(reading))
    }
}

/// What the formats make of a message that the reader kept for a person; `built_in` is what it said.
pub fn read_custom(message: &Message<'_>, built_in: &Reading, formats: &[CustomFormat]) -> CustomReading {
    if !may_be_tried(built_in.outcome) || formats.is_empty() {
        return CustomReading::Unread;
    }
    let raw = text::with_line_breaks(message.raw);
    let text = Text::new(&raw);
    let context = context(message, &text);
    let mut budget = Budget::WHOLE;
    let mut read: Option<(usize, Reading)> = None;
    for (place, format) in formats.iter().enumerate() {
        match (format.reading(&context, &mut budget), &read) {
            (Ok(None), _) => {}
            (Ok(Some(reading)), None) => read = Some((place, reading)),
            (Ok(Some(reading)), Some((_, before))) if reading == *before => {}
            (Ok(Some(_)), Some(_)) | (Err(Several), _) => return CustomReading::Several,
        }
    }
    // What was not looked at could have fitted too.
    match read.filter(|_| !budget.is_spent()) {
        Some((place, reading)) => CustomReading::Read(place, Box::new(reading)),
        None => CustomReading::Unread,
    }
}

/// May a format be tried on a message of this outcome? Only where the reader did not know the words. What it understood
/// stays: another currency, a cut amount, money of a wallet, a reversal, a notice.
pub fn may_be_tried(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Deposit | Outcome::Withdrawal { .. } | Outcome::Ignored(_) => false,
        Outcome::Quarantined(why) => matches!(
            why,
            Why::NoDirection
                | Why::SeveralDirections
                | Why::AmountUnreadable
                | Why::SeveralAmounts
                | Why::SeveralNames
                | Why::SeveralAccounts
                | Why::DateUnreadable
                | Why::UnknownBank
                | Why::UnknownChannel
                | Why::UnknownWords
                | Why::SeveralReadings
        ),
    }
}

/// A message's text as a format sees it, to be marked: without invisible characters, with line breaks for written ones.
pub fn shown(raw: &str) -> String {
    let raw = text::with_line_breaks(raw.get(..text::MAX_BYTES).unwrap_or(raw));
    Text::new(&raw).whole().to_owned()
}

fn context<'a>(message: &'a Message<'a>, text: &'a Text<'a>) -> Context<'a> {
    let peeled = peel(text.folded());
    let number = peeled.number.and_then(|(from, to)| text.folded().get(from..to));
    let source = Source::of(message.sender, number, peeled.app_of);
    Context { message, text, peeled, source }
}

/// The operations of a layout that was kept.
fn operations(layout: &str) -> Option<Vec<Op>> {
    if layout.chars().count() > LAYOUT_MAX {
        return None;
    }
    let narrow = |at: usize| u16::try_from(at).ok();
    let mut ops = Vec::new();
    let mut at = 0;
    while let Some(first) = layout.get(at..)?.chars().next() {
        let rest = layout.get(at..)?;
        let (kind, from, end) = match first {
            ' ' => (Kind::Space, at, at + 1),
            '\n' => (Kind::Line, at, at + 1),
            '{' => {
                let close = at + rest.find('}')?;
                let hole = layout.get(at + 1..close)?;
                let (kind, from) = match hole.strip_prefix("in=") {
                    Some(word) => (Kind::In, close - word.len()),
                    None => (HOLES.into_iter().find(|kind| kind.name() == hole)?, close),
                };
                ops.push(Op { kind, from: narrow(from)?, to: narrow(close)? });
                at = close + 1;
                continue;
            }
            _ => (Kind::Literal, at, at + rest.find([' ', '\n', '{']).unwrap_or(rest.len())),
        };
        ops.push(Op { kind, from: narrow(from)?, to: narrow(end)? });
        at = end;
    }
    Some(ops)
}
