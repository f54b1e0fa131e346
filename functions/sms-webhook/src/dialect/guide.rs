//! The guide's own body: its text is strict, and told field by field.

use domain::text;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::body::{Fields, Input};
use web::{Code, Problem};

use super::reader::check;
use super::table::GUIDE;
use super::{Message, claim, encoding, reader};

/// A bank's message, as a phone forwards it.
#[derive(Deserialize, ToSchema)]
pub struct BankSms {
    /// The message as it arrived.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 8000,
        example = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동")]
    raw_sms: Input,
    /// The number that sent it. One that makes no sense, or is longer, counts as not told.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, example = "15881234")]
    #[expect(dead_code, reason = "read by its path, as every dialect's")]
    sender: Input,
    /// RFC 3339, or as the other bodies' stamps. Believed from 2000-01-01 to one day ahead; otherwise the server's time
    /// is taken.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, example = "2024-02-01T11:05:00+09:00")]
    #[expect(dead_code, reason = "read by its path, as every dialect's")]
    received_at: Input,
}

/// A message as a form, under the names that apps and people use; the text in one of them.
#[derive(Deserialize, ToSchema)]
#[schema(as = BankSmsForm)]
pub struct Form {
    #[schema(
        min_length = 1,
        max_length = 8000,
        example = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동"
    )]
    pub content: String,
    #[schema(max_length = 200, example = "15881234")]
    pub from: Option<String>,
    /// Seconds or milliseconds since 1970, RFC 3339, or `2024-02-01 11:05:00` in Korean time.
    #[schema(max_length = 60, example = "1706753100000")]
    pub timestamp: Option<String>,
}

/// The message of a JSON object, or what is wrong with its text. A sender or a stamp that makes no sense loses no
/// message.
pub fn read(object: super::Fields) -> Result<Message, Problem> {
    let claim = claim::of(&GUIDE, &object);
    let (call_id, stamp) = (reader::call_id(&GUIDE, &object.named), reader::stamp(&GUIDE, &object.named));
    let body: BankSms =
        serde_json::from_value(Value::Object(object.named)).map_err(|_| Problem::of(Code::MalformedJson))?;
    let mut fields = Fields::default();
    let raw = fields.required("raw_sms", &body.raw_sms, |f, name, value| whole(f, name, value, 1, text::RAW_SMS));
    let text = fields.finish(raw)?;
    check("raw_sms", &text)?;
    let text = encoding::undone(&text).0.into_owned();
    Ok(Message { text, claim, call_id, stamp })
}

/// A text as it stands: what a bank wrote is not ours to trim.
fn whole(fields: &mut Fields, name: &str, value: &Value, min: usize, max: usize) -> Option<String> {
    let Some(text) = value.as_str() else {
        fields.bad(name, "wrong_type", "문자열이어야 합니다.");
        return None;
    };
    match (text.trim().chars().count() < min, text.chars().count() > max) {
        (true, _) => fields.bad(name, "too_short", "내용이 있어야 합니다."),
        (_, true) => fields.bad(name, "too_long", format!("{max}자 이하여야 합니다.")),
        (false, false) => return Some(text.to_owned()),
    }
    None
}
