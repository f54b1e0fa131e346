//! What a call says of a text's sender: which kind of number, app or name it is, and whose.
//!
//! Data and pure classification. Whether a sender may be believed is decided elsewhere.

mod apps;

use crate::bank::{self, Bank};
use crate::peel::peel;
use crate::text::Text;

pub use apps::{App, MESSAGES, MESSENGERS, PAY_NUMBERS, PAY_SERVICES, app};

/// Longer fields are no number, no app and no name.
const MAX_CHARS: usize = 200;

/// A sender field, by what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender<'a> {
    Number(Number),
    /// An Android package.
    Package(&'a str),
    Email,
    /// A contact's name, or any other words.
    Name(&'a str),
    /// Blank, too long, or without a letter: tells nothing.
    Nothing,
}

/// A telephone number in its domestic form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// Digits only; a foreign number keeps its country code.
    pub digits: String,
    pub kind: NumberKind,
}

/// Who can have a number of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// 010, 011, 016–019: anybody.
    Mobile,
    /// 070: anybody who rents one.
    Voip,
    /// A country code other than 82, or an international prefix.
    Foreign,
    /// An area code: 02, 031–064.
    Landline,
    /// 15xx, 16xx, 18xx with eight digits, or 080.
    Representative,
    /// Virtual numbers (050), short codes, and what is no number of the Korean plan.
    Other,
}

/// What a sender field holds.
///
/// ```
/// use bank_sms::sender::{NumberKind, Sender, parse};
/// assert!(matches!(parse("+82 1644-9999"), Sender::Number(n) if n.kind == NumberKind::Representative));
/// assert_eq!(parse("국민은행"), Sender::Name("국민은행"));
/// ```
pub fn parse(field: &str) -> Sender<'_> {
    let field = field.trim_matches(' ');
    if field.chars().nth(MAX_CHARS).is_some() {
        return Sender::Nothing;
    }
    if let Some(number) = number(field) {
        return Sender::Number(number);
    }
    if field.contains('@') {
        return Sender::Email;
    }
    if is_package(field) {
        return Sender::Package(field);
    }
    if field.chars().any(char::is_alphabetic) { Sender::Name(field) } else { Sender::Nothing }
}

/// Whether the carrier marked the text as sent from abroad: `[국제발신]` and its kin as wrapping, at the head.
pub fn has_foreign_mark(raw: &str) -> bool {
    /// Forwarders put some lines of their own above the text.
    const HEAD_LINES: usize = 6;
    let text = Text::new(raw);
    let folded = text.folded();
    let bracketed = |line: &str| line.trim_start().starts_with('[') && foreign_mark(line.trim_start(), 0).is_some();
    peel(folded).has_foreign_mark || folded.lines().take(HEAD_LINES).any(bracketed)
}

/// The end of the mark of foreign origin that stands at `at` of a folded text: in any brackets, or alone before a
/// blank.
pub(crate) fn foreign_mark(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let close = match rest.as_bytes().first()? {
        b'[' => Some(']'),
        b'<' => Some('>'),
        b'(' => Some(')'),
        _ => None,
    };
    let inner = if close.is_some() { rest.get(1..)?.trim_start_matches(' ') } else { rest };
    let after_origin = ["국제", "국외", "해외"].iter().find_map(|origin| inner.strip_prefix(origin))?;
    let after = after_origin.trim_start_matches(' ').strip_prefix("발신")?;
    let end = match close {
        Some(close) => after.trim_start_matches(' ').strip_prefix(close)?,
        None if after.is_empty() || after.starts_with([' ', '\n']) => after,
        None => return None,
    };
    Some(text.len() - end.len())
}

/// A number is ASCII digits, blanks, hyphens, parentheses and a leading `+`. Anything more makes it no number.
fn number(field: &str) -> Option<Number> {
    let (plus, rest) = match field.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, field),
    };
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')');
    if !rest.chars().all(is_part) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    let is_abroad = |digits: &str| digits.starts_with("00") || (plus && !digits.starts_with("82"));
    if is_abroad(&digits) {
        return Some(Number { digits, kind: NumberKind::Foreign });
    }
    // No domestic number begins with 82, so the country code needs no plus.
    let national = match digits.strip_prefix("82").filter(|rest| rest.len() >= 7) {
        Some(rest) if rest.starts_with('0') || is_representative(rest) => rest.to_owned(),
        Some(rest) => format!("0{rest}"),
        None => digits,
    };
    let kind = kind(&national);
    Some(Number { digits: national, kind })
}

fn is_representative(digits: &str) -> bool {
    digits.len() == 8 && ["15", "16", "18"].iter().any(|prefix| digits.starts_with(prefix))
}

fn kind(national: &str) -> NumberKind {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| national.starts_with(prefix));
    match national.len() {
        _ if begins(&["00"]) => NumberKind::Foreign,
        8 if is_representative(national) => NumberKind::Representative,
        10 | 11 if begins(&["010", "011", "016", "017", "018", "019"]) => NumberKind::Mobile,
        10 | 11 if begins(&["070"]) => NumberKind::Voip,
        10 | 11 if begins(&["080"]) => NumberKind::Representative,
        9 | 10 if begins(&["02"]) => NumberKind::Landline,
        10 | 11 if begins(AREA_CODES) => NumberKind::Landline,
        _ => NumberKind::Other,
    }
}

/// Area codes but for Seoul's.
const AREA_CODES: &[&str] =
    &["031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061", "062", "063", "064"];

/// Whether it is an app's package, such as `com.example.app`: two dotted parts or more, of ASCII letters, digits and
/// underscores, each begun by a letter.
pub fn is_package(field: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    field.contains('.') && field.split('.').all(is_part)
}

/// Whether these digits are a number of the bank, or of one whose accounts are the same bank's.
pub fn is_number_of(digits: &str, bank: &Bank) -> bool {
    bank::all().iter().any(|known| known.family == bank.family && known.senders.contains(&digits))
}

/// Whether these digits are on any list: a bank's or a pay service's.
pub fn is_listed_number(digits: &str) -> bool {
    PAY_NUMBERS.contains(&digits) || bank::all().iter().any(|known| known.senders.contains(&digits))
}

/// Whether this package is an app of the bank, or of one whose accounts are the same bank's.
pub fn is_app_of(package: &str, bank: &Bank) -> bool {
    bank::all().iter().any(|known| known.family == bank.family && known.packages.contains(&package))
}
