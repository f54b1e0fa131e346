use bank_sms::bank;
use bank_sms::sender::{MESSAGES, MESSENGERS, PAY_NUMBERS, PAY_SERVICES};
use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::SenderVerdict::{Approved, Bank as OwnBank, Missing, Unlikely, Unlisted};
use super::*;

const MESSAGES_APP: &str = "com.samsung.android.messaging";

fn kb() -> &'static Bank {
    bank::by_code("004").unwrap()
}

fn from(sender: &str) -> SenderClaim {
    SenderClaim { sender: Some(sender.into()), ..SenderClaim::default() }
}

fn shown(package: &str, title: &str) -> SenderClaim {
    SenderClaim { title: Some(title.into()), package: Some(package.into()), ..SenderClaim::default() }
}

fn approval(bank_code: &str, sender: &str) -> ApprovedSender {
    ApprovedSender {
        id: SenderId::new(1).unwrap(),
        bank_code: bank_code.into(),
        sender: sender.into(),
        approved_by: UserId::new(1).unwrap(),
        approved_at: Timestamp::from_ms(0),
    }
}

fn judged(claim: &SenderClaim) -> SenderVerdict {
    judge(claim, kb(), false, &[])
}

/// A listed number (eight digits) as phones and apps write it.
fn spellings(digits: &str) -> [String; 7] {
    let (front, back) = digits.split_at(4);
    [
        digits.to_owned(),
        format!("{front}-{back}"),
        format!("{front} {back}"),
        format!(" ({front}) {back} "),
        format!("+82{digits}"),
        format!("+82 {front} {back}"),
        format!("82-{front}-{back}"),
    ]
}

#[test]
fn every_number_of_every_bank_is_that_banks_in_every_spelling_and_no_other_banks() {
    for of in bank::all() {
        let listed = bank::all().iter().flat_map(|bank| bank.senders.iter().map(move |digits| (bank, *digits)));
        for (owner, digits) in listed {
            let shared = bank::all().iter().any(|bank| bank.family == of.family && bank.senders.contains(&digits));
            let wanted = if owner.family == of.family || shared { OwnBank } else { Unlikely };
            for spelling in spellings(digits) {
                assert_eq!(judge(&from(&spelling), of, false, &[]), wanted, "{} {spelling:?}", of.code);
                assert_eq!(judge(&shown(MESSAGES_APP, &spelling), of, false, &[]), wanted, "{spelling:?}");
                assert_eq!(judge(&shown("", &spelling), of, false, &[]), Missing, "a title by itself: {spelling:?}");
                assert_eq!(judge(&from(&spelling), of, true, &[]), Unlikely, "from abroad: {spelling:?}");
            }
        }
    }
}

#[test]
fn every_app_of_every_bank_is_that_banks_and_no_other_banks() {
    for of in bank::all() {
        for (owner, package) in bank::all().iter().flat_map(|bank| bank.packages.iter().map(move |app| (bank, *app))) {
            let shared = bank::all().iter().any(|bank| bank.family == of.family && bank.packages.contains(&package));
            let wanted = if owner.family == of.family || shared { OwnBank } else { Unlikely };
            let named = SenderClaim { package: Some(package.into()), ..from("입출금 알림") };
            for claim in [shown(package, "입금 50,000원"), from(package), named] {
                assert_eq!(judge(&claim, of, false, &[]), wanted, "{} {claim:?}", of.code);
            }
            let spoofed = SenderClaim { package: Some(package.into()), ..from("010-0000-0000") };
            assert_eq!(judge(&spoofed, of, false, &[]), Unlikely, "a text that wrote its own app: {package}");
        }
    }
}

#[test]
fn families_share_their_senders() {
    for (code, number) in [("012", "1588-2100"), ("005", "1599-1111"), ("026", "1577-8000")] {
        assert_eq!(judge(&from(number), bank::by_code(code).unwrap(), false, &[]), OwnBank, "{code}");
    }
}

#[test]
fn other_apps_are_unlikely_whatever_their_title_says() {
    for package in PAY_SERVICES.iter().chain(MESSENGERS).chain(&["com.android.chrome", "com.google.android.gm", "x"]) {
        for title in ["1644-9999", "국민은행", ""] {
            assert_eq!(judged(&shown(package, title)), Unlikely, "{package} {title:?}");
            assert_eq!(judged(&SenderClaim { sender: Some(title.into()), ..shown(package, "") }), Unlikely);
        }
    }
}

#[test]
fn kinds_of_senders_without_an_app() {
    let long = "1".repeat(2_000);
    let table: [(&str, SenderVerdict); 35] = [
        ("010-0000-0000", Unlikely),
        ("01000000000", Unlikely),
        ("+82 10-0000-0000", Unlikely),
        ("+82 010 0000 0000", Unlikely),
        ("821000000000", Unlikely),
        ("011-000-0000", Unlikely),
        ("019-000-0000", Unlikely),
        ("070-0000-0000", Unlikely),
        ("+82 70 0000 0000", Unlikely),
        ("+1 202 555 0100", Unlikely),
        ("+86 16449999", Unlikely),
        ("006 82 16449999", Unlikely),
        ("00700 16449999", Unlikely),
        ("050-0000-0000", Unlikely),
        ("114", Unlikely),
        ("164499990", Unlikely),
        ("1644-7405", Unlikely),
        ("bank@example.com", Unlikely),
        ("16449999@example.com", Unlikely),
        ("(02)123-4567", Unlisted),
        ("+82 2 123 4567", Unlisted),
        ("031-123-4567", Unlisted),
        ("15880000", Unlisted),
        ("1833-0000", Unlisted),
        ("080-123-4567", Unlisted),
        ("", Missing),
        ("  ", Missing),
        ("-", Missing),
        ("국민은행", Missing),
        ("1644-9999 국민은행", Missing),
        ("국민은행 16449999", Missing),
        ("1644\u{0}9999", Missing),
        ("1644-9999\n", Missing),
        ("１６４４９９９９", Missing),
        (&long, Missing),
    ];
    for (sender, wanted) in table {
        assert_eq!(judged(&from(sender)), wanted, "{sender:?}");
    }
    assert_eq!(judged(&SenderClaim::default()), Missing);
}

#[test]
fn beside_a_messages_app_a_whole_number_counts_and_a_name_is_unlisted() {
    for package in MESSAGES {
        for (title, wanted) in [
            ("1644-9999", OwnBank),
            ("010-0000-0000", Unlikely),
            ("+1 202 555 0100", Unlikely),
            ("someone@example.com", Unlikely),
            ("국민은행", Unlisted),
            ("1644-9999 국민은행", Unlisted),
            ("S.Kim", Unlisted),
            ("１６４４９９９９", Missing),
            ("", Missing),
        ] {
            assert_eq!(judged(&shown(package, title)), wanted, "{package} {title:?}");
            assert_eq!(judged(&SenderClaim { package: Some((*package).into()), ..from(title) }), wanted, "{title:?}");
        }
        assert_eq!(judged(&from(package)), Missing, "an app without a sender");
        assert_eq!(judged(&SenderClaim { sender: Some("메시지".into()), ..shown(package, "1644-9999") }), OwnBank);
        let two = SenderClaim { sender: Some("16449999".into()), ..shown(package, "010-0000-0000") };
        assert_eq!((judged(&two), approvable(&two)), (Unlikely, None), "two numbers");
    }
}

#[test]
fn a_doubtful_claim_counts_as_none_and_never_as_better() {
    for sender in ["1644-9999", "15880000", "국민은행", "com.kbstar.kbbank", ""] {
        let ambiguous = SenderClaim { ambiguous: true, ..from(sender) };
        let unconfirmed = SenderClaim { unconfirmed: true, ..from(sender) };
        let approved = [approval("004", "15880000")];
        for claim in [ambiguous, unconfirmed] {
            assert_eq!(judge(&claim, kb(), false, &approved), Missing, "{claim:?}");
            assert_eq!(judge(&claim, kb(), true, &approved), Unlikely, "{claim:?}");
            assert_eq!(approvable(&claim), None);
        }
    }
    assert_eq!(judged(&SenderClaim { unconfirmed: true, ..from("010-0000-0000") }), Unlikely);
}

#[test]
fn an_approval_counts_for_its_bank_and_its_family() {
    let approved = [approval("012", "15880000"), approval("004", "우리 가게 은행"), approval("004", "01000000000")];
    let nh = bank::by_code("011").unwrap();
    assert_eq!(judge(&from("1588-0000"), nh, false, &approved), Approved);
    assert_eq!(judge(&from("1588-0000"), kb(), false, &approved), Unlisted);
    assert_eq!(judge(&shown(MESSAGES_APP, "우리 가게 은행"), kb(), false, &approved), Approved);
    assert_eq!(judge(&from("우리 가게 은행"), kb(), false, &approved), Missing, "a name without an app");
    assert_eq!(judge(&from("010-0000-0000"), kb(), false, &approved), Unlikely, "never a mobile number");
    assert_eq!(judge(&from("1588-0000"), nh, true, &approved), Unlikely, "never from abroad");
}

#[test]
fn numbers_and_contacts_can_be_approved_and_nothing_else() {
    assert_eq!(approvable(&from("+82 2 123-4567")).as_deref(), Some("021234567"));
    assert_eq!(approvable(&shown(MESSAGES_APP, " 국민은행 ")).as_deref(), Some("국민은행"));
    for claim in [
        from("010-0000-0000"),
        from("070-0000-0000"),
        from("+1 202 555 0100"),
        from("bank@example.com"),
        from("com.kbstar.kbbank"),
        from("국민은행"),
        shown("com.kakao.talk", "국민은행"),
        shown("com.google.android.gm", "1588-0000"),
        shown("com.android.chrome", "국민은행"),
        shown(MESSAGES_APP, "１５８８００００"),
        SenderClaim::default(),
    ] {
        assert_eq!(approvable(&claim), None, "{claim:?}");
    }
}

#[test]
fn what_is_held_by_which_way() {
    let phone = [Via::Keyed, Via::Signed];
    let (unlikely, unlisted, missing) =
        (HoldReason::SenderUnlikely, HoldReason::SenderUnlisted, HoldReason::SenderMissing);
    for verdict in SenderVerdict::iter() {
        for told in MissingSender::iter() {
            for policy in SenderPolicy::iter() {
                for ambiguous in [false, true] {
                    let held = |via| hold(verdict, via, ambiguous, told, policy);
                    let by_phone = match verdict {
                        OwnBank | Approved | SenderVerdict::ByPerson | SenderVerdict::Legacy => None,
                        Unlikely => Some(unlikely),
                        Unlisted if policy == SenderPolicy::Any => None,
                        Unlisted => Some(unlisted),
                        Missing if told == MissingSender::Allowed && !ambiguous => None,
                        Missing => Some(missing),
                    };
                    assert_eq!(held(Via::Api), None, "a person typed it");
                    assert_eq!(held(Via::Open), (verdict == Unlikely).then_some(unlikely), "{verdict:?}");
                    assert_eq!(phone.map(held), [by_phone; 2], "{verdict:?} {told:?} {policy:?} {ambiguous}");
                }
            }
        }
        let trusted = matches!(verdict, OwnBank | Approved);
        assert_eq!(phone.map(|via| verdict.may_reverse(via)), [trusted; 2]);
        assert!(!verdict.may_reverse(Via::Open) && !verdict.may_reverse(Via::Api));
    }
}

#[test]
fn listed_numbers_are_ones_that_a_bank_can_have() {
    for digits in bank::all().iter().flat_map(|bank| bank.senders).chain(PAY_NUMBERS) {
        let Sender::Number(number) = sender::parse(digits) else { panic!("{digits}") };
        assert!(can_be_banks(number.kind) && number.digits == *digits, "{digits}");
    }
}

proptest! {
    /// Whoever is approved, and whatever app, title and spelling: no number that anybody can have is believed.
    #[test]
    fn no_number_that_anybody_can_have_is_believed(
        prefix in "(\\+82 ?10|\\+82 ?70|010|011|01[6-9]|070|\\+1 ?|\\+86|00[1-8])",
        rest in "[ -]?[0-9]{4}[ -]?[0-9]{4}",
        in_messages: bool,
        place in 0..100_usize,
    ) {
        let number = format!("{prefix}{rest}");
        let claim = if in_messages { shown(MESSAGES_APP, &number) } else { from(&number) };
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let bank = &bank::all()[place % bank::all().len()];
        let approved = [approval(bank.code, &digits), approval(bank.code, &number)];
        prop_assert_eq!(judge(&claim, bank, false, &approved), Unlikely);
        prop_assert_eq!(approvable(&claim), None);
    }

    /// An app that is on no bank's list is never believed by itself.
    #[test]
    fn no_unlisted_app_is_believed(package in "[a-z]{2,8}(\\.[a-zA-Z][a-z0-9_]{0,8}){1,4}", title in "\\PC{0,20}") {
        prop_assume!(sender::app(&package) == App::Unlisted);
        let approved = [approval("004", &title), approval("004", &package)];
        prop_assert_eq!(judge(&shown(&package, &title), kb(), false, &approved), Unlikely);
        prop_assert_eq!(judge(&from(&package), kb(), false, &approved), Unlikely);
    }

    /// No field panics, and a mark of foreign origin outweighs all.
    #[test]
    fn any_words_are_judged(sender in ".{0,40}", title in ".{0,40}", package in ".{0,40}") {
        let claim = SenderClaim { sender: Some(sender), ..shown(&package, &title) };
        let verdict = judged(&claim);
        prop_assert!(package.trim().is_empty() || !matches!(verdict, OwnBank | Approved), "{:?}", claim);
        prop_assert_eq!(judge(&claim, kb(), true, &[]), Unlikely);
    }
}
