//! POST /workspaces

use axum::extract::State;
use axum::http::StatusCode;
use domain::{AuditedChange, Member, Role, Scope, Settings, Workspace, WorkspaceId};
use store::Sequence;
use web::answer::{Answer, IdempotencyContext};
use web::caller::Caller;
use web::field::{GuardedOptional, Name, Object, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::settings::AmendSettings;
use crate::view::WorkspaceView;

fields! {
    /// A new workspace.
    pub struct CreateWorkspace {
        name: Required<Name> = "쇼핑몰 운영팀",
        /// What is otherwise than by default.
        settings: GuardedOptional<Object<AmendSettings>>,
    }
}

/// Creates a workspace; the caller owns it.
///
/// Without `settings` it forgets raw messages and customers' fields after 400 days.
#[utoipa::path(post, path = "/workspaces", operation_id = "create_workspace", tag = "workspaces", request_body = CreateWorkspace,
    responses((status = 200, body = WorkspaceView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    caller: Caller,
    once: IdempotencyContext,
    body: Sent<CreateWorkspace>,
) -> Result<Answer<WorkspaceView>, Problem> {
    caller.must_have(Scope::Manage)?;
    // It would not reach what it made.
    if !caller.grant.workspaces.is_empty() {
        return Err(Problem::of(Code::ScopeInsufficient));
    }
    let CreateWorkspace { name, settings } = body.finish()?;
    let settings = settings.map_or_else(Settings::default, |change| change.apply(Settings::default()));
    let (id, now) = (app.store().next_id(Sequence::Workspace, WorkspaceId::new).await?, app.now());
    let workspace = Workspace {
        id,
        name,
        owner: caller.user.id,
        is_active: true,
        settings,
        endpoints: 0,
        senders: Vec::new(),
        created_at: now,
        version: 1,
    };
    let owner = Member {
        workspace: id,
        user: caller.user.id,
        email: caller.user.email,
        name: caller.user.name,
        role: Role::Owner,
        joined_at: now,
    };
    let answer = once.answer(&app, StatusCode::OK, WorkspaceView::of(&workspace, owner.role))?;
    let change = (AuditedChange::WorkspaceCreated, id.get());
    let audit = [store::audit::entry(id, caller.actor, change, Vec::new(), now)];
    answer.store(&app).create_workspace(&workspace, &owner, &audit).await?;
    Ok(answer)
}
