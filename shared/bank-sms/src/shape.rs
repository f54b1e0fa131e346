//! Shapes: a bank's layout is the message itself with typed holes.
//!
//! ```text
//! {bank}·{date} {time} {account} {?{name} }{type}·{amount}{?·{balance}}
//! ```
//! A space is white space, line breaks included; `·` is white space or nothing; `{?…}` may be missing; `{=a|b}` is one of
//! these words; every other character is itself. A shape is anchored at both ends. Layouts are constants that are
//! interpreted as they stand: nothing is compiled or allocated when a program starts.
//!
//! Holes: `bank` (header, only first), `date`, `day8` (20250629), `time`, `account`, `account=ddd***dd` (only this form),
//! `last4` (`(3823)`), `owner`, `name`, `word` (anything without spaces, ignored), `type` (입금, 전자금융출금 …), `amount`,
//! `won` (an amount that must print 원), `balance` (with its label), `in=a|b`, `out=a|b` (words that tell the direction).
//! A hole that stands twice must read the same twice.

use crate::reading::{Balance, Channel};
use crate::token::{self, Clock, Day};
use crate::word::{self, Direction};
use std::cell::Cell;

/// A declared layout.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    pub name: &'static str,
    pub layout: &'static str,
    pub channel: Channel,
}

impl Shape {
    pub const fn sms(name: &'static str, layout: &'static str) -> Self {
        Self { name, layout, channel: Channel::Sms }
    }

    pub const fn push(name: &'static str, layout: &'static str) -> Self {
        Self { name, layout, channel: Channel::Push }
    }

    pub const fn rcs(name: &'static str, layout: &'static str) -> Self {
        Self { name, layout, channel: Channel::Rcs }
    }

    /// Does it begin with the bank's header?
    pub fn is_headed(&self) -> bool {
        self.layout.starts_with(HEADER)
    }
}

const HEADER: &str = "{bank}";

/// Steps of the interpreter for one shape; real messages take under a hundred.
const MAX_STEPS: u32 = 20_000;
const MAX_NAME_BYTES: usize = 90;

/// Where a piece of text stands.
pub(crate) type Span = (usize, usize);

/// What the holes of a fitting shape hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fit {
    pub(crate) direction: Option<Direction>,
    pub(crate) day: Option<Day>,
    pub(crate) clock: Option<Clock>,
    pub(crate) account: Option<Span>,
    pub(crate) owner: Option<Span>,
    pub(crate) name: Option<Span>,
    pub(crate) amount: Option<u64>,
    pub(crate) balance: Option<Balance>,
}

/// Does the shape fit the text from `at` (behind the header, if the shape has one) to its end?
pub(crate) fn fit(shape: &Shape, text: &str, at: usize) -> Option<Fit> {
    let layout = shape.layout.strip_prefix(HEADER).unwrap_or(shape.layout);
    let reader = Reader { text, steps: Cell::new(0) };
    reader.go(layout, None, at, Fit::default())
}

/// What follows an optional part.
struct Rest<'a> {
    layout: &'static str,
    next: Option<&'a Rest<'a>>,
}

struct Reader<'t> {
    text: &'t str,
    steps: Cell<u32>,
}

impl Reader<'_> {
    /// Reads `layout`, then `rest`, from `at`; the first way to do so, shortest names first.
    fn go(&self, mut layout: &'static str, mut rest: Option<&Rest<'_>>, mut at: usize, mut fit: Fit) -> Option<Fit> {
        loop {
            self.steps.set(self.steps.get() + 1);
            if self.steps.get() > MAX_STEPS {
                return None;
            }
            let Some(first) = layout.chars().next() else {
                let Some(Rest { layout: after, next }) = rest else {
                    return (token::spaces(self.text, at) == self.text.len()).then_some(fit);
                };
                (layout, rest) = (after, *next);
                continue;
            };
            let after = &layout[first.len_utf8()..];
            match first {
                ' ' => {
                    let end = token::spaces(self.text, at);
                    if end == at {
                        return None;
                    }
                    (layout, at) = (after, end);
                }
                '·' => (layout, at) = (after, token::spaces(self.text, at)),
                '{' => {
                    let (hole, after) = split_hole(layout)?;
                    if let Some(inner) = hole.strip_prefix('?') {
                        let rest_here = Rest { layout: after, next: rest };
                        if let Some(found) = self.go(inner, Some(&rest_here), at, fit) {
                            return Some(found);
                        }
                    } else if hole == "name" || hole == "owner" {
                        return self.free(hole == "name", after, rest, at, fit);
                    } else {
                        at = self.hole(hole, at, &mut fit)?;
                    }
                    layout = after;
                }
                c => {
                    if token::char_at(self.text, at) != Some(c) {
                        return None;
                    }
                    (layout, at) = (after, at + c.len_utf8());
                }
            }
        }
    }

    /// A hole whose end shows by itself.
    fn hole(&self, hole: &'static str, at: usize, fit: &mut Fit) -> Option<usize> {
        let text = self.text;
        if let Some(words) = hole.strip_prefix('=') {
            let found = words.split('|').find(|word| text.get(at..).is_some_and(|rest| rest.starts_with(*word)))?;
            return Some(at + found.len());
        }
        for (prefix, way) in [("in=", Direction::In), ("out=", Direction::Out)] {
            if let Some(words) = hole.strip_prefix(prefix) {
                let found = words.split('|').find(|word| text.get(at..).is_some_and(|rest| rest.starts_with(*word)))?;
                return same(&mut fit.direction, way).then_some(at + found.len());
            }
        }
        if let Some(forms) = hole.strip_prefix("account=") {
            let end = forms.split('|').find_map(|form| account_form(text, at, form))?;
            return self.account(at, end, fit);
        }
        match hole {
            "date" => token::date(text, at).and_then(|(day, end)| same(&mut fit.day, day).then_some(end)),
            "day8" => token::compact_date(text, at).and_then(|(day, end)| same(&mut fit.day, day).then_some(end)),
            "time" => token::time_of_day(text, at).and_then(|(clock, end)| same(&mut fit.clock, clock).then_some(end)),
            "account" => token::account(text, at).and_then(|end| self.account(at, end, fit)),
            "last4" => token::last_four(text, at).and_then(|end| self.account(at, end, fit)),
            "type" => word::direction(text, at).and_then(|(way, end)| same(&mut fit.direction, way).then_some(end)),
            "amount" => token::amount(text, at).and_then(|(krw, _, end)| same(&mut fit.amount, krw).then_some(end)),
            "won" => {
                token::amount(text, at).and_then(|(krw, won, end)| (won && same(&mut fit.amount, krw)).then_some(end))
            }
            "balance" => token::balance(text, at).and_then(|(value, end)| same(&mut fit.balance, value).then_some(end)),
            "word" => {
                let run = text.get(at..)?.find([' ', '\n']).map_or(text.len(), |run| at + run);
                (run > at).then_some(run)
            }
            _ => None,
        }
    }

    fn account(&self, start: usize, end: usize, fit: &mut Fit) -> Option<usize> {
        match fit.account {
            Some((from, to)) if self.text.get(from..to) != self.text.get(start..end) => None,
            Some(_) => Some(end),
            None => {
                fit.account = Some((start, end));
                Some(end)
            }
        }
    }

    /// A name: it ends where the rest of the layout fits, and never spans a line.
    fn free(&self, is_name: bool, after: &'static str, rest: Option<&Rest<'_>>, at: usize, fit: Fit) -> Option<Fit> {
        let line = self.text.get(at..)?;
        let next = after.chars().next();
        for (offset, c) in line.char_indices() {
            if c == '\n' || offset > MAX_NAME_BYTES {
                break;
            }
            let end = at + offset + c.len_utf8();
            let follows = self.text.as_bytes().get(end).copied();
            if next == Some(' ') && !follows.is_none_or(token::is_space) {
                continue;
            }
            let mut fit = fit;
            if is_name {
                let before = fit.name.replace((at, end));
                if before.is_some_and(|(from, to)| self.text.get(from..to) != self.text.get(at..end)) {
                    continue;
                }
            } else {
                fit.owner = Some((at, end));
            }
            let found = self.go(after, rest, end, fit);
            let piece = self.text.get(at..end).unwrap_or_default();
            let good = if is_name { word::name(piece).is_some() } else { is_owner(piece) };
            if found.is_some() && good && !piece.starts_with(' ') {
                return found;
            }
        }
        None
    }
}

/// `홍*동`, `홍길동 `, `김*늘님`, `홍길동님`: letters and masks.
fn is_owner(text: &str) -> bool {
    let text = text.trim_end();
    let text = text.strip_suffix('님').unwrap_or(text);
    let chars = text.chars().count();
    (2..=20).contains(&chars) && text.chars().all(|c| c.is_alphabetic() || matches!(c, '*' | ' ' | '(' | ')'))
}

/// Fills a hole, or checks that it reads as before.
fn same<T: PartialEq + Copy>(hole: &mut Option<T>, value: T) -> bool {
    *hole.get_or_insert(value) == value
}

/// `d` is a digit, everything else is itself; the number ends with the form.
fn account_form(text: &str, at: usize, form: &str) -> Option<usize> {
    let run = text.as_bytes().get(at..at + form.len())?;
    let fits = run.iter().zip(form.bytes()).all(|(b, f)| if f == b'd' { b.is_ascii_digit() } else { *b == f });
    let ends = text.as_bytes().get(at + form.len()).is_none_or(|b| !b.is_ascii_digit() && *b != b'-');
    (fits && ends).then_some(at + form.len())
}

/// The inside of the braces at the front, and what follows them.
fn split_hole(layout: &'static str) -> Option<(&'static str, &'static str)> {
    let mut depth = 0_usize;
    for (at, b) in layout.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some((layout.get(1..at)?, layout.get(at + 1..)?));
                }
            }
            _ => {}
        }
    }
    None
}
