//! What was read out of a text: pieces of it, and what the tokens say.

use crate::reading::Balance;
use crate::token::{Clock, Day};
use crate::word::Direction;

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

    /// Does this piece stand alone on its line of the text?
    pub(crate) fn is_line_of(self, text: &str) -> bool {
        let before = text.get(..usize::from(self.start)).unwrap_or_default().trim_end_matches(' ');
        let after = text.get(usize::from(self.end)..).unwrap_or_default().trim_start_matches(' ');
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
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
    /// What tells the direction, with its channel.
    pub(crate) way: Option<Span>,
    /// The remark that a payer or a bank adds below the name.
    pub(crate) memo: Option<Span>,
    /// The direction's channel word stands in no list.
    pub(crate) has_new_channel: bool,
    /// 원 stands behind the amount.
    pub(crate) has_won: bool,
    /// A label stands in front of the name. The grammar's only.
    pub(crate) has_label: bool,
}

/// The holes of a layout while it is tried. A value counts only while its bit is set, so that going back to another way
/// is setting the bits as they were.
pub(crate) struct Holes {
    pub(crate) filled: u16,
    direction: Direction,
    day: Day,
    clock: Clock,
    account: Span,
    owner: Span,
    name: Span,
    amount: u64,
    balance: Balance,
    way: Span,
    memo: Span,
}

const DIRECTION: u16 = 1;
const DAY: u16 = 1 << 1;
const CLOCK: u16 = 1 << 2;
const ACCOUNT: u16 = 1 << 3;
const OWNER: u16 = 1 << 4;
const NAME: u16 = 1 << 5;
const AMOUNT: u16 = 1 << 6;
const BALANCE: u16 = 1 << 7;
const NEW_CHANNEL: u16 = 1 << 8;
const WON: u16 = 1 << 9;
const WAY: u16 = 1 << 10;
const MEMO: u16 = 1 << 11;

/// Fills a hole, or checks that it reads as before.
#[inline(always)]
fn same<T: PartialEq>(filled: &mut u16, bit: u16, hole: &mut T, value: T) -> bool {
    if *filled & bit != 0 {
        return *hole == value;
    }
    *filled |= bit;
    *hole = value;
    true
}

impl Holes {
    pub(crate) const EMPTY: Self = {
        const NOWHERE: Span = Span { start: 0, end: 0 };
        Self {
            filled: 0,
            direction: Direction::In,
            day: Day { year: None, month: 0, day: 0 },
            clock: Clock { hour: 0, minute: 0, second: 0 },
            account: NOWHERE,
            owner: NOWHERE,
            name: NOWHERE,
            amount: 0,
            balance: Balance::Absent,
            way: NOWHERE,
            memo: NOWHERE,
        }
    };

    /// `is_new`: its channel word stands in no list. The first of several tells how the transfer came about.
    #[inline(always)]
    pub(crate) fn direction(&mut self, direction: Direction, is_new: bool, way: Span) -> bool {
        self.filled |= if is_new { NEW_CHANNEL } else { 0 };
        if self.filled & WAY == 0 {
            (self.way, self.filled) = (way, self.filled | WAY);
        }
        same(&mut self.filled, DIRECTION, &mut self.direction, direction)
    }

    #[inline(always)]
    pub(crate) fn day(&mut self, day: Day) -> bool {
        same(&mut self.filled, DAY, &mut self.day, day)
    }

    #[inline(always)]
    pub(crate) fn clock(&mut self, clock: Clock) -> bool {
        same(&mut self.filled, CLOCK, &mut self.clock, clock)
    }

    #[inline(always)]
    pub(crate) fn amount(&mut self, krw: u64, won: bool) -> bool {
        self.filled |= if won { WON } else { 0 };
        same(&mut self.filled, AMOUNT, &mut self.amount, krw)
    }

    #[inline(always)]
    pub(crate) fn balance(&mut self, balance: Balance) -> bool {
        same(&mut self.filled, BALANCE, &mut self.balance, balance)
    }

    #[inline(always)]
    pub(crate) fn account(&mut self, text: &str, account: Span) -> bool {
        same_piece(&mut self.filled, ACCOUNT, &mut self.account, text, account)
    }

    #[inline(always)]
    pub(crate) fn owner(&mut self, text: &str, owner: Span) -> bool {
        same_piece(&mut self.filled, OWNER, &mut self.owner, text, owner)
    }

    #[inline(always)]
    pub(crate) fn name(&mut self, text: &str, name: Span) -> bool {
        same_piece(&mut self.filled, NAME, &mut self.name, text, name)
    }

    #[inline(always)]
    pub(crate) fn memo(&mut self, memo: Span) -> bool {
        same(&mut self.filled, MEMO, &mut self.memo, memo)
    }

    pub(crate) fn fit(&self) -> Fit {
        let has = |bit: u16| self.filled & bit != 0;
        Fit {
            direction: has(DIRECTION).then_some(self.direction),
            day: has(DAY).then_some(self.day),
            clock: has(CLOCK).then_some(self.clock),
            account: has(ACCOUNT).then_some(self.account),
            owner: has(OWNER).then_some(self.owner),
            name: has(NAME).then_some(self.name),
            amount: has(AMOUNT).then_some(self.amount),
            balance: has(BALANCE).then_some(self.balance),
            way: has(WAY).then_some(self.way),
            memo: has(MEMO).then_some(self.memo),
            has_new_channel: has(NEW_CHANNEL),
            has_won: has(WON),
            has_label: false,
        }
    }
}

/// The same for a piece of text: one that stands twice is the same letter for letter.
#[inline(always)]
fn same_piece(filled: &mut u16, bit: u16, hole: &mut Span, text: &str, piece: Span) -> bool {
    same(filled, bit, hole, piece) || text.get(hole.range()) == text.get(piece.range())
}
