//! Masked account numbers: every mask that was ever printed, against registered numbers.

use crate::reading;
use bank_sms::PrintedAccount;

fn parsed(text: &str) -> PrintedAccount {
    PrintedAccount::parse(text).unwrap_or_else(|| panic!("{text} is an account"))
}

#[test]
fn a_mask_stands_for_one_or_more_digits_of_any_number() {
    for (printed, registered, fits) in [
        ("606401**772", "60640112345772", true),
        ("606401**772", "606401-1-772", true),
        ("606401**772", "606401772", false),
        ("606401**772", "60640112345771", false),
        ("941602-**-***318", "94160201000318", true),
        ("110-11-0***-111", "110-11-0987-111", true),
        ("110-11-0***-111", "110-11-1987-111", false),
        ("*420576", "1002123420576", true),
        ("*420576", "420576", false),
        ("3450*01", "3450123456701", true),
        ("1002-123-456***", "1002123456789", true),
        ("1002-123-456***", "1002123456", false),
        ("255******31304", "25591012331304", true),
        ("352-****-0275-13", "3521234027513", true),
        ("452***38801011", "45212338801011", true),
        ("####946", "1013123456946", true),
        ("(3823)", "3333011233823", true),
        ("(3823)", "3823", false),
        ("50813*00093", "508131234500093", true),
        ("137-12-0***68-8", "137-12-0123-68-8", true),
        ("43****82-01", "4312345682-01", true),
        ("012••••••••789", "012-12345678-789", true),
        ("1002xxx123456", "1002999123456", true),
        ("1002XXX123456", "1002999123456", true),
        ("１１０-＊＊＊-123456", "110-987-123456", true),
        ("[110-***-123456]", "110987123456", true),
        ("1*3*5", "12345", true),
        ("1*3*5", "1335", false),
        ("1*3*5", "13335", true),
        ("1*3*5", "1245", false),
        ("1*2*3*4*5*6*7*8*9", "1020304050607080900", false),
        ("1*2*3*4*5*6*7*8*9", "10203040506070809", true),
        ("110‑***‑123456", "110-987-123456", true),
        ("110-496-922482", "110496922482", true),
        ("110-496-922482", "1104969224820", false),
        ("110-***-000000", "110-123-000000", true),
        ("110-***-000000", "110 123 000000", true),
        ("110-***-000000", "110a123000000", false),
        ("110-***-000000", "", false),
    ] {
        assert_eq!(parsed(printed).fits(registered), fits, "{printed} and {registered}");
    }
}

#[test]
fn head_and_tail_are_what_stands_before_the_first_and_after_the_last_mask() {
    for (printed, head, tail, digits, whole) in [
        ("606401**772", "606401", "772", 9, false),
        ("*420576", "", "420576", 6, false),
        ("1002-123-456***", "1002123456", "", 10, false),
        ("941602-**-***318", "941602", "318", 9, false),
        ("110-11-0***-111", "110110", "111", 9, false),
        ("(3823)", "", "3823", 4, false),
        ("12*34*56", "12", "56", 6, false),
        ("110-496-922482", "110496922482", "110496922482", 12, true),
    ] {
        let account = parsed(printed);
        assert_eq!(account.as_printed(), printed);
        assert_eq!((account.visible_head().as_str(), account.visible_tail().as_str()), (head, tail), "{printed}");
        assert_eq!((account.visible_digits(), account.is_whole()), (digits, whole), "{printed}");
    }
}

#[test]
fn what_is_no_number_is_no_account() {
    let long = "1".repeat(10_000);
    for text in
        ["", " ", "****", "-", "홍길동", "110-abc-123456", "()", "(홍)", "1234원", &long, "1234567890123456789012345"]
    {
        assert!(PrintedAccount::parse(text).is_none(), "{text}");
    }
}

/// In any bank's layout, at any place of the number.
#[test]
fn a_letter_in_the_place_of_a_digit_makes_no_account() {
    for row in crate::corpus::rows() {
        let raw = row["raw"].as_str().unwrap();
        let Some(printed) = reading(raw).account else { continue };
        let printed = printed.as_printed();
        for (at, _) in printed.match_indices(|c: char| c.is_ascii_digit()) {
            let lettered = format!("{}d{}", &printed[..at], &printed[at + 1..]);
            let damaged = raw.replace(printed, &lettered);
            let read = reading(&damaged).account;
            assert!(read.as_ref().is_none_or(|account| !account.as_printed().contains('d')), "{damaged}: {read:?}");
        }
    }
}
