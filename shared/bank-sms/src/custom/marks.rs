//! From marks on a message to a format: what a person marked becomes holes, the rest fixed text. Whatever could let the
//! format read something else than it was made for is refused, with the reason.

use super::error::FormatError;
use super::fixed::{direction_in, is_forbidden, payee_behind_name};
use super::{CustomFormat, Hole, LAYOUT_MAX, Mark, NAME, may_be_tried};
use crate::bank::{self, Bank};
use crate::layout::Kind;
use crate::peel::peel;
use crate::text::{self, Text};
use crate::{Balance, Message, Reading, payer, read, token, word};
use std::ops::Range;

impl CustomFormat {
    /// The format that the marks on a message make. `sender_bank`: the bank whose the sender is believed to be; it
    /// counts where the text names none.
    pub fn from_marks(
        message: &Message<'_>,
        marks: &[Mark],
        sender_bank: Option<&'static Bank>,
    ) -> Result<Self, FormatError> {
        if message.raw.len() > text::MAX_BYTES {
            return Err(FormatError::TooLong);
        }
        if !may_be_tried(read(message).outcome) {
            return Err(FormatError::NotUnread);
        }
        let raw = text::with_line_breaks(message.raw);
        let text = Text::new(&raw);
        let peeled = peel(text.folded());
        let body = text.folded().get(..peeled.end).unwrap_or_default();
        let header = bank::header(body, peeled.start).map(|(bank, _)| bank);
        let holes = placed(body, peeled.start, marks)?;
        if let Some(payer) = unmarked_payer(body, peeled.start, &holes) {
            return Err(FormatError::Unmarked(payer.to_owned()));
        }
        let bank = header.or(sender_bank).ok_or(FormatError::NoBank)?;
        let layout = Builder::default().build(body, peeled.start, &holes)?;
        if layout.chars().count() > LAYOUT_MAX {
            return Err(FormatError::TooLong);
        }
        // As it will be read back once it is kept.
        let format = Self::parse(&layout, bank.code).ok_or(FormatError::Braces)?;
        let reading = format.read(message).ok_or(FormatError::ReadsOtherwise)?;
        if is_as_marked(body, &holes, &reading) { Ok(format) } else { Err(FormatError::ReadsOtherwise) }
    }
}

/// A hole of the layout: where it stands, and what it is, for the person and for the interpreter.
struct Placed {
    at: Range<usize>,
    hole: Hole,
    kind: Kind,
}

/// The marks in the order of the text, each over the whole of its token.
fn placed(body: &str, start: usize, marks: &[Mark]) -> Result<Vec<Placed>, FormatError> {
    let offset = |character: usize| {
        let mut offsets = body.char_indices().map(|(at, _)| at).chain([body.len()]);
        offsets.nth(character)
    };
    let mut all: Vec<Placed> = Vec::new();
    for mark in marks {
        let outside = FormatError::MarkOutside(mark.hole);
        let (Some(from), Some(to)) = (offset(mark.from), offset(mark.to)) else { return Err(outside) };
        let Some(printed) = body.get(from..to).filter(|_| from >= start) else { return Err(outside) };
        let from = from + (printed.len() - printed.trim_start().len());
        let at = from..from + printed.trim().len();
        if at.is_empty() {
            return Err(outside);
        }
        if all.iter().any(|other| other.hole == mark.hole) {
            return Err(FormatError::MarkedTwice(mark.hole));
        }
        let (kind, end) = token_at(body, mark.hole, &at).ok_or(FormatError::NotSuch(mark.hole))?;
        all.push(Placed { at: at.start..end, hole: mark.hole, kind });
    }
    all.sort_by_key(|placed| placed.at.start);
    for (one, next) in all.iter().zip(all.iter().skip(1)) {
        if next.at.start < one.at.end {
            return Err(FormatError::Overlap(one.hole, next.hole));
        }
    }
    Ok(all)
}

/// The hole of a layout, and where its token ends: an amount takes its 원, a date its comma.
fn token_at(body: &str, hole: Hole, at: &Range<usize>) -> Option<(Kind, usize)> {
    let marked = at.end;
    let whole = |end: usize| {
        let more = body.get(marked..end)?;
        matches!(more.trim(), "" | "원" | ",").then_some(end)
    };
    match hole {
        Hole::Amount => {
            let (_, has_won, end) = token::amount(body, at.start)?;
            Some((if has_won { Kind::Won } else { Kind::Amount }, whole(end)?))
        }
        Hole::Balance => {
            let (value, end) = token::balance_value(body, at.start)?;
            matches!(value, Balance::Known(_)).then_some((Kind::Total, whole(end)?))
        }
        Hole::Account => match token::account(body, at.start) {
            Some(end) => Some((Kind::Account, whole(end)?)),
            None => Some((Kind::Last4, whole(token::last_four(body, at.start)?)?)),
        },
        Hole::Date => match token::date(body, at.start).and_then(|(_, end)| whole(end)) {
            Some(end) => Some((Kind::Date, end)),
            None => Some((Kind::Day8, whole(token::compact_date(body, at.start)?.1)?)),
        },
        Hole::Time => Some((Kind::Time, whole(token::time_of_day(body, at.start)?.1)?)),
        Hole::Payer => {
            let printed = body.get(at.clone())?;
            let alone = crate::fit::Span::new(at.start, at.end).is_line_of(body);
            (!printed.contains('\n') && payer::name_in(printed, alone).is_some()).then_some((Kind::Name, at.end))
        }
    }
}

/// Writes the layout.
#[derive(Default)]
struct Builder {
    layout: String,
    has_direction: bool,
    words: usize,
}

impl Builder {
    fn build(mut self, body: &str, start: usize, holes: &[Placed]) -> Result<String, FormatError> {
        if !holes.iter().any(|placed| placed.hole == Hole::Amount) {
            return Err(FormatError::NoAmount);
        }
        let mut at = start;
        for (nth, placed) in holes.iter().enumerate() {
            let before = nth.checked_sub(1).and_then(|before| holes.get(before));
            let fixed = body.get(at..placed.at.start).unwrap_or_default();
            self.between(before, fixed, Some(placed))?;
            self.layout.push('{');
            self.layout.push_str(placed.kind.name());
            self.layout.push('}');
            at = placed.at.end;
        }
        let rest = body.get(at..).unwrap_or_default();
        if let Some(last) = holes.last().filter(|last| rest.is_empty() && is_cut_unseen(body, last)) {
            return Err(FormatError::NumberAtEnd(last.hole));
        }
        self.between(holes.last(), rest, None)?;
        if !self.has_direction {
            return Err(FormatError::NoDirection);
        }
        if self.words < 2 { Err(FormatError::TooFewWords) } else { Ok(self.layout) }
    }

    /// The fixed text between two holes, or at an end of the message.
    fn between(&mut self, before: Option<&Placed>, fixed: &str, after: Option<&Placed>) -> Result<(), FormatError> {
        let is_name = |placed: Option<&Placed>| placed.is_some_and(|placed| placed.hole == Hole::Payer);
        if let (Some(before), Some(after)) = (before, after) {
            if fixed.is_empty() {
                return Err(FormatError::Touching(before.hole, after.hole));
            }
            // Only white space behind a name: on one line, what follows could be a part of it.
            if is_name(Some(before)) && fixed.trim().is_empty() && fixed != "\n" {
                return Err(FormatError::NameWithoutEnd);
            }
        }
        if let Some(word) = payee_behind_name(fixed).filter(|_| is_name(before)) {
            return Err(FormatError::ForbiddenWord(word.to_owned()));
        }
        let mut at = 0;
        while let Some(first) = fixed.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = fixed.get(at..).unwrap_or_default();
            if first.is_whitespace() {
                let end = at + (rest.len() - rest.trim_start().len());
                let beside_name = at == 0 && is_name(before) || end == fixed.len() && is_name(after);
                let is_line = fixed.get(at..end) == Some("\n") && beside_name;
                self.layout.push(if is_line { '\n' } else { ' ' });
                at = end;
                continue;
            }
            let end = at + rest.find(char::is_whitespace).unwrap_or(rest.len());
            self.word(fixed.get(at..end).unwrap_or_default())?;
            at = end;
        }
        unmarked(fixed)
    }

    fn word(&mut self, word: &str) -> Result<(), FormatError> {
        if word.contains(['{', '}']) {
            return Err(FormatError::Braces);
        }
        if is_forbidden(word) {
            return Err(FormatError::ForbiddenWord(word.to_owned()));
        }
        if word.chars().filter(|c| word::is_letter(*c)).count() > 1 {
            self.words += 1;
        }
        match direction_in(word).filter(|_| !self.has_direction) {
            Some((from, end)) => {
                self.has_direction = true;
                let (before, way, behind) = (word.get(..from), word.get(from..end), word.get(end..));
                self.layout.push_str(before.unwrap_or_default());
                self.layout.push_str("{in=");
                self.layout.push_str(way.unwrap_or_default());
                self.layout.push('}');
                self.layout.push_str(behind.unwrap_or_default());
            }
            None => self.layout.push_str(word),
        }
        Ok(())
    }
}

/// What should have been marked: it would have to be the same in every message.
fn unmarked(fixed: &str) -> Result<(), FormatError> {
    let told =
        |from: usize, end: usize| Err(FormatError::Unmarked(fixed.get(from..end).unwrap_or_default().to_owned()));
    for (at, c) in fixed.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        if token::char_before(fixed, at).is_some_and(|before| before.is_ascii_digit() || before == c) {
            continue;
        }
        if let Some((_, end)) = token::date(fixed, at) {
            return told(at, end);
        }
        if let Some((_, end)) = token::time_of_day(fixed, at) {
            return told(at, end);
        }
        if let Some((_, has_won, end)) = token::amount(fixed, at)
            && (has_won || fixed.get(at..end).is_some_and(|text| text.contains(',')))
        {
            return told(at, end);
        }
        if let Some(end) =
            token::account(fixed, at).filter(|end| fixed.get(at..*end).is_some_and(|a| a.contains(['*', '#'])))
        {
            return told(at, end);
        }
    }
    Ok(())
}

/// A person's name on a line of its own, where no payer is marked: it would be fixed text, and be kept.
fn unmarked_payer<'t>(body: &'t str, start: usize, holes: &[Placed]) -> Option<&'t str> {
    if holes.iter().any(|placed| placed.hole == Hole::Payer) {
        return None;
    }
    body.get(start..)?.lines().map(str::trim).find(|line| payer::is_person(payer::bare(line)))
}

/// A number at the very end without 원: cut off, it would be another number.
fn is_cut_unseen(body: &str, last: &Placed) -> bool {
    let is_number = matches!(last.hole, Hole::Amount | Hole::Balance);
    is_number && !body.get(last.at.clone()).is_some_and(|printed| printed.ends_with('원'))
}

/// Does the reading say what was marked?
fn is_as_marked(body: &str, holes: &[Placed], reading: &Reading) -> bool {
    let piece = |placed: &Placed| body.get(placed.at.clone()).unwrap_or_default();
    let marked = |hole: Hole| holes.iter().find(|placed| placed.hole == hole);
    let has = |hole: Hole| marked(hole).is_some();
    let amount = marked(Hole::Amount).and_then(|placed| token::amount(piece(placed), 0)).map(|(krw, ..)| krw);
    let payer = marked(Hole::Payer).map(|placed| text_key(payer::bare(piece(placed))));
    reading.shape == NAME
        && reading.amount == amount
        && reading.depositor.as_deref().map(text_key) == payer
        && reading.balance.known().is_some() == has(Hole::Balance)
        && reading.account.is_some() == has(Hole::Account)
        && (reading.has_date, reading.has_time) == (has(Hole::Date), has(Hole::Time))
}

/// A name as letters in half width: the reading has it as printed.
fn text_key(name: &str) -> String {
    name.chars().map(text::fold).collect()
}
