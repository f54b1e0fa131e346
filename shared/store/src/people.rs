//! Users and invitations.

use domain::{AuditEntry, Email, Invitation, InvitationId, Member, SecondFactor, Timestamp, User, UserId, WorkspaceId};

use crate::expression::{Expression, n, s};
use crate::read::{Look, Page, Partition};
use crate::record::encode;
use crate::record::people::{EmailRecord, InvitationRecord, MemberRecord, SecondFactorRecord, UserRecord};
use crate::transact::{ABSENT, PRESENT, Verdict, attributes};
use crate::{Store, StoreError, key};

impl Store {
    /// Creates a user. `false`: the e-mail address has an account.
    pub async fn create_user(&self, user: &User) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let writes = vec![
            self.put(encode(&UserRecord::of(user))?, &absent)?,
            self.put(encode(&EmailRecord::of(user))?, &absent)?,
        ];
        let verdict = self.transact(writes).await?;
        match (verdict.refused_at(0), verdict.refused_at(1)) {
            (None, None) => Ok(true),
            (None, Some(_)) => Ok(false),
            (Some(_), _) if verdict.holds::<UserRecord, _>(0, |record| Ok(record.read()? == *user))? => Ok(true),
            (Some(_), _) => Err(StoreError::twice_given(&key::user(user.id))),
        }
    }

    /// The user of an e-mail address.
    pub async fn user_by_email(&self, email: &Email) -> Result<Option<User>, StoreError> {
        let Some(record) = self.get::<EmailRecord>(&key::email(email), true).await? else { return Ok(None) };
        self.user(record.read()?).await
    }

    /// A user.
    pub async fn user(&self, user: UserId) -> Result<Option<User>, StoreError> {
        self.get::<UserRecord>(&key::user(user), true).await?.map(UserRecord::read).transpose()
    }

    /// Gives a user another password, if it is still the one that was checked. `false`: it is not.
    pub async fn set_password(&self, user: &User, hash: &str, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let changed = Expression::all(&[PRESENT, "#password_hash = :from"])
            .update("SET #password_hash = :to")
            .value(":from", s(&user.password_hash))
            .value(":to", s(hash));
        let write = self.update(&key::user(user.id), &changed)?;
        Ok(matches!(self.transact_audited(vec![write], audit).await?, Verdict::Committed))
    }

    /// A user's second factor, begun or on.
    pub async fn second_factor(&self, user: UserId) -> Result<Option<SecondFactor>, StoreError> {
        self.get::<SecondFactorRecord>(&key::second_factor(user), true).await?.map(SecondFactorRecord::read).transpose()
    }

    /// Keeps a second factor as it is now. `false`: somebody changed it since it was read, perhaps with the same code;
    /// a code that two logins show at once lets one of them in.
    pub async fn keep_second_factor(&self, factor: &SecondFactor) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :before"]).value(":before", n(factor.version - 1));
        let condition = if factor.version == 1 { Expression::all(&[ABSENT]) } else { unchanged };
        let write = self.put(encode(&SecondFactorRecord::of(factor))?, &condition)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Forgets a second factor: a login asks for the password alone. `false`: somebody changed it since it was read.
    pub async fn end_second_factor(&self, factor: &SecondFactor) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(factor.version));
        let write = self.delete(&key::second_factor(factor.user), &unchanged)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Keeps an invitation until it expires.
    pub async fn invite(&self, invitation: &Invitation, audit: &[AuditEntry]) -> Result<(), StoreError> {
        let mut writes = Vec::new();
        for side in InvitationRecord::both(invitation) {
            writes.push(self.put(encode(&side)?, &Expression::default())?);
        }
        self.transact_audited(writes, audit).await.map(drop)
    }

    /// The invitations of a workspace that nobody used yet, newest first.
    pub async fn invitations(
        &self,
        workspace: WorkspaceId,
        before: Option<u64>,
        limit: usize,
        now: Timestamp,
    ) -> Result<Page<Invitation>, StoreError> {
        let pk = key::invitations(workspace);
        let partition = Partition { index: None, pk: &pk, prefix: "" };
        let id = |invitation: &Invitation| invitation.id.map_or(0, InvitationId::get);
        let open = |invitation: &Invitation| Look::keep_if(invitation.expires_at > now);
        self.list(partition, before, limit, InvitationRecord::read, id, Some(&open)).await
    }

    /// An invitation that nobody used yet. It may have expired: TTL lags.
    pub async fn open_invitation(
        &self,
        workspace: WorkspaceId,
        invitation: InvitationId,
    ) -> Result<Option<Invitation>, StoreError> {
        let record = self.get::<InvitationRecord>(&key::open_invitation(workspace, invitation), true).await?;
        record.map(InvitationRecord::read).transpose()
    }

    /// Takes an invitation back: its code is worth nothing from here on. `false`: there is none, or it was used.
    pub async fn withdraw(
        &self,
        workspace: WorkspaceId,
        invitation: InvitationId,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let key = key::open_invitation(workspace, invitation);
        let Some(found) = self.open_invitation(workspace, invitation).await? else { return Ok(false) };
        let writes = vec![
            self.delete(&key, &Expression::all(&[PRESENT]))?,
            self.delete(&key::invitation(&found.code_hash), &Expression::default())?,
        ];
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }

    /// The invitation of a code. It may have expired: TTL lags.
    pub async fn invitation(&self, code_hash: &[u8]) -> Result<Option<Invitation>, StoreError> {
        let record = self.get::<InvitationRecord>(&key::invitation(code_hash), true).await?;
        let read = |record: InvitationRecord| Ok(Invitation { code_hash: code_hash.to_vec(), ..record.read()? });
        record.map(read).transpose()
    }

    /// Uses an invitation up: the invitation goes and the member comes, in one. `false`: it was used, or they are a
    /// member already.
    pub async fn accept(
        &self,
        invitation: &Invitation,
        member: &Member,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let by_inviter = Expression::all(&["#invited_by = :by"]).value(":by", n(invitation.invited_by.get()));
        let mut writes = vec![self.delete(&key::invitation(&invitation.code_hash), &by_inviter)?];
        if let Some(id) = invitation.id {
            writes.push(self.delete(&key::open_invitation(invitation.workspace, id), &Expression::default())?);
        }
        for side in MemberRecord::both(member) {
            writes.push(self.put(encode(&side)?, &absent)?);
        }
        Ok(matches!(self.transact_audited(writes, audit).await?, Verdict::Committed))
    }

    /// Deletes one item that nothing else depends on.
    pub(crate) async fn remove(&self, key: &key::Key) -> Result<(), StoreError> {
        self.dynamo.delete_item().table_name(&self.table).set_key(Some(attributes(key))).send().await?;
        Ok(())
    }
}
