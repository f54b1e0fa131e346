//! How a text is spelled in bytes, and what an app spelled twice. No letter is added to a text or taken from it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::clarity::{self, Clarity};
use super::repair;

/// The text of these bytes: UTF-8, or CP949 as older Korean programs write it. `None`: neither.
pub fn decoded(bytes: &[u8]) -> Option<(Cow<'_, str>, Charset)> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some((Cow::Borrowed(text), Charset::Utf8)),
        Err(_) => encoding_rs::EUC_KR
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(|text| (text, Charset::Cp949)),
    }
}

/// In which spelling bytes were read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Charset {
    Utf8,
    /// Nearly any bytes are some text in it, so the text is to be believed only where a bank's message is read in it.
    Cp949,
}

/// Whether a bank's message stands somewhere in these values.
pub fn has_message(value: &Value) -> bool {
    match value {
        Value::String(text) => undone(text).1 > Clarity::Other,
        Value::Array(all) => all.iter().any(has_message),
        Value::Object(named) => named.values().any(has_message),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// How often an app can have spelled a text once more.
const SPELLED_MAX: usize = 2;

/// The text without a second spelling (`\uad6d\ubbfc`, `\n`, `%EA%B5%AD`), if it is clearer so; else as it is. And how
/// clear it is.
pub fn undone(text: &str) -> (Cow<'_, str>, Clarity) {
    let as_it_is = clarity::of(text);
    let mut spelled = Cow::Borrowed(text);
    for _ in 0..SPELLED_MAX {
        let Some(once_less) = escapes(&spelled).or_else(|| percents(&spelled)) else { break };
        let clarity = clarity::of(&once_less);
        if clarity > as_it_is {
            return (Cow::Owned(once_less), clarity);
        }
        spelled = Cow::Owned(once_less);
    }
    (Cow::Borrowed(text), as_it_is)
}

/// JSON's escapes undone. `None`: there are none.
fn escapes(text: &str) -> Option<String> {
    text.contains('\\').then(|| serde_json::from_str(&repair::raw_controls(&format!("\"{text}\""))).ok())?
}

/// Percent-encoding undone. `None`: there is none.
fn percents(text: &str) -> Option<String> {
    // Who encodes everything leaves no blank.
    if !text.contains('%') || text.contains(char::is_whitespace) {
        return None;
    }
    let spaced = text.replace('+', " ");
    let bytes: Vec<u8> = percent_decode_str(&spaced).collect();
    decoded(&bytes).map(|(text, _)| text.into_owned()).filter(|decoded| *decoded != spaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMS: &str = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동";

    #[test]
    fn what_was_spelled_twice_is_spelled_once() {
        let ascii: String = SMS.chars().fold(String::new(), |all, letter| match letter {
            '\n' => all + "\\n",
            letter if letter.is_ascii() => all + &letter.to_string(),
            letter => all + &format!("\\u{:04x}", u32::from(letter)),
        });
        let percent: String =
            percent_encoding::utf8_percent_encode(SMS, percent_encoding::NON_ALPHANUMERIC).to_string();
        for spelled in [
            ascii.clone(),
            serde_json::to_string(&ascii).unwrap().trim_matches('"').to_owned(),
            percent.clone(),
            percent.replace("%20", "+"),
        ] {
            assert_eq!(undone(&spelled), (SMS.into(), Clarity::Read), "{spelled}");
        }
        for spelled in [SMS.replace('\n', "\\n"), SMS.replace('\n', "\\r\\n"), SMS.replace("홍길동", "홍\\u0041길동")]
        {
            assert_eq!(undone(&spelled).1, Clarity::Read, "{spelled}");
        }
    }

    #[test]
    fn what_is_clear_or_no_message_either_way_stays_as_it_is() {
        for text in [SMS, "a\\nb", "100%", "%41%42", "", "\\", "\\u12", "%"] {
            assert_eq!(undone(text), (text.into(), clarity::of(text)));
        }
    }

    #[test]
    fn bytes_are_read_as_utf_8_first() {
        let (cp949, _, _) = encoding_rs::EUC_KR.encode(SMS);
        assert_eq!(decoded(&cp949).unwrap(), (SMS.into(), Charset::Cp949));
        assert_eq!(decoded(SMS.as_bytes()).unwrap(), (SMS.into(), Charset::Utf8));
        assert_eq!(decoded(b"\xff\xfe"), None);
    }
}
