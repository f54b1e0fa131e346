//! Korean names in Latin letters, as people write them: KIM, GIM; LEE, YI; PARK. Vowels are spelled in so many ways
//! that only the consonants are compared, and how many vowels there are.

use super::compare::parts;

/// Family names and how they are written. What is not here is written by its letters.
const FAMILY: [(&str, &[&str]); 46] = [
    ("김", &["KIM", "GIM", "KEEM"]),
    ("이", &["LEE", "YI", "RHEE", "RI", "LI", "I", "YEE", "REE"]),
    ("박", &["PARK", "BAK", "PAK", "BARK"]),
    ("최", &["CHOI", "CHOE", "CHEY"]),
    ("정", &["JUNG", "JEONG", "CHUNG", "JEUNG", "CHEONG", "JONG"]),
    ("강", &["KANG", "GANG"]),
    ("조", &["CHO", "JO", "JOE", "JOH"]),
    ("윤", &["YOON", "YUN", "YOUN"]),
    ("장", &["JANG", "CHANG", "ZHANG"]),
    ("임", &["LIM", "IM", "YIM", "RIM"]),
    ("한", &["HAN", "HAHN"]),
    ("오", &["OH", "O"]),
    ("서", &["SEO", "SUH", "SEOH", "SUR"]),
    ("신", &["SHIN", "SIN"]),
    ("권", &["KWON", "GWON", "KWEON"]),
    ("황", &["HWANG", "WHANG"]),
    ("안", &["AHN", "AN"]),
    ("송", &["SONG"]),
    ("유", &["YOO", "YU", "RYU", "YOU", "LYU", "RYOO"]),
    ("류", &["RYU", "RYOO", "LYU", "YOO", "YU"]),
    ("홍", &["HONG"]),
    ("전", &["JEON", "CHUN", "JUN", "CHON", "CHEON"]),
    ("고", &["KO", "GO", "KOH", "GOH"]),
    ("문", &["MOON", "MUN"]),
    ("손", &["SON", "SOHN"]),
    ("양", &["YANG", "RYANG"]),
    ("배", &["BAE", "PAE", "BAI"]),
    ("백", &["BAEK", "PAIK", "BAIK", "BACK", "PAEK"]),
    ("허", &["HEO", "HUR", "HUH", "HO"]),
    ("남", &["NAM"]),
    ("심", &["SHIM", "SIM"]),
    ("노", &["NOH", "RO", "ROH", "NO", "RHO"]),
    ("하", &["HA", "HAH"]),
    ("곽", &["KWAK", "GWAK", "KWAG"]),
    ("성", &["SUNG", "SEONG"]),
    ("차", &["CHA"]),
    ("주", &["JOO", "JU", "CHU", "CHOO"]),
    ("우", &["WOO", "U", "WU"]),
    ("구", &["KOO", "GU", "KU", "GOO"]),
    ("나", &["NA", "RA", "NAH"]),
    ("라", &["RA", "LA", "NA"]),
    ("민", &["MIN"]),
    ("지", &["JI", "CHI", "JEE"]),
    ("엄", &["UM", "EOM", "UHM"]),
    ("여", &["YEO", "YUH", "YO"]),
    ("석", &["SEOK", "SUK", "SEUK"]),
];

/// How many consonants differ, or vowels are missing, between words in Latin letters and a name in Hangul. `None`: they
/// are not such.
pub(super) fn distance(words: &[String], hangul: &str) -> Option<u32> {
    let is_latin = |word: &String| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_name = (2..=5).contains(&hangul.chars().count()) && hangul.chars().all(super::is_hangul);
    if words.is_empty() || !words.iter().all(is_latin) || !is_name {
        return None;
    }
    let joined = words.concat();
    let whole = apart(&spelled(&joined), &sounds(hangul));
    let family = FAMILY.iter().filter(|(family, _)| hangul.starts_with(family));
    let spellings = family.flat_map(|(family, spellings)| spellings.iter().map(|spelling| (*family, *spelling)));
    let behind_family = spellings.flat_map(|(family, spelling)| {
        let given = sounds(hangul.strip_prefix(family).unwrap_or_default());
        // The family's name stands first, or as the last word.
        let first = joined.strip_prefix(spelling).map(str::to_owned);
        let last = words.split_last().filter(|(last, rest)| *last == spelling && !rest.is_empty());
        let rests = [first, last.map(|(_, rest)| rest.concat())].into_iter().flatten();
        rests.map(move |rest| apart(&spelled(&rest), &given)).collect::<Vec<_>>()
    });
    behind_family.chain([whole]).min()
}

/// Consonants, by their class, and how many vowels stand between them: in Latin letters, so many at least and at most
/// (AI may be one or two).
#[derive(Default)]
struct Sounds {
    consonants: Vec<u8>,
    vowels: u32,
    vowels_most: u32,
}

/// How far a name in Latin letters is from one in Hangul.
fn apart(one: &Sounds, other: &Sounds) -> u32 {
    let mut above: Vec<u32> = (0..).take(other.consonants.len() + 1).collect();
    for left in &one.consonants {
        let mut line = vec![above[0] + 1];
        for (column, right) in other.consonants.iter().enumerate() {
            let same = above[column] + u32::from(left != right);
            line.push(same.min(above[column + 1] + 1).min(line[column] + 1));
        }
        above = line;
    }
    let missing = other.vowels.saturating_sub(one.vowels_most) + one.vowels.saturating_sub(other.vowels);
    above.last().copied().unwrap_or_default() + missing
}

fn sounds(hangul: &str) -> Sounds {
    const FIRST: &[u8; 19] = b"KKNTTLMPPSS-CCCKTPH";
    const LAST: [&[u8]; 28] = [
        b"", b"K", b"K", b"K", b"N", b"N", b"N", b"T", b"L", b"L", b"L", b"L", b"L", b"L", b"L", b"L", b"M", b"P",
        b"P", b"T", b"T", b"NK", b"T", b"T", b"K", b"T", b"P", b"T",
    ];
    let mut sounds = Sounds::default();
    let at = |place: u32| usize::try_from(place).unwrap_or_default();
    for (first, _, last) in hangul.chars().filter_map(parts) {
        sounds.consonants.extend(FIRST.get(at(first)).filter(|class| **class != b'-'));
        sounds.consonants.extend(LAST.get(at(last)).copied().unwrap_or_default());
        sounds.vowels += 1;
    }
    sounds
}

/// The sounds of a name in Latin letters.
fn spelled(latin: &str) -> Sounds {
    let is_vowel = |c: u8| matches!(c, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' | b'W');
    let letters = latin.as_bytes();
    let mut sounds = Sounds::default();
    let mut in_vowel = false;
    for (at, letter) in letters.iter().copied().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or_default();
        let before = at.checked_sub(1).and_then(|before| letters.get(before)).copied().unwrap_or_default();
        let last = at.checked_sub(2).and_then(|at| letters.get(at)).copied();
        let class = match letter {
            letter if is_vowel(letter) => {
                sounds.vowels += u32::from(!in_vowel);
                sounds.vowels_most += 1;
                in_vowel = true;
                continue;
            }
            // One sound that is written twice: KKEOK. Behind a vowel it ends one syllable and begins the next, as
            // behind NG.
            letter if letter == before && last.is_none_or(|last| !is_vowel(last) && last != b'N') => continue,
            // Silent behind a vowel, and a part of SH, CH, PH, KH.
            b'H' if !is_vowel(next) || matches!(before, b'S' | b'C' | b'P' | b'K' | b'T') => continue,
            b'G' | b'K' | b'Q' => b'K',
            b'C' if next == b'H' => b'C',
            b'C' if next == b'K' => continue,
            b'C' => b'K',
            b'D' | b'T' => b'T',
            b'R' | b'L' => b'L',
            b'B' | b'P' | b'F' | b'V' => b'P',
            b'J' | b'Z' => b'C',
            b'X' => b'S',
            other => other,
        };
        in_vowel = false;
        sounds.consonants.push(class);
    }
    sounds
}
