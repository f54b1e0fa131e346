//! PATCH /workspaces/{id}/phone-numbers/{phone_id}

use axum::Json;
use axum::extract::State;
use domain::{AuditedChange, ChangedField, Phone};
use web::caller::{ActiveOwner, Named};
use web::field::{Among, Changed, GuardedNullable, Nullable};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::add::{SECRET_SET, sealed};
use crate::fields::{ChosenMissingSender, Label, PhoneNumber, SigningSecret, SilentAfter};
use crate::get;
use crate::view::PhoneView;

fields! {
    /// What changes. A field that is not mentioned stays.
    pub struct AmendPhone {
        phone_number: Changed<PhoneNumber>,
        label: Changed<Label>,
        /// `null`: 180, and 60 while orders wait.
        silent_after_minutes: Nullable<SilentAfter>,
        /// `null` takes the secret away: then calls need no signature.
        signing_secret: GuardedNullable<SigningSecret>,
        /// As when a phone is added.
        sender_missing: Changed<Among<ChosenMissingSender>>,
    }
}

impl AmendPhone {
    fn apply(&self, app: &App, before: &Phone) -> Result<Phone, Problem> {
        let secret = match &self.signing_secret {
            None => before.secret.clone(),
            Some(None) => None,
            Some(Some(secret)) => Some(sealed(app, (before.workspace, before.id), secret)?),
        };
        Ok(Phone {
            number: self.phone_number.clone().unwrap_or_else(|| before.number.clone()),
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
    body: Sent<AmendPhone>,
) -> Result<Json<PhoneView>, Problem> {
    let before = get::of(&app, owner.id(), &named).await;
    let change = body.finish()?;
    let mut before = before?;
    if change.signing_secret.is_some() {
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
