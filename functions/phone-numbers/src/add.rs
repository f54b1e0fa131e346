//! POST /workspaces/{id}/phone-numbers

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::phone::{PHONES_MAX, PhoneKey};
use domain::{
    AuditEntry, AuditedChange, ChangedField, Intake, MissingSender, Phone, PhoneId, Pulse, Settings, Timestamp,
    Workspace, WorkspaceId,
};
use serde::Serialize;
use store::Sequence;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::ActiveOwner;
use web::field::{Among, GuardedOptional, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::fields::{ChosenMissingSender, Label, PhoneNumber, SigningSecret, SilentAfter};

use crate::key::{KeyView, NewKey};
use crate::view::PhoneView;

fields! {
    /// A new phone.
    pub struct AddPhone {
        /// Digits, hyphens, spaces, and a `+` in front.
        phone_number: Required<PhoneNumber> = "010-0000-0000",
        label: Optional<Label> = "계산대 휴대폰",
        /// After so many minutes without a message or a ping the phone reads as `SILENT`. `null` or left out: 180, and
        /// 60 while orders wait.
        silent_after_minutes: Optional<SilentAfter>,
        /// What the phone's app signs its calls with. Once set, a call without a valid signature is refused.
        signing_secret: GuardedOptional<SigningSecret>,
        /// What becomes of texts whose call tells no sender: `HELD` for a person (of a new phone, unless said
        /// otherwise), or `ALLOWED`: they pay by themselves, whoever sent them. The owner alone may set it.
        sender_missing: Optional<Among<ChosenMissingSender>>,
    }
}

/// A phone's secret, as it is kept: sealed for that phone alone.
pub(crate) fn sealed(app: &App, phone: (WorkspaceId, PhoneId), secret: &str) -> Result<Vec<u8>, Problem> {
    let context = store::phones::seal_context(phone.0, phone.1);
    app.keys.secrets().seal(&context, secret.as_bytes()).map_err(|error| Problem::internal(&error.to_string()))
}

/// A phone that was added, its key, and what its key did to the workspace.
#[derive(Serialize, ToSchema)]
pub struct AddedPhone {
    #[serde(flatten)]
    phone: PhoneView,
    #[serde(flatten)]
    key: KeyView,
    /// The workspace's intake from now on.
    #[schema(example = "KEYED")]
    intake: words::Intake,
    /// Whether this phone's key switched it from `OPEN` to `KEYED`: from now on only messages over its phones' URLs pay
    /// into this workspace. The owner can switch back: `PATCH /workspaces/{id}`.
    intake_switched: bool,
}

/// Adds a phone and makes the key of its URL, which is shown this once. The first key switches the workspace's intake
/// to `KEYED`.
#[utoipa::path(post, path = "/workspaces/{id}/phone-numbers", operation_id = "add_phone_number", tag = "phone-numbers", params(("id" = u64, Path)), request_body = AddPhone,
    responses((status = 201, body = AddedPhone), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn add(
    State(app): State<App>,
    owner: ActiveOwner,
    once: IdempotencyContext,
    headers: HeaderMap,
    body: Sent<AddPhone>,
) -> Result<Answer<AddedPhone>, Problem> {
    let (new, key, now) = (body.finish()?, NewKey::random()?, app.now());
    for _ in 0..pairing::TRIES {
        let id = app.store().next_id(Sequence::Phone(owner.id()), PhoneId::new).await?;
        let phone = phone(&app, &new, (owner.id(), id), &key, now)?;
        let phones = app.store().phones(owner.id(), None, PHONES_MAX).await?.rows;
        if phones.len() == PHONES_MAX {
            return Err(Problem::of(Code::TooManyPhones));
        }
        let workspace = app.store().workspace(owner.id()).await?.ok_or_else(|| Problem::of(Code::WorkspaceNotFound))?;
        let switched = (phones.is_empty() && workspace.settings.intake == Intake::Open).then(|| keyed(&workspace));
        let intake = switched.as_ref().unwrap_or(&workspace).settings.intake.into();
        let view = PhoneView::of(&phone, &Pulse::default(), false, now);
        let added = AddedPhone { phone: view, key: key.urls(&headers), intake, intake_switched: switched.is_some() };
        let answer = once.answer(&app, StatusCode::CREATED, added)?;
        let audit = entries(&owner, &phone, switched.as_ref().map(|after| (&workspace, after)), app.now());
        let store = answer.store(&app);
        let add = store.add_phone(&phone, switched.as_ref(), &audit);
        if app.pairing.audited(&workspace, &audit, add).await? {
            return Ok(answer);
        }
    }
    Err(Problem::of(Code::Contended))
}

fn phone(
    app: &App,
    new: &AddPhone,
    (workspace, id): (WorkspaceId, PhoneId),
    key: &NewKey,
    now: Timestamp,
) -> Result<Phone, Problem> {
    let secret = new.signing_secret.as_ref().map(|secret| sealed(app, (workspace, id), secret)).transpose()?;
    Ok(Phone {
        id,
        workspace,
        number: new.phone_number.clone(),
        label: new.label.clone().unwrap_or_default(),
        keys: vec![PhoneKey { hash: key.hash(), created_at: now, valid_until: None }],
        secret,
        silent_after_minutes: new.silent_after_minutes,
        sender_missing: new.sender_missing.unwrap_or(MissingSender::Held),
        created_at: now,
        version: 1,
    })
}

/// That the phone came, and that its key switched the intake: the workspace before and after.
fn entries(
    owner: &ActiveOwner,
    phone: &Phone,
    switched: Option<(&Workspace, &Workspace)>,
    now: Timestamp,
) -> Vec<AuditEntry> {
    let missing = ChangedField::told("sender_missing", None::<&str>, Some(<&str>::from(phone.sender_missing)));
    let secret = ChangedField::told("signing_secret", None::<&str>, phone.secret.as_ref().map(|_| SECRET_SET));
    let added = owner.entry((AuditedChange::PhoneAdded, phone.id.get()), [missing, secret], now);
    let switch = switched.map(|(before, after)| {
        let changes = before.changes(after).into_iter().map(Some);
        owner.entry((AuditedChange::SettingsChanged, before.id.get()), changes, now)
    });
    [added].into_iter().chain(switch).collect()
}

/// How the audit log tells that a phone has a signing secret.
pub(crate) const SECRET_SET: &str = "SET";

fn keyed(workspace: &Workspace) -> Workspace {
    Workspace {
        settings: Settings { intake: Intake::Keyed, ..workspace.settings },
        version: workspace.version + 1,
        ..workspace.clone()
    }
}
