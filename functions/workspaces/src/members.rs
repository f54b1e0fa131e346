//! GET /workspaces/{id}/members, PATCH and DELETE /workspaces/{id}/members/{user_id}

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{AuditedChange, ChangedField, ClosedSet, Member, Role, UserId};
use web::caller::{ActiveOwnerSession, MemberSession, Named, Reader};
use web::field::Required;
use web::form::Sent;
use web::page::{Paging, Query};
use web::{App, Code, Problem, fields};

use crate::view::MemberView;

/// The members, newest user first.
#[utoipa::path(get, path = "/workspaces/{id}/members", operation_id = "list_members", tag = "members",
    params(("id" = u64, Path), Paging),
    responses((status = 200, body = [MemberView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, reader: Reader, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "members", reader.id().get())?;
    let found = app.store().members(reader.id(), page.before, page.limit).await?;
    Ok(page.answer(&app, found.rows.iter().map(MemberView::of).collect(), found.next))
}

fields! {
    /// What changes.
    pub struct AmendMember {
        /// `MEMBER` or `VIEWER`; `OWNER` hands the workspace over and makes the caller a `MEMBER`.
        role: Required<words::Role>,
    }
}

/// Gives a member another role, or hands the workspace over.
#[utoipa::path(patch, path = "/workspaces/{id}/members/{user_id}", operation_id = "amend_member", tag = "members", params(("id" = u64, Path), ("user_id" = u64, Path)), request_body = AmendMember,
    responses((status = 200, body = MemberView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn amend(
    State(app): State<App>,
    manager: ActiveOwnerSession,
    named: Named,
    body: Sent<AmendMember>,
) -> Result<Json<MemberView>, Problem> {
    let user = named.id("user_id", UserId::parse, Code::MemberNotFound)?;
    let role = body.finish()?.role;
    let member = app.store().member(manager.id(), user).await?.ok_or_else(|| Problem::of(Code::MemberNotFound))?;
    let now = app.now();
    let change = |change, field| [manager.entry((change, user.get()), [field], now)];
    let to_role = change(
        AuditedChange::MemberRoleChanged,
        ChangedField::told("role", Some(member.role.code()), Some(role.code())),
    );
    let to_owner =
        change(AuditedChange::OwnerChanged, ChangedField::told("owner_id", Some(manager.workspace.owner), Some(user)));
    let done = match (member.role, role) {
        (was, now) if was == now => true,
        (Role::Owner, Role::Viewer | Role::Member | Role::Owner) => return Err(Problem::of(Code::OwnerStays)),
        (Role::Viewer | Role::Member, Role::Owner) => {
            app.store().hand_over(&manager.workspace, &member, &to_owner).await?
        }
        (Role::Viewer | Role::Member, Role::Viewer | Role::Member) => {
            app.store().set_role(&member, role, &to_role).await?
        }
    };
    if done { Ok(Json(MemberView::of(&Member { role, ..member }))) } else { Err(Problem::of(Code::Contended)) }
}

/// Takes a member out; the owner any but themselves, everybody themselves. It ends at their very next request.
#[utoipa::path(delete, path = "/workspaces/{id}/members/{user_id}", operation_id = "remove_member", tag = "members", params(("id" = u64, Path), ("user_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn remove(State(app): State<App>, present: MemberSession, named: Named) -> Result<StatusCode, Problem> {
    let user = named.id("user_id", UserId::parse, Code::MemberNotFound)?;
    if present.role != Role::Owner && user != present.caller.user {
        return Err(Problem::of(Code::RoleInsufficient));
    }
    let member = app.store().member(present.id(), user).await?.ok_or_else(|| Problem::of(Code::MemberNotFound))?;
    if member.role == Role::Owner {
        return Err(Problem::of(Code::OwnerStays));
    }
    let audit = [present.entry((AuditedChange::MemberRemoved, user.get()), [], app.now())];
    if !app.store().remove_member(present.id(), user, &audit).await? {
        return Err(Problem::of(Code::MemberNotFound));
    }
    // One that is left over is told nothing all the same: the notifier looks for the member.
    for browser in app.store().endpoints(present.id()).await?.iter().filter(|it| it.member == Some(user)) {
        app.store().forget_browser(browser).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
