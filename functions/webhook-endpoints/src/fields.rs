//! What bodies say of an endpoint: its URL, held to the rules and to the addresses of its name, and its types.

use std::time::Duration;

use domain::endpoint::{SealedSecret, URL_MAX};
use domain::{ClosedSet, EndpointFormat, EndpointId, EventType, FieldFault};
use tokio::time::timeout;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Type};
use web::caller::Membership;
use web::field::{Bad, Described, Field, Form, Line, Value, choice};
use web::form::Sent;
use web::{App, Problem};
use webhooks::{BadUrl, Resolver, Target, Unsendable, chat, push, sign};

/// How long a name may take to resolve. One that takes longer is let in: each sending looks again.
const RESOLVES_WITHIN: Duration = Duration::from_secs(3);

/// Why an endpoint that fetches takes no URL.
pub const NO_URL: &str = "kind가 PULL인 엔드포인트는 이벤트를 가져가므로 주소가 없습니다.";

/// A body that names a URL, and where the URL leads, by its text alone.
pub fn with_target<T: Form>(
    body: Sent<T>,
    app: &App,
    url: impl Fn(&T) -> Option<&str>,
) -> Result<(T, Option<Target>), Problem> {
    let parse = |url: &str| Target::parse(url, app.policy.loopback_endpoints);
    let otherwise = |bad: BadUrl| Bad::new(FieldFault::Invalid, bad.korean());
    let body = body.check_or::<Line<{ URL_MAX }>>("url", |url| parse(&url).map(drop).map_err(otherwise));
    let said = body.finish()?;
    let target = url(&said).map(parse).transpose().map_err(|_| Problem::internal("a URL was checked and is bad"))?;
    Ok((said, target))
}

/// Refuses a URL that is none of the chat's.
pub fn must_be_the_chats(format: EndpointFormat, target: &Target) -> Result<(), Problem> {
    chat::fault(format, target).map_or(Ok(()), |detail| Err(Problem::field("url", FieldFault::Invalid, detail)))
}

/// A chat's URL: sealed, and as far as it may be shown.
pub fn hidden(
    app: &App,
    owner: &Membership,
    id: EndpointId,
    (url, target): (&str, &Target),
) -> Result<(SealedSecret, String), Problem> {
    let sealed = app.keys.secrets().seal(&sign::sealed_for(owner.id(), id), url.as_bytes());
    let sealed = sealed.map_err(|_| Problem::internal("a URL cannot be sealed"))?;
    Ok((SealedSecret { sealed, until: None }, chat::hidden(target)))
}

/// So many bytes in base64url without padding, as text.
pub struct Base64<const BYTES: usize>;

impl<const BYTES: usize> Field for Base64<BYTES> {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let text = value.as_str().ok_or_else(|| Bad::new(FieldFault::WrongType, "문자열이어야 합니다."))?;
        let bytes = push::bytes::<BYTES>(text);
        let refused = || Bad::new(FieldFault::Invalid, format!("{BYTES}바이트의 base64url이어야 합니다."));
        bytes.map(|_| text.to_owned()).ok_or_else(refused)
    }

    fn schema() -> Described {
        let letters = (BYTES * 4).div_ceil(3);
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(letters)).max_length(Some(letters));
        text.pattern(Some("^[A-Za-z0-9_-]+$")).into()
    }
}

/// Types that an endpoint is told of: each once, in the order of the document.
pub struct Events;

impl Field for Events {
    type Value = Vec<EventType>;

    fn read(value: &Value) -> Result<Vec<EventType>, Bad> {
        let given = value.as_array().ok_or_else(|| Bad::new(FieldFault::WrongType, "문자열의 배열이어야 합니다."))?;
        let wanted: Result<Vec<EventType>, Bad> =
            given.iter().map(|word| choice(word, EventType::subscribable())).collect();
        let fits = |wanted: &[EventType]| (1..=EventType::subscribable().count()).contains(&wanted.len());
        match wanted {
            Ok(wanted) if fits(&wanted) => Ok(EventType::subscribable().filter(|kind| wanted.contains(kind)).collect()),
            Ok(_) | Err(_) => {
                let words: Vec<_> = EventType::subscribable().map(EventType::code).collect();
                Err(Bad::new(FieldFault::Invalid, format!("{} 중 하나 이상이어야 합니다.", words.join(", "))))
            }
        }
    }

    fn schema() -> Described {
        let types = ArrayBuilder::new().items(words::among(EventType::subscribable()));
        types.min_items(Some(1)).max_items(Some(EventType::subscribable().count())).into()
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
    Err(Problem::field("url", FieldFault::Invalid, detail))
}
