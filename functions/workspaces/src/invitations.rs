//! GET and POST /workspaces/{id}/invitations, DELETE /workspaces/{id}/invitations/{invitation_id}, and POST
//! /invitations/accept
//!
//! Invariant: nothing here tells whether an e-mail address has an account. An invitation is a code that its inviter
//! hands on, and that is mailed where mail is sent; it works once, for seven days, for a user of that address.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::user::INVITATION_WORKS_MS;
use domain::{AuditedChange, ChangedField, ClosedSet, Email, Invitation, InvitationId, Language, Member, Role, text};
use serde::Serialize;
use store::Sequence;
use store::events::EventTask;
use store::mail::{Mail, MailTask, sealed_for};
use store::queue::INSURANCE_DELAY_S;
use utoipa::ToSchema;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{ActiveOwnerSession, Named, OwnerSession, Session};
use web::field::{Among, Choices, Line, Optional, Required};
use web::form::Sent;
use web::keys::{random, sha256};
use web::page::{Paging, Query};
use web::{App, Code, Problem, fields};

use crate::view::MemberView;

fields! {
    /// Whom to invite.
    pub struct Invite {
        email: Required<Email> = "staff@example.com",
        /// What the invited person may do. `MEMBER` unless said otherwise.
        role: Optional<Among<InvitableRole>>,
        /// The language of the mail; `ko` unless said otherwise.
        language: Optional<words::Language>,
    }
}

/// A role that somebody can be invited to. There is one owner; a workspace is handed over to a member.
pub struct InvitableRole;

impl Choices for InvitableRole {
    type Of = Role;

    fn all() -> impl Iterator<Item = Role> {
        Role::all().filter(|role| *role != Role::Owner)
    }
}

/// An invitation, without its code.
#[derive(Serialize, ToSchema)]
pub struct InvitationView {
    pub id: u64,
    pub email: String,
    pub role: words::Role,
    pub created_at: String,
    pub expires_at: String,
}

impl InvitationView {
    fn of(invitation: &Invitation) -> Self {
        Self {
            id: invitation.id.map_or(0, InvitationId::get),
            email: invitation.email.as_str().to_owned(),
            role: invitation.role.into(),
            created_at: invitation.created_at().rfc3339(),
            expires_at: invitation.expires_at.rfc3339(),
        }
    }
}

/// A new invitation. Its code is shown this once.
#[derive(Serialize, ToSchema)]
pub struct NewInvitation {
    #[serde(flatten)]
    pub about: InvitationView,
    /// What the invited person hands in.
    pub code: String,
}

/// The invitations that nobody used yet, newest first.
#[utoipa::path(get, path = "/workspaces/{id}/invitations", operation_id = "list_invitations", tag = "members",
    params(("id" = u64, Path), Paging),
    responses((status = 200, body = [InvitationView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, owner: OwnerSession, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "invitations", owner.id().get())?;
    let found = app.store().invitations(owner.id(), page.before, page.limit, app.now()).await?;
    Ok(page.answer(&app, found.rows.iter().map(InvitationView::of).collect(), found.next))
}

/// Takes an invitation back: its code is worth nothing from then on.
#[utoipa::path(delete, path = "/workspaces/{id}/invitations/{invitation_id}", operation_id = "withdraw_invitation", tag = "members", params(("id" = u64, Path), ("invitation_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn withdraw(
    State(app): State<App>,
    manager: ActiveOwnerSession,
    named: Named,
) -> Result<StatusCode, Problem> {
    let invitation = named.id("invitation_id", InvitationId::parse, Code::InvitationNotFound)?;
    let audit = [manager.entry((AuditedChange::InvitationWithdrawn, invitation.get()), [], app.now())];
    match app.store().withdraw(manager.id(), invitation, &audit).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::of(Code::InvitationNotFound)),
    }
}

/// Makes an invitation, whose code the inviter hands on. Where the server sends mail, it is also mailed, a minute later
/// at most.
#[utoipa::path(post, path = "/workspaces/{id}/invitations", operation_id = "invite_member", tag = "members", params(("id" = u64, Path)), request_body = Invite,
    responses((status = 201, body = NewInvitation), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn invite(
    State(app): State<App>,
    manager: ActiveOwnerSession,
    once: IdempotencyContext,
    body: Sent<Invite>,
) -> Result<Answer<NewInvitation>, Problem> {
    let Invite { email, role, language } = body.finish()?;
    let role = role.unwrap_or(Role::Member);
    let code = URL_SAFE_NO_PAD.encode(random::<20>().map_err(|_| Problem::internal("no random bytes"))?);
    let now = app.now();
    let expires_at = now.plus_ms(INVITATION_WORKS_MS);
    let sequence = Sequence::Invitation(manager.id());
    let id = app.store().next_id(sequence, InvitationId::new).await?;
    let invitation = Invitation {
        id: Some(id),
        code_hash: sha256(code.as_bytes()).to_vec(),
        workspace: manager.id(),
        email,
        role,
        invited_by: manager.caller.user,
        expires_at,
    };
    let new = NewInvitation { about: InvitationView::of(&invitation), code: code.clone() };
    let answer = once.answer(&app, StatusCode::CREATED, new)?;
    mail(&app, &invitation, &code, language.unwrap_or(Language::Ko)).await?;
    let given = ChangedField::told("role", None::<&str>, Some(role.code()));
    let audit = [manager.entry((AuditedChange::MemberInvited, id.get()), [given], now)];
    answer.store(&app).invite(&invitation, &audit).await?;
    Ok(answer)
}

/// Has an invitation mailed. Before its commit, to be looked at when it is surely done: so the mail is asked for once,
/// whatever dies, and never of what was not committed.
async fn mail(app: &App, invitation: &Invitation, code: &str, language: Language) -> Result<(), Problem> {
    let Some(id) = invitation.id.filter(|_| app.policy.mail) else { return Ok(()) };
    let sealed = app.keys.secrets().seal(&sealed_for(invitation.workspace, id), code.as_bytes());
    let code = sealed.map_err(|_| Problem::internal("the code of an invitation cannot be sealed"))?;
    let mail = Mail::Invitation { workspace: invitation.workspace, invitation: id, code };
    let task = MailTask::new(mail, language, app.now());
    Ok(app.store().events.send(EventTask::Mail(task), INSURANCE_DELAY_S).await?)
}

fields! {
    /// A code.
    pub struct AcceptInvitation {
        code: Required<Line<{ text::NAME }>>,
    }
}

/// Accepts an invitation: the caller becomes a member.
#[utoipa::path(post, path = "/invitations/accept", operation_id = "accept_invitation", tag = "members", request_body = AcceptInvitation,
    responses((status = 200, body = MemberView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn accept(
    State(app): State<App>,
    Session(caller): Session,
    once: IdempotencyContext,
    body: Sent<AcceptInvitation>,
) -> Result<Answer<MemberView>, Problem> {
    let code = body.finish()?.code;
    let now = app.now();
    let user = caller.person(&app).await?;
    let found = app.store().invitation(&sha256(code.as_bytes())).await?;
    let good = |invitation: &Invitation| invitation.expires_at > now && invitation.email == user.email;
    let invitation = found.filter(good).ok_or_else(|| Problem::of(Code::InvitationInvalid))?;
    // A workspace that was deleted meanwhile takes nobody.
    if app.store().workspace(invitation.workspace).await?.is_none() {
        return Err(Problem::of(Code::InvitationInvalid));
    }
    let member = Member {
        workspace: invitation.workspace,
        user: user.id,
        email: user.email,
        name: user.name,
        role: invitation.role,
        joined_at: now,
    };
    let answer = once.answer(&app, StatusCode::OK, MemberView::of(&member))?;
    let role = ChangedField::told("role", None::<&str>, Some(member.role.code())).into_iter().collect();
    let change = (AuditedChange::MemberJoined, member.user.get());
    let audit = [store::audit::entry(member.workspace, caller.actor, change, role, now)];
    if answer.store(&app).accept(&invitation, &member, &audit).await? {
        return Ok(answer);
    }
    match app.store().member(member.workspace, member.user).await? {
        Some(_) => Err(Problem::of(Code::AlreadyMember)),
        None => Err(Problem::of(Code::InvitationInvalid)),
    }
}
