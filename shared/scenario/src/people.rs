//! Invented payers.

use fastrand::Rng;

const FAMILIES: [&str; 12] = ["김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오"];
const FIRST: [&str; 12] = ["지", "민", "서", "현", "수", "영", "도", "준", "재", "유", "혜", "태"];
const SECOND: [&str; 12] = ["우", "연", "호", "진", "희", "원", "아", "윤", "훈", "경", "선", "빈"];

/// A person's name, as every bank prints it.
pub(crate) fn name(rng: &mut Rng) -> String {
    let mut pick = |from: [&'static str; 12]| from[rng.usize(0..from.len())];
    [pick(FAMILIES), pick(FIRST), pick(SECOND)].concat()
}
