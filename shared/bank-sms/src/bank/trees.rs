//! The shapes of all banks as prefix trees: one for each bank behind its header, one for the texts that name no bank.

use super::{AGENCY_NOTICE, Bank, NAMELESS, all};
use crate::layout::Shape;
use crate::tree::{Forest, Node};

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

/// Where each bank's tree begins, then that of the texts without a header, then that of the agency's notice.
struct Roots {
    banks: [u16; all::READABLE],
    headless: u16,
    notice: u16,
}

const LAYOUTS: [&str; COUNT] = {
    let mut layouts = [""; COUNT];
    let mut at = 0;
    while at < COUNT {
        layouts[at] = ENTRIES[at].shape.layout;
        at += 1;
    }
    layouts
};

const FOREST: (Forest<'static>, Roots) = {
    let mut forest = Forest::new(&LAYOUTS);
    let mut banks = [0; all::READABLE];
    let (mut bank, mut number) = (0, 0);
    while bank < all::READABLE {
        banks[bank] = forest.root();
        let mut bit = 0;
        while bit < all::ALL[bank].shapes.len() {
            forest.add(banks[bank], number as u16, ENTRIES[number].shape, bit as u32, true);
            (number, bit) = (number + 1, bit + 1);
        }
        bank += 1;
    }
    let headless = forest.root();
    let (mut number, mut bit) = (0, 0);
    while number + 1 < COUNT {
        if !ENTRIES[number].shape.is_headed() {
            forest.add(headless, number as u16, ENTRIES[number].shape, bit, false);
            bit += 1;
        }
        number += 1;
    }
    let notice = forest.root();
    forest.add(notice, number as u16, ENTRIES[number].shape, 0, false);
    (forest, Roots { banks, headless, notice })
};

static NODES: [Node; FOREST.0.count()] = FOREST.0.grown();
static ROOTS: Roots = FOREST.1;

pub(crate) fn nodes() -> &'static [Node] {
    &NODES
}

/// The shape that the trees call so.
pub(crate) fn entry(number: u16) -> &'static Entry {
    ENTRIES.get(usize::from(number)).unwrap_or(&ENTRIES[COUNT - 1])
}

/// The tree of the bank in this place of the registry.
pub(super) fn of_bank(place: usize) -> u16 {
    ROOTS.banks.get(place).copied().unwrap_or(crate::tree::NONE)
}

/// The tree of the shapes that begin without a header.
pub(crate) fn headless() -> u16 {
    ROOTS.headless
}

pub(super) fn notice() -> u16 {
    ROOTS.notice
}

/// The bits of the headless tree that are shapes of other banks.
pub(crate) fn headless_of_others(sender: &Bank) -> u32 {
    let headless = ENTRIES[..COUNT - 1].iter().filter(|entry| !entry.shape.is_headed());
    headless.enumerate().fold(0, |bits, (bit, entry)| {
        bits | u32::from(entry.bank.is_some_and(|bank| bank.family != sender.family)) << bit
    })
}
