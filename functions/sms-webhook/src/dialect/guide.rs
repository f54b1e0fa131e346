//! The guide's own body: strict, and told field by field.

use domain::{Timestamp, text};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use web::body::{Fields, Input};
use web::{Code, Problem};

use super::Message;
use super::reader::check;

/// A bank's message, as a phone forwards it.
#[derive(Deserialize, ToSchema)]
pub struct BankSms {
    /// The message as it arrived.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 8000,
        example = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동")]
    raw_sms: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, example = "15881234")]
    sender: Input,
    /// RFC 3339. Believed from 2000-01-01 to one day ahead; otherwise the server's time is taken.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime, example = "2024-02-01T11:05:00+09:00")]
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

/// The message of a JSON object, or every bad field.
pub fn read(object: Map<String, Value>) -> Result<Message, Problem> {
    let body: BankSms = serde_json::from_value(Value::Object(object)).map_err(|_| Problem::of(Code::MalformedJson))?;
    let mut fields = Fields::default();
    let raw = fields.required("raw_sms", &body.raw_sms, |f, name, value| whole(f, name, value, 1, text::RAW_SMS));
    let sender = fields.optional("sender", &body.sender, |f, name, value| whole(f, name, value, 0, text::SENDER));
    let stamp = fields.optional("received_at", &body.received_at, |f, name, value| {
        let stamp = value.as_str().and_then(Timestamp::parse_any);
        if stamp.is_none() {
            f.bad(name, "invalid", "2024-02-01T11:05:00+09:00 같은 RFC 3339 시각이어야 합니다.");
        }
        stamp
    });
    let message = || Some(Message { text: raw?, sender: sender?, stamp: stamp? });
    let message = message();
    let message = fields.finish(message)?;
    check("raw_sms", &message.text)?;
    Ok(message)
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
