//! Lists of words that a text is compared with at once.

/// Words, found by their first three bytes: most texts begin with none of them, and one look tells.
pub(crate) struct Words<const N: usize> {
    words: [&'static str; N],
    /// The first sixteen bytes of each word, and a mask of those that it has.
    fronts: [(u128, u128); N],
    /// One bit for every head, by [`bit`].
    bits: [u64; 16],
    /// The first word of each of 64 lists, and the next one of the same list; [`NONE`] ends it.
    first: [u8; 64],
    next: [u8; N],
    /// Is one of the words of two letters?
    has_short: bool,
}

const NONE: u8 = u8::MAX;

impl<const N: usize> Words<N> {
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        assert!(N < NONE as usize, "too many words for one list");
        let (mut fronts, mut first, mut next) = ([(0, 0); N], [NONE; 64], [NONE; N]);
        let (mut at, mut bits, mut has_short) = (N, [0; 16], false);
        while at > 0 {
            at -= 1;
            let word = words[at].as_bytes();
            let mut byte = 0;
            while byte < word.len() && byte < 16 {
                fronts[at].0 |= (word[byte] as u128) << (8 * byte);
                fronts[at].1 |= 0xff << (8 * byte);
                byte += 1;
            }
            has_short |= word.len() < 3;
            let bit = bit(head(fronts[at].0));
            bits[bit / 64] |= 1 << (bit % 64);
            (next[at], first[bit / 16]) = (first[bit / 16], at as u8);
        }
        Self { words, fronts, bits, first, next, has_short }
    }

    pub(crate) const fn all(&self) -> &[&'static str] {
        &self.words
    }

    /// The words that `text` begins with.
    #[inline]
    pub(crate) fn beginning<'w>(&'w self, text: &'w str) -> impl Iterator<Item = &'static str> + 'w {
        self.places(text).filter_map(|place| self.words.get(place)).copied()
    }

    /// The same by their places in the list.
    #[inline]
    pub(crate) fn places<'w>(&'w self, text: &'w str) -> impl Iterator<Item = usize> + 'w {
        let window = window(text.as_bytes());
        let (wanted, short) = (head(window), head(window) & 0xffff);
        let mut lists = [self.list(wanted), if self.has_short && short != wanted { self.list(short) } else { NONE }];
        std::iter::from_fn(move || {
            for list in &mut lists {
                while *list != NONE {
                    let place = usize::from(*list);
                    *list = self.next.get(place).copied().unwrap_or(NONE);
                    if self.begins(place, window, text) {
                        return Some(place);
                    }
                }
            }
            None
        })
    }

    /// Is the word in this place what `text` begins with? `window`: its first sixteen bytes.
    #[inline]
    fn begins(&self, place: usize, window: u128, text: &str) -> bool {
        let front = self.fronts.get(place).is_some_and(|(bits, mask)| window & mask == *bits);
        front && self.words.get(place).is_some_and(|word| word.len() <= 16 || text.starts_with(word))
    }

    /// Does one of the words stand anywhere in a short text? One pass for all of them.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let begins = |at: usize, b: u8| {
            // Words begin where characters do.
            !matches!(b, 0x80..=0xbf)
                && self.may_begin(bytes.get(at..).unwrap_or_default())
                && text.get(at..).is_some_and(|rest| self.places(rest).next().is_some())
        };
        bytes.iter().enumerate().any(|(at, b)| begins(at, *b))
    }

    /// Could `text` begin with one of the words? One look.
    #[inline]
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let wanted = match text {
            [a, b, c, ..] => u32::from(*a) | u32::from(*b) << 8 | u32::from(*c) << 16,
            [a, b] => u32::from(*a) | u32::from(*b) << 8,
            [a] => u32::from(*a),
            [] => 0,
        };
        self.is_known(wanted) || self.has_short && self.is_known(wanted & 0xffff)
    }

    #[inline]
    fn is_known(&self, head: u32) -> bool {
        self.bits.get(bit(head) / 64).is_some_and(|bits| bits >> (bit(head) % 64) & 1 == 1)
    }

    /// Where the list begins that words with this head stand in.
    #[inline]
    fn list(&self, head: u32) -> u8 {
        if self.is_known(head) { self.first.get(bit(head) / 16).copied().unwrap_or(NONE) } else { NONE }
    }
}

/// One word of a layout, or one form of an account number.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    text: &'static str,
    /// Its first sixteen bytes, and masks of those that must stand there as they are and of those that are digits.
    bits: u128,
    mask: u128,
    digits: u128,
}

impl Word {
    pub(crate) const EMPTY: Self = Self::new("", false);

    /// In a form, `d` is a digit.
    pub(crate) const fn new(text: &'static str, is_form: bool) -> Self {
        let bytes = text.as_bytes();
        let (mut bits, mut mask, mut digits, mut at) = (0, 0, 0, 0);
        while at < bytes.len() && at < 16 {
            if is_form && bytes[at] == b'd' {
                digits |= 0xff << (8 * at);
            } else {
                bits |= (bytes[at] as u128) << (8 * at);
                mask |= 0xff << (8 * at);
            }
            at += 1;
        }
        Self { text, bits, mask, digits }
    }

    pub(crate) const fn first(&self) -> u8 {
        self.text.as_bytes()[0]
    }

    /// Where the word ends, if it stands at `at`; `window`: sixteen bytes from there.
    #[inline]
    pub(crate) fn end(&self, text: &[u8], at: usize, window: u128) -> Option<usize> {
        const SIXES: u128 = u128::from_le_bytes([6; 16]);
        const TENS: u128 = u128::from_le_bytes([0xf0; 16]);
        const THREES: u128 = u128::from_le_bytes([0x30; 16]);
        if window & self.mask != self.bits {
            return None;
        }
        // 0x30 to 0x39: still 0x3. with six more.
        let digits = window & self.digits;
        let is_three = |bytes: u128| bytes & TENS & self.digits == THREES & self.digits;
        let end = at + self.text.len();
        let fits = (self.digits == 0 || is_three(digits) && is_three(digits + (SIXES & self.digits)))
            && (self.text.len() <= 16 || self.tail_fits(text, at));
        fits.then_some(end)
    }

    /// What is longer than sixteen bytes.
    fn tail_fits(&self, text: &[u8], at: usize) -> bool {
        let wanted = self.text.as_bytes().iter().skip(16);
        let stands = text.get(at + 16..at + self.text.len()).unwrap_or_default();
        let fits = |(b, wanted): (&u8, &u8)| b == wanted || self.digits != 0 && *wanted == b'd' && b.is_ascii_digit();
        stands.len() + 16 == self.text.len() && stands.iter().zip(wanted).all(fits)
    }
}

/// The first sixteen bytes, with zeros behind the end.
#[inline]
pub(crate) fn window(text: &[u8]) -> u128 {
    match text.first_chunk::<16>() {
        Some(chunk) => u128::from_le_bytes(*chunk),
        None => text.iter().rev().fold(0, |bytes, b| bytes << 8 | u128::from(*b)),
    }
}

/// The first three bytes; words of two letters (CD) have two.
const fn head(window: u128) -> u32 {
    window as u32 & 0x00ff_ffff
}

/// One of 1024 bits for a head.
const fn bit(head: u32) -> usize {
    (head.wrapping_mul(0x9e37_79b1) >> 22) as usize
}
