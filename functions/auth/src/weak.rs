//! Passwords that are guessed first. Length alone lets `1234567890` through; so a few plain rules, and a kept list of
//! what people really choose.
//!
//! `common_passwords.txt`: the entries of ten and more characters of the list of 30,000 passwords by frequency in the
//! npm package zxcvbn 4.4.2, in lower case and sorted. Dan Wheeler and Dropbox, MIT licence:
//! `common_passwords.LICENSE.txt`.

/// One a line.
const COMMON: &str = include_str!("common_passwords.txt");
/// The fewest different characters.
const DIFFERENT_MIN: usize = 4;
/// How many bytes of letters and digits must be left once what everybody knows is taken away (a syllable of 한글 has
/// three).
const UNKNOWN_MIN: usize = 6;
/// What everybody knows of everybody's password.
const KNOWN_OF_ALL: [&str; 6] = ["lunepay", "password", "qwerty", "admin", "welcome", "비밀번호"];

/// Why a password would be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weak {
    Common,
    Simple,
    Personal,
}

impl Weak {
    /// What to do.
    pub fn korean(self) -> &'static str {
        match self {
            Self::Common => "많이 쓰여 쉽게 알아낼 수 있는 비밀번호입니다. 다른 것으로 정해 주세요.",
            Self::Simple => "같은 글자나 이어지는 글자가 되풀이되어 쉽게 알아낼 수 있습니다. 다른 것으로 정해 주세요.",
            Self::Personal => "이메일, 이름, 흔한 낱말과 거의 같아 쉽게 알아낼 수 있습니다. 다른 것으로 정해 주세요.",
        }
    }
}

/// Why a password would be guessed soon, if it would. `known`: what everybody knows of its person, such as the address.
pub fn weakness(password: &str, known: &[&str]) -> Option<Weak> {
    let folded = password.to_lowercase();
    // What people append to make a common password pass: `password123!`.
    let bare = folded.trim_end_matches(|c: char| c.is_ascii_punctuation());
    if is_common(&folded) || is_common(bare) {
        return Some(Weak::Common);
    }
    if is_simple(&folded) {
        return Some(Weak::Simple);
    }
    is_personal(&folded, known).then_some(Weak::Personal)
}

fn is_common(password: &str) -> bool {
    COMMON.lines().any(|common| common == password)
}

/// Few characters, a run (`abcdefghij`, `0987654321`), or one short piece again and again.
fn is_simple(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    let different = letters.iter().collect::<std::collections::BTreeSet<_>>().len();
    let runs = |step: u32| {
        let follows = |pair: &[char]| u32::from(pair[0]).wrapping_add(step) == u32::from(pair[1]);
        letters.windows(2).filter(|pair| follows(pair)).count() * 10 >= letters.len() * 8
    };
    let repeats = |length: usize| letters.chunks(length).all(|piece| letters.starts_with(piece));
    different < DIFFERENT_MIN || runs(1) || runs(u32::MAX) || (1..=letters.len() / 2).any(repeats)
}

/// Little is left without what everybody knows.
fn is_personal(password: &str, known: &[&str]) -> bool {
    let parts = known.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()).chain([*text]));
    let mut parts: Vec<String> =
        parts.chain(KNOWN_OF_ALL).map(str::to_lowercase).filter(|part| part.chars().count() >= 2).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let left = parts.iter().fold(password.to_owned(), |left, part| left.replace(part.as_str(), ""));
    let letters: usize = left.chars().filter(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    left != password && letters < UNKNOWN_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 2] = ["owner@shop.example", "홍길동"];

    #[test]
    fn the_list_is_in_lower_case_and_holds_what_is_long_enough() {
        let all: Vec<_> = COMMON.lines().collect();
        assert!(all.len() > 1_000, "{}", all.len());
        assert!(all.iter().all(|one| one.len() >= 10 && one.to_lowercase() == **one));
    }

    #[test]
    fn what_is_guessed_first_is_weak() {
        for (password, why) in [
            ("1234567890", Weak::Common),
            ("Password123", Weak::Common),
            ("password123!!", Weak::Common),
            ("qwertyuiop", Weak::Common),
            ("aaaaaaaaaaaa", Weak::Simple),
            ("ababababababab", Weak::Simple),
            ("abcdefghijkl", Weak::Simple),
            ("zyxwvutsrqpo", Weak::Simple),
            ("가나다라가나다라", Weak::Simple),
            ("x7x8x7x8x7x8", Weak::Simple),
            ("owner@shop.example", Weak::Personal),
            ("Owner.Shop.2024", Weak::Personal),
            ("lunepay2024!", Weak::Personal),
            ("Password2024!", Weak::Personal),
            ("qwerty2024!!", Weak::Personal),
            ("홍길동홍길동홍길동1", Weak::Personal),
        ] {
            assert_eq!(weakness(password, &KNOWN), Some(why), "{password}");
        }
    }

    #[test]
    fn what_nobody_guesses_first_is_not() {
        for password in [
            "correct horse battery",
            "another horse battery",
            "a brand new password",
            "owner of seven geese",
            "홍길동의 비밀 정원",
            "q5Yc0mYw1r8x",
            "1234567890 trees in may",
        ] {
            assert_eq!(weakness(password, &KNOWN), None, "{password}");
        }
    }
}
