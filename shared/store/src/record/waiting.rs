//! Waiting entries: "this pending order / this waiting deposit of amount A waits under name key N". They hold all that
//! the choice reads, so that a look is one Query. Their existence is the index.

use domain::{AccountId, CustomerKey, DepositId, OrderId, Timestamp, WaitingDeposit, WaitingOrder, Won, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct WaitingOrderRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    id: u64,
    amount: u64,
    name_key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    qualifier: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    codes: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    customer: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    name_cannot_match: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account_id: Option<u64>,
    created_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ordered_at: Option<i64>,
    /// Absent: since it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waits_since: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<i64>,
    /// A part of the order is paid.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    p: bool,
}

impl WaitingOrderRecord {
    pub fn of(workspace: WorkspaceId, order: &WaitingOrder) -> Self {
        let key = key::waiting_order(workspace, order);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            id: order.id.get(),
            amount: order.amount.get(),
            name_key: order.name_key.to_string(),
            qualifier: order.qualifier.clone(),
            codes: order.codes.clone(),
            customer: order.customer.clone().map(String::from),
            name_cannot_match: order.name_cannot_match,
            account_id: order.account.map(AccountId::get),
            created_at: order.created_at.ms(),
            ordered_at: order.ordered_at.map(Timestamp::ms),
            waits_since: Some(order.waits_since).filter(|since| *since != order.created_at).map(Timestamp::ms),
            expires_at: order.expires_at.map(Timestamp::ms),
            p: order.has_parts,
        }
    }

    pub fn read(self) -> Result<WaitingOrder, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(WaitingOrder {
            id: reader.need("id", OrderId::new(self.id))?,
            amount: reader.need("amount", Won::new(self.amount))?,
            name_key: self.name_key.into(),
            qualifier: self.qualifier,
            codes: self.codes,
            customer: self.customer.map(CustomerKey::from),
            name_cannot_match: self.name_cannot_match,
            account: reader.maybe("account_id", self.account_id, AccountId::new)?,
            created_at: Timestamp::from_ms(self.created_at),
            ordered_at: self.ordered_at.map(Timestamp::from_ms),
            waits_since: Timestamp::from_ms(self.waits_since.unwrap_or(self.created_at)),
            expires_at: self.expires_at.map(Timestamp::from_ms),
            has_parts: self.p,
        })
    }
}

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct WaitingDepositRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    id: u64,
    amount: u64,
    account_id: u64,
    printed: String,
    name_key: String,
    bank_code: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_grammar: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    by_format: bool,
    deposited_at: i64,
    created_at: i64,
}

impl WaitingDepositRecord {
    pub fn of(workspace: WorkspaceId, deposit: &WaitingDeposit) -> Self {
        let key = key::waiting_deposit(workspace, deposit);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            id: deposit.id.get(),
            amount: deposit.amount.get(),
            account_id: deposit.account.get(),
            printed: deposit.printed.to_string(),
            name_key: deposit.name_key.to_string(),
            bank_code: deposit.bank_code.to_string(),
            by_grammar: deposit.by_grammar,
            by_format: deposit.by_format,
            deposited_at: deposit.deposited_at.ms(),
            created_at: deposit.created_at.ms(),
        }
    }

    pub fn read(self) -> Result<WaitingDeposit, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(WaitingDeposit {
            id: reader.need("id", DepositId::new(self.id))?,
            amount: reader.need("amount", Won::new(self.amount))?,
            account: reader.need("account_id", AccountId::new(self.account_id))?,
            printed: self.printed.into(),
            name_key: self.name_key.into(),
            bank_code: self.bank_code.into(),
            by_grammar: self.by_grammar,
            by_format: self.by_format,
            deposited_at: Timestamp::from_ms(self.deposited_at),
            created_at: Timestamp::from_ms(self.created_at),
        })
    }
}
