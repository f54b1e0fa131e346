//! What a shop says of a new order.

use crate::{AccountId, DepositorName, Metadata, OrderNumber, Timestamp, Won};

/// What a shop says of a new order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewOrder {
    pub number: OrderNumber,
    pub amount: Won,
    pub depositor_name: DepositorName,
    pub customer_email: Option<String>,
    pub customer_phone: Option<String>,
    pub memo: Option<String>,
    pub metadata: Metadata,
    pub account: Option<AccountId>,
    pub expires_at: Option<Timestamp>,
    /// When the customer ordered: at most [`ORDERED_BACK_MS`](crate::Order::ORDERED_BACK_MS) before now, and not after
    /// it.
    pub ordered_at: Option<Timestamp>,
}

impl NewOrder {
    /// What every order says, and nothing more.
    pub fn plain(number: impl Into<OrderNumber>, amount: Won, depositor_name: impl Into<DepositorName>) -> Self {
        Self {
            number: number.into(),
            amount,
            depositor_name: depositor_name.into(),
            customer_email: None,
            customer_phone: None,
            memo: None,
            metadata: Metadata::default(),
            account: None,
            expires_at: None,
            ordered_at: None,
        }
    }
}
