//! Which shapes of a tree fit a text? Backtracking from node to node; names are tried from the shortest.

use crate::bank::trees;
use crate::fit::{Fit, Holes, Span};
use crate::layout::Kind;
use crate::tree::{Bar, Node, class};
use crate::word::{self, Direction};
use crate::words::window;
use crate::{payer, token};

/// Steps for one tree; real messages take under two hundred. Bounds the work on hostile texts.
const MAX_STEPS: u32 = 10_000;
const MAX_NAME_BYTES: usize = 90;

/// A shape that fits, by its number, and what its holes hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) number: u16,
    pub(crate) fit: Fit,
}

/// Two shapes fit, and read the text differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Several;

/// The shape of a tree that fits `text` from `at` (behind the header, if the tree is a bank's) to its end; the first of
/// several that read it alike. `done`: one bit for each shape of the tree that is out of the question. `text` ends without
/// white space.
pub(crate) fn fit(root: &Node, text: &str, at: usize, done: u32) -> Result<Option<Found>, Several> {
    let mut reader = Reader { text, holes: Holes::EMPTY, done, found: None, several: false, steps: 0 };
    reader.follow(root, at);
    if reader.several {
        return Err(Several);
    }
    // What was not looked at could have fitted too.
    Ok(reader.found.filter(|_| reader.steps < MAX_STEPS))
}

struct Reader<'t> {
    text: &'t str,
    holes: Holes,
    /// One bit for each shape of the tree that fits already: its other ways don't count.
    done: u32,
    found: Option<Found>,
    several: bool,
    steps: u32,
}

/// The first of the siblings from `place` on that could begin with `class` and leads to a shape that is still open, and the
/// place of those behind it.
#[inline(always)]
fn next(mut place: u16, class: u32, open: u32) -> Option<(&'static Node, u16)> {
    loop {
        let node = trees::node(place)?;
        if node.starts & class != 0 && node.below & open != 0 {
            return Some((node, node.sibling));
        }
        place = node.sibling;
    }
}

/// The offset behind any white space at `at`, and the class of what stands there.
#[inline(always)]
fn place(text: &[u8], at: usize) -> (usize, u32) {
    let class = class::at(text, at);
    if class != class::SPACE {
        return (at, class);
    }
    let mut next = at + 1;
    while text.get(next).is_some_and(|b| token::is_space(*b)) {
        next += 1;
    }
    (next, class::behind_space(class::at(text, next)))
}

impl Reader<'_> {
    /// Tries all that may follow `node`, at `at`. Leaves in the holes what was read on the way: who tries another way
    /// empties them.
    fn follow(&mut self, mut node: &Node, mut at: usize) {
        'deeper: loop {
            let (start, class) = place(self.text.as_bytes(), at);
            if node.follow & class == 0 {
                return;
            }
            let Some((this, mut others)) = next(node.child, class, !self.done) else { return };
            let (mut this, before) = (this, self.holes.filled);
            loop {
                self.steps += 1;
                if self.steps >= MAX_STEPS {
                    return;
                }
                let other = next(others, class, !self.done);
                if !self.is_barred(this, at, start)
                    && let Some(end) = self.step(this, start)
                {
                    // The last one needs nobody to come back to.
                    if other.is_none() {
                        (node, at) = (this, end);
                        continue 'deeper;
                    }
                    self.follow(this, end);
                }
                self.holes.filled = before;
                match other {
                    Some((other, rest)) if other.below & !self.done != 0 => (this, others) = (other, rest),
                    Some((_, rest)) => match next(rest, class, !self.done) {
                        Some((other, rest)) => (this, others) = (other, rest),
                        None => return,
                    },
                    None => return,
                }
            }
        }
    }

    /// May the node not begin at `start`, with what stands from `at` to there in front of it?
    #[inline(always)]
    fn is_barred(&self, node: &Node, at: usize, start: usize) -> bool {
        let before = || start.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        match node.bar {
            Bar::None => false,
            Bar::Digit => before().is_some_and(u8::is_ascii_digit),
            Bar::NoLine => start != at + 1 || before() != Some(&b'\n'),
        }
    }

    /// Reads one node at `at`: its end. A free text and the end of the text go on by themselves.
    #[inline(never)]
    fn step(&mut self, node: &Node, at: usize) -> Option<usize> {
        let (text, holes) = (self.text, &mut self.holes);
        match node.kind {
            Kind::Literal | Kind::OneOf => one_of(node, text, at),
            Kind::Space | Kind::Glue | Kind::Line | Kind::Optional => None,
            Kind::In => one_of(node, text, at).filter(|_| holes.direction(Direction::In, false)),
            Kind::Out => one_of(node, text, at).filter(|_| holes.direction(Direction::Out, false)),
            Kind::AccountForm => {
                let end = account_form(node, text, at)?;
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
                let (way, is_new, end) = direction(text, at)?;
                holes.direction(way, is_new).then_some(end)
            }
            Kind::Amount | Kind::Won => {
                let (krw, won, end) = token::amount(text, at)?;
                ((won || node.kind == Kind::Amount) && holes.amount(krw)).then_some(end)
            }
            Kind::Balance => {
                let (value, end) = token::balance(text, at)?;
                holes.balance(value).then_some(end)
            }
            Kind::Word => run_until(text, at, |c| matches!(c, ' ' | '\n')),
            Kind::Shop => run_until(text, at, |c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))),
            Kind::Alias => run_until(text, at, |c| !(word::is_letter(c) || c.is_ascii_digit())),
            Kind::Name | Kind::Owner => {
                self.free(node, at);
                None
            }
            Kind::End => {
                self.end(node);
                None
            }
        }
    }

    /// A name or an owner: it ends where the rest of a layout fits, and never spans a line.
    #[inline(never)]
    fn free(&mut self, node: &Node, at: usize) {
        let bytes = self.text.as_bytes();
        let before = self.holes.filled;
        let limit = bytes.len().min(at + MAX_NAME_BYTES);
        let is_owner = node.kind == Kind::Owner;
        let stops = if is_owner { &OWNER_STOPS } else { &NAME_STOPS };
        let mut end = at;
        while let Some(last) = bytes.get(end).filter(|_| end < limit) {
            end += match stops.get(usize::from(*last)).copied().unwrap_or_default() {
                0 if is_owner || payer::ends_name(bytes, at, end) => return,
                0 => payer::width(*last),
                width => usize::from(width),
            };
            if *last == b' ' || place(bytes, end).1 & node.follow == 0 {
                continue;
            }
            let piece = Span::new(at, end);
            let fits = if is_owner { self.holes.owner(self.text, piece) } else { self.holes.name(self.text, piece) };
            if fits {
                self.follow(node, end);
                if node.below & !self.done == 0 || self.several {
                    return;
                }
            }
            self.holes.filled = before;
        }
    }

    /// A shape fits, if what stands in its free holes may stand there.
    #[inline(never)]
    fn end(&mut self, node: &Node) {
        let mut fit = self.holes.fit();
        let piece = |span: Span| self.text.get(span.range()).unwrap_or_default();
        if let Some(name) = fit.name.map(piece) {
            fit.has_usual_name = payer::is_usual(name.as_bytes());
            if !fit.has_usual_name && !payer::may_be_name(name) {
                return;
            }
        }
        if !fit.owner.map(piece).is_none_or(is_owner) {
            return;
        }
        self.done |= node.below;
        let bank = |number| trees::entry(number).bank;
        match &mut self.found {
            Some(before) if before.fit != fit || bank(before.number) != bank(node.shape) => {
                (self.several, self.done) = (true, u32::MAX);
            }
            Some(before) => before.number = before.number.min(node.shape),
            None => self.found = Some(Found { number: node.shape, fit }),
        }
    }
}

/// How many bytes the character takes that begins so; none where no owner reaches over it.
static OWNER_STOPS: [u8; 256] = {
    let (mut widths, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let first = byte as u8;
        let goes_on = !first.is_ascii() || first.is_ascii_alphabetic() || matches!(first, b'*' | b' ');
        widths[byte] = if goes_on { payer::width(first) as u8 } else { 0 };
        byte += 1;
    }
    widths
};

/// The same for names; what may stop one, [`payer::ends_name`] knows.
static NAME_STOPS: [u8; 256] = {
    let (mut widths, mut byte) = ([0; 256], 0);
    while byte < 256 {
        let first = byte as u8;
        let goes_on = first.is_ascii_alphabetic() || !first.is_ascii() && first != 0xec;
        widths[byte] = if goes_on { payer::width(first) as u8 } else { 0 };
        byte += 1;
    }
    widths
};

/// A direction word, whether no list has its channel word, and its end.
fn direction(text: &str, at: usize) -> Option<(Direction, bool, usize)> {
    let (way, end) = word::direction(text, at)?;
    let plain = end - at == "입금".len();
    let is_new = way == Direction::In && !plain && !text.get(at..end).is_some_and(word::is_known_direction);
    Some((way, is_new, end))
}

/// A run of one character at least, not kept.
fn run_until(text: &str, at: usize, ends: impl Fn(char) -> bool) -> Option<usize> {
    let rest = text.get(at..)?;
    let run = rest.find(ends).unwrap_or(rest.len());
    (run > 0).then_some(at + run)
}

/// `홍*동`, `홍길동`, `김*늘님`: letters and masks.
fn is_owner(text: &str) -> bool {
    let text = text.strip_suffix('님').unwrap_or(text);
    let chars = text.chars().count();
    // Only foreigners' names have spaces; `입금알림 홍*동` is a title and an owner.
    let spaced = text.contains(' ') && !text.is_ascii();
    (2..=20).contains(&chars) && !spaced && text.chars().all(|c| word::is_letter(c) || matches!(c, '*' | ' '))
}

/// The end of the first of the node's words that stands here.
fn one_of(node: &Node, text: &str, at: usize) -> Option<usize> {
    let window = window(text.as_bytes().get(at..)?);
    trees::words(node).iter().find_map(|word| word.end(text.as_bytes(), at, window))
}

/// The end of the first of the node's forms that stands here; the number ends with the form.
fn account_form(node: &Node, text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let window = window(bytes.get(at..)?);
    let ends = |end: &usize| bytes.get(*end).is_none_or(|b| !b.is_ascii_digit() && *b != b'-');
    trees::words(node).iter().find_map(|form| form.end(bytes, at, window).filter(ends))
}
