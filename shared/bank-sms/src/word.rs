//! The words of bank messages: directions with their channels, what a name may look like, what is never a deposit.

use crate::token;

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
pub(crate) const CHANNELS: &[&str] = &[
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
];

/// Channel words that some banks glue behind a name. Shorter ones could be the end of a real name.
const GLUED_BEHIND: &[&str] = &[
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

/// A direction word at `at`, with the channel word glued to it. What stands before and after decides with it: after white
/// space any short channel word will do, glued to a name only a known one.
pub(crate) fn direction(text: &str, at: usize) -> Option<(Direction, usize)> {
    let rest = text.get(at..)?;
    let run_end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let run = &rest[..run_end];
    let fresh = token::char_before(text, at).is_none_or(|c| !c.is_alphanumeric());
    let (core, direction, cut) = core(run)?;
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

/// Where the direction itself begins in a run of letters that ends with it, and whether the column cut it.
fn core(run: &str) -> Option<(usize, Direction, bool)> {
    const ENDINGS: &[(&str, Direction, bool)] = &[
        ("입금", Direction::In, false),
        ("출금", Direction::Out, false),
        ("지급", Direction::Out, false),
        ("결제", Direction::Out, false),
        ("인출", Direction::Out, false),
        ("납부", Direction::Out, false),
        ("출금이체", Direction::Out, false),
        ("입금이체", Direction::In, false),
        ("입금취소", Direction::InReversed, false),
        ("입금정정", Direction::InReversed, false),
        ("취소입금", Direction::OutReversed, false),
        ("출금취소", Direction::OutReversed, false),
        ("지급취소", Direction::OutReversed, false),
        ("출금정정", Direction::OutReversed, false),
        ("결제취소", Direction::OutReversed, false),
        ("취소", Direction::OutReversed, false),
        ("출금이", Direction::Out, true),
        ("입금이", Direction::In, true),
        ("출", Direction::Out, true),
        ("입", Direction::In, true),
    ];
    // The longest ending that fits: 입금취소 before 취소.
    let found = ENDINGS.iter().filter(|(word, ..)| run.ends_with(word)).max_by_key(|(word, ..)| word.len());
    found.map(|(word, direction, cut)| (run.len() - word.len(), *direction, *cut))
}

/// One or more known channel words, or nothing.
pub(crate) fn is_channel(text: &str) -> bool {
    text.is_empty() || CHANNELS.iter().any(|word| text.strip_prefix(word).is_some_and(is_channel))
}

/// A channel word that no list has yet: short, and not one of those that change what 입금 means.
fn is_new_channel(text: &str) -> bool {
    text.chars().count() <= 6 && !NOT_A_DEPOSIT.iter().any(|word| text.contains(word))
}

/// A name as printed, without the honorific and a channel word that is glued to it. `None` if it is no name.
pub(crate) fn name(printed: &str) -> Option<&str> {
    let mut name = printed.trim();
    for channel in GLUED_BEHIND {
        if let Some(short) = name.strip_suffix(channel).filter(|short| short.chars().count() >= 2) {
            name = short.trim_end();
            break;
        }
    }
    let name = name.strip_suffix('님').unwrap_or(name).trim_end();
    is_name(name).then_some(name)
}

/// Could a payer be printed like this? Refuses everything that is another kind of token, or a remark about the transfer.
fn is_name(name: &str) -> bool {
    const MARKS: &str = "()-_.&*+/'·>,:@~!㈜";
    const REMARKS: &[&str] = &["취소", "예정", "정정", "잔액", "거절", "실패", "불가", "입금계좌", "출금계좌"];
    let chars = name.chars().count();
    if chars == 0 || chars > 30 || is_channel(name) || REMARKS.iter().any(|word| name.contains(word)) {
        return false;
    }
    if name.starts_with('(') && name.ends_with(')') {
        return false;
    }
    if !name.chars().all(|c| c.is_alphanumeric() || c == ' ' || MARKS.contains(c))
        || !name.chars().any(char::is_alphanumeric)
    {
        return false;
    }
    let mut before = "";
    name.split(' ').filter(|word| !word.is_empty()).all(|word| {
        let doubled = word == before;
        before = word;
        !doubled && !is_other_token(word)
    })
}

/// An amount, a date, a time, an account or a direction: never part of a name.
fn is_other_token(word: &str) -> bool {
    let whole = |end: Option<usize>| end == Some(word.len());
    let amount = token::amount(word, 0);
    let money = amount.is_some_and(|(_, won, end)| end == word.len() && (won || word.contains(',') || end < 4));
    money
        || word.contains("원원")
        || word.starts_with(|c: char| c.is_ascii_digit()) && (word.ends_with('원') || word.contains(','))
        || whole(token::date(word, 0).map(|(_, end)| end))
        || whole(token::time_of_day(word, 0).map(|(_, end)| end))
        || whole(token::account(word, 0)).then_some(()).is_some_and(|()| word.contains(['*', '#', '-']))
        || matches!(direction(word, 0), Some((_, end)) if end == word.len() && is_known_direction(word))
        || word.starts_with("잔액")
}

/// A direction word by itself or behind a known channel; 바다결제 may be a firm.
pub(crate) fn is_known_direction(word: &str) -> bool {
    core(word).is_some_and(|(at, _, cut)| !cut && word.get(..at).is_some_and(is_channel))
}

pub(crate) fn contains_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
