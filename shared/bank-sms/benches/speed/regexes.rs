//! The usual way: one compiled regex per layout, tried in order, the first that matches wins.
//!
//! Written to be quick: anchored at both ends, no look-around, literals first. Does the same job on what it reads: half
//! width and composed letters (NFKC, skipped where a quick check allows), wrapping off, the moment from the arrival. It
//! leaves out what a list of regexes leaves out: that no other layout fits, and what a name may hold.

use regex::Regex;
use std::borrow::Cow;
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// What a match tells.
pub struct Read {
    pub deposit: bool,
    pub amount: Option<u64>,
    pub balance: Option<i64>,
    pub account: Option<String>,
    pub name: Option<String>,
    pub at: Option<OffsetDateTime>,
}

const CARRIER: &str = r"^(?:\s*\[(?:Web|웹|국제|국외|해외)발신\]|보낸사람 : [0-9()-]+)+";
const D: &str = r"(?P<date>\d{2}/\d{2}),?\s*(?P<time>\d{2}:\d{2}(?::\d{2})?)";
const A: &str = r"(?P<account>[0-9*#-]{6,})";
const T: &str = r"(?P<type>[가-힣A-Z]*(?:입금|출금|지급))";
const M: &str = r"(?P<amount>\d{1,3}(?:,\d{3})*|\d+)원?";
const B: &str = r"\(?잔액:?\s*(?P<balance>-?[\d,]+|\*+)원?\)?";
const N: &str = r"(?P<name>[^\n]{2,30}?)";

pub fn compile() -> Vec<Regex> {
    let layouts = [
        format!(r"^\[?(?:KB|국민|KB국민|KB국민은행)\]?\s*{D}\s+{A}\s+{N}\s+{T}\s*{M}(?:\s*{B})?$"),
        format!(r"^\[?(?:KB|국민|KB국민|KB국민은행)\]?\s*{D}\s+(?:{A}\s+)?{T}\s*{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^신한(?:은행)?\s*{D}\s+{A}\s+{T}\s+{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^우리\s*{D}\s+{A}\s+{T}\s+{M}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:KEB)?하나,?\s*{D}\s+{A}\s+{T}\s*{M}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:KEB)?하나,?\s*{D}\s+{A}\s+{T}\s*{M}\s+{B}\s+{N}$"),
        format!(r"^일시\s+{D}\s+{T}\s+{M}\s+계좌번호\s+{A}\s+적요\s+{N}$"),
        format!(r"^(?:NH)?농협\s*{T}{M}\s+{D}\s+{A}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:NH)?농협\s*{D}\s+{A}\s+{T}\s*{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^\d{{4}}/{D}\s+{T}\s+{M}(?:\s+{B})?\s+{N}\s+{A}\s+기업$"),
        format!(r"^\[?카카오뱅크\]?\s+(?P<owner>[^\n(]+)\((?P<account>\d{{4}})\)\s+{D}\s+{T}\s+{M}\s+{N}\s+{B}$"),
        format!(r"^{T}\s+{M}\s+{N} → .*?\((?P<account>\d{{4}})\)$"),
        format!(r"^{M} {T}\n{N} → 내 토스뱅크 통장$"),
        format!(r"^\[케이뱅크\]\s*(?P<owner>[^\n(]+)\((?P<account>\d{{4}})\)\s*{T}\s+{M}\s*{B}\s*{N}$"),
        format!(r"^<새마을금고>{A}(?:\s+{N})?\s+{T}{M}\s+{B}(?:\s+{D})?$"),
        format!(r"^신협{A}\s+{D}\s+{T}\s+{M}\s+{N}\s+{B}$"),
        format!(r"^부산{D}\s+{A}\s+{N}\s+{T}{M}\s+{B}$"),
        format!(r"^iM뱅크\s+{D}\s+{A}\s+{T}\s+{M}\s+{B}\s+{N}$"),
        format!(r"^\[전북\]{A}\s+{T}{M}\s+{B}\s+{D}\s+{N}$"),
        format!(r"^(?:(?P<owner>[^\n]+)님 )?{D}\s+{A}\s+{N}\s+{T}\s+{M}\s+{B}$"),
    ];
    std::iter::once(CARRIER)
        .chain(layouts.iter().map(String::as_str))
        .map(|layout| Regex::new(layout).unwrap())
        .collect()
}

pub fn read(regexes: &[Regex], raw: &str, received_at: OffsetDateTime) -> Option<Read> {
    let plain = is_nfkc_quick(raw.chars()) == IsNormalized::Yes;
    let raw: Cow<'_, str> = if plain { Cow::Borrowed(raw) } else { Cow::Owned(raw.nfkc().collect()) };
    let raw = raw.as_ref();
    let (carrier, layouts) = regexes.split_first()?;
    let body = match carrier.find(raw) {
        Some(prefix) => &raw[prefix.end()..],
        None => raw,
    };
    let body = body.trim();
    let found = layouts.iter().find_map(|layout| layout.captures(body))?;
    let text = |name: &str| found.name(name).map(|piece| piece.as_str());
    let digits = |name: &str| text(name).map(|piece| piece.replace(',', ""));
    Some(Read {
        deposit: text("type")?.ends_with("입금"),
        amount: digits("amount").and_then(|digits| digits.parse().ok()),
        balance: digits("balance").and_then(|digits| digits.parse().ok()),
        account: text("account").map(str::to_owned),
        name: text("name").map(str::to_owned),
        at: moment(text("date"), text("time"), received_at),
    })
}

/// The last such day up to one day after the arrival.
fn moment(date: Option<&str>, time: Option<&str>, received_at: OffsetDateTime) -> Option<OffsetDateTime> {
    let kst = UtcOffset::from_hms(9, 0, 0).ok()?;
    let number = |text: &str, at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    let (date, time) = (date?, time?);
    let time = Time::from_hms(number(time, 0)?, number(time, 3)?, number(time, 6).unwrap_or(0)).ok()?;
    let month = Month::try_from(number(date, 0)?).ok()?;
    let latest = received_at.to_offset(kst).date().next_day()?;
    let day = (0..=8).find_map(|back| {
        Date::from_calendar_date(latest.year() - back, month, number(date, 3)?).ok().filter(|day| *day <= latest)
    })?;
    Some(day.with_time(time).assume_offset(kst))
}
