//! The items of messages that made no deposit, and of receipts.

use bank_sms::Why;
use domain::message::{ArrivedMessage, MessageReason, Resolution};
use domain::{
    AccountId, Actor, ClosedSet, DepositId, DepositStatusNow, DismissReason, HoldReason, Message, MessageState,
    MessageStatus, OrderId, Outcome, Received, SenderVerdict, Timestamp, Won, WorkspaceId,
};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;
use serde_with::{FromInto, serde_as};

use super::sms::SmsRecord;
use super::{FORMAT, Reader};
use crate::key::Key;
use crate::{StoreError, key};

/// How long a receipt is kept, in milliseconds.
pub const RECEIPT_KEPT_MS: i64 = 7 * domain::time::DAY_MS;
/// How long an unclaimed message is kept, in milliseconds.
pub const UNCLAIMED_KEPT_MS: i64 = 30 * domain::time::DAY_MS;

/// Why a message that was read made no deposit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Aside {
    /// It tells of none: left alone.
    Ignored(Why),
    /// It cannot be read with certainty: a person reads it.
    Quarantined(Why),
    /// It tells of a deposit over a phone's URL, and no account of the workspace fits.
    Unplaced,
    /// The bank took a deposit back, and a person must say which.
    ReversalUnclear,
}

impl Aside {
    fn status(self) -> MessageStatus {
        match self {
            Self::Ignored(_) => MessageStatus::Ignored,
            Self::Quarantined(_) | Self::Unplaced | Self::ReversalUnclear => MessageStatus::Quarantined,
        }
    }

    fn reason(self) -> MessageReason {
        match self {
            Self::Ignored(why) | Self::Quarantined(why) => MessageReason::Reader(why),
            Self::Unplaced => MessageReason::AccountNotFound,
            Self::ReversalUnclear => MessageReason::ReversalUnclear,
        }
    }
}

/// A message that made no deposit: in a workspace's inbox, or unclaimed.
#[serde_as]
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct MessageRecord {
    #[serde(rename = "PK")]
    pub pk: String,
    #[serde(rename = "SK")]
    pub sk: String,
    fmt: u8,
    /// `QUARANTINED`, `IGNORED`, `RESOLVED` or `UNCLAIMED`.
    pub status: String,
    /// The reader's reason; absent on an unclaimed deposit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_account_id: Option<u64>,
    /// The bank and the printed account of an unclaimed message: what a registration is held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bank_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// How far its sender could be believed, where an account's bank was known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sender_verdict: Option<String>,
    #[serde_as(as = "FromInto<SmsRecord>")]
    pub sms: ArrivedMessage,
    pub created_at: i64,
    /// Counts the writes; absent on unclaimed messages, and on items of before messages could be resolved.
    #[serde(default, skip_serializing_if = "is_zero")]
    version: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resolved: Option<ResolutionRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<i64>,
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What a message became: `t` when, `b` by whom, `c` the call, `d` the deposit.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ResolutionRecord {
    t: i64,
    b: String,
    c: ByteArray<16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<u64>,
}

impl ResolutionRecord {
    pub fn of(resolution: &Resolution) -> Self {
        Self {
            t: resolution.at.ms(),
            b: resolution.by.code(),
            c: ByteArray::new(resolution.call.into()),
            d: resolution.deposit.map(DepositId::get),
        }
    }

    fn read(&self) -> Option<Resolution> {
        let deposit = match self.d {
            None => None,
            Some(id) => Some(DepositId::new(id)?),
        };
        Some(Resolution {
            deposit,
            by: Actor::parse(&self.b)?,
            at: Timestamp::from_ms(self.t),
            call: self.c.into_array().into(),
        })
    }
}

impl MessageRecord {
    /// In a workspace's inbox, until a person removes it.
    pub fn inbox(
        key: Key,
        aside: Aside,
        account: Option<AccountId>,
        verdict: Option<SenderVerdict>,
        sms: &ArrivedMessage,
        now: Timestamp,
    ) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            status: aside.status().code().to_owned(),
            why: Some(aside.reason().code().to_owned()),
            sender_verdict: verdict.map(|verdict| <&str>::from(verdict).to_owned()),
            bank_account_id: account.map(AccountId::get),
            bank_code: None,
            account: None,
            sms: sms.clone(),
            created_at: now.ms(),
            version: 1,
            resolved: None,
            ttl: None,
        }
    }

    /// Of no registered account: kept for thirty days.
    pub fn unclaimed(
        key: Key,
        why: Option<Why>,
        bank_code: Option<&str>,
        account: Option<&str>,
        sms: &ArrivedMessage,
        now: Timestamp,
    ) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            status: "UNCLAIMED".to_owned(),
            sender_verdict: None,
            why: why.map(|why| why.code().to_owned()),
            bank_account_id: None,
            bank_code: bank_code.map(str::to_owned),
            account: account.map(str::to_owned),
            sms: sms.clone(),
            created_at: now.ms(),
            version: 0,
            resolved: None,
            ttl: Some(now.plus_ms(UNCLAIMED_KEPT_MS).seconds()),
        }
    }

    pub fn key(&self) -> Key {
        Key { pk: self.pk.clone(), sk: self.sk.clone() }
    }

    /// The code of whoever resolved it.
    pub fn resolved_by(&mut self) -> Option<&mut String> {
        self.resolved.as_mut().map(|resolved| &mut resolved.b)
    }

    /// The message of a workspace's inbox.
    pub fn read(self, workspace: WorkspaceId) -> Result<Message, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let state = match MessageStatus::parse(&self.status) {
            Some(MessageStatus::Quarantined) => Some(MessageState::Quarantined),
            Some(MessageStatus::Ignored) => Some(MessageState::Ignored),
            Some(MessageStatus::Resolved) => {
                self.resolved.as_ref().and_then(ResolutionRecord::read).map(MessageState::Resolved)
            }
            None => None,
        };
        Ok(Message {
            workspace,
            id: reader.need("its key", key::message_id(&self.sk))?,
            account: self.bank_account_id.and_then(AccountId::new),
            via: self.sms.via,
            phone: self.sms.phone.map(|phone| phone.phone),
            app_details: self.sms.app_details,
            why: reader.need("why", self.why.as_deref().and_then(MessageReason::parse))?,
            state: reader.need("status", state)?,
            server_time: self.sms.server_time,
            verdict: self.sender_verdict.as_deref().and_then(ClosedSet::parse),
            sender: self.sms.sender,
            receipt: Some(self.sms.receipt),
            heard_at: self.sms.heard_at,
            call_id: self.sms.call_id,
            raw: self.sms.raw,
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
        })
    }
}

/// The outcome of one webhook call.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ReceiptRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    /// `matched`, `waiting`, `held`, `dismissed`, `ignored`, `quarantined`, `unplaced` or `account_not_found`.
    outcome: String,
    /// The hold's or the reader's reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    workspace_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deposit_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    depositor_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    candidates: Option<usize>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    duplicate: bool,
    created_at: i64,
    ttl: i64,
}

impl ReceiptRecord {
    pub fn written_at(&self) -> Timestamp {
        Timestamp::from_ms(self.created_at)
    }

    pub fn of(receipt: &domain::occurrence::ReceiptId, outcome: &Outcome, now: Timestamp) -> Self {
        let key = key::receipt(receipt);
        let mut record = Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            outcome: String::new(),
            why: None,
            workspace_id: None,
            deposit_id: None,
            order_id: None,
            amount: None,
            depositor_name: None,
            candidates: None,
            duplicate: false,
            created_at: now.ms(),
            ttl: now.plus_ms(RECEIPT_KEPT_MS).seconds(),
        };
        let (word, why) = match outcome {
            Outcome::Ignored(why) => ("ignored", Some(why.code())),
            Outcome::Quarantined(why) => ("quarantined", Some(why.code())),
            Outcome::AccountNotFound => ("account_not_found", None),
            Outcome::Unplaced => ("unplaced", None),
            Outcome::ReversalUnclear => ("reversal_unclear", None),
            Outcome::Reversed { workspace, deposit, order } => {
                record.workspace_id = Some(workspace.get());
                record.deposit_id = Some(deposit.get());
                record.order_id = order.map(OrderId::get);
                ("reversed", None)
            }
            Outcome::Deposit(received) => record.fill(received),
        };
        word.clone_into(&mut record.outcome);
        record.why = why.map(str::to_owned);
        record
    }

    fn fill(&mut self, received: &Received) -> (&'static str, Option<&'static str>) {
        self.workspace_id = Some(received.workspace.get());
        self.deposit_id = Some(received.deposit.get());
        self.amount = Some(received.amount.get());
        self.depositor_name = received.depositor_name.clone().map(Into::into);
        self.duplicate = received.duplicate;
        match received.status {
            DepositStatusNow::Matched(order) => {
                self.order_id = Some(order.get());
                ("matched", None)
            }
            DepositStatusNow::Waiting { candidates } => {
                self.candidates = Some(candidates);
                ("waiting", None)
            }
            DepositStatusNow::Dismissed(reason) => ("dismissed", Some(reason.code())),
            DepositStatusNow::Held(reasons) => ("held", reasons.gravest().map(HoldReason::code)),
        }
    }

    pub fn read(self) -> Result<Outcome, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let why = || reader.need("why", Why::ALL.into_iter().find(|why| Some(why.code()) == self.why.as_deref()));
        let status = match self.outcome.as_str() {
            "ignored" => return Ok(Outcome::Ignored(why()?)),
            "quarantined" => return Ok(Outcome::Quarantined(why()?)),
            "account_not_found" => return Ok(Outcome::AccountNotFound),
            "unplaced" => return Ok(Outcome::Unplaced),
            "reversal_unclear" => return Ok(Outcome::ReversalUnclear),
            "reversed" => {
                return Ok(Outcome::Reversed {
                    workspace: reader.need("workspace_id", self.workspace_id.and_then(WorkspaceId::new))?,
                    deposit: reader.need("deposit_id", self.deposit_id.and_then(DepositId::new))?,
                    order: self.order_id.and_then(OrderId::new),
                });
            }
            "matched" => self.order_id.and_then(OrderId::new).map(DepositStatusNow::Matched),
            "waiting" => self.candidates.map(|candidates| DepositStatusNow::Waiting { candidates }),
            "dismissed" => self.why.as_deref().and_then(DismissReason::parse).map(DepositStatusNow::Dismissed),
            "held" => {
                self.why.as_deref().and_then(HoldReason::parse).map(|reason| DepositStatusNow::Held(reason.into()))
            }
            _ => None,
        };
        Ok(Outcome::Deposit(Received {
            workspace: reader.need("workspace_id", self.workspace_id.and_then(WorkspaceId::new))?,
            deposit: reader.need("deposit_id", self.deposit_id.and_then(DepositId::new))?,
            amount: reader.need("amount", self.amount.and_then(Won::new))?,
            status: reader.need("outcome", status)?,
            depositor_name: self.depositor_name.clone().map(Into::into),
            duplicate: self.duplicate,
        }))
    }
}
