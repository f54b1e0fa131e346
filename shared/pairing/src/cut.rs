//! An amount at the very end of its text: `1,234`, or what a phone left of `1,234,567`. It is whole where the account's
//! messages end so.

use bank_sms::{Message, read};
use domain::{Deposit, HoldReason, HoldReasons, WorkspaceId};
use store::StoreError;
use store::deposits::DepositFilter;

use crate::{Incoming, Pairing};

/// How many of the account's last deposits are looked at.
const LOOKED_AT: usize = 10;

impl Pairing {
    /// Whether one of the account's last deposits came by a text that ends in its amount, and people or the program
    /// believed it.
    pub(crate) async fn ends_as_before(&self, workspace: WorkspaceId, incoming: &Incoming) -> Result<bool, StoreError> {
        let of_account = DepositFilter { account: Some(incoming.account), ..DepositFilter::default() };
        let page = self.store.deposits(workspace, &of_account, None, LOOKED_AT).await?;
        Ok(page.rows.iter().any(|deposit| is_believed(deposit) && ends_in_amount(deposit)))
    }
}

fn is_believed(deposit: &Deposit) -> bool {
    let doubts = HoldReasons::from_iter(HoldReasons::OF_SENDER).and(HoldReason::AmountCut.into());
    deposit.state.holds().common(doubts).is_empty()
}

fn ends_in_amount(deposit: &Deposit) -> bool {
    let details = &deposit.details;
    let received_at = details.deposited_at.datetime();
    let reading = |raw| read(&Message { raw, sender: None, received_at });
    details.raw_sms.as_deref().is_some_and(|raw| reading(raw).ends_in_amount)
}
