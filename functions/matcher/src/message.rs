//! A bank's message: read, its account found, its deposit paired, its outcome left for the webhook.

use bank_sms::{Message, Outcome as Read, Reading, Why, read};
use domain::deposit::Told;
use domain::occurrence::Fingerprint;
use domain::{Account, AccountId, Actor, Intake, MessageId, Outcome, PhoneId, Source, Won, WorkspaceId};
use pairing::{Incoming, Pairing, PairingError, telling};
use store::events::Notice;
use store::queue::SmsMessage;
use store::record::intake::{Aside, MessageRecord};
use store::{StoreError, key};

use crate::{TaskError, account, told};

/// Takes a message and writes its receipt. Whatever it says, only a fault of the table or the queue fails it.
pub async fn take(pairing: &Pairing, sms: &SmsMessage) -> Result<(), TaskError> {
    let receipt = sms.receipt().ok_or(TaskError::Unnamed("receipt"))?;
    let outcome = match &sms.told {
        Some(told) => told::take(pairing, sms, told).await?,
        None => from_text(pairing, sms).await?,
    };
    pairing.store.write_receipt(&receipt, &outcome, pairing.now()).await?;
    Ok(())
}

async fn from_text(pairing: &Pairing, sms: &SmsMessage) -> Result<Outcome, TaskError> {
    let claim = sms.sender_claim();
    let reading = read(&Message { raw: &sms.raw_sms, sender: claim.hint(), received_at: sms.received_at().datetime() });
    let outcome = match reading.outcome {
        Read::Deposit => deposit(pairing, sms, &reading).await,
        Read::Withdrawal { reversal: false } => {
            set_aside(pairing, sms, &reading, Aside::Ignored(Why::Withdrawal)).await
        }
        Read::Withdrawal { reversal: true } => set_aside(pairing, sms, &reading, Aside::Ignored(Why::Reversal)).await,
        Read::Ignored(why) => set_aside(pairing, sms, &reading, Aside::Ignored(why)).await,
        Read::Quarantined(why) => set_aside(pairing, sms, &reading, Aside::Quarantined(why)).await,
    }?;
    // How many of a bank's messages nobody can read tells that it writes in a new way.
    if let Some(unread) = outcome.is_unread() {
        web::metrics::message(reading.bank.map(|bank| bank.code), unread, pairing.now().ms());
    }
    Ok(outcome)
}

/// A message that makes no deposit: into its workspace's inbox. One that a person must read and that has no workspace
/// is kept as unclaimed. What tells of nothing, of no registered account, may be somebody's private business and is
/// kept nowhere.
async fn set_aside(pairing: &Pairing, sms: &SmsMessage, reading: &Reading, aside: Aside) -> Result<Outcome, TaskError> {
    let account = match account::find(&pairing.store, reading, over(sms)?, true).await? {
        Some(account) if takes(pairing, &account, sms).await? => Some(account),
        Some(_) | None => None,
    };
    match (account, over(sms)?, aside) {
        (Some(account), _, _) => keep(pairing, sms, reading, aside, account.workspace, Some(account.id)).await?,
        (None, Some((workspace, _)), Aside::Quarantined(_) | Aside::Unplaced) => {
            keep(pairing, sms, reading, aside, workspace, None).await?;
        }
        (None, None, Aside::Quarantined(why)) => keep_unclaimed(pairing, sms, reading, Some(why)).await?,
        (None, None, Aside::Unplaced) => keep_unclaimed(pairing, sms, reading, None).await?,
        (None, _, Aside::Ignored(_)) => {}
    }
    Ok(match aside {
        Aside::Ignored(why) => Outcome::Ignored(why),
        Aside::Quarantined(why) => Outcome::Quarantined(why),
        Aside::Unplaced => Outcome::Unplaced,
    })
}

async fn keep(
    pairing: &Pairing,
    sms: &SmsMessage,
    reading: &Reading,
    aside: Aside,
    workspace: WorkspaceId,
    account: Option<AccountId>,
) -> Result<(), StoreError> {
    keep_as(pairing, sms, identity(sms, reading), aside, workspace, account).await
}

/// Keeps a message, and tells of one that a person must read. The notice comes last: a redelivery gives it again.
pub(crate) async fn keep_as(
    pairing: &Pairing,
    sms: &SmsMessage,
    fingerprint: Fingerprint,
    aside: Aside,
    workspace: WorkspaceId,
    account: Option<AccountId>,
) -> Result<(), StoreError> {
    pairing.store.keep_message(workspace, account, aside, &fingerprint, sms, pairing.now()).await?;
    match aside {
        Aside::Ignored(_) => Ok(()),
        Aside::Quarantined(_) | Aside::Unplaced => {
            let at = sms.received_at();
            pairing.tell(workspace, Notice::of(workspace, at).message(MessageId { at, fingerprint })).await
        }
    }
}

/// Whether an account's workspace takes messages, over the URL that this one came over.
async fn takes(pairing: &Pairing, account: &Account, sms: &SmsMessage) -> Result<bool, TaskError> {
    let active = pairing.store.active_settings(account.workspace, true).await?;
    Ok(active.is_some_and(|active| sms.phone.is_some() || active.settings.intake == Intake::Open))
}

/// The phone whose URL the message came over.
pub(crate) fn over(sms: &SmsMessage) -> Result<Option<(WorkspaceId, PhoneId)>, TaskError> {
    let Some(phone) = sms.phone else { return Ok(None) };
    let workspace = WorkspaceId::new(phone.workspace_id).ok_or(TaskError::Unnamed("workspace"))?;
    Ok(Some((workspace, PhoneId::new(phone.phone_id).ok_or(TaskError::Unnamed("phone"))?)))
}

/// A deposit: paired, or kept when no account takes it.
async fn deposit(pairing: &Pairing, sms: &SmsMessage, reading: &Reading) -> Result<Outcome, TaskError> {
    let Some(amount) = reading.amount.and_then(Won::new) else {
        return set_aside(pairing, sms, reading, Aside::Quarantined(Why::AmountOutOfRange)).await;
    };
    match over(sms)? {
        Some(over) => deposit_on_phone(pairing, sms, reading, amount, over).await,
        None => deposit_on_open(pairing, sms, reading, amount).await,
    }
}

/// Over a phone's URL: into its workspace, and its inbox where no account takes it.
async fn deposit_on_phone(
    pairing: &Pairing,
    sms: &SmsMessage,
    reading: &Reading,
    amount: Won,
    over: (WorkspaceId, PhoneId),
) -> Result<Outcome, TaskError> {
    let Some(account) = account::find(&pairing.store, reading, Some(over), true).await? else {
        return set_aside(pairing, sms, reading, Aside::Unplaced).await;
    };
    let Some(outcome) = receive(pairing, &account, sms, reading, amount).await? else {
        keep_unclaimed(pairing, sms, reading, None).await?;
        return Ok(Outcome::AccountNotFound);
    };
    if reading.account.is_some() {
        account::verify(&pairing.store, &account, pairing.now()).await?;
    }
    Ok(outcome)
}

/// Over the open URL: to the one account that it fits, or kept as unclaimed. *Write, then look* holds here too: an
/// account that is registered at this very moment either sees the unclaimed message or is seen by the second look.
async fn deposit_on_open(
    pairing: &Pairing,
    sms: &SmsMessage,
    reading: &Reading,
    amount: Won,
) -> Result<Outcome, TaskError> {
    if let Some(account) = account::find(&pairing.store, reading, None, false).await?
        && let Some(outcome) = receive(pairing, &account, sms, reading, amount).await?
    {
        return Ok(outcome);
    }
    keep_unclaimed(pairing, sms, reading, None).await?;
    let Some(account) = account::find(&pairing.store, reading, None, true).await? else {
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

/// `None`: the account's workspace takes no messages, or none over this URL.
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
        Err(PairingError::Deactivated | PairingError::IntakeKeyed) => Ok(None),
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
