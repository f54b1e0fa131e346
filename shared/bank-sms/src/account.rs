//! Account numbers as banks print them: with holes.
//!
//! A run of mask characters stands for *one or more* unknown digits. How many characters the bank prints says nothing:
//! KB's `606401**772` hides five digits behind two stars, 우리's `*420576` hides seven behind one.

use std::ops::Range;

/// Characters that hide digits. `x` counts only inside a number.
pub(crate) const fn is_mask(c: char) -> bool {
    matches!(c, '*' | '#' | 'x' | 'X' | '•' | '●' | '○' | '∗' | '＊' | '＃' | 'Ⅹ' | '✱')
}

/// Registered numbers are shorter than this, and a printed one is not longer.
const MAX_CHARS: usize = 40;

/// An account as a message prints it: `352-****-0275-13`, `*420576`, `####946`, `(3823)`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PrintedAccount {
    printed: String,
    /// The visible digits, in order.
    digits: String,
    /// Byte ranges of `digits` that stand together; an empty first or last one means a mask stands at that end.
    runs: Vec<Range<usize>>,
}

impl PrintedAccount {
    /// Reads a printed number. Hyphens and spaces are decoration. A number in parentheses, `(3823)`, is the tail of an
    /// account. `None` if there is no digit, or anything that is neither digit, mask nor decoration.
    pub fn parse(text: &str) -> Option<Self> {
        let printed = text.trim();
        if printed.is_empty() || printed.chars().count() > MAX_CHARS {
            return None;
        }
        let tail = printed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let bracketed = printed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let mut digits = String::with_capacity(20);
        let mut runs = Vec::with_capacity(3);
        let mut start = 0;
        let mut masked = false;
        if tail.is_some() {
            runs.push(0..0);
            masked = true;
        }
        for c in tail.or(bracketed).unwrap_or(printed).chars() {
            match c {
                '0'..='9' => {
                    digits.push(c);
                    masked = false;
                }
                '-' | ' ' | '‐' | '–' | '－' => {}
                c if is_mask(c) => {
                    if !masked {
                        runs.push(start..digits.len());
                        start = digits.len();
                    }
                    masked = true;
                }
                c => {
                    // Full-width digits: the same numbers in another dress.
                    let digit = (c as u32).checked_sub('０' as u32).filter(|d| *d < 10)?;
                    digits.push(char::from_digit(digit, 10)?);
                    masked = false;
                }
            }
        }
        runs.push(start..digits.len());
        (!digits.is_empty()).then(|| Self { printed: printed.to_owned(), digits, runs })
    }

    /// The text as the message has it.
    pub fn as_printed(&self) -> &str {
        &self.printed
    }

    /// The digits before the first mask; all of them if there is none; empty if the number begins with a mask.
    pub fn visible_head(&self) -> &str {
        self.runs.first().map_or("", |run| &self.digits[run.clone()])
    }

    /// The digits after the last mask; all of them if there is none; empty if the number ends with a mask.
    pub fn visible_tail(&self) -> &str {
        self.runs.last().map_or("", |run| &self.digits[run.clone()])
    }

    /// How many digits can be seen.
    pub fn visible_digits(&self) -> usize {
        self.digits.len()
    }

    /// True if nothing is hidden.
    pub fn is_whole(&self) -> bool {
        self.runs.len() == 1
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
        if self.is_whole() {
            return plain == self.digits;
        }
        let (head, tail) = (self.visible_head(), self.visible_tail());
        let Some(rest) = plain.strip_prefix(head) else { return false };
        let Some(mut hidden) = rest.strip_suffix(tail) else { return false };
        for run in self.runs.get(1..self.runs.len().saturating_sub(1)).unwrap_or_default() {
            let middle = &self.digits[run.clone()];
            // The leftmost occurrence leaves the most room for what follows; one digit before it is the mask's own.
            let Some(from) = hidden.get(1..).and_then(|rest| rest.find(middle)) else { return false };
            hidden = hidden.get(1 + from + middle.len()..).unwrap_or_default();
        }
        !hidden.is_empty()
    }
}
