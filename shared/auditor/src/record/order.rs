//! Orders, and the guards of their numbers.

use domain::{
    AccountId, Allocation, ClosedSet, CustomerKey, DepositId, DepositorName, Entry, NameKey, OrderEvent, OrderId,
    OrderNumber, OrderState, OrderStatus, Timestamp, WaitingOrder, Won, WorkspaceId,
};

use aws_sdk_dynamodb::types::AttributeValue;

use super::{allocation, history, same_id};
use crate::field::{Fields, Read, counted, instant, number, text, word};
use crate::{Item, place};

/// An order, as its item says.
pub struct Order {
    pub key: String,
    pub workspace: WorkspaceId,
    pub id: OrderId,
    /// It tells of its customer.
    pub is_personal: bool,
    pub customer_phone: Option<String>,
    pub customer_email: Option<String>,
    pub number: OrderNumber,
    pub amount: Won,
    pub depositor_name: DepositorName,
    /// The account into which it is to be paid; `None`: any.
    pub account: Option<AccountId>,
    pub name_key: NameKey,
    pub expires_at: Option<Timestamp>,
    /// When the customer ordered, where the shop told it.
    pub ordered_at: Option<Timestamp>,
    /// Since when it waits, where that is not since it was placed.
    pub waits_since: Option<Timestamp>,
    pub status: OrderStatus,
    /// The deposit that it names, and since when.
    pub matched: Option<(DepositId, Timestamp)>,
    /// What pays it, where that is not one deposit of exactly its amount.
    pub allocations: Vec<Allocation<DepositId>>,
    /// What is missing of its amount, beside allocations.
    pub open: Option<u64>,
    /// What was received above its amount.
    pub over: Option<Won>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub version: u64,
    pub history: Vec<Entry<OrderEvent>>,
    pub gsi1: Option<(String, String)>,
    pub gsi3: Option<(String, String)>,
}

impl Order {
    pub fn read(item: &Item, workspace: WorkspaceId, id: OrderId) -> Read<Self> {
        let mut fields = allocation::fields(item, 1)?;
        same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
        same_id(id, fields.need("id", counted(OrderId::new))?, "id")?;
        let customer_phone = fields.maybe("customer_phone", text)?;
        let customer_email = fields.maybe("customer_email", text)?;
        let mut is_personal = customer_phone.is_some() || customer_email.is_some();
        is_personal |= fields.maybe("memo", text)?.is_some();
        is_personal |= fields.maybe("metadata", metadata)?.is_some();
        let matched = match (
            fields.maybe("matched_deposit_id", counted(DepositId::new))?,
            fields.maybe("matched_at", instant)?,
        ) {
            (Some(deposit), Some(at)) => Some((deposit, at)),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => {
                return Err("matched_deposit_id and matched_at do not come together".to_owned());
            }
        };
        let (pk, sk) = place::key_of(item);
        let order = Self {
            key: place::shown(pk, sk),
            workspace,
            id,
            is_personal,
            customer_phone,
            customer_email,
            number: fields.need("order_number", text)?.into(),
            amount: fields.need("amount", counted(Won::new))?,
            depositor_name: fields.need("depositor_name", text)?.into(),
            account: fields.maybe("bank_account_id", counted(AccountId::new))?,
            name_key: fields.need("name_key", text)?.into(),
            expires_at: fields.maybe("expires_at", instant)?,
            ordered_at: fields.maybe("ordered_at", instant)?,
            waits_since: fields.maybe("waits_since", instant)?,
            status: fields.need("status", word(OrderStatus::parse))?,
            matched,
            allocations: allocation::list(&mut fields, DepositId::new)?,
            open: fields.maybe("open", number)?,
            over: fields.maybe("over", counted(Won::new))?,
            created_at: fields.need("created_at", instant)?,
            updated_at: fields.need("updated_at", instant)?,
            version: fields.need("version", number)?,
            history: fields.rows("history", history::of_order)?,
            gsi1: fields.index("GSI1PK", "GSI1SK")?,
            gsi3: fields.index("GSI3PK", "GSI3SK")?,
        };
        fields.close()?;
        Ok(order)
    }

    /// The state that its attributes tell; `None` when they contradict one another.
    pub fn state(&self) -> Option<OrderState> {
        match (self.status, self.matched) {
            (OrderStatus::Matched, Some((deposit, at))) => Some(OrderState::Matched { deposit, at }),
            (OrderStatus::Pending, None) => Some(OrderState::Pending),
            (OrderStatus::Cancelled, None) => Some(OrderState::Cancelled),
            (OrderStatus::Expired, None) => Some(OrderState::Expired),
            (OrderStatus::Matched, None) => None,
            (OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Expired, Some(_)) => None,
        }
    }

    /// What is missing of its amount, as its allocations tell it; `None`: nothing.
    pub fn open_amount(&self) -> Option<Won> {
        self.amount.get().checked_sub(domain::allocation::sum(&self.allocations)).and_then(Won::new)
    }

    /// The deposits that pay it, or parts of it.
    pub fn payers(&self) -> Vec<DepositId> {
        match self.allocations.as_slice() {
            [] => self.matched.iter().map(|(deposit, _)| *deposit).collect(),
            [..] => self.allocations.iter().map(|allocation| allocation.with).collect(),
        }
    }

    /// The digits that its payer may write behind the name.
    pub fn codes(&self) -> Vec<String> {
        domain::codes::codes(self.id, &self.number, self.customer_phone.as_deref())
    }

    /// The waiting entry that it must have: a stored PENDING one has one, any other none.
    pub fn waiting(&self) -> Option<WaitingOrder> {
        let open = self.open_amount().filter(|_| self.status == OrderStatus::Pending);
        open.map(|amount| WaitingOrder {
            id: self.id,
            amount,
            name_key: NameKey::of(&self.depositor_name),
            qualifier: bank_sms::name::qualifier(&self.depositor_name).map(|qualifier| qualifier.text),
            codes: self.codes(),
            customer: CustomerKey::of(self.customer_phone.as_deref(), self.customer_email.as_deref()),
            name_cannot_match: !self.depositor_name.is_readable(),
            account: self.account,
            created_at: self.created_at,
            ordered_at: self.ordered_at,
            waits_since: self.waits_since.unwrap_or(self.created_at),
            expires_at: self.expires_at,
            has_parts: !self.allocations.is_empty(),
        })
    }
}

/// What a shop's program notes of an order: texts under names, at least one.
fn metadata(value: &AttributeValue) -> Option<usize> {
    let map = value.as_m().ok()?;
    (!map.is_empty() && map.values().all(AttributeValue::is_s)).then_some(map.len())
}

/// The guard of an order number.
pub struct Number {
    pub key: String,
    pub workspace: WorkspaceId,
    pub number: OrderNumber,
    pub order: OrderId,
}

impl Number {
    pub fn read(item: &Item, workspace: WorkspaceId, number: &str) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let order = fields.need("order_id", counted(OrderId::new))?;
        fields.need("body", text)?;
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), workspace, number: number.into(), order })
    }
}
