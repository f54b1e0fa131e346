//! Orders: what waits to be paid, and which change is allowed from which state. A *stored* status is what the item
//! says; the *effective* status is what every answer and rule uses: a stored PENDING order reads as EXPIRED once its
//! deadline and the grace have passed. Changes are judged on the effective status, writes conditioned on the stored.

use crate::allocation::{Allocation, difference};
use crate::amendment::Metadata;
use crate::codes::codes;
use crate::history::{self, Actor, Entry, OrderEvent};
use crate::newtype::text_type;
use crate::time::{DAY_MS, MINUTE_MS};
use crate::{
    AccountId, CustomerKey, DepositId, DepositorName, NameKey, NewOrder, OrderId, Refusal, Rule, Timestamp,
    WaitingOrder, Won, WorkspaceId,
};
use strum::{EnumIter, IntoStaticStr};

mod amend;

/// How long after its deadline an order can still be paid by a deposit that was made in time, in milliseconds.
pub const GRACE_MS: i64 = 10 * MINUTE_MS;

text_type!(
    /// A shop's own number of an order.
    OrderNumber
);

/// An order that waits for a bank transfer, or waited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    pub id: OrderId,
    pub workspace: WorkspaceId,
    /// The shop's own number, unique in its workspace; never changes.
    pub number: OrderNumber,
    pub amount: Won,
    pub depositor_name: DepositorName,
    /// The key under which the payer is looked for, kept as it was made: its waiting entry bears it.
    pub name_key: NameKey,
    pub customer_email: Option<String>,
    pub customer_phone: Option<String>,
    pub memo: Option<String>,
    /// What the shop's program notes of it; nothing of ours reads it. Empty when there is none.
    pub metadata: Metadata,
    /// The account into which it is to be paid; `None`: any of the workspace. Never changes.
    pub account: Option<AccountId>,
    /// A deposit made up to this instant pays the order.
    pub expires_at: Option<Timestamp>,
    /// As stored; see [`Order::status`] for what it reads as.
    pub state: OrderState,
    /// What pays it, where that is not one deposit of exactly its amount; empty while nothing does. One that is not
    /// MATCHED is paid in part by them, and waits for what is open.
    pub allocations: Vec<Allocation<DepositId>>,
    /// What was received above its amount and is kept with it.
    pub over: Option<Won>,
    /// When the customer ordered, where the shop told it: earlier than `created_at`.
    pub ordered_at: Option<Timestamp>,
    /// Since when it waits: placed, reopened or unmatched last. The match window is counted from here.
    pub waits_since: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Counts the entries of this order's history, also those that are no longer kept: an entry has a version of its
    /// own, by which its event is named.
    pub version: u64,
    /// Oldest first, the newest [`history::KEPT`].
    pub history: Vec<Entry<OrderEvent>>,
}

/// The stored state of an order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrderState {
    Pending,
    Matched { deposit: DepositId, at: Timestamp },
    Cancelled,
    Expired,
}

impl OrderState {
    /// The status alone.
    pub fn status(&self) -> OrderStatus {
        match self {
            Self::Pending => OrderStatus::Pending,
            Self::Matched { .. } => OrderStatus::Matched,
            Self::Cancelled => OrderStatus::Cancelled,
            Self::Expired => OrderStatus::Expired,
        }
    }
}

/// The status of an order, as the API names it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum OrderStatus {
    Pending,
    Matched,
    Cancelled,
    Expired,
}

/// What a shop should know of an order that was taken.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum OrderWarning {
    /// Its name is masked, or has too few letters: no deposit pays it by itself.
    NameCannotMatch,
}

/// How far an order is paid.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "UPPERCASE")]
pub enum PaymentState {
    Unpaid,
    /// A part of it is paid, and it is not MATCHED.
    Partial,
    /// It is MATCHED.
    Paid,
}

/// What is not plain about an order's payment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "SCREAMING_SNAKE_CASE")]
pub enum OrderFlag {
    /// It is MATCHED with less than its amount.
    Short,
    /// More than its amount is kept with it.
    Over,
    /// It was matched after its deadline.
    Late,
    /// A person matched a part of it.
    ByHand,
    /// The bank took back what had paid it, and nothing else did since.
    Reversed,
}

/// Whether no printed name can match this one by itself.
pub fn name_cannot_match(depositor_name: &DepositorName) -> bool {
    !depositor_name.is_readable()
}

/// Whether a deadline and its grace have passed.
pub fn is_overdue(expires_at: Option<Timestamp>, now: Timestamp) -> bool {
    expires_at.is_some_and(|deadline| now > deadline.plus_ms(GRACE_MS))
}

impl Order {
    /// How long before it is placed an order can have been ordered, in milliseconds.
    pub const ORDERED_BACK_MS: i64 = 60 * DAY_MS;

    /// A new PENDING order. Refused when its deadline has passed.
    pub fn place(
        workspace: WorkspaceId,
        id: OrderId,
        new: NewOrder,
        by: Actor,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        check_deadline(new.expires_at, now)?;
        Ok(Self {
            id,
            workspace,
            number: new.number,
            amount: new.amount,
            name_key: NameKey::of(&new.depositor_name),
            depositor_name: new.depositor_name,
            customer_email: new.customer_email,
            customer_phone: new.customer_phone,
            memo: new.memo,
            metadata: new.metadata,
            account: new.account,
            expires_at: new.expires_at,
            ordered_at: new.ordered_at,
            waits_since: now,
            state: OrderState::Pending,
            allocations: Vec::new(),
            over: None,
            created_at: now,
            updated_at: now,
            version: 1,
            history: vec![Entry { at: now, by, what: OrderEvent::Placed }],
        })
    }

    /// The effective status: a stored PENDING order reads as EXPIRED once deadline and grace have passed.
    pub fn status(&self, now: Timestamp) -> OrderStatus {
        match self.state {
            OrderState::Pending if is_overdue(self.expires_at, now) => OrderStatus::Expired,
            OrderState::Pending | OrderState::Matched { .. } | OrderState::Cancelled | OrderState::Expired => {
                self.state.status()
            }
        }
    }

    /// The waiting entry that a stored PENDING order has; any other has none.
    pub fn waiting(&self) -> Option<WaitingOrder> {
        self.as_if_waiting().filter(|_| self.state == OrderState::Pending)
    }

    /// What the choice reads of an order of which something is open, whatever its state: for showing it to a person.
    pub fn as_if_waiting(&self) -> Option<WaitingOrder> {
        let is_matched = matches!(self.state, OrderState::Matched { .. });
        Won::new(self.open()).filter(|_| !is_matched).map(|amount| WaitingOrder {
            id: self.id,
            amount,
            name_key: self.name_key.clone(),
            qualifier: bank_sms::name::qualifier(&self.depositor_name).map(|qualifier| qualifier.text),
            codes: codes(self.id, &self.number, self.customer_phone.as_deref()),
            customer: CustomerKey::of(self.customer_phone.as_deref(), self.customer_email.as_deref()),
            name_cannot_match: self.name_cannot_match(),
            account: self.account,
            created_at: self.created_at,
            ordered_at: self.ordered_at,
            waits_since: self.waits_since,
            expires_at: self.expires_at,
            has_parts: !self.allocations.is_empty(),
        })
    }

    /// Whether no printed name is ever this order's by itself: it is masked, or has too few letters.
    pub fn name_cannot_match(&self) -> bool {
        name_cannot_match(&self.depositor_name)
    }

    /// What keeps it from being paid by itself, until it is paid.
    pub fn warnings(&self) -> Vec<OrderWarning> {
        let is_paid = matches!(self.state, OrderState::Matched { .. });
        (!is_paid && self.name_cannot_match()).then_some(OrderWarning::NameCannotMatch).into_iter().collect()
    }

    /// The order after its deadline; `None` when it is not due (paid, cancelled, or its deadline moved).
    pub fn expire(&self, by: Actor, now: Timestamp) -> Option<Self> {
        let due = self.state == OrderState::Pending && is_overdue(self.expires_at, now);
        due.then(|| self.stepped(OrderState::Expired, OrderEvent::Expired, by, now))
    }

    /// The order without its customer's fields, once it is not PENDING and nothing has changed since `cutoff`; `None`
    /// when there is nothing to forget yet. The payer's name stays: it is what a match rests on.
    pub fn forget(&self, cutoff: Timestamp, now: Timestamp) -> Option<Self> {
        let told = [&self.customer_email, &self.customer_phone, &self.memo].into_iter().any(Option::is_some);
        let personal = told || !self.metadata.is_empty();
        let due = personal && self.state != OrderState::Pending && self.updated_at < cutoff;
        due.then(|| {
            let after = self.stepped(self.state, OrderEvent::Redacted, Actor::Sweeper, now);
            Self { customer_email: None, customer_phone: None, memo: None, metadata: Metadata::new(), ..after }
        })
    }

    /// The order paid by a deposit of its open amount: any effectively PENDING or EXPIRED one. `rule` is `None` for a
    /// match by hand.
    pub fn pay(&self, deposit: DepositId, rule: Option<Rule>, by: Actor, now: Timestamp) -> Result<Self, Refusal> {
        self.pay_with(deposit, rule, 0, by, now)
    }

    /// The same with so much more than its amount.
    pub(crate) fn pay_with(
        &self,
        deposit: DepositId,
        rule: Option<Rule>,
        difference: i64,
        by: Actor,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        match self.state {
            OrderState::Matched { .. } => Err(Refusal::OrderAlreadyMatched),
            OrderState::Cancelled => Err(Refusal::OrderCancelled),
            OrderState::Pending | OrderState::Expired => {
                let what = OrderEvent::Matched { deposit, rule, difference: Some(difference) };
                Ok(self.stepped(OrderState::Matched { deposit, at: now }, what, by, now))
            }
        }
    }

    /// The order after a part of it was paid that leaves it open. Its parts are the caller's to add.
    pub(crate) fn pay_partly(&self, deposit: DepositId, difference: i64, by: Actor, now: Timestamp) -> Self {
        self.stepped(self.state, OrderEvent::PartiallyPaid { deposit, difference }, by, now)
    }

    /// The order after a person accepted what is missing of it: MATCHED by what it has received.
    pub(crate) fn settle(&self, by: &Actor, now: Timestamp) -> Result<Self, Refusal> {
        match (self.state, self.allocations.first()) {
            (OrderState::Matched { .. }, _) => Err(Refusal::OrderAlreadyMatched),
            (OrderState::Cancelled, _) => Err(Refusal::OrderCancelled),
            (OrderState::Pending | OrderState::Expired, None) => Err(Refusal::NothingReceived(self.id)),
            (OrderState::Pending | OrderState::Expired, Some(first)) => {
                let difference = difference(self.received(), self.amount);
                let what = OrderEvent::Settled { deposit: first.with, difference };
                Ok(self.stepped(OrderState::Matched { deposit: first.with, at: now }, what, by.clone(), now))
            }
        }
    }

    /// The order with so much of the deposit that completed it kept above its amount.
    pub(crate) fn keep_over(&self, deposit: DepositId, over: Option<Won>, by: &Actor, now: Timestamp) -> Self {
        let mut after = self.clone();
        after.over = over;
        let difference = difference(after.received(), after.amount);
        after.stepped(self.state, OrderEvent::OverChanged { deposit, difference }, by.clone(), now)
    }

    /// The order after its match was undone: PENDING again; a deadline that has passed is taken off. What other
    /// deposits paid of it stays. One that was not MATCHED only loses the part.
    pub fn unpay(&self, deposit: DepositId, by: Actor, now: Timestamp) -> Self {
        self.without(deposit, OrderEvent::Unmatched { deposit }, by, now)
    }

    /// The order after the bank took back the deposit that had paid it: as after an unmatch.
    pub fn reverse_payment(&self, deposit: DepositId, by: Actor, now: Timestamp) -> Self {
        self.without(deposit, OrderEvent::Reversed { deposit }, by, now)
    }

    fn without(&self, deposit: DepositId, what: OrderEvent, by: Actor, now: Timestamp) -> Self {
        let mut before = self.clone();
        before.allocations.retain(|allocation| allocation.with != deposit);
        before.over = None;
        match self.state {
            OrderState::Matched { .. } => {
                let mut after = before.stepped(OrderState::Pending, what, by, now);
                after.expires_at = self.expires_at.filter(|deadline| *deadline > now);
                after
            }
            OrderState::Pending | OrderState::Cancelled | OrderState::Expired => {
                let difference = difference(before.received(), self.amount);
                before.stepped(self.state, OrderEvent::PaymentRemoved { deposit, difference }, by, now)
            }
        }
    }

    fn stepped(&self, state: OrderState, what: OrderEvent, by: Actor, now: Timestamp) -> Self {
        let mut after = self.clone();
        after.step(state, what, by, now);
        after
    }

    fn step(&mut self, state: OrderState, what: OrderEvent, by: Actor, now: Timestamp) {
        if state == OrderState::Pending && self.state != OrderState::Pending {
            self.waits_since = now;
        }
        self.state = state;
        self.updated_at = now;
        self.version += 1;
        history::append(&mut self.history, Entry { at: now, by, what });
    }
}

fn check_deadline(deadline: Option<Timestamp>, now: Timestamp) -> Result<(), Refusal> {
    match deadline {
        Some(deadline) if deadline <= now => Err(Refusal::ExpiresAtPast),
        Some(_) | None => Ok(()),
    }
}

#[cfg(test)]
#[path = "order_tests.rs"]
mod tests;
