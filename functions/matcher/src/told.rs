//! A deposit that an app told over a phone's URL and kept the bank's text to itself: name and amount, no account, no
//! balance. It is of the one account that this phone's messages can be of, and pairs on the same name only.

use domain::deposit::Told;
use domain::message::AppTold;
use domain::occurrence::Fingerprint;
use domain::{Account, Actor, Outcome, Source, Won};
use pairing::{Incoming, Pairing, PairingError, telling};
use store::queue::{SmsMessage, ToldDeposit};
use store::record::intake::Aside;

use crate::TaskError;
use crate::message::{keep_as, over};

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
            let identity = identity(sms, told, amount);
            keep_as(pairing, sms, identity, Aside::Unplaced, workspace, account).await?;
            Ok(Outcome::Unplaced)
        }
        Err(error) => Err(error.into()),
    }
}

fn incoming(sms: &SmsMessage, told: &ToldDeposit, account: &Account, amount: Won) -> Result<Incoming, TaskError> {
    Ok(Incoming {
        account: account.id,
        fingerprint: identity(sms, told, amount),
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

fn identity(sms: &SmsMessage, told: &ToldDeposit, amount: Won) -> Fingerprint {
    let told = AppTold { depositor_name: told.depositor_name.clone(), amount };
    telling::app_identity(&told, &sms.raw_sms, sms.received_at())
}
