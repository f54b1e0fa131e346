//! Who is calling, and what they may do. An extractor's type *is* the access rule: a handler that takes an
//! [`OrderWriter`] cannot be reached by anybody else.
//!
//! The order of refusals: 401 (no live token), 404 (no such workspace, the caller is no member of it, or the token does
//! not reach it), 403 (the role or the token's scopes do not suffice), 400 (the workspace is deactivated). So a
//! stranger learns nothing about any workspace.

use std::collections::HashMap;
use std::ops::Deref;

use axum::RequestPartsExt;
use axum::extract::{FromRequestParts, Path};
use axum::http::{header, request::Parts};
use domain::{
    Actor, AuditEntry, AuditedChange, ChangedField, ClosedSet, Grant, Role, Scope, Timestamp, Token, TokenKind, User,
    UserId, Workspace, WorkspaceId,
};
use store::tokens::Freshness;

use crate::token::{self, Bearer};
use crate::{App, Code, Problem, calls};

/// A person, by a live token.
#[derive(Clone, Debug)]
pub struct Caller {
    pub user: UserId,
    pub kind: TokenKind,
    pub jti: String,
    /// What the token may do, within what the person may.
    pub grant: Grant,
    /// Who history says it was.
    pub actor: Actor,
}

impl Caller {
    /// The caller's own item, where more than the id is needed: one read. 401 if it is gone.
    pub async fn person(&self, app: &App) -> Result<User, Problem> {
        app.store().user(self.user).await?.ok_or_else(|| Problem::of(Code::TokenInvalid))
    }

    /// Refuses a token that was not given this.
    pub fn must_have(&self, scope: Scope) -> Result<(), Problem> {
        match self.grant.allows(scope) {
            true => Ok(()),
            false => Err(Problem::of(Code::ScopeInsufficient).with("scope", scope.code())),
        }
    }
}

/// A person, by a live session: members, tokens and passwords are managed by people, not by API tokens.
#[derive(Clone, Debug)]
pub struct Session(pub Caller);

/// A person in a workspace.
#[derive(Clone, Debug)]
pub struct Membership {
    pub caller: Caller,
    pub workspace: Workspace,
    pub role: Role,
}

impl Membership {
    /// The workspace that the caller was proved to be in.
    pub fn id(&self) -> WorkspaceId {
        self.workspace.id
    }

    /// Who history says it was.
    pub fn actor(&self) -> Actor {
        self.caller.actor.clone()
    }

    /// The entry of the audit log for a change that the caller makes. `changed`: what is changed, and the id of it.
    pub fn entry(
        &self,
        changed: (AuditedChange, u64),
        fields: impl IntoIterator<Item = Option<ChangedField>>,
        now: Timestamp,
    ) -> AuditEntry {
        store::audit::entry(self.id(), self.actor(), changed, fields.into_iter().flatten().collect(), now)
    }

    /// Refuses an API token: what it must not touch if it is stolen.
    pub fn must_be_in_person(&self) -> Result<(), Problem> {
        match self.caller.kind {
            TokenKind::Session => Ok(()),
            TokenKind::Api => Err(Problem::of(Code::RoleInsufficient)),
        }
    }

    /// Refuses writes into a deactivated workspace.
    fn must_be_active(&self) -> Result<(), Problem> {
        if self.workspace.is_active { Ok(()) } else { Err(Problem::of(Code::WorkspaceInactive)) }
    }
}

macro_rules! membership {
    ($(#[$doc:meta])* $name:ident, $role:expr, $scope:expr, $seat:expr, active: $active:literal, session: $session:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(pub Membership);

        impl Deref for $name {
            type Target = Membership;
            fn deref(&self) -> &Membership {
                &self.0
            }
        }

        impl FromRequestParts<App> for $name {
            type Rejection = Problem;

            async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
                let membership = membership(parts, app, $seat).await?;
                if membership.role < $role || ($session && membership.caller.kind != TokenKind::Session) {
                    return Err(Problem::of(Code::RoleInsufficient));
                }
                membership.caller.must_have($scope)?;
                if $active {
                    membership.must_be_active()?;
                }
                Ok(Self(membership))
            }
        }
    };
}

membership!(
    /// May read the workspace. What it tells of the workspace may be a moment old.
    Reader, Role::Viewer, Scope::Read, Freshness::Lately, active: false, session: false
);
membership!(
    /// May read the workspace, and sees what was changed before the call.
    ReaderNow, Role::Viewer, Scope::Read, Freshness::Now, active: false, session: false
);
membership!(
    /// May place orders and change them.
    OrderWriter, Role::Member, Scope::Orders, Freshness::Now, active: true, session: false
);
membership!(
    /// May decide about deposits and messages: record, match, release, dismiss.
    DepositWriter, Role::Member, Scope::Deposits, Freshness::Now, active: true, session: false
);
membership!(
    /// May test what the owner set up: a phone, an endpoint.
    Maintainer, Role::Member, Scope::Manage, Freshness::Now, active: true, session: false
);
membership!(
    /// May change the workspace, also a deactivated one.
    Owner, Role::Owner, Scope::Manage, Freshness::Now, active: false, session: false
);
membership!(
    /// May change what decides whose money counts: accounts and phones.
    ActiveOwner, Role::Owner, Scope::Manage, Freshness::Now, active: true, session: false
);
membership!(
    /// The owner, in person: may manage members, and what a stolen token must not touch: keys, secrets, removal.
    ActiveOwnerSession, Role::Owner, Scope::Manage, Freshness::Now, active: true, session: true
);
membership!(
    /// The owner, in person, also of a deactivated workspace: may delete it.
    OwnerSession, Role::Owner, Scope::Manage, Freshness::Now, active: false, session: true
);
membership!(
    /// A member, in person: may leave the workspace.
    MemberSession, Role::Viewer, Scope::Read, Freshness::Now, active: false, session: true
);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match seated(app, parts, bearer(parts, app)?, None).await? {
            Seated::In(membership) => Ok(membership.caller),
            Seated::Nowhere(caller) => Ok(caller),
        }
    }
}

impl FromRequestParts<App> for Session {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, app).await?;
        match caller.kind {
            TokenKind::Session => Ok(Self(caller)),
            TokenKind::Api => Err(Problem::of(Code::RoleInsufficient)),
        }
    }
}

async fn membership(parts: &mut Parts, app: &App, seat: Freshness) -> Result<Membership, Problem> {
    let bearer = bearer(parts, app)?;
    let workspace = workspace_of(parts).await.flatten();
    match seated(app, parts, bearer, workspace.map(|workspace| (workspace, seat))).await? {
        Seated::In(membership) => Ok(*membership),
        Seated::Nowhere(_) => Err(Problem::of(Code::WorkspaceNotFound)),
    }
}

/// The workspace that the path names; within, `None` where that is no id.
pub(crate) async fn workspace_of(parts: &mut Parts) -> Option<Option<WorkspaceId>> {
    let Path(named) = parts.extract::<Path<HashMap<String, String>>>().await.ok()?;
    named.get("id").map(|id| WorkspaceId::parse(id))
}

/// Where a live caller stands.
pub(crate) enum Seated {
    In(Box<Membership>),
    /// In no workspace, or in none that was asked for.
    Nowhere(Caller),
}

/// The caller, and their seat in a workspace. One trip; the call is counted, the token's before the workspace's.
pub(crate) async fn seated(
    app: &App,
    parts: &Parts,
    bearer: Bearer,
    workspace: Option<(WorkspaceId, Freshness)>,
) -> Result<Seated, Problem> {
    let standing = app.store().standing(bearer.user, &bearer.jti, workspace).await?;
    let token = standing.token.clone();
    let caller = live(bearer, standing.token, app)?;
    calls::count_token(app, &parts.extensions, &caller).await?;
    if let Some(token) = token.filter(|token| token.is_use_news(app.now())) {
        note_use(app, &token).await;
    }
    Ok(match (standing.workspace, standing.role) {
        (Some(workspace), Some(role)) if caller.grant.reaches(workspace.id) => {
            calls::count_workspace(app, &parts.extensions, workspace.id).await?;
            Seated::In(Box::new(Membership { caller, workspace, role }))
        }
        (_, _) => Seated::Nowhere(caller),
    })
}

/// Once an hour and token. What cannot be noted is not worth a refusal.
async fn note_use(app: &App, token: &Token) {
    if let Err(error) = app.store().note_use(token, app.now()).await {
        tracing::warn!(%error, "a token's use could not be noted");
    }
}

/// The bearer token of the request: its text is as issued, and it has not expired.
pub(crate) fn bearer(parts: &Parts, app: &App) -> Result<Bearer, Problem> {
    let header = parts.headers.get(header::AUTHORIZATION).ok_or_else(|| Problem::of(Code::TokenMissing))?;
    let text = header.to_str().map_err(|_| Problem::of(Code::TokenInvalid))?;
    match text.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
            token::check(&app.keys, token.trim(), app.now())
        }
        Some(_) | None => Err(Problem::of(Code::TokenMissing)),
    }
}

/// The token is kept, is of that kind, and has not been revoked or outlived.
fn live(bearer: Bearer, token: Option<Token>, app: &App) -> Result<Caller, Problem> {
    let Some(token) = token else { return Err(Problem::of(Code::TokenInvalid)) };
    if token.kind != bearer.kind {
        return Err(Problem::of(Code::TokenInvalid));
    }
    if token.expires_at.is_some_and(|end| end <= app.now()) {
        return Err(Problem::of(Code::TokenExpired));
    }
    let actor = match token.kind {
        TokenKind::Session => Actor::User(token.user),
        TokenKind::Api => Actor::Token(token.user, token.number),
    };
    Ok(Caller { user: token.user, kind: bearer.kind, jti: bearer.jti, grant: token.grant, actor })
}

/// Where the request comes from: the address of the peer, as the gateway or the local server saw it. For limits only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source(pub String);

impl Source {
    /// A stranger's address, by which calls are limited. `None` for this machine itself, and when nobody knows.
    pub fn stranger(&self) -> Option<&str> {
        let here = self.0.parse::<std::net::IpAddr>().ok()?.to_canonical().is_loopback();
        (!here).then_some(self.0.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Source {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("unknown".to_owned())))
    }
}

/// A resource's id in the path, by its name there. `None` when it is no id: then there is no such resource.
pub struct Named(HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let named = parts.extract::<Path<HashMap<String, String>>>().await.map_err(|_| Problem::of(Code::NotFound))?;
        Ok(Self(named.0))
    }
}

impl Named {
    /// The id, or the 404 of its kind.
    pub fn id<I>(&self, name: &str, parse: impl Fn(&str) -> Option<I>, missing: Code) -> Result<I, Problem> {
        self.0.get(name).and_then(|text| parse(text)).ok_or_else(|| Problem::of(missing))
    }

    /// The text, as it stands in the path.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_nobody_knows_who_are_no_strangers() {
        for address in ["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.9"] {
            assert_eq!(Source(address.to_owned()).stranger(), Some(address));
        }
        for here in ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "unknown", ""] {
            assert_eq!(Source(here.to_owned()).stranger(), None, "{here}");
        }
    }

    #[test]
    fn a_name_in_the_path_is_read_as_it_stands_or_is_no_such_resource() {
        let named = Named(HashMap::from([("id".to_owned(), "7".to_owned()), ("key".to_owned(), "a b".to_owned())]));
        assert_eq!((named.text("key"), named.text("other")), ("a b", ""));
        assert_eq!(named.id("id", WorkspaceId::parse, Code::NotFound).ok(), WorkspaceId::new(7));
        for missing in ["key", "other"] {
            let refused = named.id(missing, WorkspaceId::parse, Code::OrderNotFound).err().map(|problem| problem.code);
            assert_eq!(refused, Some(Code::OrderNotFound), "{missing}");
        }
    }
}
