//! When a message came, in whatever form an app tells it.

use domain::Timestamp;
use domain::time::KST;
use serde_json::Value;
use time::PrimitiveDateTime;
use time::format_description::FormatItem;
use time::macros::format_description;

/// From here on a number counts milliseconds (1973 as such, the year 5138 as seconds).
const MILLISECONDS: i64 = 100_000_000_000;
/// From here on a number counts seconds (2001); a smaller one is a phone that does not know the time.
const SECONDS: i64 = 1_000_000_000;

/// Local time without a zone; the seconds may be missing.
static LOCAL: [&[FormatItem]; 2] = [
    format_description!(
        version = 2,
        "[year]-[month]-[day] [hour]:[minute][optional [:[second][optional [.[subsecond]]]]]"
    ),
    format_description!(
        version = 2,
        "[year]-[month]-[day]T[hour]:[minute][optional [:[second][optional [.[subsecond]]]]]"
    ),
];

/// The same without anything between.
static COMPACT: &[FormatItem] = format_description!(version = 2, "[year][month][day][hour][minute][second]");

/// Reads a stamp: seconds or milliseconds since 1970 as a number or a string, RFC 3339, or a local time without a zone,
/// with or without signs between its parts, which is taken for Korean. `None` when it is none of these.
pub fn read(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Number(number) => epoch(&number.to_string()),
        Value::String(text) => {
            let text = text.trim();
            compact(text).or_else(|| epoch(text)).or_else(|| Timestamp::parse_any(text)).or_else(|| local(text))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A count since 1970; what stands behind a point is dropped.
fn epoch(text: &str) -> Option<Timestamp> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    match count {
        MILLISECONDS.. => Some(Timestamp::from_ms(count)),
        SECONDS.. => Some(Timestamp::from_ms(count.saturating_mul(1000))),
        _ => None,
    }
}

/// `20240201110500`: as a count it would be a time six centuries ahead.
fn compact(text: &str) -> Option<Timestamp> {
    let is_day = text.len() == 14 && text.starts_with("20") && text.bytes().all(|byte| byte.is_ascii_digit());
    let at = is_day.then(|| PrimitiveDateTime::parse(text, &COMPACT).ok())??;
    Some(Timestamp::from_datetime(at.assume_offset(KST)))
}

fn local(text: &str) -> Option<Timestamp> {
    let dashed: String = text
        .char_indices()
        .map(|(at, letter)| if at < 10 && matches!(letter, '/' | '.') { '-' } else { letter })
        .collect();
    LOCAL
        .iter()
        .find_map(|format| PrimitiveDateTime::parse(&dashed, format).ok())
        .map(|at| Timestamp::from_datetime(at.assume_offset(KST)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_that_an_app_sends_is_the_same_instant() {
        let at = Timestamp::parse("2024-02-01T11:05:09+09:00").unwrap();
        for form in [
            json!(1_706_753_109_000_i64),
            json!("1706753109000"),
            json!(1_706_753_109),
            json!("1706753109"),
            json!(1_706_753_109.5),
            json!(" 2024-02-01T11:05:09+09:00 "),
            json!("2024-02-01T11:05:09.000+09:00"),
            json!("2024-02-01T02:05:09Z"),
            json!("2024-02-01T11:05:09"),
            json!("2024-02-01 11:05:09"),
            json!("2024-02-01 11:05:09.000"),
            json!("2024/02/01 11:05:09"),
            json!("2024.02.01 11:05:09"),
        ] {
            assert_eq!(read(&form), Some(at), "{form}");
        }
        assert_eq!(read(&json!("2024-02-01 11:05")), Some(at.plus_ms(-9_000)));
        assert_eq!(read(&json!(1_706_753_109_123_i64)), Some(at.plus_ms(123)));
    }

    #[test]
    fn what_tells_no_instant_is_none() {
        for none in [
            json!(null),
            json!(true),
            json!({}),
            json!(0),
            json!(-1),
            json!(999_999_999),
            json!(""),
            json!("yesterday"),
            json!("{not_timestamp}"),
            json!("%TIMES"),
            json!("11:05"),
            json!("2024-13-01 11:05:09"),
            json!("2024-02-01"),
            json!("9".repeat(40)),
            json!("."),
            json!("02/01 11:05"),
        ] {
            assert_eq!(read(&none), None, "{none}");
        }
    }
}
