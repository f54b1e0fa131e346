//! One form of text for all readers: line feeds, composed Hangul, half-width signs, nothing invisible.
//!
//! Names must come out *as printed* (`서울특별시－현`, `㈜가나다업`), so the folding to half width is one character to one
//! character and can be undone. A message that needs neither step, nearly every one, is borrowed as it is.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// No bank sends more (an LMS ends at 2,000 bytes of CP949); what is longer is not read. Bounds all work.
pub(crate) const MAX_BYTES: usize = 4096;

pub(crate) struct Text<'a> {
    /// As printed, but composed and without invisible characters.
    printed: Cow<'a, str>,
    /// The same, character by character, in half width. `None` where both are equal.
    folded: Option<String>,
    /// Nothing but ASCII, Hangul syllables and arrows came in.
    is_plain: bool,
    /// The [`sign`]s that may stand in it.
    pub(crate) signs: u8,
}

/// Characters that few layouts have: without them in the text, the shapes that need them are not tried.
pub(crate) mod sign {
    pub(crate) const HYPHEN: u8 = 1;
    pub(crate) const OPEN: u8 = 1 << 1;
    pub(crate) const BAR: u8 = 1 << 2;
    /// Arrows, and all else that is neither ASCII nor Hangul.
    pub(crate) const OTHER: u8 = 1 << 3;
    pub(crate) const ANY: u8 = 0xf;

    /// The sign that begins with this byte, if one does.
    pub(crate) const fn of(byte: u8) -> u8 {
        match byte {
            b'-' => HYPHEN,
            b'(' => OPEN,
            b'|' => BAR,
            0xe2 => OTHER,
            _ => 0,
        }
    }
}

impl<'a> Text<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        if let Some(signs) = plain_signs(raw.as_bytes()) {
            return Self { printed: Cow::Borrowed(raw), folded: None, is_plain: true, signs };
        }
        let printed = visible(raw);
        let folded = printed.chars().any(|c| fold(c) != c).then(|| printed.chars().map(fold).collect());
        Self { printed, folded, is_plain: false, signs: sign::ANY }
    }

    /// Does the text take more bytes than these in CP949, where ASCII takes one and everything else two?
    pub(crate) fn is_longer(&self, raw: &str, limit: usize) -> bool {
        if raw.len() <= limit {
            return false;
        }
        if !self.is_plain {
            return crate::name::cp949_len(raw) > limit;
        }
        // Three bytes here are two there.
        raw.len() - raw.len() / 3 > limit || raw.len() - syllables(raw.as_bytes()) > limit
    }

    /// The text that readers work on.
    pub(crate) fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.printed)
    }

    /// The printed characters behind a piece of `folded()`, given by its byte range there.
    #[inline]
    pub(crate) fn printed(&self, span: Range<usize>) -> &str {
        match &self.folded {
            None => self.printed.get(span).unwrap_or_default(),
            Some(folded) => self.unfolded(folded, span),
        }
    }

    /// The same, by counting characters.
    #[cold]
    fn unfolded(&self, folded: &str, span: Range<usize>) -> &str {
        let offset = |at: usize| {
            let before = folded.get(..at).map_or(0, |text| text.chars().count());
            self.printed.char_indices().nth(before).map_or(self.printed.len(), |(at, _)| at)
        };
        self.printed.get(offset(span.start)..offset(span.end)).unwrap_or_default()
    }
}

/// The signs of a text that is nothing but printable ASCII, line feeds, the arrows of pushes and characters that begin with
/// EA, EB, EC or ED: Hangul syllables, and no character that is folded or dropped. No branches: this looks at every byte of
/// every message.
fn plain_signs(bytes: &[u8]) -> Option<u8> {
    // Sixteen at a time, as processors like it; the last sixteen overlap with what was looked at.
    let mut seen = Seen::default();
    match bytes.last_chunk::<16>() {
        Some(last) => bytes.as_chunks().0.iter().chain(std::iter::once(last)).for_each(|block| seen.look(block)),
        None => {
            let mut block = [b' '; 16];
            block.iter_mut().zip(bytes).for_each(|(place, b)| *place = *b);
            seen.look(&block);
        }
    }
    let is = |lanes: [u8; 16], sign: u8| if u128::from_ne_bytes(lanes) == 0 { 0 } else { sign };
    let signs = is(seen.hyphen, sign::HYPHEN) | is(seen.open, sign::OPEN) | is(seen.bar, sign::BAR);
    if is(seen.odd, 1) == 0 {
        return Some(signs);
    }
    are_arrows(bytes).then_some(signs | sign::OTHER)
}

/// What was seen in each of sixteen lanes.
#[derive(Default)]
struct Seen {
    odd: [u8; 16],
    hyphen: [u8; 16],
    open: [u8; 16],
    bar: [u8; 16],
}

impl Seen {
    #[inline(always)]
    fn look(&mut self, block: &[u8; 16]) {
        let all = |yes: bool| u8::from(yes).wrapping_neg();
        for (lane, b) in block.iter().enumerate() {
            self.odd[lane] |= all(is_odd(*b));
            self.hyphen[lane] |= all(*b == b'-');
            self.open[lane] |= all(*b == b'(');
            self.bar[lane] |= all(*b == b'|');
        }
    }
}

/// What begins no Hangul syllable, and is no ASCII that stands for itself.
const fn is_odd(b: u8) -> bool {
    let is_plain = (b.wrapping_sub(0x20) < 0xa0) & (b != 0x7f);
    !(is_plain | (b == b'\n') | (b.wrapping_sub(0xea) < 4))
}

/// Is all that is odd an arrow?
fn are_arrows(mut bytes: &[u8]) -> bool {
    while let Some(at) = bytes.iter().position(|b| is_odd(*b)) {
        match bytes.get(at..).and_then(|rest| rest.strip_prefix("→".as_bytes())) {
            Some(rest) => bytes = rest,
            None => return false,
        }
    }
    true
}

/// How many characters of three bytes stand in a plain text. By runs short enough for sums of one byte, which a processor
/// makes many at a time.
fn syllables(plain: &[u8]) -> usize {
    let in_run = |run: &[u8]| run.iter().fold(0_u8, |sum, b| sum + u8::from(*b >= 0xe0));
    plain.chunks(128).map(|run| usize::from(in_run(run))).sum()
}

/// Composed, with line feeds only, tabs and control characters as spaces, invisible characters gone.
fn visible(raw: &str) -> Cow<'_, str> {
    if raw.chars().all(|c| c == '\n' || !(c.is_control() || is_invisible(c) || is_jamo(c))) {
        return Cow::Borrowed(raw);
    }
    let text = raw.replace("\r\n", "\n");
    let clean = text.chars().filter(|c| !is_invisible(*c)).map(|c| match c {
        '\r' => '\n',
        c if c.is_control() && c != '\n' => ' ',
        c => c,
    });
    Cow::Owned(clean.nfc().collect())
}

/// Conjoining Hangul, as some phones send it (NFD). Modern letters only: no bank writes others.
pub(crate) const fn is_jamo(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}')
}

/// Does conjoining Hangul stand in the text? By its first byte, E1, which little else begins with.
pub(crate) fn has_jamo(text: &str) -> bool {
    text.as_bytes().contains(&0xe1) && text.chars().any(is_jamo)
}

/// Zero width, direction marks, variation selectors: no reader sees them.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Half width, plain spaces, one kind of arrow and bracket.
pub(crate) const fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some(half) => half,
            None => c,
        },
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2028}' | '\u{2029}' => '\n',
        '➔' | '➜' | '➡' | '⇒' | '▶' => '→',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '〈' | '《' => '<',
        '〉' | '》' => '>',
        '￦' => '₩',
        '∗' | '✱' => '*',
        '‐' | '‑' | '–' | '−' => '-',
        c => c,
    }
}
