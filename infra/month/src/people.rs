//! Invented people, and how banks print their names. Family names are as frequent as they are; given names are made of
//! syllables.

use fastrand::Rng;

/// Family names, how many of a thousand bear each, and how they write it in Latin letters.
const FAMILIES: [(&str, u32, &str); 24] = [
    ("김", 215, "KIM"),
    ("이", 147, "LEE"),
    ("박", 84, "PARK"),
    ("최", 47, "CHOI"),
    ("정", 43, "JUNG"),
    ("강", 24, "KANG"),
    ("조", 21, "CHO"),
    ("윤", 21, "YOON"),
    ("장", 20, "JANG"),
    ("임", 17, "LIM"),
    ("한", 15, "HAN"),
    ("오", 15, "OH"),
    ("서", 15, "SEO"),
    ("신", 15, "SHIN"),
    ("권", 14, "KWON"),
    ("황", 14, "HWANG"),
    ("안", 14, "AHN"),
    ("송", 14, "SONG"),
    ("류", 13, "RYU"),
    ("홍", 11, "HONG"),
    ("전", 11, "JEON"),
    ("고", 9, "KO"),
    ("문", 9, "MOON"),
    ("백", 8, "BAEK"),
];
const FIRST: [&str; 24] = [
    "지", "민", "서", "현", "수", "영", "은", "정", "성", "예", "하", "도", "준", "재", "승", "유", "혜", "동", "미",
    "경", "태", "상", "진", "나",
];
const SECOND: [&str; 24] = [
    "우", "준", "연", "호", "영", "진", "희", "민", "원", "수", "현", "아", "윤", "훈", "혁", "경", "선", "주", "은",
    "빈", "석", "라", "규", "철",
];
const COMPANIES: [&str; 10] = ["가온", "나래", "다솜", "한빛", "누리", "새봄", "해솔", "푸른", "늘찬", "미르"];
const TRADES: [&str; 8] = ["상사", "산업", "유통", "디자인", "건설", "테크", "무역", "푸드"];
/// What people write beside their name; half of it is what shops see every day.
const MEMOS: [&str; 10] = ["주문", "회비", "입금", "수강료", "택배비", "11월분", "아들", "옷값", "회원", "지난번것"];

/// Somebody who orders.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub name: String,
    pub phone: String,
    pub email: String,
}

pub fn person(rng: &mut Rng, nth: usize) -> Person {
    let phone = format!("010-{:04}-{:04}", rng.u32(0..10_000), rng.u32(0..10_000));
    Person { name: name(rng), phone, email: format!("buyer{nth}@example.com") }
}

pub fn name(rng: &mut Rng) -> String {
    let family = family(rng);
    format!("{family}{}{}", pick(rng, &FIRST), pick(rng, &SECOND))
}

fn family(rng: &mut Rng) -> &'static str {
    let all = FAMILIES.iter().map(|(_, often, _)| often).sum();
    let mut at = rng.u32(0..all);
    for (family, often, _) in FAMILIES {
        match at.checked_sub(often) {
            Some(left) => at = left,
            None => return family,
        }
    }
    FAMILIES[0].0
}

/// Another person who pays: of the same family, four of ten times.
pub fn other_person(rng: &mut Rng, customer: &str) -> String {
    let other = name(rng);
    let family = if rng.u32(0..10) < 4 { customer } else { &other };
    family.chars().take(1).chain(other.chars().skip(1)).collect()
}

/// A company, as an order names it and as its bank does.
pub fn company(rng: &mut Rng) -> (String, String) {
    let name = format!("{}{}", pick(rng, &COMPANIES), pick(rng, &TRADES));
    (format!("{name} 주식회사"), format!("(주){name}"))
}

/// A name with digits behind it: the end of a phone or of an order's number, sometimes neither.
pub fn with_code(rng: &mut Rng, name: &str, phone: &str, number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let code = match rng.u32(0..20) {
        0..15 => phone[phone.len() - 4..].to_owned(),
        15..17 => digits[digits.len() - 4..].to_owned(),
        _ => format!("{:02}{:02}", rng.u32(1..13), rng.u32(1..29)),
    };
    let between = ["", "", "", " ", "#"][rng.usize(0..5)];
    format!("{name}{between}{code}")
}

pub fn with_memo(rng: &mut Rng, name: &str) -> String {
    format!("{name} {}", pick(rng, &MEMOS))
}

/// A name of which the bank shows the first and the last letter.
pub fn masked(name: &str) -> String {
    let last = name.chars().count() - 1;
    name.chars().enumerate().map(|(nth, letter)| if nth == 0 || nth == last { letter } else { '*' }).collect()
}

/// Whether a masked name may be this one.
pub fn may_be(masked: &str, name: &str) -> bool {
    masked.chars().count() == name.chars().count()
        && masked.chars().zip(name.chars()).all(|(shown, letter)| shown == '*' || shown == letter)
}

/// A name as somebody types it in haste, two of three times; else in Latin letters.
pub fn misspelt(rng: &mut Rng, name: &str) -> String {
    if rng.u32(0..3) > 0 { slipped(rng, name) } else { latin(rng, name) }
}

const VOWELS: [(u32, u32); 14] = [
    (0, 4),
    (4, 0),
    (8, 13),
    (13, 8),
    (1, 5),
    (5, 1),
    (2, 6),
    (6, 2),
    (12, 17),
    (17, 12),
    (18, 13),
    (20, 18),
    (3, 7),
    (11, 10),
];
const INITIALS: [(u32, u32); 8] = [(0, 15), (3, 16), (7, 17), (12, 14), (9, 10), (11, 18), (18, 11), (6, 7)];
const FINALS: [(u32, u32); 6] = [(0, 21), (21, 4), (4, 21), (16, 4), (1, 24), (8, 4)];

/// One part of one letter is another.
fn slipped(rng: &mut Rng, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    loop {
        let nth = rng.usize(0..letters.len());
        let code = u32::from(letters[nth]) - 0xAC00;
        let (initial, vowel, last) = (code / 588, code % 588 / 28, code % 28);
        let other = |of: u32, table: &[(u32, u32)]| table.iter().find(|(one, _)| *one == of).map(|(_, other)| *other);
        let changed = match rng.u32(0..20) {
            0..12 => other(vowel, &VOWELS).map(|vowel| (initial, vowel, last)),
            12..15 => other(initial, &INITIALS).map(|initial| (initial, vowel, last)),
            _ => other(last, &FINALS).map(|last| (initial, vowel, last)),
        };
        let letter =
            changed.and_then(|(initial, vowel, last)| char::from_u32(0xAC00 + initial * 588 + vowel * 28 + last));
        if let Some(letter) = letter {
            let mut letters = letters;
            letters[nth] = letter;
            return letters.into_iter().collect();
        }
    }
}

const LATIN_INITIALS: [&str; 19] =
    ["G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J", "JJ", "CH", "K", "T", "P", "H"];
const LATIN_VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WO", "WE", "WI", "YU", "EU",
    "UI", "I",
];
const LATIN_FINALS: [&str; 28] = [
    "", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "NG", "T",
    "T", "K", "T", "P", "T",
];

/// A name in Latin letters, in one of the ways that people write it.
fn latin(rng: &mut Rng, name: &str) -> String {
    let of_letter = |letter: char| {
        let code = u32::from(letter) - 0xAC00;
        let (initial, vowel, last) = ((code / 588) as usize, (code % 588 / 28) as usize, (code % 28) as usize);
        format!("{}{}{}", LATIN_INITIALS[initial], LATIN_VOWELS[vowel], LATIN_FINALS[last])
    };
    let mut letters = name.chars();
    let Some(family) = letters.next() else { return String::new() };
    let known = FAMILIES.iter().find(|(hangul, ..)| hangul.starts_with(family));
    let family = known.map_or_else(|| of_letter(family), |(.., latin)| (*latin).to_owned());
    let given: Vec<String> = letters.map(of_letter).collect();
    match rng.u32(0..4) {
        0 => format!("{family} {}", given.join("")),
        1 => format!("{family} {}", given.join(" ")),
        2 => format!("{} {family}", given.join("")),
        _ => format!("{family}{}", given.join("")),
    }
}

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(0..from.len())]
}
