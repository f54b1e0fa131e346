//! A bank's message: read, its account found, its deposit paired, its outcome left for the webhook.

use bank_sms::{Message, Outcome as Read, Reading, Why, read};
use domain::deposit::Told;
use domain::occurrence::Fingerprint;
use domain::{Account, Actor, Outcome, Source, Won};
use pairing::{Incoming, Pairing, PairingError, telling};
use store::key;
use store::queue::SmsMessage;
use store::record::intake::{Aside, MessageRecord};

use crate::{TaskError, account};

/// Takes a message and writes its receipt. Whatever it says, only a fault of the table or the queue fails it.
pub async fn take(pairing: &Pairing, sms: &SmsMessage) -> Result<(), TaskError> {
    let receipt = sms.receipt().ok_or(TaskError::Unnamed("receipt"))?;
    let reading =
        read(&Message { raw: &sms.raw_sms, sender: sms.sender.as_deref(), received_at: sms.received_at().datetime() });
    let outcome = match reading.outcome {
        Read::Deposit => deposit(pairing, sms, &reading).await?,
        Read::Withdrawal { reversal: false } => {
            set_aside(pairing, sms, &reading, Aside::Ignored(Why::Withdrawal)).await?
        }
        Read::Withdrawal { reversal: true } => set_aside(pairing, sms, &reading, Aside::Ignored(Why::Reversal)).await?,
        Read::Ignored(why) => set_aside(pairing, sms, &reading, Aside::Ignored(why)).await?,
        Read::Quarantined(why) => set_aside(pairing, sms, &reading, Aside::Quarantined(why)).await?,
    };
    pairing.store.write_receipt(&receipt, &outcome, pairing.now()).await?;
    Ok(())
}

/// A message that makes no deposit: into its workspace's inbox. One that a person must read and that has no workspace
/// is kept as unclaimed.
async fn set_aside(pairing: &Pairing, sms: &SmsMessage, reading: &Reading, aside: Aside) -> Result<Outcome, TaskError> {
    match (account::find(&pairing.store, reading, true).await?, aside) {
        (Some(account), _) => {
            pairing.store.keep_message(&account, aside, &identity(sms, reading), sms, pairing.now()).await?
        }
        (None, Aside::Quarantined(why)) => keep_unclaimed(pairing, sms, reading, Some(why)).await?,
        (None, Aside::Ignored(_)) => {}
    }
    Ok(match aside {
        Aside::Ignored(why) => Outcome::Ignored(why),
        Aside::Quarantined(why) => Outcome::Quarantined(why),
    })
}

/// A deposit: paired, or kept as unclaimed when no account takes it. *Write, then look* holds here too: an account that
/// is registered at this very moment either sees the unclaimed message or is seen by the second look.
async fn deposit(pairing: &Pairing, sms: &SmsMessage, reading: &Reading) -> Result<Outcome, TaskError> {
    let Some(amount) = reading.amount.and_then(Won::new) else {
        return set_aside(pairing, sms, reading, Aside::Quarantined(Why::AmountOutOfRange)).await;
    };
    if let Some(account) = account::find(&pairing.store, reading, false).await?
        && let Some(outcome) = receive(pairing, &account, sms, reading, amount).await?
    {
        return Ok(outcome);
    }
    keep_unclaimed(pairing, sms, reading, None).await?;
    let Some(account) = account::find(&pairing.store, reading, true).await? else {
        return Ok(Outcome::AccountNotFound);
    };
    let Some(outcome) = receive(pairing, &account, sms, reading, amount).await? else {
        return Ok(Outcome::AccountNotFound);
    };
    if let Some(key) = unclaimed_key(sms, reading) {
        pairing.store.claim(&key).await?;
    }
    Ok(outcome)
}

/// `None`: the account's workspace is deactivated and takes no messages.
async fn receive(
    pairing: &Pairing,
    account: &Account,
    sms: &SmsMessage,
    reading: &Reading,
    amount: Won,
) -> Result<Option<Outcome>, TaskError> {
    let incoming = Incoming {
        account: account.id,
        fingerprint: identity(sms, reading),
        receipt: sms.receipt(),
        by: Actor::Auto,
        told: Told {
            amount,
            depositor_name: reading.depositor.clone(),
            deposited_at: telling::deposited_at(sms.received_at(), reading),
            source: Source::Sms,
            via: sms.via().ok_or(TaskError::Unnamed("way"))?,
            balance: reading.balance.known(),
            bank_code: account.bank_code.clone(),
            by_grammar: reading.shape == "grammar",
            raw_sms: Some(sms.raw_sms.clone()),
        },
    };
    match pairing.receive(account.workspace, &incoming).await {
        Ok(received) => Ok(Some(Outcome::Deposit(received))),
        Err(PairingError::Deactivated) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The fingerprint of the message.
fn identity(sms: &SmsMessage, reading: &Reading) -> Fingerprint {
    telling::identity(&sms.raw_sms, sms.received_at(), sms.server_time, reading)
}

/// Where the message waits as unclaimed. Its stamp is its arrival, so that a redelivery finds the same item.
fn unclaimed_key(sms: &SmsMessage, reading: &Reading) -> Option<key::Key> {
    let lookup = reading
        .bank
        .zip(reading.account.as_ref())
        .and_then(|(bank, printed)| key::account_lookup(bank.family, printed));
    Some(key::unclaimed(lookup.as_ref().map(|(partition, _)| partition.as_str()), sms.received_at(), &sms.receipt()?))
}

async fn keep_unclaimed(
    pairing: &Pairing,
    sms: &SmsMessage,
    reading: &Reading,
    why: Option<Why>,
) -> Result<(), TaskError> {
    let Some(key) = unclaimed_key(sms, reading) else { return Err(TaskError::Unnamed("receipt")) };
    let (bank, printed) =
        (reading.bank.map(|bank| bank.code), reading.account.as_ref().map(|account| account.as_printed()));
    let record = MessageRecord::unclaimed(key, why, bank, printed, sms, pairing.now());
    pairing.store.keep_unclaimed(&record).await?;
    Ok(())
}
