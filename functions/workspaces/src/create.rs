//! POST /workspaces

use axum::extract::State;
use axum::http::StatusCode;
use domain::{AuditedChange, Member, Role, Scope, Settings, Workspace, WorkspaceId};
use serde::Deserialize;
use store::Sequence;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::body::{Body, Fields, Input};
use web::caller::Caller;
use web::field::Name;
use web::{App, Code, Problem};

use crate::settings::AmendSettings;
use crate::view::WorkspaceView;

/// A new workspace.
#[derive(Deserialize, ToSchema)]
pub struct CreateWorkspace {
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60, example = "쇼핑몰 운영팀")]
    name: Input,
    /// What is otherwise than by default.
    #[serde(default)]
    #[schema(value_type = Option<AmendSettings>)]
    settings: Input,
}

impl CreateWorkspace {
    fn parse(&self) -> Result<(String, Settings), Problem> {
        let mut fields = Fields::default();
        let name = fields.required("name", &self.name, Fields::of::<Name>);
        let settings = fields.guarded_optional("settings", &self.settings, AmendSettings::object);
        let settings = settings.flatten().unwrap_or_default().parse(&mut fields);
        let both = || Some((name?, settings?.apply(Settings::default())));
        let both = both();
        fields.finish(both)
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
    Body(body): Body<CreateWorkspace>,
) -> Result<Answer<WorkspaceView>, Problem> {
    caller.must_have(Scope::Manage)?;
    // It would not reach what it made.
    if !caller.grant.workspaces.is_empty() {
        return Err(Problem::of(Code::ScopeInsufficient));
    }
    let (name, settings) = body.parse()?;
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
