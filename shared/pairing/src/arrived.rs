//! A message as it arrived, and the deposit that it tells of: one builder, whichever way the message becomes a deposit.

use bank_sms::sender::has_foreign_mark;
use bank_sms::{Bank, Message as Text, Movement, Outcome, Reading, Why, read};
use domain::deposit::DepositDetails;
use domain::message::AppParsedDeposit;
use domain::occurrence::ReceiptId;
use domain::{
    Account, Actor, ApprovedSender, ArrivedMessage, BankCode, CallId, DismissReason, Message, MissingSender, PhoneId,
    SenderClaim, SenderVerdict, Source, Timestamp, Via, Won, sender,
};

use crate::telling::{self, Arrival};
use crate::{Evidence, Identity, Incoming, UsedFormat};

/// A message as it arrived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrived {
    pub raw: String,
    pub sender: SenderClaim,
    /// What its phone says of calls that tell no sender.
    pub missing: MissingSender,
    pub received_at: Timestamp,
    /// The server's clock when it came.
    pub heard_at: Timestamp,
    /// `received_at` is the server's clock.
    pub server_time: bool,
    pub via: Via,
    /// The phone whose URL it came over.
    pub phone: Option<PhoneId>,
    /// The app's own id of it.
    pub call_id: Option<CallId>,
    pub receipt: Option<ReceiptId>,
    /// What its app told, when it kept the bank's text to itself.
    pub app_details: Option<AppParsedDeposit>,
    /// The format of the shop's own that read it, once one did.
    pub format: Option<UsedFormat>,
}

impl Arrived {
    /// Of a message of the queue.
    pub fn of_queue(sms: &ArrivedMessage) -> Self {
        Self {
            raw: sms.raw.clone(),
            sender: sms.sender.clone(),
            missing: sms.missing_sender.unwrap_or(MissingSender::Held),
            received_at: sms.received_at,
            heard_at: sms.heard_at,
            server_time: sms.server_time,
            via: sms.via,
            phone: sms.phone.map(|over| over.phone),
            call_id: sms.call_id.clone(),
            receipt: Some(sms.receipt),
            app_details: sms.app_details.clone(),
            format: None,
        }
    }

    /// Of a message of the inbox, as if it had just come; `missing` is what its phone says now.
    pub fn of_inbox(message: &Message, missing: MissingSender) -> Self {
        Self {
            raw: message.raw.clone(),
            sender: message.sender.clone(),
            missing,
            received_at: message.received_at(),
            heard_at: message.heard_at,
            server_time: message.server_time,
            via: message.via,
            phone: message.phone,
            call_id: message.call_id.clone(),
            receipt: message.receipt,
            app_details: message.app_details.clone(),
            format: None,
        }
    }

    /// Its text, for the reader. A phone's clock that is ahead of ours tells no year.
    pub fn text(&self) -> Text<'_> {
        let received_at = self.received_at.min(self.heard_at).datetime();
        Text { raw: &self.raw, sender: self.sender.hint(), received_at }
    }

    /// What the reader makes of its text.
    pub fn reading(&self) -> Reading {
        read(&self.text())
    }

    /// What tells it from others of the same money.
    pub fn identity(&self, reading: &Reading) -> Identity {
        if let Some(told) = &self.app_details {
            return telling::app_identity(told, &self.raw, self.received_at);
        }
        let arrival = Arrival {
            at: self.received_at,
            server_time: self.server_time,
            call_id: self.call_id.as_ref(),
            receipt: self.receipt,
        };
        telling::identity(&self.raw, &arrival, reading)
    }

    /// How far its sender can be believed as a sender of this bank. `reading`: what was made of its text.
    pub fn verdict(&self, reading: &Reading, bank: &Bank, senders: &[ApprovedSender]) -> SenderVerdict {
        sender::judge(&self.sender, bank, self.is_marked(bank, reading), senders)
    }

    /// Does the text itself say that this bank did not send it? A sender that a forwarder wrote above it speaks against
    /// a text, never for it: whoever writes the text writes that too.
    fn is_marked(&self, bank: &Bank, reading: &Reading) -> bool {
        let written =
            reading.told_sender.clone().map(|sender| SenderClaim { sender: Some(sender), ..SenderClaim::default() });
        let is_unlikely = |claim: SenderClaim| sender::judge(&claim, bank, false, &[]) == SenderVerdict::Unlikely;
        has_foreign_mark(&self.raw) || written.is_some_and(is_unlikely)
    }

    /// What its call told of its sender, to be judged as one of this bank.
    fn evidence(&self, bank_code: &BankCode, reading: &Reading) -> Evidence {
        let is_marked = bank_code.bank().is_some_and(|bank| self.is_marked(bank, reading));
        Evidence::Text { is_marked, missing: self.missing }
    }

    /// The money of an account that it tells of, in or out. `None`: it tells no amount.
    pub fn incoming(&self, reading: &Reading, account: &Account, by: Actor) -> Option<Incoming> {
        let (amount, depositor_name, balance, by_grammar) = match &self.app_details {
            Some(told) => (told.amount, Some(told.depositor_name.clone()), None, true),
            None => {
                let amount = reading.amount.and_then(Won::new)?;
                (amount, reading.depositor.clone().map(Into::into), reading.balance.known(), is_unconfirmed(reading))
            }
        };
        let deposited_at = match self.app_details {
            Some(_) => self.received_at,
            None => telling::deposited_at(self.received_at, reading),
        };
        Some(Incoming {
            account: account.id,
            account_added: account.created_at,
            has_overdraft: account.has_overdraft,
            may_be_cut: self.app_details.is_none() && reading.ends_in_amount,
            is_unproved: self.format.is_some_and(|used| !used.is_proved),
            identity: self.identity(reading),
            evidence: self.evidence(&account.bank_code, reading),
            settled: if self.app_details.is_some() { None } else { settled(reading) },
            receipt: None,
            by,
            details: DepositDetails {
                amount,
                depositor_name,
                deposited_at,
                source: Source::Sms,
                via: self.via,
                phone: self.phone,
                sender: self.sender.clone(),
                verdict: SenderVerdict::Missing,
                balance,
                bank_code: account.bank_code.clone(),
                by_grammar,
                format: self.format.map(|used| used.id),
                raw_sms: Some(self.raw.clone()),
            },
        })
    }
}

/// Whether a text that was read tells of money in that is recorded: a deposit, one whose balance does not hold it, or
/// an own transfer that came back.
pub fn tells_money_in(reading: &Reading) -> bool {
    match reading.outcome {
        Outcome::Deposit | Outcome::Quarantined(Why::BalanceBelowAmount) | Outcome::Ignored(Why::Returned) => true,
        Outcome::Withdrawal { .. } | Outcome::Ignored(_) | Outcome::Quarantined(_) => false,
    }
}

/// A payer who stands where the usual order of words has one, and no layout or label says so: pairs on the same name
/// only.
fn is_unconfirmed(reading: &Reading) -> bool {
    reading.depositor.is_some() && !reading.is_confirmed
}

/// Why money pays no order by what the bank's text says of it.
fn settled(reading: &Reading) -> Option<DismissReason> {
    match reading.movement? {
        Movement::Salary => Some(DismissReason::Salary),
        Movement::Interest => Some(DismissReason::Interest),
        Movement::Returned => Some(DismissReason::Returned),
        Movement::Transfer | Movement::Reversal | Movement::Refund | Movement::Card | Movement::Fee => None,
    }
}
