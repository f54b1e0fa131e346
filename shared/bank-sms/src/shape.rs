//! Does a layout fit a text? A direct interpreter: operation by operation, going back where a part may be missing or a
//! name may end later. Every way is tried, so that two ways to read one text are seen.

use crate::bank::Bank;
use crate::fit::{Fit, Holes, Span};
use crate::layout::{Kind, Op, Pattern, Shape};
use crate::remark::is_remark;
use crate::word::{self, Direction};
use crate::{payer, token};

/// Steps for one message, over all layouts; real messages take some hundred. Bounds the work on hostile texts.
const MAX_STEPS: u32 = 30_000;
const MAX_NAME_BYTES: usize = 90;

/// The text has two readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Several;

/// The steps that are left for a message.
pub(crate) struct Budget(u32);

impl Budget {
    pub(crate) const WHOLE: Self = Self(MAX_STEPS);

    /// What was not looked at could have fitted too.
    pub(crate) const fn is_spent(&self) -> bool {
        self.0 == 0
    }

    const fn step(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

/// White space that a layout wants in front of its next token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    /// Some, or none.
    Glue,
    Space,
    /// One line break.
    Line,
}

/// What the holes of the bank's layout hold, if it fits `text` from `at` (behind the header, if one stands there) to
/// its end. `text` ends without white space.
pub(crate) fn fit(
    (shape, bank): (&Shape, Option<&Bank>),
    text: &str,
    at: usize,
    gap: Gap,
    budget: &mut Budget,
) -> Result<Option<Fit>, Several> {
    fit_pattern(shape.pattern(), bank, (text, at, gap), budget)
}

/// The same for a layout that is no bank's own.
pub(crate) fn fit_pattern(
    pattern: Pattern<'_>,
    bank: Option<&Bank>,
    (text, at, gap): (&str, usize, Gap),
    budget: &mut Budget,
) -> Result<Option<Fit>, Several> {
    let mut reader = Reader { text, pattern, bank, holes: Holes::EMPTY, found: None, several: false, budget };
    reader.follow(0, at, gap);
    if reader.several { Err(Several) } else { Ok(reader.found) }
}

struct Reader<'t> {
    text: &'t str,
    pattern: Pattern<'t>,
    bank: Option<&'t Bank>,
    holes: Holes,
    found: Option<Fit>,
    several: bool,
    budget: &'t mut Budget,
}

impl Reader<'_> {
    /// Tries the operations from `index` on, at `at`. Leaves in the holes what was read on the way: who tries another
    /// way empties them.
    fn follow(&mut self, mut index: usize, mut at: usize, mut gap: Gap) {
        loop {
            if self.several || !self.budget.step() {
                return;
            }
            let Some(op) = self.pattern.ops.get(index).copied() else {
                if behind(self.text, at, gap) == Some(self.text.len()) || at == self.text.len() && gap == Gap::Glue {
                    self.end();
                }
                return;
            };
            index += 1;
            match op.kind {
                Kind::Space => gap = Gap::Space,
                Kind::Line => gap = Gap::Line,
                Kind::Glue if gap == Gap::None => gap = Gap::Glue,
                Kind::Glue => {}
                Kind::Optional => {
                    let before = self.holes.filled;
                    self.follow(index, at, gap);
                    self.holes.filled = before;
                    index = usize::from(op.to);
                }
                Kind::Name | Kind::Owner | Kind::Memo | Kind::Alias => {
                    if let Some(start) = behind(self.text, at, gap) {
                        self.free(op, index, start);
                    }
                    return;
                }
                Kind::Account | Kind::AccountForm if gap == Gap::None && self.is_behind_digit(at) => return,
                Kind::Literal
                | Kind::OneOf
                | Kind::In
                | Kind::Out
                | Kind::AccountForm
                | Kind::Date
                | Kind::Day8
                | Kind::Time
                | Kind::Account
                | Kind::Last4
                | Kind::Own
                | Kind::Fee
                | Kind::Type
                | Kind::Amount
                | Kind::Won
                | Kind::Balance
                | Kind::Total
                | Kind::Word
                | Kind::Shop => {
                    let start = behind(self.text, at, gap);
                    let Some(end) = start.and_then(|start| self.step(op, start)) else { return };
                    (at, gap) = (end, Gap::None);
                }
            }
        }
    }

    /// Glued to a name, a digit at the name's end could be the account's.
    fn is_behind_digit(&self, at: usize) -> bool {
        at > 0 && self.text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_digit)
    }

    /// Reads one operation at `at`: its end.
    fn step(&mut self, op: Op, at: usize) -> Option<usize> {
        let (text, layout, holes) = (self.text, self.pattern.layout, &mut self.holes);
        let own = layout.get(usize::from(op.from)..usize::from(op.to)).unwrap_or_default();
        let rest = text.get(at..)?;
        let first = rest.bytes().next()?;
        // Nearly never one of them: by the first byte, without a look at the words.
        let one_of = || {
            let words = own.bytes().any(|b| b == first).then(|| own.split('|'));
            words?.find(|word| rest.starts_with(word)).map(|word| at + word.len())
        };
        match op.kind {
            Kind::Literal => (own.bytes().next() == Some(first) && rest.starts_with(own)).then_some(at + own.len()),
            Kind::OneOf => one_of(),
            Kind::In => one_of().filter(|end| holes.direction(Direction::In, false, Span::new(at, *end))),
            Kind::Out => one_of().filter(|end| holes.direction(Direction::Out, false, Span::new(at, *end))),
            Kind::AccountForm => {
                let end = own.split('|').find_map(|form| account_form(form, rest)).map(|length| at + length)?;
                holes.account(text, Span::new(at, end)).then_some(end)
            }
            Kind::Date => token::date(text, at).and_then(|(day, end)| holes.day(day).then_some(end)),
            Kind::Day8 => token::compact_date(text, at).and_then(|(day, end)| holes.day(day).then_some(end)),
            Kind::Time => token::time_of_day(text, at).and_then(|(time, end)| holes.clock(time).then_some(end)),
            Kind::Account => {
                let end = token::account(text, at)?;
                holes.account(text, Span::new(at, end)).then_some(end)
            }
            Kind::Last4 => {
                let end = token::last_four(text, at)?;
                holes.account(text, Span::new(at, end)).then_some(end)
            }
            Kind::Type => {
                let (way, is_new, end) = word::direction(text, at)?;
                holes.direction(way, is_new, Span::new(at, end)).then_some(end)
            }
            Kind::Amount | Kind::Won => {
                let (krw, won, end) = token::amount(text, at)?;
                ((won || op.kind == Kind::Amount) && holes.amount(krw, won)).then_some(end)
            }
            Kind::Balance => {
                let (value, end) = token::balance(text, at)?;
                holes.balance(value).then_some(end)
            }
            Kind::Total => {
                let (value, end) = token::balance_value(text, at)?;
                holes.balance(value).then_some(end)
            }
            Kind::Fee => token::amount(text, at).map(|(.., end)| end),
            Kind::Own => {
                let end = token::last_four(text, at + rest.strip_prefix("입출금통장").map(|_| "입출금통장".len())?)?;
                holes.name(text, Span::new(at, end)).then_some(end)
            }
            Kind::Word => run_until(rest, |c| matches!(c, ' ' | '\n')).map(|length| at + length),
            Kind::Shop => {
                run_until(rest, |c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))).map(|length| at + length)
            }
            Kind::Space
            | Kind::Glue
            | Kind::Line
            | Kind::Optional
            | Kind::Name
            | Kind::Owner
            | Kind::Memo
            | Kind::Alias => None,
        }
    }

    /// With which bytes the operations from `index` on may begin: spares a name the ends that it cannot have.
    fn begins(&self, index: usize) -> u128 {
        let Some(op) = self.pattern.ops.get(index) else { return bit(None) };
        if matches!(op.kind, Kind::Space | Kind::Line) {
            bit(Some(b' ')) | bit(Some(b'\n'))
        } else if op.kind == Kind::Literal {
            bit(self.pattern.layout.as_bytes().get(usize::from(op.from)).copied())
        } else if op.kind == Kind::Optional {
            self.begins(index + 1) | self.begins(usize::from(op.to))
        } else {
            u128::MAX
        }
    }

    /// A name, an owner or a remark: it ends where the rest of the layout fits, and never spans a line.
    fn free(&mut self, op: Op, index: usize, at: usize) {
        let bytes = self.text.as_bytes();
        let (before, begins) = (self.holes.filled, self.begins(index));
        let limit = bytes.len().min(at + MAX_NAME_BYTES);
        let mut end = at;
        while let Some(last) = bytes.get(end).filter(|b| end < limit && **b != b'\n') {
            let is_letter = !last.is_ascii() || last.is_ascii_alphabetic();
            let is_alias = op.kind != Kind::Alias || is_letter || last.is_ascii_digit();
            let is_owner = op.kind != Kind::Owner || is_letter || matches!(last, b'*' | b' ');
            if !is_alias || !is_owner {
                return;
            }
            end += width(*last);
            if *last == b' ' || begins & bit(bytes.get(end).copied()) == 0 {
                continue;
            }
            let piece = Span::new(at, end);
            let fits = match (op.kind == Kind::Owner, op.kind == Kind::Memo, op.kind == Kind::Alias) {
                (true, ..) => self.holes.owner(self.text, piece),
                (_, true, _) => self.holes.memo(piece),
                (.., is_alias) => is_alias || self.holes.name(self.text, piece),
            };
            if fits {
                self.follow(index, end, Gap::None);
            }
            self.holes.filled = before;
            if self.several || self.budget.is_spent() {
                return;
            }
        }
    }

    /// The layout fits, if what stands in its free holes may stand there.
    fn end(&mut self) {
        let mut fit = self.holes.fit();
        let piece = |span: Span| self.text.get(span.range()).unwrap_or_default();
        if let Some(span) = fit.name {
            match payer_in(self.text, span, fit.way, self.bank) {
                Payer::Named(name) => fit.name = Some(name),
                // `자동이체`, `ATM` where a withdrawal has the other side.
                Payer::None if fit.direction == Some(Direction::Out) && word::is_channel(piece(span)) => {
                    fit.name = None
                }
                Payer::None => return,
                Payer::Unclear => {
                    self.several = true;
                    return;
                }
            }
        }
        let is_memo = |span: Span| span.is_line_of(self.text) && is_remark(piece(span));
        if !fit.owner.map(piece).is_none_or(is_owner) || !fit.memo.is_none_or(is_memo) {
            return;
        }
        match &self.found {
            Some(before) if *before != fit => self.several = true,
            Some(_) => {}
            None => self.found = Some(fit),
        }
    }
}

/// The offset behind the white space that a layout wants at `at`.
fn behind(text: &str, at: usize, gap: Gap) -> Option<usize> {
    let next = token::spaces(text, at);
    match gap {
        Gap::None => Some(at),
        Gap::Glue => Some(next),
        Gap::Space => (next > at).then_some(next),
        Gap::Line => (next == at + 1 && text.as_bytes().get(at) == Some(&b'\n')).then_some(next),
    }
}

/// What stands in a name's hole.
enum Payer {
    Named(Span),
    /// No name: this way is none.
    None,
    /// A name and a channel, or a longer name: two readings.
    Unclear,
}

/// The payer in a name's hole. Beside a direction on one line, a channel word in between could belong to either: only
/// behind a person's three syllables it is a channel for certain.
fn payer_in(text: &str, span: Span, way: Option<Span>, bank: Option<&Bank>) -> Payer {
    let alone = span.is_line_of(text);
    let piece = |span: Span| text.get(span.range()).unwrap_or_default();
    let printed = piece(span);
    let Some(name) = payer::name_in(printed, alone) else { return Payer::None };
    let start = span.range().start + (printed.len() - printed.trim_start().len());
    let named = |length: usize| Payer::Named(Span::new(start, start + length));
    if bank.is_some_and(|bank| bank.glues_channels) && !alone {
        return match payer::person_before_channel(name) {
            Some(person) => named(person.len()),
            None if payer::ends_as_channel(name) => Payer::Unclear,
            None if span.range().end == text.len() && payer::is_person_before_cut_word(name) => Payer::Unclear,
            None => named(name.len()),
        };
    }
    let is_beside = |way: &Span| {
        let between = text.get(span.range().end..way.range().start);
        between.is_some_and(|between| between.bytes().all(|b| b == b' '))
    };
    let Some(way) = way.filter(is_beside) else { return named(name.len()) };
    if payer::person_before_channel(name).is_some() {
        // The other way reads the person and the channel.
        return Payer::None;
    }
    let is_glued = span.range().end == way.range().start;
    let has_channel = piece(way).chars().count() > "입금".chars().count();
    if is_glued && has_channel && !payer::is_person_with_number(name) { Payer::Unclear } else { named(name.len()) }
}

/// A byte of a set: one bit for each of ASCII, one for all others, and that of NUL, which no text has, for the text's
/// end.
fn bit(byte: Option<u8>) -> u128 {
    1 << byte.unwrap_or(0).min(0x7f)
}

/// How many bytes the character takes that begins so.
const fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0.. => 4,
    }
}

/// The length of a run of one character at least, not kept.
fn run_until(rest: &str, ends: impl Fn(char) -> bool) -> Option<usize> {
    let run = rest.find(ends).unwrap_or(rest.len());
    (run > 0).then_some(run)
}

/// `홍*동`, `홍길동`, `김*늘님`: letters and masks.
fn is_owner(text: &str) -> bool {
    let text = text.strip_suffix('님').unwrap_or(text);
    let chars = text.chars().count();
    // Only foreigners' names have spaces; `입금알림 홍*동` is a title and an owner.
    let spaced = text.contains(' ') && !text.is_ascii();
    (2..=20).contains(&chars) && !spaced && text.chars().all(|c| word::is_letter(c) || matches!(c, '*' | ' '))
}

/// The length of an account number of this form (`d` is a digit) in front; the number ends with the form.
fn account_form(form: &str, rest: &str) -> Option<usize> {
    let stands = rest.as_bytes().get(..form.len())?;
    let fits = |(wanted, b): (u8, &u8)| if wanted == b'd' { b.is_ascii_digit() } else { wanted == *b };
    let ends = rest.as_bytes().get(form.len()).is_none_or(|b| !b.is_ascii_digit() && *b != b'-');
    (ends && form.bytes().zip(stands).all(fits)).then_some(form.len())
}
