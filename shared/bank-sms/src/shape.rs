//! Does a shape fit a text? Backtracking over a handful of operations; names are tried from the shortest.

use crate::layout::{Kind, Op, Shape};
use crate::reading::Balance;
use crate::token::{self, Clock, Day};
use crate::word::{self, Direction};
use std::cell::Cell;

/// Steps for one shape; real messages take under two hundred. Bounds the work on hostile texts.
const MAX_STEPS: u32 = 5_000;
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

/// The tokens last read, each with where: the shapes of one bank read the same ones at the same places.
#[derive(Default)]
pub(crate) struct Memo {
    date: Slot<(Day, usize)>,
    time: Slot<(Clock, usize)>,
    account: Slot<usize>,
    direction: Slot<(Direction, usize)>,
    amount: Slot<(u64, bool, usize)>,
    balance: Slot<(Balance, usize)>,
}

/// What one kind of token read at one place.
struct Slot<T>(Cell<(usize, Option<T>)>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Cell::new((usize::MAX, None)))
    }
}

impl<T: Copy> Slot<T> {
    fn at(&self, at: usize, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let (place, known) = self.0.get();
        if place == at {
            return known;
        }
        let value = read();
        self.0.set((at, value));
        value
    }
}

/// Does the shape fit `text` from `at` (behind the header, if the shape has one) to its end? `text` ends without white
/// space.
pub(crate) fn fit(shape: &'static Shape, text: &str, at: usize, memo: &Memo) -> Option<Fit> {
    let reader = Reader { text, memo, layout: shape.layout, ops: shape.ops(), steps: Cell::new(0) };
    let mut fit = Fit::default();
    reader.go(0, at, &mut fit).then_some(fit)
}

struct Reader<'t> {
    text: &'t str,
    memo: &'t Memo,
    layout: &'static str,
    ops: &'static [Op],
    steps: Cell<u32>,
}

impl Reader<'_> {
    /// Reads the operations from `index` on, from `at`; the first way to do so. If there is none, `fit` holds what was
    /// read on the way: who tries another way restores it.
    fn go(&self, mut index: usize, mut at: usize, fit: &mut Fit) -> bool {
        loop {
            let Some(op) = self.ops.get(index) else { return at == self.text.len() };
            let steps = self.steps.get() + 1;
            self.steps.set(steps);
            if steps > MAX_STEPS {
                return false;
            }
            match op.kind {
                Kind::Optional => {
                    if self.may_follow(index + 1, at) {
                        let before = *fit;
                        if self.go(index + 1, at, fit) {
                            return true;
                        }
                        *fit = before;
                    }
                    index = usize::from(op.to);
                }
                Kind::Name | Kind::Owner => return self.free(op.kind, index + 1, at, fit),
                Kind::Literal
                | Kind::Space
                | Kind::Glue
                | Kind::OneOf
                | Kind::In
                | Kind::Out
                | Kind::AccountForm
                | Kind::Date
                | Kind::Day8
                | Kind::Time
                | Kind::Account
                | Kind::Last4
                | Kind::Type
                | Kind::Amount
                | Kind::Won
                | Kind::Balance
                | Kind::Word
                | Kind::Shop
                | Kind::Alias => match self.token(*op, at, fit) {
                    Some(end) => (index, at) = (index + 1, end),
                    None => return false,
                },
            }
        }
    }

    /// A quick look: could the operations from `index` on fit at `at`? False only if they cannot.
    fn may_follow(&self, index: usize, at: usize) -> bool {
        let follows = self.text.as_bytes().get(at).copied();
        let Some(op) = self.ops.get(index) else { return follows.is_none() };
        match op.kind {
            Kind::Space => follows.is_some_and(token::is_space),
            Kind::Literal => follows == self.layout.as_bytes().get(usize::from(op.from)).copied(),
            Kind::Optional => self.may_follow(index + 1, at) || self.may_follow(usize::from(op.to), at),
            Kind::Date | Kind::Day8 | Kind::AccountForm => follows.is_some_and(|b| b.is_ascii_digit()),
            Kind::Last4 => follows == Some(b'('),
            Kind::Glue => follows.is_none_or(token::is_space) || self.may_follow(index + 1, at),
            Kind::OneOf
            | Kind::In
            | Kind::Out
            | Kind::Time
            | Kind::Account
            | Kind::Owner
            | Kind::Name
            | Kind::Type
            | Kind::Amount
            | Kind::Won
            | Kind::Balance
            | Kind::Word
            | Kind::Shop
            | Kind::Alias => follows.is_some(),
        }
    }

    fn part(&self, op: Op) -> &'static str {
        self.layout.get(usize::from(op.from)..usize::from(op.to)).unwrap_or_default()
    }

    /// An operation whose end shows by itself.
    fn token(&self, op: Op, at: usize, fit: &mut Fit) -> Option<usize> {
        let text = self.text;
        match op.kind {
            Kind::Literal => {
                let wanted = self.part(op);
                text.as_bytes().get(at..)?.starts_with(wanted.as_bytes()).then_some(at + wanted.len())
            }
            Kind::Space => Some(token::spaces(text, at)).filter(|end| *end > at),
            Kind::Glue => Some(token::spaces(text, at)),
            Kind::OneOf => one_of(self.part(op), text, at),
            Kind::In => one_of(self.part(op), text, at).filter(|_| same(&mut fit.direction, Direction::In)),
            Kind::Out => one_of(self.part(op), text, at).filter(|_| same(&mut fit.direction, Direction::Out)),
            Kind::AccountForm => {
                let end = self.part(op).split('|').find_map(|form| account_form(text, at, form))?;
                self.account(at, end, fit)
            }
            Kind::Date => {
                let (day, end) = self.memo.date.at(at, || token::date(text, at))?;
                same(&mut fit.day, day).then_some(end)
            }
            Kind::Day8 => token::compact_date(text, at).and_then(|(day, end)| same(&mut fit.day, day).then_some(end)),
            Kind::Time => {
                let (time, end) = self.memo.time.at(at, || token::time_of_day(text, at))?;
                same(&mut fit.clock, time).then_some(end)
            }
            Kind::Account => self.account(at, self.memo.account.at(at, || token::account(text, at))?, fit),
            Kind::Last4 => self.account(at, token::last_four(text, at)?, fit),
            Kind::Type => {
                let (way, end) = self.memo.direction.at(at, || word::direction(text, at))?;
                fit.has_new_channel |= way == Direction::In && !text.get(at..end).is_some_and(word::is_known_direction);
                same(&mut fit.direction, way).then_some(end)
            }
            Kind::Amount | Kind::Won => {
                let (krw, won, end) = self.memo.amount.at(at, || token::amount(text, at))?;
                ((won || op.kind == Kind::Amount) && same(&mut fit.amount, krw)).then_some(end)
            }
            Kind::Balance => {
                let (value, end) = self.memo.balance.at(at, || token::balance(text, at))?;
                same(&mut fit.balance, value).then_some(end)
            }
            Kind::Word => {
                let run = text.get(at..)?.find([' ', '\n']).map_or(text.len(), |run| at + run);
                (run > at).then_some(run)
            }
            Kind::Shop => {
                let shop = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
                let run = text.as_bytes().get(at..)?.iter().take_while(|b| shop(b)).count();
                (run > 0).then_some(at + run)
            }
            Kind::Alias => {
                let rest = text.get(at..)?;
                let run = rest.find(|c: char| !word::is_letter(c) && !c.is_ascii_digit()).unwrap_or(rest.len());
                (run > 0).then_some(at + run)
            }
            Kind::Optional | Kind::Name | Kind::Owner => None,
        }
    }

    fn account(&self, start: usize, end: usize, fit: &mut Fit) -> Option<usize> {
        let before = *fit.account.get_or_insert(Span::new(start, end));
        (self.text.get(before.range()) == self.text.get(start..end)).then_some(end)
    }

    /// Must white space or the end of the text stand in front of the operations from `index` on?
    fn follows_space(&self, index: usize) -> bool {
        match self.ops.get(index).map(|op| (op.kind, usize::from(op.to))) {
            None | Some((Kind::Space, _)) => true,
            Some((Kind::Optional, behind)) => self.follows_space(index + 1) && self.follows_space(behind),
            Some(_) => false,
        }
    }

    /// A name or an owner: it ends where the rest of the layout fits, and never spans a line.
    fn free(&self, kind: Kind, next: usize, at: usize, fit: &mut Fit) -> bool {
        let bytes = self.text.as_bytes();
        if bytes.get(at).is_none_or(|b| token::is_space(*b)) {
            return false;
        }
        let at_space = self.follows_space(next);
        let glued_to_number = self.ops.get(next).is_some_and(|op| matches!(op.kind, Kind::Account | Kind::AccountForm));
        let before = *fit;
        for end in at + 1..=bytes.len().min(at + MAX_NAME_BYTES) {
            let follows = bytes.get(end).copied();
            let (last, space) = (bytes.get(end - 1).copied(), follows.is_none_or(token::is_space));
            if last == Some(b'\n') {
                return false;
            }
            // Glued to an account, a digit at the end could be the account's.
            let in_number = glued_to_number && last.is_some_and(|b| b.is_ascii_digit());
            let between = if at_space { space } else { self.text.is_char_boundary(end) };
            if !between || last == Some(b' ') || in_number || !self.may_follow(next, end) {
                continue;
            }
            if self.hold(kind, at, end, fit) && self.go(next, end, fit) {
                let piece = self.text.get(at..end).unwrap_or_default();
                let good = if kind == Kind::Name { word::may_be_name(piece) } else { is_owner(piece) };
                if good {
                    return true;
                }
            }
            *fit = before;
        }
        false
    }

    /// Puts a name or an owner into its hole; a name that stands twice must be the same.
    fn hold(&self, kind: Kind, at: usize, end: usize, fit: &mut Fit) -> bool {
        if kind == Kind::Owner {
            fit.owner = Some(Span::new(at, end));
            return true;
        }
        let before = *fit.name.get_or_insert(Span::new(at, end));
        self.text.get(before.range()) == self.text.get(at..end)
    }
}

/// `홍*동`, `홍길동`, `김*늘님`: letters and masks.
fn is_owner(text: &str) -> bool {
    let text = text.strip_suffix('님').unwrap_or(text);
    let chars = text.chars().count();
    // Only foreigners' names have spaces; `입금알림 홍*동` is a title and an owner.
    let spaced = text.contains(' ') && !text.is_ascii();
    (2..=20).contains(&chars) && !spaced && text.chars().all(|c| word::is_letter(c) || matches!(c, '*' | ' '))
}

fn one_of(words: &str, text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    words.split('|').find(|word| rest.starts_with(word.as_bytes())).map(|word| at + word.len())
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
