//! Phones, the keys of their URLs, and their test codes.
//!
//! People write a phone, every call over its URL writes its pulse (see [`crate::pulse`]): two items, so that neither
//! waits for the other.

use aws_sdk_dynamodb::types::TransactWriteItem;
use domain::phone::{KeyHash, PhoneKey};
use domain::watch::Watch;
use domain::{Account, AuditEntry, MissingSender, Phone, PhoneId, Timestamp, Workspace, WorkspaceId};

use crate::expression::{Expression, n};
use crate::read::{Page, Partition};
use crate::record::encode;
use crate::record::phone::{PhoneKeyRecord, PhoneRecord, TestCodeRecord};
use crate::record::watch::WatchRecord;
use crate::record::workspace::WorkspaceRecord;
use crate::transact::{ABSENT, PRESENT, Verdict};
use crate::{Sequence, Store, StoreError, key};

/// What a call over a phone's URL is told by its key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keyed {
    pub workspace: WorkspaceId,
    pub phone: PhoneId,
    /// The key was replaced and ends then. `None`: it is the phone's newest.
    pub valid_until: Option<Timestamp>,
    /// Sealed; `None`: the phone does not sign.
    pub secret: Option<Vec<u8>>,
    /// As on the phone.
    pub silent_after_minutes: Option<u32>,
    /// As on the phone.
    pub sender_missing: MissingSender,
}

/// What a test code begins with; eight letters and digits follow.
pub const TEST_CODE_MARK: &str = "LUNEPAY-";

/// What a phone's signing secret is sealed for.
pub fn seal_context(workspace: WorkspaceId, phone: PhoneId) -> String {
    format!("phone {workspace}/{phone}")
}

impl Store {
    /// Adds a phone with its key. `switched` is the workspace as this phone's key makes it, when it does. `false`:
    /// somebody wrote the workspace since it was read, or another phone took an id: there may be more of them now.
    pub async fn add_phone(
        &self,
        phone: &Phone,
        switched: Option<&Workspace>,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let mut writes = vec![self.put(encode(&PhoneRecord::of(phone))?, &absent)?];
        writes.extend(self.put_keys(phone)?);
        writes
            .push(self.put(encode(&WatchRecord::of(&Watch::begin(phone, phone.created_at)))?, &Expression::default())?);
        writes.push(self.is_last(Sequence::Phone(phone.workspace), phone.id.get())?);
        if let Some(workspace) = switched {
            writes.push(self.rewrite(&WorkspaceRecord::of(workspace), &unchanged(workspace.version))?);
        }
        let verdict = self.transact_audited(writes, audit).await?;
        match (&verdict, verdict.refused_at(0)) {
            (Verdict::Committed, _) => Ok(true),
            (Verdict::Refused(_), None) => Ok(false),
            (Verdict::Refused(_), Some(_))
                if verdict.holds::<PhoneRecord, _>(0, |record| Ok(record.read()? == *phone))? =>
            {
                Ok(true)
            }
            (Verdict::Refused(_), Some(_)) => Err(StoreError::twice_given(&key::phone(phone.workspace, phone.id))),
        }
    }

    /// Writes a phone and its keys; keys that it no longer has end. `false`: somebody wrote it since it was read.
    pub async fn write_phone(&self, before: &Phone, after: &Phone, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let mut writes = vec![self.rewrite(&PhoneRecord::of(after), &unchanged(after.version))?];
        writes.extend(self.put_keys(after)?);
        let ended = before.keys.iter().filter(|key| !after.keys.iter().any(|kept| kept.hash == key.hash));
        writes.extend(self.end_keys(ended)?);
        let verdict = self.transact_audited(writes, audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<PhoneRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// Removes a phone: its URL ends with it. `false`: somebody wrote it, or bound an account to it, since it was read.
    pub async fn remove_phone(&self, phone: &Phone, audit: &[AuditEntry]) -> Result<bool, StoreError> {
        let (item, pulse) = (key::phone(phone.workspace, phone.id), key::pulse(phone.workspace, phone.id));
        let mut writes = vec![self.delete(&item, &unchanged(phone.version + 1))?];
        writes.push(self.delete(&pulse, &Expression::default())?);
        writes.push(self.delete(&key::watch(phone.workspace, phone.id), &Expression::default())?);
        writes.extend(self.end_keys(phone.keys.iter())?);
        let verdict = self.transact_audited(writes, audit).await?;
        // Gone already: our own commit, its reply lost, or somebody else's.
        Ok(matches!(verdict, Verdict::Committed) || matches!(verdict.refused_at(0), Some(None)))
    }

    /// Writes an account that is bound to a phone. The phone must stand, and counts the write: so it cannot be removed
    /// between this and the last look at who is bound to it.
    pub(crate) fn binding(&self, account: &Account, phone: PhoneId) -> Result<TransactWriteItem, StoreError> {
        let bound = Expression::all(&[PRESENT]).update("SET #version = #version + :one").value(":one", n(1));
        self.update(&key::phone(account.workspace, phone), &bound)
    }

    fn put_keys(&self, phone: &Phone) -> Result<Vec<TransactWriteItem>, StoreError> {
        let put = |key| self.rewrite(&PhoneKeyRecord::of(phone, key), &Expression::default());
        phone.keys.iter().map(put).collect()
    }

    fn end_keys<'a>(&self, keys: impl Iterator<Item = &'a PhoneKey>) -> Result<Vec<TransactWriteItem>, StoreError> {
        keys.map(|key| self.delete(&key::phone_key(&key.hash), &Expression::default())).collect()
    }

    /// One phone.
    pub async fn phone(&self, workspace: WorkspaceId, phone: PhoneId) -> Result<Option<Phone>, StoreError> {
        self.get::<PhoneRecord>(&key::phone(workspace, phone), true).await?.map(PhoneRecord::read).transpose()
    }

    /// The phones of a workspace, newest first.
    pub async fn phones(
        &self,
        workspace: WorkspaceId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Phone>, StoreError> {
        let pk = key::phones(workspace);
        let partition = Partition { index: None, pk: &pk, prefix: "" };
        self.list(partition, before, limit, PhoneRecord::read, |phone| phone.id.get(), None).await
    }

    /// The accounts that are bound to a phone, among those of a page of a workspace's accounts.
    pub async fn bound_accounts(&self, workspace: WorkspaceId, phone: PhoneId) -> Result<Vec<Account>, StoreError> {
        let accounts = self.accounts_of(workspace).await?;
        Ok(accounts.into_iter().filter(|account| account.phone == Some(phone)).collect())
    }

    /// What a key tells, whether or not it has ended.
    pub async fn keyed(&self, hash: &KeyHash) -> Result<Option<Keyed>, StoreError> {
        self.get::<PhoneKeyRecord>(&key::phone_key(hash), true).await?.map(PhoneKeyRecord::read).transpose()
    }

    /// Keeps a test code.
    pub async fn keep_test_code(
        &self,
        code: &str,
        workspace: WorkspaceId,
        phone: PhoneId,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let item = encode(&TestCodeRecord::of(code, workspace, phone, expires_at))?;
        self.dynamo.put_item().table_name(&self.table).set_item(Some(item)).send().await?;
        Ok(())
    }

    /// The phone that a test code was made for; `None` when there is no such code, or it is too old.
    pub async fn test_code(&self, code: &str, now: Timestamp) -> Result<Option<(WorkspaceId, PhoneId)>, StoreError> {
        let Some(record) = self.get::<TestCodeRecord>(&key::test_code(code), true).await? else { return Ok(None) };
        let (workspace, phone, expires_at) = record.read()?;
        Ok((now < expires_at).then_some((workspace, phone)))
    }
}

/// Nobody wrote the item since it was read, which is now to be written as `version`.
fn unchanged(version: u64) -> Expression {
    Expression::all(&["#version = :version"]).value(":version", n(version - 1))
}
