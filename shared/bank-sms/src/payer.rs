//! What a payer's name may look like where a message prints one.
//!
//! Invariant: a list is compared with whole words, never with the inside of a name (김예정, 대출나라), and a name is
//! never shortened. What could be a name or something else is no name here: a person reads the message.

use crate::notice::is_notice;
use crate::token;
use crate::triage::is_code;
use crate::word::{ADDRESSED, GLUED_BEHIND, PAID, PERSON_ADDRESSED, is_channel, is_known_direction, is_letter};

/// Surnames of one syllable: with one or two more, a person.
const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구라민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부황가복태목형피두감음빈동온호범좌팽승간상시갈단견당";

const LONG_SURNAMES: &[&str] = &["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방", "어금"];

/// Words that other banks' messages print around names, some of them cut short: as a whole they are none.
const AROUND: &[&str] = &[
    "적요",
    "적",
    "잔",
    "수",
    "수수",
    "내용",
    "내",
    "계좌번호",
    "일시",
    "메모",
    "메모:",
    "이체메모:",
    "받는통장메모:",
    "→",
    "|",
    "님",
    "님께",
    "님이",
    ">",
    "->",
    "-",
];

/// Signs that names have on any line.
const MARKS: &str = "()-_.&*+/'·>,:@~!㈜#=?^♥♡★☆";

/// A number that is no name where other numbers stand beside it.
const DIGITS_MIN: usize = 4;

/// The longest name that is printed.
const MAX_BYTES: usize = 90;

/// The name in a name's place, if one can stand there: without white space around it and without the honorific.
/// `alone`: it is a line of its own, so that nothing else of the line can be part of it.
pub(crate) fn name_in(printed: &str, alone: bool) -> Option<&str> {
    let name = bare(printed);
    is_name(name, alone).then_some(name)
}

/// A surname and two syllables: 홍길동, 남궁민수. Nothing else is certainly a person's name.
pub(crate) fn is_person(name: &str) -> bool {
    let mut letters = name.chars();
    let is_hangul = name.chars().all(|c| matches!(c, '가'..='힣'));
    let long = LONG_SURNAMES.iter().any(|surname| name.starts_with(surname));
    let wanted = if long { [3, 4] } else { [3, 3] };
    is_hangul
        && wanted.contains(&name.chars().count())
        && (long || letters.next().is_some_and(|c| SURNAMES.contains(c)))
}

/// A person's name, perhaps with digits behind it: 홍길동1024.
pub(crate) fn is_person_with_number(name: &str) -> bool {
    is_person(name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '-')))
}

/// A firm that says so.
pub(crate) fn is_firm(name: &str) -> bool {
    ["(주)", "㈜", "주식회사", "(유)", "(사)", "(재)"].iter().any(|form| name.contains(form))
}

/// The person in front of a channel word, glued or not: 홍길동 of 홍길동오픈뱅킹.
pub(crate) fn person_before_channel(name: &str) -> Option<&str> {
    let mut ends = name.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    ends.find_map(|at| {
        let (person, channel) = name.split_at(at);
        let channel = channel.trim_start();
        (!channel.is_empty() && is_channel(channel) && is_person(person.trim_end())).then_some(person.trim_end())
    })
}

/// The person in front of the beginning of a channel word or a balance, glued: 홍길동 of 홍길동오픈, 홍길동잔.
pub(crate) fn is_person_before_cut_word(name: &str) -> bool {
    let words = || GLUED_BEHIND.iter().copied().chain(["잔액"]);
    let ends = name.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    ends.into_iter().any(|at| {
        let (person, rest) = name.split_at(at);
        is_person(person) && words().any(|word| word.starts_with(rest))
    })
}

/// Does the name end in one of the channel words that 수협 glues behind names?
pub(crate) fn ends_as_channel(name: &str) -> bool {
    GLUED_BEHIND.iter().any(|channel| name.len() > channel.len() && name.ends_with(channel))
}

/// Without white space around it and without the honorific.
pub(crate) fn bare(printed: &str) -> &str {
    let name = trim(printed);
    let addressed = name.strip_suffix('님').filter(|before| before.is_empty() || crate::name::is_addressed(before));
    addressed.map_or(name, str::trim_end)
}

/// Without white space around it.
pub(crate) fn trim(text: &str) -> &str {
    text.trim()
}

/// Money that pays no order, by the last word of a firm's name: 삼성전자배당, 삼성카드대출.
pub(crate) fn is_settled_otherwise(name: &str) -> bool {
    const ENDINGS: &[&str] = &["배당", "배당금", "분배금", "대출", "대출금", "대출실행"];
    !is_person(name) && ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

fn is_name(name: &str, alone: bool) -> bool {
    if name.is_empty() || name.len() > MAX_BYTES || is_channel(name) && !crate::word::is_kind(name) {
        return false;
    }
    let may_stand = |c: char| is_letter(c) || c.is_numeric() || c == ' ' || MARKS.contains(c) || "[]".contains(c);
    let is_written = name.chars().all(may_stand) && name.chars().any(|c| is_letter(c) || c.is_numeric());
    let is_bracketed = name.contains(['[', ']']) && !is_tagged(name);
    // Banks cut a name behind its beginning: `(홍길동` was cut behind a parenthesis around all of it.
    let is_unclosed = name.starts_with('(') && !name.contains(')');
    // A masked word beside others is the account's owner; what is all in parentheses is a remark.
    let is_owner = name.contains('*') && name.contains(' ');
    let is_remark = name.starts_with('(') && name.ends_with(')') && name.chars().filter(|c| is_letter(*c)).count() > 1;
    // `홍길동(반송)`.
    let is_noted =
        name.strip_suffix(')').and_then(|name| name.rsplit_once('(')).is_some_and(|(_, note)| is_notice(note));
    if !is_written
        || is_noted
        || is_bracketed
        || is_unclosed
        || is_owner
        || is_remark
        || is_code(name)
        || name.contains("잔액")
    {
        return false;
    }
    if name.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ')) {
        return is_number_for_name(name, alone);
    }
    !holds_other_token(name, alone) && are_words(name, alone)
}

/// `[정산]쿠팡`: a tag in front of a name. A bank in brackets heads a message, and what is all in brackets is a
/// heading.
fn is_tagged(name: &str) -> bool {
    let tagged = name.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    tagged.is_some_and(|(tag, rest)| {
        let is_bank = crate::bank::header(tag, 0).is_some_and(|(_, end)| end == tag.len());
        !is_bank
            && !tag.is_empty()
            && !rest.is_empty()
            && !is_notice(tag)
            && !is_notice(rest)
            && !rest.contains(['[', ']'])
            && tag != "Web발신"
    })
}

/// A payer who wrote a number: `101-1502`, `302`, `1004`. Never what could be an amount or an account beside others.
fn is_number_for_name(name: &str, alone: bool) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    if alone { digits <= 12 } else { name.chars().all(|c| c.is_ascii_digit()) && digits >= DIGITS_MIN }
}

/// Is every word one that a name may have? The last one of a line may be 입금: payers write it.
fn are_words(name: &str, alone: bool) -> bool {
    let mut before = "";
    let mut words = name.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        // `홍길동님 홍길동` is a name twice; only the end of a name carries the honorific.
        let is_twice = word == before || before.ends_with('님') || before.ends_with("님이");
        let is_payers_remark = alone && !before.is_empty() && words.peek().is_none() && word == "입금";
        let is_number = word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let is_short_number = !alone && is_number && (word.len() < DIGITS_MIN || word.contains('-'));
        if is_twice
            || is_short_number
            || !is_payers_remark && (is_other_token(word) || is_notice(word) || is_sentence(word))
        {
            return false;
        }
        before = word;
    }
    true
}

/// The end of a sentence.
fn is_sentence(word: &str) -> bool {
    const ENDS: &[&str] =
        &["니다", "세요", "어요", "아요", "해요", "됐어요", "네요", "다.", "요.", "하면", "까지", "에게", "으로부터"];
    ENDS.iter().any(|end| word.len() > end.len() && word.ends_with(end))
}

/// Pieces that stand in other tokens only: `07/22`, `16:3`, `1,0`, `1,`, `**`, `입금10`, ` (0`. A payer may begin with
/// a date.
fn holds_other_token(name: &str, alone: bool) -> bool {
    let bytes = name.as_bytes();
    // Each of them has one of these; nearly no name does.
    if !bytes.iter().any(|b| b.is_ascii_digit() || *b == b'*') {
        return false;
    }
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let date = dated(name);
    let marked = bytes.iter().enumerate().skip(date).any(|(at, b)| match b {
        b'/' | b':' => at > 0 && digit(at - 1) && digit(at + 1),
        b',' => at > 0 && digit(at - 1) && (digit(at + 1) || at + 1 == bytes.len()),
        b'*' => bytes.get(at + 1) == Some(&b'*'),
        b'(' => !alone && digit(at + 1) && (at == 0 || bytes.get(at - 1) == Some(&b' ')),
        _ => false,
    });
    let directions = ["입금", "출금", "지급"];
    marked || directions.iter().any(|word| name.match_indices(word).any(|(at, word)| digit(at + word.len())))
}

/// How much of the name is a date glued to letters: `6/10홍길동`.
fn dated(name: &str) -> usize {
    let length = name.bytes().take_while(|b| b.is_ascii_digit() || *b == b'/').count();
    let is_date = (3..=5).contains(&length) && name.as_bytes().get(1..3).is_some_and(|two| two.contains(&b'/'));
    let glued = name.get(length..).and_then(|rest| rest.chars().next()).is_some_and(is_letter);
    if is_date && glued { length } else { 0 }
}

/// A word that is an amount, an account, a date, a direction, a count, or one of the words around names.
fn is_other_token(word: &str) -> bool {
    const UNITS: &[&str] =
        &["원", "만원", "천원", "건", "회", "명", "개", "만", "천", "달러", "엔", "유로", "위안", "%", "P", "p"];
    let whole = |end: Option<usize>| end == Some(word.len());
    let money = token::amount(word, 0).is_some_and(|(_, won, end)| end == word.len() && (won || word.contains(',')));
    let begins_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    let is_sum = word.strip_suffix('원').is_some_and(|sum| sum.ends_with(|c: char| c.is_ascii_digit()));
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',').trim_end_matches(['!', '.']);
    money
        || is_sum
        || AROUND.contains(&word)
        || crate::label::is_label(word)
        || word.starts_with("To.")
        || PAID.iter().chain(ADDRESSED).any(|to| word.ends_with(to))
        || PERSON_ADDRESSED.iter().any(|to| word.strip_suffix(to).is_some_and(is_person))
        || begins_with_digit && (UNITS.contains(&unit) || word.ends_with('-'))
        || whole(token::account(word, 0)) && word.contains(['*', '#', '-'])
        || whole(token::date(word, 0).map(|(_, end)| end))
        || is_known_direction(word)
}
