//! Offers: the unclaimed messages that may be of an account that takes messages again go onto the queue again, and
//! those of its workspace's inbox that fitted no account are read again.
//!
//! Invariant: a message is offered to no account that was registered after it came: a stranger could register a number
//! that fits.

use bank_sms::PrintedAccount;
use domain::{Account, AccountId, WorkspaceId};
use pairing::{Pairing, PairingError};
use store::tasks::Task;
use store::{Store, StoreError};

/// How many accounts one page holds.
const ACCOUNTS_A_PAGE: usize = 100;

/// Offers the unclaimed messages to one account. One that was switched off meanwhile is passed over.
pub async fn to_account(pairing: &Pairing, workspace: WorkspaceId, account: AccountId) -> Result<(), PairingError> {
    match pairing.store.account(workspace, account).await? {
        Some(account) if account.is_active => offer(&pairing.store, &account).await?,
        Some(_) | None => return Ok(()),
    }
    pairing.reread_unplaced(workspace).await
}

/// Offers the unclaimed messages to every active account of a workspace.
pub async fn to_all_accounts(pairing: &Pairing, workspace: WorkspaceId) -> Result<(), PairingError> {
    let mut before = None;
    loop {
        let page = pairing.store.accounts(workspace, Some(true), before, ACCOUNTS_A_PAGE).await?;
        for account in &page.rows {
            offer(&pairing.store, account).await?;
        }
        match page.next {
            Some(next) => before = Some(next),
            None => return pairing.reread_unplaced(workspace).await,
        }
    }
}

/// The message goes onto the queue first and is forgotten after: a death in between offers it twice, which changes
/// nothing.
async fn offer(store: &Store, account: &Account) -> Result<(), StoreError> {
    for record in store.unclaimed_for(account).await? {
        let printed = record.account.as_deref().and_then(PrintedAccount::parse);
        let is_later = account.created_at > record.sms.heard_at;
        if !is_later && printed.is_some_and(|printed| printed.fits(&account.number.digits())) {
            store.tasks.send(Task::Sms(Box::new(record.sms.clone())), 0).await?;
            store.claim(&record.key()).await?;
        }
    }
    Ok(())
}
