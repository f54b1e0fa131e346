//! What the forwarder apps send, understood without configuration.
//!
//! Pure: a request in, what it says out. No clock, no table, no network; whether a stamp is to be believed is for the
//! call, which knows the time. Each app is an entry of [`table`]; one reader serves them all. A new app is one entry, one
//! file under `events/` and one row in `docs/forwarders.md`, which a test holds together.
//!
//! Invariant: a dialect never changes the text of a message. It undoes what the app did to carry the text (JSON, a form,
//! a query) and nothing else; what the app wrote around the text is the message reader's to peel.

mod body;
mod claim;
mod doubled;
mod guide;
mod placeholder;
mod reader;
mod repair;
mod stamp;
mod table;
#[cfg(test)]
mod text_tests;

use axum::http::{HeaderMap, header};
use domain::{SenderClaim, Timestamp, Won};
use serde_json::{Map, Value};
use web::Problem;

pub use guide::{BankSms, Form};

use body::Body;

/// The fields of a request, whatever carries them.
#[derive(Default)]
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
    Told(Told),
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
    pub call_id: Option<String>,
    /// The best that the app tells of when the message came. Not yet believed.
    pub stamp: Option<Timestamp>,
}

/// How long an app's id of a message may be, in characters. A longer one counts as not told.
pub const CALL_ID: usize = 200;

/// A deposit as an app tells it that keeps the text to itself. It names neither bank nor account, so it means something
/// only over the URL of a phone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// 1 to [`domain::text::DEPOSITOR_NAME`] characters.
    pub depositor_name: String,
    pub amount: Won,
    /// As the bank printed it: each bank has a form of its own. Up to [`domain::text::NAME`] characters.
    pub printed_at: String,
}

/// Reads a request: what it carries, or what its sender must mend.
pub fn read(request: &Request) -> Result<Forwarded, Problem> {
    let guide = |fields| Ok(Forwarded { dialect: table::GUIDE.name, content: Content::Message(guide::read(fields)?) });
    match body::parse(request)? {
        // The guide's own text is strict, and told field by field.
        Body::Json(fields) if fields.named.contains_key("raw_sms") => guide(fields),
        Body::Json(fields) | Body::Pairs(fields) => match table::of(&fields.named) {
            Some(dialect) => reader::read(dialect, fields),
            None => guide(fields),
        },
        Body::Text { text, beside } => reader::plain(text, &beside),
    }
}

/// The fields of a request, whatever carries them; none when there are none.
pub fn fields(request: &Request) -> Map<String, Value> {
    match body::parse(request) {
        Ok(Body::Json(fields) | Body::Pairs(fields) | Body::Text { beside: fields, .. }) => fields.named,
        Err(_) => Map::new(),
    }
}

/// The names of all dialects.
pub fn names() -> impl Iterator<Item = &'static str> {
    let own = [table::GUIDE.name, table::PLAIN.name];
    own.into_iter().chain(table::DIALECTS.iter().map(|dialect| dialect.name))
}
