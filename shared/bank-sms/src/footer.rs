//! Lines that a bank or an app writes below every message: a warning, a number to call, the bank's name, a transfer's
//! remark.
//!
//! Every word of such a line is known, but for the remark, which the payer writes. A line that says anything else is
//! text to be explained: it may say that the money does not stay.

use crate::peel::is_bank_name;
use crate::token;

/// What stands in front of a remark and its colon.
const REMARKS: &[&str] = &["이체메모", "받는통장메모", "메모"];

/// Words with which a remark is about this money.
const ABOUT_MONEY: &[&str] = &[
    "취소", "정정", "예정", "예상", "보류", "지연", "대기", "반환", "반려", "회수", "환원", "불능", "오류", "실패",
    "거절", "거부", "철회", "불가", "정지", "출금", "입금", "잔액", "원 ", "요청", "완료", "잘못", "착오",
];

/// What stands in front of a number to call.
const CALLS: &[&str] = &["문의", "고객센터", "고객행복센터", "콜센터", "상담센터", "상담전화", "상담", "대표번호"];

/// Other words of a warning.
const WARNING_WORDS: &[&str] = &[
    "보이스피싱",
    "스미싱",
    "피싱",
    "금융사기",
    "사칭",
    "주의",
    "유의",
    "조심",
    "예방",
    "주의하세요",
    "유의하세요",
    "조심하세요",
    "주의하시기",
    "유의하시기",
    "주의바랍니다",
    "유의바랍니다",
    "바랍니다",
    "개인정보",
    "비밀번호",
    "유출",
    "절대",
    "타인에게",
    "알려주지",
    "마세요",
    "마십시오",
    "출처",
    "불분명한",
    "문자",
    "전화",
    "링크",
    "URL",
    "클릭",
    "금지",
    "은",
    "는",
    "을",
    "를",
    "및",
    "의",
];

/// The length of the text without these lines.
pub(crate) fn without_footers(text: &str) -> usize {
    const MAX_FOOTERS: usize = 3;
    let mut end = token::trimmed(text);
    for _ in 0..MAX_FOOTERS {
        let Some(start) = text.get(..end).and_then(|text| text.rfind('\n')) else { break };
        if !is_footer(text.get(start + 1..end).unwrap_or_default().trim()) {
            break;
        }
        end = token::trimmed(text.get(..start).unwrap_or_default());
    }
    end
}

fn is_footer(line: &str) -> bool {
    let begins = |starts: &[&str]| starts.iter().any(|start| line.starts_with(start));
    if line.starts_with('[') {
        is_bank_name(line)
    } else if begins(REMARKS) {
        is_remark(line)
    } else if line.starts_with('※') {
        has_known_words(line)
    } else {
        (line.starts_with('☎') || begins(CALLS)) && line.split(' ').any(ends_in_number) && has_known_words(line)
    }
}

fn is_remark(line: &str) -> bool {
    let remark = REMARKS.iter().find_map(|label| line.strip_prefix(label)?.trim_start().strip_prefix(':'));
    remark.is_some_and(|remark| {
        let has_money = remark.ends_with('원') || remark.contains(',');
        !has_money && !ABOUT_MONEY.iter().any(|word| remark.contains(word))
    })
}

fn has_known_words(line: &str) -> bool {
    let is_known = |word: &str| {
        let called = CALLS.iter().find_map(|call| word.strip_prefix(call)).unwrap_or(word);
        called.is_empty() || is_number(called) || WARNING_WORDS.contains(&word) || is_bank_name(word)
    };
    line.split([' ', ':', ',', '.', '!', '(', ')', '※', '☎']).all(is_known)
}

fn ends_in_number(word: &str) -> bool {
    is_number(word.trim_start_matches(|c: char| !c.is_ascii_digit()))
}

/// A number to call.
fn is_number(word: &str) -> bool {
    const DIGITS_MIN: usize = 7;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits >= DIGITS_MIN && word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}
