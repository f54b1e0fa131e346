//! What a PATCH asks of an order.

use std::collections::BTreeMap;

use crate::{AccountId, DepositorName, Order, OrderNumber, OrderStatus, Refusal, RestTreatment, Timestamp, Won};

/// What a shop's program notes of an order: at most [`crate::text::METADATA_KEYS`] keys and
/// [`crate::text::METADATA_BYTES`].
pub type Metadata = BTreeMap<String, String>;

/// What a PATCH asks for. The outer `None` of a field means "not mentioned"; an inner `None` means `null`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Amendment {
    pub number: Option<OrderNumber>,
    pub account: Option<Option<AccountId>>,
    pub ordered_at: Option<Option<Timestamp>>,
    pub amount: Option<Won>,
    pub depositor_name: Option<DepositorName>,
    pub customer_email: Option<Option<String>>,
    pub customer_phone: Option<Option<String>>,
    pub memo: Option<Option<String>>,
    /// All of it, in place of what stands.
    pub metadata: Option<Metadata>,
    pub expires_at: Option<Option<Timestamp>>,
    pub status: Option<OrderStatus>,
    /// What becomes of what was received for an order that is cancelled; unsaid, a person decides.
    pub received: Option<RestTreatment>,
}

impl Amendment {
    /// What never changes may be sent along, as it is.
    pub(crate) fn check_fixed(&self, order: &Order) -> Result<(), Refusal> {
        if self.number.as_ref().is_some_and(|number| *number != order.number) {
            return Err(Refusal::OrderNumberFixed);
        }
        if self.account.is_some_and(|account| account != order.account) {
            return Err(Refusal::OrderFieldFixed("bank_account_id"));
        }
        if self.ordered_at.is_some_and(|at| at != order.ordered_at) {
            return Err(Refusal::OrderFieldFixed("ordered_at"));
        }
        Ok(())
    }
}
