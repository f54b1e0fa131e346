//! The remark of a transfer on a line below the payer: `6월회비`, `급여`.
//!
//! A closed list, since a layout drops the line: an unknown word may say that the money does not stay.

use crate::word;

/// What a payer pays for.
const SUBJECTS: &[&str] = &[
    "회비",
    "월회비",
    "연회비",
    "가입비",
    "참가비",
    "후원금",
    "월세",
    "임대료",
    "관리비",
    "보증금",
    "계약금",
    "잔금",
    "중도금",
    "선금",
    "용돈",
    "생활비",
    "식대",
    "식비",
    "간식비",
    "경조사비",
    "축의금",
    "부의금",
    "조의금",
    "학원비",
    "수업료",
    "수강료",
    "레슨비",
    "교육비",
    "교재비",
    "등록금",
    "물품대",
    "물품대금",
    "상품대금",
    "제품대금",
    "주문",
    "구매",
    "배송비",
    "택배비",
    "공사비",
    "인건비",
    "용역비",
    "식권",
    "티켓",
    "숙박비",
    "여행비",
    "차비",
    "주차비",
];

/// What follows a number in front of it: `6월회비`, `101호 관리비`.
const UNITS: &[&str] = &["년", "월", "일", "차", "회", "기", "호", "동", "반", "분기", "월분"];

/// Is every word of the line one of a remark?
pub(crate) fn is_remark(line: &str) -> bool {
    line.split(' ').all(is_word)
}

fn is_word(word: &str) -> bool {
    let is_subject = |word: &str| SUBJECTS.contains(&word) || word::is_kind(word);
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut behind_unit = UNITS.iter().filter_map(|unit| rest.strip_prefix(*unit));
    is_subject(word) || rest.len() < word.len() && behind_unit.any(|rest| rest.is_empty() || is_subject(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_what_is_paid_for() {
        for remark in ["6월회비", "급여", "12월 월세", "101동 302호 관리비", "3차 중도금", "6월"] {
            assert!(is_remark(remark), "{remark}");
        }
        for other in ["부도처리", "24시간뒤확정", "미수금", "홍길동", "", "회비 취소", "회비취소", "50,000원"]
        {
            assert!(!is_remark(other), "{other}");
        }
    }
}
