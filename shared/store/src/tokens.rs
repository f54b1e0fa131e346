//! Sessions and API tokens, and the one read that every request begins with.

use domain::{AuditEntry, Role, Timestamp, Token, TokenKind, User, UserId, Workspace, WorkspaceId};

use crate::expression::{Expression, Item, n};
use crate::read::Range;
use crate::record::people::{MemberRecord, TokenRecord, UserRecord};
use crate::record::workspace::WorkspaceRecord;
use crate::record::{decode, encode};
use crate::transact::PRESENT;
use crate::{Store, StoreError, key};

/// How many tokens a user may have, sessions included.
pub const TOKENS_A_USER: usize = 200;

/// What one consistent read tells of a caller: is the token live, is the person a member, what are the settings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub user: Option<User>,
    pub token: Option<Token>,
    pub role: Option<Role>,
    pub workspace: Option<Workspace>,
}

impl Store {
    /// Who is calling, and what they are in this workspace: one BatchGet.
    pub async fn standing(
        &self,
        user: UserId,
        jti: &str,
        workspace: Option<WorkspaceId>,
    ) -> Result<Standing, StoreError> {
        let (user_key, token_key) = (key::user(user), key::token(user, jti));
        let membership_key = workspace.map(|workspace| key::membership(user, workspace));
        let workspace_key = workspace.map(key::workspace);
        let keys: Vec<_> = [Some(&user_key), Some(&token_key), membership_key.as_ref(), workspace_key.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        let mut standing = Standing::default();
        for item in self.get_many(&keys).await? {
            if is(&item, &user_key) {
                standing.user = Some(decode::<UserRecord>(item)?.read()?);
            } else if is(&item, &token_key) {
                standing.token = Some(decode::<TokenRecord>(item)?.read()?);
            } else if workspace_key.as_ref().is_some_and(|key| is(&item, key)) {
                standing.workspace = Some(decode::<WorkspaceRecord>(item)?.read()?);
            } else {
                standing.role = Some(decode::<MemberRecord>(item)?.read()?.role);
            }
        }
        Ok(standing)
    }

    /// Keeps a new API token: it lives from here on.
    pub async fn issue(&self, token: &Token, audit: &[AuditEntry]) -> Result<(), StoreError> {
        let write = self.put(encode(&TokenRecord::of(token))?, &Expression::default())?;
        self.transact_audited(vec![write], audit).await.map(drop)
    }

    /// Keeps a new session: it lives from here on.
    pub async fn begin_session(&self, session: &Token) -> Result<(), StoreError> {
        let item = encode(&TokenRecord::of(session))?;
        self.dynamo.put_item().table_name(&self.table).set_item(Some(item)).send().await?;
        Ok(())
    }

    /// The tokens of a user that the table still holds, sessions and API tokens, expired ones too.
    pub async fn tokens(&self, user: UserId) -> Result<Vec<Token>, StoreError> {
        let range = Range::Prefix(key::TOKEN.to_owned());
        let (records, _) = self.query_all::<TokenRecord>(&key::user(user).pk, &range, usize::MAX).await?;
        records.into_iter().map(TokenRecord::read).collect()
    }

    /// Notes that an API token is at work now. One that was revoked meanwhile stays away. 1 write unit.
    pub async fn note_use(&self, token: &Token, now: Timestamp) -> Result<(), StoreError> {
        let used = Expression::all(&[PRESENT]).update("SET #last_used_at = :now").value(":now", n(now.ms()));
        self.update_one(&key::token(token.user, &token.jti), &used).await.map(drop)
    }

    /// Ends a token: the very next request with it is refused.
    pub async fn revoke(&self, user: UserId, jti: &str) -> Result<(), StoreError> {
        self.remove(&key::token(user, jti)).await
    }

    /// Ends an API token: the very next request with it is refused.
    pub async fn revoke_token(&self, user: UserId, jti: &str, audit: &[AuditEntry]) -> Result<(), StoreError> {
        let write = self.delete(&key::token(user, jti), &Expression::default())?;
        self.transact_audited(vec![write], audit).await.map(drop)
    }

    /// Ends everything that acts for a user: sessions and API tokens. For a password that was lost, or an account that
    /// was somebody else's.
    pub async fn end_all_tokens(&self, user: UserId) -> Result<(), StoreError> {
        for token in self.tokens(user).await? {
            self.revoke(user, &token.jti).await?;
        }
        Ok(())
    }

    /// Ends every session of a user, but this one.
    pub async fn end_sessions(&self, user: UserId, but: Option<&str>) -> Result<(), StoreError> {
        let ends = |token: &Token| token.kind == TokenKind::Session && Some(token.jti.as_str()) != but;
        for token in self.tokens(user).await?.into_iter().filter(ends) {
            self.revoke(user, &token.jti).await?;
        }
        Ok(())
    }
}

pub(crate) fn is(item: &Item, key: &key::Key) -> bool {
    let has =
        |name: &str, text: &str| item.get(name).and_then(|value| value.as_s().ok()).is_some_and(|value| value == text);
    has("PK", &key.pk) && has("SK", &key.sk)
}
