//! Where a message goes that makes no deposit: into its workspace's inbox, among the unclaimed messages, or nowhere.

use bank_sms::{Reading, Why};
use domain::{Account, AccountId, ArrivedMessage, Intake, MessageId, Outcome, PhoneRef, WorkspaceId};
use pairing::{Arrived, Pairing, PairingError};
use store::bucket::{Rate, Taken};
use store::events::Notice;
use store::messages::KeptMessage;
use store::record::intake::{Aside, MessageRecord};
use store::waiting::Active;
use store::{StoreError, key};

use crate::account;

/// How many messages that nobody can read strangers put into the inbox of one workspace: twenty an hour.
const FROM_STRANGERS: Rate = Rate { burst: 20, every_ms: 180_000 };

/// A message of the queue, and what it was read as.
pub struct ReadMessage<'a> {
    pub sms: &'a ArrivedMessage,
    pub arrived: Arrived,
    pub reading: Reading,
}

/// Where a message that makes no deposit is kept.
pub struct Place {
    pub workspace: WorkspaceId,
    pub account: Option<Account>,
    pub active: Active,
}

/// The workspace whose inbox a message goes into: that of its account, or that of its phone. `None`: nobody's.
pub async fn place(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Option<Place>, PairingError> {
    let over = message.sms.phone;
    if let Some(account) = account::find(pairing, &message.reading, over, true).await?.account()
        && let Some(active) = takes(pairing, &account, message.sms).await?
    {
        return Ok(Some(Place { workspace: account.workspace, account: Some(account), active }));
    }
    let Some(PhoneRef { workspace, .. }) = over else { return Ok(None) };
    let stands = pairing.store.workspace(workspace).await?;
    Ok(stands.map(|stands| Place { workspace, account: None, active: Active::of(stands) }))
}

/// A message that makes no deposit: into its workspace's inbox. One that a person must read and that has no workspace
/// is kept as unclaimed, and so is what strangers send beyond a limit. What tells of nothing, of no registered account,
/// may be somebody's private business and is kept nowhere.
pub async fn set_aside(pairing: &Pairing, message: &ReadMessage<'_>, aside: Aside) -> Result<Outcome, PairingError> {
    match (place(pairing, message).await?, aside) {
        (Some(Place { account: None, .. }), Aside::Ignored(_)) | (None, Aside::Ignored(_)) => {}
        (Some(place), Aside::Quarantined(why)) if message.sms.phone.is_none() => {
            match pairing.store.take(&format!("unread#{}", place.workspace), FROM_STRANGERS, pairing.now()).await? {
                Taken::Yes => keep(pairing, message, aside, &place).await?,
                Taken::No { .. } => keep_unclaimed(pairing, message, Some(why), false).await?,
            }
        }
        (Some(place), _) => keep(pairing, message, aside, &place).await?,
        (None, Aside::Quarantined(why)) => keep_unclaimed(pairing, message, Some(why), false).await?,
        (None, Aside::Unplaced | Aside::ReversalUnclear) => keep_unclaimed(pairing, message, None, false).await?,
    }
    Ok(match aside {
        Aside::Ignored(why) => Outcome::Ignored(why),
        Aside::Quarantined(why) => Outcome::Quarantined(why),
        Aside::Unplaced => Outcome::Unplaced,
        Aside::ReversalUnclear => Outcome::ReversalUnclear,
    })
}

/// Keeps a message, and tells of one that a person must read.
async fn keep(pairing: &Pairing, message: &ReadMessage<'_>, aside: Aside, place: &Place) -> Result<(), StoreError> {
    let account = place.account.as_ref().map(|account| account.id);
    let id = keep_in(pairing, message, aside, place.workspace, account, &place.active).await?;
    notify(pairing, aside, place.workspace, id).await
}

/// Keeps a message in a workspace's inbox.
pub async fn keep_in(
    pairing: &Pairing,
    message: &ReadMessage<'_>,
    aside: Aside,
    workspace: WorkspaceId,
    account: Option<AccountId>,
    active: &Active,
) -> Result<MessageId, StoreError> {
    let fingerprint = message.arrived.identity(&message.reading).fingerprint;
    let verdict = message.reading.bank.map(|bank| message.arrived.verdict(&message.reading, bank, &active.senders));
    let kept = KeptMessage { account, aside, verdict, fingerprint, sms: message.sms };
    pairing.store.keep_message(workspace, &kept, pairing.now()).await?;
    Ok(MessageId { at: message.sms.received_at, fingerprint })
}

/// Tells of a message that a person must read. Last of all: a redelivery tells again.
pub async fn notify(pairing: &Pairing, aside: Aside, workspace: WorkspaceId, id: MessageId) -> Result<(), StoreError> {
    match aside {
        Aside::Ignored(_) => Ok(()),
        Aside::Quarantined(_) | Aside::Unplaced | Aside::ReversalUnclear => {
            pairing.tell(workspace, Notice::of(workspace, id.at).message(id)).await
        }
    }
}

/// How an account's workspace works, if it takes messages over the URL that this one came over.
async fn takes(pairing: &Pairing, account: &Account, sms: &ArrivedMessage) -> Result<Option<Active>, PairingError> {
    let active = pairing.store.active_settings(account.workspace, true).await?;
    Ok(active.filter(|active| sms.phone.is_some() || active.settings.intake == Intake::Open))
}

/// Where the message waits as unclaimed. Its stamp is its arrival, so that a redelivery finds the same item. What
/// several workspaces could claim stands where no account looks.
fn unclaimed_key(message: &ReadMessage<'_>, is_contested: bool) -> key::Key {
    let reading = &message.reading;
    let lookup = reading
        .bank
        .zip(reading.account.as_ref())
        .and_then(|(bank, printed)| key::account_lookup(bank.family, printed));
    let partition = lookup.as_ref().map(|(partition, _)| partition.as_str()).filter(|_| !is_contested);
    key::unclaimed(partition, message.sms.received_at, &message.sms.receipt)
}

pub async fn keep_unclaimed(
    pairing: &Pairing,
    message: &ReadMessage<'_>,
    why: Option<Why>,
    is_contested: bool,
) -> Result<(), PairingError> {
    let reading = &message.reading;
    let (bank, printed) =
        (reading.bank.map(|bank| bank.code), reading.account.as_ref().map(|account| account.as_printed()));
    let key = unclaimed_key(message, is_contested);
    let record = MessageRecord::unclaimed(key, why, bank, printed, message.sms, pairing.now());
    pairing.store.keep_unclaimed(&record).await?;
    Ok(())
}
