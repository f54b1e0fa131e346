//! DELETE /workspaces/{id}

use axum::extract::State;
use axum::http::StatusCode;
use domain::{Workspace, text};
use serde::Deserialize;
use store::queue::INSURANCE_DELAY_S;
use store::tasks::Task;
use utoipa::ToSchema;
use web::body::{Body, Fields, Input, line};
use web::caller::OwnerSession;
use web::{App, Code, Problem};

/// What proves that no other workspace is meant.
#[derive(Deserialize, ToSchema)]
pub struct DeleteWorkspace {
    /// The workspace's name, as it is.
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "쇼핑몰 운영팀")]
    name: Input,
}

impl DeleteWorkspace {
    fn confirm(&self, workspace: &Workspace) -> Result<(), Problem> {
        let mut fields = Fields::default();
        let name = fields.required("name", &self.name, |f, name, value| f.text(name, value, line(text::NAME)));
        let same = name.filter(|name| *name == workspace.name);
        if same.is_none() && !fields.has_bad() {
            fields.bad("name", "invalid", "삭제할 워크스페이스의 이름과 같아야 합니다.");
        }
        fields.finish(same).map(drop)
    }
}

/// Deletes a workspace: for good, and for everybody. Its owner only, in person.
///
/// From this answer on it is a 404 and takes no message. Its accounts, orders, deposits, messages and members are
/// deleted step by step in the minutes after.
#[utoipa::path(delete, path = "/workspaces/{id}", operation_id = "delete_workspace", tag = "workspaces", params(("id" = u64, Path)), request_body = DeleteWorkspace,
    responses((status = 202), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn delete(
    State(app): State<App>,
    owner: OwnerSession,
    Body(body): Body<DeleteWorkspace>,
) -> Result<StatusCode, Problem> {
    body.confirm(&owner.workspace)?;
    let erase = Task::Erase { workspace: owner.id(), round: 0 };
    // Before the commit: a workspace that is gone is erased also when this program dies right after.
    app.store().tasks.send(erase.clone(), INSURANCE_DELAY_S).await?;
    close(&app, &owner, &body).await?;
    if let Err(error) = app.store().tasks.send(erase, 0).await {
        tracing::warn!(workspace.id = owner.id().get(), %error, "the erasing begins half a minute later");
    }
    Ok(StatusCode::ACCEPTED)
}

/// Takes the workspace away, under its name and its owner as they are now.
async fn close(app: &App, owner: &OwnerSession, body: &DeleteWorkspace) -> Result<(), Problem> {
    for _ in 0..pairing::TRIES {
        let Some(workspace) = app.store().workspace(owner.id()).await? else { return Ok(()) };
        body.confirm(&workspace)?;
        if workspace.owner != owner.caller.user.id {
            return Err(Problem::of(Code::RoleInsufficient));
        }
        if app.store().close_workspace(&workspace).await? {
            return Ok(());
        }
    }
    Err(Problem::of(Code::Contended))
}
