//! A deposit that an app told over a phone's URL and kept the bank's text to itself: name and amount, no account, no
//! balance. It is of the one account that this phone's messages can be of, and pairs on the same name only.

use domain::{Actor, Outcome};
use pairing::{Pairing, PairingError};
use store::record::intake::Aside;
use store::waiting::Active;

use crate::TaskError;
use crate::message::{Task, keep_silently, over, tell};

/// Records the deposit, or keeps what came in the workspace's inbox where no account, or more than one, can take it.
pub async fn take(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    let (workspace, phone) = over(task.sms)?.ok_or(TaskError::Unnamed("phone"))?;
    let accounts = pairing.store.accounts_of(workspace).await?;
    let account = domain::account::chosen_on_phone(&accounts, None, phone);
    let incoming = account.and_then(|account| task.arrived.incoming(&task.reading, account, Actor::Auto));
    let received = match incoming {
        Some(mut incoming) => {
            incoming.receipt = task.arrived.receipt;
            pairing.receive(workspace, &incoming).await
        }
        None => Err(PairingError::Deactivated),
    };
    match received {
        Ok(received) => Ok(Outcome::Deposit(received)),
        Err(PairingError::Deactivated) => {
            let account = account.map(|account| account.id);
            if let Some(stands) = pairing.store.workspace(workspace).await? {
                let active = Active::of(stands);
                let id = keep_silently(pairing, task, Aside::Unplaced, workspace, account, &active).await?;
                tell(pairing, Aside::Unplaced, workspace, id).await?;
            }
            Ok(Outcome::Unplaced)
        }
        Err(error) => Err(error.into()),
    }
}
