//! The carriers: JSON, a form, a multipart form, a query, or the text by itself; in UTF-8 or CP949.
//!
//! What was meant as JSON and cannot be read as JSON is refused, not taken for a text: a name at the end of a line
//! would carry the rest of the JSON with it, and be read as another name. What claims to be JSON or a form but is a
//! bank's message as it stands is taken as the text that it is: nothing of it is lost.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use web::body::has_too_many_keys;
use web::{Code, Problem};

use super::encoding::{self, Charset};
use super::{Fields, Request, doubled, repair};

/// A request's body without its carrier.
pub enum Body {
    Json(Fields),
    /// A list of several messages, as JSON.
    Several(Vec<Fields>),
    /// A form or a query: every value is a string.
    Pairs(Fields),
    /// A text, and what its query told beside it.
    Text {
        text: String,
        beside: Fields,
    },
}

impl Body {
    /// Whether a bank's message stands in it.
    fn has_message(&self) -> bool {
        let any = |fields: &Fields| fields.named.values().any(encoding::has_message);
        match self {
            Self::Json(fields) | Self::Pairs(fields) => any(fields),
            Self::Several(several) => several.iter().any(any),
            Self::Text { text, .. } => encoding::has_message(&text.as_str().into()),
        }
    }
}

/// Takes the carrier off.
pub fn parse(request: &Request) -> Result<Body, Problem> {
    let (body, charset) = match request.parts {
        Some(parts) => {
            let (fields, charset) = decode(parts.iter().map(|(name, value)| (name.as_bytes().into(), value.into())))?;
            (Body::Pairs(fields), charset)
        }
        None => carried(request)?,
    };
    match charset {
        Charset::Cp949 if !body.has_message() => {
            let is_json = Kind::of(&request.media_type()).is_ok_and(|kind| kind == Kind::Json);
            Err(Problem::of(if is_json { Code::MalformedJson } else { Code::MalformedBody }))
        }
        Charset::Utf8 | Charset::Cp949 => Ok(body),
    }
}

fn carried(request: &Request) -> Result<(Body, Charset), Problem> {
    let kind = Kind::of(&request.media_type())?;
    let bad = || Problem::of(if kind == Kind::Json { Code::MalformedJson } else { Code::MalformedBody });
    let (text, charset) = encoding::decoded(request.body).ok_or_else(bad)?;
    let query = request.query.unwrap_or_default();
    if text.is_empty() && (kind != Kind::Json || !query.is_empty()) {
        return pairs(query).map(|(fields, charset)| (Body::Pairs(fields), charset));
    }
    if let Some(json) = json(&text) {
        return Ok((json?, charset));
    }
    match kind {
        // Valid JSON that is no object, or nothing that has letters in it.
        Kind::Json if !bank_sms::is_bank_message(&text, None) => Err(bad()),
        Kind::Json if serde_json::from_str::<Value>(&text).is_ok() => Err(bad()),
        Kind::Form | Kind::Untold if is_encoded_form(&text) => {
            pairs(&text).map(|(fields, charset)| (Body::Pairs(fields), charset))
        }
        // Not encoded, so that an `&` in the text would cut it: where the text ends cannot be told.
        Kind::Form if begins_with_field(&text) => Err(bad()),
        Kind::Json | Kind::Form | Kind::Text | Kind::Untold => {
            let (beside, of_query) = pairs(query)?;
            Ok((Body::Text { text: text.into_owned(), beside }, charset.max(of_query)))
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Form,
    Text,
    /// Nothing, or nothing that helps: some apps send no content type at all.
    Untold,
}

impl Kind {
    fn of(media: &str) -> Result<Self, Problem> {
        match media.split_once('/') {
            Some(("application", "json")) => Ok(Self::Json),
            Some(("application", kind)) if kind.ends_with("+json") => Ok(Self::Json),
            Some(("application", "x-www-form-urlencoded")) => Ok(Self::Form),
            Some(("text", _)) => Ok(Self::Text),
            None | Some(("application", "octet-stream") | ("*", _)) => Ok(Self::Untold),
            Some(_) => Err(Problem::of(Code::UnsupportedMediaType)),
        }
    }
}

/// The JSON object or list that a body is or was meant to be, whatever its content type says: no message begins with
/// `{"` or `[{`.
fn json(text: &str) -> Option<Result<Body, Problem>> {
    let text = text.trim_start_matches('\u{FEFF}');
    let begins = |open: char, then: &[char]| {
        let inside = text.trim_ascii().strip_prefix(open)?.trim_ascii_start();
        (inside.starts_with(then) || inside.is_empty()).then_some(())
    };
    if (begins('{', &['"', '}']).or(begins('[', &['{', '"']))).is_some() && has_too_many_keys(text.as_bytes()) {
        return Some(Err(Problem::of(Code::TooManyFields)));
    }
    let parsed = match (begins('{', &['"', '}']), begins('[', &['{', '"'])) {
        (Some(()), _) => object(text).or_else(|_| object(&repair::raw_controls(text))).map(Body::Json),
        (None, Some(())) => list(text).or_else(|_| list(&repair::raw_controls(text))).map(Body::Several),
        (None, None) => return None,
    };
    Some(parsed.map_err(|_| Problem::of(Code::MalformedJson).with("hint", HINT)))
}

/// Several messages: objects, or texts by themselves.
fn list(text: &str) -> serde_json::Result<Vec<Fields>> {
    let all: Vec<Value> = serde_json::from_str(text)?;
    let is_doubled = doubled::in_json(text);
    let read: Option<Vec<_>> = all.iter().map(|one| Fields::of(one, is_doubled)).collect();
    read.filter(|all| !all.is_empty()).ok_or_else(|| serde::de::Error::custom("no list of messages"))
}

fn object(text: &str) -> serde_json::Result<Fields> {
    Ok(Fields { named: serde_json::from_str(text)?, is_doubled: doubled::in_json(text) })
}

/// To the person who types a template into an app that puts texts into JSON as they are.
const HINT: &str = "앱이 문자를 JSON에 그대로 끼워 넣으면 따옴표나 역슬래시가 있는 문자에서 JSON이 깨집니다. Content-Type을 text/plain으로 바꾸고 본문에 문자 내용만 보내 주세요.";

/// The fields of a form or a query.
fn pairs(text: &str) -> Result<(Fields, Charset), Problem> {
    let spelled = |part: &str| percent_decode_str(&part.replace('+', " ")).collect::<Vec<u8>>();
    let parts = text.split('&').filter(|pair| !pair.is_empty());
    decode(parts.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (spelled(name).into(), spelled(value).into())
    }))
}

/// Named bytes as fields. Of a name that comes twice the first counts.
fn decode<'b>(pairs: impl Iterator<Item = (Cow<'b, [u8]>, Cow<'b, [u8]>)>) -> Result<(Fields, Charset), Problem> {
    let (mut fields, mut seen, mut charset) = (Fields::default(), doubled::Names::default(), Charset::Utf8);
    let bad = || Problem::of(Code::MalformedBody);
    for (name, value) in pairs {
        let (name, of_name) = encoding::decoded(&name).ok_or_else(bad)?;
        let (value, of_value) = encoding::decoded(&value).ok_or_else(bad)?;
        charset = charset.max(of_name).max(of_value);
        seen.add(&name);
        fields.named.entry(name.into_owned()).or_insert_with(|| Value::String(value.into_owned()));
    }
    Ok((Fields { is_doubled: seen.is_doubled(), ..fields }, charset))
}

/// Whether this is a form as programs write it: `name=value`, and nothing in it that encoding would have taken away.
fn is_encoded_form(text: &str) -> bool {
    begins_with_field(text) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn begins_with_field(text: &str) -> bool {
    let name = text.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
