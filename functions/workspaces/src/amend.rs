//! PATCH /workspaces/{id}

use std::ops::RangeInclusive;

use axum::Json;
use axum::extract::State;
use domain::{AuditedChange, Intake, SenderPolicy, Settings, TiePolicy, Won, Workspace};
use serde::Deserialize;
use serde_json::Value;
use store::queue::INSURANCE_DELAY_S;
use store::tasks::Task;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input};
use web::caller::Owner;
use web::field::Name;
use web::{App, Code, Problem};

use crate::view::WorkspaceView;

/// What changes. A field that is not mentioned stays.
#[derive(Deserialize, ToSchema)]
pub struct AmendWorkspace {
    #[serde(default)]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 60)]
    name: Input,
    /// A deactivated workspace takes no writes and no messages.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    is_active: Input,
    #[serde(default)]
    #[schema(value_type = Option<AmendSettings>)]
    settings: Input,
}

/// Which settings change.
#[derive(Deserialize, Default, ToSchema)]
pub struct AmendSettings {
    #[serde(default)]
    #[schema(value_type = Option<words::TiePolicy>, example = "OLDEST")]
    tie_policy: Input,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 365)]
    match_window_days: Input,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 720)]
    early_deposit_hours: Input,
    #[serde(default)]
    #[schema(value_type = Option<words::SenderPolicy>, example = "KNOWN")]
    senders: Input,
    #[serde(default)]
    #[schema(value_type = Option<words::Intake>, example = "KEYED")]
    intake: Input,
    /// In KRW; `null` takes the limit away.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 1_000_000_000_000_u64)]
    auto_match_limit: Input,
    /// `null` keeps everything for good.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 30, maximum = 3650)]
    retention_days: Input,
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    strict_names: Input,
    /// Hours for which the money of a newly added account is held; 0: not at all.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 720)]
    account_lock_hours: Input,
}

struct Change {
    name: Option<String>,
    is_active: Option<bool>,
    settings: SettingsChange,
}

struct SettingsChange {
    tie_policy: Option<TiePolicy>,
    match_window_days: Option<u16>,
    early_deposit_hours: Option<u16>,
    senders: Option<SenderPolicy>,
    intake: Option<Intake>,
    auto_match_limit: Option<Option<Won>>,
    retention_days: Option<Option<u16>>,
    strict_names: Option<bool>,
    account_lock_hours: Option<u16>,
}

impl AmendWorkspace {
    fn parse(&self) -> Result<Change, Problem> {
        let mut fields = Fields::default();
        let name = fields.changed("name", &self.name, Fields::of::<Name>);
        let is_active = fields.changed("is_active", &self.is_active, Fields::of::<bool>);
        let settings = fields.changed("settings", &self.settings, |f, name, value| {
            let object =
                value.is_object().then(|| serde_json::from_value::<AmendSettings>(value.clone()).ok()).flatten();
            if object.is_none() {
                f.bad(name, "wrong_type", "객체여야 합니다.");
            }
            object
        });
        let settings = settings.flatten().unwrap_or_default().parse(&mut fields);
        let change = || Some(Change { name: name?, is_active: is_active?, settings: settings? });
        let change = change();
        fields.finish(change)
    }
}

impl AmendSettings {
    /// `None` when a setting is bad, which `fields` then tells.
    fn parse(&self, fields: &mut Fields) -> Option<SettingsChange> {
        let tie = fields.changed("settings.tie_policy", &self.tie_policy, Fields::of::<words::TiePolicy>);
        let window = fields.changed("settings.match_window_days", &self.match_window_days, |f, name, value| {
            days(f, name, value, 1..=Settings::WINDOW_MAX_DAYS)
        });
        let early = fields.changed("settings.early_deposit_hours", &self.early_deposit_hours, |f, name, value| {
            days(f, name, value, 0..=Settings::EARLY_MAX_HOURS)
        });
        let senders = fields.changed("settings.senders", &self.senders, Fields::of::<words::SenderPolicy>);
        let intake = fields.changed("settings.intake", &self.intake, Fields::of::<words::Intake>);
        let limit = fields.guarded_nullable("settings.auto_match_limit", &self.auto_match_limit, Fields::of::<Won>);
        let retention = fields.guarded_nullable("settings.retention_days", &self.retention_days, |f, name, value| {
            days(f, name, value, Settings::RETENTION_DAYS)
        });
        let lock = fields.changed("settings.account_lock_hours", &self.account_lock_hours, |f, name, value| {
            days(f, name, value, 0..=Settings::ACCOUNT_LOCK_MAX_HOURS)
        });
        let strict_names = fields.changed("settings.strict_names", &self.strict_names, Fields::of::<bool>);
        Some(SettingsChange {
            tie_policy: tie?,
            match_window_days: window?,
            early_deposit_hours: early?,
            senders: senders?,
            intake: intake?,
            auto_match_limit: limit?,
            retention_days: retention?,
            strict_names: strict_names?,
            account_lock_hours: lock?,
        })
    }
}

fn days(fields: &mut Fields, name: &str, value: &Value, range: RangeInclusive<u16>) -> Option<u16> {
    let days = fields.integer(name, value, u64::from(*range.start()), u64::from(*range.end()));
    days.and_then(|days| u16::try_from(days).ok())
}

impl Change {
    fn apply(&self, before: &Workspace) -> Workspace {
        let (change, settings) = (&self.settings, before.settings);
        Workspace {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            is_active: self.is_active.unwrap_or(before.is_active),
            settings: Settings {
                tie_policy: change.tie_policy.unwrap_or(settings.tie_policy),
                match_window_days: change.match_window_days.unwrap_or(settings.match_window_days),
                early_deposit_hours: change.early_deposit_hours.unwrap_or(settings.early_deposit_hours),
                senders: change.senders.unwrap_or(settings.senders),
                intake: change.intake.unwrap_or(settings.intake),
                auto_match_limit: change.auto_match_limit.unwrap_or(settings.auto_match_limit),
                retention_days: change.retention_days.unwrap_or(settings.retention_days),
                strict_names: change.strict_names.unwrap_or(settings.strict_names),
                account_lock_hours: change.account_lock_hours.unwrap_or(settings.account_lock_hours),
            },
            version: before.version + 1,
            ..before.clone()
        }
    }
}

/// Changes a workspace's name, settings, or whether it is active. A change of settings looks at every waiting deposit
/// again.
#[utoipa::path(patch, path = "/workspaces/{id}", operation_id = "amend_workspace", tag = "workspaces", params(("id" = u64, Path)), request_body = AmendWorkspace,
    responses((status = 200, body = WorkspaceView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    owner: Owner,
    Body(body): Body<AmendWorkspace>,
) -> Result<Json<WorkspaceView>, Problem> {
    let change = body.parse()?;
    for _ in 0..pairing::TRIES {
        let before = app.store().workspace(owner.id()).await?.ok_or_else(|| Problem::of(Code::WorkspaceNotFound))?;
        let after = change.apply(&before);
        if !before.is_active && !after.is_active {
            return Err(Problem::of(Code::WorkspaceInactive));
        }
        if (Workspace { version: before.version, ..after.clone() }) == before {
            return Ok(Json(WorkspaceView::of(&before, owner.role)));
        }
        let revisits = after.is_active && (after.settings != before.settings || !before.is_active);
        let revisit = Task::Revisit { workspace: owner.id(), after: 0 };
        if revisits {
            app.store().tasks.send(revisit.clone(), INSURANCE_DELAY_S).await?;
        }
        let (store, now) = (app.store(), app.now());
        let changes = before.changes(&after).into_iter().map(Some);
        let audit = [owner.entry((AuditedChange::SettingsChanged, before.id.get()), changes, now)];
        let written = match after.settings.retention_days == before.settings.retention_days {
            true => app.pairing.audited(&before, &audit, store.write_workspace(&after, &audit)).await?,
            false => {
                let write = store.write_retention_setting(&after, now, &audit);
                app.pairing.audited(&before, &audit, write).await?
            }
        };
        if written {
            if revisits {
                app.store().tasks.send(revisit, 0).await?;
            }
            return Ok(Json(WorkspaceView::of(&after, owner.role)));
        }
    }
    Err(Problem::of(Code::Contended))
}
