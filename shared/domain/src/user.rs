//! Users, their sessions and API tokens, memberships and invitations.

use crate::{Email, Role, Timestamp, UserId, WorkspaceId};

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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// From login: twelve hours.
    Session,
    /// Named, for programs: until its expiry or revocation. Never manages members, tokens or passwords.
    Api,
}

impl TokenKind {
    /// The machine word: `session` or `api`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Api => "api",
        }
    }

    /// The kind of a machine word.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Session, Self::Api].into_iter().find(|kind| kind.code() == code)
    }
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
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
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

/// An invitation into a workspace. Its code is kept as a hash.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    pub code_hash: Vec<u8>,
    pub workspace: WorkspaceId,
    pub email: Email,
    pub role: Role,
    pub invited_by: UserId,
    pub expires_at: Timestamp,
}
