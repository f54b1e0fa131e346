//! POST /workspaces/{id}/webhook-endpoints

use axum::extract::State;
use axum::http::StatusCode;
use domain::endpoint::{ENDPOINTS_MAX, SealedSecret};
use domain::{AuditedChange, ChangedField, ClosedSet, Endpoint, EndpointId, EventType, text};
use serde::Deserialize;
use store::Sequence;
use utoipa::ToSchema;
use web::answer::{Answer, Once};
use web::body::{Body, Fields, Input, line};
use web::caller::{Owner, Seat};
use web::{App, Code, Problem};
use webhooks::{Target, sign};

use crate::fields;
use crate::view::{EndpointView, EndpointWithSecret};

/// A new endpoint.
#[derive(Deserialize, ToSchema)]
pub struct CreateEndpoint {
    /// https, port 443 or 8443, a public address.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 2000, example = "https://shop.example/hooks/lunepay")]
    url: Input,
    /// What it is told of; all types when it is not given.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20, example = json!(["order.matched"]))]
    events: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60)]
    description: Input,
}

struct New {
    url: String,
    target: Target,
    events: Vec<EventType>,
    description: Option<String>,
}

impl CreateEndpoint {
    fn parse(&self, app: &App) -> Result<New, Problem> {
        let mut fields = Fields::default();
        let url = fields.required("url", &self.url, |f, name, value| fields::url(f, name, value, app));
        let events = fields.optional("events", &self.events, fields::events);
        let description =
            fields.optional("description", &self.description, |f, name, value| f.text(name, value, line(text::NAME)));
        let new = || {
            let (url, target) = url?;
            let all = || EventType::all().filter(|kind| *kind != EventType::Ping).collect();
            Some(New { url, target, events: events?.unwrap_or_else(all), description: description? })
        };
        let new = new();
        fields.finish(new)
    }
}

/// Registers an endpoint. Its secret is shown here and never again.
#[utoipa::path(post, path = "/workspaces/{id}/webhook-endpoints", operation_id = "create_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path)), request_body = CreateEndpoint,
    responses((status = 201, body = EndpointWithSecret), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    owner: Owner,
    once: Once,
    Body(body): Body<CreateEndpoint>,
) -> Result<Answer<EndpointWithSecret>, Problem> {
    owner.must_be_active()?;
    let new = body.parse(&app)?;
    if owner.workspace.endpoints >= ENDPOINTS_MAX {
        return Err(Problem::of(Code::TooManyEndpoints));
    }
    fields::must_be_public(&app, &new.target).await?;
    let id = app.store().next_id(Sequence::Endpoint(owner.id()), EndpointId::new).await?;
    let (secret, sealed) = new_secret(&app, &owner, id)?;
    let now = app.now();
    let endpoint = Endpoint {
        id,
        workspace: owner.id(),
        url: new.url,
        description: new.description,
        events: new.events,
        secrets: vec![SealedSecret { sealed, until: None }],
        disabled: None,
        times_disabled: 0,
        failing_since: None,
        strikes: 0,
        paused_until: None,
        created_at: now,
        subscribed_at: now,
        version: 1,
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

/// The types that an endpoint is told of, as the audit log tells them.
pub fn told(events: &[EventType]) -> String {
    events.iter().map(|kind| kind.code()).collect::<Vec<_>>().join(",")
}

/// A new secret: as it is shown, and as it is kept.
pub fn new_secret(app: &App, owner: &Seat, id: EndpointId) -> Result<(String, Vec<u8>), Problem> {
    let secret = sign::secret().map_err(|_| Problem::internal("no random bytes"))?;
    let sealed = app.keys.seal(&sign::sealed_for(owner.id(), id), &secret);
    let sealed = sealed.map_err(|_| Problem::internal("a secret cannot be sealed"))?;
    Ok((sign::shown(&secret), sealed))
}
