//! The tokens that every bank prints: dates, times, amounts, balances, accounts, directions.
//!
//! Each function reads one token at a byte offset and gives its value with the offset after it, or nothing. None of
//! them skips white space in front, and none looks further than its own token.

use crate::account::is_mask;
use crate::reading::Balance;

/// A printed date: the year only where it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) year: Option<i32>,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// A printed time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    pub(crate) second: u8,
}

/// 10^12 KRW; nobody pays an order with more.
pub(crate) const MAX_AMOUNT: u64 = 1_000_000_000_000;

pub(crate) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(crate) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

pub(crate) const fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\n')
}

/// The offset after any white space.
pub(crate) fn spaces(text: &str, mut at: usize) -> usize {
    while text.as_bytes().get(at).is_some_and(|b| is_space(*b)) {
        at += 1;
    }
    at
}

/// The length without white space at the end.
pub(crate) fn trimmed(text: &str) -> usize {
    let mut end = text.len();
    while end > 0 && text.as_bytes().get(end - 1).is_some_and(|b| is_space(*b)) {
        end -= 1;
    }
    end
}

#[inline(always)]
fn literal(text: &str, at: usize, wanted: &str) -> Option<usize> {
    text.as_bytes().get(at..)?.starts_with(wanted.as_bytes()).then_some(at + wanted.len())
}

/// Exactly `N` digits.
#[inline(always)]
fn digits<const N: usize>(text: &str, at: usize) -> Option<(u32, usize)> {
    let run = text.as_bytes().get(at..)?.first_chunk::<N>()?;
    let mut value = 0_u32;
    for b in run {
        let digit = b.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + u32::from(digit);
    }
    Some((value, at + N))
}

fn is_digit_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
}

/// `04/06`, `2026/08/10`, `2026-12-11`, `2026.12.11`, `4월 6일`; a comma after it (하나) and a weekday `(월)` belong to
/// it.
pub(crate) fn date(text: &str, at: usize) -> Option<(Day, usize)> {
    if !is_digit_at(text, at) {
        return None;
    }
    // The place of the first mark tells the three apart.
    let mark = |offset: usize| matches!(text.as_bytes().get(at + offset), Some(b'/' | b'-' | b'.'));
    let (day, end) = match (mark(2), mark(4)) {
        (true, _) => short_date(text, at)?,
        (false, true) => full_date(text, at)?,
        (false, false) => spelled_date(text, at)?,
    };
    let end = literal(text, end, "(").and_then(|open| weekday(text, open)).unwrap_or(end);
    let end = literal(text, end, ",").unwrap_or(end);
    is_day(day).then_some((day, end))
}

fn weekday(text: &str, at: usize) -> Option<usize> {
    let c = char_at(text, at).filter(|c| matches!(c, '월' | '화' | '수' | '목' | '금' | '토' | '일'))?;
    literal(text, at + c.len_utf8(), ")")
}

fn full_date(text: &str, at: usize) -> Option<(Day, usize)> {
    let (year, at) = digits::<4>(text, at)?;
    let mark = *text.as_bytes().get(at).filter(|b| matches!(b, b'/' | b'-' | b'.'))?;
    let (month, at) = digits::<2>(text, at + 1)?;
    if text.as_bytes().get(at) != Some(&mark) {
        return None;
    }
    let (day, at) = digits::<2>(text, at + 1)?;
    Some((Day { year: i32::try_from(year).ok(), month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? }, at))
}

fn short_date(text: &str, at: usize) -> Option<(Day, usize)> {
    let (month, at) = digits::<2>(text, at)?;
    let mark = *text.as_bytes().get(at).filter(|b| matches!(b, b'/' | b'.'))?;
    let (day, end) = digits::<2>(text, at + 1)?;
    // `26/08/10` has its year first; `08.10.5` is nothing at all.
    if text.as_bytes().get(end) == Some(&mark) {
        let (last, end) = digits::<2>(text, end + 1)?;
        let year = i32::try_from(2000 + month).ok()?;
        let goes_on = text.as_bytes().get(end).is_some_and(|b| b.is_ascii_digit() || *b == mark);
        let day = Day { year: Some(year), month: u8::try_from(day).ok()?, day: u8::try_from(last).ok()? };
        return (!goes_on).then_some((day, end));
    }
    Some((Day { year: None, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? }, end))
}

/// `2026년 4월 6일`, `4월6일`.
fn spelled_date(text: &str, at: usize) -> Option<(Day, usize)> {
    let year = digits::<4>(text, at).and_then(|(year, end)| Some((year, literal(text, end, "년")?)));
    let (year, at) = year.map_or((None, at), |(year, end)| (i32::try_from(year).ok(), spaces(text, end)));
    let (month, at) = digits::<2>(text, at).or_else(|| digits::<1>(text, at))?;
    let at = spaces(text, literal(text, at, "월")?);
    let (day, at) = digits::<2>(text, at).or_else(|| digits::<1>(text, at))?;
    let end = literal(text, at, "일")?;
    Some((Day { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? }, end))
}

/// Eight digits, `20250629`: the last line of a payment agency's notice.
pub(crate) fn compact_date(text: &str, at: usize) -> Option<(Day, usize)> {
    let (year, at) = digits::<4>(text, at)?;
    let (month, at) = digits::<2>(text, at)?;
    let (day, at) = digits::<2>(text, at)?;
    let day = Day { year: i32::try_from(year).ok(), month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    (is_day(day) && !is_digit_at(text, at)).then_some((day, at))
}

/// A day that some year has.
fn is_day(day: Day) -> bool {
    let leap = day.year.is_none_or(time::util::is_leap_year);
    let last = match day.month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u8::from(leap),
        _ => 0,
    };
    day.year.is_none_or(|year| (2000..2100).contains(&year)) && (1..=last).contains(&day.day)
}

/// `16:15`, `00:56:46`, `14:30:12.34`, `오후 2:05`; a comma after it belongs to it.
pub(crate) fn time_of_day(text: &str, at: usize) -> Option<(Clock, usize)> {
    let half = if is_digit_at(text, at) {
        None
    } else if let Some(end) = literal(text, at, "오전") {
        Some((spaces(text, end), 0))
    } else {
        Some((spaces(text, literal(text, at, "오후")?), 12))
    };
    let (at, add) = half.unwrap_or((at, 0));
    let (hour, at) = match (digits::<2>(text, at), half) {
        (Some(two), _) => two,
        (None, _) => digits::<1>(text, at)?,
    };
    let (minute, at) = digits::<2>(text, literal(text, at, ":")?)?;
    let seconds = literal(text, at, ":").and_then(|at| digits::<2>(text, at));
    let (second, mut end) = seconds.unwrap_or((0, at));
    if seconds.is_some()
        && let Some(fraction) = literal(text, end, ".").filter(|at| is_digit_at(text, *at))
    {
        end = fraction;
        while is_digit_at(text, end) {
            end += 1;
        }
    }
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(_) => hour % 12 + add,
        None => hour,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let clock = Clock {
        hour: u8::try_from(hour).ok()?,
        minute: u8::try_from(minute).ok()?,
        second: u8::try_from(second).ok()?,
    };
    Some((clock, literal(text, end, ",").unwrap_or(end)))
}

/// Digits with right grouping (`1,098,093`) or none (`50000`), without leading zeros. Not the head of something longer:
/// `375,...` and `1,,098` are no numbers.
pub(crate) fn number(text: &str, at: usize) -> Option<(u64, usize)> {
    let bytes = text.as_bytes();
    let (mut value, mut end) = (0_u64, at);
    while let Some(digit) = digit_at(bytes, end) {
        value = if end - at < SAFE_DIGITS { value * 10 + digit } else { value.checked_mul(10)?.checked_add(digit)? };
        end += 1;
    }
    let head = end - at;
    if head == 0 || head > 1 && bytes.get(at) == Some(&b'0') {
        return None;
    }
    if bytes.get(end) == Some(&b',') {
        if head > 3 || bytes.get(at) == Some(&b'0') {
            return None;
        }
        while let Some(group) =
            bytes.get(end..).and_then(|rest| rest.first_chunk::<4>()).filter(|group| group[0] == b',')
        {
            let [_, a, b, c] = group.map(|b| b.wrapping_sub(b'0'));
            if a > 9 || b > 9 || c > 9 {
                return None;
            }
            let group = u64::from(a) * 100 + u64::from(b) * 10 + u64::from(c);
            end += 4;
            value = if end - at < SAFE_DIGITS {
                value * 1000 + group
            } else {
                value.checked_mul(1000)?.checked_add(group)?
            };
        }
        // A fourth digit in a group, or a group cut off.
        if bytes.get(end).is_some_and(|b| b.is_ascii_digit() || *b == b',') {
            return None;
        }
    }
    let goes_on = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(|b| b.is_ascii_digit() || *b == b'.');
    (!goes_on).then_some((value, end))
}

/// So many digits always fit.
const SAFE_DIGITS: usize = 19;

#[inline(always)]
fn digit_at(bytes: &[u8], at: usize) -> Option<u64> {
    let digit = bytes.get(at)?.wrapping_sub(b'0');
    (digit < 10).then_some(u64::from(digit))
}

/// A printed amount, with or without `원`. Also tells whether `원` stands there. Values above 10^12 are read: the
/// verdict refuses them by name.
pub(crate) fn amount(text: &str, at: usize) -> Option<(u64, bool, usize)> {
    let at = literal(text, at, "₩").unwrap_or(at);
    let (value, end) = number(text, at)?;
    if let Some(end) = literal(text, end, "원") {
        return Some((value, true, end));
    }
    if let Some(end) = literal(text, end, " 원").filter(|end| ends_word(text, *end)) {
        return Some((value, true, end));
    }
    // `10만원`, `3천원`, `12.20%`, `500포인트`: another unit, another number.
    let is_unit = match text.as_bytes().get(end) {
        Some(b'%' | b'$') => true,
        None | Some(0..=0x7f) => false,
        Some(0x80..) => char_at(text, end)
            .is_some_and(|c| matches!(c, '만' | '천' | '백' | '억' | '포' | '달' | '회' | '건' | '개')),
    };
    (!is_unit).then_some((value, false, end))
}

fn ends_word(text: &str, at: usize) -> bool {
    char_at(text, at).is_none_or(|c| !c.is_alphanumeric())
}

/// `잔액303,286`, `잔액: 1,250,000원`, `(잔액419,500)`, `잔액-11,024,387원`, `잔액 ****원`, `잔액375,...`.
pub(crate) fn balance(text: &str, at: usize) -> Option<(Balance, usize)> {
    // The first bytes of a parenthesis, 거, 잔 and 통.
    if !matches!(text.as_bytes().get(at)?, b'(' | 0xea | 0xec | 0xed) {
        return None;
    }
    let open = literal(text, at, "(");
    let at = open.unwrap_or(at);
    let label = literal(text, at, "잔액")
        .or_else(|| literal(text, at, "통장잔액"))
        .or_else(|| literal(text, at, "거래후잔액"))
        .or_else(|| literal(text, at, "거래후 잔액"))
        .or_else(|| literal(text, at, "잔고"))?;
    let at = literal(text, spaces(text, label), ":").map_or_else(|| spaces(text, label), |at| spaces(text, at));
    let (value, end) = balance_value(text, at)?;
    let end = if open.is_some() { literal(text, end, ")")? } else { end };
    Some((value, end))
}

pub(crate) fn balance_value(text: &str, at: usize) -> Option<(Balance, usize)> {
    let stars = text.as_bytes().get(at..)?.iter().take_while(|b| **b == b'*').count();
    if stars > 0 {
        let end = at + stars;
        return Some((Balance::Hidden, literal(text, end, "원").unwrap_or(end)));
    }
    let minus = literal(text, at, "-");
    let start = minus.unwrap_or(at);
    if let Some((value, _, end)) = amount(text, literal(text, start, "₩").unwrap_or(start)) {
        let value = i64::try_from(value).ok()?;
        return Some((Balance::Known(if minus.is_some() { -value } else { value }), end));
    }
    let shown = text.as_bytes().get(start..)?.iter().take_while(|b| b.is_ascii_digit() || **b == b',').count();
    let dots = start + shown;
    let end = literal(text, dots, "...").or_else(|| literal(text, dots, "…")).or_else(|| literal(text, dots, ".."))?;
    (end == text.trim_end().len()).then_some((Balance::Cut, end))
}

/// What a byte of an account number is; digits, masks and hyphens are counted in one number each sixteen bits wide.
const DIGIT: u8 = 0;
const MASK: u8 = 16;
const HYPHEN: u8 = 32;
const NO_PART: u8 = 48;

static PARTS: [u8; 256] = {
    let mut parts = [NO_PART; 256];
    let mut byte = 0;
    while byte < 256 {
        parts[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'*' | b'#' | b'x' | b'X' => MASK,
            b'-' => HYPHEN,
            _ => NO_PART,
        };
        byte += 1;
    }
    parts
};

/// An account number: digits, hyphens and masks. Needs a mask, a hyphen, or ten digits.
pub(crate) fn account(text: &str, at: usize) -> Option<usize> {
    const _: () = assert!(crate::text::MAX_BYTES < 1 << 16);
    let bytes = text.as_bytes();
    if matches!(bytes.get(at)?, b'-' | b'x' | b'X') {
        return None;
    }
    let (mut counts, mut next) = (0_u64, at);
    while let Some(byte) = bytes.get(next) {
        let part = PARTS.get(usize::from(*byte)).copied().unwrap_or(NO_PART);
        if part != NO_PART {
            counts += 1 << part;
            next += 1;
        } else if *byte < 0x80 {
            break;
        } else {
            let Some(mask) = char_at(text, next).filter(|c| is_mask(*c)) else { break };
            counts += 1 << MASK;
            next += mask.len_utf8();
        }
    }
    let mut end = next;
    while end > at && bytes.get(end - 1) == Some(&b'-') {
        end -= 1;
    }
    let of = |part: u8| counts >> part & 0xffff;
    let (digits, masks, hyphens) = (of(DIGIT), of(MASK), of(HYPHEN));
    let shaped = masks > 0 && digits >= 3 && digits + masks >= 4 || hyphens > 0 && digits >= 6 || digits >= 10;
    (shaped && digits <= 20 && end - at <= 40).then_some(end)
}

/// The last four digits in parentheses, after an owner's name: `(3823)`.
pub(crate) fn last_four(text: &str, at: usize) -> Option<usize> {
    let (_, end) = digits::<4>(text, literal(text, at, "(")?)?;
    literal(text, end, ")")
}
