//! One form of text for all readers: line feeds, composed Hangul, half-width signs, nothing invisible.
//!
//! Names must come out *as printed* (`서울특별시－현`, `㈜가나다업`), so the folding to half width is one character to
//! one character and can be undone. A message that needs neither step, nearly every one, is borrowed as it is.

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
}

impl<'a> Text<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        // Nearly every message: nothing but what is the same in every form.
        if raw.chars().all(|c| matches!(c, ' '..='~' | '가'..='힣' | '\n')) {
            return Self { printed: Cow::Borrowed(raw), folded: None };
        }
        let printed = visible(raw);
        let folded = printed.chars().any(|c| fold(c) != c).then(|| printed.chars().map(fold).collect());
        Self { printed, folded }
    }

    /// The text that readers work on.
    pub(crate) fn folded(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.printed)
    }

    /// All of it, as printed.
    pub(crate) fn whole(&self) -> &str {
        &self.printed
    }

    /// The printed characters behind a piece of `folded()`, given by its byte range there.
    pub(crate) fn printed(&self, span: Range<usize>) -> &str {
        match &self.folded {
            None => self.printed.get(span).unwrap_or_default(),
            Some(folded) => self.unfolded(folded, span),
        }
    }

    /// The same, by counting characters.
    fn unfolded(&self, folded: &str, span: Range<usize>) -> &str {
        let offset = |at: usize| {
            let before = folded.get(..at).map_or(0, |text| text.chars().count());
            self.printed.char_indices().nth(before).map_or(self.printed.len(), |(at, _)| at)
        };
        self.printed.get(offset(span.start)..offset(span.end)).unwrap_or_default()
    }
}

/// A text whose line breaks a template wrote out (`\\n`, `<br>`), with line breaks.
pub(crate) fn with_line_breaks(raw: &str) -> Cow<'_, str> {
    const WRITTEN: [&str; 5] = ["\\r\\n", "\\n", "<br/>", "<br />", "<br>"];
    if !raw.bytes().any(|b| matches!(b, b'\\' | b'<')) || !WRITTEN.iter().any(|written| raw.contains(written)) {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(WRITTEN.iter().fold(raw.to_owned(), |text, written| text.replace(written, "\n")))
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
