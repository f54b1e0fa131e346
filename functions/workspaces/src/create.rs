//! POST /workspaces

use axum::extract::State;
use axum::http::StatusCode;
use domain::workspace::WORKSPACES_MAX;
use domain::{AuditedChange, Member, Role, Scope, Settings, Timestamp, User, Workspace, WorkspaceId, WorkspaceMode};
use store::Sequence;
use web::answer::{Answer, IdempotencyContext};
use web::caller::Caller;
use web::field::{GuardedOptional, Name, Object, Optional, Required};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::settings::AmendSettings;
use crate::view::WorkspaceView;

fields! {
    /// A new workspace.
    pub struct CreateWorkspace {
        name: Required<Name> = "쇼핑몰 운영팀",
        /// `TEST`: for trying. No real message reaches it; it stays one for good.
        mode: Optional<words::WorkspaceMode>,
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
    let CreateWorkspace { name, mode, settings } = body.finish()?;
    let mode = mode.unwrap_or(WorkspaceMode::Live);
    let settings = settings.map_or_else(Settings::default, |change| change.apply(Settings::default()));
    let person = caller.person(&app).await?;
    for _ in 0..pairing::TRIES {
        let nth = app.store().next_id(Sequence::Owned(caller.user), Some).await?;
        if app.store().owned_by(caller.user).await? >= WORKSPACES_MAX {
            return Err(Problem::of(Code::TooManyWorkspaces));
        }
        let id = app.store().next_id(Sequence::Workspace(mode), |n| WorkspaceId::nth(mode, n)).await?;
        let (workspace, owner) = (workspace(&caller, id, &name, settings, app.now()), member(&person, id, app.now()));
        let answer = once.answer(&app, StatusCode::OK, WorkspaceView::of(&workspace, owner.role))?;
        let change = (AuditedChange::WorkspaceCreated, id.get());
        let audit = [store::audit::entry(id, caller.actor.clone(), change, Vec::new(), workspace.created_at)];
        if answer.store(&app).create_workspace(&workspace, &owner, nth, Vec::new(), &audit).await? {
            return Ok(answer);
        }
    }
    Err(Problem::of(Code::Contended))
}

fn workspace(caller: &Caller, id: WorkspaceId, name: &str, settings: Settings, now: Timestamp) -> Workspace {
    Workspace {
        id,
        name: name.to_owned(),
        owner: caller.user,
        is_active: true,
        settings,
        endpoints: 0,
        subscriptions: 0,
        watched_until: None,
        senders: Vec::new(),
        created_at: now,
        version: 1,
    }
}

fn member(person: &User, workspace: WorkspaceId, now: Timestamp) -> Member {
    Member {
        workspace,
        user: person.id,
        email: person.email.clone(),
        name: person.name.clone(),
        role: Role::Owner,
        joined_at: now,
    }
}
