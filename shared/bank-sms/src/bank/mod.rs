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
mod woori;

use crate::fit::Fit;
use crate::layout::Shape;
use crate::shape::{self, Budget, Gap};

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
    /// How it masks an account: `d` is a digit of its number, from the front before the mask, from the end behind it.
    pub masks: &'static str,
    /// Its messages print 원 behind every amount: one without it is cut.
    pub prints_won: bool,
    /// It glues the channel behind the payer's name.
    pub glues_channels: bool,
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
            masks: "ddd-***-dddddd",
            prints_won: false,
            glues_channels: false,
            shapes: &[],
        }
    }

    /// An institution of which only the name is known by which it begins a message: read by the grammar.
    const fn named(code: &'static str, name: &'static str, headers: &'static [&'static str]) -> Self {
        Self { headers, ..Self::readable(code, name) }
    }

    /// How it usually heads a message.
    pub(crate) fn header(&self) -> &'static str {
        if self.headers.contains(&self.name) { self.name } else { self.headers.first().copied().unwrap_or(self.name) }
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
pub(crate) fn readable() -> &'static [Bank] {
    all::ALL.get(..all::READABLE).unwrap_or_default()
}

/// Names of banks and wallets as other banks print them in front of a payer's name.
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
    "네이버",
    "네이버페이",
    "네이버파이낸셜",
    "토스페이",
    "토스머니",
    "페이코",
    "NHN페이코",
    "쿠팡페이",
    "당근페이",
    "핀크",
];

/// The bank that names itself at `at`, and the offset behind its header with its bracket, comma or colon. `우리건설`
/// and `[KB국민카드]` are no headers.
pub(crate) fn header(text: &str, at: usize) -> Option<(&'static Bank, usize)> {
    // `(구)하나은행` begins with a bracket of its own.
    bracketed(text, at).or_else(|| {
        all::headers(text.get(at..)?)
            .find(|(_, end)| text.as_bytes().get(at) == Some(&b'(') && *end > 0)
            .map(|(bank, end)| (bank, at + end))
    })
}

fn bracketed(text: &str, at: usize) -> Option<(&'static Bank, usize)> {
    let rest = text.get(at..)?;
    let (close, inner) = match rest.as_bytes().first()? {
        b'[' => (Some(b']'), 1),
        b'<' => (Some(b'>'), 1),
        b'(' => (Some(b')'), 1),
        _ => (None, 0),
    };
    let name = rest.get(inner..)?;
    let mut best: Option<(&'static Bank, usize)> = None;
    for (bank, end) in all::headers(name) {
        let closed = match close {
            Some(close) => name.as_bytes().get(end) == Some(&close),
            None => ends_header(&name[end..]),
        };
        if closed && best.is_none_or(|(_, length)| end > length) {
            best = Some((bank, end));
        }
    }
    let (bank, length) = best?;
    let mut end = at + inner + length + usize::from(close.is_some());
    if matches!(text.as_bytes().get(end), Some(b',' | b':')) {
        end += 1;
    }
    Some((bank, end))
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

/// What any bank may write behind its header.
pub(crate) const COMMON: &[Shape] = &[Shape::sms(
    "from-payer",
    "{bank} {?입금 안내 }{name}님으로부터 {won}{?이} {in=입금되었습니다|입금되었어요|입금됐습니다|입금됐어요}{?.}{? 잔액을 확인하세요.}",
)];

/// Texts that name no bank.
pub(crate) const NAMELESS: &[Shape] = &[Shape::sms("payee-account", "{type} {amount} {=입금계좌} {account} {name}")];

/// Reads [`AGENCY_NOTICE`]: its last two lines are the payer's bank and the date in eight digits.
pub(crate) fn agency_notice(text: &str, at: usize, budget: &mut Budget) -> Option<(&'static Bank, Fit)> {
    if !text.as_bytes().get(at)?.is_ascii_digit() {
        return None;
    }
    let last = text.rfind('\n')?;
    let bank_line = text.get(..last)?.rfind('\n')? + 1;
    let (bank, end) =
        header(text, bank_line).filter(|(_, end)| text.get(*end..last).is_some_and(|rest| rest.trim().is_empty()))?;
    let (day, _) = crate::token::compact_date(text, last + 1).filter(|(_, end)| *end == text.len())?;
    let fit = shape::fit((&AGENCY_NOTICE, None), text.get(..bank_line)?, at, Gap::None, budget).ok()??;
    let same_day = fit.day.is_some_and(|printed| (printed.month, printed.day) == (day.month, day.day));
    (end > bank_line && same_day).then_some((bank, fit))
}
