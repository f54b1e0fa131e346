//! What a page may mark before a person does: numbers that only one thing can be, and the payer where one piece can be
//! a name. Proposals: a person looks at them.

use super::fixed::direction_in;
use super::{Hole, Mark};
use crate::fit::Span;
use crate::label::label_in;
use crate::peel::peel;
use crate::text::{self, Text};
use crate::{bank, payer, token, word};
use std::ops::Range;

/// The pieces of a text that may be marked.
#[derive(Default)]
struct Pieces {
    found: Vec<(Hole, Range<usize>)>,
    /// What may be the payer: on a line of its own, or among other words.
    alone: Vec<Range<usize>>,
    beside: Vec<Range<usize>>,
}

/// The marks to begin with, in characters of [`super::shown`].
pub fn proposed(raw: &str) -> Vec<Mark> {
    let raw = text::with_line_breaks(raw.get(..text::MAX_BYTES).unwrap_or(raw));
    let text = Text::new(&raw);
    let peeled = peel(text.folded());
    let body = text.folded().get(..peeled.end).unwrap_or_default();
    let mut pieces = Pieces::default();
    let mut at = bank::header(body, peeled.start).map_or(peeled.start, |(_, end)| end);
    loop {
        at = token::spaces(body, at);
        let Some(first) = token::char_at(body, at) else { break };
        at = pieces.take(body, at).max(at + first.len_utf8());
    }
    let Pieces { mut found, alone, beside } = pieces;
    if let ([name], _) | ([], [name]) = (alone.as_slice(), beside.as_slice()) {
        found.push((Hole::Payer, name.clone()));
    }
    let characters = |at: usize| body.get(..at).map_or(0, |before| before.chars().count());
    found.iter().map(|(hole, at)| Mark { hole: *hole, from: characters(at.start), to: characters(at.end) }).collect()
}

impl Pieces {
    /// Takes the piece at `at`: where it ends.
    fn take(&mut self, body: &str, at: usize) -> usize {
        let rest = body.get(at..).unwrap_or_default();
        if let Some((_, end)) = token::balance(body, at) {
            let label = rest.find(|c: char| c.is_ascii_digit() || c == '-').unwrap_or(0);
            return self.number(Hole::Balance, at + label, end);
        }
        if let Some((_, length)) = label_in(rest) {
            return at + length;
        }
        if let Some((_, end)) = token::date(body, at) {
            return self.number(Hole::Date, at, end);
        }
        if let Some((_, end)) = token::time_of_day(body, at) {
            return self.number(Hole::Time, at, end);
        }
        if let Some(end) = token::account(body, at).or_else(|| token::last_four(body, at)) {
            return self.number(Hole::Account, at, end);
        }
        if let Some((_, has_won, end)) = token::amount(body, at)
            && (has_won || body.get(at..end).is_some_and(|text| text.contains(',')))
        {
            // The first is what came in; what follows is mostly what there is now.
            let is_first = !self.found.iter().any(|(hole, _)| *hole == Hole::Amount);
            return self.number(if is_first { Hole::Amount } else { Hole::Balance }, at, end);
        }
        if let Some((.., end)) = word::direction(body, at) {
            return end;
        }
        let end = at + rest.find([' ', '\n']).unwrap_or(rest.len());
        self.word(body, at, end);
        end
    }

    fn number(&mut self, hole: Hole, from: usize, end: usize) -> usize {
        if !self.found.iter().any(|(other, _)| *other == hole) {
            self.found.push((hole, from..end));
        }
        end
    }

    fn word(&mut self, body: &str, at: usize, end: usize) {
        let word = body.get(at..end).unwrap_or_default();
        if payer::name_in(word, true).is_none() || direction_in(word).is_some() {
            return;
        }
        if Span::new(at, end).is_line_of(body) {
            self.alone.push(at..end);
        } else if payer::is_person(payer::bare(word)) || payer::is_firm(word) {
            self.beside.push(at..end);
        }
    }
}
