//! An account by its number named its id alone: a message over a phone's URL finds the whole account there.

use domain::{AccountId, WorkspaceId};

use super::key_of;
use crate::expression::{Expression, Item};
use crate::record::encode;
use crate::record::workspace::AccountRecord;
use crate::transact::Verdict;
use crate::{Store, StoreError, key};

/// The account that an item of before names.
pub(super) fn old(item: &Item) -> Option<AccountId> {
    AccountId::new(item.get("account_id")?.as_n().ok()?.parse().ok()?)
}

impl Store {
    pub(super) async fn upgrade_number(
        &self,
        item: &Item,
        workspace: WorkspaceId,
        id: AccountId,
    ) -> Result<bool, StoreError> {
        let account = self.get::<AccountRecord>(&key::account(workspace, id), true).await?;
        let Some(account) = account else { return Ok(false) };
        let by_number = AccountRecord::at(key_of(item)?, &account.read()?);
        let as_read = Expression::all(&["attribute_exists(#account_id)"]);
        match self.transact(vec![self.put(encode(&by_number)?, &as_read)?]).await? {
            Verdict::Committed => Ok(true),
            Verdict::Refused(_) => Err(StoreError::Contended),
        }
    }
}
