//! Account numbers as banks print them: with holes.
//!
//! A run of mask characters stands for *one or more* unknown digits. How many characters the bank prints says nothing:
//! KB's `606401**772` hides five digits behind two stars, 우리's `*420576` hides seven behind one.

use crate::text::fold;
use crate::token;

/// Characters that hide digits. `x` counts only inside a number.
pub(crate) const fn is_mask(c: char) -> bool {
    matches!(c, '*' | '#' | 'x' | 'X' | '•' | '●' | '○' | '∗' | '＊' | '＃' | 'Ⅹ' | '✱')
}

/// Printed numbers are shorter, in full width too.
const MAX_BYTES: usize = 80;

/// Digits of the longest number with room to spare; a printed one with more is none.
const MAX_DIGITS: usize = 24;

/// An account as a message prints it: `352-****-0275-13`, `*420576`, `####946`, `(3823)`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PrintedAccount {
    /// UTF-8, with nothing behind `length`. Kept here: an account is read with every message. What it shows is looked
    /// at only by who compares it.
    printed: [u8; MAX_BYTES],
    length: u8,
}

impl std::fmt::Debug for PrintedAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("PrintedAccount").field(&self.as_printed()).finish()
    }
}

impl PrintedAccount {
    /// Reads a printed number. Hyphens and spaces are decoration. A number in parentheses, `(3823)`, is the tail of an
    /// account. `None` if there is no digit, or anything that is neither digit, mask nor decoration.
    pub fn parse(text: &str) -> Option<Self> {
        let account = Self::of_token(crate::payer::trim(text))?;
        let is_number = account.number().0.chars().all(|c| part(c).is_some());
        (is_number && (1..=MAX_DIGITS).contains(&account.visible_digits())).then_some(account)
    }

    /// What a reader of tokens knows to be a number, as printed.
    pub(crate) fn of_token(token: &str) -> Option<Self> {
        let mut printed = [0; MAX_BYTES];
        printed.get_mut(..token.len())?.copy_from_slice(token.as_bytes());
        Some(Self { printed, length: u8::try_from(token.len()).ok()? })
    }

    /// The number without its brackets, and whether they say that it is a tail.
    fn number(&self) -> (&str, bool) {
        let printed = self.as_printed();
        let within = |open, close| printed.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
        match within('(', ')') {
            Some(tail) => (tail, true),
            None => (within('[', ']').unwrap_or(printed), false),
        }
    }

    /// The visible digits: run by run, one more than masks. A run may be empty at either end of the number.
    fn runs(&self) -> Vec<String> {
        let (number, is_tail) = self.number();
        // A mask in front of a tail: its run of digits before is empty.
        let mut runs = vec![String::new(); if is_tail { 2 } else { 1 }];
        let mut is_masked = is_tail;
        for part in number.chars().filter_map(part) {
            match (part, runs.last_mut()) {
                (Part::Digit(digit), Some(run)) => {
                    run.push(digit);
                    is_masked = false;
                }
                (Part::Mask, _) if !is_masked => {
                    runs.push(String::new());
                    is_masked = true;
                }
                (Part::Mask | Part::Decoration | Part::Digit(_), _) => {}
            }
        }
        runs
    }

    /// The text as the message has it.
    pub fn as_printed(&self) -> &str {
        let printed = self.printed.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(printed).unwrap_or_default()
    }

    /// The digits before the first mask; all of them if there is none; empty if the number begins with a mask.
    pub fn visible_head(&self) -> String {
        self.runs().into_iter().next().unwrap_or_default()
    }

    /// The digits after the last mask; all of them if there is none; empty if the number ends with a mask.
    pub fn visible_tail(&self) -> String {
        self.runs().pop().unwrap_or_default()
    }

    /// How many digits can be seen.
    pub fn visible_digits(&self) -> usize {
        self.runs().iter().map(String::len).sum()
    }

    /// True if nothing is hidden.
    pub fn is_whole(&self) -> bool {
        self.runs().len() == 1
    }

    /// Could this be the registered account? Every mask run must hide at least one digit; what stands between two runs
    /// must occur in between, in order. Decoration in `registered` is ignored; anything else in it fits nothing.
    pub fn fits(&self, registered: &str) -> bool {
        let mut plain = String::with_capacity(registered.len());
        for c in registered.chars() {
            match c {
                '0'..='9' => plain.push(c),
                '-' | ' ' => {}
                _ => return false,
            }
        }
        let runs = self.runs();
        let (head, between, tail) = match runs.as_slice() {
            [] => return false,
            [whole] => return plain == *whole,
            [head, between @ .., tail] => (head, between, tail),
        };
        let Some(rest) = plain.strip_prefix(head.as_str()) else { return false };
        let Some(mut hidden) = rest.strip_suffix(tail.as_str()) else { return false };
        for middle in between {
            // The leftmost occurrence leaves the most room for what follows; one digit before it is the mask's own.
            let Some(from) = hidden.get(1..).and_then(|rest| rest.find(middle.as_str())) else { return false };
            hidden = hidden.get(1 + from + middle.len()..).unwrap_or_default();
        }
        !hidden.is_empty()
    }
}

/// The one masked account in a text that nothing read: nothing but an account is printed so.
pub(crate) fn only_masked(text: &str) -> Option<PrintedAccount> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '*' | '#' | '-' | 'x' | 'X');
    let begins = |at: &usize| !token::char_before(text, *at).is_some_and(is_part);
    // Each run of digits and masks is looked at once: it may be as long as the text.
    let runs = text.char_indices().filter(|(_, c)| is_part(*c)).map(|(at, _)| at).filter(begins);
    let mut accounts =
        runs.filter_map(|at| text.get(at..token::account(text, at)?)).filter(|printed| printed.contains('*'));
    let first = accounts.next()?;
    accounts.all(|other| other == first).then(|| PrintedAccount::of_token(first)).flatten()
}

/// What a character of a printed number is.
enum Part {
    Digit(char),
    Mask,
    Decoration,
}

fn part(c: char) -> Option<Part> {
    match fold(c) {
        digit @ '0'..='9' => Some(Part::Digit(digit)),
        '-' | ' ' => Some(Part::Decoration),
        c => is_mask(c).then_some(Part::Mask),
    }
}
