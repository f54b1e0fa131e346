//! The shapes of all banks as prefix trees: one for each bank behind its header, one for the texts that name no bank.

use super::{AGENCY_NOTICE, Bank, NAMELESS, all};
use crate::layout::Shape;
use crate::text::sign;
use crate::tree::{Forest, Node};
use crate::words::Word;

/// A shape and the bank that it shows.
pub(crate) struct Entry {
    pub(crate) bank: Option<&'static Bank>,
    pub(crate) shape: &'static Shape,
}

const COUNT: usize = {
    let (mut count, mut bank) = (NAMELESS.len() + 1, 0);
    while bank < all::READABLE {
        count += all::ALL[bank].shapes.len();
        bank += 1;
    }
    count
};

/// Every shape; the trees call it by its place here.
static ENTRIES: [Entry; COUNT] = {
    let mut entries = [const { Entry { bank: None, shape: &AGENCY_NOTICE } }; COUNT];
    let (mut count, mut bank) = (0, 0);
    while bank < all::READABLE {
        let mut at = 0;
        while at < all::ALL[bank].shapes.len() {
            entries[count] = Entry { bank: Some(&all::ALL[bank]), shape: &all::ALL[bank].shapes[at] };
            (count, at) = (count + 1, at + 1);
        }
        bank += 1;
    }
    let mut at = 0;
    while at < NAMELESS.len() {
        entries[count + at] = Entry { bank: None, shape: &NAMELESS[at] };
        at += 1;
    }
    entries
};

const LAYOUTS: [&str; COUNT] = {
    let mut layouts = [""; COUNT];
    let mut at = 0;
    while at < COUNT {
        layouts[at] = ENTRIES[at].shape.layout;
        at += 1;
    }
    layouts
};

/// The trees of the banks come first, by their places, then that of the texts without a header, then that of the agency's
/// notice.
const HEADLESS: usize = all::READABLE;
const NOTICE: usize = HEADLESS + 1;
const ROOTS: usize = NOTICE + 1;

const FOREST: Forest<'static> = {
    let mut forest = Forest::new(ROOTS, &LAYOUTS);
    let (mut bank, mut number) = (0, 0);
    while bank < all::READABLE {
        let mut bit = 0;
        while bit < all::ALL[bank].shapes.len() {
            forest.add(bank, number as u16, ENTRIES[number].shape, bit as u32, true);
            (number, bit) = (number + 1, bit + 1);
        }
        bank += 1;
    }
    let (mut number, mut bit) = (0, 0);
    while number + 1 < COUNT {
        if !ENTRIES[number].shape.is_headed() {
            forest.add(HEADLESS, number as u16, ENTRIES[number].shape, bit, false);
            bit += 1;
        }
        number += 1;
    }
    forest.add(NOTICE, number as u16, ENTRIES[number].shape, 0, false);
    forest
};

/// For each tree and each sign, the bits of the shapes that need it.
static NEEDING: [[u32; SIGNS]; ROOTS] = {
    let mut needing = [[0; SIGNS]; ROOTS];
    let (mut bank, mut number) = (0, 0);
    while bank < all::READABLE {
        let mut bit = 0;
        while bit < all::ALL[bank].shapes.len() {
            needing[bank] = with_needs(needing[bank], ENTRIES[number].shape.needs, bit);
            (number, bit) = (number + 1, bit + 1);
        }
        bank += 1;
    }
    let (mut number, mut bit) = (0, 0);
    while number + 1 < COUNT {
        if !ENTRIES[number].shape.is_headed() {
            needing[HEADLESS] = with_needs(needing[HEADLESS], ENTRIES[number].shape.needs, bit);
            bit += 1;
        }
        number += 1;
    }
    needing
};

const SIGNS: usize = sign::ANY.count_ones() as usize;

const fn with_needs(mut needing: [u32; SIGNS], needs: u8, bit: usize) -> [u32; SIGNS] {
    let mut sign = 0;
    while sign < SIGNS {
        needing[sign] |= ((needs >> sign & 1) as u32) << bit;
        sign += 1;
    }
    needing
}

static NODES: [Node; FOREST.count()] = FOREST.grown(ROOTS);
static WORDS: [Word; FOREST.word_count()] = FOREST.words();

/// The node in this place, if there is one.
#[inline(always)]
pub(crate) fn node(place: u16) -> Option<&'static Node> {
    NODES.get(usize::from(place))
}

/// The words of a node.
pub(crate) fn words(node: &Node) -> &'static [Word] {
    node.words.of(&WORDS)
}

/// The shape that the trees call so.
pub(crate) fn entry(number: u16) -> &'static Entry {
    ENTRIES.get(usize::from(number)).unwrap_or(&ENTRIES[COUNT - 1])
}

/// The tree of the bank in this place of the registry; of one whose messages are not known, none.
pub(super) fn of_bank(place: usize) -> Option<Tree> {
    (place < HEADLESS).then_some(Tree(place))
}

/// One of the trees.
#[derive(Clone, Copy)]
pub(crate) struct Tree(usize);

impl Tree {
    /// Of the shapes that begin without a header.
    pub(crate) const HEADLESS: Self = Self(HEADLESS);
    pub(super) const NOTICE: Self = Self(NOTICE);

    pub(crate) fn root(self) -> &'static Node {
        NODES.get(self.0).unwrap_or(&NODES[NOTICE])
    }

    /// The bits of the shapes that need a sign which the text doesn't have.
    pub(crate) fn out_of_question(self, signs: u8) -> u32 {
        let needing = NEEDING.get(self.0).copied().unwrap_or_default();
        let lacks = |sign: usize| signs >> sign & 1 == 0;
        needing.iter().enumerate().fold(0, |out, (sign, bits)| if lacks(sign) { out | bits } else { out })
    }
}

/// The bits of the headless tree that are shapes of other banks.
pub(crate) fn headless_of_others(sender: &Bank) -> u32 {
    let headless = ENTRIES[..COUNT - 1].iter().filter(|entry| !entry.shape.is_headed());
    headless.enumerate().fold(0, |bits, (bit, entry)| {
        bits | u32::from(entry.bank.is_some_and(|bank| bank.family != sender.family)) << bit
    })
}
