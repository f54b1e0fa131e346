//! Many shapes as one prefix tree, so that what they share is read once.
//!
//! Every way through a shape's optional parts is a path from the root to an end. The compiler of this crate builds the
//! trees; nothing is left to do when the program starts. Children stand in the order in which their shape tries them.

use crate::layout::{Kind, Op, Shape};

/// No node.
pub(crate) const NONE: u16 = u16::MAX;

/// Three times what all shapes of all banks take.
const MAX_NODES: usize = 6_000;

/// One operation, and what may follow it.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// The words of the operation: bytes of the layout of the shape with this number.
    pub(crate) shape: u16,
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) child: u16,
    pub(crate) sibling: u16,
    /// The classes of bytes that it can begin with.
    pub(crate) starts: u32,
    /// The same of all its children.
    pub(crate) follow: u32,
    /// One bit for each shape of the tree that ends below.
    pub(crate) below: u32,
}

const EMPTY: Node =
    Node { kind: Kind::Glue, shape: 0, from: 0, to: 0, child: NONE, sibling: NONE, starts: 0, follow: 0, below: 0 };

/// Trees in the making; a number of a shape is its place in `layouts`.
pub(crate) struct Forest<'l> {
    nodes: [Node; MAX_NODES],
    /// The last child that a shape took at a node: its next way takes this one or a later one.
    taken: [(u16, u16); MAX_NODES],
    count: u16,
    layouts: &'l [&'static str],
}

impl<'l> Forest<'l> {
    pub(crate) const fn new(layouts: &'l [&'static str]) -> Self {
        Self { nodes: [EMPTY; MAX_NODES], taken: [(NONE, NONE); MAX_NODES], count: 0, layouts }
    }

    /// A new tree's root.
    pub(crate) const fn root(&mut self) -> u16 {
        assert!((self.count as usize) < MAX_NODES, "the trees are full: raise MAX_NODES");
        self.nodes[self.count as usize] = EMPTY;
        self.count += 1;
        self.count - 1
    }

    /// Adds every way through a shape. `bit`: which one of the tree it is. `behind_header`: white space may stand in front
    /// of a layout that has no header itself.
    pub(crate) const fn add(&mut self, root: u16, number: u16, shape: &Shape, bit: u32, behind_header: bool) {
        assert!(bit < u32::BITS, "one tree holds 32 shapes: make `below` wider");
        let glue = Op { kind: Kind::Glue, from: 0, to: 0 };
        let from = if behind_header && !shape.is_headed() { self.child(root, number, glue, 1 << bit) } else { root };
        self.ways(from, number, shape, 0, 1 << bit);
    }

    const fn ways(&mut self, from: u16, number: u16, shape: &Shape, first: usize, bit: u32) {
        let (mut node, mut index) = (from, first);
        while index < shape.count {
            let op = shape.ops[index];
            if matches!(op.kind, Kind::Optional) {
                self.ways(node, number, shape, index + 1, bit);
                index = op.to as usize;
            } else {
                node = self.child(node, number, op, bit);
                index += 1;
            }
        }
        self.child(node, number, Op { kind: Kind::End, from: 0, to: 0 }, bit);
    }

    /// The child of `parent` that does what `op` does, a new one if need be.
    const fn child(&mut self, parent: u16, number: u16, op: Op, bit: u32) -> u16 {
        let (by, last) = self.taken[parent as usize];
        let mut before = NONE;
        let mut child = if by == number { last } else { self.nodes[parent as usize].child };
        while child != NONE && !self.does(child, number, op) {
            (before, child) = (child, self.nodes[child as usize].sibling);
        }
        if child == NONE {
            child = self.root();
            let node = &mut self.nodes[child as usize];
            (node.kind, node.shape, node.from, node.to) = (op.kind, number, op.from, op.to);
            match before {
                NONE => self.nodes[parent as usize].child = child,
                before => self.nodes[before as usize].sibling = child,
            }
        }
        self.nodes[parent as usize].below |= bit;
        self.nodes[child as usize].below |= bit;
        self.taken[parent as usize] = (number, child);
        child
    }

    /// Is the node this operation? Those that take no words have empty ones.
    const fn does(&self, node: u16, number: u16, op: Op) -> bool {
        let node = self.nodes[node as usize];
        if node.kind as u8 != op.kind as u8 || matches!(op.kind, Kind::End) && node.shape != number {
            return false;
        }
        let (mut mine, mut theirs) = (node.from as usize, op.from as usize);
        let (a, b) = (self.layouts[node.shape as usize].as_bytes(), self.layouts[number as usize].as_bytes());
        while mine < node.to as usize && theirs < op.to as usize && a[mine] == b[theirs] {
            (mine, theirs) = (mine + 1, theirs + 1);
        }
        mine == node.to as usize && theirs == op.to as usize
    }

    pub(crate) const fn count(&self) -> usize {
        self.count as usize
    }

    /// All nodes, `N` of them as counted. Children stand behind their parents.
    pub(crate) const fn grown<const N: usize>(&self) -> [Node; N] {
        let mut nodes = [EMPTY; N];
        let mut at = N;
        while at > 0 {
            at -= 1;
            let mut node = self.nodes[at];
            let mut child = node.child;
            while child != NONE {
                node.follow |= nodes[child as usize].starts;
                child = nodes[child as usize].sibling;
            }
            node.starts = self.starts(node);
            nodes[at] = node;
        }
        nodes
    }

    /// What an operation can begin with; no class is left out that some text begins with.
    const fn starts(&self, node: Node) -> u32 {
        const LETTER: u32 = class::LETTER | class::HANGUL | class::SIGN | class::OTHER;
        match node.kind {
            Kind::Literal => class::of(self.layouts[node.shape as usize].as_bytes()[node.from as usize]),
            Kind::OneOf | Kind::In | Kind::Out | Kind::AccountForm => self.first_of_words(node),
            Kind::Space => class::SPACE,
            Kind::Glue => class::SPACE | node.follow,
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
            Kind::Owner | Kind::Name | Kind::Word => !(class::SPACE | class::INNER | class::END),
            Kind::Optional => 0,
        }
    }

    const fn first_of_words(&self, node: Node) -> u32 {
        let bytes = self.layouts[node.shape as usize].as_bytes();
        let (mut at, mut starts) = (node.from as usize, 0);
        while at < node.to as usize {
            if at == node.from as usize || bytes[at - 1] == b'|' {
                let is_form = matches!(node.kind, Kind::AccountForm) && bytes[at] == b'd';
                starts |= if is_form { class::DIGIT } else { class::of(bytes[at]) };
            }
            at += 1;
        }
        starts
    }
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

    /// The class of what stands at `at`.
    pub(crate) fn at(text: &[u8], at: usize) -> u32 {
        text.get(at).map_or(END, |byte| CLASSES.get(usize::from(*byte)).copied().unwrap_or_default().into())
    }
}
