//! The usual way to read such messages: compiled regexes, tried in order.
//!
//! Done with care: compiled once, groups found by their numbers, the space for a match kept from message to message. Around
//! them stands the same work as in the reader: half width and composed letters only where a text needs it (the same look
//! at the bytes), carrier prefixes, forwarders' lines and tails off, numbers parsed, the moment from the arrival, the
//! strings copied out. Left out is what such a list leaves out: what a name may hold, masks, and why a text is not read.

use regex::{CaptureLocations, Regex};
use std::borrow::Cow;
use std::cell::RefCell;
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
pub struct List {
    prefix: Regex,
    tail: Regex,
    entries: Vec<Entry>,
}

/// One regex, of one layout or of several, and the numbers of their groups.
struct Entry {
    bank: &'static str,
    regex: Regex,
    layouts: Vec<Groups>,
    found: RefCell<CaptureLocations>,
}

/// The groups of one layout; where it has no such hole, none.
struct Groups {
    amount: usize,
    /// A word that tells 입금 by itself.
    incoming: Option<usize>,
    kind: Option<usize>,
    date: Option<usize>,
    time: Option<usize>,
    account: Option<usize>,
    balance: Option<usize>,
    /// Where a layout has its name in one of two places, both.
    names: [Option<usize>; 2],
}

const PREFIX: &str = r"^(?:[ \n]*(?:\[?(?:Web|웹|국제|국외|해외)발신\]?|보낸사람 : [0-9()-]+|[0-9]{8,11}\n|[0-9]{4}/[0-9]{2}/[0-9]{2}\n|NH스마트알림|입출금 알림|입금 알림|케이뱅크 안내\n))+";
const TAIL: &str = r"\n(?:SIM[0-9]_[^\n]*\nSubId:[0-9]\n[0-9: -]+\n[^\n]+|ccc|아미|가나)$";

impl List {
    /// Of banks' codes and regexes. The groups of the only layout of a regex are called `amount`, `date` and so on, those of
    /// its first of several `amount0`, of the second `amount1`.
    pub fn compile(regexes: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let entry = |(bank, regex): (&'static str, String)| {
            let regex = Regex::new(&regex).unwrap();
            let found = RefCell::new(regex.capture_locations());
            let numbers = (0..).map(|number: usize| number.to_string());
            let layouts: Vec<Groups> = std::iter::once(String::new())
                .chain(numbers.take(regex.captures_len()))
                .filter_map(|suffix| Groups::of(&regex, &suffix))
                .collect();
            Entry { bank, regex, layouts, found }
        };
        Self {
            prefix: Regex::new(PREFIX).unwrap(),
            tail: Regex::new(TAIL).unwrap(),
            entries: regexes.into_iter().map(entry).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The first that matches.
    pub fn read(&self, raw: &str, received_at: OffsetDateTime) -> Option<Read> {
        let text = normal(raw);
        self.readings(&text, received_at).next()
    }

    /// The same with the reader's guarantee: nothing where two match and read differently.
    pub fn read_only_one_way(&self, raw: &str, received_at: OffsetDateTime) -> Option<Read> {
        let text = normal(raw);
        let mut readings = self.readings(&text, received_at);
        let first = readings.next()?;
        readings.all(|other| other == first).then_some(first)
    }

    /// What each regex that matches reads.
    fn readings<'a>(&'a self, text: &'a str, received_at: OffsetDateTime) -> impl Iterator<Item = Read> + 'a {
        let text = text.trim_end();
        let body = self.prefix.find(text).map_or(text, |prefix| &text[prefix.end()..]).trim_start();
        let body = self.tail.find(body).map_or(body, |tail| &body[..tail.start()]);
        self.entries.iter().filter_map(move |entry| entry.read(body, received_at))
    }
}

impl Groups {
    fn of(regex: &Regex, suffix: &str) -> Option<Self> {
        let of = |name: &str| regex.capture_names().position(|group| group == Some(&format!("{name}{suffix}")));
        Some(Self {
            amount: of("amount")?,
            incoming: of("in"),
            kind: of("type"),
            date: of("date"),
            time: of("time"),
            account: of("account"),
            balance: of("balance"),
            names: [of("name"), of("last")],
        })
    }
}

impl Entry {
    fn read(&self, body: &str, received_at: OffsetDateTime) -> Option<Read> {
        let mut found = self.found.borrow_mut();
        self.regex.captures_read(&mut found, body)?;
        let groups = self.layouts.iter().find(|groups| found.get(groups.amount).is_some())?;
        let of = |group: Option<usize>| group.and_then(|group| found.get(group)).map(|(start, end)| &body[start..end]);
        let digits = |group| of(group).map(|piece| piece.replace(',', ""));
        Some(Read {
            bank: self.bank,
            incoming: of(groups.incoming).is_some() || of(groups.kind).is_some_and(|kind| kind.ends_with("입금")),
            amount: digits(Some(groups.amount)).and_then(|digits| digits.parse().ok()),
            balance: digits(groups.balance).and_then(|digits| digits.parse().ok()),
            account: of(groups.account).map(str::to_owned),
            name: of(groups.names[0]).or_else(|| of(groups.names[1])).map(|name| name.trim().to_owned()),
            at: moment(of(groups.date), of(groups.time), received_at),
        })
    }
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
