//! The item of an order, and of the guard of its number.

use domain::{
    AccountId, ClosedSet, DepositId, Metadata, Order, OrderId, OrderNumber, OrderState, OrderStatus, Timestamp, Won,
    WorkspaceId,
};
use serde::{Deserialize, Serialize};

use super::allocation::{self, AllocationRecord};
use super::history::{self, EntryRecord};
use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct OrderRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    /// Absent once it is paid.
    #[serde(rename = "GSI1PK", default, skip_serializing_if = "Option::is_none")]
    gsi1pk: Option<String>,
    #[serde(rename = "GSI1SK", default, skip_serializing_if = "Option::is_none")]
    gsi1sk: Option<String>,
    #[serde(rename = "GSI3PK", default, skip_serializing_if = "Option::is_none")]
    gsi3pk: Option<String>,
    #[serde(rename = "GSI3SK", default, skip_serializing_if = "Option::is_none")]
    gsi3sk: Option<String>,
    fmt: u8,
    workspace_id: u64,
    id: u64,
    order_number: String,
    amount: u64,
    depositor_name: String,
    name_key: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    customer_email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    customer_phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    memo: Option<String>,
    #[serde(default, skip_serializing_if = "Metadata::is_empty")]
    metadata: Metadata,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bank_account_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires_at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ordered_at: Option<i64>,
    /// Absent: since it was placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    waits_since: Option<i64>,
    status: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matched_deposit_id: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    matched_at: Option<i64>,
    /// Absent where one deposit of exactly its amount pays it, or none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    allocations: Vec<AllocationRecord>,
    /// What is missing of its amount: beside allocations only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<u64>,
    created_at: i64,
    updated_at: i64,
    version: u64,
    history: Vec<EntryRecord>,
}

impl OrderRecord {
    pub fn of(order: &Order) -> Self {
        let key = key::order(order.workspace, order.id);
        let matched = match order.state {
            OrderState::Matched { deposit, at } => Some((deposit, at)),
            OrderState::Pending | OrderState::Cancelled | OrderState::Expired => None,
        };
        let open = order.amount.get().checked_sub(domain::allocation::sum(&order.allocations));
        let listed = Some(order.state.status()).filter(|status| *status != OrderStatus::Matched);
        let due = order.expires_at.filter(|_| order.state == OrderState::Pending);
        Self {
            pk: key.pk,
            gsi1pk: listed.map(|status| key::orders_by_status(order.workspace, status)),
            gsi1sk: listed.map(|_| key.sk.clone()),
            sk: key.sk,
            gsi3pk: due.map(|_| key::due_shard(order.workspace)),
            gsi3sk: due.map(|deadline| key::due(deadline, order.workspace, order.id)),
            fmt: if order.allocations.is_empty() { FORMAT } else { allocation::FORMAT },
            workspace_id: order.workspace.get(),
            id: order.id.get(),
            order_number: order.number.to_string(),
            amount: order.amount.get(),
            depositor_name: order.depositor_name.to_string(),
            name_key: order.name_key.to_string(),
            customer_email: order.customer_email.clone(),
            customer_phone: order.customer_phone.clone(),
            memo: order.memo.clone(),
            metadata: order.metadata.clone(),
            bank_account_id: order.account.map(AccountId::get),
            expires_at: order.expires_at.map(Timestamp::ms),
            ordered_at: order.ordered_at.map(Timestamp::ms),
            waits_since: Some(order.waits_since).filter(|since| *since != order.created_at).map(Timestamp::ms),
            status: order.state.status().code().to_owned(),
            matched_deposit_id: matched.map(|(deposit, _)| deposit.get()),
            matched_at: matched.map(|(_, at)| at.ms()),
            allocations: AllocationRecord::list(&order.allocations, DepositId::get),
            open: open.filter(|_| !order.allocations.is_empty()),
            over: order.over.map(Won::get),
            created_at: order.created_at.ms(),
            updated_at: order.updated_at.ms(),
            version: order.version,
            history: order.history.iter().map(EntryRecord::of).collect(),
        }
    }

    pub fn number(&self) -> OrderNumber {
        self.order_number.as_str().into()
    }

    pub fn read(self) -> Result<Order, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        let matched = self.matched_deposit_id.and_then(DepositId::new).zip(self.matched_at);
        let state = match self.status.as_str() {
            "PENDING" => Some(OrderState::Pending),
            "CANCELLED" => Some(OrderState::Cancelled),
            "EXPIRED" => Some(OrderState::Expired),
            "MATCHED" => matched.map(|(deposit, at)| OrderState::Matched { deposit, at: Timestamp::from_ms(at) }),
            _ => None,
        };
        let left = (self.amount, 0, self.open);
        let allocations = AllocationRecord::read(self.allocations, left, DepositId::new, &reader)?;
        // Whoever completed it is among those who pay it; what is cancelled is paid by nobody.
        let fits = match state {
            Some(OrderState::Matched { deposit, .. }) => allocations.iter().any(|part| part.with == deposit),
            Some(OrderState::Pending | OrderState::Expired) => self.open.is_none_or(|open| open > 0),
            Some(OrderState::Cancelled) | None => false,
        };
        reader.need("allocations", (allocations.is_empty() || fits).then_some(()))?;
        Ok(Order {
            allocations,
            over: reader.maybe("over", self.over, Won::new)?,
            id: reader.need("id", OrderId::new(self.id))?,
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            amount: reader.need("amount", Won::new(self.amount))?,
            state: reader.need("status", state)?,
            account: reader.maybe("bank_account_id", self.bank_account_id, AccountId::new)?,
            history: history::read(self.history, &reader)?,
            number: self.order_number.into(),
            depositor_name: self.depositor_name.into(),
            name_key: self.name_key.into(),
            customer_email: self.customer_email,
            customer_phone: self.customer_phone,
            memo: self.memo,
            metadata: self.metadata,
            expires_at: self.expires_at.map(Timestamp::from_ms),
            ordered_at: self.ordered_at.map(Timestamp::from_ms),
            waits_since: Timestamp::from_ms(self.waits_since.unwrap_or(self.created_at)),
            created_at: Timestamp::from_ms(self.created_at),
            updated_at: Timestamp::from_ms(self.updated_at),
            version: self.version,
        })
    }
}

/// The guard of an order number: whose it is, and a hash of the body that placed it, so that a retry is told from a
/// second order under the same number.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct NumberRecord {
    #[serde(rename = "PK")]
    pub pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    pub order_id: u64,
    pub body: String,
}

impl NumberRecord {
    pub fn of(order: &Order, body: &str) -> Self {
        let key = key::order_number(order.workspace, &order.number);
        Self { pk: key.pk, sk: key.sk, fmt: FORMAT, order_id: order.id.get(), body: body.to_owned() }
    }

    pub fn order(&self) -> Result<OrderId, StoreError> {
        Reader { pk: &self.pk, sk: &self.sk }.need("order_id", OrderId::new(self.order_id))
    }
}
