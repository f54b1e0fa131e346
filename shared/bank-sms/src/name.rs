//! Names as keys: what makes an order's name and a printed name the same.
//!
//! Banks cut names, glue the sending bank in front of them and write a company's form in three ways. A key keeps letters
//! and digits only. A printed name that begins with a bank has a second reading; both are looked up, never one instead of
//! the other, because 우리건설 is a real company.

use crate::bank::{self, Bank};
use unicode_normalization::UnicodeNormalization;

/// Names longer than this are no names; the rest is dropped before any work is done.
const MAX_CHARS: usize = 200;
/// Keys end here, so that no ligature that NFKC unfolds (one character becomes eighteen) makes a key that a database
/// refuses.
const KEY_MAX_CHARS: usize = 150;

/// The two ways to read a printed name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Readings {
    /// The whole name's key.
    pub first: String,
    /// The key without a sending bank in front, if one stands there and at least two Hangul syllables are left.
    pub second: Option<String>,
}

/// The key of a name: NFKC, upper case, without company form, honorific and closing parenthesis, cut at one that never
/// closes, letters and digits only. Empty if nothing is left.
///
/// ```
/// assert_eq!(bank_sms::name::key("㈜가나다 (본점)"), "가나다");
/// ```
pub fn key(name: &str) -> String {
    squeeze(&folded(name))
}

/// Both readings of a printed name: see [`Readings`].
pub fn readings(printed: &str) -> Readings {
    let folded = folded(printed);
    let first = squeeze(&folded);
    let second = after_sending_bank(&folded)
        .map(squeeze)
        .filter(|key| *key != first && key.chars().filter(|c| is_hangul(*c)).count() >= 2);
    Readings { first, second }
}

/// Can this name be matched by itself? Not with a mask in it (`홍*동`), not with fewer than two letters (`482913`, `A`).
pub fn is_readable(printed: &str) -> bool {
    let printed: String = printed.chars().take(MAX_CHARS).collect();
    let masked = printed.nfkc().any(|c| matches!(c, '*' | '#' | '•' | '●' | '○' | '∗' | '✱'));
    !masked && key(&printed).chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Bytes in CP949, the banks' encoding: one for ASCII, two for everything else (after composing NFD Hangul).
pub fn cp949_len(text: &str) -> usize {
    if crate::text::has_jamo(text) {
        return text.nfc().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    }
    // Characters of three bytes count two, and so do those of four.
    let more = |run: &[u8]| run.iter().fold(0_u8, |sum, b| sum + u8::from(*b >= 0xe0) + u8::from(*b >= 0xf0));
    // By runs short enough for sums of one byte, which a processor makes many at a time.
    text.len() - text.as_bytes().chunks(120).map(|run| usize::from(more(run))).sum::<usize>()
}

/// Does the printed name reach the length at which this bank cuts? One byte less counts: the next syllable takes two.
pub fn may_be_cut(printed: &str, bank: &Bank) -> bool {
    bank.name_limit.is_some_and(|limit| cp949_len(printed.trim()) + 1 >= limit)
}

pub(crate) const fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Letters and digits.
pub(crate) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).take(KEY_MAX_CHARS).collect()
}

/// Everything but the last step, so that a bank's prefix (`088-`, `모>`) still shows its punctuation.
pub(crate) fn folded(name: &str) -> String {
    let upper: String = name.chars().take(MAX_CHARS).nfkc().flat_map(char::to_uppercase).collect();
    let mut text: String = upper.chars().filter(|c| !c.is_whitespace() && !crate::text::is_invisible(*c)).collect();
    for form in ["(주)", "주식회사"] {
        while let Some(at) = text.find(form) {
            text.replace_range(at..at + form.len(), "");
        }
    }
    loop {
        let before = text.len();
        if let Some(short) = text.strip_suffix('님') {
            text.truncate(short.len());
        }
        if let Some(open) = closing_parenthesis(&text) {
            text.truncate(open);
        }
        if text.len() == before {
            break;
        }
    }
    if let Some(open) = unclosed_parenthesis(&text) {
        text.truncate(open);
    }
    for cut in ["주식회", "주식"] {
        if let Some(short) = text.strip_suffix(cut).filter(|short| !short.is_empty()) {
            text.truncate(short.len());
            break;
        }
    }
    text
}

/// Where the parenthesis opens that closes at the very end; never at the very beginning, where it is the whole name.
fn closing_parenthesis(text: &str) -> Option<usize> {
    if !text.ends_with(')') {
        return None;
    }
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return (at > 0).then_some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the first parenthesis opens that never closes.
fn unclosed_parenthesis(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.first().copied()
}

/// What follows a sending bank: `088-…`, `모>…`, or a bank's short name.
pub(crate) fn after_sending_bank(folded: &str) -> Option<&str> {
    let after_mobile = folded.strip_prefix("모>");
    let text = after_mobile.unwrap_or(folded);
    let bytes = text.as_bytes();
    if bytes.len() > 4 && bytes[..3].iter().all(u8::is_ascii_digit) && bytes[3] == b'-' {
        return text.get(4..);
    }
    let after_bank = bank::sending_names().filter_map(|name| text.strip_prefix(name)).min_by_key(|rest| rest.len());
    after_bank.or(after_mobile)
}
