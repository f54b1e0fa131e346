//! Deposits: read and listed. They are written in `pair`.

use domain::search::Search;
use domain::{AccountId, Deposit, DepositId, DepositStatus, NameKey, RestTreatment, Timestamp, Won, WorkspaceId};

use crate::read::{BATCH_MAX, Filter, Look, Page, Partition};
use crate::record::decode;
use crate::record::deposit::DepositRecord;
use crate::sums::{AHEAD_MS, SLOW_CALL_MS};
use crate::{Store, StoreError, key};

/// How many deposits of one account, amount and time are looked at.
const NEAR_MAX: usize = 100;

/// Which deposits a list shows.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct DepositFilter {
    pub is_matched: Option<bool>,
    pub account: Option<AccountId>,
    pub deposited_from: Option<Timestamp>,
    pub deposited_to: Option<Timestamp>,
    pub amount_min: Option<Won>,
    pub amount_max: Option<Won>,
    pub status: Option<DepositStatus>,
    /// What becomes of what is left of it.
    pub rest_treatment: Option<RestTreatment>,
    /// Those that wait or are held only, or all others only.
    pub undecided: Option<bool>,
    /// The match window, in days, and the time at which `status` is read. `None`: as stored.
    pub as_of: Option<(u16, Timestamp)>,
    /// A part of the key of its whole name.
    pub name_part: Option<NameKey>,
    pub search: Option<Search>,
}

impl DepositFilter {
    fn is_on(&self) -> bool {
        Self { as_of: None, ..self.clone() } != Self::default()
    }

    fn keeps(&self, deposit: &Deposit) -> bool {
        let matched = deposit.state.order().is_some();
        let state = self.is_matched.is_none_or(|wanted| wanted == matched);
        let account = self.account.is_none_or(|account| account == deposit.account);
        let from = self.deposited_from.is_none_or(|from| deposit.details.deposited_at >= from);
        let to = self.deposited_to.is_none_or(|to| deposit.details.deposited_at <= to);
        let least = self.amount_min.is_none_or(|least| deposit.details.amount >= least);
        let most = self.amount_max.is_none_or(|most| deposit.details.amount <= most);
        let now = self.as_of.map_or(deposit.state, |(window, now)| deposit.state_now(window, now));
        let status = self.status.is_none_or(|status| now.status() == status);
        let is_undecided = self.undecided.is_none_or(|wanted| wanted == deposit.state.is_undecided());
        let name = self.name_part.as_ref().is_none_or(|part| deposit.details.whole_name_key().contains(part.as_str()));
        let rest = self.rest_treatment.is_none_or(|wanted| deposit.rest_treatment == Some(wanted));
        let found = self.search.as_ref().is_none_or(|search| search.finds_deposit(deposit));
        found && state && status && rest && is_undecided && account && from && to && least && most && name
    }

    /// What a list does with this deposit: below the first that was recorded too early, all were.
    fn look(&self, deposit: &Deposit) -> Look {
        let oldest = self.deposited_from.map(|from| from.plus_ms(-(SLOW_CALL_MS + AHEAD_MS)));
        if oldest.is_some_and(|oldest| deposit.created_at < oldest) {
            return Look::End;
        }
        Look::keep_if(self.keeps(deposit))
    }
}

impl Store {
    /// One deposit.
    pub async fn deposit(&self, workspace: WorkspaceId, deposit: DepositId) -> Result<Option<Deposit>, StoreError> {
        self.get::<DepositRecord>(&key::deposit(workspace, deposit), true).await?.map(DepositRecord::read).transpose()
    }

    /// Several deposits, in no order; missing ones are left out.
    pub async fn deposits_of(&self, workspace: WorkspaceId, ids: &[DepositId]) -> Result<Vec<Deposit>, StoreError> {
        let mut found = Vec::new();
        for some in ids.chunks(BATCH_MAX) {
            let keys: Vec<_> = some.iter().map(|id| key::deposit(workspace, *id)).collect();
            for item in self.get_many(&keys, true).await? {
                found.push(decode::<DepositRecord>(item)?.read()?);
            }
        }
        Ok(found)
    }

    /// Deposits, newest first. Unmatched ones and those of an account come from an index and may lag.
    pub async fn deposits(
        &self,
        workspace: WorkspaceId,
        filter: &DepositFilter,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Page<Deposit>, StoreError> {
        let unmatched = filter.undecided == Some(true)
            || filter.is_matched == Some(false)
            || filter.status.is_some_and(|status| status != DepositStatus::Matched);
        let (index, pk) = match (filter.account, unmatched) {
            (_, true) => (Some("GSI1"), key::deposits_unmatched(workspace)),
            (Some(account), false) => (Some("GSI2"), key::deposits_by_account(workspace, account)),
            (None, false) => (None, key::deposits(workspace)),
        };
        let look = |deposit: &Deposit| filter.look(deposit);
        let look: Filter<'_, Deposit> = if filter.is_on() { Some(&look) } else { None };
        let partition = Partition { index, pk: &pk, prefix: "" };
        self.list(partition, before, limit, DepositRecord::read, |deposit| deposit.id.get(), look).await
    }

    /// The waiting and held deposits with an id above `after`, oldest first, from the table itself: some pages of them,
    /// and the id to go on after while there are more.
    pub async fn undecided(
        &self,
        workspace: WorkspaceId,
        after: u64,
        pages: usize,
    ) -> Result<(Vec<Deposit>, Option<u64>), StoreError> {
        let range = crate::read::Range::Between(key::wide(after + 1), key::wide(domain::id::MAX));
        let (pk, mut found, mut start, mut last_id) = (key::deposits(workspace), Vec::new(), None, after);
        for _ in 0..pages {
            let (items, last) = self.query(None, &pk, &range, true, None, start).await?;
            for item in items {
                let deposit = decode::<DepositRecord>(item)?.read()?;
                last_id = deposit.id.get();
                if deposit.state.is_undecided() {
                    found.push(deposit);
                }
            }
            start = last;
            if start.is_none() {
                return Ok((found, None));
            }
        }
        Ok((found, Some(last_id)))
    }

    /// The deposits of an account and amount that were made between two instants, newest first, from an index that may
    /// lag: at most as many as one list shows.
    pub async fn deposits_between(
        &self,
        workspace: WorkspaceId,
        account: AccountId,
        amount: Won,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<Deposit>, StoreError> {
        let filter = DepositFilter {
            account: Some(account),
            amount_min: Some(amount),
            amount_max: Some(amount),
            deposited_from: Some(from),
            deposited_to: Some(to),
            ..DepositFilter::default()
        };
        Ok(self.deposits(workspace, &filter, None, NEAR_MAX).await?.rows)
    }
}
