//! A deposit that an app told over a phone's URL and kept the bank's text to itself: name and amount, no account, no
//! balance. It is of the one account that this phone's messages can be of, and pairs on the same name only.

use domain::deposit::Told;
use domain::occurrence::{Fingerprint, TWIN_WINDOW_MS};
use domain::{Account, Actor, Outcome, Source, Won};
use pairing::{Incoming, Pairing, PairingError, fingerprint};
use store::queue::{SmsMessage, ToldDeposit};
use store::record::intake::Aside;

use crate::TaskError;
use crate::message::over;

/// Records the deposit, or keeps what came in the workspace's inbox where no account, or more than one, can take it.
pub async fn take(pairing: &Pairing, sms: &SmsMessage, told: &ToldDeposit) -> Result<Outcome, TaskError> {
    let (workspace, phone) = over(sms)?.ok_or(TaskError::Unnamed("phone"))?;
    let amount = Won::new(told.amount).ok_or(TaskError::Unnamed("amount"))?;
    let accounts = pairing.store.accounts_of(workspace).await?;
    let account = domain::account::chosen_on_phone(&accounts, None, phone);
    let received = match account {
        Some(account) => pairing.receive(workspace, &incoming(sms, told, account, amount)?).await,
        None => Err(PairingError::Deactivated),
    };
    match received {
        Ok(received) => Ok(Outcome::Deposit(received)),
        Err(PairingError::Deactivated) => {
            let account = account.map(|account| account.id);
            let identity = identity(sms, told);
            pairing.store.keep_message(workspace, account, Aside::Unplaced, &identity, sms, pairing.now()).await?;
            Ok(Outcome::Unplaced)
        }
        Err(error) => Err(error.into()),
    }
}

fn incoming(sms: &SmsMessage, told: &ToldDeposit, account: &Account, amount: Won) -> Result<Incoming, TaskError> {
    Ok(Incoming {
        account: account.id,
        fingerprint: identity(sms, told),
        receipt: sms.receipt(),
        by: Actor::Auto,
        told: Told {
            amount,
            depositor_name: Some(told.depositor_name.clone()),
            deposited_at: sms.received_at(),
            source: Source::Sms,
            via: sms.via().ok_or(TaskError::Unnamed("way"))?,
            balance: None,
            bank_code: account.bank_code.clone(),
            by_grammar: true,
            raw_sms: Some(sms.raw_sms.clone()),
        },
    })
}

/// It tells neither account nor balance, so that two deposits can be told alike: its arrival tells them apart, in
/// five-minute steps.
fn identity(sms: &SmsMessage, told: &ToldDeposit) -> Fingerprint {
    let arrival = sms.received_at_ms.div_euclid(TWIN_WINDOW_MS).to_string();
    let (name, amount) = (told.depositor_name.as_bytes(), told.amount.to_be_bytes());
    fingerprint(&[b"told", name, &amount, sms.raw_sms.as_bytes(), arrival.as_bytes()])
}
