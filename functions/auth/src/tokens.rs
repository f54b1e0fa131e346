//! GET and POST /auth/tokens, DELETE /auth/tokens/{token_id}

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::DAY_MS;
use domain::{
    AuditEntry, AuditedChange, ChangedField, ClosedSet, FieldFault, Grant, Scope, Timestamp, Token, TokenKind,
    WorkspaceId,
};
use serde::Serialize;
use store::Sequence;
use store::tokens::TOKENS_A_USER;
use utoipa::ToSchema;
use utoipa::openapi::schema::ArrayBuilder;
use web::answer::{Answer, IdempotencyContext};
use web::caller::{Caller, Named, Session};
use web::field::{Bad, Changed, Described, Field, GuardedNullable, GuardedOptional, Id, Name, Required, Value};
use web::form::Sent;
use web::page::{Paging, Query};
use web::{App, Code, Problem, fields, keys, token};

/// An API token, without its text.
#[derive(Serialize, ToSchema)]
pub struct TokenView {
    pub id: u64,
    pub name: String,
    /// What it may do, within what its user may. A token of before 2026-11-28 has all.
    pub scopes: Vec<words::Scope>,
    /// The only workspaces that it reaches; `null`: all of its user's.
    pub workspace_ids: Option<Vec<u64>>,
    pub created_at: String,
    /// `null`: until it is revoked.
    pub expires_at: Option<String>,
    /// When a request with it was last seen, to the hour. `null`: never.
    pub last_used_at: Option<String>,
}

impl TokenView {
    fn of(token: &Token) -> Self {
        Self {
            id: token.number,
            name: token.name.clone(),
            scopes: words::list(token.grant.scopes.iter().copied()),
            workspace_ids: Some(&token.grant.workspaces)
                .filter(|only| !only.is_empty())
                .map(|only| only.iter().map(|id| id.get()).collect()),
            created_at: token.created_at.rfc3339(),
            expires_at: token.expires_at.map(Timestamp::rfc3339),
            last_used_at: token.last_used_at.map(Timestamp::rfc3339),
        }
    }
}

/// A new API token. Its text is shown this once.
#[derive(Serialize, ToSchema)]
pub struct IssuedToken {
    #[serde(flatten)]
    pub about: TokenView,
    /// What stands behind `Authorization: Bearer`.
    pub token: String,
}

/// 128 random bits that name a token.
pub fn new_jti() -> Result<String, Problem> {
    keys::random::<16>().map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).map_err(|_| Problem::internal("no random bytes"))
}

async fn live_tokens(app: &App, caller: &Caller) -> Result<Vec<Token>, Problem> {
    let now = app.now();
    let mut tokens = app.store().tokens(caller.user).await?;
    tokens.retain(|token| token.kind == TokenKind::Api && token.expires_at.is_none_or(|end| end > now));
    tokens.sort_by_key(|token| std::cmp::Reverse(token.number));
    Ok(tokens)
}

/// The caller's live API tokens, newest first.
#[utoipa::path(get, path = "/auth/tokens", operation_id = "list_tokens", tag = "auth",
    params(Paging),
    responses((status = 200, body = [TokenView]), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn list(State(app): State<App>, Session(caller): Session, query: Query) -> Result<Response, Problem> {
    let page = query.page(&app, "tokens", 0)?;
    let mut tokens = live_tokens(&app, &caller).await?;
    tokens.retain(|token| page.before.is_none_or(|before| token.number < before));
    let more = tokens.len() > page.limit;
    tokens.truncate(page.limit);
    let next = tokens.last().map(|token| token.number).filter(|_| more);
    Ok(page.answer(&app, tokens.iter().map(TokenView::of).collect(), next))
}

fields! {
    /// A new API token.
    pub struct IssueToken {
        name: Required<Name> = "쇼핑몰 서버",
        /// RFC 3339, in the future. `null`: until it is revoked. Absent: a year from now.
        expires_at: GuardedNullable<Timestamp>,
        /// What it may do, within what its user may. Absent: everything, as the guide's calls need.
        scopes: Changed<Scopes>,
        /// The only workspaces that it reaches. Absent or `null`: all of its user's, those of tomorrow too.
        workspace_ids: GuardedOptional<WorkspaceIds>,
    }
}

/// Some of the scopes, at least one; in their order.
pub struct Scopes;

impl Field for Scopes {
    type Value = Vec<Scope>;

    fn read(value: &Value) -> Result<Vec<Scope>, Bad> {
        let given: Option<Vec<Scope>> =
            value.as_array().and_then(|all| all.iter().map(|one| one.as_str().and_then(Scope::parse)).collect());
        let wanted = given.filter(|wanted| !wanted.is_empty()).ok_or_else(|| {
            let words: Vec<_> = Scope::all().map(Scope::code).collect();
            Bad::new(FieldFault::Invalid, format!("{} 중 하나 이상의 배열이어야 합니다.", words.join(", ")))
        })?;
        Ok(Scope::all().filter(|scope| wanted.contains(scope)).collect())
    }

    fn schema() -> Described {
        let scopes = ArrayBuilder::new().items(<words::Scope as Field>::schema());
        scopes.min_items(Some(1)).max_items(Some(Scope::all().count())).into()
    }

    fn referred(schemas: &mut Vec<(String, Described)>) {
        <words::Scope as Field>::referred(schemas);
    }
}

/// Ids of some of a user's workspaces, each once.
pub struct WorkspaceIds;

impl Field for WorkspaceIds {
    type Value = Vec<WorkspaceId>;

    fn read(value: &Value) -> Result<Vec<WorkspaceId>, Bad> {
        let given: Option<BTreeSet<WorkspaceId>> =
            value.as_array().and_then(|all| all.iter().map(|one| one.as_u64().and_then(WorkspaceId::new)).collect());
        let most = Grant::WORKSPACES_MAX;
        let wanted = given.filter(|wanted| (1..=most).contains(&wanted.len()));
        let hint =
            || Bad::new(FieldFault::Invalid, format!("워크스페이스 id 1개 이상 {most}개 이하의 배열이어야 합니다."));
        wanted.map(|wanted| wanted.into_iter().collect()).ok_or_else(hint)
    }

    fn schema() -> Described {
        let ids = ArrayBuilder::new().items(Id::<WorkspaceId>::schema());
        ids.min_items(Some(1)).max_items(Some(Grant::WORKSPACES_MAX)).into()
    }
}

/// Each workspace that a token is limited to is one of its user's.
async fn must_be_member(app: &App, caller: &Caller, grant: &Grant) -> Result<(), Problem> {
    let own = app.store().workspaces_among(caller.user, &grant.workspaces).await?;
    if own.len() == grant.workspaces.len() {
        return Ok(());
    }
    let detail = "소속된 워크스페이스의 id여야 합니다. GET /workspaces에서 확인해 주세요.";
    Err(Problem::field("workspace_ids", FieldFault::NotFound, detail))
}

/// How long a token lives whose caller did not say, in milliseconds: a year.
const LIVES_FOR_MS: i64 = 365 * DAY_MS;

/// An entry for each workspace that the token reaches.
async fn entries(app: &App, caller: &Caller, change: AuditedChange, token: &Token) -> Result<Vec<AuditEntry>, Problem> {
    let reached: Vec<WorkspaceId> = match token.grant.workspaces.as_slice() {
        [] => {
            let newest = app.store().workspaces_of(caller.user, None, store::audit::ENTRIES_MAX).await?;
            newest.rows.iter().map(|(workspace, _)| workspace.id).collect()
        }
        limited => app.store().workspaces_among(caller.user, limited).await?,
    };
    let now = app.now();
    let scopes = token.grant.scopes.iter().map(|scope| scope.code()).collect::<Vec<_>>().join(",");
    let told = (change == AuditedChange::TokenIssued)
        .then(|| ChangedField::told("scopes", None::<String>, Some(scopes)))
        .flatten();
    let entry = |workspace: WorkspaceId| {
        let fields = told.clone().into_iter().collect();
        store::audit::entry(workspace, caller.actor.clone(), (change, token.number), fields, now)
    };
    Ok(reached.into_iter().map(entry).collect())
}

/// Ends all API tokens of the caller, each with its entry in the audit log.
pub async fn end_all(app: &App, caller: &Caller) -> Result<(), Problem> {
    for token in live_tokens(app, caller).await? {
        let audit = entries(app, caller, AuditedChange::TokenRevoked, &token).await?;
        app.store().revoke_token(caller.user, &token.jti, &audit).await?;
    }
    Ok(())
}

/// Issues an API token, which acts as its user within its scopes, but never manages members, tokens or passwords.
///
/// A field that is not known is a 400.
#[utoipa::path(post, path = "/auth/tokens", operation_id = "issue_token", tag = "auth", request_body = IssueToken,
    responses((status = 201, body = IssuedToken), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn issue(
    State(app): State<App>,
    Session(caller): Session,
    once: IdempotencyContext,
    body: Sent<IssueToken>,
) -> Result<Answer<IssuedToken>, Problem> {
    let now = app.now();
    let otherwise = Bad::new(FieldFault::OutOfRange, "앞으로의 시각이어야 합니다.");
    // What is misspelt would give more than was meant.
    let body = body.check::<Timestamp>("expires_at", |end| end > now, otherwise).and_no_other();
    let IssueToken { name, expires_at, scopes, workspace_ids } = body.finish()?;
    let expires_at = expires_at.unwrap_or(Some(now.plus_ms(LIVES_FOR_MS)));
    let scopes = scopes.unwrap_or_else(|| Grant::whole().scopes);
    let grant = Grant { scopes, workspaces: workspace_ids.unwrap_or_default() };
    must_be_member(&app, &caller, &grant).await?;
    if live_tokens(&app, &caller).await?.len() >= TOKENS_A_USER {
        return Err(Problem::of(Code::TooManyTokens));
    }
    let number = app.store().next_id(Sequence::Token, Some).await?;
    let new = Token {
        user: caller.user,
        jti: new_jti()?,
        kind: TokenKind::Api,
        number,
        name,
        grant,
        created_at: now,
        expires_at,
        last_used_at: None,
    };
    let issued = IssuedToken { about: TokenView::of(&new), token: token::sign(&app.keys, &new)? };
    let answer = once.answer(&app, StatusCode::CREATED, issued)?;
    let audit = entries(&app, &caller, AuditedChange::TokenIssued, &new).await?;
    answer.store(&app).issue(&new, &audit).await?;
    Ok(answer)
}

/// Revokes an API token: the very next request with it is refused.
#[utoipa::path(delete, path = "/auth/tokens/{token_id}", operation_id = "revoke_token", tag = "auth", params(("token_id" = u64, Path)),
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn revoke(State(app): State<App>, Session(caller): Session, named: Named) -> Result<StatusCode, Problem> {
    let number: u64 = named.id("token_id", |text| text.parse().ok(), Code::TokenNotFound)?;
    let token = live_tokens(&app, &caller).await?.into_iter().find(|token| token.number == number);
    let token = token.ok_or_else(|| Problem::of(Code::TokenNotFound))?;
    let audit = entries(&app, &caller, AuditedChange::TokenRevoked, &token).await?;
    app.store().revoke_token(caller.user, &token.jti, &audit).await?;
    Ok(StatusCode::NO_CONTENT)
}
