//! The carriers: JSON, a form, a query, or the text by itself.
//!
//! What was meant as JSON and cannot be read as JSON is refused, not taken for a text: a name at the end of a line would
//! carry the rest of the JSON with it, and be read as another name. What claims to be JSON or a form but is a bank's
//! message as it stands is taken as the text that it is: nothing of it is lost.

use serde_json::Value;
use web::{Code, Problem};

use super::{Fields, Request, doubled, repair};

/// A request's body without its carrier.
pub enum Body {
    Json(Fields),
    /// A form or a query: every value is a string.
    Pairs(Fields),
    /// A text, and what its query told beside it.
    Text {
        text: String,
        beside: Fields,
    },
}

/// Takes the carrier off.
pub fn parse(request: &Request) -> Result<Body, Problem> {
    let media = request.media_type();
    let kind = Kind::of(&media)?;
    let bad = || Problem::of(if kind == Kind::Json { Code::MalformedJson } else { Code::MalformedBody });
    let text = std::str::from_utf8(request.body).map_err(|_| bad())?;
    let query = request.query.unwrap_or_default();
    if text.is_empty() && (kind != Kind::Json || !query.is_empty()) {
        return Ok(Body::Pairs(pairs(query)));
    }
    if let Some(json) = json(text) {
        return json.map(Body::Json);
    }
    match kind {
        // Valid JSON that is no object, or nothing that has letters in it.
        Kind::Json if !bank_sms::is_bank_message(text, None) => Err(bad()),
        Kind::Json if serde_json::from_str::<Value>(text).is_ok() => Err(bad()),
        Kind::Form | Kind::Untold if is_encoded_form(text) => Ok(Body::Pairs(pairs(text))),
        // Not encoded, so that an `&` in the text would cut it: where the text ends cannot be told.
        Kind::Form if begins_with_field(text) => Err(bad()),
        Kind::Json | Kind::Form | Kind::Text | Kind::Untold => {
            Ok(Body::Text { text: text.to_owned(), beside: pairs(query) })
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

/// The JSON object that a body is or was meant to be, whatever its content type says: no message begins with `{"`.
fn json(text: &str) -> Option<Result<Fields, Problem>> {
    let inside = text.trim_start_matches('\u{FEFF}').trim_ascii().strip_prefix('{')?;
    if !inside.trim_ascii_start().starts_with(['"', '}']) && !inside.trim_ascii().is_empty() {
        return None;
    }
    let text = text.trim_start_matches('\u{FEFF}');
    let read = object(text).or_else(|_| object(&repair::raw_controls(text)));
    Some(read.map_err(|_| Problem::of(Code::MalformedJson).with("hint", HINT)))
}

fn object(text: &str) -> serde_json::Result<Fields> {
    Ok(Fields { named: serde_json::from_str(text)?, is_doubled: doubled::in_json(text) })
}

/// To the person who types a template into an app that puts texts into JSON as they are.
const HINT: &str = "앱이 문자를 JSON에 그대로 끼워 넣으면 따옴표나 역슬래시가 있는 문자에서 JSON이 깨집니다. Content-Type을 text/plain으로 바꾸고 본문에 문자 내용만 보내 주세요.";

/// The fields of a form or a query. Of a name that comes twice the first counts.
fn pairs(text: &str) -> Fields {
    let mut fields = Fields::default();
    let mut seen = doubled::Names::default();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        seen.add(&name);
        fields.named.entry(name).or_insert_with(|| Value::String(value.into_owned()));
    }
    Fields { is_doubled: seen.is_doubled(), ..fields }
}

/// Whether this is a form as programs write it: `name=value`, and nothing in it that encoding would have taken away.
fn is_encoded_form(text: &str) -> bool {
    begins_with_field(text) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn begins_with_field(text: &str) -> bool {
    let name = text.split_once('=').map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}
