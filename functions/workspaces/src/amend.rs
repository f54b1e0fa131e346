//! PATCH /workspaces/{id}

use axum::Json;
use axum::extract::State;
use domain::{Settings, TiePolicy, Workspace, text};
use serde::Deserialize;
use store::queue::{INSURANCE_DELAY_S, Task};
use utoipa::ToSchema;
use web::body::{Body, Fields, Input, line};
use web::caller::Owner;
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
    /// `HOLD` or `OLDEST`.
    #[serde(default)]
    #[schema(value_type = Option<String>, pattern = "^(HOLD|OLDEST)$", example = "OLDEST")]
    tie_policy: Input,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 365)]
    match_window_days: Input,
}

struct Change {
    name: Option<String>,
    is_active: Option<bool>,
    tie_policy: Option<TiePolicy>,
    match_window_days: Option<u16>,
}

impl AmendWorkspace {
    fn parse(&self) -> Result<Change, Problem> {
        let mut fields = Fields::default();
        let name = fields.changed("name", &self.name, |f, name, value| f.text(name, value, line(text::NAME)));
        let is_active = fields.changed("is_active", &self.is_active, Fields::boolean);
        let settings = fields.changed("settings", &self.settings, |f, name, value| {
            let object =
                value.is_object().then(|| serde_json::from_value::<AmendSettings>(value.clone()).ok()).flatten();
            if object.is_none() {
                f.bad(name, "wrong_type", "객체여야 합니다.");
            }
            object
        });
        let settings = settings.flatten().unwrap_or_default();
        let tie = fields.changed("settings.tie_policy", &settings.tie_policy, |f, name, value| {
            f.word(name, value, TiePolicy::parse, "HOLD, OLDEST")
        });
        let days = fields.changed("settings.match_window_days", &settings.match_window_days, |f, name, value| {
            f.integer(name, value, 1, u64::from(Settings::WINDOW_MAX_DAYS)).and_then(|days| u16::try_from(days).ok())
        });
        let change = || Some(Change { name: name?, is_active: is_active?, tie_policy: tie?, match_window_days: days? });
        let change = change();
        fields.finish(change)
    }
}

impl Change {
    fn apply(&self, before: &Workspace) -> Workspace {
        Workspace {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            is_active: self.is_active.unwrap_or(before.is_active),
            settings: Settings {
                tie_policy: self.tie_policy.unwrap_or(before.settings.tie_policy),
                match_window_days: self.match_window_days.unwrap_or(before.settings.match_window_days),
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
            return Ok(Json(WorkspaceView::of(&before)));
        }
        let revisits = after.is_active && (after.settings != before.settings || !before.is_active);
        let revisit = Task::Revisit { workspace_id: owner.id().get(), after: 0 };
        if revisits {
            app.store().send(revisit.clone(), INSURANCE_DELAY_S).await?;
        }
        if app.store().write_workspace(&after).await? {
            if revisits {
                app.store().send(revisit, 0).await?;
            }
            return Ok(Json(WorkspaceView::of(&after)));
        }
    }
    Err(Problem::of(Code::Contended))
}
