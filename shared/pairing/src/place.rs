//! An order is placed.

use domain::{
    Actor, Looks, NewOrder, Order, OrderId, OrderNumber, OrderStatus, Refusal, Timestamp, Workspace, WorkspaceId,
};
use store::Sequence;
use store::orders::Placing;

use crate::fingerprint::fingerprint;
use crate::{Pairing, PairingError};

/// An order that was placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    pub order: Order,
    /// It had been placed before, by the very same words: this was a retry.
    pub existing: bool,
}

impl Pairing {
    /// Places an order, then looks for the deposit that already came. The identical words again answer the order as it
    /// is, and look again, unless it is cancelled or expired: that could be taken for an order that waits. Other words
    /// under the same number are refused.
    pub async fn place(&self, shop: &Workspace, new: NewOrder, by: Actor) -> Result<Placed, PairingError> {
        let workspace = shop.id;
        let (now, number, body) = (self.now(), new.number.clone(), words(&new));
        let touched = [(new.amount, Looks::of_name(&new.depositor_name))];
        let (id, insured) = tokio::join!(
            self.store.next_id(Sequence::Order(workspace), OrderId::new),
            self.store.insure(workspace, &touched)
        );
        let order = match Order::place(workspace, id?, new, by, now) {
            Ok(order) => order,
            Err(refusal) => return self.placed_before(workspace, &number, &body).await?.ok_or_else(|| refusal.into()),
        };
        self.expect_policies_of_payer(shop, order.id).await;
        match self.store.place_order(&order, &body).await? {
            Placing::Placed => {
                let settled = self.settle_committed(workspace, &touched, insured).await?;
                let order = if settled.paid(order.id) { self.order(workspace, order.id).await? } else { order };
                Ok(Placed { order, existing: false })
            }
            Placing::NumberTaken { by, same_body: true } => {
                let order = not_over(self.order(workspace, by).await?, self.now())?;
                let touched = [(order.amount, Looks::of_name(&order.depositor_name))];
                self.settle_committed(workspace, &touched, insured).await?;
                Ok(Placed { order: self.order(workspace, by).await?, existing: true })
            }
            Placing::NumberTaken { by, same_body: false } => Err(Refusal::OrderNumberTaken(by).into()),
        }
    }

    /// The order that these very words placed while its deadline was still to come.
    async fn placed_before(
        &self,
        workspace: WorkspaceId,
        number: &OrderNumber,
        body: &str,
    ) -> Result<Option<Placed>, PairingError> {
        let Some(order) = self.store.order_placed_by(workspace, number, body).await? else { return Ok(None) };
        let order = not_over(order, self.now())?;
        self.settle(workspace, order.amount, Looks::of_name(&order.depositor_name)).await?;
        Ok(Some(Placed { order: self.order(workspace, order.id).await?, existing: true }))
    }

    /// An order that must be there.
    pub(crate) async fn order(&self, workspace: WorkspaceId, order: OrderId) -> Result<Order, PairingError> {
        self.store.order(workspace, order).await?.ok_or(PairingError::NoSuchOrder)
    }
}

/// The order, if it waits or was paid.
fn not_over(order: Order, now: Timestamp) -> Result<Order, Refusal> {
    match order.status(now) {
        OrderStatus::Pending | OrderStatus::Matched => Ok(order),
        OrderStatus::Cancelled | OrderStatus::Expired => Err(Refusal::OrderOver(order.id)),
    }
}

/// The words that place an order, as a hash: what a retry has in common with its first try. How a released
/// field is hashed must not change: a retry across the upgrade would be refused as a different order.
fn words(new: &NewOrder) -> String {
    let optional = |text: &Option<String>| text.as_ref().map_or_else(Vec::new, |text| [b"+", text.as_bytes()].concat());
    let amount = new.amount.get().to_string();
    let deadline = optional(&new.expires_at.map(Timestamp::rfc3339));
    let ordered = new.ordered_at.map(Timestamp::rfc3339);
    let (email, phone, memo) = (optional(&new.customer_email), optional(&new.customer_phone), optional(&new.memo));
    let mut parts = vec![new.number.as_bytes(), amount.as_bytes(), new.depositor_name.as_bytes()];
    parts.extend([email.as_slice(), &phone, &memo, &deadline]);
    // An order without these has the words that it had before there were these fields.
    parts.extend(ordered.as_ref().map(String::as_bytes));
    let account = new.account.map(|account| format!("account {account}"));
    parts.extend(account.as_ref().map(String::as_bytes));
    if !new.metadata.is_empty() {
        parts.push(b"metadata");
        parts.extend(new.metadata.iter().flat_map(|(key, value)| [key.as_bytes(), value.as_bytes()]));
    }
    fingerprint(&parts).to_string()
}
