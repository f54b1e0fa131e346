//! Bodies: JSON objects of at most 64 KiB, parsed into domain values or refused with every bad field at once.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use domain::{ClosedSet, Timestamp, Won, text};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::{Code, FieldError, Problem};

/// How large a body may be, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// A JSON object as its struct of [`Input`]s. What each field may be is for the struct's own `parse`.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (is_json, bytes) = arrived(request).await?;
        parsed(is_json, &bytes).map(Self)
    }
}

/// As [`Body`], of a call that says nothing it must say: no body at all is the empty object.
pub struct MaybeBody<T>(pub T);

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for MaybeBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (is_json, bytes) = arrived(request).await?;
        if bytes.is_empty() { Ok(Self(T::default())) } else { parsed(is_json, &bytes).map(Self) }
    }
}

/// Whether a body says to be JSON, and its bytes.
async fn arrived(request: Request) -> Result<(bool, Bytes), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| is_json(kind.to_str().unwrap_or_default()));
    let bytes = to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| Problem::of(Code::BodyTooLarge))?;
    Ok((is_json, bytes))
}

/// The JSON object that a request carries. `may_be_empty`: no body at all is the empty object.
pub(crate) async fn json_object(request: Request, may_be_empty: bool) -> Result<Map<String, Value>, Problem> {
    let (is_json, bytes) = arrived(request).await?;
    if may_be_empty && bytes.is_empty() { Ok(Map::new()) } else { parsed(is_json, &bytes) }
}

fn parsed<T: DeserializeOwned>(is_json: bool, bytes: &[u8]) -> Result<T, Problem> {
    if !is_json {
        return Err(Problem::of(Code::UnsupportedMediaType));
    }
    let object: Value = serde_json::from_slice(bytes).map_err(|_| Problem::of(Code::MalformedJson))?;
    if !object.is_object() {
        return Err(Problem::of(Code::MalformedJson));
    }
    serde_json::from_value(object).map_err(|_| Problem::of(Code::MalformedJson))
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A field that may be absent, `null`, or any JSON value.
#[derive(Clone, Default, Debug)]
pub struct Input(Option<Value>);

impl Input {
    /// What stands there; an empty text, as forms send it for what was not filled in, is `null`.
    fn given(&self) -> Option<&Value> {
        match &self.0 {
            Some(Value::String(text)) if text.trim().is_empty() => Some(&Value::Null),
            given => given.as_ref(),
        }
    }
}

impl<'de> Deserialize<'de> for Input {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

/// Collects the bad fields of a body, so that the caller hears of all of them at once.
#[derive(Default)]
pub struct Fields {
    errors: Vec<FieldError>,
}

/// How a text may look.
#[derive(Clone, Copy)]
pub struct Text {
    pub min: usize,
    pub max: usize,
    /// Line breaks may stand in it.
    pub lines: bool,
}

/// One line of 1 to `max` characters.
pub fn line(max: usize) -> Text {
    Text { min: 1, max, lines: false }
}

/// Text of up to `max` characters; may be empty and have line breaks.
pub fn prose(max: usize) -> Text {
    Text { min: 0, max, lines: true }
}

/// What a caller reads who names none of these.
pub(crate) fn one_of<T: ClosedSet>(choices: &[T]) -> String {
    let words: Vec<_> = choices.iter().map(|choice| choice.code()).collect();
    format!("{} 중 하나여야 합니다.", words.join(", "))
}

impl Fields {
    /// Notes a bad field.
    pub fn bad(&mut self, field: &str, code: &'static str, detail: impl Into<String>) {
        self.errors.push(FieldError { field: field.to_owned(), code, detail: detail.into() });
    }

    /// Whether a bad field was noted.
    pub fn has_bad(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The value, if no field was bad.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Problem> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            Some(_) | None => Err(Problem::fields(Code::InvalidFields, self.errors)),
        }
    }

    /// A value that must be there. `read` notes what is wrong with it.
    pub fn required<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<T> {
        match &input.0 {
            None | Some(Value::Null) => {
                self.bad(field, "required", "필수 항목입니다.");
                None
            }
            Some(value) => read(self, field, value),
        }
    }

    /// A value that may be absent, `null` or `""`. The outer `None` means that it was there and bad.
    pub fn optional<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Option<T>> {
        match input.given() {
            None | Some(Value::Null) => Some(None),
            Some(value) => read(self, field, value).map(Some),
        }
    }

    /// As [`Fields::optional`], of what guards money or access: there an empty text is a mistake, and no `null`.
    pub fn guarded_optional<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Option<T>> {
        match &input.0 {
            None | Some(Value::Null) => Some(None),
            Some(value) => read(self, field, value).map(Some),
        }
    }

    /// A field of a PATCH that may not be `null`: `Some(None)` when it is not mentioned.
    pub fn changed<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Option<T>> {
        match &input.0 {
            None => Some(None),
            Some(Value::Null) => {
                self.bad(field, "required", "null일 수 없는 항목입니다. 바꾸지 않으려면 빼고 보내 주세요.");
                None
            }
            Some(value) => read(self, field, value).map(Some),
        }
    }

    /// A field of a PATCH that may be `null` or `""`: `Some(None)` when it is not mentioned, `Some(Some(None))` for those.
    pub fn nullable<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Option<Option<T>>> {
        match input.given() {
            None => Some(None),
            Some(Value::Null) => Some(Some(None)),
            Some(value) => read(self, field, value).map(|value| Some(Some(value))),
        }
    }

    /// As [`Fields::nullable`], of what guards money or access: there an empty text is a mistake, and no `null`.
    pub fn guarded_nullable<T>(
        &mut self,
        field: &str,
        input: &Input,
        read: impl Fn(&mut Self, &str, &Value) -> Option<T>,
    ) -> Option<Option<Option<T>>> {
        match &input.0 {
            None => Some(None),
            Some(Value::Null) => Some(Some(None)),
            Some(value) => read(self, field, value).map(|value| Some(Some(value))),
        }
    }

    /// A text: trimmed at both ends, within its limits, without control characters.
    pub fn text(&mut self, field: &str, value: &Value, kind: Text) -> Option<String> {
        let Some(given) = value.as_str() else {
            self.bad(field, "wrong_type", "문자열이어야 합니다.");
            return None;
        };
        let trimmed = given.trim();
        let length = trimmed.chars().count();
        let clean = if kind.lines { text::is_clean_text(trimmed) } else { text::is_clean_line(trimmed) };
        if length < kind.min {
            self.bad(field, "too_short", format!("{}자 이상이어야 합니다.", kind.min));
        } else if length > kind.max {
            self.bad(field, "too_long", format!("{}자 이하여야 합니다.", kind.max));
        } else if !clean {
            self.bad(field, "forbidden_character", "제어 문자를 넣을 수 없습니다.");
        } else {
            return Some(trimmed.to_owned());
        }
        None
    }

    /// An integer in a range.
    pub fn integer(&mut self, field: &str, value: &Value, min: u64, max: u64) -> Option<u64> {
        let Some(number) = value.as_number() else {
            self.bad(field, "wrong_type", "정수여야 합니다.");
            return None;
        };
        if number.is_f64() && !number.to_string().contains(['e', 'E']) && number.to_string().contains('.') {
            self.bad(field, "wrong_type", "정수여야 합니다.");
            return None;
        }
        let found = number.as_u64().filter(|number| (min..=max).contains(number));
        if found.is_none() {
            self.bad(field, "out_of_range", format!("{min} 이상 {max} 이하의 정수여야 합니다."));
        }
        found
    }

    /// An amount in whole KRW.
    pub fn won(&mut self, field: &str, value: &Value) -> Option<Won> {
        self.integer(field, value, 1, Won::MAX).and_then(Won::new)
    }

    /// An instant in RFC 3339.
    pub fn instant(&mut self, field: &str, value: &Value) -> Option<Timestamp> {
        let Some(given) = value.as_str() else {
            self.bad(field, "wrong_type", "문자열이어야 합니다.");
            return None;
        };
        let at = Timestamp::parse(given);
        if at.is_none() {
            self.bad(field, "invalid", "2024-02-12T09:00:00+09:00 같은 RFC 3339 시각이어야 합니다(2000년 이후).");
        }
        at
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, field: &str, value: &Value) -> Option<bool> {
        if !value.is_boolean() {
            self.bad(field, "wrong_type", "true 또는 false여야 합니다.");
        }
        value.as_bool()
    }

    /// A value of a closed set, by its word.
    pub fn word<T: ClosedSet>(&mut self, field: &str, value: &Value) -> Option<T> {
        self.choice(field, value, T::all())
    }

    /// One of these values of a closed set, by its word.
    pub fn choice<T: ClosedSet>(&mut self, field: &str, value: &Value, choices: impl Iterator<Item = T>) -> Option<T> {
        let choices: Vec<T> = choices.collect();
        let known = value.as_str().and_then(T::parse).filter(|choice| choices.contains(choice));
        if known.is_none() {
            self.bad(field, "invalid", one_of(&choices));
        }
        known
    }

    /// A text that is a value: `what` it should be, for the caller.
    pub fn parsed<T>(
        &mut self,
        field: &str,
        value: &Value,
        parse: impl Fn(&str) -> Option<T>,
        what: &str,
    ) -> Option<T> {
        let parsed = value.as_str().and_then(parse);
        if parsed.is_none() {
            self.bad(field, "invalid", format!("{what} 중 하나여야 합니다."));
        }
        parsed
    }
}
