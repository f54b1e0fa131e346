//! Years and days that the bank left out, from the moment of arrival.

use bank_sms::{Message, Outcome, read};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

fn at(raw: &str, received_at: &str) -> String {
    let received_at = OffsetDateTime::parse(received_at, &Rfc3339).unwrap();
    let reading = read(&Message { raw, sender: None, received_at });
    assert_eq!(reading.outcome, Outcome::Deposit, "{raw}");
    reading.at.map_or_else(String::new, |at| at.format(&Rfc3339).unwrap())
}

fn kb(date: &str) -> String {
    format!("[KB]{date}\n606401**123\n홍길동\n입금\n55,000")
}

fn kis(time: &str) -> String {
    format!("[한국투자]{time}\n43****82-01\n이체입금\n400,000원\n(잔액419,500)\n홍길동")
}

#[test]
fn a_date_without_a_year_is_the_last_such_day_up_to_tomorrow() {
    for (date, received, wanted) in [
        ("12/31 23:59", "2027-01-01T00:00:10+09:00", "2026-12-31T23:59:00+09:00"),
        ("12/31 23:59", "2026-12-31T15:00:10Z", "2026-12-31T23:59:00+09:00"),
        ("01/01 00:00", "2026-12-31T23:59:50+09:00", "2027-01-01T00:00:00+09:00"),
        ("01/02 00:00", "2026-12-31T23:59:50+09:00", "2026-01-02T00:00:00+09:00"),
        ("07/01 10:00", "2026-07-01T10:00:05+09:00", "2026-07-01T10:00:00+09:00"),
        ("07/03 10:00", "2026-07-01T10:00:05+09:00", "2025-07-03T10:00:00+09:00"),
        ("02/29 10:00", "2026-03-01T10:00:05+09:00", "2024-02-29T10:00:00+09:00"),
    ] {
        assert_eq!(at(&kb(date), received), wanted, "{date} received {received}");
    }
}

#[test]
fn a_time_without_a_date_is_the_last_such_time_up_to_an_hour_ahead() {
    for (time, received, wanted) in [
        ("14:23", "2026-07-01T14:23:20+09:00", "2026-07-01T14:23:00+09:00"),
        ("23:59", "2026-07-01T00:03:00+09:00", "2026-06-30T23:59:00+09:00"),
        ("00:00", "2026-06-30T23:59:40+09:00", "2026-07-01T00:00:00+09:00"),
        ("14:40", "2026-07-01T14:23:20+09:00", "2026-07-01T14:40:00+09:00"),
        ("16:00", "2026-07-01T14:23:20+09:00", "2026-06-30T16:00:00+09:00"),
        ("00:10", "2026-12-31T15:20:00Z", "2027-01-01T00:10:00+09:00"),
    ] {
        assert_eq!(at(&kis(time), received), wanted, "{time} received {received}");
    }
}

#[test]
fn a_printed_year_stands_and_a_date_line_above_gives_one() {
    let ibk = "2024/11/15 12:57\n입금 354,594원\n홍길동\n469***03800011\n기업";
    assert_eq!(at(ibk, "2026-07-01T14:23:20+09:00"), "2024-11-15T12:57:00+09:00");
    let hana = "2024/10/03\n하나,10/03, 11:20\n255******00304\n입금200,000원\n홍길동";
    assert_eq!(at(hana, "2026-12-01T14:23:20+09:00"), "2024-10-03T11:20:00+09:00");
}

#[test]
fn no_date_and_no_time_is_no_moment() {
    assert_eq!(at("6,900원 입금\n김가명 → 내 토스뱅크 통장", "2026-07-01T14:23:20+09:00"), "");
}

#[test]
fn times_at_the_ends_of_the_calendar_do_no_harm() {
    for received_at in [
        OffsetDateTime::UNIX_EPOCH,
        time::macros::datetime!(9999-12-31 23:59:59 UTC),
        time::macros::datetime!(-9999-01-01 0:00 UTC),
    ] {
        for raw in [kb("12/31 23:59"), kis("14:23"), kb("02/29 10:00")] {
            read(&Message { raw: &raw, sender: None, received_at });
        }
    }
}
