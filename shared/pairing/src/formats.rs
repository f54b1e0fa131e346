//! Message formats that a shop adds: what they make of a message over a phone's URL, and how they come and go.
//!
//! Invariant: a format is tried only where the reader kept a message for a person. What it reads is held until people
//! released or matched five of its deposits, and pairs on the same name only.

use bank_sms::custom::{CustomReading, FormatError, Mark, may_be_tried, read_custom};
use bank_sms::{Bank, CustomFormat, Outcome, Part, Reading, Why, explain};
use domain::format::{MessageFormat, MessageFormats};
use domain::message::{AppParsedDeposit, MessageStatus};
use domain::{
    Actor, ApprovedSender, AuditedChange, ChangedField, Deposit, FormatId, HoldReason, Message, MissingSender, PhoneId,
    SenderVerdict, UserId, WorkspaceId,
};
use store::audit::{BY_PROGRAM, entry};
use store::inbox::MessageFilter;
use store::{Sequence, Store, StoreError};

use crate::{Arrived, Pairing, PairingError, TRIES};

/// How many messages of the inbox a new format is tried on.
const MESSAGES_TRIED: usize = 100;

/// The format by which a message was read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UsedFormat {
    pub id: FormatId,
    /// People released or matched enough of its deposits.
    pub is_proved: bool,
}

/// What a format makes of the messages that wait.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Those that it reads, newest first, each with its reading.
    pub read: Vec<(Message, Reading)>,
    /// How many wait for a person and could be read by a format.
    pub of: usize,
}

/// What the reader says of each piece of a message.
#[derive(Clone, Debug)]
pub struct Explained {
    pub parts: Vec<Part>,
    /// What the reader alone makes of it.
    pub built_in: Outcome,
}

/// Whether a format may be made of a message: a phone forwarded the bank's own text, and nobody has resolved it. Over
/// the open URL a stranger may write; an app that parses the text itself sends none.
pub fn may_teach(message: &Message) -> bool {
    message.resolution().is_none() && is_phones_text(message.phone, message.app_details.as_ref())
}

/// Did a phone forward the bank's own text?
fn is_phones_text(phone: Option<PhoneId>, told: Option<&AppParsedDeposit>) -> bool {
    phone.is_some() && told.is_none()
}

/// A message explained piece by piece.
pub fn explained(message: &Message) -> Explained {
    let all = explain(&Arrived::of_inbox(message, MissingSender::Held).text());
    Explained { parts: all.parts, built_in: all.reading.outcome }
}

impl Pairing {
    /// What is made of a message: by the reader, or, over a phone's URL and where the reader kept it for a person, by a
    /// format of the workspace. Notes on the message which one it was.
    pub async fn read(&self, workspace: WorkspaceId, arrived: &mut Arrived) -> Result<Reading, StoreError> {
        let reading = arrived.reading();
        if !is_phones_text(arrived.phone, arrived.app_details.as_ref()) || !may_be_tried(reading.outcome) {
            return Ok(reading);
        }
        let all = self.store.message_formats(workspace).await?;
        let senders = self.senders_for(&all, workspace).await?;
        let formats: Vec<_> =
            all.formats.iter().filter(|format| may_read(&format.format, arrived, &reading, &senders)).collect();
        let layouts: Vec<CustomFormat> = formats.iter().map(|format| format.format.clone()).collect();
        Ok(match read_custom(&arrived.text(), &reading, &layouts) {
            CustomReading::Unread => reading,
            CustomReading::Several => Reading { outcome: Outcome::Quarantined(Why::SeveralReadings), ..reading },
            CustomReading::Read(place, read) => {
                let used = formats.get(place).map(|used| UsedFormat { id: used.id, is_proved: used.is_proved() });
                arrived.format = used;
                *read
            }
        })
    }

    /// The approved senders, where a format needs to know them.
    async fn senders_for(
        &self,
        all: &MessageFormats,
        workspace: WorkspaceId,
    ) -> Result<Vec<ApprovedSender>, StoreError> {
        if all.formats.iter().all(|format| format.format.is_headed()) {
            return Ok(Vec::new());
        }
        Ok(self.store.workspace(workspace).await?.map(|stands| stands.senders).unwrap_or_default())
    }

    /// The format that marks on a message of the inbox make; the message must be one that may be taught from.
    pub async fn format_of(
        &self,
        workspace: WorkspaceId,
        message: &Message,
        marks: &[Mark],
    ) -> Result<Result<CustomFormat, FormatError>, PairingError> {
        let arrived = Arrived::of_inbox(message, MissingSender::Held);
        let reading = arrived.reading();
        let stands = self.store.workspace(workspace).await?.ok_or(PairingError::Deactivated)?;
        let mut banks: Vec<&'static Bank> = Vec::new();
        for account in self.store.accounts_of(workspace).await? {
            let bank = account.bank_code.bank();
            let is_new = |bank: &&Bank| !banks.contains(bank) && is_believed(&arrived, &reading, bank, &stands.senders);
            banks.extend(bank.filter(is_new));
        }
        let sender_bank = if let [bank] = banks.as_slice() { Some(*bank) } else { None };
        Ok(CustomFormat::from_marks(&arrived.text(), marks, sender_bank))
    }

    /// What a format would make of the messages that wait now.
    pub async fn try_format(&self, workspace: WorkspaceId, format: &CustomFormat) -> Result<Tried, StoreError> {
        let stands = self.store.workspace(workspace).await?;
        let senders = stands.map(|stands| stands.senders).unwrap_or_default();
        let quarantined = MessageFilter::of(MessageStatus::Quarantined);
        let waiting = self.store.inbox(workspace, &quarantined, None, MESSAGES_TRIED).await?;
        let mut tried = Tried { read: Vec::new(), of: 0 };
        for message in waiting.rows.into_iter().filter(may_teach) {
            let arrived = Arrived::of_inbox(&message, MissingSender::Held);
            let reading = arrived.reading();
            if !may_be_tried(reading.outcome) {
                continue;
            }
            tried.of += 1;
            if may_read(format, &arrived, &reading, &senders)
                && let CustomReading::Read(_, read) =
                    read_custom(&arrived.text(), &reading, std::slice::from_ref(format))
            {
                tried.read.push((message, *read));
            }
        }
        Ok(tried)
    }

    /// The id of a format that is to be added.
    pub async fn next_format(&self, workspace: WorkspaceId) -> Result<FormatId, StoreError> {
        self.store.next_id(Sequence::Format(workspace), FormatId::new).await
    }

    /// Adds a format. `through` commits it, and may keep the answer with it.
    pub async fn add_format(
        &self,
        workspace: WorkspaceId,
        new: &MessageFormat,
        by: &Actor,
        through: &Store,
    ) -> Result<(), PairingError> {
        for _ in 0..TRIES {
            let before = self.store.message_formats(workspace).await?;
            let after = before.with(new.clone())?;
            let bank = ChangedField::told("bank_code", None::<&str>, Some(new.bank().code)).into_iter().collect();
            let change = (AuditedChange::FormatAdded, new.id.get());
            let audit = [entry(workspace, by.clone(), change, bank, self.now())];
            if through.write_message_formats(&after, &audit).await? {
                return Ok(());
            }
        }
        Err(StoreError::Contended.into())
    }

    /// Takes a format away. Deposits that it read stay as they are. `false`: there is none.
    pub async fn remove_format(&self, workspace: WorkspaceId, id: FormatId, by: &Actor) -> Result<bool, PairingError> {
        for _ in 0..TRIES {
            let before = self.store.message_formats(workspace).await?;
            let Some(after) = before.without(id) else { return Ok(false) };
            let audit =
                [entry(workspace, by.clone(), (AuditedChange::FormatRemoved, id.get()), Vec::new(), self.now())];
            if self.store.write_message_formats(&after, &audit).await? {
                return Ok(true);
            }
        }
        Err(StoreError::Contended.into())
    }

    /// A person released or matched a deposit that a format read: that counts for the format. Best effort: without it
    /// one deposit more must be looked at.
    pub(crate) async fn prove_format(&self, before: &Deposit) {
        let Some(id) = before.details.format.filter(|_| before.state.holds().contains(HoldReason::FormatUnproved))
        else {
            return;
        };
        for _ in 0..TRIES {
            let written = match self.store.message_formats(before.workspace).await {
                Ok(all) => match all.proved(id, before.id) {
                    Some(after) => self.store.write_message_formats(&after, BY_PROGRAM).await,
                    None => return,
                },
                Err(error) => Err(error),
            };
            match written {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => {
                    tracing::warn!(workspace.id = before.workspace.get(), %error, "a released or matched deposit was not counted");
                    return;
                }
            }
        }
    }
}

/// May a format read a message? Where the text names no bank, its sender must.
fn may_read(format: &CustomFormat, arrived: &Arrived, reading: &Reading, senders: &[ApprovedSender]) -> bool {
    format.is_headed() || is_believed(arrived, reading, format.bank(), senders)
}

/// Is the sender the bank's, by our list or by the owner's word?
fn is_believed(arrived: &Arrived, reading: &Reading, bank: &Bank, senders: &[ApprovedSender]) -> bool {
    matches!(arrived.verdict(reading, bank, senders), SenderVerdict::Bank | SenderVerdict::Approved)
}

/// A format as it will stand.
pub fn new_format(id: FormatId, format: CustomFormat, by: UserId, now: domain::Timestamp) -> MessageFormat {
    MessageFormat { id, format, created_by: by, created_at: now, proved_by: Vec::new() }
}
