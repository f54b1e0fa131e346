//! The little language of layouts, and the shapes declared in it.
//!
//! ```text
//! {bank}·{date} {time} {account} {?{name} }{type}·{amount}{?·{balance}}
//! ```
//! A layout is the message itself with typed holes, from its first character to its last. A space is white space, line
//! breaks included; `·` is white space or nothing; a line break is one and nothing else; `{?…}` may be missing;
//! `{=a|b}` is one of these words; every other character is itself. A hole that stands twice must read the same twice.
//!
//! | hole | holds |
//! |---|---|
//! | `bank` | the header; only at the very front |
//! | `date` `time` | `04/06`, `2026/08/10`; `16:15`, `00:56:46` |
//! | `day8` | `20250629` |
//! | `account` | digits, hyphens and masks; `account=ddd***dd\|…` only these forms |
//! | `last4` | `(3823)` |
//! | `owner` | the account's owner, with or without a mask |
//! | `name` | the other side, as printed |
//! | `own` | 카카오뱅크's own account where the other side stands: 입출금통장(1234) |
//! | `fee` | an amount of a fee, not kept |
//! | `memo` | a line below the name that says what is paid for: 6월회비 |
//! | `type` | 입금, 전자금융출금 …: the direction with its channel |
//! | `in=a\|b` `out=a\|b` | words that tell the direction by themselves |
//! | `amount` `won` | an amount; one that must print 원 |
//! | `balance` `total` | the balance with its label; without one |
//! | `word` `shop` | anything without white space, not kept; the same in ASCII |
//! | `alias` | what the owner calls the account, not kept: 입출금통장 |
//!
//! Layouts are turned into operations by the compiler of this crate, as constants; `shape` interprets them. A wrong
//! hole is a compile error.

use crate::reading::Channel;

/// A declared layout.
pub struct Shape {
    pub name: &'static str,
    pub layout: &'static str,
    pub channel: Channel,
    headed: bool,
    /// Others print the same: it names its bank only beside that bank's sender, package or title.
    pub(crate) is_anonymous: bool,
    /// Messages were seen that end in its amount, without 원.
    pub(crate) ends_in_amount: bool,
    pub(crate) ops: [Op; MAX_OPS],
    pub(crate) count: usize,
}

/// The longest layout so far takes 27.
const MAX_OPS: usize = 40;

/// One step of a layout. `from..to` are bytes of the layout, or for `Optional` the index of the operation behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Op {
    pub(crate) kind: Kind,
    pub(crate) from: u16,
    pub(crate) to: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Literal,
    Space,
    Glue,
    /// A line break in a layout is one.
    Line,
    Optional,
    OneOf,
    In,
    Out,
    AccountForm,
    Date,
    Day8,
    Time,
    Account,
    Last4,
    Owner,
    Name,
    Own,
    Memo,
    Fee,
    Type,
    Amount,
    Won,
    Balance,
    Total,
    Word,
    Shop,
    Alias,
}

impl Kind {
    /// The hole's name; empty for what is no hole.
    pub(crate) fn name(self) -> &'static str {
        HOLES.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

/// Holes by name; those that end in `=` take what follows.
const HOLES: &[(&str, Kind)] = &[
    ("date", Kind::Date),
    ("day8", Kind::Day8),
    ("time", Kind::Time),
    ("account", Kind::Account),
    ("account=", Kind::AccountForm),
    ("last4", Kind::Last4),
    ("owner", Kind::Owner),
    ("name", Kind::Name),
    ("own", Kind::Own),
    ("memo", Kind::Memo),
    ("fee", Kind::Fee),
    ("type", Kind::Type),
    ("amount", Kind::Amount),
    ("won", Kind::Won),
    ("balance", Kind::Balance),
    ("total", Kind::Total),
    ("word", Kind::Word),
    ("shop", Kind::Shop),
    ("alias", Kind::Alias),
    ("=", Kind::OneOf),
    ("in=", Kind::In),
    ("out=", Kind::Out),
];

/// A layout and its operations: a shape's, or those of a format that a shop added.
#[derive(Clone, Copy)]
pub(crate) struct Pattern<'l> {
    pub(crate) layout: &'l str,
    pub(crate) ops: &'l [Op],
}

impl std::fmt::Debug for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shape").field("name", &self.name).field("layout", &self.layout).finish_non_exhaustive()
    }
}

impl Shape {
    pub const fn sms(name: &'static str, layout: &'static str) -> Self {
        Self::new(name, layout, Channel::Sms)
    }

    pub const fn push(name: &'static str, layout: &'static str) -> Self {
        Self::new(name, layout, Channel::Push)
    }

    pub const fn rcs(name: &'static str, layout: &'static str) -> Self {
        Self::new(name, layout, Channel::Rcs)
    }

    /// A push that names its bank only beside that bank's sender, package or title: others print the same.
    pub const fn anonymous(name: &'static str, layout: &'static str) -> Self {
        Self { is_anonymous: true, ..Self::push(name, layout) }
    }

    /// A layout of which messages were seen that end in the amount, without 원. Of any other, such a text was cut.
    pub const fn ending_in_amount(self) -> Self {
        Self { ends_in_amount: true, ..self }
    }

    /// Does it name its bank by itself?
    pub const fn is_anonymous(&self) -> bool {
        self.is_anonymous
    }

    /// May its messages end in the amount, without 원?
    pub const fn ends_in_amount(&self) -> bool {
        self.ends_in_amount
    }

    /// Does it begin with the bank's header?
    pub const fn is_headed(&self) -> bool {
        self.headed
    }

    pub(crate) fn pattern(&self) -> Pattern<'_> {
        Pattern { layout: self.layout, ops: self.ops.get(..self.count).unwrap_or_default() }
    }

    const fn new(name: &'static str, layout: &'static str, channel: Channel) -> Self {
        let bytes = layout.as_bytes();
        let headed = stands_at(bytes, 0, b"{bank}");
        let mut ops = [Op { kind: Kind::Glue, from: 0, to: 0 }; MAX_OPS];
        let mut count = 0;
        let mut open = [0_usize; 4];
        let mut depth = 0;
        let mut at = if headed { 6 } else { 0 };
        while at < bytes.len() {
            if depth > 0 && bytes[at] == b'}' {
                depth -= 1;
                ops[open[depth]].to = narrow(count);
                at += 1;
                continue;
            }
            let (op, end) = step(bytes, at);
            if matches!(op.kind, Kind::Optional) {
                open[depth] = count;
                depth += 1;
            }
            ops[count] = op;
            count += 1;
            at = end;
        }
        assert!(depth == 0, "an optional part of a layout never closes");
        Self { name, layout, channel, headed, is_anonymous: false, ends_in_amount: false, ops, count }
    }
}

/// The operation at `at`, and the offset behind it; for an optional part, behind its opening.
const fn step(bytes: &[u8], at: usize) -> (Op, usize) {
    match bytes[at] {
        b' ' => (op(Kind::Space, at, at), at + 1),
        b'\n' => (op(Kind::Line, at, at), at + 1),
        0xc2 if bytes[at + 1] == 0xb7 => (op(Kind::Glue, at, at), at + 2),
        b'{' if bytes[at + 1] == b'?' => (op(Kind::Optional, at, at), at + 2),
        b'{' => {
            let end = find(bytes, at, b'}');
            let mut hole = 0;
            while hole < HOLES.len() {
                let name = HOLES[hole].0.as_bytes();
                let takes = name[name.len() - 1] == b'=';
                let whole = at + 1 + name.len() == end;
                if stands_at(bytes, at + 1, name) && (takes || whole) {
                    return (op(HOLES[hole].1, at + 1 + name.len(), end), end + 1);
                }
                hole += 1;
                assert!(hole < HOLES.len(), "a layout has a hole that no reader knows");
            }
            (op(Kind::Glue, at, at), end)
        }
        _ => {
            let mut end = at + 1;
            while end < bytes.len() && !ends_literal(bytes, end) {
                end += 1;
            }
            (op(Kind::Literal, at, end), end)
        }
    }
}

const fn op(kind: Kind, from: usize, to: usize) -> Op {
    Op { kind, from: narrow(from), to: narrow(to) }
}

#[expect(clippy::cast_possible_truncation, reason = "asserted, at compile time")]
const fn narrow(at: usize) -> u16 {
    assert!(at <= u16::MAX as usize, "a layout is longer than any message");
    at as u16
}

const fn ends_literal(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at], b' ' | b'\n' | b'{' | b'}')
        || bytes[at] == 0xc2 && at + 1 < bytes.len() && bytes[at + 1] == 0xb7
}

const fn find(bytes: &[u8], mut at: usize, wanted: u8) -> usize {
    while bytes[at] != wanted {
        at += 1;
    }
    at
}

const fn stands_at(bytes: &[u8], at: usize, wanted: &[u8]) -> bool {
    if at + wanted.len() > bytes.len() {
        return false;
    }
    let mut offset = 0;
    while offset < wanted.len() {
        if bytes[at + offset] != wanted[offset] {
            return false;
        }
        offset += 1;
    }
    true
}
