//! Bodies: JSON objects of at most 64 KiB, parsed into domain values or refused with every bad field at once.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use domain::ClosedSet;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::field::{Bad, Field, choice, clean, filled, integer, missing, null};
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
    if has_too_many_keys(bytes) {
        return Err(Problem::of(Code::TooManyFields));
    }
    let object: Value = serde_json::from_slice(bytes).map_err(|_| Problem::of(Code::MalformedJson))?;
    if !object.is_object() {
        return Err(Problem::of(Code::MalformedJson));
    }
    serde_json::from_value(object).map_err(|_| Problem::of(Code::MalformedJson))
}

/// How many keys one object of a JSON body may have.
const KEYS_MAX: usize = 64;

/// Whether an object of a JSON text has more keys than `KEYS_MAX`: told by its colons, before any of it is read.
pub fn has_too_many_keys(json: &[u8]) -> bool {
    let (mut keys, mut in_text, mut is_escaped) = (Vec::new(), false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' => keys.push(0),
            b'}' => drop(keys.pop()),
            b':' => match keys.last_mut() {
                Some(&mut KEYS_MAX) => return true,
                Some(keys) => *keys += 1,
                None => {}
            },
            _ => {}
        }
    }
    false
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A field that may be absent, `null`, or any JSON value.
#[derive(Clone, Default, Debug)]
pub struct Input(Option<Value>);

impl Input {
    fn given(&self) -> Option<&Value> {
        filled(self.0.as_ref())
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
            None | Some(Value::Null) => self.noted(field, Err(missing())),
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

    /// As [`Fields::optional`], of what guards money or access: there an empty text is refused; it does not count
    /// as `null`.
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
            Some(Value::Null) => self.noted(field, Err(null())),
            Some(value) => read(self, field, value).map(Some),
        }
    }

    /// A field of a PATCH that may be `null` or `""`: `Some(None)` when it is not mentioned, `Some(Some(None))` for
    /// those.
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

    /// As [`Fields::nullable`], of what guards money or access: there an empty text is refused; it does not count
    /// as `null`.
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

    /// A value of this kind of field.
    pub fn of<F: Field>(&mut self, field: &str, value: &Value) -> Option<F::Value> {
        self.noted(field, F::read(value))
    }

    /// A text: trimmed at both ends, within its limits, without control characters.
    pub fn text(&mut self, field: &str, value: &Value, kind: Text) -> Option<String> {
        self.noted(field, clean(value, kind.min, kind.max, kind.lines))
    }

    /// An integer in a range.
    pub fn integer(&mut self, field: &str, value: &Value, min: u64, max: u64) -> Option<u64> {
        self.noted(field, integer(value, min, max))
    }

    /// One of these values of a closed set, by its word.
    pub fn choice<T: ClosedSet>(&mut self, field: &str, value: &Value, choices: impl Iterator<Item = T>) -> Option<T> {
        self.noted(field, choice(value, choices))
    }

    /// What was read, or nothing and a note of what is wrong with it.
    fn noted<T>(&mut self, field: &str, read: Result<T, Bad>) -> Option<T> {
        read.map_err(|Bad { code, detail }| self.bad(field, code, detail)).ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_each_object_are_counted_whatever_their_texts_hold() {
        let object = |many: usize| {
            let keys: Vec<_> = (0..many).map(|nth| format!(r#""{nth}\":{{:": "a:b\\""#)).collect();
            format!("{{{}}}", keys.join(","))
        };
        assert!(serde_json::from_str::<Value>(&object(64)).is_ok());
        let many = |json: &str| has_too_many_keys(json.as_bytes());
        assert!(!many(&object(64)) && many(&object(65)));
        let (within, beyond) = (object(64), object(65));
        assert!(!many(&format!(r#"[{within},{within}]"#)) && many(&format!(r#"[{within},{beyond}]"#)));
        assert!(!many(&format!(r#"{{"a":{within},"b":{within}}}"#)) && many(&format!(r#"{{"a":{beyond}}}"#)));
        for bent in ["", "}}}}", ":::", "{", r#"{"a"#, r#"{"a\"#, "\u{feff}{}"] {
            assert!(!many(bent), "{bent}");
        }
    }
}
