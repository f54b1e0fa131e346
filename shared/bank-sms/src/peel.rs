//! What stands around a bank's text: carrier prefixes, subjects, app titles, what forwarding apps write before and
//! after.
//!
//! Only known wrapping comes off. Anything else stays and must be explained by a shape or the grammar.

use crate::footer;
use crate::lexicon::Lexicon;
use crate::sender;
use crate::token::{self, Day};
use std::sync::LazyLock;

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
    /// The sender's number that a forwarder wrote in front, where it stands.
    pub(crate) number: Option<(usize, usize)>,
}

const CARRIERS: &[&str] =
    &["Web발신", "WEB발신", "web발신", "웹발신", "국제발신", "국외발신", "해외발신", "국제 발신", "Web 발신"];

/// What stands in front of a sender's number.
const LABELS: &[&str] = &["보낸사람", "보낸 사람", "발신번호", "발신자", "From", "from", "FROM"];

/// What forwarders write in front of such a line.
const MARKS: &[&str] = &["[SMS]", "[LMS]", "[MMS]", "[RCS]", "[문자]", "[문자메시지]", "SMS", "SIM1", "SIM2"];

/// Titles that apps show above their pushes: no direction, or the text's own again. Some name their bank.
static TITLES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(TITLE_WORDS));

const TITLE_WORDS: &[&str] = &[
    "NH스마트알림",
    "NH농협 알림",
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
];

/// The same, only as a line of their own: they could begin a name.
const LINE_TITLES: &[&str] = &["토스", "i-ONE", "SOL뱅크", "올원뱅크", "콕뱅크", "KB스타뱅킹", "스타뱅킹"];

/// The code of the bank whose app shows this title.
fn bank_of_title(title: &str) -> Option<&'static str> {
    const APPS: [(&str, &str); 11] = [
        ("NH", "011"),
        ("올원", "011"),
        ("콕", "011"),
        ("KB", "004"),
        ("스타뱅킹", "004"),
        ("신한", "088"),
        ("SOL", "088"),
        ("우리", "020"),
        ("하나", "081"),
        ("i-ONE", "003"),
        ("토스", "092"),
    ];
    APPS.iter().find(|(app, _)| title.starts_with(app)).map(|(_, code)| *code)
}

/// Bounds the work on hostile texts; real ones carry three layers at most.
const MAX_LAYERS: usize = 8;

/// Takes off what is known to stand around a bank's text.
pub(crate) fn peel(text: &str) -> Peeled {
    Peeler { text, is_frozen: false }.peel()
}

/// The same as fingerprints have had it since 0.1. Frozen: what it takes off tells whether two texts are one message,
/// so no new wrapping comes in here.
pub(crate) fn peel_for_fingerprint(text: &str) -> Peeled {
    Peeler { text, is_frozen: true }.peel()
}

#[derive(Clone, Copy)]
struct Peeler<'t> {
    text: &'t str,
    is_frozen: bool,
}

impl Peeler<'_> {
    fn peel(self) -> Peeled {
        let text = self.text;
        let mut peeled = Peeled { start: token::spaces(text, 0), end: token::trimmed(text), ..Peeled::default() };
        for _ in 0..MAX_LAYERS {
            let before = peeled.start;
            self.layer(before, &mut peeled);
            if peeled.start == before {
                break;
            }
            peeled.start = token::spaces(text, peeled.start).min(peeled.end);
        }
        peeled.start = peeled.start.min(peeled.end);
        let body = |end: usize| text.get(peeled.start..end).unwrap_or_default();
        peeled.end = peeled.start + without_tail(body(peeled.end));
        if !self.is_frozen {
            peeled.end = peeled.start + footer::without_footers(body(peeled.end));
        }
        peeled
    }

    /// Takes off the layer at `at`, if one stands there.
    fn layer(self, at: usize, peeled: &mut Peeled) {
        let text = self.text;
        if let Some(end) = carrier(text, at) {
            peeled.has_carrier_prefix = true;
            peeled.has_foreign_mark |= sender::foreign_mark(text, at).is_some();
            peeled.start = end;
        } else if let Some(line) = self.sender_line(at) {
            peeled.may_have_label |= line.has_label;
            peeled.number = peeled.number.or(Some(line.number));
            peeled.start = line.end;
        } else if let Some(end) = self.subject(at).or_else(|| bank_title(text, at)) {
            peeled.has_subject = true;
            peeled.start = end;
        } else if let Some(title) = title(text, at) {
            peeled.app_of = peeled.app_of.or(bank_of_title(title));
            peeled.start += title.len();
        } else if let Some(title) = line_title(text, at).filter(|_| !self.is_frozen) {
            peeled.app_of = peeled.app_of.or(bank_of_title(title));
            peeled.start += title.len();
        } else if let Some((day, end)) = date_line(text, at).filter(|_| peeled.day.is_none()) {
            peeled.day = Some(day);
            peeled.start = end;
        } else if let Some(end) = contact(text, at) {
            peeled.start = end;
        }
    }

    /// `보낸사람 : 16449999()`, `발신번호: 1588-2100`, `From: +82-1588-2100`, `[SMS] 보낸사람: 15882100`,
    /// `1577-8000: …`, or a number alone.
    fn sender_line(self, at: usize) -> Option<SenderLine> {
        let text = self.text;
        let mut rest = text.get(at..)?;
        let may_be_mark = !self.is_frozen && rest.starts_with(['[', 'S']);
        let mark = MARKS.iter().filter(|_| may_be_mark).find_map(|mark| rest.strip_prefix(mark));
        if let Some(after) = mark {
            rest = after.trim_start_matches([':', ' ', '\n']);
        }
        let is_number = |b: &u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b'(' | b')');
        let may_be_label = rest.starts_with(['보', '발', 'F', 'f']);
        let label = LABELS.iter().filter(|_| may_be_label).find(|label| rest.starts_with(**label));
        let number = match label {
            Some(label) => rest.get(label.len()..)?.trim_start_matches(' ').strip_prefix(':')?.trim_start_matches(' '),
            None => rest,
        };
        let length = number.bytes().take_while(is_number).count();
        let digits = number.bytes().take(length).filter(u8::is_ascii_digit).count();
        let start = text.len() - number.len();
        let mut end = start + length;
        let is_space = |end: usize| text.as_bytes().get(end).is_some_and(|b| token::is_space(*b));
        let is_carrier = |end: usize| carrier(text, token::spaces(text, end)).is_some();
        let mut ends = is_space(end);
        if !self.is_frozen && !ends {
            // `1577-8000: [Web발신]`, `15778000[Web발신]`.
            end += usize::from(text.as_bytes().get(end) == Some(&b':'));
            ends = is_carrier(end);
        }
        // A number by itself is a sender only on a line of its own, or where the carrier's prefix follows.
        let alone = || text.as_bytes().get(end) == Some(&b'\n') || is_carrier(end);
        let is_line = (8..=13).contains(&digits) && ends && (label.is_some() || mark.is_some() || alone());
        // Only the apps that write `보낸사람 :` themselves append a label; marks are other apps'.
        let has_label = label.is_some()
            && (self.is_frozen || mark.is_none() && label.is_some_and(|label| label.starts_with("보낸")));
        is_line.then_some(SenderLine { end, number: (start, start + length), has_label })
    }

    /// `<제목: …>`. A subject that says anything is no wrapping: it is text to be explained.
    fn subject(self, at: usize) -> Option<usize> {
        const SAY_NOTHING: &[&str] = &[
            "",
            "입금 알림",
            "입금알림",
            "출금 알림",
            "출금알림",
            "입출금",
            "입출금알림",
            "입출금 알림",
            "입출금안내",
            "입출금 안내",
            "거래내역",
            "거래알림",
            "거래 알림",
            "알림",
            "안내",
            "제목없음",
            "제목 없음",
            "(제목없음)",
            "(제목 없음)",
            "문자",
            "SMS",
            "LMS",
            "MMS",
            "메시지",
            "Web발신",
        ];
        let text = self.text;
        let rest = after(text, at, "<제목").or_else(|| after(text, at, "[제목"))?;
        let length = rest.find(['>', ']', '\n'])?;
        let says = rest.get(..length)?.trim_start_matches([':', ' ']).trim_end();
        let is_nothing = self.is_frozen || SAY_NOTHING.contains(&says) || is_bank_name(says);
        is_nothing.then_some(text.len() - rest.len() + length + 1)
    }
}

struct SenderLine {
    end: usize,
    /// Where the number stands.
    number: (usize, usize),
    has_label: bool,
}

fn after<'t>(text: &'t str, at: usize, wanted: &str) -> Option<&'t str> {
    text.get(at..)?.strip_prefix(wanted)
}

/// `[Web발신]`, or without brackets on a line of its own; a mark of foreign origin in any brackets.
fn carrier(text: &str, at: usize) -> Option<usize> {
    known_carrier(text, at).or_else(|| sender::foreign_mark(text, at))
}

fn known_carrier(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let inner = rest.strip_prefix('[').unwrap_or(rest);
    inner.starts_with(['W', 'w', '웹', '국', '해']).then_some(())?;
    let name = CARRIERS.iter().filter(|name| inner.starts_with(**name)).max_by_key(|name| name.len())?;
    let end = text.len() - inner.len() + name.len();
    match (inner.len() < rest.len(), text.get(end..)?.chars().next()) {
        (true, Some(']')) => Some(end + 1),
        (false, None | Some(' ' | '\n')) => Some(end),
        _ => None,
    }
}

/// The offset of the line's end, if it ends and is no longer than titles are.
fn line_break(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 60;
    let rest = text.as_bytes().get(at..)?;
    rest.iter().take(LONGEST).position(|b| *b == b'\n').map(|length| at + length)
}

/// A line with a bank's name and 안내 or 알림, above the carrier's prefix: `케이뱅크 안내`.
fn bank_title(text: &str, at: usize) -> Option<usize> {
    let end = line_break(text, at)?;
    let next = token::spaces(text, end);
    let line = text.get(at..end)?.trim_end();
    let bank = line.strip_suffix("안내").or_else(|| line.strip_suffix("알림"))?;
    (is_bank_name(bank) && carrier(text, next).is_some()).then_some(next)
}

/// A contact's name as the messages app shows it above a text: a line with a bank's name, perhaps with its number,
/// above the carrier's prefix or above a line that begins with that bank.
fn contact(text: &str, at: usize) -> Option<usize> {
    let (bank, end) = crate::bank::header(text, at)?;
    let line_end = line_break(text, end)?;
    let next = token::spaces(text, line_end);
    let number = text.get(end..line_end)?;
    let number = number.strip_prefix("은행").unwrap_or(number);
    let is_number = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'+' | b'(' | b')'));
    let is_above = || crate::bank::header(text, next).is_some_and(|(next, _)| next.code == bank.code);
    (is_number && (carrier(text, next).is_some() || is_above())).then_some(next)
}

/// A title that is all of its line.
fn line_title(text: &str, at: usize) -> Option<&'static str> {
    let line = text.get(at..line_break(text, at)?)?.trim_end();
    LINE_TITLES.iter().find(|title| **title == line).copied()
}

/// An app's title, on a line of its own or in front of the text.
fn title(text: &str, at: usize) -> Option<&'static str> {
    let rest = text.get(at..)?;
    let titles = TITLES.beginning(rest).filter(|(.., behind)| behind.starts_with([' ', '\n']));
    titles.map(|(title, ..)| title).max_by_key(|title| title.len())
}

pub(crate) fn is_bank_name(text: &str) -> bool {
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
        let start = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(start..end).unwrap_or_default().trim();
        if start == 0 {
            break;
        }
        if is_tail_line(line) {
            device = None;
        } else if device.is_none() && end == text.len() && line.is_ascii() {
            // The last line may be the phone's model, if a tail stands above it. No model has Hangul in it; a payer
            // may.
            device = Some(end);
        } else {
            break;
        }
        end = start - 1;
    }
    let end = device.unwrap_or(end);
    token::trimmed(text.get(..end).unwrap_or_default())
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
