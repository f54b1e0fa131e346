//! The words of bank messages: directions with their channels, what a name may look like, what is never a deposit.

use crate::token;

/// Words with their first three bytes beside them: most texts begin with none, and three bytes tell.
pub(crate) struct Words<const N: usize> {
    words: [&'static str; N],
    heads: [u32; N],
    /// One bit for every head, by [`bit`]: most texts are turned away by one look.
    bits: [u64; 16],
    /// Is one of the words of two letters?
    has_short: bool,
}

impl<const N: usize> Words<N> {
    pub(crate) const fn new(words: [&'static str; N]) -> Self {
        let mut heads = [0; N];
        let (mut at, mut bits, mut has_short) = (0, [0; 16], false);
        while at < N {
            heads[at] = head(words[at].as_bytes());
            has_short |= words[at].len() < 3;
            bits[bit(heads[at]) / 64] |= 1 << (bit(heads[at]) % 64);
            at += 1;
        }
        Self { words, heads, bits, has_short }
    }

    /// The words that `text` begins with, in order.
    pub(crate) fn beginning<'t>(&self, text: &'t str) -> impl Iterator<Item = &'static str> + use<'_, 't, N> {
        let wanted = head(text.as_bytes());
        let two = wanted & 0xffff;
        let heads = if self.may_begin(wanted) { &self.heads[..] } else { &[][..] };
        heads
            .iter()
            .zip(&self.words)
            .filter(move |(head, word)| (**head == wanted || **head == two) && text.starts_with(**word))
            .map(|(_, word)| *word)
    }

    /// Does one of the words stand anywhere in a short text? One pass for all of them.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let begins = |at: usize, b: u8| {
            // Words begin where characters do.
            !matches!(b, 0x80..=0xbf)
                && self.may_begin(head(bytes.get(at..).unwrap_or_default()))
                && self.words.iter().any(|word| bytes.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes())))
        };
        bytes.iter().enumerate().any(|(at, b)| begins(at, *b))
    }

    /// Could a text with this head begin with one of the words?
    fn may_begin(&self, wanted: u32) -> bool {
        let known = |head| self.bits.get(bit(head) / 64).is_some_and(|bits| bits >> (bit(head) % 64) & 1 == 1);
        known(wanted) || self.has_short && known(wanted & 0xffff)
    }
}

/// One of 1024 bits for a head.
const fn bit(head: u32) -> usize {
    (head.wrapping_mul(0x9e37_79b1) >> 22) as usize
}

/// The first three bytes; words of two letters (CD) have two.
pub(crate) const fn head(bytes: &[u8]) -> u32 {
    match bytes {
        [a, b, c, ..] => *a as u32 | (*b as u32) << 8 | (*c as u32) << 16,
        [a, b] => *a as u32 | (*b as u32) << 8,
        [a] => *a as u32,
        [] => 0,
    }
}

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

/// A letter of a name or a word; Hangul first, because that is what stands here.
pub(crate) fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣') || c.is_alphabetic()
}

/// A direction word at `at`, with the channel word glued to it. What stands before and after decides with it: after white
/// space any short channel word will do, glued to a name only a known one.
pub(crate) fn direction(text: &str, at: usize) -> Option<(Direction, usize)> {
    let rest = text.get(at..)?;
    let run_end = rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len());
    let run = &rest[..run_end];
    match run {
        "입금" => return Some((Direction::In, at + run_end)),
        "출금" => return Some((Direction::Out, at + run_end)),
        _ => {}
    }
    // `타행 입금`: the channel as a word of its own.
    if !run.is_empty() && is_channel(run) {
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
    if !ends_as_direction(run) {
        return None;
    }
    let found = ENDINGS.iter().find(|(word, ..)| run.ends_with(word));
    found.map(|(word, direction, cut)| (run.len() - word.len(), *direction, *cut))
}

/// The last syllables of all direction words.
fn ends_as_direction(run: &str) -> bool {
    run.ends_with(['금', '급', '제', '출', '부', '소', '정', '체', '이', '입'])
}

/// One or more known channel words, or nothing.
pub(crate) fn is_channel(text: &str) -> bool {
    text.is_empty()
        || CHANNELS.may_begin(head(text.as_bytes()))
            && CHANNELS.beginning(text).any(|word| is_channel(&text[word.len()..]))
}

/// A channel word that no list has yet: short, and not one of those that change what 입금 means.
fn is_new_channel(text: &str) -> bool {
    text.chars().count() <= 6 && !NOT_A_DEPOSIT.iter().any(|word| text.contains(word))
}

/// May this stand in a name's place?
pub(crate) fn may_be_name(printed: &str) -> bool {
    is_name(bare(printed))
}

/// A name as printed, without the honorific and a channel word that is glued to it.
pub(crate) fn bare(printed: &str) -> &str {
    let mut name = trim(printed);
    // Two syllables at least stay, so a shorter one carries no channel; all channels end in one of these.
    if name.len() >= 14 && name.ends_with(['킹', '융', '체', '금', '폰', '동']) {
        let glued = GLUED_BEHIND.iter().find_map(|channel| name.strip_suffix(channel));
        name = glued.filter(|short| short.chars().nth(1).is_some()).unwrap_or(name).trim_end();
    }
    name.strip_suffix('님').unwrap_or(name).trim_end()
}

/// Without white space around it; nearly every name has none, and two bytes tell.
pub(crate) fn trim(text: &str) -> &str {
    let bare = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_graphic() || matches!(b, 0xea..=0xed));
    let last = text.len().checked_sub(3).and_then(|at| text.as_bytes().get(at));
    let ends = text.as_bytes().last().is_some_and(u8::is_ascii_graphic) || matches!(last, Some(0xea..=0xed));
    if bare(text.as_bytes().first()) && ends { text } else { text.trim() }
}

/// Could a payer be printed like this? Refuses everything that is another kind of token, or a remark about the transfer.
fn is_name(name: &str) -> bool {
    const MARKS: &str = "()-_.&*+/'·>,:@~!㈜";
    if name.is_empty() || name.len() > 90 || is_channel(name) || is_remark(name) {
        return false;
    }
    if name.chars().all(|c| matches!(c, '가'..='힣')) {
        return !is_other_token(name);
    }
    // A masked word beside others is the account's owner.
    if name.starts_with('(') && name.ends_with(')') || name.contains('*') && name.contains(' ') {
        return false;
    }
    let printable = |c: char| is_letter(c) || c.is_alphanumeric() || c == ' ' || MARKS.contains(c);
    if !name.chars().all(printable) || !name.chars().any(char::is_alphanumeric) || holds_other_token(name) {
        return false;
    }
    let mut before = "";
    if !name.contains(' ') {
        return !is_other_token(name);
    }
    name.split(' ').filter(|word| !word.is_empty()).all(|word| {
        // `홍길동님 홍길동` is a name twice; only the end of a name carries the honorific.
        let twice = word == before || before.ends_with("님") || before.ends_with("님이");
        before = word;
        !twice && !is_other_token(word)
    })
}

/// Says something about the transfer: two syllables anywhere in the name.
fn is_remark(name: &str) -> bool {
    static REMARKS: Words<8> = Words::new(["취소", "예정", "정정", "잔액", "거절", "실패", "불가", "금계좌"]);
    REMARKS.stand_in(name)
}

/// Pieces that stand in other tokens only, wherever they are: `07/22`, `16:3`, `1,0`, `**`, `입금10`, ` (0`.
fn holds_other_token(name: &str) -> bool {
    let bytes = name.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let marked = bytes.iter().enumerate().any(|(at, b)| match b {
        b'/' | b':' | b',' => at > 0 && digit(at - 1) && digit(at + 1),
        b'*' => bytes.get(at + 1) == Some(&b'*'),
        b'(' => digit(at + 1) && (at == 0 || bytes.get(at - 1) == Some(&b' ')),
        _ => false,
    });
    marked
        || name.bytes().any(|b| b.is_ascii_digit())
            && ["입금", "출금", "지급"]
                .iter()
                .any(|word| name.match_indices(word).any(|(at, word)| digit(at + word.len())))
}

/// A word that is an amount, an account, a direction, or one of the words around names.
fn is_other_token(word: &str) -> bool {
    const AROUND: &[&str] = &["적요", "내용", "내", "통장", "계좌", "계좌번호", "일시", "금액", "→", "|"];
    let whole = |end: Option<usize>| end == Some(word.len());
    if word.starts_with(|c| matches!(c, '가'..='힣')) {
        return AROUND.contains(&word) || is_known_direction(word);
    }
    let money = token::amount(word, 0).is_some_and(|(_, won, end)| end == word.len() && (won || end < 4));
    money
        || AROUND.contains(&word)
        || word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('원')
        || whole(token::account(word, 0)) && word.contains(['*', '#', '-'])
        || is_known_direction(word)
}

/// A direction word by itself or behind a known channel; 바다결제 may be a firm.
pub(crate) fn is_known_direction(word: &str) -> bool {
    if !ends_as_direction(word) {
        return false;
    }
    let word = word.rsplit_once(' ').filter(|(channel, _)| is_channel(channel)).map_or(word, |(_, last)| last);
    core(word).is_some_and(|(at, _, cut)| !cut && word.get(..at).is_some_and(is_channel))
}
