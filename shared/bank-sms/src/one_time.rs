//! One-time codes: a text that carries one, to be typed in somewhere, must be kept nowhere.
//!
//! Two kinds of words tell of one. The plain ones stand in no other text; the others may be part of anything, even of
//! a name, and count only beside a code. A text that is nothing but a code is one, too.

use unicode_normalization::UnicodeNormalization;

use crate::text::is_invisible;
use crate::triage::{CODES, mentions_movement};

/// Beside those of [`CODES`], written without white space.
const PLAIN: &[&str] = &[
    "일회용비밀번호",
    "1회용비밀번호",
    "임시비밀번호",
    "보안코드",
    "로그인코드",
    "securitycode",
    "authenticationcode",
    "passcode",
    "onetimepassword",
    "one-timepassword",
    "logincode",
];
/// Those that count only beside a code.
const BESIDE: &[&str] = &["otp", "인증", "비밀번호", "확인번호", "password", "your code", "code is"];
/// How many digits a code has.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;
/// How many characters may stand between a code and its word: `OTP 번호는 [482118]`.
const APART: usize = 10;

/// Does a text carry a one-time code? For what tells of no money that moved: a deposit whose payer's name holds such
/// a word is a deposit all the same.
pub fn carries_code(raw: &str) -> bool {
    let text: Vec<char> = raw.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect();
    let squeezed: String = text.iter().filter(|c| !c.is_whitespace()).collect();
    let is_plain = |word: &&str| squeezed.contains(&word.to_lowercase().replace(' ', ""));
    CODES.iter().chain(PLAIN).any(is_plain) || is_lone(&text) || codes(&text).any(|at| is_told(&text, at))
}

/// Nothing but a code, perhaps behind who sends it, or among lines without a digit that tell of no money:
/// `[국외발신]482118`, `G-482118`, `KB국민은행` above `482118`.
fn is_lone(text: &[char]) -> bool {
    let lines = text.split(|c| matches!(c, '\n' | '\r')).filter(|line| line.iter().any(char::is_ascii_digit));
    let squeezed: String = lines.flatten().filter(|c| !c.is_whitespace()).collect();
    let whole: String = text.iter().collect();
    if mentions_movement(&whole) {
        return false;
    }
    let mut rest = squeezed.as_str();
    while let Some((_, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        rest = behind;
    }
    let code = rest.strip_prefix("g-").unwrap_or(rest);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    DIGITS.contains(&digits) && code.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
}

/// Where runs of digits stand that are no part of an amount, a time, a date or an account.
fn codes(text: &[char]) -> impl Iterator<Item = (usize, usize)> {
    let starts =
        (0..text.len()).filter(|at| text[*at].is_ascii_digit() && (*at == 0 || !text[*at - 1].is_ascii_digit()));
    starts.filter_map(|start| {
        let end = start + text[start..].iter().take_while(|c| c.is_ascii_digit()).count();
        let (before, after) = (start.checked_sub(1).map(|at| text[at]), text.get(end).copied());
        let is_part = |c: Option<char>| c.is_some_and(|c| matches!(c, ',' | '/' | '*' | '₩'));
        let is_counted = after.is_some_and(|c| matches!(c, '원' | '월' | '일' | '건' | ':'));
        // A full stop ends a sentence, too: it belongs to the number only before another digit.
        let goes_on = matches!(after, Some('.' | '-')) && text.get(end + 1).is_some_and(char::is_ascii_digit);
        let is_code = DIGITS.contains(&(end - start)) && !is_part(before) && !is_part(after) && !is_counted && !goes_on;
        is_code.then_some((start, end))
    })
}

/// Whether a word for a code stands beside this run of digits.
fn is_told(text: &[char], (start, end): (usize, usize)) -> bool {
    let digits = |c: &&char| c.is_ascii_digit();
    let longest = BESIDE.iter().map(|word| word.chars().count()).max().unwrap_or(0);
    let near = APART + longest;
    let before: Vec<char> = text[..start].iter().rev().take(near).take_while(|c| !digits(c)).copied().collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[end..].iter().take(near).take_while(|c| !digits(c)).collect();
    BESIDE.iter().any(|word| is_word(&before, word) || is_word(&after, word))
}

/// Whether a word stands in a text: one of Latin letters by itself, not inside another.
fn is_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let by_itself = |at: usize| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !word.is_ascii() || !(is_letter(before) || is_letter(after))
    };
    text.match_indices(word).any(|(at, _)| by_itself(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_carries_a_code_is_told_however_it_is_written() {
        for text in [
            "[Web발신]\n[국민은행] 인증번호 [482118] 타인에게 알려주지 마세요.",
            "[KB] 인 증 번 호 : 482118",
            "[KB] 인\u{200b}증번호 482118",
            "[KB] ＯＴＰ번호 ４８２１１８",
            "[KB] OTP 482118",
            "[KB] OTP: 482118",
            "[KB] OTP번호는 [482118] 입니다",
            "Your Otp is 482118.",
            "482118 is your OTP",
            "Verification Code 4821",
            "Your VERIFICATION\nCODE: 4821",
            "G-482118 is your Google verification code.",
            "이체 1,000,000원 승인 OTP 482118 입력",
            "송금 50,000원을 위한 비밀번호 4821",
            "[토스] 482118 인증을 완료해 주세요",
            "[국민은행] 일회용 비밀번호를 보냅니다: 48-21-18",
            "Your code is 482118",
            "482118",
            "[국외발신] 482118",
            "[Web발신]\n[KB]\n4821-18",
            "G-482118",
            "KB국민은행\n482118",
        ] {
            assert!(carries_code(text), "{text}");
        }
    }

    #[test]
    fn a_text_without_one_is_left_to_the_others() {
        for text in [
            "",
            "입금",
            "[KB]04/06 16:15\n606401**123\n홍길동\n입금\n55,000\n잔액 1,055,000",
            "국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 707,803,200원\n오티피코리아",
            "알 수 없는 새 문구 입금 50,000원 (주)OTP코리아 잔액 1,000,000원",
            "새 문구 입금 1234원 OTP코리아",
            "인증샷스튜디오 입금 50,000원 12/24 11:05",
            "비밀번호가 변경되었습니다. 12/24 11:05",
            "공동인증서 로그인 12월24일 11:05",
            "hotpot 4821",
            "100,000",
            "1234원",
            "[KB]입금\n55000",
            "110-***-482118",
            "[KB] 오늘의 환율 1,372.50",
        ] {
            assert!(!carries_code(text), "{text}");
        }
    }

    #[test]
    fn a_text_of_64_kib_takes_no_time() {
        for unit in ["인증 ", "4821 ", "otp", "[", "가", "482118,"] {
            let text = unit.repeat(64 * 1024 / unit.len());
            let start = std::time::Instant::now();
            carries_code(&text);
            assert!(start.elapsed() < std::time::Duration::from_secs(1), "{unit}");
        }
    }
}
