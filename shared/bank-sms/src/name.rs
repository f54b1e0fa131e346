//! Names as keys: what makes an order's name and a printed name the same.
//!
//! Banks cut names, glue the sending bank in front of them and write a company's form in three ways. A key keeps
//! letters and digits only. A printed name that begins with a bank has a second reading; both are looked up, never one
//! instead of the other, because 우리건설 is a real company.

use crate::bank::{self, Bank};
use unicode_normalization::UnicodeNormalization;

mod compare;
mod romanised;

pub use compare::{Likeness, compare};

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

/// What stands in the parentheses that a name ends with: it tells people of one name apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Qualifier {
    /// Letters and digits, as in a key. Never empty.
    pub text: String,
    /// The parenthesis closes. The bank cut one that does not, so its text may go on.
    pub is_whole: bool,
}

/// The key of a name: NFKC, upper case, without company form, honorific and closing parenthesis, cut at one that never
/// closes, letters and digits only. Empty if nothing is left.
///
/// ```
/// assert_eq!(bank_sms::name::key("㈜가나다 (본점)"), "가나다");
/// ```
pub fn key(name: &str) -> String {
    squeeze(&folded(name).name)
}

/// What the key of a name leaves out of its closing parentheses.
///
/// ```
/// assert_eq!(bank_sms::name::qualifier("홍길동 (12-34)").unwrap().text, "1234");
/// ```
pub fn qualifier(name: &str) -> Option<Qualifier> {
    let Folded { parentheses, is_whole, .. } = folded(name);
    Some(Qualifier { text: squeeze(&parentheses), is_whole }).filter(|qualifier| !qualifier.text.is_empty())
}

/// Both readings of a printed name: see [`Readings`].
pub fn readings(printed: &str) -> Readings {
    let folded = folded(printed).name;
    let first = squeeze(&folded);
    let second = after_sending_bank(&folded)
        .map(squeeze)
        .filter(|key| *key != first && key.chars().filter(|c| is_hangul(*c)).count() >= 2);
    Readings { first, second }
}

/// Can this name be matched by itself? Not with a mask in it (`홍*동`), and only with two letters or five digits (an
/// order number). A `#` before the digits that end a name separates them (`홍길동 #1024`) and masks nothing.
pub fn is_readable(printed: &str) -> bool {
    const LETTERS_MIN: usize = 2;
    const DIGITS_MIN: usize = 5;
    let printed: String = printed.chars().take(MAX_CHARS).nfkc().collect();
    let name = printed.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let has_number = name.len() < printed.trim_end().len();
    let before_mark = name.trim_end().strip_suffix('#').map(str::trim_end);
    let unmarked = before_mark.filter(|name| has_number && name.ends_with(char::is_alphanumeric));
    let is_mask = |c| matches!(c, '*' | '#' | '•' | '●' | '○' | '∗' | '✱');
    let key = key(&printed);
    let letters = key.chars().filter(|c| c.is_alphabetic()).count();
    let digits = key.chars().filter(char::is_ascii_digit).count();
    !unmarked.unwrap_or(&printed).contains(is_mask) && (letters >= LETTERS_MIN || digits >= DIGITS_MIN)
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
/// Only what a name is written with counts: its letters, one company form, a sending bank's code, and single signs
/// between letters. A name that is filled up with signs or digits, or ends before a parenthesis, is not cut.
pub fn may_be_cut(printed: &str, bank: &Bank) -> bool {
    let printed: String = printed.trim().chars().take(MAX_CHARS).nfc().collect();
    bank.name_limit.is_some_and(|limit| {
        cp949_len(&printed) + 1 >= limit && qualifier(&printed).is_none() && written_len(&printed) + 1 >= limit
    })
}

/// Is the printed name too short for this bank to have cut anything of it, whatever it ends with? A bank whose limit is
/// not known (`None` too) is taken to cut where the first of the others does.
pub fn is_whole(printed: &str, bank: Option<&Bank>) -> bool {
    let first_limit = || bank::all().iter().filter_map(|bank| bank.name_limit).min();
    let limit = bank.and_then(|bank| bank.name_limit).or_else(first_limit);
    limit.is_none_or(|limit| cp949_len(printed.trim()) + 1 < limit)
}

/// The bytes of a printed name that its first reading explains.
fn written_len(printed: &str) -> usize {
    let letters: String = key(printed).chars().filter(|c| c.is_alphabetic()).collect();
    let forms = ["주식회사", "(주)", "㈜"].into_iter().find(|form| printed.contains(form));
    let cut_form = || ["주식회", "주식"].into_iter().find(|form| printed.ends_with(form));
    let form = forms.or_else(cut_form).map_or(0, cp949_len);
    let has_code = printed.len() > 4 && printed.as_bytes()[..3].iter().all(u8::is_ascii_digit);
    let prefix = match () {
        () if has_code && printed.as_bytes()[3] == b'-' => 4,
        () if printed.starts_with("모>") => 1,
        () => 0,
    };
    let chars: Vec<char> = printed.chars().collect();
    let is_single = |three: &&[char]| match three {
        [before, sign, after] => before.is_alphabetic() && !sign.is_alphanumeric() && after.is_alphabetic(),
        _ => false,
    };
    let signs = chars.windows(3).filter(is_single).count();
    cp949_len(&letters) + form + prefix + signs
}

pub(crate) const fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// Letters and digits.
pub(crate) fn squeeze(folded: &str) -> String {
    folded.chars().filter(|c| c.is_alphanumeric()).take(KEY_MAX_CHARS).collect()
}

/// A name after everything but the last step, so that a bank's prefix (`088-`, `모>`) still shows its punctuation.
pub(crate) struct Folded {
    pub name: String,
    /// What stood in the parentheses that the name ended with.
    parentheses: String,
    /// All of them closed.
    is_whole: bool,
}

pub(crate) fn folded(name: &str) -> Folded {
    let upper: String = name.chars().take(MAX_CHARS).nfkc().flat_map(char::to_uppercase).collect();
    let mut text: String = upper.chars().filter(|c| !c.is_whitespace() && !crate::text::is_invisible(*c)).collect();
    for form in ["(주)", "주식회사"] {
        while let Some(at) = text.find(form) {
            text.replace_range(at..at + form.len(), "");
        }
    }
    let mut parentheses = String::new();
    loop {
        let before = text.len();
        if let Some(short) = text.strip_suffix('님').filter(|short| is_addressed(short)) {
            text.truncate(short.len());
        }
        if let Some(open) = closing_parenthesis(&text) {
            parentheses.insert_str(0, &text.split_off(open));
        }
        if text.len() == before {
            break;
        }
    }
    let unclosed = unclosed_parenthesis(&text);
    if let Some(open) = unclosed {
        parentheses.insert_str(0, &text.split_off(open));
    }
    for cut in ["주식회", "주식"] {
        if let Some(short) = text.strip_suffix(cut).filter(|short| !short.is_empty()) {
            text.truncate(short.len());
            break;
        }
    }
    Folded { name: text, parentheses, is_whole: unclosed.is_none() }
}

/// 님 behind a name of three letters is an honorific; 김해님 is a person.
pub(crate) fn is_addressed(before: &str) -> bool {
    before.chars().filter(|c| c.is_alphabetic()).count() >= 3
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
