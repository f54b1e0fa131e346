//! The guide's own body: its text is strict, and told field by field.

use std::marker::PhantomData;

use domain::{FieldFault, Timestamp, text};
use serde::Deserialize;
use utoipa::ToSchema;
use web::field::{Bad, Described, Field, Form as _, Line, Optional, Reader, Required, Value};
use web::{Code, Problem, fields};

use super::reader::check;
use super::table::GUIDE;
use super::{Message, claim, encoding, reader};

fields! {
    /// A bank's message, as a phone forwards it.
    pub struct BankSms {
        /// The message as it arrived.
        raw_sms: Required<Whole> = "[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원\n홍길동",
        /// The number that sent it. One that makes no sense, or is longer, counts as not told.
        sender: Optional<ReadByPath<Line<{ text::SENDER }>>> = "15881234",
        /// RFC 3339, or as the other bodies' stamps. Believed from 2000-01-01 to one day ahead; otherwise the server's
        /// time is taken.
        received_at: Optional<ReadByPath<Timestamp>> = "2024-02-01T11:05:00+09:00",
    }
}

/// A text as it stands: what a bank wrote is not ours to trim.
pub struct Whole;

impl Field for Whole {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let text = value.as_str().ok_or_else(|| Bad::new(FieldFault::WrongType, "문자열이어야 합니다."))?;
        let max = text::RAW_SMS;
        match () {
            () if text.trim().is_empty() => Err(Bad::new(FieldFault::TooShort, "내용이 있어야 합니다.")),
            () if text.chars().count() > max => Err(Bad::new(FieldFault::TooLong, format!("{max}자 이하여야 합니다."))),
            () => Ok(text.to_owned()),
        }
    }

    fn schema() -> Described {
        Line::<{ text::RAW_SMS }>::schema()
    }
}

/// Described here, and read by its path, as every dialect's: what makes no sense loses no message.
pub struct ReadByPath<F>(PhantomData<F>);

impl<F: Field> Field for ReadByPath<F> {
    type Value = ();

    fn read(_: &Value) -> Result<(), Bad> {
        Ok(())
    }

    fn schema() -> Described {
        F::schema()
    }
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
    let mut fields = Reader::new(&object.named);
    let body = BankSms::read(&mut fields);
    let text = body.ok_or_else(|| Problem::fields(Code::InvalidFields, fields.errors))?.raw_sms;
    check("raw_sms", &text)?;
    let text = encoding::undone(&text).0.into_owned();
    Ok(Message { text, claim, call_id, stamp })
}
