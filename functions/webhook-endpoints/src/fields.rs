//! What bodies say of an endpoint: its URL, held to the rules and to the addresses of its name, and its types.

use domain::ClosedSet;
use std::time::Duration;

use domain::EventType;
use domain::endpoint::URL_MAX;
use serde_json::Value;
use tokio::time::timeout;
use web::body::{Fields, line};
use web::{App, Code, FieldError, Problem};
use webhooks::{BadUrl, Resolver, Target, Unsendable};

/// How long a name may take to resolve. One that takes longer is let in: each sending looks again.
const RESOLVES_WITHIN: Duration = Duration::from_secs(3);

/// A URL, by its text alone.
pub fn url(fields: &mut Fields, name: &str, value: &Value, app: &App) -> Option<(String, Target)> {
    let url = fields.text(name, value, line(URL_MAX))?;
    match Target::parse(&url, app.policy.loopback_endpoints) {
        Ok(target) => Some((url, target)),
        Err(bad) => {
            fields.bad(name, "invalid", bad.korean());
            None
        }
    }
}

/// The types that an endpoint is told of: each once, in the order of the document.
pub fn events(fields: &mut Fields, name: &str, value: &Value) -> Option<Vec<EventType>> {
    let Some(given) = value.as_array() else {
        fields.bad(name, "wrong_type", "문자열의 배열이어야 합니다.");
        return None;
    };
    let known = |word: &Value| word.as_str().and_then(EventType::parse).filter(|kind| *kind != EventType::Ping);
    let wanted: Option<Vec<EventType>> = given.iter().map(known).collect();
    match wanted {
        Some(wanted) if !wanted.is_empty() => Some(EventType::all().filter(|kind| wanted.contains(kind)).collect()),
        Some(_) | None => {
            let words: Vec<_> = EventType::all().filter(|kind| *kind != EventType::Ping).collect();
            let words = words.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(", ");
            fields.bad(name, "invalid", format!("{words} 중 하나 이상이어야 합니다."));
            None
        }
    }
}

/// Whether the name of a URL leads to the public internet.
pub async fn must_be_public(app: &App, target: &Target) -> Result<(), Problem> {
    let resolver = Resolver::system();
    let looked = timeout(RESOLVES_WITHIN, resolver.addresses(target, app.policy.loopback_endpoints)).await;
    let detail = match looked {
        Ok(Ok(_)) | Err(_) => return Ok(()),
        Ok(Err(Unsendable::Refused)) => BadUrl::Address.korean(),
        Ok(Err(Unsendable::Unresolved)) => "이 이름의 주소를 찾을 수 없습니다. 도메인을 확인해 주세요.",
    };
    let bad = FieldError { field: "url".to_owned(), code: "invalid", detail: detail.to_owned() };
    Err(Problem::fields(Code::InvalidFields, vec![bad]))
}
