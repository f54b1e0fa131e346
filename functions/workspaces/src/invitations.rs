//! POST /workspaces/{id}/invitations and POST /invitations/accept
//!
//! Invariant: nothing here tells whether an e-mail address has an account. An invitation is a code that its inviter
//! hands on; it works once, for seven days, for a user of that address.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::DAY_MS;
use domain::{Email, Invitation, Member, Role, text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::body::{Body, Fields, Input, line};
use web::caller::{Manager, Session};
use web::keys::{random, sha256};
use web::{App, Code, Problem};

use crate::view::MemberView;

/// How long an invitation works, in milliseconds.
const WORKS_FOR_MS: i64 = 7 * DAY_MS;

/// Whom to invite.
#[derive(Deserialize, ToSchema)]
pub struct Invite {
    #[serde(default)]
    #[schema(required = true, value_type = String, max_length = 254, example = "staff@example.com")]
    email: Input,
    /// `MEMBER` or `VIEWER`.
    #[serde(default)]
    #[schema(required = true, value_type = String, pattern = "^(MEMBER|VIEWER)$", example = "MEMBER")]
    role: Input,
}

/// An invitation. The code is shown this once.
#[derive(Serialize, ToSchema)]
pub struct InvitationView {
    pub code: String,
    pub email: String,
    pub role: &'static str,
    pub expires_at: String,
}

/// Makes an invitation, whose code the inviter hands on.
#[utoipa::path(post, path = "/workspaces/{id}/invitations", operation_id = "invite_member", tag = "members", params(("id" = u64, Path)), request_body = Invite,
    responses((status = 201, body = InvitationView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn invite(
    State(app): State<App>,
    manager: Manager,
    Body(body): Body<Invite>,
) -> Result<(StatusCode, Json<InvitationView>), Problem> {
    let mut fields = Fields::default();
    let email =
        fields.required("email", &body.email, |f, name, value| f.word(name, value, Email::parse, "올바른 이메일 주소"));
    let below_owner = |code: &str| Role::parse(code).filter(|role| *role != Role::Owner);
    let role = fields.required("role", &body.role, |f, name, value| f.word(name, value, below_owner, "MEMBER, VIEWER"));
    let (email, role) = fields.finish(email.zip(role))?;
    let code = URL_SAFE_NO_PAD.encode(random::<20>().map_err(|_| Problem::internal("no random bytes"))?);
    let expires_at = app.now().plus_ms(WORKS_FOR_MS);
    let invitation = Invitation {
        code_hash: sha256(code.as_bytes()).to_vec(),
        workspace: manager.id(),
        email,
        role,
        invited_by: manager.caller.user.id,
        expires_at,
    };
    app.store().invite(&invitation).await?;
    let email = invitation.email.as_str().to_owned();
    Ok((StatusCode::CREATED, Json(InvitationView { code, email, role: role.code(), expires_at: expires_at.rfc3339() })))
}

/// A code.
#[derive(Deserialize, ToSchema)]
pub struct AcceptInvitation {
    #[serde(default)]
    #[schema(required = true, value_type = String, min_length = 1, max_length = 60)]
    code: Input,
}

/// Accepts an invitation: the caller becomes a member.
#[utoipa::path(post, path = "/invitations/accept", operation_id = "accept_invitation", tag = "members", request_body = AcceptInvitation,
    responses((status = 200, body = MemberView), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn accept(
    State(app): State<App>,
    Session(caller): Session,
    Body(body): Body<AcceptInvitation>,
) -> Result<Json<MemberView>, Problem> {
    let mut fields = Fields::default();
    let code = fields.required("code", &body.code, |f, name, value| f.text(name, value, line(text::NAME)));
    let code = fields.finish(code)?;
    let now = app.now();
    let found = app.store().invitation(&sha256(code.as_bytes())).await?;
    let good = |invitation: &Invitation| invitation.expires_at > now && invitation.email == caller.user.email;
    let invitation = found.filter(good).ok_or_else(|| Problem::of(Code::InvitationInvalid))?;
    // A workspace that was deleted meanwhile takes nobody.
    if app.store().workspace(invitation.workspace).await?.is_none() {
        return Err(Problem::of(Code::InvitationInvalid));
    }
    let user = caller.user;
    let member = Member {
        workspace: invitation.workspace,
        user: user.id,
        email: user.email,
        name: user.name,
        role: invitation.role,
        joined_at: now,
    };
    if app.store().accept(&invitation, &member).await? {
        return Ok(Json(MemberView::of(&member)));
    }
    match app.store().member(member.workspace, member.user).await? {
        Some(_) => Err(Problem::of(Code::AlreadyMember)),
        None => Err(Problem::of(Code::InvitationInvalid)),
    }
}
