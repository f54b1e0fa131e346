//! PATCH /workspaces/{id}/phone-numbers/{phone_id}

use axum::Json;
use axum::extract::State;
use domain::{AuditedChange, ChangedField, MissingSender, Phone};
use serde::Deserialize;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input};
use web::caller::{ActiveOwner, Named};
use web::{App, Code, Problem};

use crate::add::{
    SECRET_SET, chosen_missing_sender, label, minutes, phone_number, sealed, sender_missing, signing_secret,
};
use crate::get;
use crate::view::PhoneView;

/// What changes. A field that is not mentioned stays.
#[derive(Deserialize, ToSchema)]
pub struct AmendPhone {
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 3, max_length = 30)]
    phone_number: Input,
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 60)]
    label: Input,
    /// `null`: 180, and 60 while orders wait.
    #[serde(default)]
    #[schema(value_type = Option<u32>, minimum = 5, maximum = 43_200)]
    silent_after_minutes: Input,
    /// `null` takes the secret away: then calls need no signature.
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 8, max_length = 128)]
    signing_secret: Input,
    #[serde(default)]
    #[schema(schema_with = chosen_missing_sender, required = false)]
    sender_missing: Input,
}

struct Change {
    number: Option<String>,
    label: Option<String>,
    silent_after_minutes: Option<Option<u32>>,
    secret: Option<Option<String>>,
    sender_missing: Option<MissingSender>,
}

impl AmendPhone {
    fn parse(&self) -> Result<Change, Problem> {
        let mut fields = Fields::default();
        let number = fields.changed("phone_number", &self.phone_number, phone_number);
        let label = fields.changed("label", &self.label, label);
        let silent = fields.nullable("silent_after_minutes", &self.silent_after_minutes, minutes);
        let secret = fields.guarded_nullable("signing_secret", &self.signing_secret, signing_secret);
        let missing = fields.changed("sender_missing", &self.sender_missing, sender_missing);
        let change = || {
            Some(Change {
                number: number?,
                label: label?,
                silent_after_minutes: silent?,
                secret: secret?,
                sender_missing: missing?,
            })
        };
        let change = change();
        fields.finish(change)
    }
}

impl Change {
    fn apply(&self, app: &App, before: &Phone) -> Result<Phone, Problem> {
        let secret = match &self.secret {
            None => before.secret.clone(),
            Some(None) => None,
            Some(Some(secret)) => Some(sealed(app, (before.workspace, before.id), secret)?),
        };
        Ok(Phone {
            number: self.number.clone().unwrap_or_else(|| before.number.clone()),
            label: self.label.clone().unwrap_or_else(|| before.label.clone()),
            silent_after_minutes: self.silent_after_minutes.unwrap_or(before.silent_after_minutes),
            secret,
            sender_missing: self.sender_missing.unwrap_or(before.sender_missing),
            version: before.version + 1,
            ..before.clone()
        })
    }
}

fn changes(before: &Phone, after: &Phone) -> [Option<ChangedField>; 5] {
    let is_set = |phone: &Phone| phone.secret.as_ref().map(|_| SECRET_SET);
    let replaced = || ChangedField::untold("signing_secret", before.secret != after.secret);
    let (patience, missing) = (before.silent_after_minutes, <&str>::from(before.sender_missing));
    [
        ChangedField::untold("phone_number", before.number != after.number),
        ChangedField::untold("label", before.label != after.label),
        ChangedField::told("silent_after_minutes", patience, after.silent_after_minutes),
        ChangedField::told("signing_secret", is_set(before), is_set(after)).or_else(replaced),
        ChangedField::told("sender_missing", Some(missing), Some(<&str>::from(after.sender_missing))),
    ]
}

/// Changes a phone.
#[utoipa::path(patch, path = "/workspaces/{id}/phone-numbers/{phone_id}", operation_id = "amend_phone_number", tag = "phone-numbers", params(("id" = u64, Path), ("phone_id" = u64, Path)),
    request_body = AmendPhone, responses((status = 200, body = PhoneView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    owner: ActiveOwner,
    named: Named,
    Body(body): Body<AmendPhone>,
) -> Result<Json<PhoneView>, Problem> {
    let before = get::of(&app, owner.id(), &named).await;
    let change = body.parse()?;
    let mut before = before?;
    if change.secret.is_some() {
        owner.must_be_in_person()?;
    }
    for _ in 0..pairing::TRIES {
        let after = change.apply(&app, &before)?;
        let now = app.now();
        let audit = [owner.entry((AuditedChange::PhoneChanged, before.id.get()), changes(&before, &after), now)];
        if app.store().write_phone(&before, &after, &audit).await? {
            if after.silent_after_minutes != before.silent_after_minutes {
                app.store().look_at_phone(after.workspace, after.id, app.now()).await?;
            }
            return Ok(Json(get::view(&app, &after).await?));
        }
        before = get::of(&app, owner.id(), &named).await?;
    }
    Err(Problem::of(Code::Contended))
}
