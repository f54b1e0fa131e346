//! PATCH /workspaces/{id}/webhook-endpoints/{endpoint_id}

use axum::Json;
use axum::extract::State;
use domain::endpoint::{Disabled, DisabledReason, URL_MAX};
use domain::{AuditedChange, ChangedField, Endpoint, EndpointKind, FieldFault, Timestamp};
use web::caller::{ActiveOwner, Named};
use web::field::{Changed, Line, Name, Nullable};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::create::told;
use crate::endpoint::named;
use crate::fields::{self, Events, NO_URL};
use crate::view::EndpointView;

fields! {
    /// What changes. A field that is not mentioned stays.
    pub struct AmendEndpoint {
        /// One that fetches has none.
        url: Changed<Line<{ URL_MAX }>>,
        /// Nothing of a new type is told of what happened before.
        events: Changed<Events>,
        description: Nullable<Name>,
        /// Of a chat: payers' names are told whole.
        shows_names: Changed<bool>,
        /// What happens while it is off is kept as `MISSED`; a replay sends it.
        is_active: Changed<bool>,
    }
}

impl AmendEndpoint {
    fn apply(&self, before: &Endpoint, now: Timestamp) -> Endpoint {
        let mut after = match (self.is_active, before.disabled) {
            (Some(true), Some(_)) => before.enabled(),
            (Some(false), None) => {
                Endpoint { disabled: Some(Disabled { at: now, reason: DisabledReason::ByHand }), ..before.clone() }
            }
            (Some(_) | None, _) => before.clone(),
        };
        if let Some(url) = &self.url {
            after.url = Some(url.clone());
        }
        if let Some(events) = self.events.as_ref().filter(|events| **events != before.events) {
            after.events.clone_from(events);
            after.subscribed_at = now;
        }
        if let Some(description) = &self.description {
            after.description.clone_from(description);
        }
        if let Some(shows_names) = self.shows_names {
            after.shows_names = before.format.is_for_people() && shows_names;
        }
        after.version = before.version + 1;
        after
    }
}

fn changes(before: &Endpoint, after: &Endpoint) -> [Option<ChangedField>; 5] {
    [
        ChangedField::untold("url", before.url != after.url || before.secrets != after.secrets),
        ChangedField::told("events", Some(told(&before.events)), Some(told(&after.events))),
        ChangedField::untold("description", before.description != after.description),
        ChangedField::told("shows_names", Some(before.shows_names), Some(after.shows_names)),
        ChangedField::told("is_active", Some(before.disabled.is_none()), Some(after.disabled.is_none())),
    ]
}

/// Changes an endpoint, or switches it off and on.
#[utoipa::path(patch, path = "/workspaces/{id}/webhook-endpoints/{endpoint_id}", operation_id = "amend_webhook_endpoint", tag = "webhook-endpoints", params(("id" = u64, Path), ("endpoint_id" = u64, Path)), request_body = AmendEndpoint,
    responses((status = 200, body = EndpointView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    owner: ActiveOwner,
    path: Named,
    body: Sent<AmendEndpoint>,
) -> Result<Json<EndpointView>, Problem> {
    let (change, target) = fields::with_target(body, &app, |change| change.url.as_deref())?;
    if let Some(target) = &target {
        fields::must_be_public(&app, target).await?;
    }
    let named_url = change.url.as_deref().zip(target.as_ref());
    for _ in 0..pairing::TRIES {
        let before = named(&app, &owner, &path).await?;
        if change.url.is_some() && before.kind() == EndpointKind::Pull {
            return Err(Problem::field("url", FieldFault::Fixed, NO_URL));
        }
        let now = app.now();
        let mut after = change.apply(&before, now);
        if let Some(chats) = named_url.filter(|_| before.format.is_for_people()) {
            fields::must_be_the_chats(before.format, chats.1)?;
            let (sealed, hidden) = fields::hidden(&app, &owner, before.id, chats)?;
            (after.secrets, after.url) = (vec![sealed], Some(hidden));
        }
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
