//! The items of users, tokens, memberships and invitations.

use domain::{
    ClosedSet, Email, Grant, Invitation, InvitationId, Member, Role, Scope, SecondFactor, Timestamp, Token, TokenKind,
    User, UserId, WorkspaceId,
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use super::{FORMAT, Reader};
use crate::key::Key;
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct UserRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    id: u64,
    email: String,
    name: String,
    password_hash: String,
    created_at: i64,
}

impl UserRecord {
    pub fn of(user: &User) -> Self {
        let key = key::user(user.id);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            id: user.id.get(),
            email: user.email.as_str().to_owned(),
            name: user.name.clone(),
            password_hash: user.password_hash.clone(),
            created_at: user.created_at.ms(),
        }
    }

    pub fn read(self) -> Result<User, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(User {
            id: reader.need("id", UserId::new(self.id))?,
            email: Email::kept(&self.email),
            name: self.name,
            password_hash: self.password_hash,
            created_at: Timestamp::from_ms(self.created_at),
        })
    }
}

/// The guard of an e-mail address: whose it is.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct EmailRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    user_id: u64,
}

impl EmailRecord {
    pub fn of(user: &User) -> Self {
        let key = key::email(&user.email);
        Self { pk: key.pk, sk: key.sk, fmt: FORMAT, user_id: user.id.get() }
    }

    pub fn read(self) -> Result<UserId, StoreError> {
        Reader { pk: &self.pk, sk: &self.sk }.need("user_id", UserId::new(self.user_id))
    }
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct SecondFactorRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    user_id: u64,
    /// Sealed.
    #[serde(with = "serde_bytes")]
    secret: Vec<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<i64>,
    last_step: u64,
    recovery: Vec<ByteArray<32>>,
    version: u64,
}

impl SecondFactorRecord {
    pub fn of(factor: &SecondFactor) -> Self {
        let key = key::second_factor(factor.user);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            user_id: factor.user.get(),
            secret: factor.secret.clone(),
            confirmed_at: factor.confirmed_at.map(Timestamp::ms),
            last_step: factor.last_step,
            recovery: factor.recovery.iter().copied().map(ByteArray::new).collect(),
            version: factor.version,
        }
    }

    pub fn read(self) -> Result<SecondFactor, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(SecondFactor {
            user: reader.need("user_id", UserId::new(self.user_id))?,
            secret: self.secret,
            confirmed_at: self.confirmed_at.map(Timestamp::from_ms),
            last_step: self.last_step,
            recovery: self.recovery.into_iter().map(ByteArray::into_array).collect(),
            version: self.version,
        })
    }
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct TokenRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    user_id: u64,
    jti: String,
    kind: String,
    #[serde(default)]
    number: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    /// Of an API token, one at least.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    scopes: Vec<String>,
    /// Absent: all of its user's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    workspace_ids: Vec<u64>,
    created_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_used_at: Option<i64>,
    /// Seconds since the Unix epoch: when DynamoDB may delete the item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<i64>,
}

impl TokenRecord {
    pub fn of(token: &Token) -> Self {
        let key = key::token(token.user, &token.jti);
        let of_api = Some(&token.grant).filter(|_| token.kind == TokenKind::Api);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            user_id: token.user.get(),
            jti: token.jti.clone(),
            kind: token.kind.code().to_owned(),
            number: token.number,
            name: token.name.clone(),
            scopes: of_api.iter().flat_map(|grant| &grant.scopes).map(|scope| scope.code().to_owned()).collect(),
            workspace_ids: of_api.iter().flat_map(|grant| &grant.workspaces).map(|id| id.get()).collect(),
            created_at: token.created_at.ms(),
            expires_at: token.expires_at.map(Timestamp::ms),
            last_used_at: token.last_used_at.map(Timestamp::ms),
            ttl: token.expires_at.map(Timestamp::seconds),
        }
    }

    pub fn read(self) -> Result<Token, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let kind = reader.need("kind", TokenKind::parse(&self.kind))?;
        let scopes = self.scopes.iter().map(|scope| Scope::parse(scope)).collect::<Option<Vec<_>>>();
        let workspaces = self.workspace_ids.iter().map(|id| WorkspaceId::new(*id)).collect::<Option<Vec<_>>>();
        let grant = match (kind, reader.need("scopes", scopes)?) {
            (TokenKind::Session, _) => Grant::whole(),
            // Of before there were scopes: the upgrade command writes what it had.
            (TokenKind::Api, scopes) if scopes.is_empty() => return Err(reader.is_older(u64::from(self.fmt))),
            (TokenKind::Api, scopes) => Grant { scopes, workspaces: reader.need("workspace_ids", workspaces)? },
        };
        Ok(Token {
            user: reader.need("user_id", UserId::new(self.user_id))?,
            kind,
            grant,
            jti: self.jti,
            number: self.number,
            name: self.name,
            created_at: Timestamp::from_ms(self.created_at),
            expires_at: self.expires_at.map(Timestamp::from_ms),
            last_used_at: self.last_used_at.map(Timestamp::from_ms),
        })
    }
}

/// A membership. It stands twice: under the user, for the check of a request, and under the workspace, for the list.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct MemberRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    user_id: u64,
    email: String,
    name: String,
    role: String,
    joined_at: i64,
}

impl MemberRecord {
    /// Both items of a membership: the user's side, then the workspace's.
    pub fn both(member: &Member) -> [Self; 2] {
        [key::membership(member.user, member.workspace), key::member(member.workspace, member.user)]
            .map(|key| Self::at(key, member))
    }

    fn at(key: Key, member: &Member) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: member.workspace.get(),
            user_id: member.user.get(),
            email: member.email.as_str().to_owned(),
            name: member.name.clone(),
            role: member.role.code().to_owned(),
            joined_at: member.joined_at.ms(),
        }
    }

    pub fn read(self) -> Result<Member, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(Member {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            user: reader.need("user_id", UserId::new(self.user_id))?,
            email: Email::kept(&self.email),
            role: reader.need("role", Role::parse(&self.role))?,
            name: self.name,
            joined_at: Timestamp::from_ms(self.joined_at),
        })
    }
}

/// An invitation. It stands twice: under its code, and under the workspace, for the list.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct InvitationRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "serde_bytes")]
    code_hash: Vec<u8>,
    email: String,
    role: String,
    invited_by: u64,
    expires_at: i64,
    ttl: i64,
}

impl InvitationRecord {
    /// The items of an invitation: its code's, then the workspace's side.
    pub fn both(invitation: &Invitation) -> Vec<Self> {
        let side = invitation.id.map(|id| key::open_invitation(invitation.workspace, id));
        [key::invitation(&invitation.code_hash)].into_iter().chain(side).map(|key| Self::at(key, invitation)).collect()
    }

    fn at(key: Key, invitation: &Invitation) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: invitation.workspace.get(),
            id: invitation.id.map(InvitationId::get),
            code_hash: invitation.code_hash.clone(),
            email: invitation.email.as_str().to_owned(),
            role: invitation.role.code().to_owned(),
            invited_by: invitation.invited_by.get(),
            expires_at: invitation.expires_at.ms(),
            ttl: invitation.expires_at.seconds(),
        }
    }

    pub fn read(self) -> Result<Invitation, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(Invitation {
            id: reader.maybe("id", self.id, InvitationId::new)?,
            code_hash: self.code_hash,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            email: Email::kept(&self.email),
            role: reader.need("role", Role::parse(&self.role))?,
            invited_by: reader.need("invited_by", UserId::new(self.invited_by))?,
            expires_at: Timestamp::from_ms(self.expires_at),
        })
    }
}
