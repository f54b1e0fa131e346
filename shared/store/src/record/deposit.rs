//! The item of a deposit, and of the occurrence guard.

use domain::deposit::Told;
use domain::occurrence::Occurrence;
use domain::{
    AccountId, Deposit, DepositId, DepositState, HoldReason, OrderId, Source, Timestamp, Via, Won, WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::history::{self, EntryRecord};
use super::{FORMAT, Reader};
use crate::key::Key;
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct DepositRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    #[serde(rename = "GSI1PK", default, skip_serializing_if = "Option::is_none")]
    gsi1pk: Option<String>,
    #[serde(rename = "GSI1SK", default, skip_serializing_if = "Option::is_none")]
    gsi1sk: Option<String>,
    #[serde(rename = "GSI2PK")]
    gsi2pk: String,
    #[serde(rename = "GSI2SK")]
    gsi2sk: String,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    bank_account_id: u64,
    bank_code: String,
    amount: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    depositor_name: Option<String>,
    name_key: String,
    deposited_at: i64,
    source: String,
    via: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    balance: Option<i64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_grammar: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    raw_sms: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    twin_deposit_id: Option<u64>,
    state: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hold_reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matched_order_id: Option<u64>,
    created_at: i64,
    version: u64,
    history: Vec<EntryRecord>,
}

impl DepositRecord {
    pub fn of(deposit: &Deposit) -> Self {
        let key = key::deposit(deposit.workspace, deposit.id);
        let (hold, order) = match deposit.state {
            DepositState::Waiting => (None, None),
            DepositState::Held(reason) => (Some(reason.code().to_owned()), None),
            DepositState::Matched { order } => (None, Some(order.get())),
        };
        let unmatched = order.is_none();
        let told = &deposit.told;
        Self {
            pk: key.pk,
            gsi1pk: unmatched.then(|| key::deposits_unmatched(deposit.workspace)),
            gsi1sk: unmatched.then(|| key.sk.clone()),
            gsi2pk: key::deposits_by_account(deposit.workspace, deposit.account),
            gsi2sk: key.sk.clone(),
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: deposit.workspace.get(),
            id: deposit.id.get(),
            bank_account_id: deposit.account.get(),
            bank_code: told.bank_code.clone(),
            amount: told.amount.get(),
            depositor_name: told.depositor_name.clone(),
            name_key: deposit.name_key.clone(),
            deposited_at: told.deposited_at.ms(),
            source: told.source.code().to_owned(),
            via: told.via.code().to_owned(),
            balance: told.balance,
            by_grammar: told.by_grammar,
            raw_sms: told.raw_sms.clone(),
            twin_deposit_id: deposit.twin.map(DepositId::get),
            state: deposit.state.code().to_owned(),
            hold_reason: hold,
            matched_order_id: order,
            created_at: deposit.created_at.ms(),
            version: deposit.version,
            history: deposit.history.iter().map(EntryRecord::of).collect(),
        }
    }

    pub fn read(self) -> Result<Deposit, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let state = match self.state.as_str() {
            "WAITING" => Some(DepositState::Waiting),
            "HELD" => self.hold_reason.as_deref().and_then(HoldReason::parse).map(DepositState::Held),
            "MATCHED" => self.matched_order_id.and_then(OrderId::new).map(|order| DepositState::Matched { order }),
            _ => None,
        };
        Ok(Deposit {
            id: reader.need("id", DepositId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            account: reader.need("bank_account_id", AccountId::new(self.bank_account_id))?,
            state: reader.need("state", state)?,
            history: history::read(self.history, &reader)?,
            name_key: self.name_key,
            twin: self.twin_deposit_id.and_then(DepositId::new),
            created_at: Timestamp::from_ms(self.created_at),
            version: self.version,
            told: Told {
                amount: reader.need("amount", Won::new(self.amount))?,
                source: reader.need("source", Source::parse(&self.source))?,
                via: reader.need("via", Via::parse(&self.via))?,
                depositor_name: self.depositor_name,
                deposited_at: Timestamp::from_ms(self.deposited_at),
                balance: self.balance,
                bank_code: self.bank_code,
                by_grammar: self.by_grammar,
                raw_sms: self.raw_sms,
            },
        })
    }
}

/// The occurrence guard: which messages of one account, amount and name were seen.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct GuardRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    pub version: u64,
    seen: Vec<OccurrenceRecord>,
}

/// Short names: a guard holds up to 64 of them and every deposit rewrites it.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct OccurrenceRecord {
    f: Blob16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<Blob16>,
    t: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<i64>,
    d: u64,
    v: String,
}

/// Sixteen bytes, kept as a binary attribute.
#[derive(Clone, Debug)]
pub(super) struct Blob16(pub(super) [u8; 16]);

impl Serialize for Blob16 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Blob16 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Sixteen;
        impl serde::de::Visitor<'_> for Sixteen {
            type Value = Blob16;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("sixteen bytes")
            }
            fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Blob16, E> {
                bytes.try_into().map(Blob16).map_err(|_| E::invalid_length(bytes.len(), &self))
            }
        }
        deserializer.deserialize_bytes(Sixteen)
    }
}

impl GuardRecord {
    pub fn of(key: Key, version: u64, seen: &[Occurrence]) -> Self {
        let seen = seen
            .iter()
            .map(|occurrence| OccurrenceRecord {
                f: Blob16(occurrence.fingerprint),
                r: occurrence.receipt.map(Blob16),
                t: occurrence.deposited_at.ms(),
                b: occurrence.balance,
                d: occurrence.deposit.get(),
                v: occurrence.via.code().to_owned(),
            })
            .collect();
        Self { pk: key.pk, sk: key.sk, fmt: FORMAT, version, seen }
    }

    pub fn read(self) -> Result<Vec<Occurrence>, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        self.seen
            .into_iter()
            .map(|record| {
                Ok(Occurrence {
                    fingerprint: record.f.0,
                    receipt: record.r.map(|receipt| receipt.0),
                    deposited_at: Timestamp::from_ms(record.t),
                    balance: record.b,
                    deposit: reader.need("seen.d", DepositId::new(record.d))?,
                    via: reader.need("seen.v", Via::parse(&record.v))?,
                })
            })
            .collect()
    }
}
