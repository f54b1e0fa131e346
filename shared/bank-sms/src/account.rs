//! Account numbers as banks print them: with holes.
//!
//! A run of mask characters stands for *one or more* unknown digits. How many characters the bank prints says nothing:
//! KB's `606401**772` hides five digits behind two stars, 우리's `*420576` hides seven behind one.

/// Characters that hide digits. `x` counts only inside a number.
pub(crate) const fn is_mask(c: char) -> bool {
    matches!(c, '*' | '#' | 'x' | 'X' | '•' | '●' | '○' | '∗' | '＊' | '＃' | 'Ⅹ' | '✱')
}

/// Printed numbers are shorter.
const MAX_BYTES: usize = 80;

/// Digits of the longest number with room to spare; a printed one with more is none.
const MAX_DIGITS: usize = 24;
/// Masks in one number; `941602-**-***318` has one run, nothing seen has more than three.
const MAX_RUNS: usize = 8;

/// An account as a message prints it: `352-****-0275-13`, `*420576`, `####946`, `(3823)`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PrintedAccount {
    /// UTF-8, with nothing behind `length`. Kept here: an account is read with every message.
    printed: [u8; MAX_BYTES],
    length: u8,
    /// The visible digits, in order; ASCII.
    digits: [u8; MAX_DIGITS],
    /// Where each run of visible digits ends; a run may be empty at either end of the number. One more than masks.
    ends: [u8; MAX_RUNS],
    runs: u8,
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
        let printed = crate::payer::trim(text);
        if printed.len() > MAX_BYTES {
            return None;
        }
        let tail = printed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        let bracketed = printed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let mut account = Self {
            printed: [0; MAX_BYTES],
            length: u8::try_from(printed.len()).ok()?,
            digits: [0; MAX_DIGITS],
            ends: [0; MAX_RUNS],
            runs: 0,
        };
        let (mut count, mut masked) = (0_u8, false);
        if tail.is_some() {
            // A mask in front: its run of digits before is empty.
            (account.runs, masked) = (1, true);
        }
        let number = tail.or(bracketed).unwrap_or(printed);
        let mut next = 0;
        while let Some(first) = number.as_bytes().get(next) {
            if first.is_ascii_digit() {
                *account.digits.get_mut(usize::from(count))? = *first;
                (count, masked, next) = (count + 1, false, next + 1);
                continue;
            }
            // Nearly always ASCII: no character to decode.
            let c = if first.is_ascii() { char::from(*first) } else { number.get(next..)?.chars().next()? };
            next += c.len_utf8();
            match part(c)? {
                Part::Digit(digit) => {
                    *account.digits.get_mut(usize::from(count))? = digit;
                    (count, masked) = (count + 1, false);
                }
                Part::Mask if masked => {}
                Part::Mask => {
                    *account.ends.get_mut(usize::from(account.runs))? = count;
                    (account.runs, masked) = (account.runs + 1, true);
                }
                Part::Decoration => {}
            }
        }
        *account.ends.get_mut(usize::from(account.runs))? = count;
        account.runs += 1;
        account.printed.get_mut(..printed.len())?.copy_from_slice(printed.as_bytes());
        (count > 0).then_some(account)
    }

    /// The digits of one run.
    fn run(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or_default();
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let digits = self.digits.get(usize::from(start)..usize::from(end)).unwrap_or_default();
        std::str::from_utf8(digits).unwrap_or_default()
    }

    /// The text as the message has it.
    pub fn as_printed(&self) -> &str {
        let printed = self.printed.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(printed).unwrap_or_default()
    }

    /// The digits before the first mask; all of them if there is none; empty if the number begins with a mask.
    pub fn visible_head(&self) -> &str {
        self.run(0)
    }

    /// The digits after the last mask; all of them if there is none; empty if the number ends with a mask.
    pub fn visible_tail(&self) -> &str {
        self.run(usize::from(self.runs) - 1)
    }

    /// How many digits can be seen.
    pub fn visible_digits(&self) -> usize {
        (0..usize::from(self.runs)).map(|index| self.run(index).len()).sum()
    }

    /// True if nothing is hidden.
    pub fn is_whole(&self) -> bool {
        self.runs == 1
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
            return plain == self.run(0);
        }
        let Some(rest) = plain.strip_prefix(self.visible_head()) else { return false };
        let Some(mut hidden) = rest.strip_suffix(self.visible_tail()) else { return false };
        for index in 1..usize::from(self.runs) - 1 {
            let middle = self.run(index);
            // The leftmost occurrence leaves the most room for what follows; one digit before it is the mask's own.
            let Some(from) = hidden.get(1..).and_then(|rest| rest.find(middle)) else { return false };
            hidden = hidden.get(1 + from + middle.len()..).unwrap_or_default();
        }
        !hidden.is_empty()
    }
}

/// What a character of a printed number is, if it is no ASCII digit.
enum Part {
    /// ASCII, of a full-width one.
    Digit(u8),
    Mask,
    Decoration,
}

#[inline]
fn part(c: char) -> Option<Part> {
    match c {
        '-' | ' ' | '‐' | '–' | '－' => Some(Part::Decoration),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok().map(|digit| Part::Digit(digit + b'0')),
        c => is_mask(c).then_some(Part::Mask),
    }
}
