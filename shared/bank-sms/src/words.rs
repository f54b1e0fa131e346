//! Lists of words that a text is compared with at once.

/// Words, found by their first three bytes: most texts begin with none, and one look tells.
pub(crate) struct Words<const N: usize> {
    words: [&'static str; N],
    heads: [u32; N],
    /// One bit for every head, by [`bit`]: most texts are turned away by one look.
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
        let (mut heads, mut first, mut next) = ([0; N], [NONE; 64], [NONE; N]);
        let (mut at, mut bits, mut has_short) = (N, [0; 16], false);
        while at > 0 {
            at -= 1;
            heads[at] = head(words[at].as_bytes());
            has_short |= words[at].len() < 3;
            let bit = bit(heads[at]);
            bits[bit / 64] |= 1 << (bit % 64);
            (next[at], first[bit / 16]) = (first[bit / 16], at as u8);
        }
        Self { words, heads, bits, first, next, has_short }
    }

    pub(crate) const fn all(&self) -> &[&'static str] {
        &self.words
    }

    /// The words that `text` begins with.
    pub(crate) fn beginning<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't, N> {
        let wanted = head(text.as_bytes());
        let short = (self.has_short && wanted > 0xffff).then_some(wanted & 0xffff);
        let of = move |head| self.with_head(head);
        of(wanted).chain(short.into_iter().flat_map(of)).filter(move |word| text.as_bytes().starts_with(word.as_bytes()))
    }

    /// The words with this head.
    fn with_head(&self, wanted: u32) -> impl Iterator<Item = &'static str> + use<'_, N> {
        let start = if self.is_known(wanted) { self.first.get(bit(wanted) / 16) } else { None };
        let places = std::iter::successors(start, |place| self.next.get(usize::from(**place)));
        places
            .map_while(|place| Some((self.heads.get(usize::from(*place))?, self.words.get(usize::from(*place))?)))
            .filter(move |(head, _)| **head == wanted)
            .map(|(_, word)| *word)
    }

    /// Does one of the words stand anywhere in a short text? One pass for all of them.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let begins = |at: usize, b: u8| {
            // Words begin where characters do.
            !matches!(b, 0x80..=0xbf)
                && self.may_begin(bytes.get(at..).unwrap_or_default())
                && text.get(at..).is_some_and(|rest| self.beginning(rest).next().is_some())
        };
        bytes.iter().enumerate().any(|(at, b)| begins(at, *b))
    }

    /// Could `text` begin with one of the words? One look.
    #[inline]
    pub(crate) fn may_begin(&self, text: &[u8]) -> bool {
        let wanted = head(text);
        self.is_known(wanted) || self.has_short && self.is_known(wanted & 0xffff)
    }

    #[inline]
    fn is_known(&self, head: u32) -> bool {
        self.bits.get(bit(head) / 64).is_some_and(|bits| bits >> (bit(head) % 64) & 1 == 1)
    }
}

/// One of 1024 bits for a head.
const fn bit(head: u32) -> usize {
    (head.wrapping_mul(0x9e37_79b1) >> 22) as usize
}

/// The first three bytes; words of two letters (CD) have two.
pub(crate) const fn head(bytes: &[u8]) -> u32 {
    match bytes {
        [a, b, c, ..] => *a as u32 | (*b as u32) << 8 | (*c as u32) << 16,
        [a, b] => *a as u32 | (*b as u32) << 8,
        [a] => *a as u32,
        [] => 0,
    }
}
