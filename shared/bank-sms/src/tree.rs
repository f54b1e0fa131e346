//! Many shapes as one prefix tree, so that what they share is read once.
//!
//! Every way through a shape's optional parts is a path from the root to an end. The compiler of this crate builds the
//! trees; nothing is left to do when the program starts. White space is no node: it belongs to the token behind it. The
//! children of a node stand side by side, in the order in which their shapes try them.

use crate::layout::{Kind, Op, Shape};
use crate::words::Word;

/// No node.
const NONE: u16 = u16::MAX;

/// Three times what the shapes of all banks take.
const MAX_NODES: usize = 4_000;
const MAX_WORDS: usize = 900;

/// The white space in front of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// Some, or none.
    Glue,
    /// Some.
    Space,
    /// One line break.
    Line,
}

/// What may not stand in front of a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bar {
    None,
    /// Glued to an account, a digit at the end of a name could be the account's.
    Digit,
    /// Anything but one line break.
    NoLine,
}

/// One token of a layout, and what may follow it.
#[derive(Clone, Copy)]
#[repr(align(32))]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    gap: Gap,
    pub(crate) bar: Bar,
    /// The shape that ends here.
    pub(crate) shape: u16,
    /// Its words: places in the list of all words.
    pub(crate) words: Places,
    /// The places of its first child and of its next sibling, [`NONE`] if there is none.
    pub(crate) child: u16,
    pub(crate) sibling: u16,
    /// The classes of bytes that it can begin with: `class::at` where no white space stands, `class::behind` where some does.
    pub(crate) starts: u32,
    /// The same of all its children.
    pub(crate) follow: u32,
    /// One bit for each shape of the tree that ends below.
    pub(crate) below: u32,
}

#[derive(Clone, Copy)]
pub(crate) struct Places {
    from: u16,
    to: u16,
}

impl Places {
    const EMPTY: Self = Self { from: 0, to: 0 };

    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        list.get(usize::from(self.from)..usize::from(self.to)).unwrap_or_default()
    }
}

const EMPTY: Node = Node {
    kind: Kind::Glue,
    gap: Gap::None,
    bar: Bar::None,
    shape: 0,
    words: Places::EMPTY,
    child: NONE,
    sibling: NONE,
    starts: 0,
    follow: 0,
    below: 0,
};

/// A node in the making.
#[derive(Clone, Copy)]
struct Seed {
    node: Node,
    /// The words of the operation: bytes of the layout of the shape with this number.
    number: u16,
    op: Op,
    child: u16,
    sibling: u16,
    /// The last child that a shape took: its next way takes this one or a later one.
    taken: (u16, u16),
}

const SEED: Seed = Seed {
    node: EMPTY,
    number: 0,
    op: Op { kind: Kind::Glue, from: 0, to: 0 },
    child: NONE,
    sibling: NONE,
    taken: (NONE, NONE),
};

/// Trees in the making; a number of a shape is its place in `layouts`. The roots are the first nodes.
pub(crate) struct Forest<'l> {
    seeds: [Seed; MAX_NODES],
    count: u16,
    words: [Word; MAX_WORDS],
    word_count: u16,
    layouts: &'l [&'static str],
}

impl<'l> Forest<'l> {
    pub(crate) const fn new(roots: usize, layouts: &'l [&'static str]) -> Self {
        Self { seeds: [SEED; MAX_NODES], count: roots as u16, words: [Word::EMPTY; MAX_WORDS], word_count: 0, layouts }
    }

    /// Adds every way through a shape. `bit`: which one of the tree it is. `behind_header`: white space may stand in front
    /// of a layout that has no header itself.
    pub(crate) const fn add(&mut self, root: usize, number: u16, shape: &Shape, bit: u32, behind_header: bool) {
        assert!(bit < u32::BITS, "one tree holds 32 shapes: make `below` wider");
        let gap = if behind_header && !shape.is_headed() { Gap::Glue } else { Gap::None };
        self.ways(root as u16, number, shape, (0, gap), 1 << bit);
    }

    /// All ways from `node` on. `next`: the operation that comes, and the white space that was passed before it.
    const fn ways(&mut self, mut node: u16, number: u16, shape: &Shape, next: (usize, Gap), bit: u32) {
        let (mut index, mut gap) = next;
        while index < shape.count {
            let op = shape.ops[index];
            index += 1;
            if matches!(op.kind, Kind::Optional) {
                self.ways(node, number, shape, (index, gap), bit);
                index = op.to as usize;
            } else if let Some(more) = white_space(op.kind) {
                gap = with(gap, more);
            } else {
                node = self.child(node, number, gap, op, bit);
                gap = Gap::None;
            }
        }
        self.child(node, number, gap, Op { kind: Kind::End, from: 0, to: 0 }, bit);
    }

    /// The child of `parent` that does what `op` does, a new one if need be.
    const fn child(&mut self, parent: u16, number: u16, gap: Gap, op: Op, bit: u32) -> u16 {
        let (by, last) = self.seeds[parent as usize].taken;
        let mut before = NONE;
        let mut child = if by == number { last } else { self.seeds[parent as usize].child };
        while child != NONE && !self.does(child, number, gap, op) {
            (before, child) = (child, self.seeds[child as usize].sibling);
        }
        if child == NONE {
            child = self.grow(number, gap, op);
            match before {
                NONE => self.seeds[parent as usize].child = child,
                before => self.seeds[before as usize].sibling = child,
            }
        }
        self.seeds[parent as usize].node.below |= bit;
        self.seeds[child as usize].node.below |= bit;
        self.seeds[parent as usize].taken = (number, child);
        child
    }

    /// A new node, with its words cut apart.
    const fn grow(&mut self, number: u16, gap: Gap, op: Op) -> u16 {
        assert!((self.count as usize) < MAX_NODES, "the trees are full: raise MAX_NODES");
        let from = self.word_count;
        let (layout, bytes) = (self.layouts[number as usize], self.layouts[number as usize].as_bytes());
        let (mut at, mut begin) = (op.from as usize, op.from as usize);
        while at < op.to as usize {
            at += 1;
            if at == op.to as usize || bytes[at] == b'|' && !matches!(op.kind, Kind::Literal) {
                assert!((self.word_count as usize) < MAX_WORDS, "too many words: raise MAX_WORDS");
                let word = layout.split_at(at).0.split_at(begin).1;
                self.words[self.word_count as usize] = Word::new(word, matches!(op.kind, Kind::AccountForm));
                self.word_count += 1;
                (at, begin) = (at + 1, at + 1);
            }
        }
        let words = Places { from, to: self.word_count };
        let node = Node { kind: op.kind, gap, shape: number, words, ..EMPTY };
        self.seeds[self.count as usize] = Seed { node, number, op, ..SEED };
        self.count += 1;
        self.count - 1
    }

    /// Is the node this operation? Those that take no words have empty ones.
    const fn does(&self, node: u16, number: u16, gap: Gap, op: Op) -> bool {
        let seed = &self.seeds[node as usize];
        let is_other = seed.op.kind as u8 != op.kind as u8 || seed.node.gap as u8 != gap as u8;
        if is_other || matches!(op.kind, Kind::End) && seed.number != number {
            return false;
        }
        let (mut mine, mut theirs) = (seed.op.from as usize, op.from as usize);
        let (a, b) = (self.layouts[seed.number as usize].as_bytes(), self.layouts[number as usize].as_bytes());
        while mine < seed.op.to as usize && theirs < op.to as usize && a[mine] == b[theirs] {
            (mine, theirs) = (mine + 1, theirs + 1);
        }
        mine == seed.op.to as usize && theirs == op.to as usize
    }

    pub(crate) const fn count(&self) -> usize {
        self.count as usize
    }

    pub(crate) const fn word_count(&self) -> usize {
        self.word_count as usize
    }

    /// All words of all nodes, `N` of them as counted.
    pub(crate) const fn words<const N: usize>(&self) -> [Word; N] {
        let (mut words, mut at) = ([Word::EMPTY; N], 0);
        while at < N {
            words[at] = self.words[at];
            at += 1;
        }
        words
    }

    /// All nodes, `N` of them as counted, `roots` first: level by level, so that siblings stand side by side.
    pub(crate) const fn grown<const N: usize>(&self, roots: usize) -> [Node; N] {
        let mut nodes = [EMPTY; N];
        let mut seeds = [0_u16; N];
        let (mut at, mut count) = (0, roots);
        while at < N {
            if at < roots {
                seeds[at] = at as u16;
            }
            let seed = &self.seeds[seeds[at] as usize];
            let Node { bar, sibling, .. } = nodes[at];
            nodes[at] = Node { bar, sibling, starts: self.starts(seed), ..seed.node };
            let mut child = seed.child;
            if child != NONE {
                nodes[at].child = count as u16;
            }
            while child != NONE {
                let below = &self.seeds[child as usize];
                nodes[at].follow |= self.starts(below);
                nodes[count].bar = bar_between(&seed.node, &below.node);
                if below.sibling != NONE {
                    nodes[count].sibling = count as u16 + 1;
                }
                seeds[count] = child;
                (count, child) = (count + 1, below.sibling);
            }
            at += 1;
        }
        nodes
    }

    /// What an operation can begin with, white space in front of it included.
    const fn starts(&self, seed: &Seed) -> u32 {
        let first = self.first(seed);
        match seed.node.gap {
            Gap::None => first,
            Gap::Glue => first | class::behind_space(first),
            Gap::Space | Gap::Line => class::behind_space(first),
        }
    }

    /// What an operation itself can begin with; no class is left out that some text begins with.
    const fn first(&self, seed: &Seed) -> u32 {
        const LETTER: u32 = class::LETTER | class::HANGUL | class::SIGN | class::OTHER;
        match seed.op.kind {
            Kind::Literal | Kind::OneOf | Kind::In | Kind::Out | Kind::AccountForm => self.first_of_words(seed),
            Kind::End => class::END,
            Kind::Date | Kind::Day8 => class::DIGIT,
            Kind::Time => class::DIGIT | class::EC,
            Kind::Amount | Kind::Won => class::DIGIT | class::SIGN,
            Kind::Account => class::DIGIT | class::MASK | class::SIGN | class::OTHER,
            Kind::Last4 => class::OPEN,
            Kind::Balance => class::OPEN | class::HANGUL,
            Kind::Type => LETTER,
            Kind::Alias => LETTER | class::DIGIT,
            Kind::Shop => class::DIGIT | class::LETTER | class::MARK,
            Kind::Owner | Kind::Name | Kind::Word => class::ANY & !(class::SPACE | class::INNER | class::END),
            Kind::Space | Kind::Glue | Kind::Line | Kind::Optional => 0,
        }
    }

    const fn first_of_words(&self, seed: &Seed) -> u32 {
        let (mut at, mut first) = (seed.node.words.from, 0);
        while at < seed.node.words.to {
            let byte = self.words[at as usize].first();
            let is_digit = matches!(seed.op.kind, Kind::AccountForm) && byte == b'd';
            first |= if is_digit { class::DIGIT } else { class::of(byte) };
            at += 1;
        }
        first
    }
}

const fn bar_between(before: &Node, this: &Node) -> Bar {
    let is_account = matches!(this.kind, Kind::Account | Kind::AccountForm);
    if matches!(this.gap, Gap::Line) {
        Bar::NoLine
    } else if is_account && matches!(this.gap, Gap::None) && matches!(before.kind, Kind::Name | Kind::Owner) {
        Bar::Digit
    } else {
        Bar::None
    }
}

const fn white_space(kind: Kind) -> Option<Gap> {
    if matches!(kind, Kind::Space) {
        Some(Gap::Space)
    } else if matches!(kind, Kind::Glue) {
        Some(Gap::Glue)
    } else if matches!(kind, Kind::Line) {
        Some(Gap::Line)
    } else {
        None
    }
}

/// White space, and more of it.
const fn with(before: Gap, more: Gap) -> Gap {
    if matches!(before, Gap::None) {
        return more;
    }
    let finds_none = !matches!(more, Gap::Glue) || matches!(before, Gap::Line);
    assert!(!finds_none, "a layout has white space behind white space: the second finds none");
    before
}

/// Bytes by what they can begin: one bit each, so that a set of them is one number.
pub(crate) mod class {
    pub(crate) const SPACE: u32 = 1;
    /// A character's second byte or a later one.
    pub(crate) const INNER: u32 = 1 << 1;
    pub(crate) const DIGIT: u32 = 1 << 2;
    pub(crate) const OPEN: u32 = 1 << 3;
    pub(crate) const LETTER: u32 = 1 << 4;
    pub(crate) const MASK: u32 = 1 << 5;
    pub(crate) const CLOSE: u32 = 1 << 6;
    pub(crate) const BRACKET: u32 = 1 << 7;
    /// All other ASCII.
    pub(crate) const MARK: u32 = 1 << 8;
    /// E2: arrows, bullets, ₩.
    pub(crate) const SIGN: u32 = 1 << 9;
    pub(crate) const EA: u32 = 1 << 10;
    pub(crate) const EB: u32 = 1 << 11;
    pub(crate) const EC: u32 = 1 << 12;
    pub(crate) const ED: u32 = 1 << 13;
    pub(crate) const HANGUL: u32 = EA | EB | EC | ED;
    pub(crate) const OTHER: u32 = 1 << 14;
    /// The end of the text.
    pub(crate) const END: u32 = 1 << 15;
    pub(crate) const ANY: u32 = 0xffff;

    static CLASSES: [u16; 256] = {
        let mut classes = [0; 256];
        let mut byte = 0_u16;
        while byte < 256 {
            classes[byte as usize] = of(byte as u8) as u16;
            byte += 1;
        }
        classes
    };

    pub(crate) const fn of(byte: u8) -> u32 {
        match byte {
            b' ' | b'\n' => SPACE,
            b'0'..=b'9' => DIGIT,
            b'(' => OPEN,
            b')' => CLOSE,
            b'[' => BRACKET,
            b'*' | b'#' => MASK,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            0..=0x7f => MARK,
            0x80..=0xbf => INNER,
            0xe2 => SIGN,
            0xea => EA,
            0xeb => EB,
            0xec => EC,
            0xed => ED,
            0xc0.. => OTHER,
        }
    }

    /// The same classes of what stands behind white space.
    pub(crate) const fn behind_space(class: u32) -> u32 {
        class << 16
    }

    /// The class of what stands at `at`.
    pub(crate) fn at(text: &[u8], at: usize) -> u32 {
        text.get(at).map_or(END, |byte| CLASSES.get(usize::from(*byte)).copied().unwrap_or_default().into())
    }
}
