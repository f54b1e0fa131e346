//! DELETE /workspaces/{id}

use axum::extract::State;
use axum::http::StatusCode;
use domain::{FieldFault, Workspace, text};
use store::queue::INSURANCE_DELAY_S;
use store::tasks::Task;
use web::caller::OwnerSession;
use web::field::{Bad, Line, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

fields! {
    /// What proves that no other workspace is meant.
    pub struct DeleteWorkspace {
        /// The workspace's name, as it is.
        name: Required<Line<{ text::NAME }>> = "쇼핑몰 운영팀",
    }
}

fn must_be_meant(name: &str, workspace: &Workspace) -> Result<(), Bad> {
    let otherwise = || Bad::new(FieldFault::Invalid, "삭제할 워크스페이스의 이름과 같아야 합니다.");
    if name == workspace.name { Ok(()) } else { Err(otherwise()) }
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
    body: Sent<DeleteWorkspace>,
) -> Result<StatusCode, Problem> {
    let body = body.check_or::<Line<{ text::NAME }>>("name", |name| must_be_meant(&name, &owner.workspace));
    let name = body.finish()?.name;
    let erase = Task::Erase { workspace: owner.id(), round: 0 };
    // Before the commit: a workspace that is gone is erased also when this program dies right after.
    app.store().tasks.send(erase.clone(), INSURANCE_DELAY_S).await?;
    close(&app, &owner, &name).await?;
    if let Err(error) = app.store().tasks.send(erase, 0).await {
        tracing::warn!(workspace.id = owner.id().get(), %error, "the erasing begins half a minute later");
    }
    Ok(StatusCode::ACCEPTED)
}

/// Takes the workspace away, under its name and its owner as they are now.
async fn close(app: &App, owner: &OwnerSession, name: &str) -> Result<(), Problem> {
    for _ in 0..pairing::TRIES {
        let Some(workspace) = app.store().workspace(owner.id()).await? else { return Ok(()) };
        must_be_meant(name, &workspace).map_err(|bad| Problem::field("name", bad.code, bad.detail))?;
        if workspace.owner != owner.caller.user {
            return Err(Problem::of(Code::RoleInsufficient));
        }
        if app.store().close_workspace(&workspace).await? {
            return Ok(());
        }
    }
    Err(Problem::of(Code::Contended))
}
