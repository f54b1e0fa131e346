//! Sessions and API tokens, and the one read that every request begins with.

use domain::{AuditEntry, Role, Timestamp, Token, TokenKind, UserId, Workspace, WorkspaceId};

use crate::expression::{Expression, Item, n};
use crate::key::Key;
use crate::read::Range;
use crate::record::people::{MemberRecord, TokenRecord};
use crate::record::workspace::WorkspaceRecord;
use crate::record::{decode, encode};
use crate::transact::PRESENT;
use crate::{Store, StoreError, key};

/// How many tokens a user may have, sessions included.
pub const TOKENS_A_USER: usize = 200;

/// How new what is read of a seat must be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freshness {
    /// As it is now: for whoever changes something.
    Now,
    /// As it was a moment ago, for half the price. What is missing there is looked for as it is now, so that a yes may
    /// be a moment old and a no never is.
    Lately,
}

/// What stands of a caller: the token, as it is now, and the seat in a workspace.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    pub token: Option<Token>,
    pub role: Option<Role>,
    pub workspace: Option<Workspace>,
}

impl Store {
    /// Who is calling, and what they are in this workspace: one trip of one read unit for the token, and one each, or
    /// a half each, for membership and workspace.
    pub async fn standing(
        &self,
        user: UserId,
        jti: &str,
        seat: Option<(WorkspaceId, Freshness)>,
    ) -> Result<Standing, StoreError> {
        let token_key = key::token(user, jti);
        let Some((workspace, freshness)) = seat else {
            return Ok(Standing { token: self.kept_token(&token_key).await?, ..Standing::default() });
        };
        let seat = [key::membership(user, workspace), key::workspace(workspace)];
        if freshness == Freshness::Now {
            let [membership, workspace] = seat.clone();
            let items = self.get_many(&[token_key, membership, workspace], true).await?;
            return Standing::of(items, &seat);
        }
        let (token, lately) = tokio::join!(self.kept_token(&token_key), self.get_many(&seat, false));
        let (token, mut items) = (token?, lately?);
        if token.is_some() && items.len() < seat.len() {
            items = self.get_many(&seat, true).await?;
        }
        Ok(Standing { token, ..Standing::of(items, &seat)? })
    }

    async fn kept_token(&self, key: &Key) -> Result<Option<Token>, StoreError> {
        self.get::<TokenRecord>(key, true).await?.map(TokenRecord::read).transpose()
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

impl Standing {
    /// What these items say: a token, and what stands under the keys of a membership and its workspace.
    fn of(items: Vec<Item>, [membership, workspace]: &[Key; 2]) -> Result<Self, StoreError> {
        let mut standing = Self::default();
        for item in items {
            if is(&item, membership) {
                standing.role = Some(decode::<MemberRecord>(item)?.read()?.role);
            } else if is(&item, workspace) {
                standing.workspace = Some(decode::<WorkspaceRecord>(item)?.read()?);
            } else {
                standing.token = Some(decode::<TokenRecord>(item)?.read()?);
            }
        }
        Ok(standing)
    }
}

pub(crate) fn is(item: &Item, key: &Key) -> bool {
    let has =
        |name: &str, text: &str| item.get(name).and_then(|value| value.as_s().ok()).is_some_and(|value| value == text);
    has("PK", &key.pk) && has("SK", &key.sk)
}
