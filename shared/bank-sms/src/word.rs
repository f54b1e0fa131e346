//! The words of bank messages: directions with their channels, and what is never a deposit.

use crate::lexicon::Lexicon;
use crate::token;
use std::sync::LazyLock;

/// Which way the money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    In,
    Out,
    /// A deposit taken back: 입금취소.
    InReversed,
    /// A withdrawal taken back, or a card payment refunded: money returns, but nobody paid.
    OutReversed,
    /// An own transfer that came back: 송금불능입금.
    Returned,
}

/// How a transfer came about: what may stand in front of 입금 (`전자금융입금`). A closed list: a word that is not here
/// is for a person. At some banks the same words stand behind the name (`김철수오픈뱅킹`).
static CHANNELS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(CHANNEL_WORDS));

const CHANNEL_WORDS: &[&str] = &[
    "전자금융",
    "오픈뱅킹",
    "오픈이체",
    "오픈",
    "스마트폰",
    "스마트",
    "인터넷",
    "인터넷뱅킹",
    "모바일",
    "모바일뱅킹",
    "모바일이체",
    "스마트뱅킹",
    "폰뱅킹",
    "텔레뱅킹",
    "펌뱅킹",
    "펌이체",
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
    "자금이체",
    "타행환",
    "타행",
    "당행",
    "타행IB",
    "당행IB",
    "IB",
    "창구",
    "무통장",
    "자동화기기",
    "가상계좌",
    "공동",
    "공동망",
    "지로",
    "현금",
    "대체",
    "자동",
    "예금",
    "송금",
    "일반",
    "리브",
    "올원",
    "FBS",
    "FB",
    "CMS",
    "ATM",
    "CD",
    "PC",
    "GIRO",
    "BZ",
    "뱅킹",
    "급여",
    "상여",
    "월급",
    "이자",
    "결산이자",
    "예금이자",
    "정산",
    "외부",
    "인뱅",
    "건별",
    "체크카드",
    "카드",
];

/// What these say of a transfer's kind, as a channel or as the whole name.
const SALARY: &[&str] = &["급여", "급여이체", "상여", "상여금", "월급", "급료"];
const INTEREST: &[&str] = &["이자", "결산이자", "예금이자", "예금결산이자"];

/// Is this, as a whole, what a bank calls pay?
pub(crate) fn is_salary(word: &str) -> bool {
    SALARY.contains(&word)
}

/// Is this, as a whole, what a bank calls interest?
pub(crate) fn is_interest(word: &str) -> bool {
    INTEREST.contains(&word)
}

/// Pay or interest, as a whole.
pub(crate) fn is_kind(word: &str) -> bool {
    is_salary(word) || is_interest(word)
}

/// Channel words that 수협 glues behind a name. Shorter ones could be the end of a real name.
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

/// Behind a name: this person is paid, so the money went out.
pub(crate) const PAID: &[&str] = &["님께", "님에게", "님한테"];

/// Behind a name that is no payer's: whoever is paid, or whom the message is for.
pub(crate) const ADDRESSED: &[&str] = &["님앞", "귀하"];

/// The same, where a person's name stands in front.
pub(crate) const PERSON_ADDRESSED: &[&str] = &["앞", "앞으로", "께", "한테", "계좌", "계좌로", "통장", "통장으로"];

/// In front of 입금: an own transfer that came back.
const RETURNED: &[&str] = &["불능", "반려", "회수", "환원", "반송"];

/// A channel that is known, and with which 입금 is no payment: 대출입금, 카드입금.
const NOT_A_DEPOSIT: &[&str] = &["체크카드", "카드"];

/// A letter of a name or a word; Hangul first, because that is what stands here.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣') || c.is_alphabetic()
}

/// A direction word at `at`, with the channel word in front of it, and whether no list has that channel. What stands
/// before decides with it: glued to a name only a known channel is one.
pub(crate) fn direction(text: &str, at: usize) -> Option<(Direction, bool, usize)> {
    let rest = text.get(at..)?;
    if let Some(direction) = plain_direction(rest.as_bytes()) {
        return Some((direction, false, at + "입금".len()));
    }
    let run_end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    let run = &rest[..run_end];
    match run {
        "입금" => return Some((Direction::In, false, at + run_end)),
        "출금" => return Some((Direction::Out, false, at + run_end)),
        _ => {}
    }
    // `타행 입금`: the channel as a word of its own. No channel ends in 입금 or 출금.
    let (has_channel, is_returned) = (is_channel(run), is_returned(run));
    if !run.is_empty() && !run.ends_with("입금") && !run.ends_with("출금") && (has_channel || is_returned) {
        let word = rest.get(run_end..)?.strip_prefix(' ')?;
        let direction = match word.get(..6)? {
            "입금" if is_returned => Direction::Returned,
            "입금" if !NOT_A_DEPOSIT.contains(&run) => Direction::In,
            "출금" if has_channel => Direction::Out,
            _ => return None,
        };
        let ends = word.chars().nth(2).is_none_or(|c| !is_letter(c));
        return ends.then_some((direction, false, at + run_end + 7));
    }
    let (core, direction, cut) = core(run)?;
    let fresh = token::char_before(text, at).is_none_or(|c| !is_letter(c) && !c.is_numeric());
    let channel = run.get(..core)?;
    let known = is_channel(channel) && (direction != Direction::In || !NOT_A_DEPOSIT.contains(&channel));
    let is_short = channel.chars().count() <= 6;
    let (direction, is_new) = match direction {
        Direction::In if is_returned_channel(channel) => (Direction::Returned, false),
        Direction::In | Direction::Out if cut => (direction, !known || channel.is_empty()),
        Direction::In | Direction::Out | Direction::InReversed | Direction::OutReversed | Direction::Returned => {
            (direction, !known)
        }
    };
    (!is_new || !cut && fresh && is_short).then_some((direction, is_new, at + run_end))
}

/// 불능, 반려, or one of them behind a channel: 송금불능.
fn is_returned_channel(channel: &str) -> bool {
    RETURNED.iter().any(|word| channel.strip_suffix(word).is_some_and(is_channel))
}

fn is_returned(word: &str) -> bool {
    RETURNED.contains(&word)
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
    // No bank strings more together; bounds the work on hostile texts.
    const MAX_BYTES: usize = 48;
    text.is_empty() || text.len() <= MAX_BYTES && CHANNELS.beginning(text).any(|(.., rest)| is_channel(rest))
}

/// A direction word by itself or behind a known channel; 바다결제 may be a firm.
pub(crate) fn is_known_direction(word: &str) -> bool {
    if !word.ends_with(ends_direction) {
        return false;
    }
    let is_any = |channel: &str| is_channel(channel) || is_returned_channel(channel);
    let word = word.rsplit_once(' ').filter(|(channel, _)| is_any(channel)).map_or(word, |(_, last)| last);
    core(word).is_some_and(|(at, _, cut)| !cut && word.get(..at).is_some_and(is_any))
}
