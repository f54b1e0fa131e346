//! Name keys: the examples of the design, and every way a name is dressed.

use bank_sms::bank::Bank;
use bank_sms::bank::by_code;
use bank_sms::name::{Qualifier, cp949_len, is_readable, is_whole, key, may_be_cut, qualifier, readings};

#[test]
fn a_key_is_what_two_spellings_share() {
    for (name, wanted) in [
        ("홍 길동", "홍길동"),
        ("(주)가나다", "가나다"),
        ("㈜가나다", "가나다"),
        ("가나다㈜", "가나다"),
        ("주식회사 가나다", "가나다"),
        ("가나다 주식회사", "가나다"),
        ("가나이엔지주식회", "가나이엔지"),
        ("가나이엔지주식", "가나이엔지"),
        ("홍길동(가나데이)", "홍길동"),
        ("088-조휘서(", "088조휘서"),
        ("KARIMOV AZIZ", "KARIMOVAZIZ"),
        ("karimov aziz", "KARIMOVAZIZ"),
        ("홍길동님", "홍길동"),
        ("홍길동(본점)님", "홍길동"),
        ("홍길동님(본점)", "홍길동"),
        ("홍길동님님", "홍길동"),
        ("남궁길동 님", "남궁길동"),
        ("KIM님", "KIM"),
        // Who is called so is a person.
        ("김해님", "김해님"),
        ("김해님님", "김해님"),
        ("김해님(본점)", "김해님"),
        ("해님", "해님"),
        ("님", "님"),
        ("홍길동(가나(나)", "홍길동"),
        ("홍길동(가(나))", "홍길동"),
        ("김보라(오라라(O", "김보라"),
        ("２６０６국민", "2606국민"),
        ("서울특별시－현", "서울특별시현"),
        ("홍\u{3000}길동", "홍길동"),
        ("홍\u{200b}길동", "홍길동"),
        ("\u{1112}\u{1169}\u{11bc}\u{1100}\u{1175}\u{11af}동", "홍길동"),
        ("씨유(CU)옥길헤", "씨유CU옥길헤"),
        ("(홍길동)", "홍길동"),
        ("", ""),
        ("***", ""),
        ("a#b", "AB"),
    ] {
        assert_eq!(key(name), wanted, "{name}");
    }
}

#[test]
fn a_sending_bank_in_front_gives_a_second_reading_and_keeps_the_first() {
    for (printed, first, second) in [
        ("088-조휘서(", "088조휘서", Some("조휘서")),
        ("020-김철수", "020김철수", Some("김철수")),
        ("토스홍길동", "토스홍길동", Some("홍길동")),
        ("토뱅김하늘", "토뱅김하늘", Some("김하늘")),
        ("산업홍길동", "산업홍길동", Some("홍길동")),
        ("우리건설", "우리건설", Some("건설")),
        ("국민연금공단", "국민연금공단", Some("연금공단")),
        ("모> 신한홍길동", "모신한홍길동", Some("홍길동")),
        ("하나은행 이영희", "하나은행이영희", Some("이영희")),
        ("새마을금 홍길동", "새마을금홍길동", Some("홍길동")),
        // Wallets stand in front as banks do.
        ("네이버페이홍길동", "네이버페이홍길동", Some("홍길동")),
        ("네이버 홍길동", "네이버홍길동", Some("홍길동")),
        ("(주)네이버파이낸셜 홍길동", "네이버파이낸셜홍길동", Some("홍길동")),
        ("페이코_홍길동", "페이코홍길동", Some("홍길동")),
        ("NHN페이코홍길동", "NHN페이코홍길동", Some("홍길동")),
        ("카뱅홍길동", "카뱅홍길동", Some("홍길동")),
        ("토스머니(홍길동)", "토스머니", None),
        ("쿠팡페이", "쿠팡페이", None),
        ("네이버", "네이버", None),
        ("농협주식회사이엘지유", "농협이엘지유", Some("이엘지유")),
        // One syllable left is no name, and a bank at the end is none in front.
        ("우리김", "우리김", None),
        ("토스뱅크김", "토스뱅크김", None),
        ("088-김", "088김", None),
        ("088-KIM CHULSOO", "088KIMCHULSOO", None),
        // Digits and their hyphen: neither the one nor the other alone is a bank's number, and less than both is no
        // panic.
        ("김-우리건설", "김우리건설", None),
        ("1", "1", None),
        ("", "", None),
        ("윤신한", "윤신한", None),
        ("홍길동", "홍길동", None),
        ("기업", "기업", None),
    ] {
        let readings = readings(printed);
        assert_eq!((readings.first.as_str(), readings.second.as_deref()), (first, second), "{printed}");
    }
}

#[test]
fn masks_short_codes_and_single_letters_are_never_matched_by_themselves() {
    for name in [
        "홍*동",
        "****",
        "",
        " ",
        "김",
        "A",
        "1A",
        "홍＊동",
        "홍●동",
        "()",
        "(홍길동",
        "1234",
        "홍#동",
        "홍길동#",
        "##12345",
        "홍길##1024",
        "홍#길동#1024",
        "#12345",
        "홍*동#1024",
        "홍길동#10*4",
        "김#1024",
    ] {
        assert!(!is_readable(name), "{name}");
    }
    for name in [
        "홍길동",
        "김철",
        "AB",
        "홍길동1234",
        "㈜가나",
        "otp8887",
        "20261128001",
        "１２３４５",
        "A-20261128001",
        "홍길동#1024",
        "홍길동＃1024 ",
        "홍길동 #1024",
        "홍길동 # 1024",
        "홍길동-1024",
        "홍길동_1024",
        "홍길동/1024",
        "홍길동 1024",
    ] {
        assert!(is_readable(name), "{name}");
    }
}

#[test]
fn lengths_are_those_of_the_banks_encoding() {
    for (name, wanted) in [
        ("홍길동", 6),
        ("AZIZ4821", 8),
        ("씨유(CU)옥길헤", 14),
        ("\u{1112}\u{1169}\u{11bc}길동", 6),
        ("", 0),
        ("㈜가", 4),
        ("𠀀길동", 6),
    ] {
        assert_eq!(cp949_len(name), wanted, "{name}");
    }
}

#[test]
fn a_name_may_be_cut_from_one_byte_below_the_banks_limit() {
    let (woori, hana, kdb) = (by_code("020").unwrap(), by_code("081").unwrap(), by_code("002").unwrap());
    assert!(may_be_cut("우리카드결제대", woori), "14 of 14");
    assert!(may_be_cut("주식회사 넥스", woori), "13: the next syllable takes two");
    assert!(!may_be_cut("주식회사넥스", woori), "12 of 14");
    assert!(may_be_cut("가나이엔지주식회", hana), "16 of 16");
    assert!(!may_be_cut("우리카드결제대", hana), "14 of 16");
    assert!(!may_be_cut("가나다라마바사아자차카타파하", kdb), "no limit was ever seen");
}

#[test]
fn a_name_is_whole_below_the_banks_limit_whatever_it_is_filled_with() {
    let (woori, kb, kdb) = (by_code("020").unwrap(), by_code("004").unwrap(), by_code("002").unwrap());
    assert!(is_whole("홍길동123456", Some(woori)), "12 of 14");
    assert!(!is_whole("홍길동 123456", Some(woori)), "13: the next syllable takes two");
    assert!(!is_whole("홍길동１２３４", Some(woori)), "wide digits take two");
    assert!(is_whole("홍길동 123456", Some(kb)) && !is_whole("가나다라마바사아482", Some(kb)));
    for unknown in [Some(kdb), None] {
        assert!(is_whole("홍길동123456", unknown) && !is_whole("홍길동 123456", unknown), "as the first that cuts");
    }
}

#[test]
fn a_name_filled_up_with_signs_or_digits_is_not_cut() {
    let kb = by_code("004").unwrap();
    let cut = |name: &str, bank: &Bank| may_be_cut(name, bank);
    for name in [
        "가나다라마바사아자차",
        "088-가나다라마바사아",
        "(주)가나다라마바사아",
        "주식회사 가나다라마",
        "가나다 라마바 사아자",
        "KARIMOV AZIZ ABDULLA",
    ] {
        assert!(cut(name, kb), "{name}");
    }
    for fill in ["-", ".", "(", " ", "1", "*", "- ", "(주)", "주식회사", "_", "\u{3000}", "㈜", "()", "088-"] {
        let run = fill.repeat(20);
        for name in
            [format!("김철{run}"), format!("{run}김철"), format!("김{run}철"), format!("김철{}", &run[..fill.len()])]
        {
            assert!(!cut(&name, kb), "{name:?}");
        }
    }
    for name in ["김철님님님님님님님님", "가나다라마바사(1234)", "가나다라마바사아(12", "국민은행(((((((((김철"]
    {
        assert!(!cut(name, kb), "the name ends before the parenthesis: {name}");
    }
}

#[test]
fn what_stands_in_closing_parentheses_is_kept_beside_the_key() {
    for (name, wanted) in [
        ("홍길동(1234)", Some(("1234", true))),
        ("홍길동 ( 12-34 )", Some(("1234", true))),
        ("홍길동（ab）", Some(("AB", true))),
        ("홍길동(본점)(1234)님", Some(("본점1234", true))),
        ("홍길동(가(나))", Some(("가나", true))),
        ("홍길동(12", Some(("12", false))),
        ("김보라(오라라(O", Some(("오라라O", false))),
        ("홍길동", None),
        ("홍길동()", None),
        ("홍길동(", None),
        ("(홍길동)", None),
        ("가나다(주)", None),
        ("㈜가나다", None),
        ("씨유(CU)옥길", None),
        ("", None),
    ] {
        let found = qualifier(name);
        let wanted = wanted.map(|(text, is_whole)| Qualifier { text: text.to_owned(), is_whole });
        assert_eq!(found, wanted, "{name}");
    }
}
