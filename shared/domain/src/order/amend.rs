//! An order is amended: fields, cancelled, reopened.

use super::{Order, OrderState, OrderStatus, check_deadline};
use crate::allocation::sum;
use crate::amendment::Amendment;
use crate::history::{Actor, Change, OrderEvent, OrderField};
use crate::{NameKey, Refusal, Timestamp, Won};

impl Order {
    /// The order after a PATCH; `None` when the PATCH changes nothing.
    pub fn amend(&self, change: &Amendment, by: &Actor, now: Timestamp) -> Result<Option<Self>, Refusal> {
        change.check_fixed(self)?;
        let changes = self.changes(change);
        let from = self.status(now);
        let to = change.status.unwrap_or(from);
        self.check_amendment(change, &changes, from, to, now)?;
        if changes.is_empty() && from == to {
            return Ok(None);
        }
        let mut after = self.clone();
        if from != self.state.status() {
            after.step(OrderState::Expired, OrderEvent::Expired, Actor::Sweeper, now);
        }
        after.apply(change);
        if !changes.is_empty() {
            after.step(after.state, OrderEvent::Amended(changes), by.clone(), now);
        }
        match (from == to, to) {
            (false, OrderStatus::Cancelled) => {
                let received = Won::new(sum(&after.allocations));
                after.allocations = Vec::new();
                after.step(OrderState::Cancelled, OrderEvent::Cancelled { received }, by.clone(), now)
            }
            (false, OrderStatus::Pending) => after.step(OrderState::Pending, OrderEvent::Reopened, by.clone(), now),
            (false, OrderStatus::Matched | OrderStatus::Expired) => return Err(Refusal::StatusByHand),
            (true, _) => {}
        }
        Ok(Some(after))
    }

    fn check_amendment(
        &self,
        change: &Amendment,
        changes: &[Change],
        from: OrderStatus,
        to: OrderStatus,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let touched = |field| changes.iter().any(|change| change.field == field);
        let new_deadline = change.expires_at.filter(|_| touched(OrderField::ExpiresAt));
        if change.received.is_some() && to != OrderStatus::Cancelled {
            return Err(Refusal::ReceivedOfCancelled);
        }
        if from == OrderStatus::Matched {
            let is_of_the_payment = changes.iter().any(|change| change.field.is_of_the_payment());
            return if is_of_the_payment || to != from { Err(Refusal::UnmatchFirst) } else { Ok(()) };
        }
        if let Some(deadline) = new_deadline {
            check_deadline(deadline, now)?;
        }
        let received = sum(&self.allocations);
        if received > 0 && change.amount.is_some_and(|amount| amount.get() <= received) {
            return Err(Refusal::AmountNotAboveReceived { received });
        }
        match (from, to) {
            (_, OrderStatus::Matched) => Err(Refusal::StatusByHand),
            (OrderStatus::Pending | OrderStatus::Cancelled, OrderStatus::Expired) => Err(Refusal::StatusByHand),
            (OrderStatus::Expired, OrderStatus::Expired) if new_deadline.is_some() => Err(Refusal::ReopenNeeded),
            (OrderStatus::Cancelled, OrderStatus::Cancelled) if new_deadline.flatten().is_some() => {
                Err(Refusal::ReopenNeeded)
            }
            (OrderStatus::Cancelled | OrderStatus::Expired, OrderStatus::Pending) => {
                check_deadline(change.expires_at.unwrap_or(self.expires_at), now)
            }
            (_, OrderStatus::Pending | OrderStatus::Cancelled | OrderStatus::Expired) => Ok(()),
        }
    }

    fn changes(&self, change: &Amendment) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut kept = |field, from: Option<String>, to: Option<String>| {
            if from != to {
                changes.push(Change { field, from, to });
            }
        };
        if let Some(amount) = change.amount {
            kept(OrderField::Amount, Some(self.amount.get().to_string()), Some(amount.get().to_string()));
        }
        if let Some(name) = &change.depositor_name {
            kept(OrderField::DepositorName, Some(self.depositor_name.to_string()), Some(name.to_string()));
        }
        if let Some(deadline) = change.expires_at {
            kept(OrderField::ExpiresAt, self.expires_at.map(Timestamp::rfc3339), deadline.map(Timestamp::rfc3339));
        }
        let personal = [
            (OrderField::CustomerEmail, &change.customer_email, &self.customer_email),
            (OrderField::CustomerPhone, &change.customer_phone, &self.customer_phone),
            (OrderField::Memo, &change.memo, &self.memo),
        ];
        for (field, asked, stands) in personal {
            if asked.as_ref().is_some_and(|asked| asked != stands) {
                changes.push(Change { field, from: None, to: None });
            }
        }
        if change.metadata.as_ref().is_some_and(|asked| *asked != self.metadata) {
            changes.push(Change { field: OrderField::Metadata, from: None, to: None });
        }
        changes
    }

    fn apply(&mut self, change: &Amendment) {
        let change = change.clone();
        self.amount = change.amount.unwrap_or(self.amount);
        if let Some(name) = change.depositor_name {
            self.name_key = NameKey::of(&name);
            self.depositor_name = name;
        }
        if let Some(email) = change.customer_email {
            self.customer_email = email;
        }
        if let Some(phone) = change.customer_phone {
            self.customer_phone = phone;
        }
        if let Some(memo) = change.memo {
            self.memo = memo;
        }
        if let Some(metadata) = change.metadata {
            self.metadata = metadata;
        }
        if let Some(deadline) = change.expires_at {
            self.expires_at = deadline;
        }
    }
}
