//! What the forwarder apps send, understood without configuration.
//!
//! Pure: a request in, what it says out. No clock, no table, no network; whether a stamp is to be believed is for the
//! call, which knows the time.
//!
//! Invariant: a dialect never changes the text of a message. It undoes what the app did to carry the text (JSON, a form,
//! a query) and nothing else; what the app wrote around the text is the reader's to peel.

mod guide;

use axum::http::HeaderMap;
use domain::Timestamp;
use web::Problem;

pub use guide::BankSms;

/// A request, as it came.
pub struct Request<'a> {
    /// Without the base path.
    pub path: &'a str,
    pub query: Option<&'a str>,
    pub headers: &'a HeaderMap,
    /// At most [`web::body::BODY_MAX`] bytes.
    pub body: &'a [u8],
}

/// What a request says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Forwarded {
    /// The dialect's name.
    pub dialect: &'static str,
    pub content: Content,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    Message(Message),
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
    /// At most [`domain::text::SENDER`] characters: a number, a name, or the package of the app that showed it.
    pub sender: Option<String>,
    /// The best that the app tells of when the message came. Not yet believed.
    pub stamp: Option<Timestamp>,
}

/// Reads a request.
pub fn read(request: &Request) -> Result<Forwarded, Problem> {
    let message = guide::read(request)?;
    Ok(Forwarded { dialect: "guide", content: Content::Message(message) })
}
