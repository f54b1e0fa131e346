//! Which shapes of a tree fit a text? Backtracking from node to node; names are tried from the shortest.

use crate::bank::trees;
use crate::layout::Kind;
use crate::reading::Balance;
use crate::token::{self, Clock, Day};
use crate::tree::{Gap, Node, class};
use crate::payer;
use crate::word::{self, Direction};

/// Steps for one tree; real messages take under two hundred. Bounds the work on hostile texts.
const MAX_STEPS: u32 = 10_000;
const MAX_NAME_BYTES: usize = 90;

/// Where a piece of text stands. Small, because a fit is copied at every branch; no text that is read is longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    start: u16,
    end: u16,
}

const _: () = assert!(crate::text::MAX_BYTES <= u16::MAX as usize);

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        let narrow = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        Self { start: narrow(start), end: narrow(end) }
    }

    pub(crate) fn range(self) -> std::ops::Range<usize> {
        usize::from(self.start)..usize::from(self.end)
    }
}

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
    /// The direction's channel word stands in no list.
    pub(crate) has_new_channel: bool,
}

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
    let mut reader = Reader { text, done, found: None, several: false, steps: 0 };
    reader.follow(root, at, &mut Fit::default());
    if reader.several {
        return Err(Several);
    }
    // What was not looked at could have fitted too.
    Ok(reader.found.filter(|_| reader.steps < MAX_STEPS))
}

struct Reader<'t> {
    text: &'t str,
    /// One bit for each shape of the tree that fits already: its other ways don't count.
    done: u32,
    found: Option<Found>,
    several: bool,
    steps: u32,
}

/// The next of these siblings that could begin with `class` and leads to a shape that is still open.
#[inline(always)]
fn next<'n>(siblings: &mut std::slice::Iter<'n, Node>, class: u32, open: u32) -> Option<&'n Node> {
    siblings.find(|node| node.starts & class != 0 && node.below & open != 0)
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
    /// Tries all that may follow `node`, at `at`. Leaves in `fit` what was read on the way: who tries another way restores
    /// it.
    fn follow(&mut self, mut node: &Node, mut at: usize, fit: &mut Fit) {
        'deeper: loop {
            let (start, class) = place(self.text.as_bytes(), at);
            if node.follow & class == 0 {
                return;
            }
            let mut siblings = trees::children(node).iter();
            let mut child = next(&mut siblings, class, !self.done);
            while let Some(this) = child {
                self.steps += 1;
                if self.steps >= MAX_STEPS {
                    return;
                }
                child = next(&mut siblings, class, !self.done);
                if self.cuts_number(node, this, at) || this.gap == Gap::Line && !self.is_line_break(at, start) {
                    continue;
                }
                // The last one needs nobody to come back to.
                let before = child.map(|_| *fit);
                match (self.step(this, start, fit), before) {
                    (Some(end), None) => {
                        (node, at) = (this, end);
                        continue 'deeper;
                    }
                    (Some(end), Some(_)) => self.follow(this, end, fit),
                    (None, _) => {}
                }
                let Some(before) = before else { return };
                *fit = before;
                if child.is_some_and(|child| child.below & !self.done == 0) {
                    child = next(&mut siblings, class, !self.done);
                }
            }
            return;
        }
    }

    /// Nothing but one line break between two offsets?
    fn is_line_break(&self, at: usize, end: usize) -> bool {
        end == at + 1 && self.text.as_bytes().get(at) == Some(&b'\n')
    }

    /// Glued to an account, a digit at the end of a name could be the account's.
    fn cuts_number(&self, before: &Node, this: &Node, at: usize) -> bool {
        matches!(before.kind, Kind::Name | Kind::Owner)
            && matches!(this.kind, Kind::Account | Kind::AccountForm)
            && this.gap == Gap::None
            && at.checked_sub(1).and_then(|last| self.text.as_bytes().get(last)).is_some_and(u8::is_ascii_digit)
    }

    /// Reads one node at `at`: its end. A free text and the end of the text go on by themselves.
    #[inline(always)]
    fn step(&mut self, node: &Node, at: usize, fit: &mut Fit) -> Option<usize> {
        let text = self.text;
        match node.kind {
            Kind::Literal | Kind::OneOf => one_of(node, text, at),
            Kind::Space | Kind::Glue | Kind::Line | Kind::Optional => None,
            Kind::In => one_of(node, text, at).filter(|_| same(&mut fit.direction, Direction::In)),
            Kind::Out => one_of(node, text, at).filter(|_| same(&mut fit.direction, Direction::Out)),
            Kind::AccountForm => {
                let end = trees::words(node).iter().find_map(|form| account_form(text, at, form))?;
                self.hold_account(at, end, fit)
            }
            Kind::Date => token::date(text, at).and_then(|(day, end)| same(&mut fit.day, day).then_some(end)),
            Kind::Day8 => token::compact_date(text, at).and_then(|(day, end)| same(&mut fit.day, day).then_some(end)),
            Kind::Time => {
                token::time_of_day(text, at).and_then(|(time, end)| same(&mut fit.clock, time).then_some(end))
            }
            Kind::Account => {
                let end = token::account(text, at)?;
                self.hold_account(at, end, fit)
            }
            Kind::Last4 => self.hold_account(at, token::last_four(text, at)?, fit),
            Kind::Type => {
                let (way, is_new, end) = direction(text, at)?;
                fit.has_new_channel |= is_new;
                same(&mut fit.direction, way).then_some(end)
            }
            Kind::Amount | Kind::Won => {
                let (krw, won, end) = token::amount(text, at)?;
                ((won || node.kind == Kind::Amount) && same(&mut fit.amount, krw)).then_some(end)
            }
            Kind::Balance => {
                let (value, end) = token::balance(text, at)?;
                same(&mut fit.balance, value).then_some(end)
            }
            Kind::Word => run_until(text, at, |c| matches!(c, ' ' | '\n')),
            Kind::Shop => run_until(text, at, |c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))),
            Kind::Alias => run_until(text, at, |c| !(word::is_letter(c) || c.is_ascii_digit())),
            Kind::Name | Kind::Owner => {
                self.free(node, at, fit);
                None
            }
            Kind::End => {
                self.end(node, fit);
                None
            }
        }
    }

    fn hold_account(&self, start: usize, end: usize, fit: &mut Fit) -> Option<usize> {
        let before = *fit.account.get_or_insert(Span::new(start, end));
        (before.range() == (start..end) || self.text.get(before.range()) == self.text.get(start..end)).then_some(end)
    }

    /// A name or an owner: it ends where the rest of a layout fits, and never spans a line.
    fn free(&mut self, node: &Node, at: usize, fit: &mut Fit) {
        let bytes = self.text.as_bytes();
        let before = *fit;
        let limit = bytes.len().min(at + MAX_NAME_BYTES);
        let ends: fn(&[u8], usize, usize) -> bool = if node.kind == Kind::Owner { ends_owner } else { payer::ends_name };
        let mut end = at;
        while let Some(last) = bytes.get(end).filter(|_| end < limit) {
            if ends(bytes, at, end) {
                return;
            }
            end += width(*last);
            if *last == b' ' || place(bytes, end).1 & node.follow == 0 {
                continue;
            }
            if self.hold(node.kind, at, end, fit) {
                self.follow(node, end, fit);
                if node.below & !self.done == 0 || self.several {
                    return;
                }
            }
            *fit = before;
        }
    }

    /// Puts a name or an owner into its hole; a name that stands twice must be the same.
    fn hold(&self, kind: Kind, at: usize, end: usize, fit: &mut Fit) -> bool {
        if kind == Kind::Owner {
            fit.owner = Some(Span::new(at, end));
            return true;
        }
        let before = *fit.name.get_or_insert(Span::new(at, end));
        before.range() == (at..end) || self.text.get(before.range()) == self.text.get(at..end)
    }

    /// A shape fits, if what stands in its free holes may stand there.
    fn end(&mut self, node: &Node, fit: &Fit) {
        let piece = |span: Span| self.text.get(span.range()).unwrap_or_default();
        if !fit.owner.map(piece).is_none_or(is_owner) || !fit.name.map(piece).is_none_or(payer::may_be_name) {
            return;
        }
        self.done |= node.below;
        let bank = |number| trees::entry(number).bank;
        match &mut self.found {
            Some(before) if before.fit != *fit || bank(before.number) != bank(node.shape) => {
                (self.several, self.done) = (true, u32::MAX);
            }
            Some(before) => before.number = before.number.min(node.shape),
            None => self.found = Some(Found { number: node.shape, fit: *fit }),
        }
    }
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

/// A direction word, whether no list has its channel word, and its end.
fn direction(text: &str, at: usize) -> Option<(Direction, bool, usize)> {
    let (way, end) = word::direction(text, at)?;
    let plain = end - at == "입금".len();
    let is_new = way == Direction::In && !plain && !text.get(at..end).is_some_and(word::is_known_direction);
    Some((way, is_new, end))
}

/// Compared byte by byte: the words of layouts are too short for a call.
fn starts_with(text: &str, at: usize, wanted: &[u8]) -> Option<usize> {
    let stands = text.as_bytes().get(at..at + wanted.len())?;
    stands.iter().zip(wanted).all(|(a, b)| a == b).then_some(at + wanted.len())
}

/// A run of one character at least, not kept.
fn run_until(text: &str, at: usize, ends: impl Fn(char) -> bool) -> Option<usize> {
    let rest = text.get(at..)?;
    let run = rest.find(ends).unwrap_or(rest.len());
    (run > 0).then_some(at + run)
}

/// Is nothing an owner that begins at `start` and reaches over what stands at `next`?
fn ends_owner(text: &[u8], _start: usize, next: usize) -> bool {
    text.get(next).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic() && !matches!(b, b'*' | b' '))
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
    trees::words(node).iter().find_map(|word| starts_with(text, at, word.as_bytes()))
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
