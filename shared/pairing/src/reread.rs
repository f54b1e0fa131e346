//! A message of the inbox is read again: by a person, or when an account is registered that it may be of. The same
//! rules as the matcher's, so that it is the same message whichever way it becomes a deposit.

use bank_sms::Reading;
use domain::account::chosen_on_phone;
use domain::message::MessageReason;
use domain::{Account, Actor, FormatId, Message, MessageId, MessageStatus, MissingSender, WorkspaceId};
use store::inbox::MessageFilter;

use crate::arrived::{Arrived, tells_money_in};
use crate::{Incoming, Pairing, PairingError, fingerprint};

/// How many messages one page of the inbox holds, and how many pages one rereading looks at.
const MESSAGES_A_PAGE: usize = 100;
const PAGES_A_REREADING: usize = 10;

impl Pairing {
    /// Reads a message again. If it tells of a deposit of one account of the workspace now, it becomes that deposit and
    /// is resolved; otherwise it stays as it is. The same call again answers the same.
    pub async fn reread(
        &self,
        workspace: WorkspaceId,
        id: &MessageId,
        by: Actor,
    ) -> Result<(Message, Reading, Option<FormatId>), PairingError> {
        let call = fingerprint(&[b"reread"]);
        let message = self.message(workspace, id).await?;
        message.resolved_by(&call)?;
        let accounts = self.store.accounts_of(workspace).await?;
        let missing = self.missing_sender(workspace, message.phone).await?;
        let mut arrived = Arrived::of_inbox(&message, missing);
        let reading = self.read(workspace, &mut arrived).await?;
        let message = match incoming(&message, &arrived, &reading, &accounts, by) {
            Some(incoming) => self.resolve(workspace, id, &incoming, call).await?.message,
            None => message,
        };
        Ok((message, reading, arrived.format.map(|used| used.id)))
    }

    /// What is made of a message now, and by which format.
    pub async fn read_again(&self, message: &Message) -> Result<(Reading, Option<FormatId>), PairingError> {
        let mut arrived = Arrived::of_inbox(message, MissingSender::Held);
        let reading = self.read(message.workspace, &mut arrived).await?;
        Ok((reading, arrived.format.map(|used| used.id)))
    }

    /// Reads the messages again that fitted no account when they came: one may be there now. Bounded: what stands
    /// beyond the bound waits for a person.
    pub async fn reread_unplaced(&self, workspace: WorkspaceId) -> Result<(), PairingError> {
        let (quarantined, mut before) = (MessageFilter::of(MessageStatus::Quarantined), None);
        for _ in 0..PAGES_A_REREADING {
            let page = self.store.inbox(workspace, &quarantined, before, MESSAGES_A_PAGE).await?;
            for message in page.rows.iter().filter(|message| message.why == MessageReason::AccountNotFound) {
                match Box::pin(self.reread(workspace, &message.id, Actor::Auto)).await {
                    // Somebody resolved it meanwhile, or it went with the inbox's retention.
                    Ok(_) | Err(PairingError::Refused(_) | PairingError::NoSuchMessage) => {}
                    Err(PairingError::Deactivated) => return Ok(()),
                    Err(error) => return Err(error),
                }
            }
            match page.next {
                Some(next) => before = Some(next),
                None => return Ok(()),
            }
        }
        Ok(())
    }
}

/// The deposit that a message tells of. `None`: it tells of none, or no one account of the workspace takes it.
fn incoming(
    message: &Message,
    arrived: &Arrived,
    reading: &Reading,
    accounts: &[Account],
    by: Actor,
) -> Option<Incoming> {
    if message.app_details.is_none() && !tells_money_in(reading) {
        return None;
    }
    arrived.incoming(reading, account(message, reading, accounts)?, by)
}

/// Over a phone's URL: the one account that the phone's messages can be of. Over the open one: the account that it was
/// kept for, if it still fits.
fn account<'a>(message: &Message, reading: &Reading, accounts: &'a [Account]) -> Option<&'a Account> {
    let printed = reading.account.as_ref().filter(|_| message.app_details.is_none());
    if message.app_details.is_none() && reading.account_is_payers {
        return None;
    }
    let of_bank = |account: &&Account| message.app_details.is_some() || may_be_of(reading, account);
    match message.phone {
        Some(phone) => {
            let of_bank: Vec<Account> = accounts.iter().filter(of_bank).cloned().collect();
            let chosen = chosen_on_phone(&of_bank, printed, phone)?.id;
            accounts.iter().find(|account| account.id == chosen)
        }
        None => accounts.iter().filter(of_bank).find(|account| {
            let fits = printed.is_none_or(|printed| printed.fits(&account.number.digits()));
            account.is_active && fits && Some(account.id) == message.account
        }),
    }
}

/// Whether a message can be of an account, by its bank: the one that it names, or one of those that write so.
fn may_be_of(reading: &Reading, account: &Account) -> bool {
    let family = account.bank_code.bank().map(|bank| bank.family);
    let mut banks = reading.bank.iter().chain(&reading.banks);
    banks.any(|bank| Some(bank.family) == family)
}
