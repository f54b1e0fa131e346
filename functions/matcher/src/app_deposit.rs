//! A deposit that an app told over a phone's URL and kept the bank's text to itself: name and amount, no account, no
//! balance. It is of the one account that this phone's messages can be of, and pairs on the same name only.

use domain::{Actor, Outcome, PhoneRef};
use pairing::{Pairing, PairingError};
use store::record::intake::Aside;
use store::waiting::Active;

use crate::inbox::{ReadMessage, keep_in, notify, set_aside};

/// Records the deposit, or keeps what came in the workspace's inbox where no account, or more than one, can take it.
pub async fn take(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    let Some(PhoneRef { workspace, phone }) = message.sms.phone else {
        // The webhook takes what an app tells over a phone's URL only.
        return set_aside(pairing, message, Aside::Unplaced).await;
    };
    let accounts = pairing.store.accounts_of(workspace).await?;
    let account = domain::account::chosen_on_phone(&accounts, None, phone);
    let incoming = account.and_then(|account| message.arrived.incoming(&message.reading, account, Actor::Auto));
    let received = match incoming {
        Some(mut incoming) => {
            incoming.receipt = message.arrived.receipt;
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
                let id = keep_in(pairing, message, Aside::Unplaced, workspace, account, &active).await?;
                notify(pairing, Aside::Unplaced, workspace, id).await?;
            }
            Ok(Outcome::Unplaced)
        }
        Err(error) => Err(error),
    }
}
