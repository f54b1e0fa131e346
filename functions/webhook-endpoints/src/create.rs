//! POST /workspaces/{id}/webhook-endpoints

use axum::extract::State;
use axum::http::StatusCode;
use domain::endpoint::{ENDPOINTS_MAX, SealedSecret, URL_MAX};
use domain::{
    AuditedChange, ChangedField, ClosedSet, Endpoint, EndpointFormat, EndpointId, EndpointKind, EventType, FieldFault,
};
use serde_json::json;
use store::Sequence;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{ActiveOwner, Membership};
use web::field::{Line, Name, Optional};
use web::form::Sent;
use web::{App, Code, Problem, fields};
use webhooks::sign;

use crate::fields::{self, Events, NO_URL};
use crate::view::{EndpointView, EndpointWithSecret};

fields! {
    /// A new endpoint.
    pub struct CreateEndpoint {
        /// `PUSH`, if it is not given: events are sent to `url`. `PULL`: they wait until they are fetched, and there is
        /// no `url`. It cannot be changed.
        kind: Optional<words::EndpointKind>,
        /// https, port 443 or 8443, a public address. Required of `PUSH`.
        url: Optional<Line<{ URL_MAX }>> = "https://shop.example/hooks/lunepay",
        /// `JSON`, if it is not given: signed, for a program. The others are messages that people read in a chat, to
        /// the URL that it gives out for such messages; of Telegram `…/bot<token>/sendMessage?chat_id=<chat>`. Of a
        /// chat the URL is a secret: only its host is shown. It cannot be changed.
        format: Optional<words::EndpointFormat>,
        /// Of a chat: payers' names are told whole. They are masked when it is not given.
        shows_names: Optional<bool>,
        /// What it is told of; all types when it is not given.
        events: Optional<Events> = json!(["order.matched"]),
        description: Optional<Name>,
    }
}

/// Registers an endpoint. Its secret is shown here and never again; a chat has none, and is not signed to.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints", operation_id = "create_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path)), request_body = CreateEndpoint,
    responses((status = 201, body = EndpointWithSecret), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    owner: ActiveOwner,
    once: IdempotencyContext,
    body: Sent<CreateEndpoint>,
) -> Result<Answer<EndpointWithSecret>, Problem> {
    let (new, target) = fields::with_target(body, &app, |new| new.url.as_deref())?;
    let format = new.format.unwrap_or(EndpointFormat::Json);
    must_fit(new.kind.unwrap_or(EndpointKind::Push), new.url.as_deref(), format)?;
    if let Some(target) = &target {
        fields::must_be_the_chats(format, target)?;
    }
    if owner.workspace.endpoints >= ENDPOINTS_MAX {
        return Err(Problem::of(Code::TooManyEndpoints));
    }
    if let Some(target) = &target {
        fields::must_be_public(&app, target).await?;
    }
    let id = app.store().next_id(Sequence::Endpoint(owner.id()), EndpointId::new).await?;
    let (secret, sealed, url) = match (new.url.as_deref().zip(target.as_ref()), format.is_for_people()) {
        (Some(chats), true) => {
            let (sealed, hidden) = fields::hidden(&app, &owner, id, chats)?;
            (None, sealed, Some(hidden))
        }
        (_, _) => {
            let (secret, sealed) = new_secret(&app, &owner, id)?;
            (Some(secret), SealedSecret { sealed, until: None }, new.url)
        }
    };
    let now = app.now();
    let endpoint = Endpoint {
        url,
        format,
        shows_names: format.is_for_people() && new.shows_names.unwrap_or_default(),
        description: new.description,
        events: new.events.unwrap_or_else(|| EventType::subscribable().collect()),
        ..Endpoint::new(owner.id(), id, sealed, now)
    };
    let made = EndpointWithSecret { endpoint: EndpointView::of(&endpoint, now), secret };
    let answer = once.answer(&app, StatusCode::CREATED, made)?;
    let events = ChangedField::told("events", None::<&str>, Some(told(&endpoint.events)));
    let audit = [owner.entry((AuditedChange::EndpointAdded, id.get()), [events], now)];
    match answer.store(&app).create_endpoint(&endpoint, &audit).await? {
        true => Ok(answer),
        false => Err(Problem::of(Code::TooManyEndpoints)),
    }
}

/// What goes to a URL has one; what is fetched has none, and is for programs.
fn must_fit(kind: EndpointKind, url: Option<&str>, format: EndpointFormat) -> Result<(), Problem> {
    let (field, fault, detail) = match (kind, url) {
        (_, _) if format == EndpointFormat::WebPush => {
            ("format", FieldFault::Invalid, "브라우저 알림은 push-subscriptions에 등록합니다.")
        }
        (EndpointKind::Push, None) => ("url", FieldFault::Required, "이벤트를 받을 주소를 입력해 주세요."),
        (EndpointKind::Pull, Some(_)) => ("url", FieldFault::Invalid, NO_URL),
        (EndpointKind::Pull, None) if format.is_for_people() => {
            ("format", FieldFault::Invalid, "kind가 PULL인 엔드포인트의 format은 JSON뿐입니다.")
        }
        (EndpointKind::Push, Some(_)) | (EndpointKind::Pull, None) => return Ok(()),
    };
    Err(Problem::field(field, fault, detail))
}

/// The types that an endpoint is told of, as the audit log tells them.
pub fn told(events: &[EventType]) -> String {
    events.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
}

/// A new secret: as it is shown, and as it is kept.
pub fn new_secret(app: &App, owner: &Membership, id: EndpointId) -> Result<(String, Vec<u8>), Problem> {
    let secret = sign::secret().map_err(|_| Problem::internal("no random bytes"))?;
    let sealed = app.keys.secrets().seal(&sign::sealed_for(owner.id(), id), &secret);
    let sealed = sealed.map_err(|_| Problem::internal("a secret cannot be sealed"))?;
    Ok((sign::shown(&secret), sealed))
}
