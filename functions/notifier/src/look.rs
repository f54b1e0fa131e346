//! A notice: which events happened to the items that it names, who wants to be told, and the deliveries that come of
//! it.

use std::collections::BTreeMap;

use domain::delivery::NEWS_FOR_MS;
use domain::message::MessageReason;
use domain::{
    Actor, Delivery, Deposit, DepositEvent, DepositId, Endpoint, Event, EventId, EventType, Order, OrderEvent, OrderId,
    Subject, Timestamp, WorkspaceId, event,
};
use mail::Mailer;
use store::events::Notice;
use store::{Making, StoreError};
use webhooks::{chat, payload};

use crate::Notifier;

/// The items that a notice is about.
#[derive(Default)]
struct Items {
    orders: BTreeMap<OrderId, Order>,
    deposits: BTreeMap<DepositId, Deposit>,
}

impl Notifier {
    pub(crate) async fn look(&self, notice: &Notice) -> Result<(), StoreError> {
        let workspace = notice.workspace;
        let endpoints = self.store.endpoints(workspace).await?;
        if endpoints.is_empty() {
            return Ok(());
        }
        let since = notice.since.max(self.now().plus_ms(-NEWS_FOR_MS));
        let items = self.items(workspace, notice, since).await?;
        let mut told = items.told(since);
        told.extend(self.message(workspace, notice).await?);
        told.extend(self.phone(workspace, notice).await?.into_iter().filter(|(event, _)| event.at >= since));
        told.extend(self.audit(workspace, notice).await?.into_iter().filter(|(event, _)| event.at >= since));
        told.extend(disabled(notice, &endpoints).filter(|(event, _)| event.at >= since));
        for (event, body) in told {
            for endpoint in endpoints.iter().filter(|endpoint| endpoint.wants(&event)) {
                self.make(endpoint, &event, &body).await?;
            }
        }
        Ok(())
    }

    /// The items that the notice names, and those that their entries since then name.
    async fn items(&self, workspace: WorkspaceId, notice: &Notice, since: Timestamp) -> Result<Items, StoreError> {
        let mut items = Items::default();
        let (orders, deposits) =
            tokio::join!(self.orders(workspace, notice.order), self.deposits(workspace, notice.deposit));
        items.orders.extend(orders?);
        items.deposits.extend(deposits?);
        for _ in 0..2 {
            let (orders, deposits) = items.missing(since);
            let (orders, deposits) = tokio::join!(self.orders(workspace, orders), self.deposits(workspace, deposits));
            items.orders.extend(orders?);
            items.deposits.extend(deposits?);
        }
        Ok(items)
    }

    async fn orders(
        &self,
        workspace: WorkspaceId,
        ids: impl IntoIterator<Item = OrderId>,
    ) -> Result<Vec<(OrderId, Order)>, StoreError> {
        let mut found = Vec::new();
        for id in ids {
            found.extend(self.store.order(workspace, id).await?.map(|order| (id, order)));
        }
        Ok(found)
    }

    async fn deposits(
        &self,
        workspace: WorkspaceId,
        ids: impl IntoIterator<Item = DepositId>,
    ) -> Result<Vec<(DepositId, Deposit)>, StoreError> {
        let mut found = Vec::new();
        for id in ids {
            found.extend(self.store.deposit(workspace, id).await?.map(|deposit| (id, deposit)));
        }
        Ok(found)
    }

    /// The event of a message that waits for a person, if it still stands in the inbox.
    async fn message(&self, workspace: WorkspaceId, notice: &Notice) -> Result<Option<(Event, String)>, StoreError> {
        let Some(id) = notice.message else { return Ok(None) };
        let Some(message) = self.store.message(workspace, &id).await? else { return Ok(None) };
        let event = Event {
            id: EventId { workspace, subject: Subject::Message(id), version: 1 },
            kind: match message.why {
                MessageReason::ReversalUnclear => EventType::DepositReversed,
                MessageReason::Reader(_) | MessageReason::AccountNotFound => EventType::MessageQuarantined,
            },
            at: id.at,
            by: Actor::Auto,
        };
        let body = payload::of_message(&event, &message);
        Ok(Some((event, body)))
    }

    /// The turns of a phone, if it still stands.
    async fn phone(&self, workspace: WorkspaceId, notice: &Notice) -> Result<Vec<(Event, String)>, StoreError> {
        let Some(id) = notice.phone else { return Ok(Vec::new()) };
        let (phone, watch) = tokio::join!(self.store.phone(workspace, id), self.store.watch(workspace, id));
        let (Some(phone), Some(watch)) = (phone?, watch?) else { return Ok(Vec::new()) };
        let told = event::of_watch(&watch).into_iter().zip(&watch.turns);
        Ok(told.map(|(event, turn)| (event.clone(), payload::of_phone(&event, &phone, turn))).collect())
    }

    /// The changes of management.
    async fn audit(&self, workspace: WorkspaceId, notice: &Notice) -> Result<Vec<(Event, String)>, StoreError> {
        let mut told = Vec::new();
        for id in &notice.audit {
            let Some(entry) = self.store.audit_entry(workspace, *id).await? else { continue };
            told.extend(event::of_audit(&entry).map(|event| (event.clone(), payload::of_audit(&event, &entry))));
        }
        Ok(told)
    }

    /// Makes a delivery, once, and has it sent, or leaves it to be fetched. One that was made and not yet tried is sent
    /// for again: the program that made it may have died before it did so.
    async fn make(&self, endpoint: &Endpoint, event: &Event, body: &str) -> Result<(), StoreError> {
        let now = self.now();
        let body = chat::body_for(endpoint, self.mailer.as_ref().map(Mailer::page_url), body);
        let new = Delivery::make(endpoint, event, body, now);
        let delivery = match self.store.make_delivery(&new).await? {
            Making::Made => new,
            Making::There(there) => *there,
        };
        if delivery.awaits_first_try() { self.queue(&delivery, 0, 0).await } else { Ok(()) }
    }
}

/// The event of an endpoint that was disabled by itself.
fn disabled<'a>(notice: &'a Notice, endpoints: &'a [Endpoint]) -> impl Iterator<Item = (Event, String)> + 'a {
    let named = endpoints.iter().filter(|endpoint| Some(endpoint.id) == notice.endpoint);
    named.filter_map(|endpoint| {
        let (event, disabled) = (endpoint.event()?, endpoint.disabled?);
        let body = payload::of_endpoint(&event, endpoint, disabled);
        Some((event, body))
    })
}

/// The order that a change of a deposit names.
fn partner_order(what: &DepositEvent) -> Option<OrderId> {
    match what {
        DepositEvent::Matched { order, .. } | DepositEvent::Unmatched { order, .. } => Some(*order),
        DepositEvent::OrderCancelled { order, .. } => Some(*order),
        DepositEvent::Reversed { order, .. } => *order,
        DepositEvent::Received | DepositEvent::Held(_) | DepositEvent::Cleared(_) | DepositEvent::Freed(_) => None,
        DepositEvent::Reported | DepositEvent::Linked(_) | DepositEvent::Dismissed(_) | DepositEvent::Restored => None,
        DepositEvent::RefundSeen | DepositEvent::Redacted | DepositEvent::Treated(_) => None,
        DepositEvent::Returned(_) | DepositEvent::ReturnUndone(_) => None,
    }
}

/// The deposit that a change of an order names.
fn partner_deposit(what: &OrderEvent) -> Option<DepositId> {
    match what {
        OrderEvent::Matched { deposit, .. } | OrderEvent::Unmatched { deposit } => Some(*deposit),
        OrderEvent::PartiallyPaid { deposit, .. } | OrderEvent::PaymentRemoved { deposit, .. } => Some(*deposit),
        OrderEvent::Reversed { deposit } | OrderEvent::Settled { deposit, .. } => Some(*deposit),
        OrderEvent::OverChanged { deposit, .. } => Some(*deposit),
        OrderEvent::Placed | OrderEvent::Amended(_) | OrderEvent::Cancelled { .. } | OrderEvent::Expired => None,
        OrderEvent::Reopened | OrderEvent::Redacted => None,
    }
}

impl Items {
    fn order_events(&self, since: Timestamp) -> impl Iterator<Item = (Event, &OrderEvent, &Order)> {
        let of = |order| event::of_order(order).into_iter().map(move |(event, what)| (event, what, order));
        self.orders.values().flat_map(of).filter(move |(event, _, _)| event.at >= since)
    }

    fn deposit_events(&self, since: Timestamp) -> impl Iterator<Item = (Event, &DepositEvent, &Deposit)> {
        let of = |deposit| event::of_deposit(deposit).into_iter().map(move |(event, what)| (event, what, deposit));
        self.deposits.values().flat_map(of).filter(move |(event, _, _)| event.at >= since)
    }

    /// The items that entries name and that were not read yet.
    fn missing(&self, since: Timestamp) -> (Vec<OrderId>, Vec<DepositId>) {
        let orders = self.deposit_events(since).filter_map(|(_, what, _)| partner_order(what));
        let deposits = self.order_events(since).filter_map(|(_, what, _)| partner_deposit(what));
        (
            orders.filter(|id| !self.orders.contains_key(id)).collect(),
            deposits.filter(|id| !self.deposits.contains_key(id)).collect(),
        )
    }

    /// Every event since then, with its JSON.
    fn told(&self, since: Timestamp) -> Vec<(Event, String)> {
        let orders = self.order_events(since).map(|(event, what, order)| {
            let deposit = partner_deposit(what).and_then(|id| self.deposits.get(&id));
            let body = payload::of_order(&event, what, order, deposit);
            (event, body)
        });
        let deposits = self.deposit_events(since).map(|(event, what, deposit)| {
            let order = partner_order(what).and_then(|id| self.orders.get(&id));
            let body = payload::of_deposit(&event, what, deposit, order);
            (event, body)
        });
        orders.chain(deposits).collect()
    }
}
