//! Every institution of the payment network, and how each one writes.
//!
//! Codes are the 금융기관 공동코드 (three digits). One file per bank holds its header spellings, sender numbers, app
//! packages and shapes as constants; `all` is the table of them, with those whose messages nobody has shown us.

mod all;
mod busan;
mod citi;
mod cu;
mod hana;
mod ibk;
mod im;
mod jeonbuk;
mod kakao;
mod kb;
mod kbank;
mod kdb;
mod mg;
mod nh;
mod post;
mod regional;
mod sc;
mod securities;
mod shinhan;
mod suhyup;
mod toss;
pub(crate) mod trees;
mod woori;

use crate::layout::Shape;
use crate::shape::{self, Found};
use trees::Tree;

/// An institution and what is known of its messages.
pub struct Bank {
    /// 금융기관 공동코드, three digits.
    pub code: &'static str,
    /// The short Korean name.
    pub name: &'static str,
    /// The code under which its accounts are one: 012→011, 005→081, 026→088, else `code`.
    pub family: &'static str,
    /// Can its messages be read?
    pub readable: bool,
    /// How many CP949 bytes of a depositor's name its messages print, where that was seen.
    pub name_limit: Option<usize>,
    /// How it names itself at the head of a message, without brackets.
    pub headers: &'static [&'static str],
    /// Numbers that its messages come from, digits only. A hint: forwarders drop and change them.
    pub senders: &'static [&'static str],
    /// Its apps on Android, as notification forwarders name them.
    pub packages: &'static [&'static str],
    pub shapes: &'static [Shape],
}

/// There is one `Bank` per code.
impl PartialEq for Bank {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Bank {}

impl std::fmt::Debug for Bank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bank({} {})", self.code, self.name)
    }
}

impl Bank {
    /// An institution whose messages are not known.
    const fn unread(code: &'static str, name: &'static str) -> Self {
        Self {
            code,
            name,
            family: code,
            readable: false,
            name_limit: None,
            headers: &[],
            senders: &[],
            packages: &[],
            shapes: &[],
        }
    }

    /// A readable institution; the rest is filled in by struct update.
    const fn readable(code: &'static str, name: &'static str) -> Self {
        Self { readable: true, ..Self::unread(code, name) }
    }
}

/// The institution with this code.
pub fn by_code(code: &str) -> Option<&'static Bank> {
    all().iter().find(|bank| bank.code == code)
}

/// Every institution; those with readable messages first.
pub fn all() -> &'static [Bank] {
    all::ALL
}

/// The institutions with readable messages.
fn readable() -> &'static [Bank] {
    all::ALL.get(..all::READABLE).unwrap_or_default()
}

/// Names of banks as other banks print them in front of a payer's name.
pub(crate) fn sending_names() -> impl Iterator<Item = &'static str> {
    SENDING.iter().copied()
}

/// Longer names beside their beginnings: the longest that leaves a name wins.
const SENDING: &[&str] = &[
    "국민",
    "국민은행",
    "KB국민",
    "KB",
    "신한",
    "신한은행",
    "우리",
    "우리은행",
    "하나",
    "하나은행",
    "농협",
    "농협은행",
    "NH농협",
    "NH",
    "단위농협",
    "지역농협",
    "축협",
    "기업",
    "기업은행",
    "IBK",
    "IBK기업",
    "카카오",
    "카카오뱅크",
    "카카오뱅",
    "카뱅",
    "토스",
    "토스뱅크",
    "토뱅",
    "케이",
    "케이뱅크",
    "케뱅",
    "제일",
    "제일은행",
    "SC",
    "SC제일",
    "SC은행",
    "씨티",
    "씨티은행",
    "한국씨티",
    "수협",
    "수협은행",
    "새마을",
    "새마을금",
    "새마을금고",
    "신협",
    "우체국",
    "부산",
    "부산은행",
    "대구",
    "대구은행",
    "IM뱅크",
    "광주",
    "광주은행",
    "전북",
    "전북은행",
    "경남",
    "경남은행",
    "제주",
    "제주은행",
    "산업",
    "산업은행",
    "KDB",
    "외환",
    "저축",
    "저축은행",
    "산림",
    "산림조합",
    "카카오페이",
    "네이버페이",
    "토스페이",
];

/// The bank that names itself at `at`, and the offset behind its header with its bracket, comma or colon. `우리건설` and
/// `[KB국민카드]` are no headers.
pub(crate) fn header(text: &str, at: usize) -> Option<(&'static Bank, usize)> {
    let (place, end) = header_place(text, at)?;
    Some((all::ALL.get(place)?, end))
}

/// The tree of the shapes of the bank that names itself at `at`, the bank, and the offset behind its header.
pub(crate) fn headed(text: &str, at: usize) -> Option<(Tree, &'static Bank, usize)> {
    let (place, end) = header_place(text, at)?;
    Some((trees::of_bank(place)?, all::ALL.get(place)?, end))
}

fn header_place(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text.get(at..)?;
    let (close, inner) = match rest.as_bytes().first()? {
        b'[' => (Some(b']'), 1),
        b'<' => (Some(b'>'), 1),
        b'(' => (Some(b')'), 1),
        _ => (None, 0),
    };
    let name = rest.get(inner..)?;
    let mut best: Option<(usize, usize)> = None;
    for (place, end) in all::headers(name) {
        let closed = match close {
            Some(close) => name.as_bytes().get(end) == Some(&close),
            None => ends_header(&name[end..]),
        };
        if closed && best.is_none_or(|(_, length)| end > length) {
            best = Some((place, end));
        }
    }
    let (place, length) = best?;
    let mut end = at + inner + length + usize::from(close.is_some());
    if matches!(text.as_bytes().get(end), Some(b',' | b':')) {
        end += 1;
    }
    Some((place, end))
}

/// A header without brackets ends before anything but a letter, or before a direction word glued to it.
fn ends_header(rest: &str) -> bool {
    rest.as_bytes().first().is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic())
        || rest.chars().next().is_some_and(|c| !crate::word::is_letter(c))
        || rest.starts_with("입금")
        || rest.starts_with("출금")
}

/// The bank that a sender number or an app package belongs to.
pub(crate) fn by_sender(sender: &str) -> Option<&'static Bank> {
    let sender = sender.trim();
    if sender.len() > 80 {
        return None;
    }
    if sender.contains('.') && sender.bytes().any(|b| b.is_ascii_alphabetic()) {
        return readable().iter().find(|bank| bank.packages.contains(&sender));
    }
    let mut digits = [0_u8; 16];
    let mut count = 0;
    for b in sender.bytes().filter(u8::is_ascii_digit) {
        *digits.get_mut(count)? = b;
        count += 1;
    }
    let digits = digits.get(..count)?;
    // `+82-1588-2100`: the country code, written in front of a number that has no area code.
    let digits = digits.strip_prefix(b"82").filter(|rest| rest.len() >= 8).unwrap_or(digits);
    if digits.is_empty() {
        return None;
    }
    readable().iter().find(|bank| bank.senders.iter().any(|known| known.as_bytes() == digits))
}

/// A notice of a payment agency about a payment to one of its shops. Its bank and account are the payer's.
pub(crate) const AGENCY_NOTICE: Shape =
    Shape::sms("agency-notice", "{date} {time}\n{type} {won}\n{shop}\n{name}\n{account}\n");

/// Texts that name no bank.
pub(crate) const NAMELESS: &[Shape] = &[Shape::sms("payee-account", "{type} {amount} {=입금계좌} {account} {name}")];

/// Reads [`AGENCY_NOTICE`]: its last two lines are the payer's bank and the date in eight digits.
pub(crate) fn agency_notice(text: &str, at: usize) -> Option<(&'static Bank, Found)> {
    if !text.as_bytes().get(at)?.is_ascii_digit() {
        return None;
    }
    let last = text.rfind('\n')?;
    let bank_line = text.get(..last)?.rfind('\n')? + 1;
    let (bank, end) =
        header(text, bank_line).filter(|(_, end)| text.get(*end..last).is_some_and(|rest| rest.trim().is_empty()))?;
    let (day, _) = crate::token::compact_date(text, last + 1).filter(|(_, end)| *end == text.len())?;
    let found = shape::fit(Tree::NOTICE.root(), text.get(..bank_line)?, at, 0).ok()??;
    let same_day = found.fit.day.is_some_and(|printed| (printed.month, printed.day) == (day.month, day.day));
    (end > bank_line && same_day).then_some((bank, found))
}
