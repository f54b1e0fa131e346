//! Users, their sessions and API tokens, memberships and invitations.

use crate::time::{DAY_MS, MINUTE_MS};
use crate::{Email, Grant, InvitationId, Role, Timestamp, UserId, WorkspaceId};
use strum::{EnumIter, IntoStaticStr};

/// A person who logs in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    pub id: UserId,
    pub email: Email,
    pub name: String,
    /// Argon2id, in PHC string form.
    pub password_hash: String,
    pub created_at: Timestamp,
}

/// The two kinds of bearer token.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum TokenKind {
    /// From login: twelve hours.
    Session,
    /// Named, for programs: until its expiry or revocation. Never manages members, tokens or passwords.
    Api,
}

/// A token as it is kept: never its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub user: UserId,
    /// Random; the `jti` claim.
    pub jti: String,
    pub kind: TokenKind,
    /// The number by which an API token is listed and revoked. 0 for a session.
    pub number: u64,
    /// What its owner calls it. Empty for a session.
    pub name: String,
    /// What it may do; everything for a session.
    pub grant: Grant,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// When an API token was last seen at work, to the hour. `None`: never.
    pub last_used_at: Option<Timestamp>,
}

/// How far `last_used_at` may lag behind, in milliseconds.
const USE_NOTED_EVERY_MS: i64 = 60 * MINUTE_MS;

impl Token {
    /// Whether its use at this moment is to be noted.
    pub fn is_use_news(&self, now: Timestamp) -> bool {
        let stale = |last: Timestamp| last.plus_ms(USE_NOTED_EVERY_MS) <= now;
        self.kind == TokenKind::Api && self.last_used_at.is_none_or(stale)
    }
}

/// A person in a workspace, as the list of members shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub workspace: WorkspaceId,
    pub user: UserId,
    pub email: Email,
    pub name: String,
    pub role: Role,
    pub joined_at: Timestamp,
}

/// How long the link of a forgotten password works from when it was asked for, in milliseconds.
pub const PASSWORD_RESET_WORKS_MS: i64 = 60 * MINUTE_MS;
/// How long an invitation works, in milliseconds.
pub const INVITATION_WORKS_MS: i64 = 7 * DAY_MS;

/// An invitation into a workspace. Its code is kept as a hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// By which it is listed and withdrawn. `None`: it was made before invitations had numbers.
    pub id: Option<InvitationId>,
    pub code_hash: Vec<u8>,
    pub workspace: WorkspaceId,
    pub email: Email,
    pub role: Role,
    pub invited_by: UserId,
    pub expires_at: Timestamp,
}

impl Invitation {
    /// When it was made.
    pub fn created_at(&self) -> Timestamp {
        self.expires_at.plus_ms(-INVITATION_WORKS_MS)
    }
}
