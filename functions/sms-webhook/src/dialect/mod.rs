//! What the forwarder apps send, understood without configuration.
//!
//! Pure: a request in, what it says out. No clock, no table, no network; whether a stamp is to be believed is for the
//! call, which knows the time. Each app is an entry of `table`; one reader serves them all. A new app is one entry,
//! one file under `events/` and one row in `docs/forwarders.md`, which a test holds together.
//!
//! Invariant: a dialect never changes the text of a message. It undoes what the app did to carry the text (JSON, a
//! form, a query, another charset, a second escaping) and nothing else; what the app wrote around the text is the
//! message reader's to peel.

mod body;
mod claim;
mod clarity;
mod doubled;
mod encoding;
mod guide;
mod placeholder;
mod reader;
mod repair;
mod stamp;
mod table;
#[cfg(test)]
mod text_tests;

use axum::http::{HeaderMap, header};
use domain::{CallId, FieldFault, SenderClaim, Timestamp, Won};
use serde_json::{Map, Value};
use web::Problem;

pub use guide::{BankSms, Form};

use body::Body;

/// The fields of a request, whatever carries them.
#[derive(Clone, Default)]
pub struct Fields {
    pub named: Map<String, Value>,
    /// A field stands twice, by the names as they are compared, at any depth.
    pub is_doubled: bool,
}

/// A request, as it came.
pub struct Request<'a> {
    /// Without the base path.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    /// At most [`web::body::BODY_MAX`] bytes.
    pub body: &'a [u8],
    /// The parts of a multipart body, name and value.
    pub parts: Option<&'a [Part]>,
}

/// A part of a multipart body: its name, and its value.
pub type Part = (String, Vec<u8>);

impl Fields {
    /// An element of a list: an object, or a text by itself.
    fn of(element: &Value, is_doubled: bool) -> Option<Self> {
        match element {
            Value::Object(named) => Some(Self { named: named.clone(), is_doubled }),
            Value::String(text) => {
                Some(Self { named: Map::from_iter([("text".to_owned(), text.clone().into())]), is_doubled })
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        }
    }
}

impl Request<'_> {
    /// The media type, in lower case and without parameters; empty when none is told.
    fn media_type(&self) -> String {
        let told = self.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        told.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// What a request says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forwarded {
    /// The dialect's name.
    pub dialect: &'static str,
    pub content: Content,
}

/// What a dialect's request can carry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    Message(Message),
    /// No text: the app read the bank's message by itself and tells what it understood.
    Parsed(ParsedDeposit),
    /// The phone says that it is alive.
    Ping,
    /// An event of a known app that carries no message.
    Other,
}

/// A message, as the phone was given it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// 1 to [`domain::text::RAW_SMS`] characters.
    pub text: String,
    /// What the app told of the sender.
    pub claim: SenderClaim,
    /// What the app calls this message. At most [`CALL_ID`] characters.
    pub call_id: Option<CallId>,
    /// The best that the app tells of when the message came. Not yet believed.
    pub stamp: Option<Timestamp>,
}

/// How long an app's id of a message may be, in characters. A longer one counts as not told.
pub const CALL_ID: usize = 200;

/// A deposit as an app tells it that keeps the text to itself. It names neither bank nor account, so it means something
/// only over the URL of a phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParsedDeposit {
    /// 1 to [`domain::text::DEPOSITOR_NAME`] characters.
    pub depositor_name: String,
    pub amount: Won,
    /// As the bank printed it: each bank has a form of its own. Up to [`domain::text::NAME`] characters.
    pub printed_at: String,
}

/// How many messages one request may carry.
pub const BATCH_MAX: usize = 50;

/// Reads a request: what each of its messages carries, or what its sender must mend. Nearly every request has one.
pub fn read(request: &Request) -> Result<Vec<Result<Forwarded, Problem>>, Problem> {
    match body::parse(request)? {
        Body::Json(fields) => match batch(&fields) {
            Some(several) => many(several),
            None => Ok(vec![json(fields)]),
        },
        Body::Pairs(fields) => Ok(vec![named(fields)]),
        Body::Several(several) => many(several),
        Body::Text { text, beside } => Ok(vec![reader::plain(text, &beside)]),
    }
}

fn many(several: Vec<Fields>) -> Result<Vec<Result<Forwarded, Problem>>, Problem> {
    if several.len() > BATCH_MAX {
        let detail = format!("한 번에 메시지 {BATCH_MAX}건까지 보낼 수 있습니다. 나누어 보내 주세요.");
        return Err(Problem::field("body", FieldFault::TooLong, detail));
    }
    Ok(several.into_iter().map(json).collect())
}

fn json(fields: Fields) -> Result<Forwarded, Problem> {
    // The guide's own text is strict, and told field by field.
    if fields.named.contains_key("raw_sms") { guide(fields) } else { named(fields) }
}

fn named(fields: Fields) -> Result<Forwarded, Problem> {
    match table::of(&fields.named) {
        Some(dialect) => reader::read(dialect, fields),
        None => Err(reader::no_text()),
    }
}

fn guide(fields: Fields) -> Result<Forwarded, Problem> {
    Ok(Forwarded { dialect: table::GUIDE.name, content: Content::Message(guide::read(fields)?) })
}

/// The messages that an object carries as a list, where it has no text of its own: `{"messages": [{…}, {…}]}`.
fn batch(fields: &Fields) -> Option<Vec<Fields>> {
    if fields.named.contains_key("raw_sms")
        || table::of(&fields.named).is_some_and(|dialect| dialect.has_text(&fields.named))
    {
        return None;
    }
    let mut lists = fields.named.values().filter_map(Value::as_array);
    let list = lists.find(|list| !list.is_empty() && list.iter().all(Value::is_object))?;
    Some(list.iter().filter_map(|one| Fields::of(one, fields.is_doubled)).collect())
}

/// The fields of a request, whatever carries them; none when there are none.
pub fn fields(request: &Request) -> Map<String, Value> {
    match body::parse(request) {
        Ok(Body::Json(fields) | Body::Pairs(fields) | Body::Text { beside: fields, .. }) => fields.named,
        Ok(Body::Several(_)) | Err(_) => Map::new(),
    }
}

/// The names of all dialects.
pub fn names() -> impl Iterator<Item = &'static str> {
    let own = [table::GUIDE.name, table::PLAIN.name];
    own.into_iter().chain(table::DIALECTS.iter().map(|dialect| dialect.name))
}

/// Whether a text is what Android shows apps in place of a notification that it takes for sensitive.
pub fn is_hidden(text: &str) -> bool {
    let last = text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_lowercase();
    let korean = last.starts_with("민감한 알림") && last.contains("숨") && !last.contains(|c: char| c.is_ascii_digit());
    last == "sensitive notification content hidden" || korean
}
