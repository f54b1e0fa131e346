//! The usual way: one compiled regex for each layout, tried in order, the first that matches wins.
//!
//! The twenty layouts are those of the catalogue from which the reader was written, one regex each, with what varies inside
//! a layout as options: together they read what most rows of the corpus say. Written to be quick: anchored at both ends,
//! literals first, ASCII classes for digits and white space, no look-around, compiled once. Around them stands the same
//! work as in the reader: half width and composed letters only where a text needs it (the same look at the bytes), carrier
//! prefixes, forwarders' lines and tails off, numbers parsed, the moment from the arrival, the strings copied out. Left out
//! is what such a list leaves out: that no other layout fits, what a name may hold, and masks.

use regex::{Captures, Regex};
use std::borrow::Cow;
use time::{Date, Month, OffsetDateTime, Time, UtcOffset};
use unicode_normalization::UnicodeNormalization;

/// What a match tells.
#[derive(PartialEq)]
pub struct Read {
    pub bank: &'static str,
    pub incoming: bool,
    pub amount: Option<u64>,
    pub balance: Option<i64>,
    pub account: Option<String>,
    pub name: Option<String>,
    pub at: Option<OffsetDateTime>,
}

/// What is compiled before the first message.
pub struct Compiled {
    prefix: Regex,
    tail: Regex,
    layouts: Vec<(&'static str, Regex)>,
}

const PREFIX: &str = r"^(?:[ \n]*(?:\[?(?:Web|웹|국제|국외|해외)발신\]?|보낸사람 : [0-9()-]+|[0-9]{8,11}\n|[0-9]{4}/[0-9]{2}/[0-9]{2}\n|NH스마트알림|입출금 알림|입금 알림|케이뱅크 안내\n))+";
const TAIL: &str = r"\n(?:SIM[0-9]_[^\n]*\nSubId:[0-9]\n[0-9: -]+\n[^\n]+|ccc|아미|가나)$";
const D: &str = "(?P<date>(?:[0-9]{4}[/.])?[0-9]{2}[/.][0-9]{2}),?";
const T: &str = "(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?),?";
const A: &str = r"\[?(?P<account>[0-9*#-]{6,}[0-9*])\]?";
const OWNER: &str = r"[^\n ()]+ ?(?P<account>\([0-9]{4}\))";
const W: &str = "(?P<type>[가-힣A-Z]*?(?:입금|출금|지급|결제))";
const M: &str = "(?P<amount>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)원?";
const B: &str = r"\(?잔액:? *(?P<balance>-?[0-9,]+|\*+)(?:원|\.\.\.)?\)?";
const N: &str = r"(?P<name>[^\n]{1,30}?)(?:님)?";
const LAST: &str = r"(?P<last>[^\n]{1,30}?)(?:님)?";

/// The twenty layouts, each with its bank's code.
fn layouts() -> [(&'static str, String); 20] {
    const S: &str = "[ \n]+";
    const G: &str = "[ \n]*";
    [
        (
            "004",
            format!(
                r"^\[?(?:KB국민은행|KB국민|KB|국민)\]?{G}{D}{G}{T}{G}(?:{A}{G})?(?:{N}{G})?{W}{G}{M}(?:{G}{B})?(?:{S}{LAST})?$"
            ),
        ),
        ("088", format!(r"^\[?신한(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{S}{M}(?:{S}{B})?(?:{S}\(?{LAST}\)?)?$")),
        ("020", format!(r"^\[?우리(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{S}{M}(?:{S}{N})?(?:{S}{B})?$")),
        (
            "081",
            format!(
                r"^\[?(?:KEB)?하나(?:은행)?\]?,?{G}{D}{G}{T}(?:{S}{A})?{S}{W}{G}{M}(?:{S}{N})??(?:{S}{B})?(?:{S}{LAST})?$"
            ),
        ),
        ("081", format!(r"^일시{S}{D}{S}{T}{S}{W}{S}{M}{S}계좌번호{S}{A}{S}적요{S}{N}$")),
        ("011", format!(r"^\[?(?:NH)?농협(?:은행)?\]?{G}{W}{G}{M}{S}{D}{S}{T}{S}{A}(?:{S}{N})?(?:{S}{B})?$")),
        (
            "011",
            format!(r"^\[?(?:NH)?농협(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{G}{M}(?:\({N}\)|{S}{LAST})??(?:{S}{B})?$"),
        ),
        ("003", format!(r"^{D}{S}{T}{G}{W}{S}{M}(?:{S}{B})?{G}{N}{G}(?P<account>[0-9]{{3}}\*\*\*[0-9]{{8}}){G}기업$")),
        ("090", format!(r"^\[?카카오뱅크\]?{S}{OWNER}{S}{D}{S}{T}{S}{W}{S}{M}{S}{N}{S}{B}$")),
        (
            "090",
            format!(
                r"^(?:카카오뱅크{S}{D}{S}{T}{S})?{W}{S}{M}{S}(?:{N} → (?:내 )?[^\n ]+|[^\n ]+(?P<account>\([0-9]{{4}}\)) → {LAST})(?:{S}{B})?$"
            ),
        ),
        ("092", format!(r"^(?:[^\n ]+ )?{M} {W}{S}(?:{N} → 내 토스뱅크 통장|내 토스뱅크 통장 → {LAST})$")),
        ("092", format!(r"^{M} {W}{S}토스뱅크(?: 체크카드)? \| {N}(?:{S}{B})?$")),
        ("089", format!(r"^\[케이뱅크\]{G}{OWNER}{G}{W}{S}{M}{G}{B}(?:{G}{N})?$")),
        ("045", format!(r"^<새마을금고>{A}(?:{S}{N})??{S}{W}{G}{M}{S}{B}(?:{S}{D}{S}{T})?$")),
        ("048", format!(r"^신협{A}{S}{D}{S}{T}{S}{W}{S}{M}{S}{N}{S}{B}$")),
        ("071", format!(r"^우체국,{T}{S}{A}{S}{W}{M}{S}{B}{S}{N}$")),
        ("032", format!(r"^부산{D}{S}{T}{S}{A}{S}{N}{S}{W}{M}{S}{B}$")),
        ("031", format!(r"^iM뱅크{S}{D}{S}{T}{S}{A}{S}{W}{S}{M}{S}{B}{S}{N}$")),
        ("037", format!(r"^\[전북\]{A}{S}{W}{M}{S}{B}{S}{D}{S}{T}{S}{N}$")),
        (
            "004",
            format!(
                r"^(?:(?:입금|출금) [0-9,]+원 ?)?(?:[^\n ]+님 )?{D}{S}{T}{S}{A}{S}{N}{S}(?P<type>[가-힣A-Z]*?(?:입금|출금이?|출)){S}{M}{S}{B}$"
            ),
        ),
    ]
}

pub fn compile() -> Compiled {
    Compiled {
        prefix: Regex::new(PREFIX).unwrap(),
        tail: Regex::new(TAIL).unwrap(),
        layouts: layouts().into_iter().map(|(bank, layout)| (bank, Regex::new(&layout).unwrap())).collect(),
    }
}

/// The first layout that matches.
pub fn read(compiled: &Compiled, raw: &str, received_at: OffsetDateTime) -> Option<Read> {
    let text = normal(raw);
    readings(compiled, &text, received_at).next()
}

/// The same with the reader's guarantee: nothing where two layouts match and read differently.
pub fn read_only_one_way(compiled: &Compiled, raw: &str, received_at: OffsetDateTime) -> Option<Read> {
    let text = normal(raw);
    let mut readings = readings(compiled, &text, received_at);
    let first = readings.next()?;
    readings.all(|other| other == first).then_some(first)
}

/// What each layout that matches reads.
fn readings<'a>(compiled: &'a Compiled, text: &'a str, received_at: OffsetDateTime) -> impl Iterator<Item = Read> + 'a {
    let text = text.trim_end();
    let body = compiled.prefix.find(text).map_or(text, |prefix| &text[prefix.end()..]).trim_start();
    let body = compiled.tail.find(body).map_or(body, |tail| &body[..tail.start()]);
    let matches = compiled.layouts.iter().filter_map(|(bank, layout)| Some((*bank, layout.captures(body)?)));
    matches.filter_map(move |(bank, found)| told(bank, &found, received_at))
}

fn told(bank: &'static str, found: &Captures<'_>, received_at: OffsetDateTime) -> Option<Read> {
    let of = |name: &str| piece(found, name);
    let digits = |name: &str| of(name).map(|piece| piece.replace(',', ""));
    Some(Read {
        bank,
        incoming: of("type")?.ends_with("입금"),
        amount: digits("amount").and_then(|digits| digits.parse().ok()),
        balance: digits("balance").and_then(|digits| digits.parse().ok()),
        account: of("account").map(str::to_owned),
        name: of("name").or_else(|| of("last")).map(|name| name.trim().to_owned()),
        at: moment(of("date"), of("time"), received_at),
    })
}

fn piece<'t>(found: &Captures<'t>, name: &str) -> Option<&'t str> {
    found.name(name).map(|piece| piece.as_str())
}

/// NFKC, if anything but ASCII, Hangul syllables and the arrows of pushes stands there.
fn normal(raw: &str) -> Cow<'_, str> {
    let odd = |b: u8| (b < 0x20 && b != b'\n') | (b == 0x7f) | (0xc0..0xea).contains(&b) | (b > 0xed);
    let is_plain = |text: &str| !text.bytes().fold(false, |any, b| any | odd(b));
    let needs_nothing = is_plain(raw) || raw.split('→').all(is_plain);
    if needs_nothing { Cow::Borrowed(raw) } else { Cow::Owned(raw.nfkc().collect()) }
}

/// The last such day up to one day after the arrival; without a date, the last such time up to an hour after it.
fn moment(date: Option<&str>, time: Option<&str>, received_at: OffsetDateTime) -> Option<OffsetDateTime> {
    let kst = UtcOffset::from_hms(9, 0, 0).ok()?;
    let received = received_at.to_offset(kst);
    let number = |text: &str, at: usize| text.get(at..at + 2)?.parse::<u8>().ok();
    let time = time?;
    let time = Time::from_hms(number(time, 0)?, number(time, 3)?, number(time, 6).unwrap_or(0)).ok()?;
    let Some(date) = date else {
        let latest = received + time::Duration::hours(1);
        let days = [Some(latest.date()), latest.date().previous_day()];
        return days.into_iter().flatten().map(|day| day.with_time(time).assume_offset(kst)).find(|at| *at <= latest);
    };
    let (year, date) = if date.len() > 5 { (date.get(..4)?.parse().ok(), date.get(5..)?) } else { (None, date) };
    let (month, day) = (Month::try_from(number(date, 0)?).ok()?, number(date, 3)?);
    let latest = received.date().next_day()?;
    let date = match year {
        Some(year) => Date::from_calendar_date(year, month, day).ok(),
        None => (0..=8).find_map(|back| {
            Date::from_calendar_date(latest.year() - back, month, day).ok().filter(|day| *day <= latest)
        }),
    };
    Some(date?.with_time(time).assume_offset(kst))
}
