//! What stands around a bank's text: carrier prefixes, subjects, app titles, what forwarding apps write before and after.
//!
//! Only known wrapping comes off. Anything else stays and must be explained by a shape or the grammar.

use crate::payer;
use crate::sender;
use crate::token::{self, Day};
use crate::words::Words;

/// A message without its wrapping, as byte ranges of the folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Peeled {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// A line with nothing but a date stood in front.
    pub(crate) day: Option<Day>,
    /// A forwarder wrote `보낸사람 : …` in front; such apps append a label of their own, `ccc`.
    pub(crate) may_have_label: bool,
    pub(crate) has_carrier_prefix: bool,
    /// The carrier marked the text as sent from abroad.
    pub(crate) has_foreign_mark: bool,
    pub(crate) has_subject: bool,
    /// The code of the bank whose app's title stood in front.
    pub(crate) app_of: Option<&'static str>,
}

const USUAL: &str = "[Web발신]";

static CARRIERS: Words<9> = Words::new([
    "Web발신",
    "WEB발신",
    "web발신",
    "웹발신",
    "국제발신",
    "국외발신",
    "해외발신",
    "국제 발신",
    "Web 발신",
]);

/// What stands in front of a sender's number.
static LABELS: Words<7> = Words::new(["보낸사람", "보낸 사람", "발신번호", "발신자", "From", "from", "FROM"]);

/// Titles that apps show above their pushes: no direction, or the text's own again. Some name their bank.
static TITLES: Words<19> = Words::new([
    "NH스마트알림",
    "NH스마트뱅킹",
    "NH올원뱅크",
    "KB스타알림",
    "KB스타뱅킹",
    "신한 SOL뱅크",
    "신한 SOL",
    "우리WON뱅킹",
    "하나원큐",
    "i-ONE Bank",
    "i-ONE뱅크",
    "입출금 알림",
    "입출금알림",
    "입출금 안내",
    "입출금안내",
    "입금 알림",
    "출금 알림",
    "거래내역 알림",
    "거래 알림",
]);

/// All of these.
static FRONTS: Words<35> = {
    let lists: [&[&str]; 3] = [CARRIERS.all(), LABELS.all(), TITLES.all()];
    let (mut all, mut count, mut list) = ([""; 35], 0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[count] = lists[list][at];
            (at, count) = (at + 1, count + 1);
        }
        list += 1;
    }
    assert!(count == all.len(), "a list of what stands in front has grown");
    Words::new(all)
};

/// The code of the bank whose app shows this title.
fn bank_of_title(title: &str) -> Option<&'static str> {
    const APPS: [(&str, &str); 6] =
        [("NH", "011"), ("KB", "004"), ("신한", "088"), ("우리", "020"), ("하나", "081"), ("i-ONE", "003")];
    APPS.iter().find(|(app, _)| title.starts_with(app)).map(|(_, code)| *code)
}

/// Bounds the work on hostile texts; real ones carry three layers at most.
const MAX_LAYERS: usize = 8;

pub(crate) fn peel(text: &str) -> Peeled {
    let mut peeled = Peeled { start: token::spaces(text, 0), end: token::trimmed(text), ..Peeled::default() };
    for _ in 0..MAX_LAYERS {
        let before = peeled.start;
        layer(text, before, &mut peeled);
        if peeled.start == before {
            break;
        }
        peeled.start = token::spaces(text, peeled.start).min(peeled.end);
    }
    peeled.start = peeled.start.min(peeled.end);
    peeled.end = peeled.start + without_tail(text.get(peeled.start..peeled.end).unwrap_or_default());
    peeled
}

/// Takes off the layer at `at`, if one stands there. The first bytes turn nearly every bank's text away.
fn layer(text: &str, at: usize, peeled: &mut Peeled) {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with(USUAL) {
        peeled.has_carrier_prefix = true;
        peeled.start = at + USUAL.len();
        return;
    }
    let begins = match rest.as_bytes().first() {
        Some(b'0'..=b'9' | b'-' | b'+' | b'(' | b')' | b'[' | b'<') => true,
        Some(_) | None => FRONTS.may_begin(rest.as_bytes()),
    };
    if !begins {
        if let Some(end) = bank_title(text, at) {
            peeled.has_subject = true;
            peeled.start = end;
        } else if let Some(end) = contact(text, at) {
            peeled.start = end;
        }
    } else if let Some(end) = carrier(text, at) {
        peeled.has_carrier_prefix = true;
        peeled.has_foreign_mark |= sender::foreign_mark(text, at).is_some();
        peeled.start = end;
    } else if let Some((end, labelled)) = sender_line(text, at) {
        peeled.may_have_label |= labelled;
        peeled.start = end;
    } else if let Some(end) = subject(text, at).or_else(|| bank_title(text, at)) {
        peeled.has_subject = true;
        peeled.start = end;
    } else if let Some(title) = title(text, at) {
        peeled.app_of = peeled.app_of.or(bank_of_title(title));
        peeled.start += title.len();
    } else if let Some((day, end)) = date_line(text, at).filter(|_| peeled.day.is_none()) {
        peeled.day = Some(day);
        peeled.start = end;
    } else if let Some(end) = contact(text, at) {
        peeled.start = end;
    }
}

fn after<'t>(text: &'t str, at: usize, wanted: &str) -> Option<&'t str> {
    text.get(at..)?.strip_prefix(wanted)
}

/// `[Web발신]`, or without brackets on a line of its own; a mark of foreign origin in any brackets.
fn carrier(text: &str, at: usize) -> Option<usize> {
    if text.get(at..)?.starts_with(USUAL) {
        return Some(at + USUAL.len());
    }
    known_carrier(text, at).or_else(|| sender::foreign_mark(text, at))
}

fn known_carrier(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let inner = rest.strip_prefix('[').unwrap_or(rest);
    if !CARRIERS.may_begin(inner.as_bytes()) {
        return None;
    }
    let name = CARRIERS.beginning(inner).max_by_key(|name| name.len())?;
    let end = text.len() - inner.len() + name.len();
    match (inner.len() < rest.len(), text.get(end..)?.chars().next()) {
        (true, Some(']')) => Some(end + 1),
        (false, None | Some(' ' | '\n')) => Some(end),
        _ => None,
    }
}

/// `보낸사람 : 16449999()`, `발신번호: 1588-2100`, `From: +82-1588-2100`, or a number alone. Also tells whether a label
/// stands in front.
fn sender_line(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let is_number = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')');
    if !rest.as_bytes().first().is_some_and(is_number) && !LABELS.may_begin(rest.as_bytes()) {
        return None;
    }
    let label = LABELS.beginning(rest).next();
    let number = match label {
        Some(label) => rest.get(label.len()..)?.trim_start_matches(' ').strip_prefix(':')?.trim_start_matches(' '),
        None => rest,
    };
    let length = number.bytes().take_while(is_number).count();
    let digits = number.bytes().take(length).filter(u8::is_ascii_digit).count();
    let end = text.len() - number.len() + length;
    // A number by itself is a sender only on a line of its own, or where the carrier's prefix follows.
    let alone = || text.as_bytes().get(end) == Some(&b'\n') || carrier(text, token::spaces(text, end)).is_some();
    let ends = text.as_bytes().get(end).is_some_and(|b| token::is_space(*b));
    ((8..=13).contains(&digits) && ends && (label.is_some() || alone())).then_some((end, label.is_some()))
}

/// `<제목: …>`.
fn subject(text: &str, at: usize) -> Option<usize> {
    let rest = after(text, at, "<제목").or_else(|| after(text, at, "[제목"))?;
    rest.find(['>', ']', '\n']).map(|end| text.len() - rest.len() + end + 1)
}

/// A line with a bank's name and 안내 or 알림, above the carrier's prefix: `케이뱅크 안내`.
fn bank_title(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 60;
    let rest = text.as_bytes().get(at..)?;
    let line = line_break(rest.get(..=LONGEST).unwrap_or(rest))?;
    // Most lines end in a digit.
    if rest.get(..line)?.last()?.is_ascii_graphic() {
        return None;
    }
    let next = token::spaces(text, at + line);
    let line = text.get(at..at + line)?.trim_end();
    let bank = line.strip_suffix("안내").or_else(|| line.strip_suffix("알림"))?;
    (is_bank_name(bank) && carrier(text, next).is_some()).then_some(next)
}

/// A contact's name as the messages app shows it above a text: a line with a bank's name, perhaps with its number, above
/// the carrier's prefix or above a line that begins with that bank.
fn contact(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 60;
    let (bank, end) = crate::bank::header(text, at)?;
    let rest = text.as_bytes().get(end..)?;
    let line = line_break(rest.get(..=LONGEST).unwrap_or(rest))?;
    let next = token::spaces(text, end + line);
    let number = text.get(end..end + line)?;
    let number = number.strip_prefix("은행").unwrap_or(number);
    let is_number = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'+' | b'(' | b')'));
    let is_above = || crate::bank::header(text, next).is_some_and(|(next, _)| next.code == bank.code);
    (is_number && (carrier(text, next).is_some() || is_above())).then_some(next)
}

/// An app's title, on a line of its own or in front of the text.
fn title(text: &str, at: usize) -> Option<&'static str> {
    let rest = text.get(at..).filter(|rest| TITLES.may_begin(rest.as_bytes()))?;
    TITLES.beginning(rest).filter(|title| rest[title.len()..].starts_with([' ', '\n'])).max_by_key(|title| title.len())
}

fn is_bank_name(text: &str) -> bool {
    crate::bank::header(text, 0).is_some_and(|(_, end)| text.get(end..).is_some_and(|rest| rest.trim().is_empty()))
}

/// A line with a date and nothing else, above a message. A time on the next line makes it the message's own.
fn date_line(text: &str, at: usize) -> Option<(Day, usize)> {
    let (day, end) = token::date(text, at)?;
    let alone = text.as_bytes().get(end) == Some(&b'\n') && token::time_of_day(text, end + 1).is_none();
    alone.then_some((day, end + 1))
}

/// The length of the text without the lines that SmsForwarder writes below it: SIM, SubId, receive time, device.
fn without_tail(text: &str) -> usize {
    let mut end = text.len();
    let mut device = None;
    for _ in 0..5 {
        let start = last_line_break(text.as_bytes().get(..end).unwrap_or_default()).map_or(0, |at| at + 1);
        // Hangul: no line of a tail begins so, and most last lines do.
        if matches!(text.as_bytes().get(start), Some(0xea..=0xed)) {
            break;
        }
        let line = payer::trim(text.get(start..end).unwrap_or_default());
        if start == 0 {
            break;
        }
        if is_tail_line(line) {
            device = None;
        } else if device.is_none() && end == text.len() && line.is_ascii() {
            // The last line may be the phone's model, if a tail stands above it. No model has Hangul in it; a payer may.
            device = Some(end);
        } else {
            break;
        }
        end = start - 1;
    }
    let end = device.unwrap_or(end);
    token::trimmed(text.get(..end).unwrap_or_default())
}

/// The first line break, looked for eight bytes at a time.
fn line_break(text: &[u8]) -> Option<usize> {
    let (blocks, rest) = text.as_chunks::<8>();
    for (place, block) in blocks.iter().enumerate() {
        let found = line_breaks(*block);
        if found != 0 {
            return Some(place * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    rest.iter().position(|b| *b == b'\n').map(|at| blocks.len() * 8 + at)
}

/// The last line break, looked for in the same way.
fn last_line_break(text: &[u8]) -> Option<usize> {
    let (rest, blocks) = text.as_rchunks::<8>();
    for (place, block) in blocks.iter().enumerate().rev() {
        let found = line_breaks(*block);
        if found != 0 {
            return Some(rest.len() + place * 8 + 7 - found.leading_zeros() as usize / 8);
        }
    }
    rest.iter().rposition(|b| *b == b'\n')
}

/// The highest bit of every byte that is a line break.
fn line_breaks(block: [u8; 8]) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = u64::from_le_bytes(block) ^ 0x0a0a_0a0a_0a0a_0a0a;
    !(((other & LOW) + LOW) | other | LOW)
}

/// `SIM1_SKT`, `SubId:1`, `2024-04-06 16:15:09`.
fn is_tail_line(line: &str) -> bool {
    if !matches!(line.as_bytes().first(), Some(b'S' | b'0'..=b'9')) {
        return false;
    }
    let sim =
        line.strip_prefix("SIM").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() <= 40);
    let sub = line.strip_prefix("SubId").is_some_and(|rest| rest.starts_with(':') && rest.len() <= 6);
    let stamp = token::date(line, 0)
        .filter(|(day, _)| day.year.is_some() && line.as_bytes().get(4) == Some(&b'-'))
        .and_then(|(_, end)| token::time_of_day(line, token::spaces(line, end)))
        .is_some_and(|(_, end)| end == line.len());
    sim || sub || stamp
}
