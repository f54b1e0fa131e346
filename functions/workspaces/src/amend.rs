//! PATCH /workspaces/{id}

use axum::Json;
use axum::extract::State;
use domain::{AuditedChange, Workspace};
use store::queue::INSURANCE_DELAY_S;
use store::tasks::Task;
use web::caller::Owner;
use web::field::{Changed, Name, Object};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::settings::AmendSettings;
use crate::view::WorkspaceView;

fields! {
    /// What changes. A field that is not mentioned stays.
    pub struct AmendWorkspace {
        name: Changed<Name>,
        /// A deactivated workspace takes no writes and no messages.
        is_active: Changed<bool>,
        settings: Changed<Object<AmendSettings>>,
    }
}

impl AmendWorkspace {
    fn apply(&self, before: &Workspace) -> Workspace {
        Workspace {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            is_active: self.is_active.unwrap_or(before.is_active),
            settings: self.settings.as_ref().map_or(before.settings, |change| change.apply(before.settings)),
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
    body: Sent<AmendWorkspace>,
) -> Result<Json<WorkspaceView>, Problem> {
    let change = body.finish()?;
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
