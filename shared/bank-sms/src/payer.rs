//! What a payer's name may look like where a message prints one.

use crate::token;
use crate::word::{CHANNELS, GLUED_BEHIND, ends_direction, is_channel, is_known_direction, is_letter};
use crate::words::Words;

static REMARKS: Words<8> = Words::new(["취소", "예정", "정정", "잔액", "거절", "실패", "불가", "금계좌"]);

/// Words around names that are none.
const AROUND: &[&str] = &["적요", "내용", "내", "통장", "계좌", "계좌번호", "일시", "금액", "→", "|"];

/// May this stand in a name's place?
pub(crate) fn may_be_name(printed: &str) -> bool {
    is_name(bare(printed))
}

/// Most names, told in one pass: one word of Hangul, Latin letters, digits and a few marks that begins with a letter, in
/// which no two syllables begin a word that makes it something else, and whose last syllable ends no direction, honorific
/// or channel. Such a name is printed bare, and is no refused payer's. Says nothing about any other.
pub(crate) fn is_usual(name: &[u8]) -> bool {
    let is_latin = name.first().is_some_and(u8::is_ascii_alphabetic);
    let (mut before, mut next, mut has_sign) = (NO_SYLLABLE, 0, false);
    while let Some(byte) = name.get(next) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => before = NO_SYLLABLE,
            b'0'..=b'9' | b'(' | b')' | b'.' | b'_' | b'&' | b'-' if next > 0 => {
                (before, has_sign) = (NO_SYLLABLE, true);
            }
            0xea..=0xed => {
                let Some(bytes) = name.get(next..).and_then(|rest| rest.first_chunk()) else { return false };
                let this = code(*bytes);
                let bit = pair(before, this);
                let is_barred = PAIRS.get(bit / 64).is_none_or(|bits| bits >> (bit % 64) & 1 == 1);
                if is_barred || !SYLLABLES.contains(&this) {
                    return false;
                }
                before = this;
                next += 2;
            }
            _ => return false,
        }
        next += 1;
    }
    let last = char::from_u32(before).unwrap_or_default();
    // Shorter names carry no channel.
    let ends_channel = name.len() >= CHANNEL_BEHIND && matches!(last, '킹' | '융' | '폰' | '동');
    let is_end = ends_direction(last) || last == '님' || ends_channel;
    // A word of Latin letters and Hangul could be a channel: CD공동.
    (6..=60).contains(&name.len()) && !is_end && (has_sign || !is_latin)
}

/// The bytes of the shortest name with a channel glued behind it: two syllables stay.
const CHANNEL_BEHIND: usize = 14;

const NO_SYLLABLE: u32 = 0;

/// 가 to 힣.
const SYLLABLES: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;

/// The code point of a character of three bytes.
const fn code(bytes: [u8; 3]) -> u32 {
    let [a, b, c] = bytes;
    (a as u32 & 0xf) << 12 | (b as u32 & 0x3f) << 6 | c as u32 & 0x3f
}

/// One bit for the first two syllables of each word that may not stand in a usual name, by [`pair`].
static PAIRS: [u64; 32] = {
    let lists: [&[&str]; 4] = [CHANNELS.all(), REMARKS.all(), AROUND, &["입금", "출금", "지급", "배당", "대출"]];
    let (mut pairs, mut list) = ([0; 32], 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let word = lists[list][at].as_bytes();
            if let [a, b, c, d, e, f, ..] = *word {
                let bit = pair(code([a, b, c]), code([d, e, f]));
                pairs[bit / 64] |= 1 << (bit % 64);
            } else {
                assert!(word[0].is_ascii() || list == 2, "a channel or a remark of one syllable: pairs don't tell it");
            }
            at += 1;
        }
        list += 1;
    }
    pairs
};

/// One of 2048 bits for two syllables.
const fn pair(first: u32, second: u32) -> usize {
    (first.wrapping_mul(0x9e37_79b1).wrapping_add(second).wrapping_mul(0x85eb_ca6b) >> 21) as usize
}

/// Is nothing a name that begins at `start` and reaches over what stands at `next`? Looks back only: a piece of another
/// token, a direction with more behind it, or a character that no name has makes every longer run none. What it lets pass
/// is asked of [`may_be_name`].
pub(crate) fn ends_name(text: &[u8], start: usize, next: usize) -> bool {
    let run = text.get(start..next).unwrap_or_default();
    match text.get(next) {
        Some(b'0'..=b'9') => match run {
            [.., digit, b'/' | b':' | b','] => digit.is_ascii_digit(),
            [b'('] | [.., b' ', b'('] => true,
            _ => false,
        },
        Some(b'*') => run.ends_with(b"*"),
        Some(b' ') => match run.split_last_chunk::<6>() {
            Some((before, word)) if word == "입금".as_bytes() || word == "출금".as_bytes() => {
                before.last().is_none_or(|b| *b == b' ')
            }
            _ => false,
        },
        Some(0xec) => {
            run.ends_with("잔".as_bytes()) && text.get(next..).is_some_and(|rest| rest.starts_with("액".as_bytes()))
        }
        Some(b) => b.is_ascii() && !b.is_ascii_alphabetic() && !MARKS.as_bytes().contains(b),
        None => true,
    }
}

/// How many bytes the character takes that begins so.
pub(crate) const fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0.. => 4,
    }
}

/// Signs that names have.
const MARKS: &str = "()-_.&*+/'·>,:@~!㈜";

/// A name as printed, without the honorific and a channel word that is glued to it.
pub(crate) fn bare(printed: &str) -> &str {
    let mut name = trim(printed);
    // Two syllables at least stay, so a shorter one carries no channel; all channels end in one of these.
    if name.len() >= CHANNEL_BEHIND && name.ends_with(['킹', '융', '체', '금', '폰', '동']) {
        let glued = GLUED_BEHIND.iter().find_map(|channel| name.strip_suffix(channel));
        name = glued.filter(|short| short.chars().nth(1).is_some()).unwrap_or(name).trim_end();
    }
    let addressed = name.strip_suffix('님').filter(|before| before.is_empty() || crate::name::is_addressed(before));
    addressed.map_or(name, str::trim_end)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// All runs of up to three pieces: what names are made of, and what makes a text something else.
    fn texts() -> impl Iterator<Item = String> {
        const OWN: [&str; 31] = [
            "", " ", "김", "하늘", "동", "님", "A", "KIM", "7", "2606", "(", ")", "*", "-", "/", ",", ".", ":", "|",
            "원", "입금", "출금", "지급", "입", "배당", "대출", "10,000", "잔액", "킹", "㈜", "１",
        ];
        let pieces: Vec<&str> = [CHANNELS.all(), REMARKS.all(), AROUND, GLUED_BEHIND, &OWN].concat();
        let many = pieces.len();
        let piece = move |at: usize| pieces.get(at % many).copied().unwrap_or_default();
        // A third of all: the last piece takes one place in three.
        (0..many * many * many.div_ceil(3))
            .map(move |at| format!("{}{}{}", piece(at), piece(at / many), piece(at / many / many * 3)))
    }

    #[test]
    fn a_usual_name_is_a_name_printed_bare_and_no_refused_payers() {
        let usual: Vec<String> = texts().filter(|text| is_usual(text.as_bytes())).collect();
        assert!(usual.len() > 1_000, "{}", usual.len());
        for name in usual {
            assert!(may_be_name(&name) && bare(&name) == name, "{name}");
            assert_eq!(crate::triage::refused_payer(&name), None, "{name}");
        }
    }

    #[test]
    fn where_a_name_ends_nothing_longer_is_one() {
        let mut ended = 0_u32;
        for text in texts().map(|text| format!("김 {text}하늘7님")) {
            for start in [0, 4] {
                let places = text.char_indices().map(|(at, _)| at).filter(|at| *at >= start);
                let Some(end) = places.clone().find(|at| ends_name(text.as_bytes(), start, *at)) else { continue };
                ended += 1;
                let longer = places.filter(|at| *at > end).chain([text.len()]);
                for name in longer.filter_map(|at| text.get(start..at)).filter(|name| !name.ends_with(' ')) {
                    assert!(!may_be_name(name), "{text}: {name}");
                }
            }
        }
        assert!(ended > 10_000, "{ended}");
    }

    #[test]
    fn nothing_ends_a_name_within_it() {
        for name in ["김입금 하늘", "하늘출금 7호점", "김 하늘입금 7호점", "가(나)다", "김1/나", "김,7"]
        {
            assert!(may_be_name(name), "{name}");
            let mut within = name.char_indices().map(|(at, _)| at);
            assert!(!within.any(|at| ends_name(name.as_bytes(), 0, at)), "{name}");
        }
    }

    #[test]
    fn a_name_has_ninety_bytes_at_most_and_is_no_channel() {
        for name in ["가".repeat(30), "A".repeat(90), "가".to_owned()] {
            assert!(may_be_name(&name), "{name}");
        }
        for none in ["가".repeat(31), "A".repeat(91), "인터넷뱅킹".to_owned(), "님".to_owned(), String::new()] {
            assert!(!may_be_name(&none), "{none}");
        }
    }

    #[test]
    fn white_space_around_a_name_is_no_part_of_it() {
        for name in ["홍길동", " 홍길동", "홍길동 ", "\u{3000}홍길동\u{3000}", "홍길동님 ", "\t홍길동 님"]
        {
            assert_eq!(bare(name), "홍길동", "{name}");
        }
        assert_eq!(bare(" 김해님 "), "김해님", "a person who is called so");
        for text in ["", " ", "\u{3000}"] {
            assert_eq!(trim(text), "", "{text}");
        }
        assert_eq!((trim("A "), trim(" A"), trim("A")), ("A", "A", "A"));
    }

    #[test]
    fn a_channel_glued_behind_a_name_leaves_two_syllables() {
        for (printed, name) in [
            ("김하폰뱅킹", "김하"),
            ("김하늘CD공동", "김하늘"),
            ("김하늘 자동이체", "김하늘"),
            ("김폰뱅킹", "김폰뱅킹"),
            ("AB폰뱅킹", "AB폰뱅킹"),
            ("김하늘동", "김하늘동"),
        ] {
            assert_eq!(bare(printed), name, "{printed}");
        }
    }

    #[test]
    fn what_stands_in_other_tokens_stands_in_no_name_and_its_halves_may() {
        for name in [
            "가/나",
            "1/나",
            "가/1",
            "/1가",
            "1:가",
            "가:1",
            "1,가",
            "홍*동",
            "가(1)",
            "가 (나",
            "가입금 1호",
            "가/나1",
        ] {
            assert!(may_be_name(name), "{name}");
        }
        for none in
            ["가07/22", "16:3가", "가1,0", "가**", "가입금10", "1가출금1", "지급1나", "가 (0", "(0가", "가1/2나"]
        {
            assert!(!may_be_name(none), "{none}");
        }
    }

    #[test]
    fn an_amount_an_account_or_a_direction_is_no_word_of_a_name_and_another_number_may_be() {
        for name in ["1004", "2606국민", "7호점", "가나 1004", "가나 7호점", "1234567890", "가나 1234567890", "A-1"]
        {
            assert!(may_be_name(name), "{name}");
        }
        for none in [
            "7",
            "700",
            "가나 700",
            "1,000원",
            "가나 1004원",
            "7천원",
            "110-123-456789",
            "가나 110-***-0000",
            "가나 입금",
            "적요",
            "가나 → 나",
        ] {
            assert!(!may_be_name(none), "{none}");
        }
    }
}
