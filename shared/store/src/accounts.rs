//! Bank accounts, and the way from a printed account to the registered ones.

use bank_sms::PrintedAccount;
use domain::{Account, AccountId, AuditEntry, PhoneId, WorkspaceId};

use crate::expression::{Expression, Item, n};
use crate::read::{Filter, Look, Page, Partition, Range};
use crate::record::workspace::AccountRecord;
use crate::record::{decode, encode};
use crate::transact::{ABSENT, Verdict};
use crate::{Sequence, Store, StoreError, key};

/// How many pages of accounts with the same first or last three digits one lookup reads.
const PAGES_A_LOOKUP: usize = 5;

/// What became of a registration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Registration {
    Registered,
    /// The number is registered in this workspace already.
    NumberTaken,
    /// The phone that it was to be bound to is gone.
    PhoneGone,
    /// Another account of this workspace took an id since: there may be more of them now.
    Crowded,
}

impl Store {
    /// Registers an account, while its id is the last that was taken: the caller counted the others since.
    pub async fn register_account(&self, account: &Account, audit: &[AuditEntry]) -> Result<Registration, StoreError> {
        let absent = Expression::all(&[ABSENT]);
        let (family, digits) = (account.bank_code.family(), account.number.digits());
        let by_number = AccountRecord::at(key::account_number(account.workspace, family, &digits), account);
        let mut writes = vec![
            self.put(encode(&AccountRecord::of(account))?, &absent)?,
            self.put(encode(&by_number)?, &absent)?,
            self.is_last(Sequence::Account(account.workspace), account.id.get())?,
        ];
        for lookup in key::account_lookups(family, &digits, account.workspace, account.id) {
            writes.push(self.put(encode(&AccountRecord::at(lookup, account))?, &Expression::default())?);
        }
        if let Some(phone) = account.phone {
            writes.push(self.binding(account, phone)?);
        }
        let verdict = self.transact_audited(writes, audit).await?;
        match (&verdict, verdict.refused_at(0), verdict.refused_at(1)) {
            (Verdict::Committed, _, _) => Ok(Registration::Registered),
            (Verdict::Refused(_), None, Some(_)) => Ok(Registration::NumberTaken),
            (Verdict::Refused(_), None, None) if verdict.refused_at(2).is_some() => Ok(Registration::Crowded),
            (Verdict::Refused(_), None, None) => Ok(Registration::PhoneGone),
            (Verdict::Refused(_), Some(_), _) => {
                match verdict.holds::<AccountRecord, _>(0, |record| Ok(record.read()? == *account))? {
                    true => Ok(Registration::Registered),
                    false => Err(StoreError::twice_given(&key::account(account.workspace, account.id))),
                }
            }
        }
    }

    /// Writes an account, also by its number, and, while it is active, its lookup items. `binds`: the phone that it is
    /// newly bound to, which must stand. `false`: somebody wrote the account since it was read, or the phone is gone.
    pub async fn write_account(
        &self,
        after: &Account,
        binds: Option<PhoneId>,
        audit: &[AuditEntry],
    ) -> Result<bool, StoreError> {
        let unchanged = Expression::all(&["#version = :version"]).value(":version", n(after.version - 1));
        let (family, digits) = (after.bank_code.family(), after.number.digits());
        let by_number = AccountRecord::at(key::account_number(after.workspace, family, &digits), after);
        let mut writes = vec![
            self.rewrite(&AccountRecord::of(after), &unchanged)?,
            self.rewrite(&by_number, &Expression::default())?,
        ];
        for lookup in key::account_lookups(family, &digits, after.workspace, after.id) {
            writes.push(match after.is_active {
                true => self.rewrite(&AccountRecord::at(lookup, after), &Expression::default())?,
                false => self.delete(&lookup, &Expression::default())?,
            });
        }
        if let Some(phone) = binds {
            writes.push(self.binding(after, phone)?);
        }
        let verdict = self.transact_audited(writes, audit).await?;
        Ok(matches!(verdict, Verdict::Committed)
            || verdict.holds::<AccountRecord, _>(0, |record| Ok(record.read()? == *after))?)
    }

    /// One account.
    pub async fn account(&self, workspace: WorkspaceId, account: AccountId) -> Result<Option<Account>, StoreError> {
        self.get::<AccountRecord>(&key::account(workspace, account), true).await?.map(AccountRecord::read).transpose()
    }

    /// The accounts of a workspace, newest first.
    pub async fn accounts(
        &self,
        workspace: WorkspaceId,
        is_active: Option<bool>,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Account>, StoreError> {
        let pk = key::workspace(workspace).pk;
        let partition = Partition { index: None, pk: &pk, prefix: key::ACCOUNT };
        let look = move |account: &Account| Look::keep_if(is_active.is_none_or(|wanted| account.is_active == wanted));
        let filter: Filter<'_, Account> = if is_active.is_some() { Some(&look) } else { None };
        self.list(partition, before, limit, AccountRecord::read, |account| account.id.get(), filter).await
    }

    /// All accounts of a workspace, read consistently and to the end: which account fits is decided over all.
    pub async fn accounts_of(&self, workspace: WorkspaceId) -> Result<Vec<Account>, StoreError> {
        let range = Range::Prefix(key::ACCOUNT.to_owned());
        let (records, _) = self.query_all::<AccountRecord>(&key::workspace(workspace).pk, &range, usize::MAX).await?;
        records.into_iter().map(AccountRecord::read).collect()
    }

    /// The accounts of a workspace that a printed account of this bank may be, or all of this bank where none is
    /// printed; read consistently.
    pub async fn accounts_by_number(
        &self,
        workspace: WorkspaceId,
        family: &str,
        printed: Option<&PrintedAccount>,
    ) -> Result<Vec<Account>, StoreError> {
        let head = printed.map(PrintedAccount::visible_head).unwrap_or_default();
        let range = Range::Prefix(key::account_number(workspace, family, &head).sk);
        let pk = key::account_numbers(workspace);
        let (records, _) = self.query_all::<AccountRecord>(&pk, &range, usize::MAX).await?;
        records.into_iter().map(AccountRecord::read).collect()
    }

    /// The active accounts, of all workspaces, that a printed account may be. `consistent` where a registration of this
    /// very moment must not be missed; a settled copy costs half. None where there are more than can be read: whether
    /// one account alone fits cannot be told of a part.
    pub async fn accounts_printed(
        &self,
        family: &str,
        printed: &PrintedAccount,
        consistent: bool,
    ) -> Result<Vec<Account>, StoreError> {
        let Some((pk, prefix)) = key::account_lookup(family, printed) else { return Ok(Vec::new()) };
        let (mut accounts, mut start) = (Vec::new(), None);
        for _ in 0..PAGES_A_LOOKUP {
            let (items, last) = self.lookup_page(&pk, &prefix, consistent, start).await?;
            for item in items {
                accounts.push(decode::<AccountRecord>(item)?.read()?);
            }
            start = last;
            if start.is_none() {
                let fits = |account: &Account| account.is_active && printed.fits(&account.number.digits());
                return Ok(accounts.into_iter().filter(fits).collect());
            }
        }
        tracing::warn!(bank.family = family, "more accounts are registered under one lookup than can be read");
        Ok(Vec::new())
    }

    async fn lookup_page(
        &self,
        pk: &str,
        prefix: &str,
        consistent: bool,
        start: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let got = self
            .dynamo
            .query()
            .table_name(&self.table)
            .key_condition_expression("#PK = :pk AND begins_with(#SK, :prefix)")
            .expression_attribute_names("#PK", "PK")
            .expression_attribute_names("#SK", "SK")
            .expression_attribute_values(":pk", crate::expression::s(pk))
            .expression_attribute_values(":prefix", crate::expression::s(prefix))
            .set_consistent_read(consistent.then_some(true))
            .set_exclusive_start_key(start)
            .send()
            .await?;
        Ok((got.items.unwrap_or_default(), got.last_evaluated_key))
    }
}
