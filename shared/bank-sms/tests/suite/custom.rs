//! Formats that a shop adds: what makes one, what it reads, and everything that must not.

use bank_sms::custom::{CustomReading, FormatError, Hole, LAYOUT_MAX, Mark, proposed, read_custom, shown};
use bank_sms::{Bank, CustomFormat, Message, Outcome, Reading, Why, bank, read};
use proptest::prelude::*;
use time::OffsetDateTime;

/// A message that nobody reads: a channel word that no list has.
const SAMPLE: &str = "[Web발신]\n[KB]07/04 14:23\n123456**789\n별빛입금 50,000원\n홍길동\n남은돈 1,234,567원";
const MARKED: [(Hole, &str); 6] = [
    (Hole::Amount, "50,000원"),
    (Hole::Payer, "홍길동"),
    (Hole::Balance, "1,234,567원"),
    (Hole::Account, "123456**789"),
    (Hole::Date, "07/04"),
    (Hole::Time, "14:23"),
];

fn message(raw: &str) -> Message<'_> {
    Message { raw, sender: None, received_at: OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap() }
}

/// Marks on the first places of these pieces.
fn marks(raw: &str, marked: &[(Hole, &str)]) -> Vec<Mark> {
    let text = shown(raw);
    let mark = |(hole, piece): &(Hole, &str)| {
        let at = text.find(piece).unwrap_or_else(|| panic!("{piece} is not in {text}"));
        let from = text[..at].chars().count();
        Mark { hole: *hole, from, to: from + piece.chars().count() }
    };
    marked.iter().map(mark).collect()
}

fn format_of(raw: &str, marked: &[(Hole, &str)]) -> Result<CustomFormat, FormatError> {
    CustomFormat::from_marks(&message(raw), &marks(raw, marked), None)
}

fn taught() -> CustomFormat {
    format_of(SAMPLE, &MARKED).unwrap()
}

fn by(formats: &[CustomFormat], raw: &str) -> CustomReading {
    let message = message(raw);
    read_custom(&message, &read(&message), formats)
}

fn read_by(formats: &[CustomFormat], raw: &str) -> Option<Reading> {
    match by(formats, raw) {
        CustomReading::Read(_, reading) => Some(*reading),
        CustomReading::Unread | CustomReading::Several => None,
    }
}

#[test]
fn a_format_reads_other_messages_of_its_form_and_never_confirms_the_payer() {
    assert_eq!(read(&message(SAMPLE)).outcome, Outcome::Quarantined(Why::UnknownChannel));
    let format = taught();
    assert_eq!(
        format.layout(),
        "[KB]{date} {time} {account} {in=별빛입금} {won}\n{name}\n남은돈 {total}",
        "what is kept"
    );
    assert_eq!((format.bank().code, format.is_headed()), ("004", true));
    // White space is flexible, but around the name's line; wrapping comes off as ever.
    let other = "[KB]08/15 09:05 654321**222\n별빛입금 7,000원\n(주)가나상사\n남은돈 8,000원";
    let reading = read_by(std::slice::from_ref(&format), other).unwrap();
    assert_eq!(reading.outcome, Outcome::Deposit);
    assert_eq!((reading.amount, reading.depositor.as_deref()), (Some(7_000), Some("(주)가나상사")));
    assert_eq!((reading.balance.known(), reading.bank.map(|bank| bank.code)), (Some(8_000), Some("004")));
    assert_eq!(reading.account.map(|account| account.as_printed().to_owned()).as_deref(), Some("654321**222"));
    assert_eq!(
        (reading.shape, reading.is_confirmed, reading.has_date, reading.has_time),
        ("custom", false, true, true)
    );
    // It is kept as text, and read back the same.
    assert_eq!(CustomFormat::parse(format.layout(), "004"), Some(format.clone()));
    for (layout, bank) in [(format.layout(), "999"), ("{in=입금} {nothing}", "004"), ("{in=입금", "004")] {
        assert_eq!(CustomFormat::parse(layout, bank), None, "{layout}");
    }
    assert_eq!(CustomFormat::parse(&"가".repeat(LAYOUT_MAX + 1), "004"), None);
}

#[test]
fn what_it_must_not_read_it_does_not() {
    let format = taught();
    let fits = |raw: &str| read_by(std::slice::from_ref(&format), raw).is_some();
    assert!(fits(SAMPLE));
    for (from, to) in [
        ("별빛입금", "별빛출금"),
        ("별빛입금", "별빛입금취소"),
        ("[KB]", "[신한]"),
        ("[KB]", ""),
        ("홍길동", "보류"),
        ("홍길동", "홍길동 취소"),
        ("홍길동", "홍길동님께"),
        ("홍길동", ""),
        ("홍길동", "홍길동\n김영희"),
        ("50,000원", "50,00원"),
        ("50,000원", "50,000"),
        ("50,000원", "USD 50,000"),
        ("50,000원", "0원"),
        ("50,000원", "9,999,999,999,999원"),
        ("07/04", "13/04"),
        ("14:23", "25:23"),
        ("남은돈", "남은 돈"),
        ("남은돈 1,234,567원", "남은돈 1,234,567원 취소"),
        ("남은돈 1,234,567원", "남은돈 1,234,567원\n예정"),
    ] {
        let other = SAMPLE.replace(from, to);
        assert!(!fits(&other), "{from} → {to}\n{other}");
    }
    // Two of them glued.
    assert!(!fits(&format!("{SAMPLE}\n{SAMPLE}")) && !fits(&format!("{SAMPLE}{SAMPLE}")));
    // An amount above the balance is told as such, and is no deposit that pays.
    let swapped = SAMPLE.replace("1,234,567", "1,000");
    let reading = read_by(std::slice::from_ref(&format), &swapped).unwrap();
    assert_eq!((reading.outcome, reading.balance_below_amount), (Outcome::Quarantined(Why::BalanceBelowAmount), true));
}

#[test]
fn what_the_reader_reads_or_knows_no_format_touches() {
    // The fixed text of a deposit that the reader reads, of a withdrawal, of a notice.
    for raw in [
        "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동",
        "[Web발신]\n국민 02/01 11:05\n110-***-000000\n출금 14,510원\n잔액 532,513원\n홍길동",
        "[Web발신]\n[KB]카드 승인 50,000원 일시불 홍길동",
    ] {
        let marked = [(Hole::Amount, if raw.contains("14,510") { "14,510원" } else { "50,000원" })];
        assert_eq!(format_of(raw, &marked), Err(FormatError::NotUnread), "{raw}");
    }
    let greedy = CustomFormat::parse("국민 {date} {time} {account} 출금 {won} 잔액 {total} {name}", "004").unwrap();
    let out = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n출금 14,510원\n잔액 532,513원\n홍길동";
    assert_eq!(by(&[greedy], out), CustomReading::Unread);
}

/// The marks of a whole message but for these.
fn without(hole: Hole) -> Vec<(Hole, &'static str)> {
    MARKED.into_iter().filter(|(other, _)| *other != hole).collect()
}

#[test]
fn marks_that_make_no_format_are_refused_with_the_reason() {
    let refused = |raw: &str, marked: &[(Hole, &str)]| format_of(raw, marked).unwrap_err();
    assert_eq!(refused(SAMPLE, &without(Hole::Amount)), FormatError::NoAmount);
    assert_eq!(refused(SAMPLE, &without(Hole::Payer)), FormatError::Unmarked("홍길동".to_owned()));
    assert_eq!(refused(SAMPLE, &without(Hole::Date)), FormatError::Unmarked("07/04".to_owned()));
    assert_eq!(refused(SAMPLE, &without(Hole::Time)), FormatError::Unmarked("14:23".to_owned()));
    assert_eq!(refused(SAMPLE, &without(Hole::Balance)), FormatError::Unmarked("1,234,567원".to_owned()));
    assert_eq!(refused(SAMPLE, &without(Hole::Account)), FormatError::Unmarked("123456**789".to_owned()));
    let twice = [(Hole::Amount, "50,000원"), (Hole::Amount, "1,234,567원")];
    assert_eq!(refused(SAMPLE, &twice), FormatError::MarkedTwice(Hole::Amount));
    let over = [(Hole::Amount, "50,000원"), (Hole::Payer, "입금 50,000")];
    assert!(matches!(refused(SAMPLE, &over), FormatError::NotSuch(Hole::Payer) | FormatError::Overlap(..)));
    let over = [(Hole::Balance, "50,000원"), (Hole::Amount, "50,000")];
    assert_eq!(refused(SAMPLE, &over), FormatError::Overlap(Hole::Balance, Hole::Amount));
    for (hole, piece) in [
        (Hole::Amount, "홍길동"),
        (Hole::Time, "50,000"),
        (Hole::Date, "14:23"),
        (Hole::Payer, "별빛입금 50,000"),
        (Hole::Account, "홍길"),
        (Hole::Amount, "50"),
    ] {
        assert_eq!(refused(SAMPLE, &[(hole, piece)]), FormatError::NotSuch(hole), "{piece}");
    }
    for word in ["별빛출금", "입금취소", "입금예정", "입금실패", "입금거절", "입금정정", "불능입금", "입금보류"]
    {
        let raw = SAMPLE.replace("별빛입금", &format!("별빛입금 {word}"));
        let error = format_of(&raw, &MARKED);
        assert!(matches!(error, Err(FormatError::ForbiddenWord(_) | FormatError::NotUnread)), "{word}: {error:?}");
    }
    let raw = SAMPLE.replace("별빛입금", "별빛");
    assert!(matches!(format_of(&raw, &MARKED), Err(FormatError::NoDirection | FormatError::NotUnread)));
    assert_eq!(refused(&SAMPLE.replace("별빛입금", "별빛입금 {x}"), &MARKED), FormatError::Braces);
    assert_eq!(refused(&SAMPLE.replace("[KB]", "[한빛]"), &MARKED), FormatError::NoBank);
    // One word besides numbers: any text of a payer would do.
    let bare = "입금 50,000원 홍길동";
    let marked = marks(bare, &[(Hole::Amount, "50,000원"), (Hole::Payer, "홍길동")]);
    let error = CustomFormat::from_marks(&message(bare), &marked, bank::by_code("004"));
    assert_eq!(error, Err(FormatError::TooFewWords));
    let nothing = [Mark { hole: Hole::Amount, from: 3, to: 3 }];
    let outside = [Mark { hole: Hole::Amount, from: 3, to: 9_999 }];
    for marks in [nothing, outside] {
        let error = CustomFormat::from_marks(&message(SAMPLE), &marks, None);
        assert_eq!(error, Err(FormatError::MarkOutside(Hole::Amount)));
    }
}

/// A text that says that no money came, or that it went to somebody, makes no format, however the name is marked.
#[test]
fn a_text_of_money_that_did_not_come_makes_no_format() {
    for (raw, payer) in [
        ("[KB] 별빛알림 50,000원 미입금\n홍길동", "홍길동"),
        ("[KB] 별빛알림 50,000원이 입금되지 않았습니다\n홍길동", "홍길동"),
        ("[KB] 별빛알림 50,000원이 입금되지 못했습니다\n홍길동", "홍길동"),
        ("[KB] 별빛입금 50,000원 입금 안됨\n홍길동", "홍길동"),
        ("[KB] 별빛입금 50,000원 안 됨\n홍길동", "홍길동"),
        ("[KB] 별빛입금 50,000원 내역 없음\n홍길동", "홍길동"),
        ("[KB] 별빛입금 50,000원 입금이 아닙니다\n홍길동", "홍길동"),
        ("[KB] 별빛알림 홍길동에게 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동한테 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동님께 50,000원을 보냈어요", "홍길동님"),
        ("[KB] 별빛알림 홍길동님에게 50,000원을 보냈어요", "홍길동님"),
        ("[KB] 별빛알림 홍길동님한테 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동 께 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동 님 께 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동앞으로 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동님앞 50,000원을 보냈어요", "홍길동님"),
        ("[KB] 별빛알림 홍길동 귀하 50,000원을 보냈어요", "홍길동"),
        ("[KB] 별빛알림 홍길동 계좌로 50,000원을 보냈어요", "홍길동"),
        ("[KB]별빛지급 50,000원 보냈어요 홍길동", "홍길동"),
    ] {
        let error = format_of(raw, &[(Hole::Amount, "50,000원"), (Hole::Payer, payer)]);
        assert!(matches!(error, Err(FormatError::ForbiddenWord(_))), "{raw}: {error:?}");
    }
    // Of money that somebody sent.
    for (raw, payer) in [
        ("[KB] 별빛알림 홍길동님께서 50,000원을 보내셨습니다", "홍길동님"),
        ("[KB] 별빛알림 홍길동에게서 50,000원을 받았어요", "홍길동"),
        ("[KB] 입금안내 별빛입금 50,000원 홍길동", "홍길동"),
    ] {
        let format = format_of(raw, &[(Hole::Amount, "50,000원"), (Hole::Payer, payer)]);
        assert!(format.is_ok(), "{raw}: {format:?}");
    }
}

/// What a header takes from a word of the message, no header takes from the layout: such a format would read nothing.
#[test]
fn a_format_is_made_only_as_it_will_be_kept() {
    let marked = [(Hole::Amount, "50,000원"), (Hole::Payer, "홍길동"), (Hole::Balance, "900,000원")];
    let glued = format_of("국민입금 50,000원\n홍길동\n남은돈 900,000원", &marked);
    assert_eq!(glued, Err(FormatError::ReadsOtherwise));
    for raw in ["[KB]별빛입금 50,000원\n홍길동\n남은돈 900,000원", "[KB](별빛)입금 50,000원\n홍길동\n남은돈 900,000원"]
    {
        let format = format_of(raw, &marked).unwrap_or_else(|error| panic!("{raw}: {error:?}"));
        let kept = CustomFormat::parse(format.layout(), format.bank().code).unwrap();
        assert_eq!(read_by(&[kept], raw).and_then(|reading| reading.amount), Some(50_000), "{raw}");
    }
}

#[test]
fn a_name_needs_an_end_and_holes_a_space_between() {
    let refused = |raw: &str, marked: &[(Hole, &str)]| format_of(raw, marked).unwrap_err();
    let (amount, payer) = ((Hole::Amount, "50,000원"), (Hole::Payer, "홍길동"));
    assert_eq!(refused("[KB] 별빛입금 홍길동 50,000원 감사합니다", &[amount, payer]), FormatError::NameWithoutEnd);
    assert_eq!(
        refused("[KB] 별빛입금 홍길동50,000원 감사합니다", &[amount, payer]),
        FormatError::Touching(Hole::Payer, Hole::Amount)
    );
    assert_eq!(
        refused("[KB] 별빛입금 홍길동 감사합니다 50,000", &[(Hole::Amount, "50,000"), payer]),
        FormatError::NumberAtEnd(Hole::Amount)
    );
    // Fixed text, a line's end or the message's end are ends.
    for raw in
        ["[KB] 별빛입금 홍길동 으로부터 50,000원", "[KB] 별빛입금\n홍길동\n50,000원", "[KB] 별빛입금 50,000원 홍길동"]
    {
        let format = format_of(raw, &[amount, payer]).unwrap_or_else(|error| panic!("{raw}: {error:?}"));
        let reading = read_by(&[format], &raw.replace("홍길동", "김영희")).unwrap();
        assert_eq!(reading.depositor.as_deref(), Some("김영희"), "{raw}");
    }
    assert_eq!(refused("별빛입금 50,000원 홍길동", &[amount, payer]), FormatError::NoBank);
}

#[test]
fn a_sender_that_is_believed_names_the_bank_where_the_text_does_not() {
    let raw = "한빛알림 별빛입금 50,000원 홍길동";
    let marked = marks(raw, &[(Hole::Amount, "50,000원"), (Hole::Payer, "홍길동")]);
    let kb: &'static Bank = bank::by_code("004").unwrap();
    let format = CustomFormat::from_marks(&message(raw), &marked, Some(kb)).unwrap();
    assert_eq!((format.bank().code, format.is_headed()), ("004", false));
    assert!(read_by(std::slice::from_ref(&format), raw).is_some());
    // Another bank's name in front is another text.
    assert_eq!(read_by(&[format], &format!("[신한] {raw}")), None);
}

#[test]
fn a_message_that_two_formats_read_differently_waits() {
    let first = CustomFormat::parse("[KB] {in=별빛입금} {won}\n{name}\n{total}", "004").unwrap();
    let same = CustomFormat::parse("[KB] {in=별빛입금} {won} {name} {total}", "004").unwrap();
    let other = CustomFormat::parse("[KB] {in=별빛입금} {total}\n{name}\n{won}", "004").unwrap();
    let raw = "[KB] 별빛입금 50,000원\n홍길동\n70,000원";
    assert!(matches!(by(&[same.clone(), first.clone()], raw), CustomReading::Read(0, _)));
    assert_eq!(by(&[first.clone(), other.clone()], raw), CustomReading::Several);
    assert_eq!(by(&[other, first], raw), CustomReading::Several);
    // One format with two ways to read it.
    let two_names = CustomFormat::parse("[KB] {in=별빛입금} {won} 님 {name} 님 끝", "004").unwrap();
    let raw = "[KB] 별빛입금 50,000원 님 김 님 이 님 끝";
    assert!(matches!(by(&[two_names], raw), CustomReading::Unread | CustomReading::Several));
}

/// What is handed on of a format names nobody whom the bank addressed, and is read as it says.
#[test]
fn a_sample_is_read_by_its_format_and_names_nobody() {
    let sample = taught().sample();
    let reading = read_by(&[taught()], &sample.raw).unwrap_or_else(|| panic!("{}", sample.raw));
    assert_eq!((reading.amount, reading.balance.known()), (Some(sample.amount), Some(sample.balance)));
    assert_eq!(reading.depositor.as_deref(), Some(sample.depositor));
    assert_eq!(sample.holes.len(), Hole::ALL.len());
    let raw = "[KB] 홍길동님 별빛입금 50,000원 접수7번\n성춘향";
    let format = format_of(raw, &[(Hole::Amount, "50,000원"), (Hole::Payer, "성춘향")]).unwrap();
    assert_eq!(format.sample().raw, "[KB] 이바다님 별빛입금 14,510원 접수1번\n김하늘");
}

#[test]
fn fifty_formats_and_texts_that_mean_harm_take_no_time_worth_telling() {
    let formats: Vec<CustomFormat> = (0..50)
        .map(|nth| CustomFormat::parse(&format!("[KB] {{in=별빛입금}} {{won}} {{name}} 끝{nth}"), "004").unwrap())
        .collect();
    for unit in ["가", "\0", "\u{202e}", "\u{200b}", "🎉", "[KB] 별빛입금 5원 ", "홍 ", "끝1 ", "1,"] {
        for front in ["", "[KB] 별빛입금 50,000원 "] {
            let long = format!("{front}{}", unit.repeat(65_536 / unit.len()));
            assert_eq!(by(&formats, &long), CustomReading::Unread, "{unit:?}");
            let cut: String = long.chars().take(1_000).collect();
            let started = std::time::Instant::now();
            assert!(!matches!(by(&formats, &cut), CustomReading::Read(..)), "{unit:?}");
            assert!(started.elapsed().as_millis() < if cfg!(debug_assertions) { 2_000 } else { 50 }, "{unit:?}");
        }
    }
    assert!(matches!(by(&formats, "[KB] 별빛입금 50,000원 홍길동 끝7"), CustomReading::Read(7, _)));
    let marked = marks(SAMPLE, &MARKED);
    let endless = SAMPLE.replace("별빛", &"가".repeat(10_000));
    assert_eq!(CustomFormat::from_marks(&message(&endless), &marked, None), Err(FormatError::TooLong));
    let long = SAMPLE.replace("별빛입금", &format!("별빛입금 {}", "가나다 ".repeat(300)));
    assert_eq!(format_of(&long, &MARKED), Err(FormatError::TooLong));
}

/// Cut anywhere, a message is refused, or only its last name is shorter: which pairs with no order of the whole name.
#[test]
fn a_message_cut_anywhere_is_never_another_amount() {
    let name_last =
        format_of("[KB] 별빛입금 50,000원 홍길동", &[(Hole::Amount, "50,000원"), (Hole::Payer, "홍길동")]).unwrap();
    for (format, raw) in [(taught(), SAMPLE), (name_last, "[KB] 별빛입금 50,000원 홍길동")] {
        for (at, _) in raw.char_indices() {
            if let Some(reading) = read_by(std::slice::from_ref(&format), &raw[..at]) {
                assert_eq!(reading.amount, Some(50_000), "{}", &raw[..at]);
                assert!("홍길동".starts_with(reading.depositor.as_deref().unwrap()), "{reading:?}");
            }
        }
    }
}

#[test]
fn a_page_proposes_what_only_one_thing_can_be() {
    let text = shown(SAMPLE);
    let mut told: Vec<(Hole, String)> = proposed(SAMPLE)
        .into_iter()
        .map(|mark| (mark.hole, text.chars().skip(mark.from).take(mark.to - mark.from).collect()))
        .collect();
    told.sort();
    let wanted = [
        (Hole::Amount, "50,000원"),
        (Hole::Payer, "홍길동"),
        (Hole::Account, "123456**789"),
        (Hole::Date, "07/04"),
        (Hole::Time, "14:23"),
    ];
    for (hole, piece) in wanted {
        assert!(told.contains(&(hole, piece.to_owned())), "{hole:?} in {told:?}");
    }
    // Two that may be the payer: none is proposed.
    let two = SAMPLE.replace("홍길동", "홍길동\n김영희");
    assert!(proposed(&two).iter().all(|mark| mark.hole != Hole::Payer));
    for raw in ["", "\0", "가\u{200b}나 입금 5원", "🎉🎉"] {
        let length = shown(raw).chars().count();
        assert!(proposed(raw).iter().all(|mark| mark.from < mark.to && mark.to <= length), "{raw:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is marked on whatever text: no panic, and a format that comes of it reads its own message as marked.
    #[test]
    fn any_marks_on_any_text_make_a_format_that_reads_its_own_text_or_none(
        words in proptest::collection::vec(prop_oneof![
            Just("[KB]"), Just("별빛입금"), Just("50,000원"), Just("홍길동"), Just("07/04"), Just("14:23"), Just("\n"), Just("남은돈"),
            Just("123456**789"), Just("1,000"), Just("끝"), Just("{"), Just("\u{3000}"), Just("예정"),
            Just("국민입금"), Just("[KB]별빛입금"), Just("국민"),
        ], 1..12),
        places in proptest::collection::vec((0_usize..40, 0_usize..12, 0_usize..6), 0..7),
    ) {
        let raw = words.join(" ");
        let holes = [Hole::Amount, Hole::Payer, Hole::Balance, Hole::Account, Hole::Date, Hole::Time];
        let mut marks: Vec<Mark> = places.iter().map(|(from, length, hole)| Mark { hole: holes[*hole], from: *from, to: from + length }).collect();
        marks.extend(proposed(&raw));
        for marks in [marks, proposed(&raw)] {
            if let Ok(format) = CustomFormat::from_marks(&message(&raw), &marks, None) {
                let kept = CustomFormat::parse(format.layout(), format.bank().code).unwrap();
                prop_assert_eq!(&kept, &format);
                let reading = read_by(&[kept], &raw).unwrap();
                prop_assert!(reading.amount.is_some() && !reading.is_confirmed);
            }
        }
    }
}
