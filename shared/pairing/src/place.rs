//! An order is placed.

use domain::{
    Actor, DepositorName, Looks, NewOrder, Order, OrderId, OrderNumber, OrderStatus, Refusal, Timestamp, Won,
    Workspace, WorkspaceId,
};
use store::orders::Placing;
use store::{Sequence, StoreError};

use crate::fingerprint::fingerprint;
use crate::{Pairing, PairingError};

/// An order that was placed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    pub order: Order,
    /// It had been placed before, by the very same words: this was a retry.
    pub existing: bool,
}

/// What an order needs before its commit, whatever becomes of it: an id, and the insurance.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prepared {
    workspace: WorkspaceId,
    amount: Won,
    looks: Looks,
    id: OrderId,
    insured: bool,
}

impl Pairing {
    /// Takes an id for an order of this amount and name, and insures it. An order that is not placed then leaves a gap
    /// between the ids, and a look that finds nothing.
    pub async fn prepare(
        &self,
        workspace: WorkspaceId,
        amount: Won,
        name: &DepositorName,
    ) -> Result<Prepared, StoreError> {
        let looks = Looks::of_name(name);
        let touched = [(amount, looks.clone())];
        let (id, insured) = tokio::join!(
            self.store.next_id(Sequence::Order(workspace), OrderId::new),
            self.store.insure(workspace, &touched)
        );
        Ok(Prepared { workspace, amount, looks, id: id?, insured })
    }

    /// Places an order, then looks for the deposit that already came. The identical words again answer the order as it
    /// is, and look again, unless it is cancelled or expired: that could be taken for an order that waits. Other words
    /// under the same number are refused. `prepared`: for these very words, before it was known that they may be said.
    pub async fn place(
        &self,
        shop: &Workspace,
        new: NewOrder,
        by: Actor,
        prepared: Option<Prepared>,
    ) -> Result<Placed, PairingError> {
        let workspace = shop.id;
        let (now, number, body) = (self.now(), new.number.clone(), words(&new));
        let touched = [(new.amount, Looks::of_name(&new.depositor_name))];
        let is_of_these = |prepared: &Prepared| {
            (prepared.workspace, prepared.amount, &prepared.looks) == (workspace, touched[0].0, &touched[0].1)
        };
        let Prepared { id, insured, .. } = match prepared.filter(is_of_these) {
            Some(prepared) => prepared,
            None => self.prepare(workspace, new.amount, &new.depositor_name).await?,
        };
        let order = match Order::place(workspace, id, new, by, now) {
            Ok(order) => order,
            Err(refusal) => return self.placed_before(workspace, &number, &body).await?.ok_or_else(|| refusal.into()),
        };
        self.expect_policies_of_payer(shop, order.id).await;
        match self.store.place_order(&order, &body).await? {
            Placing::Placed => {
                let settle = Box::pin(self.settle_committed(workspace, &touched, insured));
                let (settled, ()) = tokio::join!(settle, self.show(shop.audience(), workspace));
                let settled = settled?;
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
