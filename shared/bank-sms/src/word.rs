//! The words of bank messages: directions with their channels, and what is never a deposit.

use crate::token;
use crate::words::Words;

/// Which way the money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    In,
    Out,
    /// A deposit taken back: 입금취소.
    InReversed,
    /// A withdrawal taken back, or a card payment refunded: money returns, but nobody paid.
    OutReversed,
}

/// How a transfer came about. Glued in front of 입금 (`전자금융입금`) or, at some banks, behind the name (`김철수오픈뱅킹`).
pub(crate) static CHANNELS: Words<48> = Words::new([
    "전자금융",
    "오픈뱅킹",
    "스마트폰",
    "인터넷",
    "인터넷뱅킹",
    "모바일",
    "모바일뱅킹",
    "스마트뱅킹",
    "폰뱅킹",
    "텔레뱅킹",
    "펌뱅킹",
    "간편이체",
    "간편송금",
    "즉시이체",
    "이체",
    "계좌이체",
    "타행이체",
    "당행이체",
    "자동이체",
    "대량이체",
    "급여이체",
    "타행환",
    "타행",
    "당행",
    "창구",
    "무통장",
    "자동화기기",
    "공동",
    "공동망",
    "지로",
    "현금",
    "대체",
    "자동",
    "예금",
    "송금",
    "전자",
    "일반",
    "리브",
    "FBS",
    "CMS",
    "ATM",
    "CD",
    "PC",
    "GIRO",
    "BZ",
    "뱅킹",
    "체크카드",
    "카드",
]);

/// Channel words that some banks glue behind a name. Shorter ones could be the end of a real name.
pub(crate) const GLUED_BEHIND: &[&str] = &[
    "인터넷뱅킹",
    "모바일뱅킹",
    "스마트뱅킹",
    "텔레뱅킹",
    "폰뱅킹",
    "펌뱅킹",
    "오픈뱅킹",
    "전자금융",
    "간편이체",
    "간편송금",
    "타행이체",
    "즉시이체",
    "자동이체",
    "스마트폰",
    "CD공동",
];

/// In front of 입금 these make it something else: 대출입금, 지자체세입금, 입금예정.
const NOT_A_DEPOSIT: &[&str] = &[
    "대출",
    "배당",
    "예정",
    "예약",
    "취소",
    "정정",
    "반환",
    "반송",
    "오류",
    "실패",
    "카드",
    "세",
    "미",
    "재",
    "청구",
    "결제",
    "보험",
    "수수료",
    "환급",
    "환불",
    "분배",
];

/// A letter of a name or a word; Hangul first, because that is what stands here.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣') || c.is_alphabetic()
}

/// A direction word at `at`, with the channel word glued to it. What stands before and after decides with it: after white
/// space any short channel word will do, glued to a name only a known one.
pub(crate) fn direction(text: &str, at: usize) -> Option<(Direction, usize)> {
    let rest = text.get(at..)?;
    if let Some(direction) = plain_direction(rest.as_bytes()) {
        return Some((direction, at + "입금".len()));
    }
    let run_end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    let run = &rest[..run_end];
    match run {
        "입금" => return Some((Direction::In, at + run_end)),
        "출금" => return Some((Direction::Out, at + run_end)),
        _ => {}
    }
    // `타행 입금`: the channel as a word of its own. No channel ends in 입금 or 출금.
    if !run.is_empty() && !run.ends_with("입금") && !run.ends_with("출금") && is_channel(run) {
        let word = rest.get(run_end..)?.strip_prefix(' ')?;
        let direction = match word.get(..6)? {
            "입금" if !NOT_A_DEPOSIT.contains(&run) => Direction::In,
            "출금" => Direction::Out,
            _ => return None,
        };
        let ends = word.chars().nth(2).is_none_or(|c| !is_letter(c));
        return ends.then_some((direction, at + run_end + 7));
    }
    let (core, direction, cut) = core(run)?;
    let fresh = token::char_before(text, at).is_none_or(|c| !is_letter(c) && !c.is_numeric());
    let channel = run.get(..core)?;
    let known = is_channel(channel);
    let fits = match direction {
        Direction::In if cut => known && !channel.is_empty(),
        Direction::In => known && !NOT_A_DEPOSIT.contains(&channel) || fresh && is_new_channel(channel),
        Direction::Out if cut => known && !channel.is_empty(),
        Direction::Out | Direction::InReversed | Direction::OutReversed => {
            known || fresh && channel.chars().count() <= 6
        }
    };
    fits.then_some((direction, at + run_end))
}

/// 입금 or 출금 in front of ASCII that is no letter: most messages.
#[inline]
fn plain_direction(text: &[u8]) -> Option<Direction> {
    let (word, rest) = text.split_first_chunk::<6>()?;
    if rest.first().is_some_and(|b| !b.is_ascii() || b.is_ascii_alphabetic()) {
        None
    } else if word == "입금".as_bytes() {
        Some(Direction::In)
    } else {
        (word == "출금".as_bytes()).then_some(Direction::Out)
    }
}

/// Where the direction itself begins in a run of letters that ends with it, and whether the column cut it.
fn core(run: &str) -> Option<(usize, Direction, bool)> {
    const ENDINGS: &[(&str, Direction, bool)] = &[
        // Longer endings before the ends of them: 입금취소 before 취소.
        ("입금취소", Direction::InReversed, false),
        ("입금정정", Direction::InReversed, false),
        ("취소입금", Direction::OutReversed, false),
        ("출금취소", Direction::OutReversed, false),
        ("지급취소", Direction::OutReversed, false),
        ("출금정정", Direction::OutReversed, false),
        ("결제취소", Direction::OutReversed, false),
        ("출금이체", Direction::Out, false),
        ("입금이체", Direction::In, false),
        ("출금이", Direction::Out, true),
        ("입금이", Direction::In, true),
        ("입금", Direction::In, false),
        ("출금", Direction::Out, false),
        ("지급", Direction::Out, false),
        ("결제", Direction::Out, false),
        ("인출", Direction::Out, false),
        ("납부", Direction::Out, false),
        ("취소", Direction::OutReversed, false),
        ("출", Direction::Out, true),
        ("입", Direction::In, true),
    ];
    if !run.ends_with(ends_direction) {
        return None;
    }
    // Nearly all, without a look at the list.
    if run.ends_with("입금") && !run.ends_with("취소입금") {
        return Some((run.len() - "입금".len(), Direction::In, false));
    }
    let found = ENDINGS.iter().find(|(word, ..)| run.ends_with(word));
    found.map(|(word, direction, cut)| (run.len() - word.len(), *direction, *cut))
}

/// The last syllables of all direction words.
pub(crate) const fn ends_direction(last: char) -> bool {
    matches!(last, '금' | '급' | '제' | '출' | '부' | '소' | '정' | '체' | '이' | '입')
}

/// One or more known channel words, or nothing.
pub(crate) fn is_channel(text: &str) -> bool {
    text.is_empty()
        || CHANNELS.may_begin(text.as_bytes()) && CHANNELS.beginning(text).any(|word| is_channel(&text[word.len()..]))
}

/// A channel word that no list has yet: short, and not one of those that change what 입금 means.
fn is_new_channel(text: &str) -> bool {
    text.chars().count() <= 6 && !NOT_A_DEPOSIT.iter().any(|word| text.contains(word))
}

/// A direction word by itself or behind a known channel; 바다결제 may be a firm.
pub(crate) fn is_known_direction(word: &str) -> bool {
    if !word.ends_with(ends_direction) {
        return false;
    }
    let word = word.rsplit_once(' ').filter(|(channel, _)| is_channel(channel)).map_or(word, |(_, last)| last);
    core(word).is_some_and(|(at, _, cut)| !cut && word.get(..at).is_some_and(is_channel))
}
