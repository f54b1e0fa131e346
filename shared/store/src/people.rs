//! Users and invitations.

use domain::{Email, Invitation, Member, User, UserId};

use crate::expression::{Expression, n, s};
use crate::record::encode;
use crate::record::people::{EmailRecord, InvitationRecord, MemberRecord, UserRecord};
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
    pub async fn set_password(&self, user: &User, hash: &str) -> Result<bool, StoreError> {
        let changed = Expression::all(&[PRESENT, "#password_hash = :from"])
            .update("SET #password_hash = :to")
            .value(":from", s(&user.password_hash))
            .value(":to", s(hash));
        let write = self.update(&key::user(user.id), &changed)?;
        Ok(matches!(self.transact(vec![write]).await?, Verdict::Committed))
    }

    /// Keeps an invitation until it expires.
    pub async fn invite(&self, invitation: &Invitation) -> Result<(), StoreError> {
        let item = encode(&InvitationRecord::of(invitation))?;
        self.dynamo.put_item().table_name(&self.table).set_item(Some(item)).send().await?;
        Ok(())
    }

    /// The invitation of a code. It may have expired: TTL lags.
    pub async fn invitation(&self, code_hash: &[u8]) -> Result<Option<Invitation>, StoreError> {
        let record = self.get::<InvitationRecord>(&key::invitation(code_hash), true).await?;
        record.map(|record| record.read(code_hash)).transpose()
    }

    /// Uses an invitation up: the invitation goes and the member comes, in one. `false`: it was used, or they are a
    /// member already.
    pub async fn accept(&self, invitation: &Invitation, member: &Member) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let by_inviter = Expression::all(&["#invited_by = :by"]).value(":by", n(invitation.invited_by.get()));
        let mut writes = vec![self.delete(&key::invitation(&invitation.code_hash), &by_inviter)?];
        for side in MemberRecord::both(member) {
            writes.push(self.put(encode(&side)?, &absent)?);
        }
        Ok(matches!(self.transact(writes).await?, Verdict::Committed))
    }

    /// Deletes one item that nothing else depends on.
    pub(crate) async fn remove(&self, key: &key::Key) -> Result<(), StoreError> {
        self.dynamo.delete_item().table_name(&self.table).set_key(Some(attributes(key))).send().await?;
        Ok(())
    }
}
