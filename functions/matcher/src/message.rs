//! A bank's message: read, its account found, its deposit paired, its outcome left for the webhook.

use bank_sms::{Outcome as Read, Reading, Why};
use domain::{Account, AccountId, Actor, Intake, MessageId, Outcome, PhoneId, Refusal, Won, WorkspaceId};
use pairing::{Arrived, Pairing, PairingError, Reversal};
use store::events::Notice;
use store::messages::KeptMessage;
use store::queue::SmsMessage;
use store::record::intake::{Aside, MessageRecord};
use store::waiting::Active;
use store::{StoreError, key};

use crate::{TaskError, account, told};

/// A message of the queue, and what it was read as.
pub(crate) struct Task<'a> {
    pub sms: &'a SmsMessage,
    pub arrived: Arrived,
    pub reading: Reading,
}

/// Takes a message and writes its receipt. Whatever it says, only a fault of the table or the queue fails it.
pub async fn take(pairing: &Pairing, sms: &SmsMessage) -> Result<(), TaskError> {
    let receipt = sms.receipt().ok_or(TaskError::Unnamed("receipt"))?;
    let arrived = Arrived::of_queue(sms).ok_or(TaskError::Unnamed("way or amount"))?;
    let task = Task { sms, reading: arrived.reading(), arrived };
    let outcome = match &task.arrived.told {
        Some(_) => told::take(pairing, &task).await?,
        None => from_text(pairing, &task).await?,
    };
    pairing.store.write_receipt(&receipt, &outcome, pairing.now()).await?;
    Ok(())
}

async fn from_text(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    let outcome = match task.reading.outcome {
        Read::Deposit | Read::Quarantined(Why::BalanceBelowAmount) | Read::Ignored(Why::Returned) => {
            deposit(pairing, task).await
        }
        Read::Withdrawal { reversal: false } => withdrawal(pairing, task).await,
        Read::Withdrawal { reversal: true } => reversal(pairing, task).await,
        Read::Ignored(why) => set_aside(pairing, task, Aside::Ignored(why)).await,
        Read::Quarantined(why) => set_aside(pairing, task, Aside::Quarantined(why)).await,
    }?;
    // How many of a bank's messages nobody can read tells that it writes in a new way.
    if let Some(unread) = outcome.is_unread() {
        let why = outcome.why().filter(|_| unread).map(Why::code);
        web::metrics::message(task.reading.bank.map(|bank| bank.code), why, pairing.now().ms());
    }
    Ok(outcome)
}

/// Where a message that makes no deposit is kept.
struct Place {
    workspace: WorkspaceId,
    account: Option<Account>,
    active: Active,
}

/// The workspace whose inbox a message goes into: that of its account, or that of its phone. `None`: nobody's.
async fn place(pairing: &Pairing, task: &Task<'_>) -> Result<Option<Place>, TaskError> {
    let over = over(task.sms)?;
    if let Some(account) = account::find(&pairing.store, &task.reading, over, true).await?
        && let Some(active) = takes(pairing, &account, task.sms).await?
    {
        return Ok(Some(Place { workspace: account.workspace, account: Some(account), active }));
    }
    let Some((workspace, _)) = over else { return Ok(None) };
    let stands = pairing.store.workspace(workspace).await?;
    Ok(stands.map(|stands| Place { workspace, account: None, active: Active::of(stands) }))
}

/// A message that makes no deposit: into its workspace's inbox. One that a person must read and that has no workspace
/// is kept as unclaimed. What tells of nothing, of no registered account, may be somebody's private business and is
/// kept nowhere.
async fn set_aside(pairing: &Pairing, task: &Task<'_>, aside: Aside) -> Result<Outcome, TaskError> {
    match (place(pairing, task).await?, aside) {
        (Some(Place { account: None, .. }), Aside::Ignored(_)) | (None, Aside::Ignored(_)) => {}
        (Some(place), _) => keep(pairing, task, aside, &place).await?,
        (None, Aside::Quarantined(why)) => keep_unclaimed(pairing, task, Some(why)).await?,
        (None, Aside::Unplaced | Aside::ReversalUnclear) => keep_unclaimed(pairing, task, None).await?,
    }
    Ok(match aside {
        Aside::Ignored(why) => Outcome::Ignored(why),
        Aside::Quarantined(why) => Outcome::Quarantined(why),
        Aside::Unplaced => Outcome::Unplaced,
        Aside::ReversalUnclear => Outcome::ReversalUnclear,
    })
}

/// Keeps a message, and tells of one that a person must read.
async fn keep(pairing: &Pairing, task: &Task<'_>, aside: Aside, place: &Place) -> Result<(), StoreError> {
    let account = place.account.as_ref().map(|account| account.id);
    let id = keep_silently(pairing, task, aside, place.workspace, account, &place.active).await?;
    tell(pairing, aside, place.workspace, id).await
}

/// Keeps a message in a workspace's inbox.
pub(crate) async fn keep_silently(
    pairing: &Pairing,
    task: &Task<'_>,
    aside: Aside,
    workspace: WorkspaceId,
    account: Option<AccountId>,
    active: &Active,
) -> Result<MessageId, StoreError> {
    let fingerprint = task.arrived.identity(&task.reading).fingerprint;
    let verdict = task.reading.bank.map(|bank| task.arrived.verdict(bank, &active.senders));
    let kept = KeptMessage { account, aside, verdict, fingerprint, sms: task.sms };
    pairing.store.keep_message(workspace, &kept, pairing.now()).await?;
    Ok(MessageId { at: task.sms.received_at(), fingerprint })
}

/// Tells of a message that a person must read. Last of all: a redelivery tells again.
pub(crate) async fn tell(
    pairing: &Pairing,
    aside: Aside,
    workspace: WorkspaceId,
    id: MessageId,
) -> Result<(), StoreError> {
    match aside {
        Aside::Ignored(_) => Ok(()),
        Aside::Quarantined(_) | Aside::Unplaced | Aside::ReversalUnclear => {
            pairing.tell(workspace, Notice::of(workspace, id.at).message(id)).await
        }
    }
}

/// Money that went out: it makes no deposit, and may be the refund of one.
async fn withdrawal(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    if let Some(Place { workspace, account: Some(account), .. }) = place(pairing, task).await?
        && let Some(incoming) = task.arrived.incoming(&task.reading, &account, Actor::Auto)
    {
        pairing.refund_seen(workspace, &incoming).await?;
    }
    set_aside(pairing, task, Aside::Ignored(Why::Withdrawal)).await
}

/// The bank took a deposit back. The message is kept first, so that the transaction which undoes the pair resolves it.
async fn reversal(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    let aside = Aside::ReversalUnclear;
    let Some(Place { workspace, account: Some(account), active }) = place(pairing, task).await? else {
        return set_aside(pairing, task, Aside::Ignored(Why::Reversal)).await;
    };
    let Some(incoming) = task.arrived.incoming(&task.reading, &account, Actor::Auto) else {
        return set_aside(pairing, task, aside).await;
    };
    let id = keep_silently(pairing, task, aside, workspace, Some(account.id), &active).await?;
    let message = pairing.message(workspace, &id).await?;
    match pairing.reverse(workspace, &incoming, &message).await {
        Ok(Reversal::Applied { deposit, order }) => Ok(Outcome::Reversed { workspace, deposit, order }),
        Ok(Reversal::Unclear) => {
            tell(pairing, aside, workspace, id).await?;
            Ok(Outcome::ReversalUnclear)
        }
        Ok(Reversal::Repeat) => {
            let call = pairing::fingerprint(&[b"repeat"]);
            match pairing.put_aside(workspace, &id, call, Actor::Auto).await {
                Ok(_) | Err(PairingError::Refused(Refusal::MessageResolved(_))) => {}
                Err(error) => return Err(error.into()),
            }
            Ok(Outcome::Ignored(Why::Reversal))
        }
        // A person decided what it means, between two deliveries.
        Err(PairingError::Refused(Refusal::MessageResolved(_))) => Ok(Outcome::Ignored(Why::Reversal)),
        Err(error) => Err(error.into()),
    }
}

/// How an account's workspace works, if it takes messages over the URL that this one came over.
async fn takes(pairing: &Pairing, account: &Account, sms: &SmsMessage) -> Result<Option<Active>, TaskError> {
    let active = pairing.store.active_settings(account.workspace, true).await?;
    Ok(active.filter(|active| sms.phone.is_some() || active.settings.intake == Intake::Open))
}

/// The phone whose URL the message came over.
pub(crate) fn over(sms: &SmsMessage) -> Result<Option<(WorkspaceId, PhoneId)>, TaskError> {
    let Some(phone) = sms.phone else { return Ok(None) };
    let workspace = WorkspaceId::new(phone.workspace_id).ok_or(TaskError::Unnamed("workspace"))?;
    Ok(Some((workspace, PhoneId::new(phone.phone_id).ok_or(TaskError::Unnamed("phone"))?)))
}

/// A deposit: paired, or kept when no account takes it.
async fn deposit(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    if task.reading.amount.and_then(Won::new).is_none() {
        return set_aside(pairing, task, Aside::Quarantined(Why::AmountOutOfRange)).await;
    }
    match over(task.sms)? {
        Some(over) => deposit_on_phone(pairing, task, over).await,
        None => deposit_on_open(pairing, task).await,
    }
}

/// Over a phone's URL: into its workspace, and its inbox where no account takes it.
async fn deposit_on_phone(
    pairing: &Pairing,
    task: &Task<'_>,
    over: (WorkspaceId, PhoneId),
) -> Result<Outcome, TaskError> {
    let Some(account) = account::find(&pairing.store, &task.reading, Some(over), true).await? else {
        return set_aside(pairing, task, Aside::Unplaced).await;
    };
    let Some(outcome) = receive(pairing, &account, task).await? else {
        keep_unclaimed(pairing, task, None).await?;
        return Ok(Outcome::AccountNotFound);
    };
    if task.reading.account.is_some() {
        account::verify(&pairing.store, &account, pairing.now()).await?;
    }
    Ok(outcome)
}

/// Over the open URL: to the one account that it fits, or kept as unclaimed. *Write, then look* holds here too: an
/// account that is registered at this very moment either sees the unclaimed message or is seen by the second look.
async fn deposit_on_open(pairing: &Pairing, task: &Task<'_>) -> Result<Outcome, TaskError> {
    if let Some(account) = account::find(&pairing.store, &task.reading, None, false).await?
        && let Some(outcome) = receive(pairing, &account, task).await?
    {
        return Ok(outcome);
    }
    keep_unclaimed(pairing, task, None).await?;
    let Some(account) = account::find(&pairing.store, &task.reading, None, true).await? else {
        return Ok(Outcome::AccountNotFound);
    };
    let Some(outcome) = receive(pairing, &account, task).await? else {
        return Ok(Outcome::AccountNotFound);
    };
    if let Some(key) = unclaimed_key(task) {
        pairing.store.claim(&key).await?;
    }
    Ok(outcome)
}

/// `None`: the account's workspace takes no messages, or none over this URL.
async fn receive(pairing: &Pairing, account: &Account, task: &Task<'_>) -> Result<Option<Outcome>, TaskError> {
    let Some(mut incoming) = task.arrived.incoming(&task.reading, account, Actor::Auto) else { return Ok(None) };
    incoming.receipt = task.arrived.receipt;
    match pairing.receive(account.workspace, &incoming).await {
        Ok(received) => Ok(Some(Outcome::Deposit(received))),
        Err(PairingError::Deactivated | PairingError::IntakeKeyed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Where the message waits as unclaimed. Its stamp is its arrival, so that a redelivery finds the same item.
fn unclaimed_key(task: &Task<'_>) -> Option<key::Key> {
    let reading = &task.reading;
    let lookup = reading
        .bank
        .zip(reading.account.as_ref())
        .and_then(|(bank, printed)| key::account_lookup(bank.family, printed));
    let partition = lookup.as_ref().map(|(partition, _)| partition.as_str());
    Some(key::unclaimed(partition, task.sms.received_at(), &task.arrived.receipt?))
}

async fn keep_unclaimed(pairing: &Pairing, task: &Task<'_>, why: Option<Why>) -> Result<(), TaskError> {
    let Some(key) = unclaimed_key(task) else { return Err(TaskError::Unnamed("receipt")) };
    let reading = &task.reading;
    let (bank, printed) =
        (reading.bank.map(|bank| bank.code), reading.account.as_ref().map(|account| account.as_printed()));
    let record = MessageRecord::unclaimed(key, why, bank, printed, task.sms, pairing.now());
    pairing.store.keep_unclaimed(&record).await?;
    Ok(())
}
