//! A balance below the amount: swapped numbers, or an overdraft that the money just lifted. It is explained where the
//! account says that it has one, or where its last known balance makes the told one.

use domain::{HoldReason, HoldReasons, WorkspaceId};
use store::StoreError;
use store::deposits::DepositFilter;

use crate::{Incoming, Pairing};

impl Pairing {
    /// The reasons without that of the balance, where an overdraft explains it.
    pub(crate) async fn but_for_overdraft(
        &self,
        reasons: HoldReasons,
        workspace: WorkspaceId,
        incoming: &Incoming,
    ) -> Result<HoldReasons, StoreError> {
        let is_explained = reasons.contains(HoldReason::BalanceBelowAmount)
            && (incoming.has_overdraft || self.lifts_overdraft(workspace, incoming).await?);
        Ok(if is_explained { reasons.without(HoldReason::BalanceBelowAmount.into()) } else { reasons })
    }

    /// Whether the account's last known balance and this money make the balance that it tells: an overdraft just
    /// lifted.
    async fn lifts_overdraft(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<bool, StoreError> {
        let details = &incoming.details;
        let of_account = DepositFilter { account: Some(incoming.account), ..DepositFilter::default() };
        let page = self.store.deposits(workspace, &of_account, None, 1).await?;
        let of_sender = HoldReasons::from_iter(HoldReasons::OF_SENDER);
        let amount = i64::try_from(details.amount.get()).ok();
        Ok(page.rows.first().is_some_and(|last| {
            let is_believed =
                last.state.holds().common(of_sender).is_empty() && last.details.deposited_at <= details.deposited_at;
            let makes = last.details.balance.zip(amount).and_then(|(before, amount)| before.checked_add(amount));
            is_believed && makes.is_some() && makes == details.balance
        }))
    }
}
