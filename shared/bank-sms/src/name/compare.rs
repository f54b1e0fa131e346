//! How like two names are: for proposals that a person sees, never for a match.
//!
//! Names are compared as they are typed on a Korean keyboard, so that the slip of a finger is a small difference. What
//! people write around a name or in another order, and a name in Latin letters, is tried too; the best way counts.

use super::romanised;
use super::{after_sending_bank, folded, is_hangul, qualifier, squeeze};
use crate::related::without_number;
use unicode_normalization::UnicodeNormalization;

/// A key that is missing or too many.
const GAP: u32 = 4;
/// Another key.
const OTHER_KEY: u32 = 6;
/// The key beside it.
const BESIDE: u32 = 3;
/// The same key with or without shift.
const SHIFT: u32 = 1;
/// Two keys in the wrong order.
const SWAP: u32 = 3;
/// How much a way of reading costs that may lead to another person: one word of several, what stands in parentheses,
/// Latin letters. A bank in front, digits or a memo behind, the order of words, and 이 for 리 cost nothing.
const GUESS: u32 = 2;
/// ... a letter that is masked.
const MASKED: u32 = 1;
/// Of a hundredth of what a wholly other name of this length would cost, how much two spellings of one name may.
const LIKELY_PERCENT: u32 = 12;
/// Names are compared up to here.
const MAX_CHARS: usize = 30;
/// How many words of a name are tried alone.
const MAX_WORDS: usize = 4;

/// Words that people write beside a name.
const MEMOS: [&str; 22] = [
    "입금",
    "주문",
    "결제",
    "구매",
    "상품",
    "대금",
    "배송",
    "무통장",
    "예약",
    "주문금",
    "상품값",
    "물건값",
    "계약금",
    "잔금",
    "회비",
    "참가비",
    "수강료",
    "교재비",
    "택배",
    "후원",
    "선물",
    "드림",
];

/// How far two names are from one another. The same both ways round.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Likeness {
    /// 0: they are one name, or were compared to be. 4 for a letter's part too many, 3 for the key beside, 6 for
    /// another.
    pub distance: u32,
    /// The lengths of what was compared, in keys of the keyboard (parts of letters).
    pub shorter: u32,
    pub longer: u32,
}

impl Likeness {
    /// 0 for one name, 100 and more for names with nothing in common.
    pub fn percent(&self) -> u32 {
        match self.longer {
            0 => 100,
            longer => self.distance * 100 / (longer * GAP),
        }
    }

    /// Whether the two may be one person's name.
    pub fn is_likely(&self) -> bool {
        self.percent() <= LIKELY_PERCENT
    }

    /// Smaller is nearer; whichever of two names is the first.
    fn order(&self) -> (u32, u32, u32, u32) {
        (self.distance * 10_000 / self.longer.max(1), self.distance, self.longer, self.shorter)
    }
}

/// How like a printed name and an expected one are.
///
/// ```
/// use bank_sms::name::compare;
/// assert!(compare("홍길덩", "홍길동").is_likely() && compare("HONG GILDONG", "홍길동").is_likely());
/// assert!(!compare("김철수", "홍길동").is_likely());
/// ```
pub fn compare(printed: &str, expected: &str) -> Likeness {
    let (one, other) = (Ways::of(printed), Ways::of(expected));
    let pairs = one.plain.iter().flat_map(|one| other.plain.iter().map(move |other| typed(one, other)));
    let latin = romanised(&one, &other).into_iter().chain(romanised(&other, &one));
    let masked = under_mask(&one.shown, &other.shown);
    let whole = Likeness { distance: 0, shorter: 0, longer: 0 };
    pairs.chain(latin).chain(masked).min_by_key(Likeness::order).unwrap_or(whole)
}

/// One way to read a name, and what it costs.
struct Way {
    text: String,
    cost: u32,
}

/// The ways to read a name.
struct Ways {
    /// The first is the whole name.
    plain: Vec<Way>,
    /// With its masks.
    shown: Vec<char>,
    /// Its words, upper case.
    words: Vec<String>,
}

impl Ways {
    fn of(name: &str) -> Self {
        let head: String = name.nfc().take(MAX_CHARS).collect();
        let folded = folded(&head).name;
        let whole = squeeze(&folded);
        let mut plain = vec![Way { text: whole.clone(), cost: 0 }];
        let mut add = |text: &str, cost: u32| {
            let is_name = text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
            if is_name && !plain.iter().any(|way| way.text == text) {
                plain.push(Way { text: text.to_owned(), cost });
            }
        };
        add(without_number(&whole), 0);
        if let Some(rest) = after_sending_bank(&folded) {
            add(without_number(&squeeze(rest)), 0);
        }
        let bare = without_memo(without_number(&whole)).to_owned();
        add(&bare, 0);
        add(&as_at_the_beginning(&bare), 0);
        let words = words(&head);
        let mut sorted = words.clone();
        sorted.sort_unstable();
        add(&sorted.concat(), 0);
        if words.len() > 1 {
            words.iter().take(MAX_WORDS).for_each(|word| add(without_memo(without_number(word)), GUESS));
        }
        if let Some(inside) = qualifier(&head) {
            add(&inside.text, GUESS);
        }
        let shown = head.nfkc().flat_map(char::to_uppercase).filter(|c| c.is_alphanumeric() || is_mask(*c)).collect();
        Self { plain, shown, words }
    }
}

/// Its words, without company forms and what stands in parentheses at its end.
fn words(name: &str) -> Vec<String> {
    let before = name.find('(').filter(|at| *at > 0).map_or(name, |at| &name[..at]);
    let split = before.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '.' | '_'));
    split.map(|word| squeeze(&folded(word).name)).filter(|word| !word.is_empty()).collect()
}

fn without_memo(key: &str) -> &str {
    let is_name = |rest: &&str| rest.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let mut key = key;
    while let Some(rest) = MEMOS
        .iter()
        .flat_map(|memo| [key.strip_suffix(memo), key.strip_prefix(memo)])
        .flatten()
        .filter(is_name)
        .min_by_key(|rest| rest.len())
    {
        key = rest;
    }
    key
}

/// With its first letter as it is spelled at the beginning of a word: 리 as 이, 류 as 유, 로 as 노, 녀 as 여; and 렬,
/// 률 as 열, 율.
fn as_at_the_beginning(key: &str) -> String {
    const R: u32 = 5;
    const N: u32 = 2;
    const NONE: u32 = 11;
    let softened = |place: usize, c: char| {
        let Some((first, vowel, last)) = parts(c) else { return c };
        let is_soft = matches!(vowel, 2 | 6 | 7 | 12 | 17 | 20);
        let first = match first {
            R if place == 0 && is_soft => NONE,
            R if place == 0 => N,
            N if place == 0 && is_soft => NONE,
            R if (vowel, last) == (6, 8) || (vowel, last) == (17, 8) => NONE,
            first => first,
        };
        char::from_u32(0xAC00 + (first * 21 + vowel) * 28 + last).unwrap_or(c)
    };
    key.chars().enumerate().map(|(place, c)| softened(place, c)).collect()
}

/// First consonant, vowel and last consonant of a syllable, by their places in Unicode.
pub(super) fn parts(c: char) -> Option<(u32, u32, u32)> {
    let at = is_hangul(c).then(|| u32::from(c) - 0xAC00)?;
    Some((at / 588, at / 28 % 21, at % 28))
}

fn is_mask(c: char) -> bool {
    matches!(c, '*' | '•' | '●' | '○' | '∗' | '✱')
}

/// Two names of equal length that agree where neither is masked.
fn under_mask(one: &[char], other: &[char]) -> Option<Likeness> {
    let is_masked = |(one, other): &(&char, &char)| is_mask(**one) || is_mask(**other);
    let masks = one.iter().zip(other).filter(is_masked).count();
    let agree = one.iter().zip(other).all(|pair| is_masked(&pair) || pair.0 == pair.1);
    let is_one = one.len() == other.len() && agree && masks > 0 && one.len() - masks >= 2;
    let keys = |name: &[char]| u32::try_from(keys(&name.iter().collect::<String>()).len()).unwrap_or(u32::MAX);
    is_one.then(|| {
        let (one, other) = (keys(one), keys(other));
        let distance = u32::try_from(masks).unwrap_or(u32::MAX) * MASKED;
        Likeness { distance, shorter: one.min(other), longer: one.max(other) }
    })
}

/// The distance of two ways as they are typed.
fn typed(one: &Way, other: &Way) -> Likeness {
    let (left, right) = (keys(&one.text), keys(&other.text));
    let lengths = [left.len(), right.len()].map(|length| u32::try_from(length).unwrap_or(u32::MAX));
    let distance = edits(&left, &right) + one.cost + other.cost;
    Likeness { distance, shorter: lengths[0].min(lengths[1]), longer: lengths[0].max(lengths[1]) }
}

/// What the name of the one in Latin letters is from the name of the other in Hangul.
fn romanised(latin: &Ways, hangul: &Ways) -> Option<Likeness> {
    let best = hangul.plain.iter().filter_map(|way| {
        let distance = romanised::distance(&latin.words, &way.text)?;
        let length = u32::try_from(keys(&way.text).len()).unwrap_or(u32::MAX);
        Some(Likeness { distance: distance * GAP + GUESS + way.cost, shorter: length, longer: length })
    });
    best.min_by_key(Likeness::order)
}

/// A key of the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key {
    /// The letter on it, in lower case; of what is on no letter's key itself.
    letter: char,
    shift: bool,
}

/// The keys by which a text is typed.
fn keys(text: &str) -> Vec<Key> {
    const FIRST: [&str; 19] =
        ["r", "R", "s", "e", "E", "f", "a", "q", "Q", "t", "T", "d", "w", "W", "c", "z", "x", "v", "g"];
    const VOWEL: [&str; 21] = [
        "k", "o", "i", "O", "j", "p", "u", "P", "h", "hk", "ho", "hl", "y", "n", "nj", "np", "nl", "b", "m", "ml", "l",
    ];
    const LAST: [&str; 28] = [
        "", "r", "R", "rt", "s", "sw", "sg", "e", "f", "fr", "fa", "fq", "ft", "fx", "fv", "fg", "a", "q", "qt", "t",
        "T", "d", "w", "c", "z", "x", "v", "g",
    ];
    let key = |c: char| Key { letter: c.to_ascii_lowercase(), shift: c.is_ascii_uppercase() };
    let at = |table: &[&'static str], place: u32| {
        usize::try_from(place).ok().and_then(|place| table.get(place).copied()).unwrap_or_default()
    };
    let mut typed = Vec::new();
    for c in text.chars() {
        match parts(c) {
            Some((first, vowel, last)) => {
                let letters = [at(&FIRST, first), at(&VOWEL, vowel), at(&LAST, last)];
                typed.extend(letters.iter().flat_map(|letters| letters.chars()).map(key));
            }
            None => typed.push(Key { letter: c.to_ascii_lowercase(), shift: false }),
        }
    }
    typed
}

/// Where a letter's key is: its row, and its place in it in halves of a key.
fn place(letter: char) -> Option<(i32, i32)> {
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let rows = ROWS.iter().zip(0..);
    rows.filter_map(|(row, nth)| Some((nth, 2 * i32::try_from(row.find(letter)?).ok()? + nth))).next()
}

fn replaced(one: Key, other: Key) -> u32 {
    if one.letter == other.letter {
        return if one.shift == other.shift { 0 } else { SHIFT };
    }
    match (place(one.letter), place(other.letter)) {
        (Some((row, at)), Some((other_row, other_at))) if (row - other_row).abs() <= 1 => {
            let is_beside = (at - other_at).abs() <= if row == other_row { 2 } else { 1 };
            if is_beside { BESIDE } else { OTHER_KEY }
        }
        (_, _) => OTHER_KEY,
    }
}

/// The cheapest way from one row of keys to another (Damerau's and Levenshtein's, with weights).
fn edits(one: &[Key], other: &[Key]) -> u32 {
    let mut before: Vec<u32> = Vec::new();
    let mut above: Vec<u32> = (0..).map(|nth| nth * GAP).take(other.len() + 1).collect();
    for (row, left) in one.iter().enumerate() {
        let mut line = vec![above[0] + GAP];
        for (column, right) in other.iter().enumerate() {
            let mut least =
                (above[column] + replaced(*left, *right)).min(above[column + 1] + GAP).min(line[column] + GAP);
            let is_swap = row > 0 && column > 0 && one[row - 1] == *right && *left == other[column - 1];
            if is_swap && left != right {
                least = least.min(before[column - 1] + SWAP);
            }
            line.push(least);
        }
        before = std::mem::replace(&mut above, line);
    }
    above.last().copied().unwrap_or_default()
}
