//! PATCH /workspaces/{id}/webhook-endpoints/{endpoint_id}

use axum::Json;
use axum::extract::State;
use domain::endpoint::{Disabled, DisabledReason};
use domain::{AuditedChange, ChangedField, Endpoint, EventType, Timestamp, text};
use serde::Deserialize;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input, line};
use web::caller::{Named, Owner};
use web::{App, Code, Problem};
use webhooks::Target;

use crate::create::told;
use crate::endpoint::named;
use crate::fields;
use crate::view::EndpointView;

/// What changes. A field that is not mentioned stays.
#[derive(Deserialize, ToSchema)]
pub struct AmendEndpoint {
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    url: Input,
    /// Nothing of a new type is told of what happened before.
    #[serde(default)]
    #[schema(value_type = Option<Vec<String>>, max_items = 20)]
    events: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60)]
    description: Input,
    /// What happens while it is off is kept as `MISSED`; a replay sends it.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    is_active: Input,
}

struct Change {
    url: Option<(String, Target)>,
    events: Option<Vec<EventType>>,
    description: Option<Option<String>>,
    is_active: Option<bool>,
}

impl AmendEndpoint {
    fn parse(&self, app: &App) -> Result<Change, Problem> {
        let mut fields = Fields::default();
        let url = fields.changed("url", &self.url, |f, name, value| fields::url(f, name, value, app));
        let events = fields.changed("events", &self.events, fields::events);
        let description =
            fields.nullable("description", &self.description, |f, name, value| f.text(name, value, line(text::NAME)));
        let is_active = fields.changed("is_active", &self.is_active, Fields::boolean);
        let change = || Some(Change { url: url?, events: events?, description: description?, is_active: is_active? });
        let change = change();
        fields.finish(change)
    }
}

impl Change {
    fn apply(&self, before: &Endpoint, now: Timestamp) -> Endpoint {
        let mut after = match (self.is_active, before.disabled) {
            (Some(true), Some(_)) => before.enabled(),
            (Some(false), None) => {
                Endpoint { disabled: Some(Disabled { at: now, reason: DisabledReason::ByHand }), ..before.clone() }
            }
            (Some(_) | None, _) => before.clone(),
        };
        if let Some((url, _)) = &self.url {
            after.url.clone_from(url);
        }
        if let Some(events) = self.events.as_ref().filter(|events| **events != before.events) {
            after.events.clone_from(events);
            after.subscribed_at = now;
        }
        if let Some(description) = &self.description {
            after.description.clone_from(description);
        }
        after.version = before.version + 1;
        after
    }
}

fn changes(before: &Endpoint, after: &Endpoint) -> [Option<ChangedField>; 4] {
    [
        ChangedField::untold("url", before.url != after.url),
        ChangedField::told("events", Some(told(&before.events)), Some(told(&after.events))),
        ChangedField::untold("description", before.description != after.description),
        ChangedField::told("is_active", Some(before.disabled.is_none()), Some(after.disabled.is_none())),
    ]
}

/// Changes an endpoint, or switches it off and on.
#[utoipa::path(patch, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}", operation_id = "amend_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)), request_body = AmendEndpoint,
    responses((status = 200, body = EndpointView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    owner: Owner,
    path: Named,
    Body(body): Body<AmendEndpoint>,
) -> Result<Json<EndpointView>, Problem> {
    owner.must_be_active()?;
    let change = body.parse(&app)?;
    if let Some((_, target)) = &change.url {
        fields::must_be_public(&app, target).await?;
    }
    for _ in 0..pairing::TRIES {
        let before = named(&app, &owner, &path).await?;
        let now = app.now();
        let after = change.apply(&before, now);
        if (Endpoint { version: before.version, ..after.clone() }) == before {
            return Ok(Json(EndpointView::of(&before, now)));
        }
        let audit = [owner.entry((AuditedChange::EndpointChanged, before.id.get()), changes(&before, &after), now)];
        if app.store().write_endpoint(&after, &audit).await? {
            return Ok(Json(EndpointView::of(&after, now)));
        }
    }
    Err(Problem::of(Code::Contended))
}
