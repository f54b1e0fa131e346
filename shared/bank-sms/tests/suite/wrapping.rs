//! Wrapping comes off and changes nothing: not the reading, not the fingerprint.

use crate::corpus::rows;
use crate::generated;
use crate::reading;
use bank_sms::sender::has_foreign_mark;
use bank_sms::{Channel, Message, Reading, normalised, read};
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

const KB: &str = "[KB]04/06 16:15\n606401**123\n홍길동\n전자금융입금\n55,000";

fn wrapped(text: &str) -> Vec<String> {
    vec![
        format!("[Web발신]\n{text}"),
        format!("[Web발신]{text}"),
        format!("[Web발신] {text}"),
        format!("[웹발신]\n{text}"),
        format!("Web발신\n{text}"),
        format!("[국제발신]\n[Web발신]\n{text}"),
        format!("[국외발신]\n{text}"),
        format!("[해외발신]\n{text}"),
        format!("(국제발신)\n{text}"),
        format!("<국외 발신> {text}"),
        format!("［ 해외 발신 ］\n{text}"),
        format!("【국제발신】[Web발신]\n{text}"),
        format!("16449999\n[Web발신]\n{text}"),
        format!("1644-9999\n{text}"),
        format!("보낸사람 : 16449999()\n{text}"),
        format!("발신번호: +82-1644-9999\n{text}"),
        format!("From: 16449999\n{text}"),
        format!("보낸사람 : 16449999 {text}"),
        format!("16449999 [Web발신] {text}"),
        format!("<제목: 입출금>\n[Web발신]\n{text}"),
        format!("  \n{text}\n\n"),
        format!("16449999\n[Web발신]\n{text}\nSIM1_SKT\nSubId：1\n2026-04-06 16:15:09\nSM-G991N"),
        format!("\u{200e}{text}\u{200b}"),
        text.replace('\n', "\r\n"),
        text.nfd().collect(),
    ]
}

/// Holds a text's reading in every wrapping against that of the text alone.
fn reads_the_same_in_every_wrapping(about: &str, raw: &str, read: impl Fn(&str) -> Reading) {
    let plain = read(raw);
    for text in wrapped(raw) {
        let mut read = read(&text);
        // How it travelled is the one thing that wrapping tells.
        read.channel = plain.channel;
        read.told_sender = plain.told_sender.clone();
        // The last line, a payer or a fee, may be the label of the app that writes 보낸사람 above.
        if text.starts_with("보낸사람") {
            let payer = plain.depositor.as_deref().unwrap_or("-");
            if read.depositor.is_none() && raw.trim_end().trim_end_matches('님').ends_with(payer) {
                (read.depositor, read.is_confirmed) = (plain.depositor.clone(), plain.is_confirmed);
            }
            read.shape = plain.shape;
        }
        if text.contains(|c| matches!(c, '\u{1100}'..='\u{11ff}')) {
            // Composed on the way: the same letters.
            read.depositor = read.depositor.map(|name| name.nfc().collect());
        }
        assert_eq!(read, plain, "{about}\n{text}");
    }
}

#[test]
fn every_row_reads_the_same_in_every_wrapping() {
    for row in rows() {
        let raw = row["raw"].as_str().unwrap();
        if !reading(raw).shape.is_empty() && !raw.contains("SubId") {
            reads_the_same_in_every_wrapping(&row["id"].to_string(), raw, reading);
        }
    }
}

#[test]
fn every_layout_reads_the_same_in_every_wrapping() {
    let received_at = OffsetDateTime::from_unix_timestamp(crate::RECEIVED).unwrap();
    for (bank, shape, raw) in generated::samples() {
        let sender = bank.packages.first().copied().filter(|_| shape.is_anonymous());
        reads_the_same_in_every_wrapping(shape.name, &raw, |raw| read(&Message { raw, sender, received_at }));
    }
}

#[test]
fn two_phones_give_one_fingerprint() {
    let plain = normalised(KB);
    assert_eq!(plain, "[KB]04/0616:15606401**123홍길동전자금융입금55,000");
    for text in wrapped(KB) {
        assert_eq!(normalised(&text), plain, "{text}");
    }
    assert_eq!(normalised(&KB.replace('\n', " ")), plain);
    assert_eq!(normalised(&format!("보낸사람 : 16449999\n{KB}\nccc")), plain, "a forwarder's label");
    assert_eq!(normalised("[ＫＢ]０４/０６ 16:15"), normalised("[KB]04/06 16:15"));
    assert_ne!(normalised(&KB.replace("55,000", "55,001")), plain);
}

#[test]
fn full_width_text_reads_and_prints_as_it_is() {
    let read = reading("우리 07/21 02:27\n＊420576\n입금 １，０００원\n２６０６국민\n잔액　２，２２２원");
    assert_eq!((read.amount, read.balance.known()), (Some(1000), Some(2222)));
    assert_eq!(read.depositor.as_deref(), Some("２６０６국민"));
    assert_eq!(read.account.map(|account| account.as_printed().to_owned()).as_deref(), Some("＊420576"));
}

#[test]
fn the_sender_tells_the_bank_that_the_text_leaves_out() {
    let raw = "07/04 14:23 123-***-456789 입금 10,000원 홍길동";
    let from = |sender| {
        let read = read(&Message { raw, sender, received_at: OffsetDateTime::UNIX_EPOCH });
        (read.bank.map(|bank| bank.code), read.channel)
    };
    assert_eq!(from(None), (None, Channel::Sms));
    assert_eq!(from(Some("1577-8000")), (Some("088"), Channel::Sms));
    assert_eq!(from(Some("15778000()")), (Some("088"), Channel::Sms));
    assert_eq!(from(Some("+82 1577 8000")), (Some("088"), Channel::Sms));
    assert_eq!(from(Some("com.shinhan.sbanking")), (Some("088"), Channel::Push));
    assert_eq!(from(Some("01012345678")), (None, Channel::Sms));
}

#[test]
fn a_mark_of_foreign_origin_is_found_at_the_head_in_every_spelling() {
    let marks = ["국제발신", "국외발신", "해외발신", "국제 발신", " 국제  발신 ", "국\u{200b}제발신"];
    for mark in marks {
        for (open, close) in [("[", "]"), ("(", ")"), ("<", ">"), ("［", "］"), ("【", "】")] {
            let marked = format!("{open}{mark}{close}");
            for text in [
                format!("{marked}\n{KB}"),
                format!("{marked}{KB}"),
                format!("[Web발신]\n{marked} {KB}"),
                format!("보낸사람 : 16449999()\n{marked}\n{KB}"),
                format!("<제목: 입출금>\r\n{marked}\r\n{KB}"),
            ] {
                assert!(has_foreign_mark(&text), "{text}");
                assert_eq!(reading(&text).outcome, reading(KB).outcome, "{text}");
            }
        }
    }
    assert!(
        has_foreign_mark(&format!("국제발신\n{KB}")) && has_foreign_mark(&format!("알 수 없는 줄\n[국외발신]\n{KB}"))
    );
}

#[test]
fn a_payer_who_is_called_so_is_no_mark() {
    for name in ["국제발신", "해외발신", "국제발신업", "국외발신(주)"] {
        let text = KB.replace("홍길동", name);
        assert!(!has_foreign_mark(&text) && !has_foreign_mark(&format!("[Web발신]\n{text}")), "{text}");
    }
    for text in ["", "[", "[국제", "[국제발신", "국제발신업 입금", KB] {
        assert!(!has_foreign_mark(text), "{text}");
    }
}

/// The messages app shows a contact's name, or the number, above the text of a notification.
#[test]
fn a_contact_that_is_called_after_a_bank_changes_nothing() {
    let plain = reading(KB);
    for contact in
        ["국민은행", "KB국민은행", "국민", "KB국민은행(1588-9999)", "국민은행 1644-9999", "1644-9999", "신한은행"]
    {
        let read = reading(&format!("{contact}\n[Web발신]\n{KB}"));
        assert_eq!(
            (read.outcome, &read.depositor, read.bank),
            (plain.outcome, &plain.depositor, plain.bank),
            "{contact}"
        );
    }
    let read = reading(&format!("국민은행\n{KB}"));
    assert_eq!((read.outcome, &read.depositor), (plain.outcome, &plain.depositor), "without the carrier's prefix");
    // What may say something of the money, and another bank's name right above the text, is for a person.
    for title in ["국민은행 입금취소\n[Web발신]", "국민은행 50,000원\n[Web발신]", "엄마\n[Web발신]", "신한은행"]
    {
        assert_ne!(reading(&format!("{title}\n{KB}")).outcome, plain.outcome, "{title}");
    }
}
