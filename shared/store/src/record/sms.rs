//! A message as it is written: on its way to the matcher, and within the item of one that made no deposit.

use domain::message::{AppParsedDeposit, ArrivedMessage};
use domain::occurrence::ReceiptId;
use domain::{MissingSender, PhoneId, PhoneRef, SenderClaim, Timestamp, Via, Won, WorkspaceId};
use serde::{Deserialize, Serialize};
use serde_with::hex::Hex;
use serde_with::{serde_as, skip_serializing_none};

use crate::wire::{Ms, Number, Word};

/// A message as it came, on the queue and in an item: what waits on the one is kept by the other as it is.
#[serde_as]
#[skip_serializing_none]
#[derive(Serialize, Deserialize)]
pub(crate) struct SmsRecord {
    /// The webhook call.
    #[serde_as(as = "Hex")]
    receipt: ReceiptId,
    raw_sms: String,
    sender: Option<String>,
    /// The title of the notification that carried the text.
    title: Option<String>,
    /// The Android package whose notification carried the text.
    package: Option<String>,
    /// See [`SenderClaim::ambiguous`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    ambiguous: bool,
    /// See [`SenderClaim::unconfirmed`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unconfirmed: bool,
    /// What the phone says of calls that tell no sender; absent over the open URL.
    #[serde_as(as = "Option<Word>")]
    missing_sender: Option<MissingSender>,
    /// What the app calls this message, where it tells an id: the same id is the same message.
    call_id: Option<String>,
    /// The server's clock when the call came; absent: as `received_at`.
    #[serde_as(as = "Option<Ms>")]
    #[serde(rename = "heard_at_ms")]
    heard_at: Option<Timestamp>,
    #[serde_as(as = "Ms")]
    #[serde(rename = "received_at_ms")]
    received_at: Timestamp,
    /// The phone's own stamp was not believed: `received_at` is the server's time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    server_time: bool,
    #[serde_as(as = "Word")]
    via: Via,
    /// The phone whose URL it came over; absent for the open URL.
    phone: Option<PhoneRecord>,
    /// What an app told that keeps the text to itself; then `raw_sms` is what it sent.
    #[serde(rename = "told")]
    app_deposit: Option<AppRecord>,
}

/// A deposit as an app tells it that read the bank's message by itself.
#[serde_as]
#[derive(Serialize, Deserialize)]
struct AppRecord {
    depositor_name: String,
    #[serde_as(as = "Number")]
    amount: Won,
}

/// A phone of a workspace.
#[serde_as]
#[derive(Serialize, Deserialize)]
struct PhoneRecord {
    #[serde_as(as = "Number")]
    #[serde(rename = "workspace_id")]
    workspace: WorkspaceId,
    #[serde_as(as = "Number")]
    #[serde(rename = "phone_id")]
    phone: PhoneId,
}

impl From<ArrivedMessage> for SmsRecord {
    fn from(message: ArrivedMessage) -> Self {
        let SenderClaim { sender, title, package, ambiguous, unconfirmed } = message.sender;
        let phone = |PhoneRef { workspace, phone }| PhoneRecord { workspace, phone };
        let told =
            |told: AppParsedDeposit| AppRecord { depositor_name: told.depositor_name.into(), amount: told.amount };
        Self {
            receipt: message.receipt,
            raw_sms: message.raw,
            sender,
            title,
            package,
            ambiguous,
            unconfirmed,
            missing_sender: message.missing_sender,
            call_id: message.call_id.map(Into::into),
            heard_at: Some(message.heard_at),
            received_at: message.received_at,
            server_time: message.server_time,
            via: message.via,
            phone: message.phone.map(phone),
            app_deposit: message.app_details.map(told),
        }
    }
}

impl From<SmsRecord> for ArrivedMessage {
    fn from(record: SmsRecord) -> Self {
        let SmsRecord { sender, title, package, ambiguous, unconfirmed, .. } = record;
        let phone = |PhoneRecord { workspace, phone }| PhoneRef { workspace, phone };
        let told =
            |told: AppRecord| AppParsedDeposit { depositor_name: told.depositor_name.into(), amount: told.amount };
        Self {
            receipt: record.receipt,
            raw: record.raw_sms,
            sender: SenderClaim { sender, title, package, ambiguous, unconfirmed },
            missing_sender: record.missing_sender,
            call_id: record.call_id.map(Into::into),
            heard_at: record.heard_at.unwrap_or(record.received_at),
            received_at: record.received_at,
            server_time: record.server_time,
            via: record.via,
            phone: record.phone.map(phone),
            app_details: record.app_deposit.map(told),
        }
    }
}
