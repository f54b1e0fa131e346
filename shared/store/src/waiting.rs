//! Looks: what waits at an amount. Always the base table, always consistent.

use std::collections::BTreeSet;

use bank_sms::related::payer_keys;
use domain::choice::may_pay;
use domain::{ApprovedSender, Audience, NameKey, Settings, WaitingDeposit, WaitingOrder, Won, Workspace, WorkspaceId};

use crate::read::Range;
use crate::record::waiting::{WaitingDepositRecord, WaitingOrderRecord};
use crate::{Store, StoreError, key};

/// How many pages one look reads.
pub const PAGES_A_LOOK: usize = 5;

/// What a look saw.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look<T> {
    pub rows: Vec<T>,
    /// The look stopped at its bound and more stands there: nothing may be concluded from what is missing.
    pub partial: bool,
}

/// How an active workspace works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Active {
    pub settings: Settings,
    /// The senders that its owner approved.
    pub senders: Vec<ApprovedSender>,
    pub audience: Audience,
}

impl Active {
    /// As its item says, active or not.
    pub fn of(workspace: Workspace) -> Self {
        Self { settings: workspace.settings, audience: workspace.audience(), senders: workspace.senders }
    }
}

impl Store {
    /// The waiting orders of an amount that a deposit could pay by name: every key that begins with one of `keys`, of
    /// which there are at most two.
    pub async fn orders_for(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        mut keys: Vec<NameKey>,
    ) -> Result<Look<WaitingOrder>, StoreError> {
        let second = keys.pop();
        let (first, second) = tokio::join!(
            self.orders_under(workspace, amount, keys.pop()),
            self.orders_under(workspace, amount, second)
        );
        let (mut look, second) = (first?, second?);
        look.partial |= second.partial;
        let seen: BTreeSet<_> = look.rows.iter().map(|order| order.id).collect();
        look.rows.extend(second.rows.into_iter().filter(|order| !seen.contains(&order.id)));
        Ok(look)
    }

    /// All waiting orders of an amount.
    pub async fn all_orders(&self, workspace: WorkspaceId, amount: Won) -> Result<Look<WaitingOrder>, StoreError> {
        self.orders_under(workspace, amount, Some(NameKey::default())).await
    }

    async fn orders_under(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        name_key: Option<NameKey>,
    ) -> Result<Look<WaitingOrder>, StoreError> {
        let Some(name_key) = name_key else { return Ok(Look { rows: Vec::new(), partial: false }) };
        let range = Range::Prefix(format!("{}{name_key}", key::WAITING_ORDER));
        let (records, partial) =
            self.query_all::<WaitingOrderRecord>(&key::waiting(workspace, amount), &range, PAGES_A_LOOK).await?;
        let rows = records.into_iter().map(WaitingOrderRecord::read).collect::<Result<_, _>>()?;
        Ok(Look { rows, partial })
    }

    /// Waiting orders of an amount, whatever their names, at most `limit`: the candidates of a deposit.
    pub async fn orders_of_amount(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        limit: usize,
    ) -> Result<Vec<WaitingOrder>, StoreError> {
        let range = Range::Prefix(key::WAITING_ORDER.to_owned());
        let (items, _) =
            self.query(None, &key::waiting(workspace, amount), &range, true, i32::try_from(limit).ok(), None).await?;
        items.into_iter().map(|item| crate::record::decode::<WaitingOrderRecord>(item)?.read()).collect()
    }

    /// The candidates of a deposit: waiting orders of its amount, those that it could pay by name (every key that
    /// begins with one of `keys`) first, at most `limit`.
    pub async fn candidates(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        keys: Vec<NameKey>,
        limit: usize,
    ) -> Result<Vec<WaitingOrder>, StoreError> {
        let (own, others) =
            tokio::join!(self.orders_for(workspace, amount, keys), self.orders_of_amount(workspace, amount, limit));
        let (mut rows, others) = (own?.rows, others?);
        let own: BTreeSet<_> = rows.iter().map(|order| order.id).collect();
        rows.extend(others.into_iter().filter(|order| !own.contains(&order.id)));
        rows.truncate(limit);
        Ok(rows)
    }

    /// The waiting deposits of an amount that read orders of this key, above `after`, oldest first; and where the look
    /// stopped at its bound.
    pub async fn deposits_of_key(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        order_key: &NameKey,
        after: Option<&str>,
    ) -> Result<(Vec<WaitingDeposit>, Option<String>), StoreError> {
        let mut rows: Vec<WaitingDeposit> = Vec::new();
        let pk = key::waiting(workspace, amount);
        // In the order of their keys: what a look before did not come to stands above `after`.
        for name_key in payer_keys(order_key) {
            let Some(range) = key::waiting_deposits_under(name_key, after) else { continue };
            let (records, partial) = self.query_all::<WaitingDepositRecord>(&pk, &range, PAGES_A_LOOK).await?;
            let mut stopped = None;
            for record in records {
                let row = record.read()?;
                stopped = Some(key::waiting_deposit(workspace, &row).sk).filter(|_| partial);
                if may_pay(&row.printed, order_key) && !rows.iter().any(|other| other.id == row.id) {
                    rows.push(row);
                }
            }
            if partial {
                rows.sort_by_key(|deposit| (deposit.created_at, deposit.id));
                return Ok((rows, stopped));
            }
        }
        rows.sort_by_key(|deposit| (deposit.created_at, deposit.id));
        Ok((rows, None))
    }

    /// The waiting deposits of an amount that stand after `after`, oldest first; and where the look stopped at its
    /// bound.
    pub async fn deposits_of_amount(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        after: Option<&str>,
    ) -> Result<(Vec<WaitingDeposit>, Option<String>), StoreError> {
        let range = key::waiting_deposits_after(after);
        let (records, partial) =
            self.query_all::<WaitingDepositRecord>(&key::waiting(workspace, amount), &range, PAGES_A_LOOK).await?;
        let mut rows: Vec<_> = records.into_iter().map(WaitingDepositRecord::read).collect::<Result<_, _>>()?;
        let stopped = rows.last().filter(|_| partial).map(|last| key::waiting_deposit(workspace, last).sk);
        rows.sort_by_key(|deposit| (deposit.created_at, deposit.id));
        Ok((rows, stopped))
    }

    /// How an active workspace works; `None` when it is deactivated or gone. `consistent` for a look that must not
    /// miss a change; a short cut may read a settled copy for half the price.
    pub async fn active_settings(
        &self,
        workspace: WorkspaceId,
        consistent: bool,
    ) -> Result<Option<Active>, StoreError> {
        let workspace = self.workspace_at(workspace, consistent).await?;
        Ok(workspace.filter(|workspace| workspace.is_active).map(Active::of))
    }
}
