//! A bank's message: read, its account found, its deposit paired, its outcome left for the webhook.

use bank_sms::{Outcome as Read, Why};
use domain::{Account, Actor, ArrivedMessage, Outcome, PhoneRef, Refusal, Won};
use pairing::{Arrived, Incoming, Pairing, PairingError, Prefetched, Reversal, Sought};
use store::record::intake::Aside;

use crate::account::Whose;
use crate::inbox::{Place, ReadMessage, keep_in, keep_unclaimed, notify, place, set_aside};
use crate::{account, app_deposit};

/// Takes a message and writes its receipt. Whatever it says, only a fault of the table or the queue fails it.
pub async fn take(pairing: &Pairing, sms: &ArrivedMessage) -> Result<Outcome, PairingError> {
    let mut arrived = Arrived::of_queue(sms);
    let reading = match sms.phone {
        Some(over) => pairing.read(over.workspace, &mut arrived).await?,
        None => arrived.reading(),
    };
    let message = ReadMessage { sms, reading, arrived };
    let outcome = match &message.arrived.app_details {
        Some(_) => app_deposit::take(pairing, &message).await?,
        None => from_text(pairing, &message).await?,
    };
    pairing.store.write_receipt(&sms.receipt, &outcome, pairing.now()).await?;
    Ok(outcome)
}

async fn from_text(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    let outcome = match message.reading.outcome {
        Read::Deposit | Read::Quarantined(Why::BalanceBelowAmount) | Read::Ignored(Why::Returned) => {
            deposit(pairing, message).await
        }
        Read::Withdrawal { reversal: false } => withdrawal(pairing, message).await,
        Read::Withdrawal { reversal: true } => reversal(pairing, message).await,
        Read::Ignored(why) => set_aside(pairing, message, Aside::Ignored(why)).await,
        Read::Quarantined(why) => set_aside(pairing, message, Aside::Quarantined(why)).await,
    }?;
    // How many of a bank's messages nobody can read tells that it writes in a new way.
    if let Some(unread) = outcome.is_unread() {
        let why = outcome.why().filter(|_| unread).map(Why::code);
        runtime::metrics::message(message.reading.bank.map(|bank| bank.code), why, pairing.now().ms());
    }
    Ok(outcome)
}

/// Money that went out: it makes no deposit, and may be the refund of one.
async fn withdrawal(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    if let Some(Place { workspace, account: Some(account), .. }) = place(pairing, message).await?
        && let Some(incoming) = message.arrived.incoming(&message.reading, &account, Actor::Auto)
    {
        pairing.refund_seen(workspace, &incoming).await?;
    }
    set_aside(pairing, message, Aside::Ignored(Why::Withdrawal)).await
}

/// The bank took a deposit back. The message is kept first, so that the transaction which undoes the pair resolves it.
async fn reversal(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    let aside = Aside::ReversalUnclear;
    let Some(Place { workspace, account: Some(account), active }) = place(pairing, message).await? else {
        return set_aside(pairing, message, Aside::Ignored(Why::Reversal)).await;
    };
    let Some(incoming) = message.arrived.incoming(&message.reading, &account, Actor::Auto) else {
        return set_aside(pairing, message, aside).await;
    };
    let id = keep_in(pairing, message, aside, workspace, Some(account.id), &active).await?;
    let kept = pairing.message(workspace, &id).await?;
    match pairing.reverse(workspace, &incoming, &kept).await {
        Ok(Reversal::Applied { deposit, order }) => Ok(Outcome::Reversed { workspace, deposit, order }),
        Ok(Reversal::Unclear) => {
            notify(pairing, aside, workspace, id).await?;
            Ok(Outcome::ReversalUnclear)
        }
        Ok(Reversal::Repeat) => {
            let call = pairing::fingerprint(&[b"repeat"]);
            match pairing.put_aside(workspace, &id, call, Actor::Auto).await {
                Ok(_) | Err(PairingError::Refused(Refusal::MessageResolved(_))) => {}
                Err(error) => return Err(error),
            }
            Ok(Outcome::Ignored(Why::Reversal))
        }
        // A person decided what it means, between two deliveries.
        Err(PairingError::Refused(Refusal::MessageResolved(_))) => Ok(Outcome::Ignored(Why::Reversal)),
        Err(error) => Err(error),
    }
}

/// A deposit: paired, or kept when no account takes it.
async fn deposit(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    if message.reading.amount.and_then(Won::new).is_none() {
        return set_aside(pairing, message, Aside::Quarantined(Why::AmountOutOfRange)).await;
    }
    match message.sms.phone {
        // On the heap: every other message's future stays small.
        Some(over) => Box::pin(deposit_on_phone(pairing, message, over)).await,
        None => Box::pin(deposit_on_open(pairing, message)).await,
    }
}

/// Over a phone's URL: into its workspace, and its inbox where no account takes it.
async fn deposit_on_phone(
    pairing: &Pairing,
    message: &ReadMessage<'_>,
    over: PhoneRef,
) -> Result<Outcome, PairingError> {
    let sought = Sought::of(over, &message.reading);
    let known = pairing.accounts.get(&sought);
    let (found, saw) = tokio::join!(
        account::find(pairing, &message.reading, Some(over), true),
        ahead(pairing, known.as_ref(), message)
    );
    let Some(account) = found?.account() else {
        return set_aside(pairing, message, Aside::Unplaced).await;
    };
    let saw = saw.filter(|_| known.as_ref() == Some(&account));
    let Some(outcome) = receive(pairing, &account, message, saw).await? else {
        // What a test workspace's bank wrote is offered to nobody.
        if over.workspace.is_live() {
            keep_unclaimed(pairing, message, None, false).await?;
        }
        return Ok(Outcome::AccountNotFound);
    };
    let account = match message.reading.account {
        Some(_) => account::verified(&pairing.store, account, pairing.now()).await?,
        None => account,
    };
    pairing.accounts.note(sought, account);
    Ok(outcome)
}

/// What a deposit on this account needs, read while the account is still looked for. A fault here is one of the reads
/// that follow without it.
async fn ahead(pairing: &Pairing, known: Option<&Account>, message: &ReadMessage<'_>) -> Option<Prefetched> {
    let account = known?;
    pairing.prefetch(account.workspace, &incoming(message, account)?).await.ok()?
}

/// Over the open URL: to the one account that it fits, or kept as unclaimed. The second look sees an account that is
/// registered at this very moment.
async fn deposit_on_open(pairing: &Pairing, message: &ReadMessage<'_>) -> Result<Outcome, PairingError> {
    let mut is_contested = false;
    for consistent in [false, true] {
        let whose = account::find(pairing, &message.reading, None, consistent).await?;
        is_contested = matches!(whose, Whose::Contested);
        if let Some(account) = whose.account()
            && let Some(outcome) = receive(pairing, &account, message, None).await?
        {
            return Ok(outcome);
        }
    }
    keep_unclaimed(pairing, message, None, is_contested).await?;
    Ok(Outcome::AccountNotFound)
}

fn incoming(message: &ReadMessage<'_>, account: &Account) -> Option<Incoming> {
    let incoming = message.arrived.incoming(&message.reading, account, Actor::Auto)?;
    Some(Incoming { receipt: message.arrived.receipt, ..incoming })
}

/// `None`: the account's workspace takes no messages, or none over this URL.
async fn receive(
    pairing: &Pairing,
    account: &Account,
    message: &ReadMessage<'_>,
    saw: Option<Prefetched>,
) -> Result<Option<Outcome>, PairingError> {
    let Some(incoming) = incoming(message, account) else { return Ok(None) };
    match pairing.receive_prefetched(account.workspace, &incoming, saw).await {
        Ok(received) => Ok(Some(Outcome::Deposit(received))),
        Err(PairingError::Deactivated | PairingError::IntakeKeyed) => Ok(None),
        Err(error) => Err(error),
    }
}
