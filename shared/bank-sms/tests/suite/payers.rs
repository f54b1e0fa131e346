//! 30,000 persons and 300 firms through every layout and the usual orders: none ignored, none shortened, none another.
//! Unoptimised, every 150th of them.

use bank_sms::{Bank, Message, Outcome, Shape, bank, read};
use time::OffsetDateTime;

const SURNAMES: [&str; 40] = [
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안", "송", "전",
    "홍", "유", "고", "문", "양", "손", "배", "백", "허", "남", "심", "노", "하", "곽", "성", "차", "주", "우", "구",
    "지", "남궁",
];

const FIRST: [&str; 30] = [
    "민", "서", "지", "예", "도", "하", "준", "시", "수", "현", "은", "유", "재", "승", "태", "정", "영", "경", "동",
    "상", "이", "소", "다", "나", "한", "용", "대", "자", "입", "출",
];

const SECOND: [&str; 25] = [
    "준", "우", "윤", "호", "연", "진", "희", "영", "정", "훈", "기", "현", "아", "은", "빈", "수", "원", "인", "용",
    "자", "금", "소", "지", "중", "일",
];

const STEMS: [&str; 50] = [
    "하늘",
    "바다",
    "예정",
    "정정",
    "취소",
    "카드",
    "대출",
    "한도",
    "이자",
    "승인",
    "환불",
    "배당",
    "오류",
    "정지",
    "보류",
    "수수료",
    "입금",
    "출금",
    "결제",
    "급여",
    "예약",
    "할인",
    "이벤트",
    "안내",
    "신청",
    "확인",
    "현금",
    "모바일",
    "인터넷",
    "스마트",
    "국민",
    "신한",
    "우리",
    "하나",
    "농협",
    "기업",
    "토스",
    "카카오",
    "한국",
    "대한",
    "서울",
    "부산",
    "반려",
    "회수",
    "지연",
    "대기",
    "요청",
    "잔치",
    "고객",
    "총",
];

const KINDS: [&str; 2] = ["나라", "연구소"];

fn persons() -> impl Iterator<Item = String> {
    SURNAMES.iter().flat_map(|surname| {
        FIRST.iter().flat_map(move |first| SECOND.iter().map(move |second| format!("{surname}{first}{second}")))
    })
}

fn firms() -> impl Iterator<Item = String> {
    STEMS.iter().flat_map(|stem| {
        KINDS.iter().flat_map(move |kind| ["", "(주)", "㈜"].into_iter().map(move |form| format!("{form}{stem}{kind}")))
    })
}

/// A layout with a payer in it, as it is printed with everything that it may have, and with nothing of that.
fn printed(bank: &Bank, layout: &str, name: &str, all: bool) -> String {
    let mut text = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        match first {
            ' ' => text.push('\n'),
            '·' => {}
            '{' => {
                let end = closing(rest);
                match rest[1..end].strip_prefix('?') {
                    Some(inner) if all || inner.contains("{name}") => text.push_str(&printed(bank, inner, name, all)),
                    Some(_) => {}
                    None => text.push_str(&value(bank, &rest[1..end], name)),
                }
                rest = &rest[end + 1..];
                continue;
            }
            c => text.push(c),
        }
        rest = after;
    }
    text
}

fn closing(text: &str) -> usize {
    let mut depth = 0;
    let ends = text.bytes().position(|b| {
        depth += i32::from(b == b'{') - i32::from(b == b'}');
        depth == 0
    });
    ends.unwrap()
}

fn value(bank: &Bank, hole: &str, name: &str) -> String {
    let value = match hole {
        "bank" => return format!("[{}]", bank.headers.last().unwrap()),
        "name" => name,
        "date" => "07/04",
        "time" => "14:23",
        "account" => "123-***-456789",
        "last4" => "(6789)",
        "owner" => "홍*동",
        "type" => "입금",
        "amount" | "won" => "14,510원",
        "balance" => "잔액532,513원",
        "word" | "shop" => "shop365",
        "alias" => "생활비통장",
        "memo" => "6월회비",
        "fee" => "500원",
        _ => {
            let (kind, words) = hole.split_once('=').unwrap();
            let first = words.split('|').next().unwrap();
            return if kind == "account" { first.replace('d', "7") } else { first.to_owned() };
        }
    };
    value.to_owned()
}

/// The usual orders of a bank without a layout for them.
const ORDERS: [&str; 6] = [
    "[제주은행] 07/04 14:23 123-***-456789 입금 {name} 14,510원 잔액532,513원",
    "[제주은행] 07/04 14:23 123-***-456789 {name} 입금 14,510원 잔액532,513원",
    "[제주은행] 07/04 14:23 입금 14,510원 {name} 123-***-456789 잔액532,513원",
    "[제주은행] 07/04 14:23 123-***-456789 14,510원 입금 {name} 잔액532,513원",
    "[제주은행] 07/04 14:23 123-***-456789 {name} 14,510원 입금 잔액532,513원",
    "[제주은행]\n07/04 14:23\n{name}\n입금\n14,510원\n잔액532,513원",
];

/// Every text with its sender, a hole where the payer stands.
fn texts() -> Vec<(String, Option<&'static str>, String)> {
    const HOLE: &str = "{name}";
    let takes = |shape: &&Shape| shape.layout.contains(HOLE) && !shape.layout.contains("{out=");
    let shapes = bank::all().iter().flat_map(|bank| bank.shapes.iter().filter(takes).map(move |shape| (bank, shape)));
    let of_shapes = shapes.flat_map(|(bank, shape)| {
        let sender = bank.packages.first().copied().filter(|_| shape.is_anonymous());
        let about = format!("{} {}", bank.name, shape.name);
        [true, false].map(|all| (printed(bank, shape.layout, HOLE, all), sender, about.clone()))
    });
    of_shapes.chain(ORDERS.map(|text| (text.to_owned(), None, "order".to_owned()))).collect()
}

#[test]
fn no_payer_is_ignored_or_shortened_in_any_layout() {
    let step = if cfg!(debug_assertions) { 150 } else { 1 };
    let (persons, firms): (Vec<String>, Vec<String>) = (persons().collect(), firms().collect());
    assert_eq!((persons.len(), firms.len()), (30_000, 300));
    let texts = texts();
    let (mut read_whole, mut waiting, mut wrong) = (0_u64, 0_u64, Vec::new());
    for name in persons.iter().step_by(step).chain(firms.iter().step_by(step.min(10))) {
        for (text, sender, about) in &texts {
            let raw = text.replace("{name}", name);
            let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
            let reading = read(&Message { raw: &raw, sender: *sender, received_at });
            match (reading.outcome, reading.depositor.as_deref()) {
                (Outcome::Deposit, Some(read)) if read == name => read_whole += 1,
                // A word that is a state or a channel as a whole, or a name that may end in a channel: a person's.
                (Outcome::Quarantined(_), _) => waiting += 1,
                (outcome, read) => wrong.push(format!("{about}: {outcome:?} {read:?}\n{raw}")),
            }
        }
    }
    wrong.truncate(10);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    println!("{read_whole} read whole, {waiting} wait for a person, {} texts", texts.len());
    assert!(waiting * 200 < read_whole, "{waiting} of {read_whole} wait");
}
